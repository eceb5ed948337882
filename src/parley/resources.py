"""Where the ontology, graph, queries and shapes are: in the wheel, or in the repository."""

from __future__ import annotations

from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import SourceFileError

if TYPE_CHECKING:
    import os

_PACKAGE = Path(__file__).resolve().parent

#: The folder that holds ``ontology``, ``graph``, ``queries`` and ``shapes``.
ROOT = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parents[1]

#: The five folders of stored queries, in the order of the catalogue.
FOLDERS = ("actors", "patronage", "events", "bargaining", "evidence")


def vocabulary_files() -> list[Path]:
    """Return the files of the ontology and the code lists, without the alignments."""
    return [ROOT / "ontology" / "parley.ttl", ROOT / "ontology" / "codes.ttl"]


def registry_file() -> Path:
    """Return the file of entities that documents share."""
    return ROOT / "graph" / "registry.ttl"


def account_files() -> list[Path]:
    """Return the files of all accounts, sorted by name."""
    return sorted((ROOT / "graph" / "documents").glob("*.ttl"))


def rule_files() -> list[Path]:
    """Return the files of the derivation rules, sorted by name."""
    return sorted((ROOT / "queries" / "derive").glob("*.rq"))


def shape_files() -> list[Path]:
    """Return the files of the shapes, sorted by name."""
    return sorted((ROOT / "shapes").glob("*.ttl"))


def turtle_files(source: str | os.PathLike[str]) -> list[Path]:
    """Return the Turtle files of a folder, at any depth and sorted by name, or the one file that is named.

    Raises:
        SourceFileError: If a folder holds none, or if an address is given that is no http address.
    """
    if "://" in str(source):
        raise SourceFileError(str(source), None, "is no Turtle file, folder or http address")
    path = Path(source)
    if not isdir(path):  # noqa: PTH112 - False for a name that cannot be one, which whoever reads the file refuses
        return [path]
    found = sorted(found for found in path.rglob("*.ttl") if not found.is_dir())
    if not found:
        raise SourceFileError(str(source), None, "no Turtle file in this folder")
    return found


def graph_files(source: str | os.PathLike[str] | None) -> list[Path]:
    """Return the files of a graph: the shipped registry, and the accounts of a source or those that Parley ships.

    Raises:
        SourceFileError: If the source is a folder without Turtle files.
    """
    accounts = account_files() if source is None else turtle_files(source)
    return [registry_file(), *accounts]
