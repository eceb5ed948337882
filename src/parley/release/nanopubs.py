"""Claims as nanopublications, and as reifiers of RDF 1.2.

A nanopublication (Nanopublication Guidelines, version 1.0) has four graphs: the head, the assertion (what the claim
states), its provenance (the claim itself, with its passages and its document) and the publication's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from parley.rdf.terms import PREFIXES
from parley.release.triples import PUBLISHED_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parley.release.content import Content

NP, PROV, PARLEY = PUBLISHED_PREFIXES["np"], PUBLISHED_PREFIXES["prov"], PREFIXES["parley"]
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")


def _subjects(content: Content) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(content.stated, format=ox.RdfFormat.N_TRIPLES):
        found.setdefault(str(quad.subject.value), []).append(quad.triple)
    return found


def _claims(subjects: dict[str, list[ox.Triple]]) -> list[str]:
    claim = ox.NamedNode(PARLEY + "Claim")
    return sorted(name for name, own in subjects.items() if any(t.predicate == TYPE and t.object == claim for t in own))


def _objects(own: list[ox.Triple], *names: str) -> list[str]:
    wanted = {PARLEY + name for name in names}
    return [t.object.value for t in own if t.predicate.value in wanted and isinstance(t.object, ox.NamedNode)]


def _asserted(subjects: dict[str, list[ox.Triple]], claim: str) -> list[ox.Triple]:
    """Return what a claim states: the triples of its node, or that another claim is made."""
    own = subjects[claim]
    stated = [triple for node in _objects(own, "states") for triple in subjects.get(node, [])]
    return stated or [t for t in own if t.predicate.value == PARLEY + "reportsClaim"]


def nanopublications(content: Content) -> Iterator[ox.Quad]:
    """Yield the quads of one nanopublication for each claim."""
    subjects = _subjects(content)
    for claim in _claims(subjects):
        document, _, local = claim.partition("#")
        name = document.removeprefix(PREFIXES["doc"])
        whole = _iri(f"{content.edition.base}np/{quote(name, safe='') if name == document else name}/{local}")
        head, assertion, provenance, info = (
            _iri(f"{whole.value}#{part}") for part in ("head", "assertion", "provenance", "pubinfo")
        )
        yield ox.Quad(whole, TYPE, _iri(NP + "Nanopublication"), head)
        for part, graph in (("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", info)):
            yield ox.Quad(whole, _iri(NP + part), graph, head)
        for triple in _asserted(subjects, claim):
            yield _in(assertion, triple)
        yield ox.Quad(assertion, _iri(PROV + "wasDerivedFrom"), _iri(document), provenance)
        for node in (claim, *_objects(subjects[claim], "evidencedBy")):
            for triple in subjects.get(node, []):
                yield _in(provenance, triple)
        yield from _info(content, whole, info)


def _info(content: Content, whole: ox.NamedNode, info: ox.NamedNode) -> Iterator[ox.Quad]:
    edition, dcterms = content.edition, PREFIXES["dcterms"]
    yield ox.Quad(whole, _iri(dcterms + "creator"), _iri(edition.publisher), info)
    yield ox.Quad(whole, _iri(dcterms + "license"), _iri(edition.licence), info)
    yield ox.Quad(whole, _iri(dcterms + "isPartOf"), _iri(edition.iri), info)
    if edition.date:
        date = ox.Literal(edition.date, datatype=_iri(PREFIXES["xsd"] + "date"))
        yield ox.Quad(whole, _iri(dcterms + "created"), date, info)


def _in(graph: ox.NamedNode, triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _iri(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def write_reifiers(content: Content, path: Path) -> None:
    """Write RDF 1.2 Turtle: registry and accounts, with each claim a reifier of the triples that it states."""

    def lines() -> Iterator[ox.Triple]:
        subjects = _subjects(content)
        claims = set(_claims(subjects))
        for name, own in subjects.items():
            yield from own
            if name in claims:
                for triple in _asserted(subjects, name):
                    yield ox.Triple(ox.NamedNode(name), REIFIES, triple)

    with path.open("wb") as out:
        ox.serialize(lines(), out, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
