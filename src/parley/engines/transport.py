"""HTTP to a SPARQL service: POST, one deadline, redirections, logging in, waiting; one line where it fails.

SPARQL 1.1 Protocol, SPARQL 1.1 Graph Store HTTP Protocol, RFC 9110 (HTTP). What it does is logged at level DEBUG
by the logger ``parley``: method, address, status, milliseconds, bytes; never a query string, header or secret.

Credentials (:mod:`parley.engines.credentials`) go with the first request over https and to this machine; over plain
http elsewhere a service gets them when it asks for them. One that asks for a digest never gets the password again.
They are sent to the origin of the address alone: a redirection to another one is refused.

Example:
    >>> import logging
    >>> logging.getLogger("parley").setLevel(logging.DEBUG)  # with a handler: logging.basicConfig()
    >>> logging.getLogger("parley").setLevel(logging.NOTSET)
"""

from __future__ import annotations

import logging
import os
import re
import time
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request

from parley.engines.credentials import Credentials, Digest, challenges
from parley.engines.exchange import LARGEST, Deadline, Response, exchange
from parley.engines.refusal import Message, failure
from parley.engines.said import said
from parley.errors import EngineError, ParameterError, ParleyError, QueryFileError, TermError
from parley.rdf.terms import BASE, IRI
from parley.text.address import address, is_private, origin, shown
from parley.text.printable import printable

#: How long to wait for a server that asks for it (Retry-After), in seconds, and how often to ask in all.
LONGEST_WAIT = 30.0
TRIES = 4
_MOST_REDIRECTIONS = 5
_NOTHING = f"{BASE}.well-known/nothing"
_LOG = logging.getLogger("parley.service")
_FORM = "application/x-www-form-urlencoded; charset=utf-8"


class Transport:
    """Requests to one service.

    Args:
        url: The address of the service, http or https.
        timeout: The longest that a request may take in all, in seconds, with waiting and retries.
        graph: The graph that queries are about, or None for the default graph of the service.

    Attributes:
        largest: The largest answer that is read, in bytes: ``PARLEY_SPARQL_LARGEST``, or 128 MiB.

    Raises:
        ParameterError: If the address is none, or holds credentials, or the environment holds what cannot be sent.
    """

    def __init__(self, url: str, timeout: float, graph: str | None = None) -> None:
        self.url = address(url)
        if not 0 < timeout <= 10**8:
            message = f"a timeout is a positive number of seconds, not {timeout}"
            raise ParameterError("timeout", message)
        Credentials.of_environment()  # refused before anything is sent
        self.timeout, self.graph, self.largest = timeout, graph_named(graph), _largest()
        self._digest: Digest | None = None
        self._asked = self._known = False

    def deadline(self) -> Deadline:
        """Return when a request that begins now must be done."""
        return Deadline(self.timeout)

    def query(self, text: str, accept: str, deadline: Deadline | None = None) -> Response:
        """Send a query and return the whole answer.

        Args:
            text: The query.
            accept: The media types of the answer.
            deadline: When to give up; None for the timeout from now.

        Raises:
            QueryFileError: If the service says that the text is no SPARQL (400).
            EngineError: If it cannot be reached, refuses, fails, or takes too long.
        """
        body = self._form("SELECT", text)
        headers = {"Content-Type": _FORM, "Accept": accept}
        return self._send(Message("POST", self.url, body, headers, text, "query"), deadline)

    def update(self, text: str, deadline: Deadline | None = None) -> Response:
        """Send a SPARQL Update; raises as :meth:`query`."""
        body = self._form("INSERT", text)
        headers = {"Content-Type": _FORM, "Accept": "*/*"}
        return self._send(Message("POST", self.url, body, headers, text, "update"), deadline)

    def _form(self, kind: str, text: str) -> bytes:
        """Return the form that carries a query or an update (SPARQL 1.1 Protocol), as SPARQLWrapper composes it."""
        from SPARQLWrapper import POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)  # else it adds parameters that override the Accept header
        if self.graph and kind == "SELECT":
            wrapper.addDefaultGraph(self.graph)
        wrapper.queryType = kind
        wrapper.queryString = text.encode("utf-8", "replace").decode("utf-8")  # setQuery would guess the form, and warn
        request: Any = wrapper._createRequest()  # noqa: SLF001 - it has no public way to compose without sending
        return bytes(request.data)

    def store(self, method: str, triples: bytes, graph: str | None) -> Response:
        """Send N-Triples by the Graph Store Protocol; raises as :meth:`query`.

        Args:
            method: ``PUT`` replaces what the graph holds, ``POST`` adds to it.
            triples: N-Triples in UTF-8.
            graph: The graph, or None for the default graph.
        """
        headers = {"Content-Type": "application/n-triples", "Accept": "*/*"}
        return self._send(Message(method, self._place(graph), triples, headers, "", "store"), None)

    def shown(self, text: str) -> str:
        """Return what a service said as messages may show it: printable, on one line, without secrets."""
        return printable(" ".join(Credentials.of_environment().hidden(text).split()))

    def reason(self, text: str, sent: str) -> str:
        """Return the reason that a service gives in a body; see :func:`parley.engines.said.said`."""
        return said(Credentials.of_environment().hidden(text), sent)

    def _send(self, message: Message, deadline: Deadline | None) -> Response:
        deadline = deadline or self.deadline()
        try:
            if message.purpose == "store":
                self._log_in(message, deadline)
            return self._retried(message, deadline)
        except EngineError as error:
            raise type(error)(self.shown(f"{shown(self.url)} {error}")) from None

    def _log_in(self, message: Message, deadline: Deadline) -> None:
        """Find out how to log in before a whole graph is sent: who refuses may close while it is still coming."""
        if self._known or not Credentials.of_environment().user:
            return
        headers = {"Accept": "application/n-triples"}
        probe = message._replace(method="GET", url=self._place(_NOTHING), body=None, headers=headers)
        response = self._allowed(probe, deadline)
        if response.status == 401:
            raise self._failure(probe, response)
        self._known = True

    def _place(self, graph: str | None) -> str:
        """Return the address of a graph in the Graph Store (SPARQL 1.1 Graph Store HTTP Protocol, section 4.2)."""
        where = f"graph={quote(graph, safe='')}" if graph else "default"
        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}{where}"

    def _failure(self, message: Message, response: Response, asked: str = "") -> EngineError | QueryFileError:
        status = f"{response.status} {self.shown(response.reason)}".strip() + asked
        reason = self.reason(response.text, message.text)
        return failure(message, response, status, reason, digest=self._digest is not None)

    def _retried(self, message: Message, deadline: Deadline) -> Response:
        for attempt in range(TRIES):
            response = self._allowed(message, deadline)
            if 200 <= response.status < 300:
                return self._looked_at(message, response)
            if response.status not in (429, 503):
                raise self._failure(message, response)
            told = retry_after(response.headers.get("retry-after", ""))
            wait = float(2**attempt) if told is None else told
            if wait > min(LONGEST_WAIT, deadline.left()):
                asked = (
                    "" if told is None else f" and asks to wait {wait:.0f} seconds, which is longer than Parley waits"
                )
                raise self._failure(message, response, asked)
            if attempt < TRIES - 1:
                _LOG.debug("%s answers %d; again in %.1f s", shown(message.url), response.status, wait)
                time.sleep(wait)
        raise self._failure(message, response)

    def _allowed(self, message: Message, deadline: Deadline) -> Response:
        """Send a message, and once more, logged in, if the service asks for that."""
        response = self._followed(message, deadline)
        who = Credentials.of_environment()
        if response.status != 401 or not who:
            return response
        if "www-authenticate" not in response.headers:  # Virtuoso answers what is not a digest so: ask it how to log in
            response = self._followed(message, deadline, silent=True)
        offered = challenges([response.headers.get("www-authenticate", "")])
        digest = Digest(who, offered.get("digest", [])) if who.user and not who.token else None
        if digest and digest.challenge:
            self._digest = digest
        elif (
            response.status != 401
            or self._asked
            or is_private(message.url)  # then they were sent
            or ("bearer" if who.token else "basic") not in offered
        ):
            return response
        self._asked = True
        return self._followed(message, deadline)

    def _followed(self, message: Message, deadline: Deadline, *, silent: bool = False) -> Response:
        for _ in range(_MOST_REDIRECTIONS + 1):
            response = self._once(message, deadline, silent=silent)
            if response.status not in (301, 302, 303, 307, 308):
                return response
            message = self._redirected(message, response)
        text = f"redirects more than {_MOST_REDIRECTIONS} times"
        raise EngineError(text)

    def _redirected(self, message: Message, response: Response) -> Message:
        """Return the same message for the new address: the method stays, as RFC 9110, section 15.4, allows.

        Only 303 tells that the answer to a query lies elsewhere, to be got; nothing that is written goes with it.
        """
        told = response.headers.get("location", "")
        try:
            new = address(urljoin(message.url, told) if told else "")
        except (ValueError, ParameterError):
            text = f"answers {response.status} and redirects to no address: {shown(told) or 'it names none'}"
            raise EngineError(text) from None
        text = f"redirects to {shown(new)}; name that address if it is meant"
        if origin(new) != origin(message.url):
            text = f"redirects to another host, {shown(new)}; name that one if it is meant"
            raise EngineError(text)
        if message.purpose == "store" and urlsplit(new).query != urlsplit(message.url).query:
            raise EngineError(text)  # else another graph would be replaced
        if response.status == 303:
            if message.purpose != "query":
                raise EngineError(text)
            return message._replace(method="GET", url=new, body=None, headers={"Accept": message.headers["Accept"]})
        return message._replace(url=new)

    def _once(self, message: Message, deadline: Deadline, *, silent: bool) -> Response:
        request = Request(message.url, data=message.body, method=message.method, headers=message.headers)  # noqa: S310
        request.add_header("User-Agent", "parley")
        authorization = None if silent else self._authorization(request)
        if authorization:
            request.add_unredirected_header("Authorization", authorization)
        started = time.monotonic()
        try:
            response = exchange(request, deadline, self.largest)
        except ParleyError as error:
            _LOG.debug("%s %s: %s", message.method, shown(message.url), self.shown(str(error)))
            raise
        took = 1000 * (time.monotonic() - started)
        size = len(response.body)
        _LOG.debug("%s %s: %d, %.0f ms, %d bytes", message.method, shown(message.url), response.status, took, size)
        return response

    def _authorization(self, request: Request) -> str | None:
        who = Credentials.of_environment()
        if self._digest and who.user and not who.token:
            return self._digest.header(request)
        return who.unasked() if self._asked or is_private(request.full_url) else None

    def _looked_at(self, message: Message, response: Response) -> Response:
        """An update is not done where the answer is a page for people: a login, or the form of a query."""
        if message.purpose != "query" and response.media_type == "text/html" and b"<form" in response.body.lower():
            what = "an update" if message.purpose == "update" else "a graph"
            text = f"answers {what} with a web page: {self.reason(response.text, message.text)[:80]}"
            raise EngineError(text)
        return response


def graph_named(graph: str | None) -> IRI | None:
    """Return the name of a graph; None stands for the default graph.

    Raises:
        ParameterError: If it is no IRI.
    """
    if graph is None:
        return None
    try:
        return IRI(graph)
    except TermError as error:
        message = f"a graph is named by an IRI; {error}"
        raise ParameterError("graph", message) from None


def _largest() -> int:
    told = os.environ.get("PARLEY_SPARQL_LARGEST", "") or str(LARGEST)
    if not re.fullmatch(r"[0-9]{1,15}", told) or not int(told):
        message = f"PARLEY_SPARQL_LARGEST is a positive number of bytes, not {printable(told)!r}"
        raise ParameterError("PARLEY_SPARQL_LARGEST", message)
    return int(told)


def retry_after(told: str) -> float | None:
    """Return how long a service asks to wait, in seconds; None where it says nothing that can be read.

    It is a number of seconds or a date (RFC 9110, section 10.2.3).

    Example:
        >>> retry_after("120"), retry_after("Sun, 06 Nov 1994 08:49:37 GMT"), retry_after("soon")
        (120.0, 0.0, None)
    """
    told = told.strip()
    if re.fullmatch(r"[0-9]+", told):
        return float(told[:15]) if len(told) <= 15 else float("inf")
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
