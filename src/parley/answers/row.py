"""One row of an answer, with attribute access, that knows its proof."""

from __future__ import annotations

from operator import methodcaller
from typing import TYPE_CHECKING, Any

from parley.errors import did_you_mean
from parley.rdf.terms import IRI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from parley.answers.proof import Proof
    from parley.answers.table import Table
    from parley.rdf.terms import Value


class TypedRow:
    """A row whose columns a type checker knows: that of a stored query, of which ``folders.pyi`` has the columns.

    At run time each row is a :class:`Row`.
    """

    __slots__ = ("_rows", "_values")

    def __init__(self, rows: Table, values: tuple[Value | None, ...]) -> None:
        self._rows, self._values = rows, values

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
        return tuple(self) == (tuple(other) if isinstance(other, TypedRow) else other)

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        cells = zip(self._rows.columns, self._values, strict=True)
        return f"Row({', '.join(f'{name}={_short(value)}' for name, value in cells)})"

    def as_dict(self) -> dict[str, Value | None]:
        """Return the row as a dictionary by column."""
        return dict(zip(self._rows.columns, self._values, strict=True))

    def label(self, column: int | str) -> str | None:
        """Return the English label of the IRI in a column, or None where it has none.

        Args:
            column: The name or the number of the column.

        Raises:
            KeyError: If there is no such column.

        Example:
            >>> import parley
            >>> parley.connect().queries.patronage.backers(patron="IRGC").one().label("patron")
            'Islamic Revolutionary Guard Corps'
        """
        value = self[column]
        return self._rows.labels().get(value) if isinstance(value, IRI) else None

    def __copy__(self) -> Self:
        return self  # nothing of it can change

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return methodcaller("one"), (self._rows.alone(self),)

    def why(self) -> list[Proof]:
        """Return what proves the row: claims with passages, and curators.

        With the text under ``PARLEY_SOURCES`` each passage has its words.
        """
        return self._rows.proofs(self)


class Row(TypedRow):
    """One row of an answer: ``row.patron``, ``row["patron"]``, ``row[0]``.

    Example:
        >>> import parley
        >>> row = parley.connect().queries.patronage.backers(patron="IRGC").one()
        >>> row.group.curie
        'id:islamic-resistance-in-iraq'
        >>> [(p.start, p.end) for p in row.why()[0].passages]
        [(759, 835)]
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Value | None:
        if name.startswith("_"):  # asked for by copy and pickle before there are any values
            raise AttributeError(name)
        try:
            return self._values[self._rows.columns.index(name)]
        except ValueError:
            hint = did_you_mean(name, self._rows.columns)
            message = f"no column {name!r}{hint or '; there are ' + ', '.join(self._rows.columns)}"
            raise AttributeError(message) from None


def _short(value: Value | None) -> str:
    return value.curie if isinstance(value, IRI) else repr(value)
