"""The command ``parley check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.cli.show import show

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="Turtle files, or folders of them; none for what Parley ships"
    )
    parser.add_argument("--reason", action="store_true", help="ask the reasoner HermiT as well (needs Java)")


def run(options: Namespace) -> int:
    """Print the report and return the exit code."""
    from parley.check import check
    from parley.resources import turtle_files
    from parley.text.documents import Sources

    paths = [path for name in options.files for path in turtle_files(name)]
    report = check(paths, Sources(), reason=options.reason)
    show(f"{report}\n")
    return 0 if report.conforms else 1
