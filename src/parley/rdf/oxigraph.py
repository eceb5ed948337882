"""From terms of pyoxigraph to Python values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from parley.rdf.terms import BlankNode, TripleTerm, literal, unchecked

if TYPE_CHECKING:
    from parley.rdf.terms import Value


def to_value(term: object) -> Value | None:
    """Return the Python value of a pyoxigraph term; None stays None."""
    match term:
        case None:
            return None
        case ox.NamedNode():
            return unchecked(term.value)
        case ox.Literal():
            direction = term.direction.value if term.direction else None
            return literal(term.value, term.datatype.value, term.language, direction)
        case ox.Triple():
            return TripleTerm(*map(to_value, (term.subject, term.predicate, term.object)))  # type: ignore[arg-type]
        case _:
            return BlankNode(str(term))
