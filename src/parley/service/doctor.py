"""Would stored queries be right on this service? ``parley doctor URL`` finds out.

Three kinds of probes, none of which writes: small queries that carry their own data in VALUES and so have
one right answer everywhere; a search for the limits on rows and on time; and every stored query with its
examples, compared row by row with the embedded engine where the service holds the same documents.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from parley.engines import Endpoint
from parley.errors import EngineError, NotDerivedError, ParleyError, TruncatedError
from parley.sparql.answer import Solutions
from parley.sparql.binding import substitute
from parley.sparql.forms import generated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.graph.core import Core
    from parley.rdf.terms import Value

#: The largest answer that is counted in the search for a limit on time.
LONGEST = 10**9
_TABLE = 'VALUES (?s ?n ?t) { (<a:1> 1 "x") (<a:2> 2 "y") (<a:3> 3 UNDEF) }'


class Probe(NamedTuple):
    """A query with its own data and one right answer.

    Attributes:
        name: What it probes.
        text: The query; ``$x`` is bound.
        value: What to bind.
        right: The values of the first column, sorted, as text.
        needed: Words or signs: a stored query that holds one of them depends on it; all do if there are none.
            Where no stored query does, a deviation is known and does no harm.
    """

    name: str
    text: str
    value: Value | None
    right: list[str]
    needed: tuple[str, ...] = ()


#: What stored queries are built from; the right answers follow from SPARQL 1.1 and the table above.
PROBES = (
    Probe("a term in BIND", "SELECT ?v WHERE { BIND($x AS ?v) }", "a \"b\" \\u0022 'c' \n#", ["a \"b\" \\u0022 'c' \n#"]),
    Probe("a left-out parameter in COALESCE", f"SELECT ?s WHERE {{ {_TABLE} FILTER(COALESCE(?p, ?n) = ?n) }}", None, ["a:1", "a:2", "a:3"]),
    Probe("a bound parameter in COALESCE", f"SELECT ?s WHERE {{ {_TABLE} FILTER(COALESCE($x, ?n) = ?n) }}", 2, ["a:2"]),
    Probe("an empty cell beside a left-out parameter", f"SELECT ?s WHERE {{ {_TABLE} FILTER(COALESCE(?p, ?t, <a:0>) = COALESCE(?t, <a:0>)) }}", None, ["a:1", "a:2", "a:3"], ("rdf:nil",)),
    Probe("an empty cell beside a bound parameter", f"SELECT ?s WHERE {{ {_TABLE} FILTER(COALESCE($x, ?t, <a:0>) = COALESCE(?t, <a:0>)) }}", "x", ["a:1"], ("rdf:nil",)),
    Probe("a list in IN", f"SELECT ?s WHERE {{ {_TABLE} FILTER(?s IN (<a:1>, <a:3>)) }}", None, ["a:1", "a:3"], (" IN (",)),
    Probe("UNION with BIND", f'SELECT ?v WHERE {{ {{ {_TABLE} FILTER(?n > 2) BIND("big" AS ?v) }} UNION {{ {_TABLE} FILTER(?n < 2) BIND("small" AS ?v) }} }}', None, ["big", "small"], ("UNION",)),
    Probe("OPTIONAL and BOUND", f"SELECT ?s WHERE {{ {_TABLE} OPTIONAL {{ VALUES (?s ?o) {{ (<a:1> 1) }} }} FILTER(!BOUND(?o)) }}", None, ["a:2", "a:3"], ("OPTIONAL",)),
    Probe("COUNT in a sub-select", f"SELECT ?k WHERE {{ {{ SELECT (COUNT(DISTINCT ?t) AS ?k) WHERE {{ {_TABLE} }} }} FILTER(?k > 1) }}", None, ["2"], ("COUNT(",)),
    Probe("MIN in a sub-select", f"SELECT ?k WHERE {{ {{ SELECT (MIN(?n) AS ?k) WHERE {{ {_TABLE} }} }} }}", None, ["1"], ("MIN(",)),
    Probe("GROUP BY", f"SELECT ?k WHERE {{ {{ SELECT ?t (COUNT(?s) AS ?k) WHERE {{ {_TABLE} FILTER(?n < 3) }} GROUP BY ?t }} }}", None, ["1", "1"], ("GROUP BY",)),
    Probe("LANG", 'SELECT ?v WHERE { VALUES ?l { "mot"@fr } BIND(LANG(?l) AS ?v) }', None, ["fr"], ("LANG(",)),
    Probe("a language-tagged answer", 'SELECT ?l WHERE { VALUES ?l { "mot"@fr } FILTER(LANG(?l) = "fr") }', None, ["mot"], ("LANG(",)),
    Probe("IF", f'SELECT ?v WHERE {{ {_TABLE} BIND(IF(?n = 2, "two", "other") AS ?v) }}', None, ["other", "other", "two"], ("IF(",)),
    Probe("DISTINCT", f"SELECT DISTINCT ?v WHERE {{ {_TABLE} BIND(1 AS ?v) }}", None, ["1"], ("DISTINCT",)),
    Probe("U+0000 in a text beyond ASCII", "SELECT ?v WHERE { BIND($x AS ?v) }", "\u0627\x00b", ["\u0627\x00b"], ("\\u0000",)),
    Probe("EXISTS over VALUES", f"SELECT ?s WHERE {{ {_TABLE} FILTER EXISTS {{ VALUES (?s ?o) {{ (<a:1> 1) }} }} }}", None, ["a:1"], ("EXISTS",)),
    Probe("MINUS of VALUES", f"SELECT ?s WHERE {{ {_TABLE} MINUS {{ VALUES ?s {{ <a:1> }} }} }}", None, ["a:2", "a:3"], ("MINUS",)),
    Probe("BASE and a relative IRI", "BASE <http://x.example/y/> SELECT ?v WHERE { BIND(<#z> AS ?v) }", None, ["http://x.example/y/#z"], ("BASE ",)),
    Probe("STRSTARTS and STR", f'SELECT ?s WHERE {{ {_TABLE} FILTER(STRSTARTS(STR(?s), "a:3")) }}', None, ["a:3"], ("STRSTARTS(",)),
)  # fmt: skip


class Finding(NamedTuple):
    """One line of the table.

    Attributes:
        what: What was looked at.
        state: ``agrees``, ``known`` (deviates, but no stored query depends on it), ``deviates``, ``fails``,
            ``limit`` or ``note``.
        detail: What was found, or nothing.
        harms: Whether a stored query would be wrong there.
    """

    what: str
    state: str
    detail: str = ""
    harms: bool = False


def examine(url: str, *, graph: str | None = None, timeout: float = 60) -> Iterator[Finding]:
    """Examine a service, one finding after the other.

    Args:
        url: The address of its query operation.
        graph: The graph that queries are about; None for the default graph.
        timeout: The longest that a query may take, in seconds.

    Raises:
        ParameterError: If the address is none.
        EngineError: If the service cannot be reached.
    """
    from parley.catalogue.files import load, names

    engine = Endpoint(url, graph=graph, timeout=timeout)
    engine.query("ASK {}")
    yield Finding("service", "note", engine.server or "does not say what it is")
    failed: list[Probe] = []
    texts = {name: load(name).text for name in names()}
    for probe in PROBES:
        finding = _probed(engine, probe, harms=bool(_dependent(probe, texts)))
        if finding.harms:
            failed.append(probe)
        yield finding
    yield _limit_on_rows(engine)
    yield from _stored(engine, graph, timeout, {p.name: _dependent(p, texts) for p in failed}, list(texts))
    yield _limit_on_time(engine, min(timeout / 2, 30))


def _dependent(probe: Probe, texts: dict[str, str]) -> list[str]:
    """Return the stored queries that depend on what a probe looks at."""
    return [name for name, text in texts.items() if not probe.needed or any(sign in text for sign in probe.needed)]


def _probed(engine: Endpoint, probe: Probe, *, harms: bool) -> Finding:
    try:
        answer = engine.query(substitute(probe.text, {} if probe.value is None else {"x": probe.value}))
    except ParleyError as error:
        return Finding(probe.name, "fails" if harms else "known", str(error), harms)
    found = sorted(str(row[0]) for row in answer.rows) if isinstance(answer, Solutions) else []
    if found == probe.right:
        return Finding(probe.name, "agrees")
    return Finding(probe.name, "deviates" if harms else "known", f"{found}, not {probe.right}", harms)


def _limit_on_rows(engine: Endpoint) -> Finding:
    """Find how many rows come, by queries that make their own."""
    came = 0
    for rows in (1_000, 20_000, 100_000):
        try:
            came = engine.prove(rows)
        except TruncatedError as error:
            return Finding("limit on rows", "limit", f"{error.limit or f'between {came} and {rows}'}: {error}")
        except EngineError as error:
            return Finding("limit on rows", "limit", f"{came} rows came, {rows} did not: {error}")
    return Finding("limit on rows", "agrees", f"none up to {came}")


def _limit_on_time(engine: Endpoint, most: float) -> Finding:
    """Find how long a query may run, by one that is made to take long: at most so many seconds."""
    size, taken = 10_000, 0.0
    while taken < most / 2 and size <= LONGEST:
        started = time.monotonic()
        try:
            engine.query(f"SELECT (COUNT(*) AS ?k) WHERE {{ {{ {generated(size)} }} }}")
        except ParleyError as error:
            return Finding("limit on time", "limit", f"{time.monotonic() - started:.1f} s: {error}")
        taken = time.monotonic() - started
        size *= max(2, min(10, int(most / max(taken, 0.01))))
    return Finding("limit on time", "agrees", f"none up to {taken:.1f} s")


def _stored(
    engine: Endpoint, graph: str | None, timeout: float, failed: dict[str, list[str]], names: list[str]
) -> Iterator[Finding]:
    from parley.graph.connect import opened

    try:
        kg = opened(engine.url, graph=graph, timeout=timeout)
    except NotDerivedError as error:
        yield Finding("stored queries", "note" if error.empty else "fails", f"were not asked: {error}", not error.empty)
        for name in names:
            lacking = [probe for probe, dependent in failed.items() if name in dependent]
            if lacking:
                yield Finding(name, "deviates", f"depends on {', '.join(lacking)}", harms=True)
        return
    here = opened(None)
    same = _documents(kg) == _documents(here)
    if not same:
        yield Finding("documents", "note", "are not those that Parley ships: rows are not compared, only asked for")
    agreeing = 0
    for name in names:
        finding = _asked(kg, here if same else None, name)
        agreeing += finding.state == "agrees"
        if finding.state != "agrees":
            yield finding
    yield Finding("stored queries", "agrees", f"{agreeing} of {len(names)}{'' if same else ' answer'}")


def _documents(kg: Core) -> list[tuple[object, ...]]:
    """Return each document with how many claims it has."""
    text = (
        "PREFIX parley: <https://w3id.org/parley/ns#>\nSELECT ?document (COUNT(DISTINCT ?claim) AS ?claims) "
        "WHERE { ?claim parley:toldIn ?document } GROUP BY ?document ORDER BY ?document"
    )
    return sorted((str(d), int(str(n))) for d, n in kg.solutions(text).rows)


def _asked(kg: Core, here: Core | None, name: str) -> Finding:
    query = kg.queries[name]
    needed = {p.name: p.example for p in query.parameters if p.required}
    examples = [{p.name: p.example} for p in query.parameters if not p.required][:2]
    for values in ({}, *examples):
        try:
            found = kg.ask(query, **{**needed, **values})
        except ParleyError as error:
            return Finding(name, "fails", str(error), harms=True)
        if here is None:
            continue
        wanted = here.ask(query, **{**needed, **values})
        if sorted(map(str, map(tuple, found))) != sorted(map(str, map(tuple, wanted))):
            given = f" with {values}" if values else ""
            return Finding(
                name, "deviates", f"{len(found)} rows{given}, not the {len(wanted)} that are right", harms=True
            )
    return Finding(name, "agrees")
