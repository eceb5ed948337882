"""Lines are those on which a thing is written, in every way of writing it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from parley.rdf.locate import RDF_TYPE, Locations, written
from parley.resources import ROOT
from turtle_texts import documents

TEXT = '''@prefix ex: <http://x/> . # ex:decoy a ex:Thing .
@base <http://x/doc> .

<#a> a ex:Thing ;
    ex:text """
<#decoy> ex:p ex:q .
""" ;
    ex:list ( ex:one ex:two ) , [ ex:inner ex:deep ] ;
    ex:last 1.5 .
ex:b ex:p "a line; no . end" ; ex:q ex:c ,
    ex:d.
PREFIX other: <http://y/>
other:d\\,e a ex:Thing .
'''
SHIPPED = sorted(p for folder in ("ontology", "graph", "shapes") for p in (ROOT / folder).rglob("*.ttl"))


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "line"),
    [
        ("http://x/doc#a", None, None, 4),
        ("http://x/doc#a", RDF_TYPE, None, 4),
        ("http://x/doc#a", "http://x/text", None, 5),
        ("http://x/doc#a", "http://x/list", None, 8),
        ("http://x/doc#a", "http://x/last", None, 9),
        ("http://x/doc#a", "http://x/last", "1.5", 9),
        ("http://x/doc#a", "http://x/inner", None, 4),
        ("http://x/b", "http://x/q", None, 10),
        ("http://x/b", "http://x/q", "http://x/d", 11),
        ("http://x/b", "http://x/q", "http://x/none", 10),
        ("http://y/d,e", None, None, 13),
        ("http://x/decoy", None, None, None),
        ("http://x/doc#decoy", None, None, None),
    ],
)
def test_lines_come_from_tokens_and_not_from_letters(
    subject: str, predicate: str | None, value: str | None, line: int | None
) -> None:
    assert Locations(TEXT).line(subject, predicate, value) == line


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_every_triple_is_found_where_it_was_written(document: tuple[str, list[object]]) -> None:
    text, expected = document
    parsed = {(t.subject.value, t.predicate.value, getattr(t.object, "value", "")) for t in _triples(text)}
    assert {triple[:3] for triple in expected} <= parsed, "the oracle writes Turtle"  # type: ignore[index]
    assert [tuple(triple) for triple in written(text) if triple.object] == [t for t in expected if t[2]]  # type: ignore[index]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.name)
def test_every_triple_of_a_shipped_file_has_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    found = [triple for triple in written(text) if triple.subject and not triple.subject.startswith("_:")]
    assert len(found) > 20
    for triple in found:
        subject, predicate, _ = (lines[line - 1] for line in triple.lines)
        assert not subject.startswith(" "), triple
        assert any(way in f"{subject} " for way in _ways(triple.subject)), triple
        assert any(way in predicate for way in _ways(triple.predicate)), triple
    named = {t for t in _triples(text) if isinstance(t.subject, ox.NamedNode)}
    assert {(t.subject.value, t.predicate.value) for t in named} == {triple[:2] for triple in found}
    assert {_key(t) for t in named if not isinstance(t.object, ox.BlankNode)} == {t[:3] for t in found if t.object}


def _triples(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=ox.RdfFormat.TURTLE))


def _key(quad: ox.Quad) -> tuple[str, str, str]:
    return quad.subject.value, quad.predicate.value, quad.object.value  # type: ignore[union-attr]


def _ways(iri: str) -> tuple[str, ...]:
    """Return the ways in which the shipped files write an IRI."""
    if iri == RDF_TYPE:
        return (" a ",)
    end = iri.replace("#", "/").rpartition("/")[2]
    return (f":{end} ", f"<#{end}> ", f"<{iri}> ", "<> ")
