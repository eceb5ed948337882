"""The answers of SPARQL: a table for SELECT, a graph for CONSTRUCT and DESCRIBE, a truth value for ASK."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import os

    import networkx as nx
    import rdflib

    from parley.rdf.terms import Value


class Solutions(NamedTuple):
    """The answer to a SELECT.

    Attributes:
        columns: The names of the variables.
        rows: One tuple a solution, with None where a variable is unbound.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value | None, ...]]


class Graph(NamedTuple):
    """The answer to a CONSTRUCT or DESCRIBE.

    Attributes:
        triples: Subject, predicate and object, in the order of the engine.
    """

    triples: list[tuple[Value, Value, Value]]

    def __len__(self) -> int:
        return len(self.triples)

    def __repr__(self) -> str:
        return f"<graph of {len(self.triples)} triples>"

    def to_ntriples(self) -> str:
        """Return sorted N-Triples, each triple once."""
        from parley.rdf import exports

        return exports.to_ntriples(self.triples)

    def to_turtle(self) -> str:
        """Return Turtle, grouped by subject, with Parley's prefixes."""
        from parley.rdf import exports

        return exports.to_turtle(self.triples)

    def to_rdflib(self) -> rdflib.Graph:
        """Return an ``rdflib.Graph``."""
        from parley.rdf import exports

        return exports.to_rdflib(self.triples)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return a NetworkX multigraph; see :func:`parley.rdf.exports.to_networkx`."""
        from parley.rdf import exports

        return exports.to_networkx(self.triples)

    def to_graphml(self, path: str | os.PathLike[str]) -> None:
        """Write a GraphML file, which Gephi opens."""
        from parley.rdf import exports

        exports.to_graphml(self.triples, path)

    def to_gexf(self, path: str | os.PathLike[str]) -> None:
        """Write a GEXF file, which Gephi opens."""
        from parley.rdf import exports

        exports.to_gexf(self.triples, path)


Answer = Solutions | Graph | bool
