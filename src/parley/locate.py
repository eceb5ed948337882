"""Where in a Turtle file a subject, or a property of it, is written.

A tokenizer for Turtle (RDF 1.1 Turtle, section 6.5) that knows comments, IRIs and long strings, so
that a line in a message is where the thing stands and not where its letters happen to occur. The
file is taken to be well formed: engines judge that before.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<literal>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
      |"(?:[^"\\n\r]|\\.)*"|'(?:[^'\\n\r]|\\.)*')
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>_:[^\s;,()\[\]]*|[^\s<>"'@;,()\[\]{}\#:]*:(?:\\.|[^\s<>"';,()\[\]{}\#\\])*)
  | (?P<punctuation>[;,.()\[\]{}]|\^\^)
  | (?P<word>[^\s<>"'@;,()\[\]{}\#:]+)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of a Turtle text, with the line that it begins on, counted from 1."""

    kind: str
    text: str
    line: int


class Locations:
    r"""The lines of the subjects and properties of a Turtle text.

    Args:
        text: A well-formed Turtle document.
        base: The IRI that relative IRIs are resolved against until the text names another.

    Example:
        >>> at = Locations('@prefix x: <http://x/> . # x:b\n\nx:a x:p "1" ;\n  x:q 2 .\n')
        >>> at.line("http://x/a"), at.line("http://x/a", "http://x/q"), at.line("http://x/b")
        (3, 4, None)
    """

    def __init__(self, text: str, base: str = "") -> None:
        self._subjects: dict[str, int] = {}
        self._properties: dict[tuple[str, str], int] = {}
        self._prefixes: dict[str, str] = {}
        self._base = base
        self._read(turtle_tokens(text))

    def line(self, subject: str, predicate: str | None = None) -> int | None:
        """Return the line of a property of a subject, else of the subject, else None.

        Args:
            subject: An IRI.
            predicate: An IRI, or None.
        """
        found = self._properties.get((subject, predicate)) if predicate else None
        return found or self._subjects.get(subject)

    def _read(self, stream: list[Token]) -> None:
        statement: list[Token] = []
        for token in stream:
            statement.append(token)
            directive = statement[0].text.upper() in ("PREFIX", "BASE")
            whole = len(statement) == (3 if statement[0].text.upper() == "PREFIX" else 2)
            if (token.text == "." and token.kind == "punctuation") or (directive and whole):
                self._statement(statement)
                statement = []

    def _statement(self, statement: list[Token]) -> None:
        keyword = statement[0].text.lstrip("@").upper()
        if statement[0].kind in ("at", "word") and keyword in ("PREFIX", "BASE"):
            if keyword == "BASE":
                self._base = self._iri(statement[1])
            else:
                self._prefixes[statement[1].text.rstrip(":")] = self._iri(statement[2])
            return
        subject = self._iri(statement[0])
        self._subjects.setdefault(subject, statement[0].line)
        depth, awaits_predicate = 0, True
        for token in statement[1:]:
            if token.kind == "punctuation":
                depth += (token.text in "([") - (token.text in ")]")
                awaits_predicate = depth == 0 and (token.text == ";" or (awaits_predicate and token.text == ";"))
            elif awaits_predicate:
                self._properties.setdefault((subject, self._iri(token)), token.line)
                awaits_predicate = False

    def _iri(self, token: Token) -> str:
        if token.kind == "iri":
            text = token.text[1:-1]
            if text.startswith("#"):  # urljoin would drop an empty path
                return self._base.partition("#")[0] + text
            return urljoin(self._base, text) if self._base else text
        if token.text == "a":
            return RDF_TYPE
        prefix, _, local = token.text.partition(":")
        return self._prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)


def turtle_tokens(text: str) -> list[Token]:
    """Cut a Turtle text into tokens, without space and comments.

    Args:
        text: A well-formed Turtle document.
    """
    found, line = [], 1
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "word", match[0]
        if kind == "name" and piece.endswith(".") and len(piece) > 1:
            found += [Token(kind, piece.rstrip("."), line), Token("punctuation", ".", line)]
        elif kind == "word" and piece.endswith("."):
            found += [Token(kind, piece.rstrip("."), line)] * (piece != ".")
            found.append(Token("punctuation", ".", line))
        elif kind != "skip":
            found.append(Token(kind, piece, line))
        line += piece.count("\n")
    return found
