"""The answer to a CONSTRUCT or DESCRIBE in the forms that other tools take: rdflib, NetworkX, GraphML, GEXF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import MissingExtraError, OutputError
from parley.terms import IRI, PREFIXES, BlankNode, serialise

if TYPE_CHECKING:
    import os

    import networkx as nx
    import rdflib

    from parley.engines import Graph
    from parley.terms import Value

_LABEL = PREFIXES["skos"] + "prefLabel"
_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def to_ntriples(graph: Graph) -> str:
    """Return the triples as sorted N-Triples, each once."""
    lines = {" ".join(_term(t) for t in triple) + " .\n" for triple in graph.triples}
    return "".join(sorted(lines))


def _term(value: Value) -> str:
    if isinstance(value, BlankNode):
        return str(value)
    if isinstance(value, (bool, int)):
        kind = "boolean" if isinstance(value, bool) else "integer"
        return f'"{str(value).lower()}"^^<{PREFIXES["xsd"]}{kind}>'
    return serialise(value)


def to_rdflib(graph: Graph) -> rdflib.Graph:
    """Return the triples as an rdflib graph, with Parley's prefixes bound."""
    import rdflib

    found = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found.parse(data=to_ntriples(graph), format="nt")


def to_turtle(graph: Graph) -> str:
    """Return the triples as Turtle, grouped by subject."""
    return to_rdflib(graph).serialize(format="turtle")


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return a directed multigraph: IRIs and blank nodes are nodes, literals are their attributes.

    A node is named by its CURIE where a prefix fits; its ``label`` is an English ``skos:prefLabel`` of the graph,
    else that name. The ``label`` of an edge, which is also its key, is the property.
    """
    nx = _networkx("to_networkx()")
    found = nx.MultiDiGraph()
    for s, p, o in sorted(graph.triples, key=str):
        subject, property_ = _name(s), _name(p)
        found.add_node(subject)
        if isinstance(o, (IRI, BlankNode)):
            found.add_edge(subject, _name(o), key=property_, label=property_)
        elif p != _LABEL:
            found.nodes[subject].setdefault(property_, str(o))
        elif getattr(o, "language", "en") == "en":
            found.nodes[subject]["label"] = str(o)
    for node, attributes in found.nodes(data=True):
        attributes.setdefault("label", node)
    return found


def to_graphml(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write GraphML, which Gephi, yEd and Cytoscape open.

    Raises:
        OutputError: If the file cannot be written.
    """
    nx = _networkx("to_graphml()")
    _write(path, "\n".join(nx.generate_graphml(to_networkx(graph))) + "\n")


def to_gexf(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write GEXF 1.2, which Gephi opens; without a date, so that the same graph gives the same bytes.

    Raises:
        OutputError: If the file cannot be written.
    """
    nx = _networkx("to_gexf()")
    text = "\n".join(nx.generate_gexf(to_networkx(graph), version="1.2draft"))
    _write(path, _DATE.sub("", text) + "\n")


def _networkx(feature: str) -> Any:
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtraError(feature, "graphs") from None
    return nx


def _write(path: str | os.PathLike[str], text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(str(path), error) from None


def _name(value: Any) -> str:
    return value.curie if isinstance(value, IRI) else str(value)
