"""SPARQL services played on loopback: one that speaks HTTP, and one that sends whatever bytes it likes."""

from __future__ import annotations

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Self

    Answer = tuple[int, dict[str, str], bytes]


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, str]


class Played:
    """A service whose answers a test writes.

    Attributes:
        answer: From the fields of a form to status, headers and body; it may look at ``asked[-1]``.
        asked: What was asked so far.
        url: Its address.
    """

    def __init__(self, answer: Callable[[dict[str, str]], Answer] | None = None) -> None:
        self.answer = answer or (lambda _: (500, {}, b""))
        self.asked: list[Asked] = []
        played = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("utf-8", "replace")
                form = dict(parse_qsl(body) if body else parse_qsl(urlsplit(self.path).query))
                played.asked.append(Asked(self.command, self.path, dict(self.headers), form))
                status, headers, data = played.answer(form)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(data)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):  # the client may be gone
                    self.wfile.write(data)

            do_GET = do_POST = do_PUT = handle_any  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/sparql"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def sending(script: Callable[[socket.socket], None]) -> Iterator[str]:
    """Run a script on each connection after a request has come, and give the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):
                connection.recv(1 << 16)
                script(connection)
                connection.shutdown(socket.SHUT_RDWR)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
