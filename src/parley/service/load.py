"""Put a built graph onto a SPARQL service, so that stored queries can be asked there: whole, or not at all.

Two ways, both of W3C recommendations of 21 March 2013. By SPARQL 1.1 Update, batches go into a graph beside the one
that is meant; when all have arrived, one ``COPY`` (or ``ADD``) puts them in place, so that whatever happens, the
graph holds the old or the new. By the SPARQL 1.1 Graph Store HTTP Protocol it is one PUT, or one POST to add.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from parley.engines.exchange import Deadline
from parley.engines.refusal import RefusedError
from parley.engines.transport import Transport, graph_named
from parley.errors import EngineError, ParameterError, ParleyError
from parley.rdf.skolem import skolemised
from parley.rdf.terms import BASE, IRI
from parley.service.arrived import asker, counted, held, hold_to_arrived

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["PROTOCOLS", "held", "load"]

PROTOCOLS = ("update", "store")
#: How many triples and bytes go into one INSERT DATA: Virtuoso refuses texts of some ten thousand lines.
BATCH = 500
BATCH_BYTES = 200_000
#: Graphs that hold what is on its way; a later load to the same graph removes what an earlier one left.
STAGING = f"{BASE}.well-known/staging/"
_CLEANING = 10.0


class UnsureError(EngineError):
    """Nobody knows whether the last step was done; what it is made from stays for a later run."""


class Target(NamedTuple):
    """Where triples go.

    Attributes:
        transport: The service.
        graph: The graph, or None for the default graph.
        replace: Whether what the graph holds goes.
        verify: The address that was given to count at, or None to look for it.
        note: Told what is no error.
    """

    transport: Transport
    graph: IRI | None
    replace: bool
    verify: str | None
    note: Callable[[str], None]

    @property
    def name(self) -> str:
        """How an update names the graph."""
        return f"<{self.graph}>" if self.graph else "DEFAULT"

    @property
    def staging(self) -> IRI:
        """The graph beside it: for each target always the same."""
        return IRI(STAGING + hashlib.sha256(self.name.encode()).hexdigest()[:16])


def load(  # noqa: PLR0913 (all but the first two by name)
    url: str,
    triples: bytes,
    *,
    graph: str | None = None,
    protocol: str = "update",
    replace: bool = False,
    timeout: float = 60,
    verify: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
    note: Callable[[str], None] = lambda _: None,
) -> int:
    """Send triples to a service, and verify what arrived.

    Until all has arrived, the graph is as it was; a failure, a timeout or the end of this process leaves the old
    or the new. Verified are the numbers of triples by predicate and the lengths of their terms, which the service
    itself counts.

    Args:
        url: The address of its update operation, or of its Graph Store.
        triples: N-Triples. Sent twice, they are there once: blank nodes (the vocabulary has a few) are
            sent as Skolem IRIs, see :func:`parley.rdf.skolem.skolemised`.
        graph: The graph to put them in; None for the default graph.
        protocol: ``update`` or ``store``.
        replace: Whether they take the place of what the graph holds; else they are added to it.
        timeout: The longest that one request may take, in seconds.
        verify: The address of its query operation; None to look for it beside ``url``.
        progress: Called with the number of triples sent so far.
        note: Called with a line that is no error: that others are there, or that nothing could be verified.

    Returns:
        How many triples were sent.

    Raises:
        ParameterError: If the protocol is unknown, the address none, or the graph no IRI.
        EngineError: If the service cannot be reached, or refuses, or holds something else afterwards.

    Example:
        >>> load("https://example.org/update", b"", protocol="ftp")
        Traceback (most recent call last):
        parley.errors.ParameterError: no protocol 'ftp'; there are update and store
    """
    if protocol not in PROTOCOLS:
        message = f"no protocol {protocol!r}; there are {' and '.join(PROTOCOLS)}"
        raise ParameterError("protocol", message)
    target = Target(Transport(url, timeout), graph_named(graph), replace, verify, note)
    lines = skolemised(triples).splitlines()
    if protocol == "store":
        target.transport.store("PUT" if replace else "POST", b"".join(line + b"\n" for line in lines), target.graph)
        progress(len(lines))
        _verified(target, lines)
    else:
        _updated(target, lines, progress)
    return len(lines)


def _updated(target: Target, lines: list[bytes], progress: Callable[[int], None]) -> None:
    update, staging = target.transport.update, target.staging
    drop = f"DROP SILENT GRAPH <{staging}>"
    try:
        update(drop)
        _staged(target, lines, progress)
        service = asker(target.transport, target.verify, staging, expected=len(lines))
        if service:
            hold_to_arrived(service, staging, lines)
        _put_in_place(target)
    except UnsureError:
        raise
    except BaseException as error:
        with contextlib.suppress(ParleyError):
            update(drop, Deadline(min(_CLEANING, target.transport.timeout)))
        if isinstance(error, EngineError):
            message = f"{error} (the graph is as it was)"
            raise EngineError(message) from None
        raise
    _verified(target, lines)
    update(drop)


def _put_in_place(target: Target) -> None:
    """Copy in one operation, which can be repeated: unlike MOVE it does not take away what it is made from."""
    try:
        target.transport.update(f"{'COPY' if target.replace else 'ADD'} <{target.staging}> TO {target.name}")
    except RefusedError as error:
        if target.graph is None and "default graph" in str(error):
            message = f"{error}; name a graph: --graph IRI"
            raise EngineError(message) from None
        raise
    except EngineError as error:  # the service may still be at it
        message = f"{error} (the graph holds the old or the new, nothing between; load once more)"
        raise UnsureError(message) from None


def _staged(target: Target, lines: list[bytes], progress: Callable[[int], None]) -> None:
    update, staging = target.transport.update, target.staging
    sent = 0
    for batch in _batches(lines):
        update(f"INSERT DATA {{ GRAPH <{staging}> {{ {b' '.join(batch).decode()} }} }}")
        sent += len(batch)
        progress(sent)


def _verified(target: Target, lines: list[bytes]) -> None:
    """Hold the service to what was sent, and say what else is there."""
    service = asker(target.transport, target.verify, target.graph, expected=len(lines))
    if service is None:
        target.note("not verified: no query operation was found beside this address; --verify URL names it")
        return
    if target.replace and target.graph:
        hold_to_arrived(service, target.graph, lines)
    there = counted(service, target.graph)
    if there < len(lines):
        message = f"{service.name} holds {there} triples of the {len(lines)} that were sent"
        raise EngineError(message)
    others = there - len(lines)
    kept = "" if target.replace else " (--replace puts these triples in their place)"
    target.note(f"verified: {there} triples are there" + (f", {others} of them others{kept}" if others else ""))


def _batches(lines: list[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in lines:
        if batch and (len(batch) == BATCH or size + len(line) > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line)
    if batch:
        yield batch
