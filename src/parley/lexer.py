"""One lexer for SPARQL 1.1: where comments, IRIs, strings and variables begin and end.

It follows the terminals of SPARQL 1.1 Query Language, section 19.8. It does not judge syntax;
engines do. The binder uses it so that a ``$name`` inside a string, a comment, an IRI or a
local name is never mistaken for a parameter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from parley.terminals import BLANK_NODE_LABEL, COMMENT, IRIREF, LANGTAG, NUMBER, PREFIXED_NAME, STRING

_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<comment>{COMMENT})
  | (?P<iri>{IRIREF})
  | (?P<string>{STRING})
  | (?P<parameter>\$\w+)
  | (?P<variable>\?\w+)
  | (?P<language>{LANGTAG})
  | (?P<blank>{BLANK_NODE_LABEL})
  | (?P<name>{PREFIXED_NAME})
  | (?P<number>{NUMBER})
  | (?P<word>[^\W\d_]\w*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of a query text.

    Attributes:
        kind: ``space``, ``comment``, ``iri``, ``string``, ``parameter``, ``variable``,
            ``language``, ``blank``, ``name``, ``number``, ``word`` or ``other``.
        text: The piece, letter for letter.
        start: Where it begins, in code points from 0.
    """

    kind: str
    text: str
    start: int


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a query text into tokens; joined again they are the text.

    Args:
        text: A SPARQL query.

    Example:
        >>> [t.text for t in tokens('?a $b "$c" # $d') if t.kind == "parameter"]
        ['$b']
    """
    return tuple(Token(m.lastgroup or "other", m[0], m.start()) for m in _TOKEN.finditer(text))


def line_of(text: str, start: int) -> int:
    """Return the line, counted from 1, of an offset in code points."""
    return text.count("\n", 0, start) + 1
