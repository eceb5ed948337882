"""One suite for every engine: stored queries, the matrix of forms, the hostile texts.

pyoxigraph and rdflib always take part. Real servers on loopback take part where PARLEY_TEST_SERVERS names them:

    tests/servers/install && PARLEY_TEST_SERVERS=oxigraph,virtuoso,comunica python -m pytest tests/test_conformance.py
"""

from __future__ import annotations

import csv
import json
import os
import re
from contextlib import ExitStack
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import hostile
import matrix
import negations
import parley
from conftest import ROOT
from parley.catalogue.files import names
from parley.catalogue.stored import VIEWS
from parley.engines import Embedded, Endpoint, RDFLib, Solutions
from parley.engines.embedded import Embedded as Store
from parley.errors import EngineError, NotDerivedError, TruncatedError
from parley.rdf.terms import PROLOGUE
from parley.service.doctor import examine
from parley.service.load import held, load
from parley.sparql.binding import substitute
from servers import servers
from test_answers import ANSWERS, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.engines import Engine

WANTED = [name for name in os.environ.get("PARLEY_TEST_SERVERS", "").split(",") if name]
SERVERS = ("oxigraph", "virtuoso", "comunica")
DISSENT = ROOT / "tests" / "accounts" / "dissent.ttl"
PREFIX = f"PREFIX ex: <{matrix.EX}> "
#: What an engine of this version answers otherwise. A test fails when it no longer does.
DEVIATIONS: dict[tuple[str, str], list[str]] = {
    # Comunica 4.5.0 loses the correlation of EXISTS with what stands around it when it federates.
    ("comunica", "FILTER NOT EXISTS"): ["a", "b", "c"],
    ("comunica", "FILTER EXISTS"): [],
}

#: What Comunica 4.5.0 joins row by row over two services.
SLOW_WHEN_FEDERATED = {"bargaining.unstated", "evidence.assessments", "evidence.claims", "evidence.search"}


class Subject(NamedTuple):
    """An engine under test.

    Attributes:
        name: For deviations and messages.
        engine: It holds the matrix data.
        kg: The knowledge graph on it: the article, and on Comunica an invented account as well.
        dissent: Whether the invented account is there.
    """

    name: str
    engine: Engine
    kg: parley.KnowledgeGraph
    dissent: bool


#: Each engine is a group of xdist: its server starts once, and another worker asks another engine meanwhile.
ENGINES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ("pyoxigraph", "rdflib", *SERVERS)]


@pytest.fixture(scope="session", params=ENGINES)
def subject(request: pytest.FixtureRequest, both: parley.KnowledgeGraph) -> Iterator[Subject]:
    """Start what is asked for, fill it, and take it down."""
    name = request.param
    if name in SERVERS and name not in WANTED:
        pytest.skip(f"enable with: {servers.INSTALL} && PARLEY_TEST_SERVERS={name} python -m pytest")
    if name in SERVERS and (lacking := servers.missing(name)):
        pytest.fail(lacking)
    with ExitStack() as stack:
        yield started(name, stack, both)


def started(name: str, stack: ExitStack, both: parley.KnowledgeGraph) -> Subject:
    one = parley.connect()
    assert isinstance(one.engine, Store)
    forms = matrix.DATA.strip().encode()
    if name == "pyoxigraph":
        engine = Embedded()
        engine.load_triples(forms)
        return Subject(name, engine, one, dissent=False)
    if name == "rdflib":
        engine_of_forms = RDFLib(rdflib.Graph().parse(data=matrix.DATA, format="nt"))
        return Subject(name, engine_of_forms, parley.connect(one.to_rdflib()), dissent=False)
    if name == "comunica":
        first, second = (stack.enter_context(servers.oxigraph()) for _ in range(2))
        for server, part in zip((first, second), halves(both, forms), strict=True):
            loaded(server, part)
        server = stack.enter_context(servers.comunica(first.query, second.query))
        kg = parley.connect(server.query, timeout=300)
        return Subject(name, kg.engine, kg, dissent=True)
    server = stack.enter_context({"oxigraph": servers.oxigraph, "virtuoso": servers.virtuoso}[name]())
    ask_everything_of_nothing(server.query, server.graph)
    data = one.engine.triples() + forms
    sent = loaded(server, data)
    assert held(server.query, server.graph) == sent
    assert loaded(server, data) == sent
    assert held(server.query, server.graph) == sent, "twice is once"
    kg = parley.connect(server.query, graph=server.graph, timeout=120)
    return Subject(name, kg.engine, kg, dissent=False)


@pytest.fixture(scope="session")
def denying() -> parley.KnowledgeGraph:
    """The article with one content of each class denied, or told not to have been said."""
    classes = negations.contents(parley.connect())
    chosen = [Random(f"every engine {name}").choice(classes[name]) for name in sorted(classes)]  # noqa: S311
    denied = negations.negated(negations.account(), chosen[::2], above=False)
    return negations.graph(negations.negated(denied, chosen[1::2], above=True))


@pytest.fixture(scope="session")
def denied(subject: Subject, denying: parley.KnowledgeGraph) -> Iterator[parley.KnowledgeGraph]:
    """That account on the engine under test, or on another of its kind."""
    with ExitStack() as stack:
        if subject.name == "pyoxigraph":
            yield denying
        elif subject.name == "rdflib":
            yield parley.connect(denying.to_rdflib())
        else:
            store = {"virtuoso": servers.virtuoso}.get(subject.name, servers.oxigraph)
            server = stack.enter_context(store())
            assert isinstance(denying.engine, Store)
            loaded(server, denying.engine.triples())
            if subject.name == "comunica":
                server = stack.enter_context(servers.comunica(server.query))
            yield parley.connect(server.query, graph=server.graph, timeout=300)


def ask_everything_of_nothing(url: str, graph: str | None) -> None:
    """Ask what a new user asks before loading: a planner may keep what it learns of an empty store."""
    with pytest.raises(NotDerivedError, match="load a graph"):
        parley.connect(url, graph=graph)
    empty = parley.KnowledgeGraph(Endpoint(url, graph=graph, timeout=120))
    full = parley.connect()
    for name in names():
        query = full.queries[name]
        needed = {p.name: p.example for p in query.parameters if p.required}
        examples = [{}, *({p.name: p.example} for p in query.parameters if not p.required)]
        for values in examples:
            bound = full._resolve(query, {**needed, **values})  # by names that an empty store does not know
            for view in (None, "all", "strict"):
                assert empty.solutions(query.bind(bound, view)).rows == [], (name, values, view)


def loaded(server: servers.Server, data: bytes, **options: object) -> int:
    """Load as somebody who may write there."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in server.login.items():
            environment.setenv(name, value)
        return load(server.update or "", data, graph=server.graph, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> parley.KnowledgeGraph:
    """The article and the invented account, derived over their union."""
    folder = tmp_path_factory.mktemp("both")
    for path in (*parley.resources.account_files(), DISSENT):
        (folder / path.name).write_bytes(path.read_bytes())
    return parley.connect(folder)


def halves(kg: parley.KnowledgeGraph, forms: bytes) -> tuple[bytes, bytes]:
    """Split by document: the article in one half, everything else in the other; no triple is in both."""
    assert isinstance(kg.engine, Store)
    lines = kg.engine.triples().splitlines(keepends=True)
    mine = [line for line in lines if line.startswith(b"<https://w3id.org/parley/doc/2422500622f1")]
    rest = [line for line in lines if not line.startswith(b"<https://w3id.org/parley/doc/2422500622f1")]
    some = forms.splitlines(keepends=True)
    return b"".join(mine + some[:5]), b"".join(rest + some[5:])


def told(rows: parley.Rows) -> list[list[str]]:
    return sorted([shown(v) for v in row] for row in rows)


@pytest.mark.parametrize("name", names())
def test_a_stored_query_gives_its_golden_answer(name: str, subject: Subject, both: parley.KnowledgeGraph) -> None:
    query = subject.kg.queries[name]
    needed = {p.name: p.example for p in query.parameters if p.required}
    found = subject.kg.ask(name, **needed)
    if subject.dissent:
        expected = told(both.ask(name, **needed))
    else:
        with (ANSWERS / f"{name.replace('.', '/')}.csv").open(encoding="utf-8", newline="") as handle:
            header, *rows = csv.reader(handle)
        assert list(found.columns) == header
        expected = sorted(rows)
    assert told(found) == expected


@pytest.mark.parametrize("name", names())
def test_bound_parameters_and_views_agree(name: str, subject: Subject, both: parley.KnowledgeGraph) -> None:
    if subject.name == "rdflib" and "rdflib" not in WANTED:
        pytest.skip("takes minutes; enable with: PARLEY_TEST_SERVERS=rdflib python -m pytest")
    if subject.name == "comunica" and name in SLOW_WHEN_FEDERATED:
        pytest.skip("takes Comunica up to a minute each time; the default answer is compared above")
    query = subject.kg.queries[name]
    needed = {p.name: p.example for p in query.parameters if p.required}
    cases = [{p.name: p.example} for p in query.parameters if not p.required] or [{}]
    kg = both if subject.dissent else parley.connect()
    for given_values in (*cases, {"view": "all"}, {"view": "strict"}):
        values = {**needed, **given_values}
        assert told(subject.kg.ask(name, **values)) == told(kg.ask(name, **values)), values  # type: ignore[arg-type]


@pytest.mark.parametrize("name", names())
def test_a_denial_is_marked_alike(
    name: str, subject: Subject, denied: parley.KnowledgeGraph, denying: parley.KnowledgeGraph
) -> None:
    """What a denial does to each answer, `test_denial.py` shows on the embedded engine; here the others agree with it."""
    if subject.name == "rdflib" and "rdflib" not in WANTED:
        pytest.skip("takes minutes; enable with: PARLEY_TEST_SERVERS=rdflib python -m pytest")
    query = denying.queries[name]
    needed = {p.name: p.example for p in query.parameters if p.required}
    for view in VIEWS if subject.name != "comunica" else ("all",):
        assert told(denied.ask(name, view=view, **needed)) == told(denying.ask(name, view=view, **needed)), view


def answer(engine: Engine, text: str) -> list[str]:
    solutions = engine.query(PREFIX + text)
    assert isinstance(solutions, Solutions)
    return sorted(str(row[0]).removeprefix(matrix.EX) for row in solutions.rows)


@pytest.mark.parametrize("form", matrix.FORMS, ids=[f.name for f in matrix.FORMS])
def test_a_bound_form_answers_as_the_constant_does(form: matrix.Form, subject: Subject) -> None:
    constant = form.text
    for name, term in form.constant.items():
        constant = re.sub(rf"\${name}\b", term, constant)
    expected = DEVIATIONS.get((subject.name, form.name), form.rows)
    assert answer(subject.engine, substitute(form.text, form.values)) == expected
    if "stays" not in form.name:
        assert "$" not in constant, constant
        assert answer(subject.engine, constant) == expected


def test_there_are_enough_forms() -> None:
    assert len({form.name for form in matrix.FORMS}) >= 40


ECHO = "SELECT ?v WHERE { BIND($x AS ?v) }"


def is_cut(subject: Subject, text: str) -> bool:
    """Whether the engine loses a part of the text: Virtuoso 7.2.5, after U+0000, if not all is ASCII."""
    return subject.name == "virtuoso" and "\x00" in text and not text.isascii()


def goes_through(subject: Subject, text: str) -> None:
    """Assert that a text comes back unchanged, or that it is refused where an engine would cut it."""
    query = substitute(ECHO, {"x": text})
    if is_cut(subject, text):
        with pytest.raises(EngineError, match=r"cuts a text at U\+0000"):
            subject.engine.query(query)
        return
    solutions = subject.engine.query(query)
    assert isinstance(solutions, Solutions)
    assert solutions.rows == [(text,)]
    compared = substitute(
        "SELECT ?v WHERE { BIND($x AS ?v) FILTER(?v = $x && STRLEN(?v) = $n) }", {"x": text, "n": len(text)}
    )
    assert subject.engine.query(compared) == solutions


@pytest.mark.parametrize("name", hostile.CORPUS)
def test_a_hostile_text_goes_through_unchanged(name: str, subject: Subject) -> None:
    goes_through(subject, hostile.CORPUS[name])


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=200))
@example("\x00\x80")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_goes_through_unchanged(subject: Subject, text: str) -> None:
    goes_through(subject, text)


def test_virtuoso_still_cuts_at_null(subject: Subject) -> None:
    if subject.name != "virtuoso":
        pytest.skip("a deviation of Virtuoso 7.2.5")
    assert isinstance(subject.engine, Endpoint)
    answer = subject.engine.transport.query(substitute(ECHO, {"x": "\u0627\x00b"}), "application/sparql-results+json")
    (binding,) = json.loads(answer.body)["results"]["bindings"]
    assert binding["v"]["value"] == "\u0627"


def test_an_ordered_answer_of_no_rows_is_an_answer(subject: Subject) -> None:
    # Comunica 4.5.0 waits for ever, but not each time: a race, so that only the way around it can be asserted.
    query = (
        f"{PROLOGUE} SELECT ?s ?p ?c WHERE {{ ?s a parley:Patronage ; parley:patron ?p ; parley:client ?c ; "
        "parley:standing ?standing . FILTER(?standing IN (code:standing-established)) } ORDER BY ?s ?p"
    )
    solutions = subject.kg.solutions(query)
    assert (solutions.columns, solutions.rows) == (("s", "p", "c"), [])


def test_every_row_is_proved_on_every_engine(subject: Subject) -> None:
    for name in ("patronage.linked", "bargaining.undertakings", "evidence.exclusions"):
        rows = subject.kg.ask(name)
        assert len(rows)
        assert all(row.why() for row in rows)


def test_names_are_resolved_on_every_engine(subject: Subject) -> None:
    rows = subject.kg.queries.patronage.backers(group="المقاومة الإسلامية في العراق", patron="الحرس الثوري")
    assert [row.patron.curie for row in rows] == ["id:irgc"]  # type: ignore[union-attr]


def test_a_row_limit_is_found_and_never_passed_on(subject: Subject) -> None:
    if not isinstance(subject.engine, Endpoint):
        pytest.skip("in memory there is no limit on rows")
    engine = Endpoint(subject.engine.url, graph=subject.engine.transport.graph, timeout=120)
    if subject.name == "virtuoso":
        with pytest.raises(TruncatedError, match="10000"):
            engine.query("SELECT ?s WHERE { ?s ?p ?o }")
        with pytest.raises(TruncatedError):
            engine.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    elif subject.name == "oxigraph":
        solutions = engine.query("SELECT ?s WHERE { ?s ?p ?o }")
        assert isinstance(solutions, Solutions)
        assert len(solutions.rows) == engine.proven > 10_000


def test_the_doctor_finds_what_is_true(subject: Subject) -> None:
    if not isinstance(subject.engine, Endpoint) or subject.name == "comunica":
        pytest.skip("a doctor is for a service; in front of two halves its comparisons take very long")
    findings = list(examine(subject.engine.url, graph=subject.engine.transport.graph, timeout=40))
    assert [f for f in findings if f.harms] == []
    found = {f.what: f for f in findings}
    assert found["stored queries"].detail == f"{len(names())} of {len(names())}"
    known = {f.what for f in found.values() if f.state == "known"}
    if subject.name == "virtuoso":
        assert found["limit on rows"].detail.startswith("10000: ")
        assert known == {"U+0000 in a text beyond ASCII", "EXISTS over VALUES", "MINUS of VALUES"}
    else:
        assert found["limit on rows"].state == "agrees"
        assert not known
