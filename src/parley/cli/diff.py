"""The command ``parley diff``: what changed between two dumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.errors import ParameterError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("old", metavar="OLD", help="a release, its parley.ttl, a built store, or accounts")
    parser.add_argument("new", metavar="NEW", help="likewise")
    parser.add_argument("--summary", action="store_true", help="only how many claims, statements and answers changed")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: Namespace) -> int:
    """Print the changes and return the exit code."""
    from parley.release.diff import diff

    found = diff(options.old, options.new)
    if options.summary and options.format == "json":
        raise ParameterError("summary", "the summary is text; JSON holds all changes")
    print(found.to_json() if options.format == "json" else found.summary() if options.summary else found)
    return 1 if found else 0
