"""The command ``parley doctor``: whether stored queries would be right on a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.cli.options import seconds

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("url", metavar="URL", help="the address of its query operation")
    parser.add_argument("--graph", metavar="IRI", help="the graph that queries are about (default: the default graph)")
    parser.add_argument("--timeout", type=seconds, default=60, metavar="SECONDS", help="for one request (default: 60)")


def run(options: Namespace) -> int:
    """Print the findings and return the exit code."""
    from parley.service.doctor import examine
    from parley.text.printable import printable

    harmed, asked = 0, True
    for finding in examine(options.url, graph=options.graph, timeout=options.timeout):
        harmed += finding.harms
        asked = asked and (finding.what, finding.state) != ("stored queries", "note")
        print(printable(f"{finding.state:<9} {finding.what:<42} {finding.detail}".rstrip()), flush=True)
    sound = "stored queries are right here" if asked else "no probe failed; load a graph to have stored queries asked"
    findings = "1 finding" if harmed == 1 else f"{harmed} findings"
    print(f"{findings} would make stored queries wrong here" if harmed else sound)
    return 1 if harmed else 0
