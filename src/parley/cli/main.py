"""The command line: ``parley ask``, ``sparql``, ``check``, ``build``, ``load``, ``doctor``, ``publish`` and ``diff``.

Exit codes: 0 done, 1 a check found faults, 2 bad input, 3 the output could not be written.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parley.cli.options import Parser
from parley.cli.output import Output, Unwritten, nowhere
from parley.cli.show import complain
from parley.errors import OutputError, ParleyError
from parley.sparql.timebox import Abandoned, leave

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Each command is a module of this room; ``ask`` stands apart, because its options depend on the query.
COMMANDS = {
    "sparql": "answer an ad-hoc SPARQL query",
    "check": "check evidence, shapes, house rules and coverage",
    "build": "build a store on disk, to be opened in a moment",
    "publish": "write a release: dumps, tables, checksums and their description",
    "diff": "say what changed between two dumps, and which answers did",
    "load": "put a built graph onto a SPARQL service",
    "doctor": "find out whether stored queries would be right on a service",
}
#: What writes files and graphs is to end in good order when it is told to end.
_WRITING = ("build", "load", "doctor", "publish", "diff")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: What follows ``parley``; None for ``sys.argv``.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:
        return complain("the output could not be written: standard output is closed", 3)
    output = sys.stdout
    sys.stdout = Output(output)
    try:
        code = _finish(given)
        sys.stdout.flush()
    except Unwritten as unwritten:
        output = nowhere()
        if isinstance(unwritten.error, BrokenPipeError):
            return 0
        return complain(f"the output could not be written: {unwritten.error.strerror or unwritten.error}", 3)
    except Abandoned as abandoned:
        if abandoned.message:
            complain(abandoned.message, 2)
        leave(abandoned.code)
    except OutputError as error:
        return complain(str(error), 3)
    except ParleyError as error:
        return complain(str(error), 2)
    except OSError as error:
        where = f"{error.filename!s:.200}: " if error.filename else ""
        return complain(f"{where}{error.strerror or error}", 2)
    except KeyboardInterrupt:
        return 130
    finally:
        sys.stdout = output
    return code


def _finish(given: list[str]) -> int:
    try:
        return _run(given)
    except SystemExit as done:  # argparse ends so after --help
        return int(done.code or 0)


def _run(given: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if given[:1] == ["ask"]:
        from parley.cli.ask import run as ask

        return ask(given[1:])
    parser = _main_parser()
    options = parser.parse_args(given)
    if options.version:
        from parley.version import __version__

        print(f"parley {__version__}")
        return 0
    if not options.command:
        parser.print_help()
        return 2
    if options.command in _WRITING:
        _leave_nothing_half_written()
    from importlib import import_module

    return int(import_module(f"parley.cli.{options.command}").run(options))


def _main_parser() -> Parser:
    from importlib import import_module

    parser = Parser(
        prog="parley",
        description="A sourced knowledge graph of armed groups, patrons, states and their bargaining.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    commands.add_parser("ask", help="answer a stored query; without a name, list them")
    for name, text in COMMANDS.items():
        import_module(f"parley.cli.{name}").add_arguments(commands.add_parser(name, help=text))
    return parser


def _leave_nothing_half_written() -> None:
    import signal

    def ended(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ended)


if __name__ == "__main__":
    raise SystemExit(main())
