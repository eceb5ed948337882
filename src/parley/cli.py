"""The command line: ``parley ask``, ``sparql``, ``check``, ``build``, ``load``, ``doctor``, ``publish`` and ``diff``.

Exit codes: 0 done, 1 a check found faults, 2 bad input, 3 the output could not be written.
"""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, Any, NoReturn

from parley.cli_output import Output, Unwritten, nowhere
from parley.errors import OutputError, ParleyError
from parley.printable import printable, printable_lines
from parley.timebox import LONGEST, Abandoned, leave, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.query import StoredQuery
    from parley.rows import Rows

FORMATS = ("table", "csv", "tsv", "json", "md", "csv-excel", "xlsx")


class UsageError(ParleyError, ValueError):
    """The command line makes no sense."""


class _Once(Action):
    """An option that may be given once: a second value would silently replace the first."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option_string} was given twice")
        setattr(namespace, self.dest, values)


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        text = f"{message} (see '{self.prog} --help')"
        raise UsageError(text)


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


def complain(message: str, code: int) -> int:
    """Write one line to standard error, and return the exit code."""
    from parley.engines.address import without_userinfo

    one_line = printable(" ".join(without_userinfo(message).split()))
    if sys.stderr is not None:
        sys.stderr.write(f"parley: {one_line}\n")
    return code


def _run(given: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if given[:1] == ["ask"]:
        return _ask(given[1:])  # its options depend on the query
    parser = _main_parser()
    options = parser.parse_args(given)
    if options.version:
        from parley import __version__

        print(f"parley {__version__}")
        return 0
    if options.command == "sparql":
        from parley.cli_sparql import run as sparql

        return sparql(options)
    if options.command == "check":
        return _check(options.files, reason=options.reason)
    if options.command:
        from parley.cli_services import run

        return run(options)
    parser.print_help()
    return 2


def _main_parser() -> _Parser:
    parser = _Parser(
        prog="parley",
        description="A sourced knowledge graph of armed groups, patrons, states and their bargaining.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    from parley.cli_services import add_commands
    from parley.cli_sparql import add_arguments

    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    commands.add_parser("ask", help="answer a stored query; without a name, list them")
    add_arguments(commands.add_parser("sparql", help="answer an ad-hoc SPARQL query"))
    check = commands.add_parser("check", help="check evidence, shapes, house rules and coverage")
    check.add_argument(
        "files", nargs="*", metavar="FILE", help="Turtle files, or folders of them; none for what Parley ships"
    )
    check.add_argument("--reason", action="store_true", help="ask the reasoner HermiT as well (needs Java)")
    add_commands(commands)
    return parser


def _ask(given: list[str]) -> int:
    from parley.resources import FOLDERS

    if not given or given[0] in ("-h", "--help", *FOLDERS):
        return _list_queries(given[0] if given and given[0] in FOLDERS else None)
    if given[0].startswith("-"):
        message = f"name the query before its options: parley ask NAME {given[0]} …"
        raise UsageError(message)
    from parley.catalogue import load

    query = load(given[0])
    options = vars(_query_parser(query).parse_args(given[1:]))
    form, why, view = options.pop("format"), options.pop("why"), options.pop("view")
    source, graph, limit = options.pop("source"), options.pop("graph"), options.pop("timeout")
    from parley.opening import connect

    def answer() -> tuple[str | bytes, str]:
        rows = connect(source, graph=graph, timeout=limit or LONGEST).ask(query, view=view, **options)
        return render(rows, form, why=why), str(rows.absence or "")

    written, absence = within(limit, answer)
    show(written)
    if absence and form not in ("table", "json", "md"):
        complain(f"no rows; {absence}", 0)  # the format has no place for it
    return 0


def _list_queries(folder: str | None) -> int:
    from parley.catalogue import load, names

    for name in names():
        if folder is None or name.startswith(f"{folder}."):
            query = load(name)
            options = "".join(f" --{p.name} …" if p.required else f" [--{p.name} …]" for p in query.parameters)
            print(f"{name}{options}\n    {query.summary}")
    print(f"\nEvery query takes --view strict|reported|all, --format {'|'.join(FORMATS)} and --why.")
    return 0


def _query_parser(query: StoredQuery) -> _Parser:
    default = "makes no difference here" if query.view == "any" else f"default: {query.view}"
    parser = _Parser(prog=f"parley ask {query.name}", description=query.summary, allow_abbrev=False)
    for p in query.parameters:
        kind = f"one of: {', '.join(p.choices)}" if p.choices else f"{p.type}, for example {p.example}"
        text = f"{p.description} ({kind})".replace("%", "%%")
        parser.add_argument(f"--{p.name}", required=p.required, help=text, action="append" if p.many else _Once)
    parser.add_argument("--view", help=f"strict, reported or all ({default})")
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    parser.add_argument("--why", action="store_true", help="add to each row the claims that prove it")
    source_arguments(parser)
    return parser


def source_arguments(parser: ArgumentParser) -> None:
    """Add the options that say what is asked, and how long it may take."""
    text = "ask this instead of what Parley ships: a Turtle file or folder, a built store, or the address of a service"
    parser.add_argument("--source", metavar="SOURCE", help=text)
    parser.add_argument("--graph", metavar="IRI", help="for a service: the graph that the query is about")
    text = "give up after so many seconds (default: 60; 0: never)"
    parser.add_argument("--timeout", type=seconds, default=60, metavar="SECONDS", help=text)


def show(answer: str | bytes) -> None:
    """Write an answer to standard output: to a terminal nothing that it would obey, elsewhere the very text."""
    if isinstance(answer, str):
        sys.stdout.write(printable_lines(answer) if sys.stdout.isatty() else answer)
    elif sys.stdout.isatty():
        message = "a workbook is no text for a terminal; send it to a file: parley ask NAME --format xlsx > answer.xlsx"
        raise UsageError(message)
    else:
        Output(sys.stdout).write_bytes(answer)


def render(rows: Rows, form: str, *, why: bool = False) -> str | bytes:
    """Return an answer in one of :data:`FORMATS`, with what proves each row if ``why`` (in spreadsheets, always)."""
    if form == "xlsx":
        from parley.workbook import as_xlsx

        return as_xlsx(rows)
    if form == "csv-excel":
        return rows.to_csv(spreadsheet=True)
    if form == "json":
        return rows.to_json(why=why)
    if form == "table":
        text = rows.to_table(width=_terminal_width())
    else:
        text = {"csv": rows.to_csv, "tsv": rows.to_tsv, "md": rows.to_markdown}[form]()
    return text + _reasons(rows, form) if why else text


def _terminal_width() -> int | None:
    if not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _reasons(rows: Rows, form: str) -> str:
    if form in ("csv", "tsv"):
        message = "--why goes with --format table, md or json; CSV and TSV have one line a row"
        raise UsageError(message)
    parts = [
        f"\nRow {number}\n" + "\n".join(f"  {_indent(p)}" for p in row.why()) for number, row in enumerate(rows, 1)
    ]
    hint = ""
    if any(p.verified is None for row in rows for proof in row.why() for p in proof.passages):
        hint = "\nThe words are not shown: set PARLEY_SOURCES to the folder that holds the text.\n"
    return "\n".join(parts) + "\n" + hint


def _indent(proof: object) -> str:
    return str(proof).replace("\n", "\n  ")


def seconds(text: str) -> float:
    """Return a time limit in seconds; argparse names this function when it refuses one."""
    limit = float(text)
    if not 0 <= limit < float("inf"):
        raise ValueError(text)
    if limit > LONGEST:
        message = f"{text} seconds are too many; the most is {LONGEST}, and 0 waits for as long as it takes"
        raise ArgumentTypeError(message)
    return limit


def _check(files: list[str], *, reason: bool) -> int:
    from parley.check import check
    from parley.evidence import Sources
    from parley.resources import turtle_files

    report = check([path for name in files for path in turtle_files(name)], Sources(), reason=reason)
    show(f"{report}\n")
    return 0 if report.conforms else 1


if __name__ == "__main__":
    raise SystemExit(main())
