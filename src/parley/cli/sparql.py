"""The command ``parley sparql``: an ad-hoc query from an argument, a file or standard input."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from parley.cli.options import FORMATS, UsageError, source_arguments
from parley.cli.show import complain, render, show
from parley.errors import ParleyError, QueryFileError, SourceFileError
from parley.sparql.timebox import LONGEST, within

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from parley.answers.rows import Rows
    from parley.sparql.answer import Graph

    Answered: TypeAlias = Rows | Graph | bool


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("query", nargs="?", help="the query; '-' or nothing reads standard input")
    parser.add_argument("--file", help="a file that holds the query")
    parser.add_argument("--format", choices=FORMATS, default="table", help="for SELECT (default: table)")
    source_arguments(parser)


def run(options: Namespace) -> int:
    """Answer the query and return the exit code."""
    from parley.facade import connect
    from parley.graph.vocabulary import unknown_terms
    from parley.sparql.limits import Limits

    text, origin = _query_text(options)

    def answer() -> tuple[str | bytes, list[str]]:
        kg = connect(options.source, graph=options.graph, timeout=options.timeout or LONGEST)
        found = kg.query(text, Limits(seconds=options.timeout))
        written = _written(found, options.format)
        warnings: list[str] = []
        with suppress(ParleyError):  # a service that has answered need not be able to tell more
            warnings = unknown_terms(kg, text)
        return written, warnings

    try:
        written, warnings = within(options.timeout, answer)
    except QueryFileError as error:
        raise QueryFileError(origin, error.line, error.reason) from None
    show(written)
    sys.stdout.flush()
    for warning in warnings:
        complain(f"warning: {warning}", 0)
    return 0


def _written(answer: Answered, form: str) -> str | bytes:
    if isinstance(answer, bool):
        return "true\n" if answer else "false\n"
    return answer.to_ntriples() if hasattr(answer, "to_ntriples") else render(answer, form)


def _query_text(options: Namespace) -> tuple[str, str]:
    if options.file is not None and options.query is not None:
        message = "give the query or --file, not both"
        raise UsageError(message)
    if options.file is not None:
        return _read(options.file), str(options.file)
    if options.query not in (None, "-"):
        return str(options.query), "<argument>"
    if sys.stdin is None:
        raise UsageError("<stdin>: is closed; give the query, or --file")
    return _text_of(sys.stdin.buffer, "<stdin>"), "<stdin>"


def _read(name: str) -> str:
    from pathlib import Path

    try:
        with Path(name).open("rb") as file:
            return _text_of(file, name)
    except (OSError, ValueError) as error:
        if isinstance(error, ParleyError):
            raise
        raise SourceFileError(name, None, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _text_of(stream: BinaryIO, origin: str) -> str:
    """Return the text of a query, and of a stream that does not end no more than that."""
    from parley.sparql.guard import LARGEST

    most = 4 * LARGEST  # the most bytes that so many characters take in UTF-8
    data = stream.read(most + 1)
    if len(data) > most:
        raise QueryFileError(origin, None, f"a query of more than {LARGEST} characters")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryFileError(origin, None, "the query is not UTF-8") from None
