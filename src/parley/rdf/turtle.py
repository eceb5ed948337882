"""The one way in which Parley reads Turtle: what one command takes or refuses, every command takes or refuses.

A byte order mark is skipped. A relative IRI needs an ``@base``: the name of the file would make another graph of
each copy. Data are RDF 1.1, because not all engines know the triple terms and base directions of RDF 1.2; the
``@version`` directive says nothing about them and is taken.
"""

from __future__ import annotations

import os
import re

import pyoxigraph as ox

from parley.errors import SourceFileError
from parley.text.reading import decode, read_bytes

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from pathlib import Path

_BASE = "relative:/"
_MEND = "begin the file with @base, for an account <https://w3id.org/parley/doc/…> ."
#: One of these is in every text that has terms of RDF 1.2, and in few others.
_SIGNS = (b"<<", b"{|", b"~", b"--ltr", b"--rtl")
_PLACE = re.compile(r"Parser error at line \d+ (?:between columns \d+ and \d+|column \d+): |Parser error [^:]*: ")
_LINE = re.compile(r"\s*\(line \d+\)$")


class Turtle:
    """A Turtle file that was read, and is yet to be parsed.

    Args:
        path: The file.

    Attributes:
        path: Its name, as it was given.
        data: What it holds, without a byte order mark.

    Raises:
        SourceFileError: If it cannot be read.

    Example:
        >>> from parley.resources import registry_file
        >>> len(Turtle(registry_file()).triples()) > 100
        True
    """

    def __init__(self, path: Path | str) -> None:
        self.path = os.fspath(path)
        self.data = read_bytes(path)

    @property
    def text(self) -> str:
        """What it holds, line ends as they are.

        Raises:
            SourceFileError: If it is not UTF-8; the message has the line.
        """
        return decode(self.data, self.path)

    def triples(self) -> list[ox.Quad]:
        """Parse the file.

        Raises:
            SourceFileError: If it is no Turtle of RDF 1.1; the message has the line.
        """
        if not self.data.isascii():
            decode(self.data, self.path)  # the engine does not look into comments
        try:
            found = list(ox.parse(self.data, format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            raise self._refusal(error) from None
        except MemoryError:  # a text beyond the buffer that parses piece by piece; a store takes it
            store = ox.Store()
            self.load_into(store)
            return list(store)
        self._refuse_rdf12(found)
        return found

    def load_into(self, store: ox.Store) -> None:
        """Parse the file into the default graph of a store, which is faster than by way of :meth:`triples`.

        Raises:
            SourceFileError: If it is no Turtle of RDF 1.1; the message has the line.
        """
        if not self.data.isascii():
            decode(self.data, self.path)  # the engine does not look into comments
        try:
            store.bulk_load(self.data, format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise self._refusal(error) from None
        if any(sign in self.data for sign in _SIGNS):
            self._refuse_rdf12(ox.parse(self.data, format=ox.RdfFormat.TURTLE))

    def _refusal(self, error: SyntaxError) -> SourceFileError:
        """Say what the engine says, unless it only lacks a base: then what the author lacks."""
        text = self.text  # not UTF-8 is the first thing to know
        said = _sentence(error)
        try:
            for _ in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=_BASE):
                pass
        except SyntaxError as other:
            if other.lineno != error.lineno:
                error, said = other, _sentence(other)
        else:
            return SourceFileError(
                self.path, error.lineno, f"not Turtle: a relative IRI, and no base before it: {_MEND}"
            )
        line = error.lineno or 1
        end = _unended(text, line, error.offset or 1) if "dot is expected" in said else None
        if end:
            return SourceFileError(self.path, end[1], f"not Turtle: {end[0]}: {said}")
        return SourceFileError(self.path, line, f"not Turtle: {said}")

    def _refuse_rdf12(self, quads: object) -> None:
        if not any(sign in self.data for sign in _SIGNS):
            return
        for quad in quads:  # type: ignore[attr-defined]
            value = quad.object
            if isinstance(value, ox.Triple):
                line = self._line_of(("<<", "<<(", "{|", "~"))
                raise SourceFileError(self.path, line, "a triple term of RDF 1.2; Parley's data are RDF 1.1")
            if isinstance(value, ox.Literal) and value.direction:
                line = self._line_of(("--ltr", "--rtl"))
                message = (
                    f"a text with a base direction, of RDF 1.2; Parley's data are RDF 1.1: write @{value.language}"
                )
                raise SourceFileError(self.path, line, message)

    def _line_of(self, ends: tuple[str, ...]) -> int:
        from parley.rdf.locate import turtle_tokens

        return next(
            (t.line for t in turtle_tokens(self.text) if t.kind in ("at", "punctuation") and t.text.endswith(ends)), 1
        )


def _unended(text: str, line: int, column: int) -> tuple[str, int] | None:
    """Return what is missing, and the line: after the last token before a place where nothing makes sense."""
    from parley.rdf.locate import turtle_tokens

    before, mark = None, "';' or '.'"
    lines = text.split("\n")
    for token in turtle_tokens("\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])):
        if before is None or before.text == ".":
            mark = "'.'" if token.kind == "at" else "';' or '.'"
        before = token
    return (f"{mark} is missing after {before.text[:40]}", before.line) if before else None


def _sentence(error: SyntaxError) -> str:
    """Return the engine's own sentence without the place, which stands before it."""
    return _LINE.sub("", _PLACE.sub("", " ".join(str(error.msg).split())))
