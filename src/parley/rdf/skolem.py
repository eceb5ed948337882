"""Blank nodes as IRIs that depend on nothing but what is said of them (RDF 1.1 Concepts, section 3.5).

So the same triples, read or sent twice, are the same triples. Each group of blank nodes that are linked is put
into the canonical form of RDF Dataset Canonicalization (RDFC-1.0), and named by the digest of that.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from parley.rdf.terms import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

#: Where the IRIs are that stand for blank nodes.
GENID = f"{BASE}.well-known/genid/"


def skolemised(triples: bytes) -> bytes:
    """Return N-Triples with an IRI for each blank node, sorted and each line once.

    Example:
        >>> skolemised(b'_:b1 <a:p> "> _:x " .') == skolemised(b'_:other <a:p> "> _:x " .')
        True
        >>> skolemised(b'_:b1 <a:p> "> _:x " .')[-17:]
        b'<a:p> "> _:x " .\\n'
    """
    import pyoxigraph as ox

    parsed = [quad.triple for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)]
    grounded = [triple for triple in parsed if not any(_blank(triple))]
    for group in _groups(parsed):
        grounded += _named(group)
    lines = ox.serialize(grounded, format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def _named(group: list[ox.Triple]) -> list[ox.Triple]:
    """Return the triples of a group with IRIs, by the labels that its canonical form gives to blank nodes."""
    import pyoxigraph as ox

    canonical = ox.Dataset(ox.Quad(*triple) for triple in group)
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    text = "\n".join(sorted(str(quad) for quad in canonical))
    name = f"{GENID}{hashlib.sha256(text.encode()).hexdigest()[:24]}-"
    return [ox.Triple(*(_ground(part, name) for part in quad.triple)) for quad in canonical]  # type: ignore[arg-type]


def _ground(term: object, name: str) -> object:
    import pyoxigraph as ox

    match term:
        case ox.BlankNode():
            return ox.NamedNode(name + term.value)
        case ox.Triple():
            return ox.Triple(*(_ground(part, name) for part in term))  # type: ignore[arg-type]
    return term


def _blank(term: object) -> Iterator[ox.BlankNode]:
    import pyoxigraph as ox

    if isinstance(term, ox.BlankNode):
        yield term
    elif isinstance(term, ox.Triple):
        for part in term:
            yield from _blank(part)


def _groups(triples: list[ox.Triple]) -> list[list[ox.Triple]]:
    """Return the triples that hold blank nodes, those together that share one, over any number of steps."""
    parents: dict[ox.BlankNode, ox.BlankNode] = {}

    def root(node: ox.BlankNode) -> ox.BlankNode:
        while parents.setdefault(node, node) != node:
            parents[node] = node = parents[parents[node]]
        return node

    holding = [(triple, nodes) for triple in triples if (nodes := list(_blank(triple)))]
    for _, nodes in holding:
        for node in nodes:
            parents[root(node)] = root(nodes[0])
    groups: dict[ox.BlankNode, list[ox.Triple]] = {}
    for triple, nodes in holding:
        groups.setdefault(root(nodes[0]), []).append(triple)
    return list(groups.values())
