"""One lexer for SPARQL 1.1: where comments, IRIs, strings and variables begin and end.

It follows the terminals of SPARQL 1.1 Query Language, section 19.8. It does not judge syntax;
engines do. The binder uses it so that a ``$name`` inside a string, a comment, an IRI or a
local name is never mistaken for a parameter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
  | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<parameter>\$\w+)
  | (?P<variable>\?\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<blank>_:\w(?:\.*[\w\-])*)
  | (?P<name>(?:[^\W\d_](?:\.*[\w\-])*)?:(?:\.*(?:[\w:%\-]|\\.))*)
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
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
