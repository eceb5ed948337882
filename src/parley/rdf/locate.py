"""Where in a Turtle file a triple is written.

A tokenizer for Turtle (RDF 1.2 Turtle, section 6.5), on the terminals that it shares with SPARQL, so that a line
in a message is where the thing stands and not where its letters happen to occur. The file is taken to be well
formed: :mod:`parley.rdf.turtle` judges that before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley.rdf.terminals import BLANK_NODE_LABEL, COMMENT, IRIREF, LANGTAG, NUMBER, PREFIXED_NAME, STRING
from parley.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

RDF_TYPE = PREFIXES["rdf"] + "type"
#: A base for what has none; :mod:`parley.rdf.turtle` refuses such files.
_NO_BASE = "relative:/"
_TOKEN = re.compile(
    rf"""
    (?P<skip>\s+|{COMMENT})
  | (?P<iri>{IRIREF})
  | (?P<literal>{STRING})
  | (?P<at>{LANGTAG})
  | (?P<name>{BLANK_NODE_LABEL}|{PREFIXED_NAME})
  | (?P<number>{NUMBER})
  | (?P<punctuation><<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|[;,.()\[\]~])
  | (?P<word>[A-Za-z]+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LONGEST = 1 << 20  # letters of a text that is looked up as what it means
_OPENING, _CLOSING = frozenset(["[", "(", "{|", "<<", "<<("]), frozenset(["]", ")", "|}", ">>", ")>>"])
_ESCAPE = re.compile(r"\\(.)")


class Token(NamedTuple):
    """A piece of a Turtle text, with the line that it begins on, counted from 1."""

    kind: str
    text: str
    line: int


class Written(NamedTuple):
    """A triple as it is written, outside of blank nodes and lists.

    Attributes:
        subject: Its IRI, or the label of a blank node.
        predicate: Its IRI.
        object: Its IRI, label or lexical form; the empty string for a blank node in brackets, or a list.
        lines: Those on which subject, predicate and object begin.
    """

    subject: str
    predicate: str
    object: str
    lines: tuple[int, int, int]


class Locations:
    r"""The lines of the subjects, properties and values of a Turtle text.

    Args:
        text: A well-formed Turtle document.

    Example:
        >>> at = Locations('@prefix x: <http://x/> . # x:b\n\nx:a x:p "1" ;\n  x:q 2 ,\n 3 .\n')
        >>> at.line("http://x/a"), at.line("http://x/a", "http://x/q"), at.line("http://x/b")
        (3, 4, None)
        >>> at.line("http://x/a", "http://x/q", "3")
        5
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[object, ...], int] = {}
        for triple in written(text):
            for length, line in enumerate(triple.lines, 1):
                self._lines.setdefault(triple[:length], line)

    def line(self, subject: str, predicate: str | None = None, value: str | None = None) -> int | None:
        """Return the line of a value, else of the property, else of the subject, else None.

        Args:
            subject: An IRI.
            predicate: An IRI, or None.
            value: The IRI or lexical form of an object, or None.
        """
        keys = ((subject, predicate, value), (subject, predicate), (subject,))
        return next((self._lines[key] for key in keys if key in self._lines), None)


def written(text: str) -> Iterator[Written]:
    """Yield the triples of a Turtle text as they are written, without those inside of brackets.

    Args:
        text: A well-formed Turtle document.
    """
    prefixes: dict[str, str] = {}
    base = _NO_BASE
    for statement in _statements(turtle_tokens(text)):
        keyword = statement[0].text.lstrip("@").upper() if statement[0].kind in ("at", "word") else ""
        if keyword == "BASE":
            base = _value(statement[1].text, base)
        elif keyword == "PREFIX":
            prefixes[statement[1].text] = _value(statement[2].text, base)
        elif keyword != "VERSION":
            yield from _triples(statement, prefixes, base)


def _statements(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    """Cut tokens at the ends of statements: a full stop, but nothing after the directives that SPARQL has as well."""
    statement: list[Token] = []
    sizes = {"PREFIX": 3, "BASE": 2, "VERSION": 2}
    for token in tokens:
        statement.append(token)
        first = statement[0]
        size = sizes.get(first.text.upper()) if first.kind == "word" else None
        if len(statement) == size or (token.kind == "punctuation" and token.text == "."):
            yield statement
            statement = []


def _triples(statement: list[Token], prefixes: dict[str, str], base: str) -> Iterator[Written]:
    """Yield what a statement says; a term in brackets has no name, and what is inside of it is passed over."""
    terms: list[tuple[str, int]] = []
    depth = 0
    for before, token in pairwise([Token("punctuation", ".", 0), *statement]):
        is_mark = token.kind == "punctuation"
        depth -= is_mark and token.text in _CLOSING
        if depth == 0:
            if is_mark and token.text in _OPENING and token.text != "{|":
                terms.append(("", token.line))
            elif is_mark and token.text in (";", ",", "."):
                if len(terms) == 3:
                    (subject, s), (predicate, p), (value, o) = terms
                    yield Written(subject, predicate, value, (s, p, o))
                terms = terms[: {";": 1, ",": 2}.get(token.text, 0)]
            elif not is_mark and token.kind != "at" and before.text not in ("^^", "~"):
                terms.append((_term(token, prefixes, base), token.line))
        depth += is_mark and token.text in _OPENING


def _term(token: Token, prefixes: dict[str, str], base: str) -> str:
    if token.kind in ("iri", "literal"):
        return _value(token.text, base)
    if token.kind == "name" and not token.text.startswith("_:"):
        prefix, colon, local = token.text.partition(":")
        return prefixes.get(prefix + colon, "") + _ESCAPE.sub(r"\1", local)
    return RDF_TYPE if token.text == "a" else token.text


@lru_cache(maxsize=1 << 16)
def _value(text: str, base: str) -> str:
    """Return what an IRI or a quotation means: the engine resolves and unescapes, so that both always agree."""
    if len(text) > _LONGEST:
        return text
    (quad,) = ox.parse(f"<a:> <a:> {text} .", format=ox.RdfFormat.TURTLE, base_iri=base)
    value = quad.object
    return "" if isinstance(value, ox.Triple) else str(value.value)


def turtle_tokens(text: str) -> Iterator[Token]:
    """Cut a Turtle text into tokens, without space and comments.

    Args:
        text: A Turtle document.
    """
    line = 1
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "other", match[0]
        if kind != "skip":
            yield Token(kind, piece, line)
        line += piece.count("\n")
