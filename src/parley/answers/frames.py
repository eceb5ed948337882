"""Rows as data frames of pandas and polars, with the types that the header of a query declares.

Integers, decimals, dates and truth values keep their types; codes are categories; everything else is text. A cell
without a value is the library's own missing value. IRIs are written as CURIEs where a prefix fits, in full else.
A column that holds what its type does not, to the last digit, is text: the lexical forms.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING, Any

from parley.answers.formats import labelled
from parley.errors import MissingExtraError
from parley.rdf.terms import IRI, XSD, lexical
from parley.rdf.typed import TypedBoolean, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import polars as pl

    from parley.answers.table import Table
    from parley.rdf.terms import Value

_BY_CLASS = (
    ((bool, TypedBoolean), "boolean"),
    (int, "integer"),
    (Decimal, "decimal"),
    (datetime, "datetime"),
    (date, "date"),
    (float, "double"),
)
_MOST_DIGITS = 38  # of a decimal of 128 bits


def kind_of(rows: Table, column: str) -> str:
    """Return of what kind a column is: as declared if it holds all values, else as all its values are.

    Returns:
        ``integer``, ``decimal``, ``double``, ``float``, ``boolean``, ``date``, ``datetime``, ``instant`` (in UTC),
        ``concept`` or ``string``.
    """
    declared = rows.type_of(column)
    values = [value for row in rows if (value := row[column]) is not None]
    return _kind(declared, values)


def _kind(declared: str | None, values: list[Value]) -> str:
    if declared == "concept":
        return declared
    kinds = {_kind_of_value(value) for value in values}
    if kinds == {"integer", "decimal"}:
        kinds = {"decimal"}
    if not kinds and declared in ("integer", "decimal", "boolean", "date"):
        return declared
    found = kinds.pop() if len(kinds) == 1 else "string"
    if declared == "decimal" and found == "integer":
        found = "decimal"
    return found if declared in (None, found) and _holds(found, values) else "string"


def _kind_of_value(value: Value) -> str:
    kind = next((name for cls, name in _BY_CLASS if isinstance(value, cls)), "string")
    if kind == "double" and getattr(value, "datatype", None) == f"{XSD}float":
        return "float"
    if kind == "datetime" and isinstance(value, datetime) and value.tzinfo:
        return "instant"
    return kind


def _holds(kind: str, values: list[Any]) -> bool:
    """Whether a column of a kind holds each of the values as it is."""
    match kind:
        case "integer":
            return all(-(2**63) <= value < 2**63 for value in values)
        case "decimal":
            decimals = [Decimal(value) for value in values]
            before = max((value.adjusted() + 1 for value in decimals), default=0)
            return max(before, 0) + _scale(decimals) <= _MOST_DIGITS
        case "double" | "float":  # pandas takes NaN for a missing value
            return not any(map(isnan, values))
        case "instant":
            return all(value.utcoffset() == timedelta() for value in values)
    return True


def to_pandas(rows: Table, *, labels: bool = False) -> pd.DataFrame:
    """Return the rows as a pandas data frame; see :meth:`parley.Table.to_pandas`."""
    try:
        import pandas as pd
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("to_pandas()", "frames") from None
    types: dict[str, Any] = {
        "integer": "Int64",
        "double": "Float64",
        "float": "Float32",
        "boolean": "boolean",
        "concept": "category",
        "string": "string",
        "date": pd.ArrowDtype(pa.date32()),
        "datetime": "datetime64[us]",
        "instant": "datetime64[us, UTC]",
    }
    series = {}
    for name, kind, cells in _columns(rows, labels=labels):
        dtype = pd.ArrowDtype(pa.decimal128(_MOST_DIGITS, _scale(cells))) if kind == "decimal" else types[kind]
        series[name] = pd.Series(cells, dtype=dtype)
    return pd.DataFrame(series, columns=list(series), index=pd.RangeIndex(len(rows)))


def to_polars(rows: Table, *, labels: bool = False) -> pl.DataFrame:
    """Return the rows as a polars data frame; see :meth:`parley.Table.to_polars`."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("to_polars()", "frames") from None
    types: dict[str, Any] = {
        "integer": pl.Int64,
        "double": pl.Float64,
        "float": pl.Float32,
        "boolean": pl.Boolean,
        "concept": pl.Categorical,
        "string": pl.String,
        "date": pl.Date,
        "datetime": pl.Datetime("us"),
        "instant": pl.Datetime("us", "UTC"),
    }
    series = []
    for name, kind, cells in _columns(rows, labels=labels):
        dtype = pl.Decimal(_MOST_DIGITS, _scale(cells)) if kind == "decimal" else types[kind]
        series.append(pl.Series(name, cells, dtype=dtype))
    return pl.DataFrame(series)


def _columns(rows: Table, *, labels: bool) -> Iterator[tuple[str, str, list[Any]]]:
    """Return the name, the kind and the cells of each column."""
    header, *lines = labelled(rows, labels=labels)
    for i, name in enumerate(map(str, header)):
        kind = kind_of(rows, name) if name in rows.columns else "string"
        yield name, kind, [_cell(line[i], kind) for line in lines]


def _cell(value: Value | None, kind: str) -> Any:
    match value:
        case None:
            return None
        case IRI():
            return value.curie
        case _ if kind in ("string", "concept"):
            return lexical(value)
        case int() if kind == "decimal":
            return Decimal(value)
        case _:
            return plain(value)


def _scale(cells: list[Any]) -> int:
    """Return how many digits stand after the point at most."""
    return max((-int(c.as_tuple().exponent) for c in cells if c is not None), default=0)
