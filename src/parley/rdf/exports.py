"""The answer to a CONSTRUCT or DESCRIBE in the forms that other tools take: rdflib, NetworkX, GraphML, GEXF."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import EngineError, MissingExtraError, OutputError
from parley.rdf.terms import IRI, PREFIXES, BlankNode, LangString, TripleTerm, lexical, ntriples
from parley.text.printable import xml_text

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import networkx as nx
    import rdflib

    from parley.rdf.terms import Value

    Triples = Sequence[tuple[Value, Value, Value]]

_LABEL = PREFIXES["skos"] + "prefLabel"
# Once, at the start of the file: a quotation mark inside an attribute is &quot; there.
_DATE = re.compile(rb' lastmodifieddate="[^"]*"')


def to_ntriples(triples: Triples) -> str:
    """Return the triples as sorted N-Triples 1.2, each once and each term as the engine gave it."""
    return "".join(sorted({" ".join(map(ntriples, triple)) + " .\n" for triple in triples}))


def to_rdflib(triples: Triples) -> rdflib.Graph:
    """Return the triples as an rdflib graph, with Parley's prefixes bound and lexical forms as they are.

    Raises:
        EngineError: If a term is one of RDF 1.2, which rdflib does not know.
    """
    import rdflib

    found = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    for triple in triples:
        found.add(tuple(map(_rdflib_term, triple)))
    return found


def _rdflib_term(value: Value) -> Any:
    import rdflib

    match value:
        case IRI():
            return rdflib.URIRef(value)
        case BlankNode():
            return rdflib.BNode(value.removeprefix("_:"))
        case LangString() if value.direction is None:
            return rdflib.Literal(str(value), lang=value.language)
        case LangString() | TripleTerm():
            message = f"rdflib does not hold {ntriples(value)[:80]}, of RDF 1.2; use to_ntriples() or to_turtle()"
            raise EngineError(message)
    # Not normalised: rdflib would make "01" of the data 1.
    kind = ntriples(value).rpartition("^^")[2][1:-1] if not isinstance(value, str) else getattr(value, "datatype", None)
    return rdflib.Literal(lexical(value), datatype=kind, normalize=False)


def to_turtle(triples: Triples) -> str:
    """Return the triples as Turtle 1.2, grouped by subject."""
    import pyoxigraph as ox

    parsed = ox.parse(to_ntriples(triples), format=ox.RdfFormat.N_TRIPLES)
    written = ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    lines = (written or b"").decode("utf-8").split("\n")
    header = len(PREFIXES)  # one line each, in an order of the moment
    return "\n".join([*sorted(lines[:header]), *lines[header:]])


def to_networkx(triples: Triples) -> nx.MultiDiGraph[str]:
    """Return a directed multigraph: IRIs and blank nodes are nodes, literals are their attributes.

    A node is named by its CURIE where a prefix fits; its ``label`` is an English ``skos:prefLabel`` of the graph,
    else that name. The ``label`` of an edge, which is also its key, is the property. Several values of a property are
    one attribute, with a line for each: it holds their lexical forms, without datatypes and languages.
    """
    nx = _networkx("to_networkx()")
    found = nx.MultiDiGraph()
    for _, (s, p, o) in sorted({tuple(map(ntriples, triple)): triple for triple in triples}.items()):
        subject, property_ = _name(s), _name(p)
        found.add_node(subject)
        if isinstance(o, (IRI, BlankNode)):
            found.add_edge(subject, _name(o), key=property_, label=property_)
        elif p != _LABEL:
            own = found.nodes[subject]
            own[property_] = f"{own[property_]}\n{lexical(o)}" if property_ in own else lexical(o)
        elif getattr(o, "language", "en") == "en":
            found.nodes[subject]["label"] = str(o)
    for node, attributes in found.nodes(data=True):
        attributes.setdefault("label", node)
    return found


def to_graphml(triples: Triples, path: str | os.PathLike[str]) -> None:
    """Write GraphML, which Gephi, yEd and Cytoscape open.

    Raises:
        OutputError: If the file cannot be written.
    """
    nx = _networkx("to_graphml()")
    out = BytesIO()
    nx.write_graphml_xml(_for_xml(to_networkx(triples)), out)
    _write(path, out.getvalue().replace(b"\r", b"&#13;"))  # a reader of XML would take it for a line end


def to_gexf(triples: Triples, path: str | os.PathLike[str]) -> None:
    """Write GEXF 1.2, which Gephi opens; without a date, so that the same graph gives the same bytes.

    Raises:
        OutputError: If the file cannot be written.
    """
    nx = _networkx("to_gexf()")
    out = BytesIO()
    nx.write_gexf(_for_xml(to_networkx(triples)), out, version="1.2draft")
    _write(path, _DATE.sub(b"", out.getvalue(), count=1))


def _for_xml(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the network with U+FFFD for what XML 1.0 admits in no file."""
    found = type(network)()
    for node, attributes in network.nodes(data=True):
        found.add_node(xml_text(node), **_attributes(attributes))
    for subject, value, key, attributes in network.edges(keys=True, data=True):
        found.add_edge(xml_text(subject), xml_text(value), key=xml_text(key), **_attributes(attributes))
    return found


def _attributes(given: dict[str, str]) -> dict[str, str]:
    return {xml_text(name): xml_text(value) for name, value in given.items()}


def _networkx(feature: str) -> Any:
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtraError(feature, "graphs") from None
    return nx


def _write(path: str | os.PathLike[str], content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise OutputError(str(path), error) from None


def _name(value: Any) -> str:
    return value.curie if isinstance(value, IRI) else str(value)
