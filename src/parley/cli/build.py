"""The command ``parley build``: a store on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.errors import ParameterError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from parley.engines import Embedded


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", metavar="FOLDER", help="a folder that does not exist yet")
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help="a Turtle file or folder; none for what Parley ships"
    )


def run(options: Namespace) -> int:
    """Build the store and return the exit code."""
    from pathlib import Path

    engine = built(options.source)
    engine.save(Path(options.folder))
    print(f"built {options.folder}: {len(engine.triples().splitlines())} triples")
    return 0


def built(source: str | None) -> Embedded:
    """Return the engine that a graph of Turtle files was built on.

    Raises:
        ParameterError: If the source is a service.
    """
    from parley.engines import Embedded
    from parley.facade import connect

    kg = connect(source)
    if not isinstance(kg.engine, Embedded):
        message = "a graph is built from Turtle files, not from a service"
        raise ParameterError("source", message)
    return kg.engine
