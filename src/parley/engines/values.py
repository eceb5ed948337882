"""From terms of pyoxigraph to Python values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from parley.terms import IRI, BlankNode, literal

if TYPE_CHECKING:
    from parley.terms import Value


def to_value(term: object) -> Value | None:
    """Return the Python value of a pyoxigraph term; None stays None."""
    match term:
        case None:
            return None
        case ox.NamedNode():
            return str.__new__(IRI, term.value)  # the engine has checked it
        case ox.Literal():
            return literal(term.value, term.datatype.value, term.language)
        case _:
            return BlankNode(str(term))
