"""One lexer for SPARQL 1.1: where comments, IRIs, strings and variables begin and end.

It follows the terminals of SPARQL 1.1 Query Language, section 19.8, letter for letter. It does not judge
syntax; engines do. The binder uses it so that a ``$name`` inside a string, a comment, an IRI or a
local name is never mistaken for a parameter, the guard so that none of them hides a keyword.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parley.rdf.terminals import COMMENT, IRIREF, LANGTAG, STRING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names are read to the letter of the grammar: what this took for a name, and an engine not, would hide a keyword from
# the guard. These are PN_CHARS_BASE, and what PN_CHARS_U and PN_CHARS add to it; \w has more.
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS = "\u00b7\u0300-\u036f\u203f\u2040"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"


@cache
def _pattern(*, is_ascii: bool) -> re.Pattern[str]:
    """Return the pattern of a token; for a text in ASCII one without the letters beyond, which take long to compile."""
    base, marks = ("A-Za-z", "") if is_ascii else (_BASE, _MARKS)
    u = f"{base}_"
    chars = rf"{u}0-9{marks}\-"
    varname = f"[{u}0-9][{u}0-9{marks}]*"
    return re.compile(
        rf"""
    (?P<space>[ \t\r\n]+)
  | (?P<comment>{COMMENT})
  | (?P<iri>{IRIREF})
  | (?P<string>{STRING})
  | (?P<parameter>\${varname})
  | (?P<variable>\?{varname})
  | (?P<language>{LANGTAG})
  | (?P<blank>_:[{u}0-9](?:\.*[{chars}])*)
  | (?P<name>(?:[{base}](?:\.*[{chars}])*)?:(?:(?:[{u}:0-9]|{_PLX})(?:\.*(?:[{chars}:]|{_PLX}))*)?)
  | (?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<word>[A-Za-z][A-Za-z0-9_]*)
  | (?P<other>\^\^|&&|\|\||[<>!]=|.)
    """,
        re.VERBOSE | re.DOTALL,
    )


_ENDS_OPERAND = frozenset(["variable", "parameter", "number", "string", "language", "iri", "name"])


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
    return tuple(
        Token(m.lastgroup or "other", m[0], m.start()) for m in _pattern(is_ascii=text.isascii()).finditer(text)
    )


def comparing(text: str) -> Iterator[Token]:
    """Cut a query text as a parser without a lexer does: after an operand within ``( )``, ``<`` compares.

    The grammar lets the longest token win, so that ``(?a<2)FILTER('>`` begins with an IRI; pyoxigraph, which
    looks for what may come next, reads a comparison there.

    Args:
        text: A SPARQL query.

    Example:
        >>> [t.text for t in comparing("(?a<?b&&?c>?d)")][1:4]
        ['?a', '<', '?b']
    """
    pattern = _pattern(is_ascii=text.isascii())
    start, brackets, operand = 0, [""], False
    while match := pattern.match(text, start):
        kind, piece = match.lastgroup or "other", match[0]
        if kind == "iri" and operand and brackets[-1] == "(":
            kind, piece = "other", "<"
        yield Token(kind, piece, start)
        start += len(piece)
        if kind == "other" and piece in "([{":
            brackets.append(piece)
        elif kind == "other" and piece in ")]}" and len(brackets) > 1:
            brackets.pop()
        if kind not in ("space", "comment"):
            operand = kind in _ENDS_OPERAND or piece == ")" or piece.lower() in ("true", "false")


def line_of(text: str, start: int) -> int:
    """Return the line, counted from 1, of an offset in code points."""
    return text.count("\n", 0, start) + 1
