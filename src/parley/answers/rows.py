"""The answer to a SELECT: rows that know their labels and proofs, and the formats that they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, cast

from parley.answers.proving import Proving
from parley.answers.row import Row, TypedRow
from parley.errors import RowCountError
from parley.rdf.terms import IRI
from parley.sparql.answer import Solutions

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    import pandas as pd
    import polars as pl
    from typing_extensions import TypeVar  # of type checkers, which know it without a package

    from parley.answers.absence import Absence
    from parley.answers.asked import Asked
    from parley.answers.proof import Proof
    from parley.answers.table import Record
    from parley.catalogue.stored import Column, StoredQuery
    from parley.rdf.terms import Value

    R_co = TypeVar("R_co", bound=TypedRow, default=TypedRow, covariant=True)
else:
    from typing import TypeVar

    R_co = TypeVar("R_co", covariant=True)

__all__ = ["Row", "Rows", "TypedRow"]

#: The declared types of columns that hold no IRIs.
VALUE_TYPES = ("string", "integer", "decimal", "boolean", "date")


class Rows(Generic[R_co]):
    """The answer to a SELECT; its rows are of the type of the query that was asked.

    Args:
        kg: The graph that answered; None for an answer that has been pickled and knows its proofs.
        solutions: What it answered.
        declared: The columns that a stored query declares; None for an ad-hoc query.
        view: The view that the answer was given under, or None.
        asked: The stored query and the values that were bound; None for an ad-hoc query.

    Example:
        >>> import parley
        >>> rows = parley.connect().queries.patronage.backers()
        >>> len(rows), rows.columns[:2]
        (2, ('patron', 'group'))
    """

    def __init__(
        self,
        kg: Asked | None,
        solutions: Solutions,
        declared: Sequence[Column] | None,
        view: str | None = None,
        asked: tuple[StoredQuery, Mapping[str, Value | Sequence[Value]]] | None = None,
    ) -> None:
        self._kg = kg
        self.columns = solutions.columns
        self._rows = cast("list[R_co]", [Row(self, values) for values in solutions.rows])
        self._declared = {c.name: c for c in declared or ()}
        self._labels: dict[IRI, str] | None = None
        self.view = view
        self._asked = asked
        self._absence: Absence | None = None
        self.proving = Proving(kg, self)

    def __iter__(self) -> Iterator[R_co]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> R_co:
        return self._rows[index]

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return self.to_table()

    def _repr_html_(self) -> str:
        from parley.answers.formats import html

        return html(self)

    def one(self) -> R_co:
        """Return the only row.

        Raises:
            RowCountError: If there is none, or more than one.
        """
        if len(self) != 1:
            message = f"one row was asked for; there are {len(self)}"
            raise RowCountError(message)
        return self._rows[0]

    def first(self) -> R_co | None:
        """Return the first row, or None if there is none."""
        return self._rows[0] if self._rows else None

    @property
    def is_declared(self) -> bool:
        """Whether a stored query gave the answer, whose columns are declared."""
        return bool(self._declared)

    @property
    def absence(self) -> Absence | None:
        """Why a stored query has no rows: a recorded gap, nothing recorded, or rows under another view.

        None where there are rows, and for an ad-hoc query, of which nobody knows what it would find.

        Example:
            >>> import parley
            >>> rows = parley.connect().queries.bargaining.undertakings(view="strict")
            >>> rows.absence.kind, sorted(rows.absence.views)
            ('rows exist under another view', ['all', 'reported'])
        """
        if len(self) or self._asked is None or self._kg is None:
            return self._absence
        if self._absence is None:
            from parley.answers.absence import explain

            self._absence = explain(self._kg, *self._asked, self.view)
        return self._absence

    def type_of(self, column: str) -> str | None:
        """Return the declared type of a column, or None for an ad-hoc query."""
        return self._declared[column].type if column in self._declared else None

    def proofs(self, row: Record) -> list[Proof]:
        """Return what proves a row; all rows are proved by one look into the graph."""
        return self.proving.proofs(row)

    def labels(self) -> dict[IRI, str]:
        """Return the English labels of the IRIs in the answer."""
        if self._labels is None:
            self._labels = self._kg.labels(v for row in self for v in row if isinstance(v, IRI)) if self._kg else {}
        return self._labels

    def label_columns(self) -> dict[str, str]:
        """Return the names of the columns that hold the labels of others: ``patron_label`` for ``patron``.

        A column has one if it is declared to hold IRIs, or holds one.
        """
        found: dict[str, str] = {}
        for i, column in enumerate(self.columns):
            declared = self.type_of(column)
            if declared not in (None, *VALUE_TYPES) or any(isinstance(row[i], IRI) for row in self):
                name = f"{column}_label"
                while name in self.columns:
                    name += "_"
                found[column] = name
        return found

    def __copy__(self) -> Self:
        return self  # nothing of it can change

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Return the rows with their proofs and labels, and without the graph, which cannot be pickled."""
        self.labels()
        return {
            **self.__dict__,
            "_kg": None,
            "_asked": None,
            "_absence": self.absence,
            "_rows": [tuple(row) for row in self],
            "proving": self.proving.proved(self),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._rows = cast("list[R_co]", [Row(self, values) for values in state["_rows"]])

    def alone(self, row: Record) -> Rows[R_co]:
        """Return the answer with this row only, with its proofs and labels."""
        one: Rows[R_co] = Rows(
            self._kg, Solutions(self.columns, [tuple(row)]), list(self._declared.values()), self.view
        )
        one._labels = {v: self.labels()[v] for v in row if isinstance(v, IRI) and v in self.labels()}
        one.proving = self.proving.proved(one)
        return one

    def to_table(self, *, proof: bool = True, width: int | None = None) -> str:
        """Return a table for people, with labels for IRIs and the passages that prove each row.

        Columns that are empty in every row are left out.

        Args:
            proof: Whether to add the column of claims and passages.
            width: How many characters a line should not exceed, if cells can be wrapped to that.
        """
        from parley.answers.formats import table

        return table(self, proof=proof, width=width)

    def to_markdown(self) -> str:
        """Return a Markdown table, with labels for IRIs and the passages that prove each row."""
        from parley.answers.formats import markdown

        return markdown(self)

    def to_pandas(self, *, labels: bool = False) -> pd.DataFrame:
        """Return a pandas data frame with true types: Int64, boolean, Arrow decimals and dates, categories for codes.

        A column whose type cannot hold each of its values as it is (a whole number beyond 64 bits, a decimal of more
        than 38 digits, a NaN, a date with another zone than UTC, an ill-typed literal) is a column of text that has
        the lexical forms.

        Args:
            labels: Whether each column of IRIs has one beside it with their English labels, ``patron_label``.

        Raises:
            MissingExtraError: If pandas or pyarrow is not installed (extra ``frames``).

        Example:
            >>> import parley
            >>> frame = parley.connect().queries.actors.strength().to_pandas()
            >>> str(frame.dtypes["quantity"]), str(frame.dtypes["standing"])
            ('Int64', 'category')
        """
        from parley.answers.frames import to_pandas

        return to_pandas(self, labels=labels)

    def to_polars(self, *, labels: bool = False) -> pl.DataFrame:
        """Return a polars data frame with true types: Int64, Boolean, Decimal, Date, Categorical for codes.

        A column whose type cannot hold each of its values as it is has their lexical forms, as in :meth:`to_pandas`.

        Args:
            labels: Whether each column of IRIs has one beside it with their English labels, ``patron_label``.

        Raises:
            MissingExtraError: If polars is not installed (extra ``frames``).

        Example:
            >>> import parley
            >>> parley.connect().queries.actors.strength().to_polars().schema["quantity"]
            Int64
        """
        from parley.answers.frames import to_polars

        return to_polars(self, labels=labels)

    def to_csv(self, *, labels: bool = False, spreadsheet: bool = False) -> str:
        """Return SPARQL 1.1 results in CSV, with ``\\n`` at the end of each line.

        Args:
            labels: Whether each column of IRIs has one beside it with their English labels, ``patron_label``.
            spreadsheet: Whether the CSV is for Excel and LibreOffice instead: with a byte order mark, by which they
                know UTF-8, with labels and proofs, and with an apostrophe before a text that would be a formula.
        """
        from parley.answers.formats import as_csv

        return as_csv(self, labels=labels, spreadsheet=spreadsheet)

    def to_xlsx(self, path: str | os.PathLike[str]) -> None:
        """Write a workbook of Excel, with labels and proofs; see :func:`parley.answers.workbook.write`.

        Raises:
            MissingExtraError: If XlsxWriter is not installed (extra ``spreadsheet``).
            OutputError: If the file cannot be written, or a sheet cannot hold the answer.
        """
        from parley.answers.workbook import write

        write(self, path)

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 results in TSV: terms in Turtle syntax, those of RDF 1.2 too, each exactly as it is."""
        from parley.answers.formats import as_tsv

        return as_tsv(self)

    def to_json(self, *, why: bool = False, labels: bool = False) -> str:
        """Return an array of objects: IRIs as full strings, numbers as numbers, null for nothing.

        A stored query without rows gives an object with no rows in ``rows`` and the reason in ``absence``.

        JSON has no infinities, and its readers hold numbers in 64 bits (RFC 8259, section 6). So ``INF``, ``NaN``, a
        whole number beyond 2^53 and a decimal of too many digits are strings that have the lexical form.

        Args:
            why: Whether to add to each object an array ``why`` of what proves it.
            labels: Whether each IRI has its English label beside it, ``patron_label``.
        """
        from parley.answers.formats import as_json

        return as_json(self, why=why, labels=labels)
