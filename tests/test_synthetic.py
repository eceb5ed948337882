"""The documents that figures are measured on are of the kind that users have: they conform to the shapes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from conftest import ROOT
from parley.check import check
from parley.resources import turtle_files
from parley.text.documents import Sources

sys.path.insert(0, str(ROOT / "benchmarks"))
import synthetic


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("synthetic")
    synthetic.write(path, 3, seed=1)
    return path


@pytest.mark.long
def test_synthetic_documents_conform(folder: Path) -> None:
    report = check(turtle_files(folder), Sources([]))
    assert report.faults == ()
    assert report.notes[0].startswith("checked 4 files")


def test_they_are_the_same_for_the_same_seed(folder: Path, tmp_path: Path) -> None:
    for seed in (1, 2):
        synthetic.write(tmp_path / str(seed), 3, seed=seed)
    written = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*.ttl")}
    again, other = ({p: (tmp_path / str(seed) / p).read_bytes() for p in written} for seed in (1, 2))
    assert again == written
    assert other != written
