"""What `parley load` promises, on services that are killed, refuse, lose or double; real ones where they are installed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import parley
from parley.errors import EngineError, ParameterError
from parley.rdf.skolem import GENID, skolemised
from parley.service.load import STAGING, load
from played import Played
from servers import servers
from test_conformance import WANTED

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = "https://example.org/graph"
OLD = b"".join(b'<https://example.org/old%d> <https://example.org/p> "old" .\n' % i for i in range(30))
NEW = b"".join(b'<https://example.org/new%d> <https://example.org/p> "new %d"@en .\n' % (i, i) for i in range(1700))


class Stored(Played):
    """A service with a store, which may be told to go wrong at one request."""

    def __init__(self) -> None:
        super().__init__()
        self.store = ox.Store()
        self.updates: list[str] = []
        self.wrong = ""
        self.status = 500
        self.answer = self.answered

    def answered(self, form: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if "update" in form:
            self.updates.append(form["update"])
            if self.wrong and self.wrong in form["update"]:
                return self.status, {}, b"out of space"
            self.store.update(form["update"])
            return 204, {}, b""
        graph = form.get("default-graph-uri")
        default = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        answer = self.store.query(form["query"], default_graph=default)
        return (
            200,
            {"Content-Type": "application/sparql-results+json"},
            answer.serialize(format=ox.QueryResultsFormat.JSON),
        )

    def graph(self, name: str | None = GRAPH) -> set[str]:
        node = ox.NamedNode(name) if name else ox.DefaultGraph()
        return {q.subject.value for q in self.store.quads_for_pattern(None, None, None, node)}

    def stale(self) -> list[str]:
        return [g.value for g in self.store.named_graphs() if g.value.startswith(STAGING)]


@pytest.fixture
def stored() -> Iterator[Stored]:
    with Stored() as played:
        yield played


def names(triples: bytes) -> set[str]:
    return {line.split(b">")[0][1:].decode() for line in triples.splitlines()}


@pytest.mark.parametrize("graph", [GRAPH, None])
@pytest.mark.parametrize("replace", [True, False])
def test_what_was_sent_is_there_once_however_often(stored: Stored, graph: str | None, replace: bool) -> None:
    load(stored.url, OLD, graph=graph)
    for _ in range(2):
        assert load(stored.url, NEW, graph=graph, replace=replace) == 1700
    assert stored.graph(graph) == names(NEW) | (set() if replace else names(OLD))
    assert not stored.stale()


@pytest.mark.parametrize("graph", [GRAPH, None])
@pytest.mark.parametrize("status", [400, 403, 500, 507])
@pytest.mark.parametrize("wrong", ["INSERT DATA", "new999", "COPY", "ADD"])
def test_a_refusal_at_any_step_leaves_the_old(stored: Stored, graph: str | None, status: int, wrong: str) -> None:
    load(stored.url, OLD, graph=graph)
    stored.wrong, stored.status = wrong, status
    with pytest.raises(EngineError, match=r"out of space|do not suffice") as caught:
        load(stored.url, NEW, graph=graph, replace=wrong != "ADD")
    assert "\n" not in str(caught.value)
    assert stored.graph(graph) == names(OLD)
    stored.wrong = ""
    load(stored.url, NEW, graph=graph, replace=True)
    assert stored.graph(graph) == names(NEW)
    assert not stored.stale(), "a later run cleans up"


@pytest.mark.parametrize("graph", [GRAPH, None])
def test_sigkill_at_any_moment_leaves_the_old_or_the_new(stored: Stored, graph: str | None) -> None:
    load(stored.url, OLD, graph=graph)
    for moment in range(1, 8):
        if stored.graph(graph) == names(NEW):
            load(stored.url, OLD, graph=graph, replace=True)
        begun = len(stored.updates)
        code = f"from parley.service.load import load; import sys; load({stored.url!r}, sys.stdin.buffer.read(), graph={graph!r}, replace=True)"
        process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
        assert process.stdin
        process.stdin.write(NEW)
        process.stdin.close()
        while len(stored.updates) < begun + moment and process.poll() is None:
            time.sleep(0.001)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert stored.graph(graph) in (names(OLD), names(NEW))
    load(stored.url, NEW, graph=graph, replace=True)
    assert stored.graph(graph) == names(NEW)
    assert not stored.stale()


@pytest.mark.parametrize("harm", ["lose", "double", "cut"])
def test_a_service_that_loses_doubles_or_cuts_is_found_out_before_the_old_goes(stored: Stored, harm: str) -> None:
    load(stored.url, OLD, graph=GRAPH)
    honest = stored.answered

    def harmed(form: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if "new7>" in form.get("update", ""):
            line = '<https://example.org/new7> <https://example.org/p> "new 7"@en .'
            instead = {
                "lose": "",
                "double": f'{line} <https://example.org/twin> <https://example.org/p> "new 7"@en .',
                "cut": line.replace("new 7", "new"),
            }
            form = {"update": form["update"].replace(line, instead[harm])}
        return honest(form)

    stored.answer = harmed
    with pytest.raises(EngineError, match=r"holds \d+ triples where 1700 were sent"):
        load(stored.url, NEW, graph=GRAPH, replace=True)
    assert stored.graph() == names(OLD)


def test_what_else_is_there_is_said(stored: Stored) -> None:
    load(stored.url, OLD, graph=GRAPH)
    notes: list[str] = []
    load(stored.url, NEW, graph=GRAPH, note=notes.append)
    assert "1730 triples are there, 30 of them others" in notes[0]


def test_a_service_that_takes_updates_alone_is_said_not_to_be_verified(stored: Stored) -> None:
    honest = stored.answered
    stored.answer = lambda form: honest(form) if "update" in form else (405, {}, b"updates only")
    notes: list[str] = []
    assert load(stored.url, NEW, graph=GRAPH, note=notes.append) == 1700
    assert "not verified" in notes[0]


def test_a_page_is_no_answer_to_an_update(stored: Stored) -> None:
    stored.answer = lambda _: (200, {"Content-Type": "text/html"}, b"<html><form action='login'>Log in</form></html>")
    with pytest.raises(EngineError, match=r"with a web page: Log in"):
        load(stored.url, NEW, graph=GRAPH)


def test_a_graph_is_named_by_an_iri() -> None:
    with pytest.raises(ParameterError, match=r"a graph is named by an IRI"):
        load("http://127.0.0.1:1/", NEW, graph="not one")


TEXTS = ["> _:x ", "_:b <a:p> _:c .", '\\" . _:y <a:p> "', "<a> _:b1 ", "x _:z"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_looks_like_a_blank_node_stays(text: str) -> None:
    written = ox.serialize(
        [ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(text))], format=ox.RdfFormat.N_TRIPLES
    )
    assert skolemised(written) == written


def test_blank_nodes_get_iris_that_depend_on_what_is_said_of_them_alone() -> None:
    one = b'_:a <p:x> _:b .\n_:b <p:y> "1" .\n_:c <p:x> _:c .\n'
    other = b'_:q <p:x> _:q .\n_:z <p:y> "1" .\n_:y <p:x> _:z .\n'
    assert skolemised(one) == skolemised(other)
    assert skolemised(one).count(GENID.encode()) == 5
    third = one.replace(b'"1"', b'"2"')
    assert set(skolemised(third).splitlines()) & set(skolemised(one).splitlines()), "what is not linked stays"
    assert skolemised(skolemised(one)) == skolemised(one)


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
@pytest.mark.parametrize("protocol", ["update", "store"])
def test_a_real_service_replaces_and_adds(name: str, protocol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name not in WANTED:
        pytest.skip(f"enable with: {servers.INSTALL} && PARLEY_TEST_SERVERS={name} python -m pytest")
    with ExitStack() as stack:
        server = stack.enter_context({"oxigraph": servers.oxigraph, "virtuoso": servers.virtuoso}[name]())
        for variable, value in server.login.items():
            monkeypatch.setenv(variable, value)
        address = server.update if protocol == "update" else server.store
        whole = parley.connect().engine.triples()  # type: ignore[attr-defined]
        for triples, replace, wanted in (
            (OLD, False, 30),
            (NEW, True, 1700),
            (OLD, False, 1730),
            (whole, True, whole.count(b"\n")),
        ):
            notes: list[str] = []
            load(address or "", triples, graph=GRAPH, protocol=protocol, replace=replace, note=notes.append)
            assert f"verified: {wanted} triples are there" in notes[0]
        if server.login:
            monkeypatch.setenv("PARLEY_SPARQL_PASSWORD", "wrong-one")
            with pytest.raises(
                EngineError, match=r"refuses the credentials of the environment .it asks for digest"
            ) as caught:
                load(address or "", OLD, graph=GRAPH, protocol=protocol, replace=True)
            assert "wrong-one" not in str(caught.value)
