"""Each stored query gives its golden answer, row by row and in order.

The answers under ``answers/`` are read against the article. IRIs are written as CURIEs, and
fragments of the article's document by the fragment alone.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import parley
from conftest import DOCUMENT
from parley.catalogue.files import names
from parley.rdf.terms import IRI

if TYPE_CHECKING:
    from parley.rdf.terms import Value

ANSWERS = Path(__file__).parent / "answers"


def shown(value: Value | None) -> str:
    match value:
        case None:
            return ""
        case IRI():
            return value.curie.replace(f"doc:{DOCUMENT[-12:]}#", "#")
        case bool():
            return str(value).lower()
        case _:
            return str(value)


@pytest.mark.parametrize("name", names())
def test_the_answer_is_the_golden_one(name: str, kg: parley.KnowledgeGraph) -> None:
    needed = {p.name: p.example for p in kg.queries[name].parameters if p.required}
    rows = kg.ask(name, **needed)
    golden = ANSWERS / f"{name.replace('.', '/')}.csv"
    with golden.open(encoding="utf-8", newline="") as handle:
        expected = list(csv.reader(handle))
    assert [list(rows.columns), *([shown(v) for v in row] for row in rows)] == expected


def test_no_golden_answer_is_of_no_query() -> None:
    found = {".".join(p.relative_to(ANSWERS).with_suffix("").parts) for p in ANSWERS.rglob("*.csv")}
    assert found == set(names())
