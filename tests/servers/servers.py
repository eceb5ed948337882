"""Real SPARQL services on loopback, for the conformance suite.

    python tests/servers/servers.py virtuoso|oxigraph|comunica     # start one, load the test graph, wait for Enter

Each is a context manager that gives addresses and leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

#: How each server comes to a machine, for messages.
INSTALL = "tests/servers/install"
NODE_MODULES = Path(
    os.environ.get("PARLEY_NODE_MODULES", Path(__file__).parents[2] / "build" / "servers" / "node_modules")
)
STARTUP_SECONDS = 90


class Server(NamedTuple):
    """A running service.

    Attributes:
        query: The address of its query operation.
        update: The address of its update operation, or None.
        store: The address of its Graph Store Protocol, or None.
        graph: The graph that its data is in, or None for the default graph.
        login: The environment of who may write there.
    """

    query: str
    update: str | None = None
    store: str | None = None
    graph: str | None = None
    login: Mapping[str, str] = MappingProxyType({})


def missing(name: str) -> str | None:
    """Return what a machine lacks for a server, or None if it can start."""
    wanted = {
        "oxigraph": _oxigraph_binary(),
        "virtuoso": shutil.which("virtuoso-t"),
        "comunica": _comunica_binary(),
    }
    return None if wanted[name] else f"{name} is not installed: {INSTALL} {name}"


def _oxigraph_binary() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def _comunica_binary() -> str | None:
    found = NODE_MODULES / ".bin" / "comunica-sparql-http"
    return str(found) if found.is_file() and shutil.which("node") else None


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    log = folder / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder, start_new_session=True)
        try:
            _wait(port, process, log)
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    message = f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}"
    raise RuntimeError(message)


@contextlib.contextmanager
def oxigraph() -> Iterator[Server]:
    binary, port = _oxigraph_binary(), free_port()
    assert binary
    with tempfile.TemporaryDirectory() as folder:
        command = [binary, "serve", "--location", f"{folder}/store", "--bind", f"127.0.0.1:{port}"]
        with _running(command, port, Path(folder)):
            base = f"http://127.0.0.1:{port}"
            yield Server(f"{base}/query", f"{base}/update", f"{base}/store")


INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
ServerThreads = 8
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
MaxQueryCostEstimationTime = 400
DefaultQuery = select 1 where {{}}
"""


@contextlib.contextmanager
def virtuoso() -> Iterator[Server]:
    http, sql = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        ini = Path(folder) / "virtuoso.ini"
        ini.write_text(INI.format(folder=folder, http=http, sql=sql))
        with _running(["virtuoso-t", "+foreground", "+configfile", str(ini)], http, Path(folder)):
            base = f"http://127.0.0.1:{http}/sparql"
            _answers(base)
            login = {"PARLEY_SPARQL_USER": "dba", "PARLEY_SPARQL_PASSWORD": "dba"}
            graph = "https://example.org/parley"
            yield Server(base, f"{base}-auth", f"{base}-graph-crud-auth", graph, login)


@contextlib.contextmanager
def comunica(*sources: str) -> Iterator[Server]:
    binary, port = _comunica_binary(), free_port()
    assert binary
    with tempfile.TemporaryDirectory() as folder:
        listed = [f"sparql@{source}" for source in sources]
        command = [binary, *listed, "-p", str(port), "-t", "600", "-w", "1"]
        with _running(command, port, Path(folder)):
            _answers(f"http://127.0.0.1:{port}/sparql")
            yield Server(f"http://127.0.0.1:{port}/sparql")


def _answers(url: str) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        request = urllib.request.Request(
            f"{url}?query=ASK%7B%7D", headers={"Accept": "application/sparql-results+json"}
        )
        with (
            contextlib.suppress(OSError, urllib.error.URLError),
            urllib.request.urlopen(request, timeout=10) as done,
        ):
            if done.status == 200:
                return
        time.sleep(0.3)
    message = f"{url} does not answer"
    raise RuntimeError(message)
