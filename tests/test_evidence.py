from __future__ import annotations

from pathlib import Path

import pytest

from parley.errors import SourceFileError
from parley.evidence import Sources, digest


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
