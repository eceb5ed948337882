"""What the library needs of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from parley.sparql.answer import Answer, Solutions
    from parley.sparql.limits import Limits


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


class Selects(Protocol):
    """Something that answers a SELECT: a knowledge graph."""

    def solutions(self, text: str) -> Solutions:
        """Answer a SELECT in bare values."""
        ...
