"""The same query under another view changes only what standing admits.

An invented second document repeats the article's account under another publisher and origin, and a
curator takes the nodes of the two to coincide: what both authors report is then established.
"""

from __future__ import annotations

import pytest

import parley
from conftest import ACCOUNT, DOCUMENT, ROOT
from parley.catalogue.files import names

DISSENT = ROOT / "tests" / "accounts" / "dissent.ttl"
OTHER = "https://w3id.org/parley/doc/0123456789ab"
ESTABLISHED = "https://w3id.org/parley/code/standing-established"
#: What these show is hedged or quoted in the article: no repetition establishes it.
ONLY_ALLEGED = {"actors.strength", "evidence.reported"}
#: These count rows or show gaps: other rows than those with a standing depend on the view as well.
COUNTING = {"bargaining.elements", "bargaining.levers"}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, kg: parley.KnowledgeGraph) -> parley.KnowledgeGraph:
    folder = tmp_path_factory.mktemp("two")
    text = ACCOUNT.read_text(encoding="utf-8")
    for iri, name in ((DOCUMENT, "one"), (OTHER, "other")):
        own = text.replace(DOCUMENT, iri)
        for role in ("publisher", "origin"):
            own = own.replace(f"parley:{role} code:party-unstated", f"parley:{role} <#{name}-{role}>")
        (folder / f"{name}.ttl").write_text(own, encoding="utf-8")
    contents = kg.query("SELECT ?c WHERE { ?c a parley:Content . FILTER(CONTAINS(STR(?c), '/doc/')) }")
    pairs = "".join(
        f"<{OTHER}#pair-{n}> a parley:Coincidence ; parley:coincident <{row.c}> , <{row.c.replace(DOCUMENT, OTHER)}> .\n"
        for n, row in enumerate(contents)  # type: ignore[arg-type]
    )
    (folder / "pairs.ttl").write_text(f"@prefix parley: <https://w3id.org/parley/ns#> .\n{pairs}", encoding="utf-8")
    return parley.connect(folder)


def rows(kg: parley.KnowledgeGraph, name: str, view: str) -> list[parley.Row]:
    needed = {p.name: p.example for p in kg.queries[name].parameters if p.required}
    return list(kg.ask(name, view=view, **needed))


@pytest.mark.parametrize("name", names())
def test_strict_is_what_is_established(name: str, two: parley.KnowledgeGraph) -> None:
    strict, reported, everything = (rows(two, name, view) for view in ("strict", "reported", "all"))
    if two.queries[name].view == "any":
        assert strict == reported == everything
        return
    assert bool(strict) is (name not in ONLY_ALLEGED), "what two independent documents report is established"
    if "standing" in two.queries[name].text.partition("SELECT")[2].partition("WHERE")[0]:
        nodes = {row.states for row in reported if row.standing == ESTABLISHED} if name in COUNTING else None
        if nodes is not None:
            assert {row.states for row in strict} - {None} == nodes
        else:
            assert strict == [row for row in reported if row.standing == ESTABLISHED]
    if name not in COUNTING:
        assert set(strict) <= set(reported) <= set(everything)


def test_what_only_one_politician_says_is_never_established(two: parley.KnowledgeGraph) -> None:
    held = {row.states.local for row in rows(two, "bargaining.undertakings", "strict")}
    assert "several-undertake-disarmament" in held
    assert "militias-not-opposed-given-guarantees" not in held


@pytest.fixture(scope="module")
def dissent(tmp_path_factory: pytest.TempPathFactory) -> parley.KnowledgeGraph:
    """The article, and an invented account that denies, counts otherwise, names another and refuses."""
    folder = tmp_path_factory.mktemp("dissent")
    (folder / "article.ttl").write_text(ACCOUNT.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "dissent.ttl").write_text(DISSENT.read_text(encoding="utf-8"), encoding="utf-8")
    return parley.connect(folder)


def test_a_second_document_surfaces_its_contradictions_by_itself(dissent: parley.KnowledgeGraph) -> None:
    found = dissent.queries.evidence.disagreements()
    pairs = {(row.conflict.local, row.claim.local, row.other.local) for row in found}
    assert {
        ("conflict-polarity", "claim-023", "claim-backing"),
        ("conflict-number", "claim-estimate", "claim-028"),
        ("conflict-direction", "claim-003", "claim-refusal"),
    } <= pairs
    assert {kind for kind, *_ in pairs} == {
        "conflict-polarity",
        "conflict-number",
        "conflict-office",
        "conflict-direction",
    }
    assert all(row.decision is None for row in found), "no curator has looked at these"
    assert list(found) == list(dissent.queries.evidence.disagreements(document="doc:fedcba987654"))
    undecided = {row.conflict for row in dissent.queries.evidence.candidates(decided=False)}
    assert undecided == {row.conflict for row in found}


def test_background_is_not_established(two: parley.KnowledgeGraph) -> None:
    assert {row.organ.local for row in rows(two, "patronage.organs", "strict")} == {"irgc"}
    assert len(rows(two, "patronage.organs", "reported")) > 2
