"""The one way from a value into a query text: a ``$name`` token becomes one serialised, typed RDF term."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from parley.rdf.terms import serialise, serialise_list
from parley.sparql.lexer import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parley.rdf.terms import Value


def substitute(text: str, values: Mapping[str, Value | Sequence[Value]]) -> str:
    """Replace the ``$name`` tokens of a query text by serialised terms, each padded with spaces.

    Args:
        text: A SPARQL query.
        values: A value, or a non-empty sequence of values for an ``IN`` list, by name.

    Raises:
        TermError: If a value cannot be a term.

    Example:
        >>> substitute('ASK { ?s ?p $o } # $o', {"o": 'a "b"'})
        'ASK { ?s ?p  "a \\\\"b\\\\""  } # $o'
    """
    terms = {name: f" {_term(value)} " for name, value in values.items()}
    return "".join(
        terms.get(token.text[1:], token.text) if token.kind == "parameter" else token.text for token in tokens(text)
    )


def _term(value: Value | Sequence[Value]) -> str:
    if isinstance(value, (list, tuple)):
        return serialise_list(value)
    return serialise(cast("Value", value))
