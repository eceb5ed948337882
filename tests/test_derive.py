from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import parley
from parley import resources
from parley.engines import Solutions
from parley.engines.embedded import Embedded
from parley.errors import QueryFileError
from parley.graph.derive import Rule, derive, rules

SECOND = """
@prefix code: <https://w3id.org/parley/code/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/parley/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix parley: <https://w3id.org/parley/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/parley/doc/{digest}> .
<> a parley:Document ; parley:author <#author> ; parley:publisher <#{paper}> ; parley:origin <#{agency}> .
<#author> a parley:Author . <#{paper}> a parley:Organization . <#{agency}> a parley:Organization .
<#backing> a parley:Patronage ; parley:patron id:iran ; parley:client id:islamic-resistance-in-iraq .
<#claim> a parley:Claim ; parley:states <#backing> ; parley:claimant <#author> ; parley:certainty code:certainty-{certainty} ;
  parley:polarity code:polarity-{polarity} ; parley:evidencedBy <#char=0,9> .
<#char=0,9> a parley:Passage ; parley:inDocument <> ; oa:start 0 ; oa:end 9 .
"""


def account(number: int, certainty: str = "flat", polarity: str = "affirmed", *, same: bool = False) -> str:
    digest = hashlib.sha256(str(number).encode()).hexdigest()[:12]
    paper, agency = ("paper", "agency")
    text = SECOND.format(digest=digest, certainty=certainty, polarity=polarity, paper=paper, agency=agency)
    if same:  # the same publisher and origin as any other account made with same=True
        text = text.replace("<#paper>", "id:paper").replace("<#agency>", "id:agency")
    return text


def iri(number: int, fragment: str) -> str:
    return f"https://w3id.org/parley/doc/{hashlib.sha256(str(number).encode()).hexdigest()[:12]}#{fragment}"


def standings(tmp_path: Path, *texts: str) -> dict[str, set[str]]:
    engine = Embedded()
    for path in resources.vocabulary_files():
        engine.load(path)
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.ttl"
        path.write_text(text)
        engine.load(path)
    derive(engine)
    answer = engine.query("SELECT ?n ?s WHERE { ?n <https://w3id.org/parley/ns#standing> ?s }")
    assert isinstance(answer, Solutions)
    found: dict[str, set[str]] = {}
    for node, standing in answer.rows:
        found.setdefault(str(node), set()).add(str(standing).rpartition("-")[2])
    return found


@pytest.mark.parametrize(
    ("certainty", "polarity", "standing"),
    [
        ("flat", "affirmed", "reported"),
        ("presupposed", "affirmed", "reported"),
        ("hedged", "affirmed", "alleged"),
        ("flat", "negated", "denied"),
    ],
)
def test_certainty_and_polarity_give_standing(certainty: str, polarity: str, standing: str, tmp_path: Path) -> None:
    assert standings(tmp_path, account(1, certainty, polarity))[iri(1, "backing")] == {standing}


def coincide(one: int, other: int) -> str:
    return (
        "@prefix parley: <https://w3id.org/parley/ns#> ."
        f"<https://w3id.org/parley/id/c> a parley:Coincidence ; parley:coincident <{iri(one, 'backing')}> , <{iri(other, 'backing')}> ."
    )


def test_two_independent_reports_establish(tmp_path: Path) -> None:
    found = standings(tmp_path, account(1), account(2), coincide(1, 2))
    assert found[iri(1, "backing")] == found[iri(2, "backing")] == {"established"}


def test_two_reports_of_one_origin_do_not(tmp_path: Path) -> None:
    found = standings(tmp_path, account(1, same=True), account(2, same=True), coincide(1, 2))
    assert found[iri(1, "backing")] == {"reported"}


def test_a_hedged_second_report_does_not(tmp_path: Path) -> None:
    found = standings(tmp_path, account(1), account(2, "hedged"), coincide(1, 2))
    assert found[iri(1, "backing")] == {"reported"}
    assert found[iri(2, "backing")] == {"alleged"}


def test_a_withdrawal_comes_first(tmp_path: Path) -> None:
    text = f"<a:w> <https://w3id.org/parley/ns#withdraws> <{iri(1, 'backing')}> ."
    assert standings(tmp_path, account(1), text)[iri(1, "backing")] == {"withdrawn"}


def test_every_content_has_exactly_one_standing(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query(
        "SELECT ?c (COUNT(?s) AS ?n) WHERE { ?c a parley:Content OPTIONAL { ?c parley:standing ?s } } GROUP BY ?c"
    )
    assert len(rows) > 150  # type: ignore[arg-type]
    assert {row.n for row in rows} == {1}  # type: ignore[union-attr]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_run_once_more_finds_nothing_new(kg: parley.KnowledgeGraph, rule: Rule) -> None:
    assert isinstance(kg.engine, Embedded)
    before = len(kg.engine)
    kg.engine.insert(rule.text)
    assert len(kg.engine) == before


def test_iran_is_linked_and_the_proof_is_the_chain(kg: parley.KnowledgeGraph) -> None:
    (row,) = kg.queries.patronage.linked(patron="Iran", direct=False)
    assert row.through.curie == "id:irgc"
    assert {proof.iri.local for proof in row.why()} == {
        next(c.claim.local for c in kg.queries.evidence.claims() if c.states.local == fragment)
        for fragment in ("irgc-organ-of-iran", "irgc-backs-militias")
    }


def test_backs_never_widens(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query("SELECT ?a ?b WHERE { ?a parley:backs ?b }")
    stated = kg.query("SELECT ?a ?b WHERE { ?p parley:patron ?a ; parley:client ?b }")
    assert set(rows) == set(stated)  # type: ignore[arg-type]


def test_what_has_no_derivation_is_never_derived(kg: parley.KnowledgeGraph) -> None:
    assert not kg.query(
        "ASK { VALUES ?p { parley:backs parley:linkedPatronOf parley:organOf parley:holdsOffice parley:actsFor }"
        " ?a ?p ?b FILTER NOT EXISTS { ?d parley:derivedSubject ?a ; parley:derivedPredicate ?p ; parley:derivedObject ?b } }"
    )


def test_derived_triples_are_in_a_graph_of_their_own(kg: parley.KnowledgeGraph) -> None:
    text = "ASK { GRAPH <https://w3id.org/parley/graph/derived> { ?a parley:%s ?b } }"
    assert kg.query(text % "backs")
    assert not kg.query(text % "patron")


def test_a_rule_without_a_stratum_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "queries" / "derive").mkdir(parents=True)
    (tmp_path / "queries" / "derive" / "x.rq").write_text("CONSTRUCT { } WHERE { }")
    monkeypatch.setattr(resources, "ROOT", tmp_path)
    with pytest.raises(QueryFileError, match="stratum"):
        rules()
