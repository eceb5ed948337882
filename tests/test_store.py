"""A built store opens in a moment, answers alike, and a damaged one is one clear line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import parley
from conftest import ROOT
from parley.engines import Embedded
from parley.errors import OutputError, ParameterError, SourceFileError
from test_cli import parley as command


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "store"
    done = command("build", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    return path


def test_a_built_store_answers_as_the_files_do(store: Path, kg: parley.KnowledgeGraph) -> None:
    built = parley.connect(store)
    for name in ("patronage.backers", "bargaining.undertakings", "evidence.claims"):
        assert list(built.ask(name)) == list(kg.ask(name))
    assert command("ask", "patronage.backers", "--source", str(store)).returncode == 0


def test_what_exists_is_not_overwritten(store: Path) -> None:
    done = command("build", str(store))
    assert done.returncode == 2
    assert "exists already" in done.stderr
    with pytest.raises(ParameterError, match="exists already"):
        Embedded().save(store)


def test_a_folder_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        Embedded().save(tmp_path / "file" / "store")
    done = command("build", str(tmp_path / "file" / "store"))
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("damage", ["cut", "lost table", "lost list"])
def test_a_damaged_store_is_one_line(damage: str, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(store, copy)
    table = max(copy.glob("*.sst"), key=lambda path: path.stat().st_size)
    if damage == "cut":
        table.write_bytes(table.read_bytes()[:100])
    else:
        (table if damage == "lost table" else copy / "CURRENT").unlink()
    done = command("ask", "patronage.backers", "--source", str(copy))
    assert done.returncode == 2
    assert "cannot be opened as a store" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_source_without_claims_is_no_empty_answer(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="holds no claims"):
        parley.connect(ROOT / "ontology")
    (tmp_path / "empty.ttl").write_text("")
    done = command("ask", "patronage.backers", "--source", str(tmp_path / "empty.ttl"))
    assert (done.returncode, done.stdout) == (2, "")
