"""The answer to a SELECT: rows with attribute access, each knowing its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.errors import RowCountError, did_you_mean
from parley.terms import IRI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    import polars as pl

    from parley.absence import Absence
    from parley.engines import Solutions
    from parley.graph import KnowledgeGraph
    from parley.proof import Proof
    from parley.query import Column, StoredQuery
    from parley.terms import Value


class Row:
    """One row of an answer: ``row.patron``, ``row["patron"]``, ``row[0]``.

    Example:
        >>> import parley
        >>> row = parley.connect().queries.patronage.backers(patron="IRGC").one()
        >>> row.group.curie
        'id:islamic-resistance-in-iraq'
        >>> [(p.start, p.end) for p in row.why()[0].passages]
        [(759, 835)]
    """

    __slots__ = ("_rows", "_values")

    def __init__(self, rows: Rows, values: tuple[Value | None, ...]) -> None:
        self._rows, self._values = rows, values

    def __getattr__(self, name: str) -> Value | None:
        if name.startswith("_"):  # asked for by copy and pickle before there are any values
            raise AttributeError(name)
        try:
            return self._values[self._rows.columns.index(name)]
        except ValueError:
            hint = did_you_mean(name, self._rows.columns)
            message = f"no column {name!r}{hint or '; there are ' + ', '.join(self._rows.columns)}"
            raise AttributeError(message) from None

    def __getitem__(self, key: int | str) -> Value | None:
        if isinstance(key, int):
            return self._values[key]
        if key not in self._rows.columns:
            raise KeyError(key)
        return self._values[self._rows.columns.index(key)]

    def __iter__(self) -> Iterator[Value | None]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Row) else other)

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        cells = zip(self._rows.columns, self._values, strict=True)
        return f"Row({', '.join(f'{name}={_short(value)}' for name, value in cells)})"

    def as_dict(self) -> dict[str, Value | None]:
        """Return the row as a dictionary by column."""
        return dict(zip(self._rows.columns, self._values, strict=True))

    def why(self) -> list[Proof]:
        """Return what proves the row: claims with passages, and curators.

        With the text under ``PARLEY_SOURCES`` each passage has its words.
        """
        return self._rows.proofs(self)


class Rows:
    """The answer to a SELECT.

    Args:
        kg: The graph that answered.
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
        kg: KnowledgeGraph,
        solutions: Solutions,
        declared: Sequence[Column] | None,
        view: str | None = None,
        asked: tuple[StoredQuery, Mapping[str, Value | Sequence[Value]]] | None = None,
    ) -> None:
        self._kg = kg
        self.columns = solutions.columns
        self._rows = [Row(self, values) for values in solutions.rows]
        self._declared = {c.name: c for c in declared or ()}
        self._proofs: tuple[dict[IRI, list[Proof]], dict[IRI, list[Proof]]] | None = None
        self._derivations: dict[tuple[IRI, IRI], list[IRI]] | None = None
        self.view = view
        self._asked = asked
        self._absence: Absence | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Row:
        return self._rows[index]

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return self.to_table()

    def _repr_html_(self) -> str:
        from parley.formats import html

        return html(self)

    def one(self) -> Row:
        """Return the only row.

        Raises:
            RowCountError: If there is none, or more than one.
        """
        if len(self) != 1:
            message = f"one row was asked for; there are {len(self)}"
            raise RowCountError(message)
        return self._rows[0]

    def first(self) -> Row | None:
        """Return the first row, or None if there is none."""
        return self._rows[0] if self._rows else None

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
            from parley.absence import explain

            self._absence = explain(self._kg, *self._asked, self.view)
        return self._absence

    def type_of(self, column: str) -> str | None:
        """Return the declared type of a column, or None for an ad-hoc query."""
        return self._declared[column].type if column in self._declared else None

    def proofs(self, row: Row) -> list[Proof]:
        """Return what proves a row; all rows are proved by one look into the graph."""
        if self._proofs is None:
            prove_together(self._kg, [self])
        by_anchor, by_participant = self._proofs or ({}, {})
        found: dict[IRI, Proof] = {}
        anchors = self._anchors(row)
        for iri in anchors or self._participants(row):
            for proof in (by_anchor if anchors else by_participant).get(iri, ()):
                found.setdefault(proof.iri, proof)
        return list(found.values())

    def _anchors(self, row: Row) -> list[IRI]:
        from parley.proof import ANCHORS

        cells = self._typed(row)
        if not self._declared:
            return self._ad_hoc_anchors([value for _, value in cells])
        # A claim is more exact than the node that it and others state.
        kinds = ANCHORS - {"node"} if any(kind == "claim" for kind, _ in cells) else ANCHORS
        return [value for kind, value in cells if kind in kinds]

    def _ad_hoc_anchors(self, values: list[IRI]) -> list[IRI]:
        """Return nodes and claims among the values, and derivations that lead from one to another."""
        from parley.proof import derivations_among, is_node

        if self._derivations is None:
            every = {value for row in self for value in row if isinstance(value, IRI)}
            self._derivations = derivations_among(self._kg, every)
        derived = [d for s in values for o in values for d in self._derivations.get((s, o), ())]
        return [value for value in values if is_node(value)] + derived

    def _participants(self, row: Row) -> list[IRI]:
        from parley.proof import PARTICIPANTS

        if not self._declared or self._anchors(row):
            return []
        return [value for kind, value in self._typed(row) if kind in PARTICIPANTS][:1]

    def _typed(self, row: Row) -> list[tuple[str | None, IRI]]:
        cells = zip(self.columns, row, strict=True)
        return [(self.type_of(column), value) for column, value in cells if isinstance(value, IRI)]

    def labels(self) -> dict[IRI, str]:
        """Return the English labels of the IRIs in the answer."""
        return self._kg.labels(value for row in self for value in row if isinstance(value, IRI))

    def to_table(self, *, proof: bool = True, width: int | None = None) -> str:
        """Return a table for people, with labels for IRIs and the passages that prove each row.

        Columns that are empty in every row are left out.

        Args:
            proof: Whether to add the column of claims and passages.
            width: How many characters a line should not exceed, if cells can be wrapped to that.
        """
        from parley.formats import table

        return table(self, proof=proof, width=width)

    def to_markdown(self) -> str:
        """Return a Markdown table, with labels for IRIs and the passages that prove each row."""
        from parley.formats import markdown

        return markdown(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame with true types: Int64, boolean, Arrow decimals and dates, categories for codes.

        Raises:
            MissingExtraError: If pandas or pyarrow is not installed (extra ``frames``).

        Example:
            >>> import parley
            >>> frame = parley.connect().queries.actors.strength().to_pandas()
            >>> str(frame.dtypes["quantity"]), str(frame.dtypes["standing"])
            ('Int64', 'category')
        """
        from parley.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame with true types: Int64, Boolean, Decimal, Date, Categorical for codes.

        Raises:
            MissingExtraError: If polars is not installed (extra ``frames``).

        Example:
            >>> import parley
            >>> parley.connect().queries.actors.strength().to_polars().schema["quantity"]
            Int64
        """
        from parley.frames import to_polars

        return to_polars(self)

    def to_csv(self) -> str:
        """Return SPARQL 1.1 results in CSV, with ``\\n`` at the end of each line."""
        from parley.formats import as_csv

        return as_csv(self)

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 results in TSV: terms in Turtle syntax."""
        from parley.formats import as_tsv

        return as_tsv(self)

    def to_json(self, *, why: bool = False) -> str:
        """Return an array of objects: IRIs as full strings, numbers as numbers, null for nothing.

        A stored query without rows gives an object with no rows in ``rows`` and the reason in ``absence``.

        Args:
            why: Whether to add to each object an array ``why`` of what proves it.
        """
        from parley.formats import as_json

        return as_json(self, why=why)


def _short(value: Value | None) -> str:
    return value.curie if isinstance(value, IRI) else repr(value)


def prove_together(kg: KnowledgeGraph, answers: Iterable[Rows]) -> None:
    """Prove the rows of several answers of a graph by one look into it, and not by one for each answer.

    Args:
        kg: The graph that gave them.
        answers: The answers; afterwards each knows its proofs.
    """
    from parley.proof import prove

    each = list(answers)
    anchors = {iri for rows in each for row in rows for iri in rows._anchors(row)}  # noqa: SLF001
    participants = {iri for rows in each for row in rows for iri in rows._participants(row)}  # noqa: SLF001
    proofs = prove(kg, anchors), prove(kg, (), participants)
    for rows in each:
        rows._proofs = proofs  # noqa: SLF001
