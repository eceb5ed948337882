"""Tables of a release as CSV that spreadsheets open as what it is: UTF-8 with its mark, and no cell is a formula.

A cell that a spreadsheet would run begins with one of ``= + - @``, or with what it skips before one (OWASP, CSV
Injection); such a cell gets an apostrophe before it. Numbers stay numbers. RFC 4180 else, as SPARQL 1.1 has it.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parley.answers.rows import Rows
    from parley.rdf.terms import Value

MARK = "\ufeff"
#: What a spreadsheet may take for the start of a formula, in the widths of East Asia too, after what it skips.
_FORMULA = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs.

    Example:
        >>> harmless('=HYPERLINK("http://example.org")'), harmless("-5"), harmless("Iran")
        ('\\'=HYPERLINK("http://example.org")', '-5', 'Iran')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def to_spreadsheet(rows: Rows) -> str:
    """Return an answer as CSV for people; :meth:`parley.Rows.to_csv` gives the bare terms."""
    out = io.StringIO(newline="")
    write = csv.writer(out)
    write.writerow(rows.columns)
    write.writerows([harmless(_cell(value)) for value in row] for row in rows)
    return MARK + out.getvalue()


def _cell(value: Value | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
