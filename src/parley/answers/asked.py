"""What an answer needs of the graph that gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from parley.engines.protocol import Selects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.rdf.terms import IRI
    from parley.text.documents import Sources


class Asked(Selects, Protocol):
    """The graph that answered."""

    @property
    def sources(self) -> Sources:
        """The texts at hand."""
        ...

    def labels(self, entities: Iterable[IRI]) -> dict[IRI, str]:
        """Return the English labels of the entities that have one."""
        ...
