"""What a service holds, counted by the service itself and held against what was sent."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from parley.engines import Endpoint
from parley.errors import EngineError, ParleyError
from parley.rdf.terms import XSD
from parley.sparql.answer import Solutions
from parley.text.address import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.engines.transport import Transport

#: By the last part of an address that takes triples: where the service beside it takes queries.
BESIDE = {
    "update": ("query", "sparql"),
    "store": ("query", "sparql"),
    "data": ("query", "sparql"),
    "statements": ("",),
    "service": ("../",),
    "sparql-graph-crud": ("sparql",),
    "sparql-graph-crud-auth": ("sparql-auth", "sparql"),
}


def held(url: str, graph: str | None = None, timeout: float = 60) -> int:
    """Return how many triples a service holds in a graph.

    Args:
        url: The address of its query operation.
        graph: The graph; None for the default graph.
        timeout: The longest that the query may take, in seconds.
    """
    return counted(Endpoint(url, timeout=timeout), graph)


def counted(service: Endpoint, graph: str | None) -> int:
    """Return how many triples a service counts in a graph; None stands for the default graph."""
    rows = _rows(service, f"SELECT (COUNT(*) AS ?n) WHERE {{ {_in(graph)} }}")
    number = _number(rows[0][0]) if rows else 0  # Comunica counts nothing as no row
    if number is None:
        message = f"{shown(service.url)} does not count its triples"
        raise EngineError(message)
    return number


def asker(transport: Transport, named: str | None, graph: str | None, *, expected: int) -> Endpoint | None:
    """Return the service as one that can be asked what a graph holds; None where no address of one is known.

    Args:
        transport: Where the triples were sent.
        named: The address of the query operation; None to look at those that are usual.
        graph: The graph that the triples were sent to; None for the default graph.
        expected: How many triples it should hold at least: of several addresses the first that sees them is taken.
    """
    if named:
        return Endpoint(named, timeout=transport.timeout)
    answering = None
    for url in _candidates(transport.url):
        service = Endpoint(url, timeout=transport.timeout)
        try:
            if counted(service, graph) >= expected:
                return service
            answering = answering or service
        except ParleyError:
            continue
    return answering


def _candidates(url: str) -> Iterator[str]:
    yield url
    parts = urlsplit(url)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    for other in BESIDE.get(last, ()):
        path = folder.rpartition("/")[0] if other == "../" else f"{folder}/{other}".rstrip("/")
        yield urlunsplit(parts._replace(path=path, query=""))


def hold_to_arrived(service: Endpoint, graph: str | None, lines: list[bytes]) -> None:
    """Compare, predicate by predicate, numbers of triples and lengths of terms with what was sent.

    Args:
        service: Where to count.
        graph: A graph that holds these triples and no others.
        lines: N-Triples without blank nodes, each once.

    Raises:
        EngineError: If something is missing, more than once, or cut.
    """
    pattern = _in(graph)
    text = f'FILTER(isIRI(?o) || LANG(?o) != "" || DATATYPE(?o) = <{XSD}string>)'
    numbers = f"SELECT ?p (COUNT(*) AS ?n) (SUM(STRLEN(STR(?s))) AS ?l) WHERE {{ {pattern} }} GROUP BY ?p"
    lengths = f"SELECT ?p (COUNT(*) AS ?n) (SUM(STRLEN(STR(?o))) AS ?l) WHERE {{ {pattern} {text} }} GROUP BY ?p"
    sent = _measured(lines)
    for query, expected in zip((numbers, lengths), sent, strict=True):
        there = {str(p): (_number(n), _number(length)) for p, n, length in _rows(service, query) if p is not None}
        if there != expected:
            different = sorted(p for p in {*there, *expected} if there.get(p) != expected.get(p))
            few, many = (sum(n or 0 for n, _ in found.values()) for found in (there, expected))
            where = f"they differ in {len(different)} predicates, as in {different[0]}"
            message = f"{service.name} holds {few} triples where {many} were sent; {where}"
            raise EngineError(message)


def _measured(lines: list[bytes]) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    import pyoxigraph as ox

    counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
    for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES):
        predicate, term = quad.predicate.value, quad.object
        counts[0][predicate] += 1
        counts[1][predicate] += len(quad.subject.value)
        if isinstance(term, ox.NamedNode) or term.language or term.datatype.value == f"{XSD}string":
            counts[2][predicate] += 1
            counts[3][predicate] += len(term.value)
    return tuple({p: (n[p], length[p]) for p in n} for n, length in (counts[:2], counts[2:]))  # type: ignore[return-value]


def _number(value: object) -> int | None:
    text = str(value).removesuffix(".0")  # a sum of whole numbers may be a decimal
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def _rows(service: Endpoint, text: str) -> list[tuple[object, ...]]:
    answer = service.query(text)
    if not isinstance(answer, Solutions):
        message = f"{shown(service.url)} does not count its triples"
        raise EngineError(message)
    return list(answer.rows)


def _in(graph: str | None) -> str:
    return f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
