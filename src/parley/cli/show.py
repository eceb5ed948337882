"""What is written: answers to standard output, and one line to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parley.cli.options import UsageError
from parley.cli.output import Output
from parley.text.printable import printable, printable_lines

if TYPE_CHECKING:
    from parley.answers.rows import Rows


def complain(message: str, code: int) -> int:
    """Write one line to standard error, and return the exit code."""
    from parley.text.address import without_userinfo

    one_line = printable(" ".join(without_userinfo(message).split()))
    if sys.stderr is not None:
        sys.stderr.write(f"parley: {one_line}\n")
    return code


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
    """Return an answer in one of the formats, with what proves each row if ``why`` (in spreadsheets, always)."""
    if form == "xlsx":
        from parley.answers.workbook import as_xlsx

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
