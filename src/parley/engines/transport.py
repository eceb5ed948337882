"""HTTP to a SPARQL service, by SPARQLWrapper: POST, one deadline, retries, credentials kept.

Credentials come from the environment: ``PARLEY_SPARQL_USER`` and ``PARLEY_SPARQL_PASSWORD`` (basic), or
``PARLEY_SPARQL_TOKEN`` (bearer, RFC 6750). They are sent to the host of the URL alone: a redirection to
another host is refused, and no message shows them.
"""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from SPARQLWrapper import POST, SPARQLWrapper

from parley.errors import EngineError, ParameterError, QueryFileError, TermError
from parley.terms import IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from http.client import HTTPResponse

#: How long to wait for a server that asks for it (Retry-After), and how often to ask again.
LONGEST_WAIT = 30.0
TRIES = 4
_CHUNK = 1 << 16
_LONGEST = 300


class Response(NamedTuple):
    """What a service answered.

    Attributes:
        body: The whole body.
        headers: The headers, by name in lower case.
    """

    body: bytes
    headers: Mapping[str, str]

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follow a redirection only to the host that was named, so that nobody else gets the credentials."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def] # noqa: PLR0917, PLR0913
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            message = f"{shown(req.full_url)} redirects to another host, {shown(newurl)}; name that one if it is meant"
            fp.close()
            raise EngineError(message)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_SameHost)


class Transport:
    """Requests to one service.

    Args:
        url: The address of the service, http or https.
        timeout: The longest that a request may take in all, in seconds, with waiting and retries.
        graph: The graph that queries are about, or None for the default graph of the service.

    Raises:
        ParameterError: If the address is none, or holds credentials.
    """

    def __init__(self, url: str, timeout: float, graph: str | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            message = f"not the address of a SPARQL service: {shown(url)}"
            raise ParameterError("url", message)
        if parts.username or parts.password:
            message = "put no credentials into the address; set PARLEY_SPARQL_USER and PARLEY_SPARQL_PASSWORD"
            raise ParameterError("url", message)
        if not timeout > 0:
            message = f"a timeout is a positive number of seconds, not {timeout}"
            raise ParameterError("timeout", message)
        self.url, self.timeout, self.graph = url, timeout, _iri(graph)

    def query(self, text: str, accept: str) -> Response:
        """Send a query and return the whole answer.

        Raises:
            QueryFileError: If the service says that the text is no SPARQL (400).
            EngineError: If it cannot be reached, refuses, fails, or takes too long.
        """
        return self._send(text, accept, update=False)

    def update(self, text: str) -> Response:
        """Send a SPARQL Update; raises as :meth:`query`."""
        return self._send(text, "*/*", update=True)

    def store(self, method: str, triples: bytes, graph: str | None) -> Response:
        """Send N-Triples by the Graph Store Protocol; raises as :meth:`query`.

        Args:
            method: ``PUT`` replaces what the graph holds, ``POST`` adds to it.
            triples: N-Triples in UTF-8.
            graph: The graph, or None for the default graph.
        """
        where = f"graph={quote(graph, safe='')}" if graph else "default"
        joint = "&" if urlsplit(self.url).query else "?"
        request = urllib.request.Request(f"{self.url}{joint}{where}", data=triples, method=method)  # noqa: S310
        request.add_header("Content-Type", "application/n-triples")
        for name, value in credentials().items():
            request.add_header(name, value)
        return self._retried(lambda deadline: self._opened(request, deadline))

    def _send(self, text: str, accept: str, *, update: bool) -> Response:
        return self._retried(lambda deadline: self._once(text, accept, deadline, update=update))

    def _retried(self, once: Callable[[float], Response]) -> Response:
        deadline = time.monotonic() + self.timeout
        for attempt in range(TRIES):
            try:
                return once(deadline)
            except urllib.error.HTTPError as error:
                with error:
                    wait = _retry_after(error, attempt)
                    if wait is None or attempt == TRIES - 1 or time.monotonic() + wait > deadline:
                        raise self._failure(error) from None
                time.sleep(wait)
            except (OSError, EOFError) as error:  # URLError and timeouts are OSErrors
                message = f"{shown(self.url)} cannot be reached: {_reason(error)}"
                raise EngineError(message) from None
        raise AssertionError  # the last attempt returns or raises

    def _once(self, text: str, accept: str, deadline: float, *, update: bool) -> Response:
        wrapper = SPARQLWrapper(self.url)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)  # else it adds parameters that override the Accept header
        for name, value in {"Accept": accept, **credentials()}.items():
            wrapper.addCustomHttpHeader(name, value)
        if self.graph and not update:
            wrapper.addDefaultGraph(self.graph)
        wrapper.queryType = "INSERT" if update else "SELECT"
        wrapper.queryString = text  # setQuery would guess the form, and warn
        return self._opened(wrapper._createRequest(), deadline)  # noqa: SLF001

    def _opened(self, request: urllib.request.Request, deadline: float) -> Response:
        """Open the request that SPARQLWrapper made with an opener of our own; errors are not yet read."""
        with _OPENER.open(request, timeout=max(0.1, deadline - time.monotonic())) as response:
            body = _read(response, deadline, self.url)
            return Response(body, {name.casefold(): value for name, value in response.headers.items()})

    def _failure(self, error: urllib.error.HTTPError) -> EngineError | QueryFileError:
        said = " ".join(error.read(4096).decode("utf-8", "replace").split())[:_LONGEST]
        if error.code == 400:
            return QueryFileError("<query>", None, f"{shown(self.url)} refuses it: {said or error.reason}")
        hint = {
            401: "; it refuses the credentials of the environment"
            if credentials()
            else "; set PARLEY_SPARQL_USER and PARLEY_SPARQL_PASSWORD, or PARLEY_SPARQL_TOKEN",
            403: "; the credentials do not suffice",
            404: "; is this the address of the SPARQL service?",
        }.get(error.code, f": {said}" if said else "")
        return EngineError(f"{shown(self.url)} answers {error.code} {error.reason}{hint}")


def _iri(graph: str | None) -> str | None:
    if graph is None:
        return None
    try:
        return IRI(graph)
    except TermError as error:
        message = f"a graph is named by an IRI; {error}"
        raise ParameterError("graph", message) from None


def credentials() -> dict[str, str]:
    """Return the header that carries the credentials of the environment; nothing where there are none.

    Example:
        >>> sorted(credentials()) in ([], ["Authorization"])
        True
    """
    user, password = os.environ.get("PARLEY_SPARQL_USER"), os.environ.get("PARLEY_SPARQL_PASSWORD", "")
    if token := os.environ.get("PARLEY_SPARQL_TOKEN"):
        return {"Authorization": f"Bearer {token}"}
    if user:
        return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}
    return {}


def shown(url: str) -> str:
    """Return an address as messages may show it: without credentials and query string.

    Example:
        >>> shown("https://user:secret@example.org/sparql?key=1")
        'https://example.org/sparql'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    return f"{parts.scheme}://{host}{parts.path}" if parts.scheme and host else url.rpartition("@")[2]


def _read(response: HTTPResponse, deadline: float, url: str) -> bytes:
    """Read to the end before the deadline: a socket's own timeout begins anew with every byte."""
    chunks = []
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        if time.monotonic() > deadline:
            message = f"{shown(url)} took too long to answer; raise the timeout or narrow the query"
            raise EngineError(message)
    length = response.headers.get("Content-Length")
    body = b"".join(chunks)
    if length and length.isdigit() and len(body) < int(length):
        message = f"{shown(url)} broke off after {len(body)} of {length} bytes"
        raise EngineError(message)
    return body


def _retry_after(error: urllib.error.HTTPError, attempt: int) -> float | None:
    """Return how long to wait before asking again, in seconds; None where asking again is no use."""
    if error.code not in (429, 503):
        return None
    told = error.headers.get("Retry-After", "")
    return min(float(told), LONGEST_WAIT) if told.isdigit() else float(2**attempt)


def _reason(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "it took too long; raise the timeout or narrow the query"
    return " ".join(str(getattr(reason, "strerror", None) or reason).split()) or type(reason).__name__
