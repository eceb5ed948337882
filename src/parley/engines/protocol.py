"""What every engine offers, in values that belong to no engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
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
