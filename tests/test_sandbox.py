"""Ad-hoc queries cost no more than they may, end when they are told to, and lose nothing on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

import parley
from parley import LimitError, Limits
from parley.engines import Embedded, RDFLib, sandbox
from parley.errors import EngineError, ParameterError, QueryFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

forks = pytest.mark.skipif(not sandbox.CAN_FORK, reason="no process can be forked here")
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = [
    ox.NamedNode("https://example.org/a?b=c#d%20\u0627"),
    ox.Literal(""),
    ox.Literal("\u0000\u0001\b\f\n\r\t\"'\\ \u2028\ufffe\U0001f600"),
    ox.Literal("}},{"),
    ox.Literal("rows\n"),
    ox.Literal("01", datatype=ox.NamedNode(f"{XSD}integer")),
    ox.Literal("1.50", datatype=ox.NamedNode(f"{XSD}decimal")),
    ox.Literal("+1.0E00", datatype=ox.NamedNode(f"{XSD}double")),
    ox.Literal("no date", datatype=ox.NamedNode(f"{XSD}date")),
    ox.Literal("1", datatype=ox.NamedNode(f"{XSD}boolean")),
    ox.Literal("\u0633\u0644\u0627\u0645", language="fa"),
    ox.BlankNode("b0"),
]


def children() -> set[str]:
    """Return the children of this process, but for those that other tests keep."""
    found = Path("/proc/self/task").glob("*/children")
    return {child for file in found for child in file.read_text().split()}


def test_every_term_arrives_as_it_is() -> None:
    store = ox.Store()
    for number, term in enumerate(TERMS):
        store.add(ox.Quad(ox.NamedNode(f"a:{number}"), ox.NamedNode("a:p"), term))
    engine = Embedded(store)
    for text in ("SELECT ?s ?o ?none { ?s <a:p> ?o } ORDER BY STR(?s)", "CONSTRUCT { ?s <a:p> ?o } { ?s <a:p> ?o }"):
        bounded, direct = engine.bounded(text, Limits()), engine.query(text)
        assert sorted(map(repr, bounded[-1])) == sorted(map(repr, direct[-1]))  # type: ignore[index]
        assert len(bounded[-1]) == len(TERMS)  # type: ignore[index, arg-type]
    assert [engine.bounded(f"ASK {{ ?s <a:{p}> ?o }}", Limits()) for p in "pq"] == [True, False]
    assert len(engine.bounded("SELECT * {}", Limits()).rows) == 1  # type: ignore[union-attr]


def test_rdflib_literals_arrive_as_they_are() -> None:
    graph = rdflib.Graph()
    for text in ("01", "x", "1_0"):
        graph.add((rdflib.URIRef("a:s"), rdflib.URIRef("a:p"), rdflib.Literal(text, datatype=f"{XSD}integer", normalize=False)))  # fmt: skip
    engine = RDFLib(graph)
    text = "SELECT ?o { ?s ?p ?o } ORDER BY STR(?o)"
    assert list(map(repr, engine.bounded(text, Limits()).rows)) == list(map(repr, engine.query(text).rows))  # type: ignore[union-attr]


@pytest.mark.parametrize("on", ["pyoxigraph", "rdflib"])
@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (Limits(seconds=0.5), CROSS),
        (Limits(rows=7), "SELECT ?s { ?s ?p ?o } LIMIT 8"),
        (Limits(rows=7), "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 8"),
        (Limits(bytes=400), "SELECT ?s { ?s ?p ?o } LIMIT 100"),
        pytest.param(Limits(memory=64 * 1024**2), "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", marks=forks),
    ],
)
def test_each_limit_is_one_clear_error(limits: Limits, text: str, on: str, kg: parley.KnowledgeGraph) -> None:
    graph = kg if on == "pyoxigraph" else parley.KnowledgeGraph(RDFLib(kg.to_rdflib()))
    (name,) = (n for n, v in limits._asdict().items() if v != Limits._field_defaults[n])
    started, before = time.monotonic(), children()
    with pytest.raises(LimitError) as caught:
        graph.query(text, limits)
    assert caught.value.limit == name
    assert "\n" not in str(caught.value)
    assert time.monotonic() - started < 30
    assert children() <= before
    assert len(graph.query("SELECT ?s { ?s ?p ?o } LIMIT 7", Limits(rows=7))) == 7  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "limits",
    [Limits(seconds=-1), Limits(seconds=float("nan")), Limits(seconds=1e10), Limits(rows=0), Limits(bytes=True)],
)
def test_a_limit_that_is_none_is_refused(limits: Limits, kg: parley.KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match=r"limit"):
        kg.query("ASK {}", limits)


def test_parameters_may_have_any_name(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query("SELECT ($limits + $text AS ?x) {}", Limits(seconds=9), limits=1, text=2)
    assert rows.one().x == 3  # type: ignore[union-attr]


@forks
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL, signal.SIGBUS])
def test_what_ends_the_child_is_an_error_of_the_parent(number: int) -> None:
    with pytest.raises(EngineError, match=r"ended the engine|more than .* bytes of memory"):
        sandbox.in_child(lambda out: (out.write(b"half"), out.flush(), os.kill(os.getpid(), number)), Limits())  # type: ignore[arg-type, func-returns-value]


@forks
def test_a_query_that_ends_the_engine_ends_no_caller() -> None:
    with pytest.raises(EngineError):
        Embedded().bounded("SELECT * {" + "MINUS{}" * 60_000 + "}", Limits(seconds=60))


@forks
def test_what_is_drawn_by_chance_is_drawn_anew(kg: parley.KnowledgeGraph) -> None:
    kg.engine.query("SELECT (UUID() AS ?u) {}")  # this thread has a generator now
    text = "SELECT (STRUUID() AS ?u) (RAND() AS ?r) {}"
    for graph in (kg, parley.KnowledgeGraph(RDFLib(rdflib.Graph()))):
        rows = [tuple(graph.query(text).one()) for _ in range(3)]  # type: ignore[union-attr]
        assert len(set(rows)) == 3


@forks
def test_the_job_may_refuse_after_it_has_written() -> None:
    def job(out: object) -> None:
        out.write(b"\x00" * 100_000)  # type: ignore[attr-defined]
        raise QueryFileError("q.rq", 3, "says no")

    with pytest.raises(QueryFileError, match=r"q.rq:3: says no"):
        sandbox.in_child(job, Limits())


@forks
def test_many_threads_ask_at_once(kg: parley.KnowledgeGraph) -> None:
    def ask(n: int) -> int:
        return len(kg.query(f"SELECT ?s {{ ?s ?p ?o }} LIMIT {n}"))  # type: ignore[arg-type]

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(1, 40))) == list(range(1, 40))


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Listen to Ctrl-C, to which a shell makes deaf what runs in its background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@forks
@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_takes_effect_at_once_and_leaves_no_child(kg: parley.KnowledgeGraph) -> None:
    before, started = children(), time.monotonic()
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        kg.query(CROSS, Limits(seconds=60))
    assert time.monotonic() - started < 5
    assert children() <= before


def ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@forks
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system has no /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_child_does_not_outlive_its_parent(number: int) -> None:
    code = f"import parley; parley.connect().query({CROSS!r})"
    with subprocess.Popen([sys.executable, "-c", code]) as parent:
        children: list[str] = []
        for _ in range(200):
            time.sleep(0.05)
            found = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
            if found:
                children = found
                break
        assert children
        time.sleep(0.3)
        parent.send_signal(number)
        parent.wait()
    for _ in range(100):
        if all(ended(int(child)) for child in children):
            return
        time.sleep(0.05)
    pytest.fail("the child goes on")


def test_without_a_fork_the_limits_hold_as_well(monkeypatch: pytest.MonkeyPatch, kg: parley.KnowledgeGraph) -> None:
    monkeypatch.setattr(sandbox, "CAN_FORK", False)
    assert kg.query("ASK { id:irgc a parley:StateOrgan }") is True
    with pytest.raises(LimitError, match=r"rows"):
        kg.query("SELECT ?s { ?s ?p ?o }", Limits(rows=3))
    assert len(kg.query("SELECT * {" + "OPTIONAL{}" * 100 + "}")) == 1  # type: ignore[arg-type]
