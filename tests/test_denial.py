"""No answer turns a denial, or silence, into a fact.

For every stored query and a seeded choice of contents, one of each class: when all claims of a content are denied,
or told not to have been made, each row that says it, or rests on it alone, is gone or marked, under each view.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import negations
import parley
from parley.catalogue.files import names
from parley.catalogue.stored import VIEWS
from parley.rdf.terms import IRI, PREFIXES

if TYPE_CHECKING:
    from parley.answers.rows import Row
    from parley.facade import KnowledgeGraph

CODE = PREFIXES["code"]
MARKS = {IRI(CODE + code) for code in ("standing-denied", "standing-unsaid", "polarity-negated")}
#: Columns in which a thing is spoken of and not told: "if it comes about" does not say that it has.
SPOKEN_OF = {"condition", "given", "unless", "trigger", "averted", "step", "purpose", "about"}
#: These list who and what there is, whatever is said of it.
LISTS = {"actors.groups", "actors.list", "actors.named", "actors.unnamed"}
KINDS = negations.contents(parley.connect())


def chosen(kind: str) -> IRI:
    return Random(f"{kind} 10").choice(KINDS[kind])  # noqa: S311 - a seeded choice for a test


def rows_of(kg: KnowledgeGraph, content: IRI, view: str) -> dict[str, list[Row]]:
    found = {}
    for name in names():
        query = kg.queries[name]
        needed: dict[str, Any] = {p.name: p.example for p in query.parameters if p.required}
        if name == "evidence.proof":
            needed = {"node": content}
        found[name] = list(kg.ask(name, view=view, **needed))
    return found


@pytest.fixture(scope="module")
def resting() -> dict[str, list[tuple[tuple[Any, ...], set[IRI]]]]:
    """Each row of the article's answers, with the claims that prove it."""
    whole = parley.connect()
    found = {}
    for name, rows in rows_of(whole, chosen("Patronage"), "all").items():
        found[name] = [(tuple(row), {p.iri for p in row.why() if p.kind == "claim"}) for row in rows]
    return found


@pytest.mark.parametrize("how", ["denied", "not said"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_denied_or_not_said_is_told_by_no_row(
    kind: str, how: str, resting: dict[str, list[tuple[tuple[Any, ...], set[IRI]]]]
) -> None:
    content = chosen(kind)
    kg = negations.graph(negations.negated(negations.account(), [content], above=how == "not said"))
    claims = {row.c for row in kg.query("SELECT ?c { ?c parley:states $x }", x=content)}  # type: ignore[union-attr]
    for view in VIEWS:
        for name, rows in rows_of(kg, content, view).items():
            plain = [row for row in rows if not MARKS & set(row)]
            for row in plain:
                says = {v for column, v in row.as_dict().items() if column not in SPOKEN_OF}
                assert not says & {content, *claims}, (name, view, row)
            alone = {row for row, proofs in resting[name] if proofs and proofs <= claims}
            if name not in LISTS:
                assert not alone & {tuple(row) for row in plain}, (name, view)


def test_every_class_that_the_account_affirms_is_tried() -> None:
    assert len(KINDS) > 20
