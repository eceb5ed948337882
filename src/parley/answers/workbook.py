"""Rows as a workbook of Excel (Office Open XML): values with their types, and no formula.

Texts are written as texts, whatever they begin with, so that nothing of an account is ever run. A number that a cell
does not hold to the last digit is a text, and so is a date before the calendar of Excel.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.answers.formats import labelled_and_proved
from parley.errors import MissingExtraError, OutputError
from parley.rdf.terms import lexical
from parley.rdf.typed import TypedBoolean
from parley.text.printable import xml_text

if TYPE_CHECKING:
    import os

    from parley.answers.table import Table
    from parley.rdf.terms import Value

_MOST_DIGITS = 15
_LONGEST = 32_767
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_FIRST_DATE = date(1900, 3, 1)  # Excel has a 29 February 1900
_WIDEST = 60
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same rows give the same bytes


def write(rows: Table, path: str | os.PathLike[str]) -> None:
    """Write the rows to a workbook of one sheet.

    Args:
        rows: An answer.
        path: The file, which is replaced if it exists.

    Raises:
        MissingExtraError: If XlsxWriter is not installed (extra ``spreadsheet``).
        OutputError: If the file cannot be written, or a sheet cannot hold the answer.
    """
    content = as_xlsx(rows)
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise OutputError(str(path), error) from None


def as_xlsx(rows: Table) -> bytes:
    """Return the bytes of that workbook; raises as :func:`write`, but for what a disk does."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtraError("a workbook", "spreadsheet") from None
    lines = list(labelled_and_proved(rows))
    if len(lines) > _MOST_ROWS or len(lines[0]) > _MOST_COLUMNS:
        raise OutputError("workbook", f"a sheet has at most {_MOST_ROWS} rows; use CSV")
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("answer")
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        bold = book.add_format({"bold": True})
        for column, name in enumerate(lines[0]):
            sheet.write_string(0, column, _text(name), bold)
        for number, line in enumerate(lines[1:], 1):
            for column, value in enumerate(line):
                _put(sheet, number, column, value, formats)
        _lay_out(sheet, lines)
    return out.getvalue()


_FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss"}


def _put(sheet: Any, row: int, column: int, value: Value | None, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, (bool, TypedBoolean)):
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, (int, float, Decimal)) and _is_exact(value):
        sheet.write_number(row, column, float(value))
    elif isinstance(value, date) and _is_in_calendar(value):
        kind = "datetime" if isinstance(value, datetime) else "date"
        sheet.write_datetime(row, column, value, formats[kind])
    else:
        sheet.write_string(row, column, _text(value))


def _is_exact(value: float | Decimal) -> bool:
    """Whether the cell holds the number, and Excel shows it: in 64 bits, and in fifteen digits."""
    if isinstance(value, float):
        return isfinite(value)
    digits = Decimal(value).normalize().as_tuple().digits if abs(value) < 10**_MOST_DIGITS else range(_MOST_DIGITS + 1)
    return len(digits) <= _MOST_DIGITS


def _is_in_calendar(value: date) -> bool:
    if isinstance(value, datetime):
        return value.tzinfo is None and not value.microsecond and value.date() >= _FIRST_DATE
    return value >= _FIRST_DATE


def _text(value: Value | None) -> str:
    text = xml_text(lexical(value))
    if len(text) > _LONGEST:
        raise OutputError("workbook", f"a cell has at most {_LONGEST} characters, and a text has {len(text)}; use CSV")
    return text


def _lay_out(sheet: Any, lines: list[list[Value | None]]) -> None:
    sheet.freeze_panes(1, 0)
    for column, cells in enumerate(zip(*lines, strict=True)):
        sheet.set_column(column, column, min(_WIDEST, max(len(lexical(cell)) for cell in cells) + 1))
