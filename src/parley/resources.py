"""Where the ontology, graph, queries and shapes are: in the wheel, or in the repository."""

from __future__ import annotations

from pathlib import Path

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
