"""Write ``src/parley/graph/folders.pyi`` from the headers of the stored queries, so that editors and mypy know them.

python docs/stubs.py            # write it
python docs/stubs.py --check    # exit 1 if it is not what the headers give
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from parley.answers.row import TypedRow
from parley.catalogue.files import load, names
from parley.resources import FOLDERS

if TYPE_CHECKING:
    from parley.catalogue.stored import Parameter, StoredQuery

STUB = Path(__file__).resolve().parents[1] / "src" / "parley" / "graph" / "folders.pyi"
HEAD = """\
# Made by docs/stubs.py from the headers of the stored queries; do not edit.
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from parley.answers.rows import Rows, TypedRow
from parley.catalogue.stored import StoredQuery
from parley.graph.core import Core
from parley.rdf.terms import IRI

View = Literal["strict", "reported", "all"]

def describe(query: StoredQuery) -> str: ...

class Queries:
    def __init__(self, kg: Core) -> None: ...
    def __getitem__(self, name: str) -> StoredQuery: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __dir__(self) -> list[str]: ...
"""
TYPES = {"integer": "int", "decimal": "Decimal | int", "boolean": "bool", "date": "date"}


def stub() -> str:
    """Return the whole stub file."""
    lines = [HEAD.rstrip("\n")]
    lines += [f"    @property\n    def {folder}(self) -> {folder.capitalize()}: ..." for folder in FOLDERS]
    for folder in FOLDERS:
        for name in names():
            if name.startswith(f"{folder}."):
                lines += ["", *_row(load(name))]
        lines += ["", f"class {folder.capitalize()}:"]
        lines += [_method(load(name)) for name in names() if name.startswith(f"{folder}.")]
    return "\n".join(lines) + "\n"


def _method(query: StoredQuery) -> str:
    given = "".join(f", {_argument(p)}" for p in query.parameters)
    name = query.name.partition(".")[2]
    return f"    def {name}(self, *{given}, view: View | None = None) -> Rows[{_class(query)}]: ..."


def _class(query: StoredQuery) -> str:
    return "".join(part.capitalize() for part in query.name.replace("_", ".").split(".")) + "Row"


def _row(query: StoredQuery) -> list[str]:
    columns = [c for c in query.columns if not hasattr(TypedRow, c.name)]  # row.label is a method: row["label"]
    kinds = {c.name: TYPES.get(c.type, "str" if c.type == "string" else "IRI") for c in columns}
    optional = {c.name for c in query.columns if c.optional}
    return [
        f"class {_class(query)}(TypedRow):",
        *(f"    {name}: {kind}{' | None' if name in optional else ''}" for name, kind in kinds.items()),
    ]


def _argument(parameter: Parameter) -> str:
    kind = TYPES.get(parameter.type, "str")
    if parameter.choices:
        kind = f"Literal[{', '.join(repr(c).replace(chr(39), chr(34)) for c in parameter.choices)}]"
    if parameter.many:
        kind = f"{kind} | Sequence[{kind}]"
    return f"{parameter.name}: {kind}" if parameter.required else f"{parameter.name}: {kind} | None = None"


def main() -> None:
    """Write the stub, or compare it."""
    parser = argparse.ArgumentParser(description="the stub of parley.queries")
    parser.add_argument("--check", action="store_true", help="compare, and exit 1 if it differs")
    if parser.parse_args().check:
        if STUB.read_text(encoding="utf-8") != stub():
            sys.exit(f"{STUB.name} is not what the headers give: run docs/stubs.py")
        return
    STUB.write_text(stub(), encoding="utf-8")


if __name__ == "__main__":
    main()
