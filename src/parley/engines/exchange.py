"""One request and its answer, whole, before one deadline, and no larger than was allowed.

The deadline covers everything: names, connection, interim answers, status, headers, body. A socket's own timeout
begins anew with every byte; so the exchange runs in a thread, and whoever waits for it gives up in time.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
import urllib.request
import zlib
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from typing import TYPE_CHECKING, Any, NamedTuple

from parley.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse
    from urllib.request import Request

#: The largest answer that is read, in bytes, when nothing else is said.
LARGEST = 128 << 20
_CHUNK = 1 << 16
_MOST_CODINGS = 3
_OVERDUE = "took too long to answer; raise the timeout or narrow the query"


class Deadline:
    """When to stop waiting.

    Args:
        seconds: From now on.

    Example:
        >>> 0 < Deadline(5).left() <= 5
        True
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return how many seconds are left; 0 if it is over."""
        return max(0.0, self._end - time.monotonic())

    def hold(self) -> None:
        """Go on if there is time left.

        Raises:
            EngineError: If it is over.
        """
        if not self.left():
            raise EngineError(_OVERDUE)


class Response(NamedTuple):
    """What a service answered.

    Attributes:
        status: The status code.
        reason: The words after it.
        headers: The headers, by name in lower case; of several challenges all, joined by a comma.
        body: The whole body, unpacked; of an error no more than a part if it was large.
        deadline: Until when it is to be read.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    deadline: Deadline

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()

    @property
    def text(self) -> str:
        """The body as a text, whatever it is."""
        return self.body.decode("utf-8", "replace")


def exchange(request: Request, deadline: Deadline, largest: int = LARGEST) -> Response:
    """Send a request and read the whole answer, of any status; redirections are answers.

    Args:
        request: The request.
        deadline: When to give up.
        largest: The largest body that is read, in bytes, packed and unpacked.

    Raises:
        EngineError: If no whole answer came; the message follows the name of the service.
    """
    deadline.hold()
    results: queue.SimpleQueue[Response | Exception] = queue.SimpleQueue()
    sockets: list[socket.socket] = []

    def work() -> None:
        try:
            results.put(_exchanged(request, deadline, largest, sockets))
        except Exception as error:  # noqa: BLE001 - it is raised again where somebody waits
            results.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        result = results.get(timeout=deadline.left())
    except queue.Empty:
        raise EngineError(_OVERDUE) from None
    finally:  # also when the caller is interrupted; the thread ends when its socket does
        for opened in sockets:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(opened, socket.SHUT_RDWR)  # below TLS, which another thread may be using
    if isinstance(result, Response):
        return result
    raise _failure(result) from None


def _exchanged(request: Request, deadline: Deadline, largest: int, sockets: list[socket.socket]) -> Response:
    with _opener(sockets).open(request, timeout=deadline.left()) as response:
        headers = _headers(response)
        failed = not 200 <= response.status < 300
        packed = _read(response, deadline, _CHUNK if failed else largest, cut=failed)
        body = _unpacked(packed, headers.get("content-encoding", ""), largest, whole=not failed)
        return Response(response.status, response.reason or "", headers, body, deadline)


def _opener(sockets: list[socket.socket]) -> urllib.request.OpenerDirector:
    """Return an opener that judges no status and follows nothing; it tells which sockets it opened."""

    def kept(kind: type[HTTPConnection]) -> type[HTTPConnection]:
        class Kept(kind):  # type: ignore[misc, valid-type]
            def connect(self) -> None:
                super().connect()
                sockets.append(self.sock)

            def send(self, data: Any) -> None:
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    super().send(data)  # who has refused reads no more; its answer says why

        return Kept

    class Plain(urllib.request.HTTPHandler):
        def http_open(self, req: Any) -> Any:
            return self.do_open(kept(HTTPConnection), req)

    class Secure(urllib.request.HTTPSHandler):
        def https_open(self, req: Any) -> Any:
            return self.do_open(kept(HTTPSConnection), req)

    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), Plain(), Secure()):
        opener.add_handler(handler)
    return opener


def _headers(response: HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.headers.items():
        key = name.casefold()
        joined = key in found and key == "www-authenticate"  # of any other the last one counts
        found[key] = f"{found[key]}, {value}" if joined else str(value)
    return found


def _read(response: HTTPResponse, deadline: Deadline, largest: int, *, cut: bool) -> bytes:
    """Read to the end, or no more than the largest size."""
    chunks: list[bytes] = []
    size = 0
    while chunk := _chunk(response, min(_CHUNK, largest + 1 - size), size):
        chunks.append(chunk)
        size += len(chunk)
        deadline.hold()
        if size > largest:
            if cut:
                break
            raise _too_large(largest)
    body = b"".join(chunks)
    length = response.headers.get("Content-Length", "")
    if length.isascii() and length.isdecimal() and len(length) < 20 and size < int(length) and not cut:
        message = f"broke off after {size} of {length} bytes"
        raise EngineError(message)
    return body[:largest]


def _chunk(response: HTTPResponse, most: int, before: int) -> bytes:
    try:
        return response.read1(most)
    except IncompleteRead as error:
        message = f"broke off after {before + len(error.partial)} bytes"
        raise EngineError(message) from None


def _too_large(largest: int) -> EngineError:
    return EngineError(
        f"answered with more than {largest} bytes; narrow the query, or allow more by PARLEY_SPARQL_LARGEST"
    )


def _unpacked(body: bytes, codings: str, largest: int, *, whole: bool) -> bytes:
    """Undo the content codings (RFC 9110, section 8.4.1), which were not asked for."""
    names = [name.strip().casefold() for name in codings.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    for name in reversed(names):
        if name not in ("gzip", "x-gzip", "deflate") or len(names) > _MOST_CODINGS:
            message = f"answered in the content coding {codings}, which was not asked for"
            raise EngineError(message)
        body = _inflated(body, largest, whole=whole)
    return body


def _inflated(body: bytes, largest: int, *, whole: bool) -> bytes:
    parts: list[bytes] = []
    room = largest + 1
    while body and room > 0:
        try:
            unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, as its header says
            part = unpacker.decompress(body, room)
        except zlib.error:
            if parts:
                raise
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # some send deflate without the header of zlib
            part = unpacker.decompress(body, room)
        parts.append(part)
        room -= len(part)
        if room > 0 and not unpacker.eof:
            if whole:
                message = f"broke off within a packed body, after {len(body)} bytes"
                raise EngineError(message)
            break
        body = unpacker.unused_data
    if room <= 0:
        raise _too_large(largest)
    return b"".join(parts)


def _failure(error: Exception) -> Exception:
    """Return what an exception of the thread means, as it is told after the name of the service."""
    cause = getattr(error, "reason", error)  # a URLError wraps what happened
    match cause:
        case EngineError():
            return cause
        case TimeoutError():
            return EngineError(_OVERDUE)
        case ConnectionError() if type(cause).__name__ == "RemoteDisconnected":
            return EngineError("closed the connection without an answer")
        case HTTPException() | ValueError() | zlib.error():
            kind = type(cause).__name__
            return EngineError(f"answered with what is no HTTP ({kind}); is this the address of the SPARQL service?")
        case OSError():
            said = " ".join(str(cause.strerror or cause).split()) or type(cause).__name__
            return EngineError(f"cannot be reached: {said}")
        case MemoryError():
            return EngineError("answered with more than fits into memory; narrow the query")
    return error if not isinstance(cause, str) else EngineError(f"cannot be reached: {cause}")
