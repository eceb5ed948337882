"""What every engine offers, in values that belong to no engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import os

    import networkx as nx
    import rdflib

    from parley.limits import Limits
    from parley.terms import Value


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
        from parley import exports

        return exports.to_ntriples(self)

    def to_turtle(self) -> str:
        """Return Turtle, grouped by subject, with Parley's prefixes."""
        from parley import exports

        return exports.to_turtle(self)

    def to_rdflib(self) -> rdflib.Graph:
        """Return an ``rdflib.Graph``."""
        from parley import exports

        return exports.to_rdflib(self)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return a NetworkX multigraph; see :func:`parley.exports.to_networkx`."""
        from parley import exports

        return exports.to_networkx(self)

    def to_graphml(self, path: str | os.PathLike[str]) -> None:
        """Write a GraphML file, which Gephi opens."""
        from parley import exports

        exports.to_graphml(self, path)

    def to_gexf(self, path: str | os.PathLike[str]) -> None:
        """Write a GEXF file, which Gephi opens."""
        from parley import exports

        exports.to_gexf(self, path)


Answer = Solutions | Graph | bool


class Engine(Protocol):
    """Something that answers SPARQL 1.1 queries."""

    @property
    def name(self) -> str:
        """How messages name the engine."""
        ...

    def query(self, text: str) -> Answer:
        """Answer a query.

        Args:
            text: A SPARQL 1.1 query, with all its prefixes.

        Raises:
            QueryFileError: If the text is no SPARQL query.
            EngineError: If the engine fails to answer it.
        """
        ...

    def bounded(self, text: str, limits: Limits) -> Answer:
        """Answer a query that nobody has looked at.

        Args:
            text: A SPARQL 1.1 query, with all its prefixes.
            limits: What the answer may cost.

        Raises:
            LimitError: If it would cost more.
            QueryFileError: If the text is no SPARQL query.
            EngineError: If the engine fails to answer it.
        """
        ...
