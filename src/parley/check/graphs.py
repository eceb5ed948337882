"""From triples in plain text to an rdflib graph, letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

    from parley.check.statements import Statement


def to_rdflib(statements: Iterable[Statement]) -> rdflib.Graph:
    """Return a graph in memory.

    Parsing once more would take longer, and another parser takes and refuses other things.

    Args:
        statements: Triples; literals keep their lexical forms.
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for statement in statements:
        subject = _resource(statement.subject)
        graph.add((subject, rdflib.URIRef(statement.predicate), _object(statement)))
    return graph


def _resource(name: str) -> rdflib.BNode | rdflib.URIRef:
    from rdflib import BNode, URIRef

    return BNode(name[2:]) if name.startswith("_:") else URIRef(name)


def _object(statement: Statement) -> rdflib.term.Node:
    from rdflib import Literal, URIRef

    if statement.kind != "literal":
        return _resource(statement.object)
    if statement.language:
        return Literal(statement.object, lang=statement.language)
    datatype = None if statement.datatype == _STRING else URIRef(statement.datatype)
    return Literal(statement.object, datatype=datatype, normalize=False)


_STRING = "http://www.w3.org/2001/XMLSchema#string"
