"""What formats, frames and proofs need of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.answers.absence import Absence
    from parley.answers.proof import Proof
    from parley.rdf.terms import IRI, Value


class Record(Protocol):
    """One row: its values in the order of the columns."""

    def __iter__(self) -> Iterator[Value | None]: ...

    def __getitem__(self, key: int | str) -> Value | None: ...

    def label(self, column: int | str) -> str | None:
        """Return the label of the IRI in a column."""
        ...

    def as_dict(self) -> dict[str, Value | None]:
        """Return the values by column."""
        ...

    def why(self) -> list[Proof]:
        """Return what proves the row."""
        ...


class Table(Protocol):
    """An answer: columns, rows, and what is known of both."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        ...

    @property
    def view(self) -> str | None:
        """The view that the answer was given under."""
        ...

    @property
    def is_declared(self) -> bool:
        """Whether a stored query gave the answer."""
        ...

    @property
    def absence(self) -> Absence | None:
        """Why there are no rows."""
        ...

    def __iter__(self) -> Iterator[Record]: ...

    def __len__(self) -> int: ...

    def type_of(self, column: str) -> str | None:
        """Return the declared type of a column."""
        ...

    def labels(self) -> dict[IRI, str]:
        """Return the labels of the IRIs in the answer."""
        ...

    def label_columns(self) -> dict[str, str]:
        """Return the names of the columns that hold the labels of others."""
        ...

    def proofs(self, row: Record) -> list[Proof]:
        """Return what proves a row."""
        ...

    def alone(self, row: Record) -> Table:
        """Return the answer with this row only."""
        ...
