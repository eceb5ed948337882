"""What a check found."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One fault, at its place.

    Attributes:
        path: The file.
        line: The line, counted from 1; 1 where the fault is in the whole file.
        message: What is wrong and how to mend it, in one line.
        check: The name of the check or shape that found it.
        focus: The node that is at fault, as an IRI, or the empty string.
        property: The property that is at fault, as an IRI, or the empty string.
        meant: The nodes that the message names as what the author may have meant, as IRIs.
    """

    path: str
    line: int
    message: str
    check: str
    focus: str
    property: str
    meant: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message} [{self.check}]"


class Report(NamedTuple):
    """The outcome of a check.

    Attributes:
        faults: Sorted by file and line; empty if all is well.
        notes: What was checked, and what could not be.
    """

    faults: tuple[Fault, ...]
    notes: tuple[str, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no fault."""
        return not self.faults

    def __str__(self) -> str:
        count = len(self.faults)
        verdict = "no faults" if not count else f"{count} fault{'' if count == 1 else 's'}"
        return "\n".join([*map(str, self.faults), *self.notes, verdict])
