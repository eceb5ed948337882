"""Where the ontology, graph, queries and shapes are: in the wheel, or in the repository."""

from __future__ import annotations

import re
from os.path import isdir, lexists
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import SourceFileError

if TYPE_CHECKING:
    import os

_PACKAGE = Path(__file__).resolve().parent

#: The folder that holds ``ontology``, ``graph``, ``queries`` and ``shapes``.
ROOT = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parents[1]

# A host and its port, or a path that is no Turtle file: somebody left out the scheme.
_HOST = re.compile(r"(?:localhost|\[[0-9a-f:]+\]|[\w-]+(?:\.[\w-]+)+)(?::\d+(?:/|$)|/(?!.*\.ttl$))")

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
        from parley.text.address import is_address, shown

        files = "is an address; this is done with Turtle files"
        kind = files if is_address(source) else "is no Turtle file, folder or http address"
        raise SourceFileError(shown(str(source)), None, kind)
    path = Path(source)
    if _HOST.match(str(source)) and not lexists(path):
        raise SourceFileError(str(source), None, "no such file; the address of a service begins with http://")
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
