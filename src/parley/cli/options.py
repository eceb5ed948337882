"""What options of several commands share: parsers that refuse in one line, formats, sources, time limits."""

from __future__ import annotations

from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from typing import Any, NoReturn

from parley.errors import ParleyError
from parley.sparql.timebox import LONGEST

FORMATS = ("table", "csv", "tsv", "json", "md", "csv-excel", "xlsx")


class UsageError(ParleyError, ValueError):
    """The command line makes no sense."""


class Once(Action):
    """An option that may be given once: a second value would silently replace the first."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        """Take the value, or refuse the second."""
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option_string} was given twice")
        setattr(namespace, self.dest, values)


class Parser(ArgumentParser):
    """A parser that raises what it refuses."""

    def error(self, message: str) -> NoReturn:
        """Raise a :class:`UsageError` that names the help."""
        text = f"{message} (see '{self.prog} --help')"
        raise UsageError(text)


def source_arguments(parser: ArgumentParser) -> None:
    """Add the options that say what is asked, and how long it may take."""
    text = "ask this instead of what Parley ships: a Turtle file or folder, a built store, or the address of a service"
    parser.add_argument("--source", metavar="SOURCE", help=text)
    parser.add_argument("--graph", metavar="IRI", help="for a service: the graph that the query is about")
    text = "give up after so many seconds (default: 60; 0: never)"
    parser.add_argument("--timeout", type=seconds, default=60, metavar="SECONDS", help=text)


def seconds(text: str) -> float:
    """Return a time limit in seconds; argparse names this function when it refuses one."""
    limit = float(text)
    if not 0 <= limit < float("inf"):
        raise ValueError(text)
    if limit > LONGEST:
        message = f"{text} seconds are too many; the most is {LONGEST}, and 0 waits for as long as it takes"
        raise ArgumentTypeError(message)
    return limit
