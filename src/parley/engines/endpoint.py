"""Any SPARQL 1.1 service as an engine, with answers that are whole or an error.

It follows SPARQL 1.1 Protocol (query via POST), SPARQL 1.1 Query Results JSON and RFC 9110.
"""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING, TypeVar

from parley.engines import results
from parley.engines.profiles import PROFILES, Profile, profile_of
from parley.engines.transport import Transport
from parley.errors import EngineError, QueryFileError, TruncatedError
from parley.sparql.answer import Answer, Graph, Solutions
from parley.sparql.forms import counting, existing, form_of, generated, projection
from parley.sparql.lexer import tokens
from parley.text.address import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from parley.engines.exchange import Deadline, Response
    from parley.rdf.terms import Value
    from parley.sparql.limits import Limits

T = TypeVar("T")
_LOG = logging.getLogger("parley.service")

JSON = "application/sparql-results+json"
TRIPLES = "text/turtle, application/n-triples;q=0.9"
_START = 80
_NULL = re.compile(r"\x00|\\u0000|\\U00000000")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]|\\u(?!00[0-7])|\\U(?!000000[0-7])")


class Endpoint:
    """A SPARQL service, asked by POST.

    A service that has a limit on rows may answer with a part of them and say that all is well. So
    the rows of a SELECT are counted by the service itself (``COUNT`` over the same query), unless it
    has already been seen to return as many; rows that are missing are an error.

    Args:
        url: The address of its query operation.
        graph: The graph that queries are about; None for the service's default graph.
        timeout: The longest that a query may take, in seconds.

    Attributes:
        profile: What is known of the kind of service, after the first answer.
        proven: The largest number of rows that it has been shown to return in full.

    Raises:
        ParameterError: If the address is none, or holds credentials.
    """

    def __init__(self, url: str, *, graph: str | None = None, timeout: float = 60) -> None:
        self.transport = Transport(url, timeout, graph)
        self.url = self.transport.url
        self.profile: Profile = PROFILES[-1]  # until it has answered
        self.server = ""
        self.answered = False
        self.proven = 0

    @property
    def name(self) -> str:
        """How messages name the service."""
        return f"{self.server or self.profile.name} at {shown(self.url)}"

    def query(self, text: str) -> Answer:
        """Answer a query; see :class:`~parley.engines.protocol.Engine`.

        Raises:
            TruncatedError: If the answer lacks rows, or may lack some.
        """
        started = time.monotonic()
        answer = self._answer(text, self.transport.deadline())
        size = "" if isinstance(answer, bool) else f" of {len(getattr(answer, 'rows', None) or answer)} rows"
        _LOG.debug("%s: answer%s after %.0f ms", self.name, size, 1000 * (time.monotonic() - started))
        return answer

    def _answer(self, text: str, deadline: Deadline) -> Answer:
        form = form_of(text)
        hangs = form == "SELECT" and self.profile.hangs_when_empty
        if hangs and not self._truth(self._ask(existing(text), JSON, deadline), text):
            return Solutions(tuple(projection(tokens(text))), [])
        response = self._ask(text, JSON if form in ("SELECT", "ASK") else TRIPLES, deadline)
        if form == "ASK":
            return self._truth(response, text)
        if form == "SELECT":
            solutions = self._as_asked(self._solutions(response, text), tuple(projection(tokens(text))))
            self._hold_to_whole(text, len(solutions.rows), deadline)
            return solutions
        graph = Graph(self._triples(response, text))
        if form == "CONSTRUCT":
            self._hold_to_capacity(text, deadline)
        return graph

    def bounded(self, text: str, limits: Limits) -> Answer:
        """Answer a query within limits of time, where they are shorter than its own, and of rows.

        Raises:
            LimitError: If there are more rows.
        """
        from copy import copy

        asked = copy(self)
        asked.transport = copy(self.transport)
        asked.transport.timeout = min(limits.seconds or self.transport.timeout, self.transport.timeout)
        answer = asked.query(text)
        self.profile, self.server, self.answered, self.proven = (
            asked.profile,
            asked.server,
            asked.answered,
            max(self.proven, asked.proven),
        )
        return limits.held(answer)

    def _ask(self, text: str, accept: str, deadline: Deadline) -> Response:
        response = self.transport.query(text, accept, deadline)
        if not self.answered:
            self.answered = True
            self.server = self.transport.shown(response.headers.get("server", "")).partition(" ")[0][:60]
            self.profile = profile_of(response.headers.get("server"))
        most = response.headers.get(self.profile.partial_header.casefold())
        if most or response.headers.get("x-sql-state"):
            told = response.headers.get("x-sql-message") or f"it returns at most {most} rows"
            message = f"{self.name} gave a part of the answer only: {self.transport.shown(told)}; narrow the query"
            raise TruncatedError(message, int(most) if re.fullmatch("[0-9]{1,15}", most or "") else None)  # type: ignore[arg-type]
        if self.profile.cuts_at_null and _null_beside_other_than_ascii(text):
            message = f"{self.name} cuts a text at U+0000 if it goes beyond ASCII; leave U+0000 out"
            raise EngineError(message)
        return response

    def _truth(self, response: Response, text: str) -> bool:
        document = self._read(results.document, response, "SPARQL results in JSON", text)
        if isinstance(truth := document.get("boolean"), bool):
            return truth
        rows = self._solutions(response, text).rows  # Virtuoso answers ASK with one row that holds 1, or with none
        return bool(rows) and bool(rows[0]) and rows[0][0] in (1, True)

    def _solutions(self, response: Response, text: str) -> Solutions:
        document = self._read(results.document, response, "SPARQL results in JSON", text)
        if "results" not in document:
            reason = self.transport.reason(response.text, text)
            message = f"{self.name} answered with JSON that is no SPARQL result: {reason}"
            raise EngineError(message)
        return self._read(lambda r: results.solutions(document, r.deadline), response, "", text)

    def _as_asked(self, solutions: Solutions, wanted: tuple[str, ...]) -> Solutions:
        """Return the columns that the query names, in its order: some services leave out those without a value."""
        columns = solutions.columns
        if columns == wanted or not wanted:  # SELECT * names none
            return solutions
        if solutions.rows and not (columns and set(columns) <= set(wanted)):
            message = f"{self.name} answered with other columns than were asked for: {', '.join(columns) or 'none'}"
            raise EngineError(message)
        places = [columns.index(name) if name in columns else None for name in wanted]
        return Solutions(wanted, [tuple(None if i is None else row[i] for i in places) for row in solutions.rows])

    def _triples(self, response: Response, text: str) -> list[tuple[Value, Value, Value]]:
        return self._read(lambda r: results.triples(r, self.url), response, "Turtle", text)

    def _read(self, reader: Callable[[Response], T], response: Response, wanted: str, text: str) -> T:
        """Read an answer; where it is none, say in the service's own words why."""
        try:
            return reader(response)
        except EngineError as error:
            message = f"{self.name} {error}"
            raise EngineError(message) from None
        except results.NoResultError as error:
            rest = self.transport.reason(response.text[error.place :], text)
            if not error.place:
                kind = self.transport.shown(response.media_type) or "no media type"
                message = f"{self.name} answered with no {wanted} ({kind}): {rest[:_START]}"
            else:
                told = f": {rest}" if rest else ""
                message = f"{self.name} answered with a part of {wanted}, broken off at character {error.place}{told}"
            raise EngineError(message) from None

    def _hold_to_whole(self, text: str, count: int, deadline: Deadline) -> None:
        """Have the service count the rows, unless it has returned as many before."""
        if 0 < count <= self.proven:
            return
        expected = self._count(counting(text), deadline)
        if count < expected:
            message = f"{self.name} returned {count} of {expected} rows; narrow the query, or have its row limit raised"
            raise TruncatedError(message, count)
        self.proven = max(self.proven, count)

    def _hold_to_capacity(self, text: str, deadline: Deadline) -> None:
        """Have the service count the solutions that a CONSTRUCT is made of, and show that it returns as many."""
        expected = self._count(counting(text), deadline)
        if expected > self.proven:
            self.prove(expected, deadline)

    def prove(self, rows: int, deadline: Deadline | None = None) -> int:
        """Find out whether the service returns so many rows in full.

        The rows are made by the query itself, so that nothing depends on what the service holds.

        Args:
            rows: How many, at most a million.
            deadline: When to give up; None for the timeout from now.

        Returns:
            How many came.

        Raises:
            TruncatedError: If fewer came.
        """
        text = generated(rows)
        came = len(self._solutions(self._ask(text, JSON, deadline or self.transport.deadline()), text).rows)
        if came < rows:
            message = f"{self.name} returns {came} rows at most, and {rows} are needed; narrow the query"
            raise TruncatedError(message, came)
        self.proven = max(self.proven, came)
        return came

    def _count(self, text: str, deadline: Deadline) -> int:
        try:
            rows = self._solutions(self._ask(text, JSON, deadline), text).rows
            return int(rows[0][0]) if rows else 0  # type: ignore[arg-type]  # Comunica counts nothing as no row
        except (ValueError, TypeError, IndexError, OverflowError, QueryFileError) as error:
            told = error if isinstance(error, QueryFileError) else "what it gives is no number"
            message = f"{self.name} cannot count its rows, so the answer may be cut: {told}"
            raise TruncatedError(message) from None


def _null_beside_other_than_ascii(text: str) -> bool:
    if not _NULL.search(text):  # nearly always
        return False
    strings = [token.text for token in tokens(text) if token.kind == "string"]
    return any(_NULL.search(string) and _BEYOND_ASCII.search(string) for string in strings)
