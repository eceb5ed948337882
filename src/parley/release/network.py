"""Who is tied to whom, for graph tools: each edge says how it is told, so that no threat can be read as a fact there.

Nodes and edges are the rows of the stored query ``actors.network``, as on the page of the network.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from parley.release.site.tellings import select
from parley.sparql.binding import substitute
from parley.text.printable import xml_text

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from parley.answers.rows import Row
    from parley.graph.core import Core
    from parley.rdf.terms import IRI

#: The narrowest classes of things: those under which they have no other.
_KINDS = """SELECT ?thing ?kind WHERE {
  ?thing a ?kind .
  FILTER(?thing IN ($things))
  FILTER NOT EXISTS { ?thing a ?other . ?other rdfs:subClassOf ?kind . FILTER(?other != ?kind) }
}
ORDER BY ?thing ?kind"""
# The first is that of the file itself; in an attribute a quotation mark would be an entity.
_DATE = re.compile(rb' lastmodifieddate="[^"]*"')


def network(kg: Core) -> nx.MultiDiGraph[str]:
    """Return the ties between actors, with modality, standing and claims of each, and the kinds of the actors.

    Args:
        kg: The graph.

    Returns:
        A graph of NetworkX. Nodes and edges are named by the CURIEs of the actors and of what states the tie.

    Example:
        >>> import parley
        >>> ties = network(parley.connect())
        >>> sorted({told["modality"] for _, _, told in ties.edges(data=True)})
        ['actual', 'demanded', 'threatened', 'undertaken']
    """
    import networkx as nx

    rows = list(kg.ask("actors.network"))
    ends = sorted({cast("IRI", end) for row in rows for end in (row.actor, row.other)})
    labels, kinds = kg.labels(ends), _kinds(kg, ends)
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for end in ends:
        kind = " ".join(kinds.get(end, ()))
        found.add_node(_text(end.curie), label=_text(labels.get(end, end.curie)), kind=_text(kind), iri=_text(end))
    for row in rows:
        _add(found, row)
    return found


def _text(text: str) -> str:
    return str(xml_text(text))  # of no class of ours, which the writers would not know


def _kinds(kg: Core, things: list[IRI]) -> dict[IRI, list[str]]:
    found: dict[IRI, list[str]] = {}
    for row in select(kg, substitute(_KINDS, {"things": things})) if things else ():
        found.setdefault(row["thing"], []).append(row["kind"].curie)
    return found


def _add(network: nx.MultiDiGraph[str], row: Row) -> None:
    told: dict[str, Any] = row.as_dict()
    relation, modality = str(told["relation"]), told["modality"].local.removeprefix("modality-")
    network.add_edge(
        _text(told["actor"].curie),
        _text(told["other"].curie),
        key=_text(f"{told['states'].curie} {relation}"),
        label=_text(relation if modality == "actual" else f"{relation} ({modality})"),
        relation=_text(relation),
        modality=modality,
        standing=told["standing"].local.removeprefix("standing-"),
        states=_text(told["states"]),
        claims=_text(" ".join(proof.iri for proof in row.why())),
    )


def to_graphml(network: nx.MultiDiGraph[str], path: Path) -> None:
    """Write GraphML."""
    import networkx as nx

    out = BytesIO()
    nx.write_graphml_xml(network, out)
    path.write_bytes(out.getvalue().replace(b"\r", b"&#13;") + b"\n")  # which a reader of XML would take for a line end


def to_gexf(network: nx.MultiDiGraph[str], path: Path) -> None:
    """Write GEXF 1.2, without a date, so that the same graph gives the same bytes."""
    import networkx as nx

    out = BytesIO()
    nx.write_gexf(network, out, version="1.2draft")
    path.write_bytes(_DATE.sub(b"", out.getvalue(), count=1) + b"\n")
