"""Put a built graph onto a SPARQL service, so that stored queries can be asked there.

Two ways, both of W3C recommendations of 21 March 2013: SPARQL 1.1 Update (``INSERT DATA`` in batches) and
the SPARQL 1.1 Graph Store HTTP Protocol (one POST, or PUT to replace what is there).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.engines.transport import Transport, shown
from parley.errors import EngineError, ParameterError
from parley.terms import BASE, IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROTOCOLS = ("update", "store")
#: How many triples go into one INSERT DATA: Virtuoso refuses texts of some ten thousand.
BATCH = 500
_GENID = f"{BASE}.well-known/genid/".encode()
# A blank node as subject or as object; nowhere else in a line of N-Triples can a space stand before one.
_BLANK = re.compile(rb"(^|> )_:(\S+)(?= )()", re.MULTILINE)


def load(  # noqa: PLR0913 (all but the first two by name)
    url: str,
    triples: bytes,
    *,
    graph: str | None = None,
    protocol: str = "update",
    replace: bool = False,
    timeout: float = 60,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Send triples to a service.

    Args:
        url: The address of its update operation, or of its Graph Store.
        triples: N-Triples. Sent twice, they are there once: blank nodes (the vocabulary has a few) are
            sent as Skolem IRIs (RDF 1.1 Concepts, section 3.5).
        graph: The graph to put them in; None for the default graph.
        protocol: ``update`` or ``store``.
        replace: Whether to drop first what the graph holds.
        timeout: The longest that one request may take, in seconds.
        progress: Called with the number of triples sent so far.

    Returns:
        How many triples were sent.

    Raises:
        ParameterError: If the protocol is unknown, the address none, or the graph no IRI.
        EngineError: If the service cannot be reached, or refuses.

    Example:
        >>> load("https://example.org/update", b"", protocol="ftp")
        Traceback (most recent call last):
        parley.errors.ParameterError: no protocol 'ftp'; there are update and store
    """
    if protocol not in PROTOCOLS:
        message = f"no protocol {protocol!r}; there are {' and '.join(PROTOCOLS)}"
        raise ParameterError("protocol", message)
    target = IRI(graph) if graph else None
    transport = Transport(url, timeout)
    lines = skolemised(triples).splitlines()
    if protocol == "store":
        transport.store("PUT" if replace else "POST", b"\n".join(lines) + b"\n", target)
        progress(len(lines))
        return len(lines)
    if replace:
        transport.update(f"CLEAR SILENT GRAPH <{target}>" if target else "CLEAR SILENT DEFAULT")
    sent = 0
    for batch in _batches(lines):
        data = b"\n".join(batch).decode("utf-8")
        transport.update(f"INSERT DATA {{ GRAPH <{target}> {{ {data} }} }}" if target else f"INSERT DATA {{ {data} }}")
        sent += len(batch)
        progress(sent)
    return sent


def skolemised(triples: bytes) -> bytes:
    """Return N-Triples with an IRI for each blank node.

    Example:
        >>> skolemised(b"_:b1 <a:p> _:b2 .")
        b'<https://w3id.org/parley/.well-known/genid/b1> <a:p> <https://w3id.org/parley/.well-known/genid/b2> .'
    """
    return _BLANK.sub(rb"\1<" + _GENID + rb"\2>\3", triples)


def held(url: str, graph: str | None = None, timeout: float = 60) -> int:
    """Return how many triples a service holds in a graph.

    Args:
        url: The address of its query operation.
        graph: The graph; None for the default graph.
        timeout: The longest that the query may take, in seconds.
    """
    from parley.engines import Endpoint, Solutions

    answer = Endpoint(url, graph=graph, timeout=timeout).query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    if not isinstance(answer, Solutions):
        message = f"{shown(url)} does not count its triples"
        raise EngineError(message)
    return int(answer.rows[0][0])  # type: ignore[arg-type]


def _batches(lines: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(lines), BATCH):
        yield lines[start : start + BATCH]
