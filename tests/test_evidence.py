from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from parley.errors import SourceFileError
from parley.text.documents import Sources, digest


def test_a_text_is_found_by_digest_whatever_its_name(tmp_path: Path) -> None:
    text = "Ein Text – mit «Zeichen» 🕊️\r\nund Zeilen\n"
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "anything.bin").write_bytes(text.encode())
    (tmp_path / "noise").write_bytes(b"\xff\x00")
    sources = Sources([tmp_path])
    assert sources.text(digest(text)) == text
    assert sources.words(digest(text), 4, 8) == "Text"
    assert sources.text(digest("another")) is None
    assert sources.words(digest("another"), 0, 1) is None


def test_folders_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SOURCES", str(tmp_path))
    assert Sources().folders == [tmp_path]
    monkeypatch.setenv("PARLEY_SOURCES", "")
    assert Sources().folders == []
    monkeypatch.setenv("PARLEY_SOURCES", str(tmp_path / "none"))
    with pytest.raises(SourceFileError, match="no such folder"):
        Sources()


def test_files_that_nobody_asks_for_are_not_kept(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"x" * (8 << 20))
    (tmp_path / "wanted").write_text("few words", encoding="utf-8")
    sources = Sources([tmp_path])
    tracemalloc.start()
    assert sources.text(digest("few words")) == "few words"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 << 20


def test_a_text_that_changed_since_it_was_found_is_not_at_hand(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("few words", encoding="utf-8")
    sources = Sources([tmp_path])
    assert sources.text(digest("other words")) is None
    (tmp_path / "one").write_text("many words", encoding="utf-8")
    assert sources.text(digest("few words")) is None
