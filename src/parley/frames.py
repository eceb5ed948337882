"""Rows as data frames of pandas and polars, with the types that the header of a query declares.

Integers, decimals, dates and truth values keep their types; codes are categories; everything else is text. A cell
without a value is the library's own missing value. IRIs are written as CURIEs where a prefix fits, in full else.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parley.errors import MissingExtraError
from parley.terms import IRI

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from parley.rows import Rows
    from parley.terms import Value

_BY_CLASS = (
    (bool, "boolean"),
    (int, "integer"),
    (Decimal, "decimal"),
    (datetime, "datetime"),
    (date, "date"),
    (float, "double"),
)


def kind_of(rows: Rows, column: str) -> str:
    """Return of what kind a column is: as declared, or for an ad-hoc query as all its values are.

    Returns:
        ``integer``, ``decimal``, ``double``, ``boolean``, ``date``, ``datetime``, ``concept`` or ``string``.
    """
    declared = rows.type_of(column)
    if declared in ("integer", "decimal", "boolean", "date", "concept"):
        return declared
    if declared is not None:
        return "string"
    values = [row[column] for row in rows if row[column] is not None]
    kinds = {next((name for cls, name in _BY_CLASS if isinstance(v, cls)), "string") for v in values}
    return kinds.pop() if len(kinds) == 1 else "string"


def to_pandas(rows: Rows) -> pd.DataFrame:
    """Return the rows as a pandas data frame; see :meth:`parley.Rows.to_pandas`."""
    try:
        import pandas as pd
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("to_pandas()", "frames") from None
    types: dict[str, Any] = {
        "integer": "Int64",
        "double": "Float64",
        "boolean": "boolean",
        "concept": "category",
        "string": "string",
        "date": pd.ArrowDtype(pa.date32()),
        "datetime": "datetime64[us]",
    }
    series = {}
    for column in rows.columns:
        kind = kind_of(rows, column)
        cells = _cells(rows, column, kind)
        dtype = pd.ArrowDtype(_decimal128(pa, cells)) if kind == "decimal" else types[kind]
        series[column] = pd.Series(cells, dtype=dtype)
    return pd.DataFrame(series, columns=list(rows.columns))


def to_polars(rows: Rows) -> pl.DataFrame:
    """Return the rows as a polars data frame; see :meth:`parley.Rows.to_polars`."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("to_polars()", "frames") from None
    types: dict[str, Any] = {
        "integer": pl.Int64,
        "double": pl.Float64,
        "boolean": pl.Boolean,
        "concept": pl.Categorical,
        "string": pl.String,
        "date": pl.Date,
        "datetime": pl.Datetime,
    }
    series = []
    for column in rows.columns:
        kind = kind_of(rows, column)
        cells = _cells(rows, column, kind)
        dtype = pl.Decimal(38, _scale(cells)) if kind == "decimal" else types[kind]
        series.append(pl.Series(column, cells, dtype=dtype))
    return pl.DataFrame(series)


def _cells(rows: Rows, column: str, kind: str) -> list[Any]:
    return [_cell(row[column], kind) for row in rows]


def _cell(value: Value | None, kind: str) -> Any:
    match value:
        case None:
            return None
        case IRI():
            return value.curie
        case _ if kind in ("string", "concept"):
            return str(value)
        case int() if kind == "decimal":
            return Decimal(value)
        case _:
            return value


def _scale(cells: list[Any]) -> int:
    """Return how many digits stand after the point at most."""
    return max((-int(c.as_tuple().exponent) for c in cells if c is not None), default=0)


def _decimal128(pa: Any, cells: list[Any]) -> Any:
    return pa.decimal128(38, max(0, _scale(cells)))
