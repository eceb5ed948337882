"""The command ``parley load``: a built graph onto a SPARQL service."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parley.cli.build import built
from parley.cli.options import seconds

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("url", metavar="URL", help="the address of its update operation, or of its Graph Store")
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help="a Turtle file or folder; none for what Parley ships"
    )
    parser.add_argument("--graph", metavar="IRI", help="the graph to put it in (default: the default graph)")
    parser.add_argument("--protocol", choices=("update", "store"), default="update", help="default: update")
    text = "put it in the place of what the graph holds, whole or not at all (default: add it to that)"
    parser.add_argument("--replace", action="store_true", help=text)
    text = "the address of its query operation, to verify what has arrived (default: looked for beside URL)"
    parser.add_argument("--verify", metavar="URL", help=text)
    parser.add_argument("--timeout", type=seconds, default=60, metavar="SECONDS", help="for one request (default: 60)")


def run(options: Namespace) -> int:
    """Send the graph and return the exit code."""
    from parley.service.load import load

    engine = built(options.source)
    triples = engine.triples()
    total = triples.count(b"\n")

    def progress(sent: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{sent} of {total} triples")

    notes: list[str] = []
    try:
        sent = load(
            options.url,
            triples,
            graph=options.graph,
            protocol=options.protocol,
            replace=options.replace,
            timeout=options.timeout,
            verify=options.verify,
            progress=progress,
            note=notes.append,
        )
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\n")
    print(f"sent {sent} triples to {options.graph or 'the default graph'}")
    for note in notes:
        print(note)
    return 0
