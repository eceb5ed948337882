"""The command ``parley ask``: a stored query, whose parameters are its options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.cli.options import FORMATS, Once, Parser, UsageError, source_arguments
from parley.cli.show import complain, render, show
from parley.sparql.timebox import LONGEST, within

if TYPE_CHECKING:
    from parley.catalogue.stored import StoredQuery


def run(given: list[str]) -> int:
    """Answer the query that the arguments name, or list the queries, and return the exit code."""
    from parley.resources import FOLDERS

    if not given or given[0] in ("-h", "--help", *FOLDERS):
        return _list_queries(given[0] if given and given[0] in FOLDERS else None)
    if given[0].startswith("-"):
        message = f"name the query before its options: parley ask NAME {given[0]} …"
        raise UsageError(message)
    from parley.catalogue.files import load

    query = load(given[0])
    options = vars(_query_parser(query).parse_args(given[1:]))
    form, why, view = options.pop("format"), options.pop("why"), options.pop("view")
    source, graph, limit = options.pop("source"), options.pop("graph"), options.pop("timeout")
    from parley.facade import connect

    def answer() -> tuple[str | bytes, str]:
        rows = connect(source, graph=graph, timeout=limit or LONGEST).ask(query, view=view, **options)
        return render(rows, form, why=why), str(rows.absence or "")

    written, absence = within(limit, answer)
    show(written)
    if absence and form not in ("table", "json", "md"):
        complain(f"no rows; {absence}", 0)  # the format has no place for it
    return 0


def _list_queries(folder: str | None) -> int:
    from parley.catalogue.files import load, names

    for name in names():
        if folder is None or name.startswith(f"{folder}."):
            query = load(name)
            options = "".join(f" --{p.name} …" if p.required else f" [--{p.name} …]" for p in query.parameters)
            print(f"{name}{options}\n    {query.summary}")
    print(f"\nEvery query takes --view strict|reported|all, --format {'|'.join(FORMATS)} and --why.")
    return 0


def _query_parser(query: StoredQuery) -> Parser:
    default = "makes no difference here" if query.view == "any" else f"default: {query.view}"
    parser = Parser(prog=f"parley ask {query.name}", description=query.summary, allow_abbrev=False)
    for p in query.parameters:
        kind = f"one of: {', '.join(p.choices)}" if p.choices else f"{p.type}, for example {p.example}"
        text = f"{p.description} ({kind})".replace("%", "%%")
        parser.add_argument(f"--{p.name}", required=p.required, help=text, action="append" if p.many else Once)
    parser.add_argument("--view", help=f"strict, reported or all ({default})")
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    parser.add_argument("--why", action="store_true", help="add to each row the claims that prove it")
    source_arguments(parser)
    return parser
