"""What an ad-hoc query may cost."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from parley.errors import LimitError, ParameterError
from parley.sparql.timebox import LONGEST

if TYPE_CHECKING:
    from parley.sparql.answer import Answer


class Limits(NamedTuple):
    """What the answer to an ad-hoc query may cost, in time and in space.

    Attributes:
        seconds: The longest that the engine may take, in seconds; 0 stands for as long as it takes.
        rows: The most rows or triples.
        bytes: The longest answer as the engine writes it (SPARQL 1.1 Query Results JSON, N-Triples), in bytes.
        memory: How much memory the engine may take for the query, in bytes, beside what the graph takes.

    Example:
        >>> import parley
        >>> len(parley.connect().query("SELECT ?c { ?c a parley:Claim } LIMIT 3", parley.Limits(seconds=5)))
        3
        >>> parley.connect().query("SELECT ?c { ?c a parley:Claim }", parley.Limits(rows=10))
        Traceback (most recent call last):
        parley.errors.LimitError: more than 10 rows; add a LIMIT, or allow more rows
    """

    seconds: float = 60
    rows: int = 1_000_000
    bytes: int = 256 * 1024**2
    memory: int = 2 * 1024**3

    def checked(self) -> Limits:
        """Return these limits.

        Raises:
            ParameterError: If one is no number, negative, or (but for ``seconds``) zero.
        """
        for name, value in zip(self._fields, self, strict=True):
            is_number = isinstance(value, (int, float) if name == "seconds" else int) and not isinstance(value, bool)
            if not is_number or not isfinite(value) or value < 0 or (value == 0 and name != "seconds"):
                raise ParameterError(name, f"a limit of {name} is a positive number, not {value!r}")
        if self.seconds > LONGEST:
            raise ParameterError("seconds", f"the longest time limit is {LONGEST} seconds; 0 waits without one")
        return self

    def held(self, answer: Answer) -> Answer:
        """Return an answer that has not too many rows.

        Raises:
            LimitError: If it has.
        """
        rows = answer if isinstance(answer, bool) else answer[-1]  # of Solutions, and the triples of a Graph
        if not isinstance(rows, bool) and len(rows) > self.rows:
            raise self.exceeded("rows")
        return answer

    def exceeded(self, limit: str) -> LimitError:
        """Return the error that says which limit was exceeded."""
        return LimitError(
            limit,
            {
                "seconds": f"no answer within {self.seconds:g} seconds; ask for less, or allow more seconds",
                "rows": f"more than {self.rows} rows; add a LIMIT, or allow more rows",
                "bytes": f"an answer of more than {self.bytes} bytes; ask for less, or allow more bytes",
                "memory": f"more than {self.memory} bytes of memory needed; ask for less, or allow more memory",
            }[limit],
        )
