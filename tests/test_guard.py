"""What an ad-hoc query may not do: nothing that the guard lets through reaches the network, whoever parses it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

import parley
from parley.engines import Embedded, RDFLib
from parley.errors import EngineError, ParleyError, QueryFileError
from parley.sparql.guard import DEEPEST, MOST_OPERATORS, MOST_PATTERNS, guard
from parley.sparql.limits import Limits

KEYWORDS = ["SERVICE", "service", "SeRvIcE", r"SERV\u0049CE", r"\U00000053ERVICE", r"S\u0045RVICE"]
BEFORE = [
    "",
    "?s a x:.",
    "?s a x:a.",
    "?s a x:b\\.",
    "?s a x:%53.",
    "?s a true",
    "?s a 1",
    "?s a 1.",
    "?s a 1e0",
    "?s a 'a'@en.",
    "?s a _:b.",
    "?s a ?o.",
    "# \\u000A ",
    "# a\r",
    "FILTER(1<2)",
    "FILTER('>'='>' || 1<2)",
    "FILTER(1<2)FILTER('>'!=str(?s))",
    "OPTIONAL{}",
    "FILTER EXISTS{",
    "<x:#>?p '#' .",
    "?s ?p '''a'b''\\'''', \"\\\"\". ",
    "BIND('\\u0027 ' AS ?y)",
]
BETWEEN = [" ", "", " SILENT ", "SILENT", "#>\n", " # c\n", "\t\r\n"]


class _Counted(BaseHTTPRequestHandler):
    hits: list[str] = []

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(500)
        self.end_headers()

    do_POST = do_GET  # noqa: N815 - the name is the library's

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def listener() -> Iterator[str]:
    """The address of a service that counts who comes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Counted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def engines() -> list[Embedded | RDFLib]:
    store = ox.Store()
    store.load(b"<a:s> a <a:b> .", format=ox.RdfFormat.TURTLE)
    graph = rdflib.Graph().parse(data="<a:s> a <a:b> .", format="turtle")
    dataset = rdflib.Dataset(default_union=True)
    dataset.add((rdflib.URIRef("a:s"), rdflib.RDF.type, rdflib.URIRef("a:b")))
    return [Embedded(store), RDFLib(graph), RDFLib(dataset)]


ENGINES = engines()


def hidden(before: str, keyword: str, between: str, name: str, address: str) -> str:
    prologue = f"PREFIX x: <{address}> PREFIX SERVICEx: <a:> PREFIX : <{address}> "
    closing = "}" * (before.count("{") - before.count("}"))
    return f"{prologue}SELECT * WHERE {{ {before}{keyword}{between}{name} {{ ?a ?b ?c }}{closing} }}"


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_what_the_guard_lets_through_connects_to_nobody(data: st.DataObject, listener: str) -> None:
    text = hidden(
        data.draw(st.lists(st.sampled_from(BEFORE), max_size=3).map("".join)),
        data.draw(st.sampled_from([*KEYWORDS, ""])),
        data.draw(st.sampled_from(BETWEEN)),
        data.draw(st.sampled_from([f"<{listener}>", "x:y", "x:", ":a", "SERVICEx:y", "SERVICE:y"])),
        listener,
    )
    try:
        guard(text)
    except QueryFileError:
        return
    for engine in ENGINES:
        _Counted.hits.clear()
        with suppress(ParleyError):
            engine.query(text)  # in this process, where the network is at hand
        assert not _Counted.hits, (engine.name, text)


@pytest.mark.parametrize("keyword", KEYWORDS)
@pytest.mark.parametrize("before", BEFORE)
def test_service_is_refused_wherever_it_hides(before: str, keyword: str) -> None:
    with pytest.raises(QueryFileError, match="SERVICE"):
        guard(hidden(f"{before} ", keyword, " ", "<http://127.0.0.1:9/>", "a:"))  # x:a.SERVICE is a name


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX x: <a:> SELECT * { ?s a x:.SERVICE <a:b> {} }",
        "SELECT * { SERVICESILENT<a:b>{} }",
        "PREFIX SERVICEx: <a:> PREFIX x: <b:> ASK { SERVICEx:y { ?a ?b ?c } }",
        "ASK{ FILTER(1<2)SERVICE#>\n<a:b>{} }",
        "ASK{FILTER(1<2)FILTER('>'=?x) SERVICE <a:b> {?a ?b 'z'}}",
        "ASKFROM<a:b>{}",
        "SELECT*FROM<a:b>{}",
        "SELECT * fr\\u006fm <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <a:b> { ?s ?p ?o }",
        "PREFIX x: <a:> DELETE WHERE { ?s ?p ?o }",
        "BASE <a:> INSERT DATA { <s> <p> <o> }",
        "LOAD <file:///etc/passwd>",
    ],
)
def test_what_reaches_beyond_the_graph_is_refused(text: str) -> None:
    with pytest.raises(QueryFileError, match=r"SERVICE|FROM|is an update"):
        guard(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service ?from { ?service ?p ?from }",
        "SELECT * { ?s <http://example.org/SERVICE#from> 'SERVICE FROM' } # SERVICE",
        "PREFIX service: <a:> SELECT * { ?s service:from ?o . GRAPH service:g { ?s a service:x } }",
        "SELECT * { ?s (<http://example.org/service>/<a:from>) ?o FILTER(?o < 5 && ?s > 2) }",
        r'SELECT ("\\u0041 \"SERVICE\"" AS ?x) {}',
        "SELECT * { ?s ?p ?o FILTER(?o IN (<http://example.org/service#a>, <b:c>)) }",
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    guard(text)


@pytest.mark.parametrize("engine", ENGINES, ids=["pyoxigraph", "graph", "dataset"])
def test_past_the_guard_there_is_no_network_and_no_file(
    engine: Embedded | RDFLib, listener: str, tmp_path: object
) -> None:
    secret = tmp_path / "secret.ttl"  # type: ignore[operator]
    secret.write_text("<a:secret> <a:p> <a:o> .")
    _Counted.hits.clear()
    file = secret.as_uri()
    for text in (
        f"SELECT * {{ SERVICE <{listener}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{listener}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERV\\u0049CE <{listener}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ FILTER EXISTS {{ SERVICE <{listener}> {{ ?s ?p ?o }} }} }}",
        f"SELECT * FROM <{listener}> {{ ?s ?p ?o }}",  # noqa: S608
        f"SELECT * FROM NAMED <{listener}x.jsonld> {{ GRAPH ?g {{ ?s ?p ?o }} }}",  # noqa: S608
        f"SELECT * FROM <{file}> {{ ?s ?p ?o }}",  # noqa: S608
        f"CONSTRUCT {{ ?s ?p ?o }} FROM <{file}> {{ ?s ?p ?o }}",
    ):
        try:
            answer = engine.bounded(text, Limits(seconds=20))
        except (QueryFileError, EngineError):
            continue
        assert "secret" not in str(answer)
    assert not _Counted.hits


# Each nests, or goes on, as often as it is told.
BOMBS = {
    "!": lambda n: f"SELECT ({'!' * n}true AS ?x) {{}}",
    "+": lambda n: f"SELECT (1{'+1' * n} AS ?x) {{}}",
    "- ": lambda n: f"SELECT (?a{' - ?a' * n} AS ?x) {{}}",
    "&&": lambda n: f"SELECT * {{ FILTER(?a{'&&?a' * n}) }}",
    "||": lambda n: f"SELECT * {{ FILTER(?a{'||?a' * n}) }}",
    "a/a": lambda n: f"SELECT * {{ ?a a{'/a' * n} ?b }}",
    "a|a": lambda n: f"SELECT * {{ ?a a{'|a' * n} ?b }}",
    "^": lambda n: f"SELECT * {{ ?a a{'/^a' * n} ?b }}",
    ";": lambda n: f"SELECT * {{ ?a a ?b{';a ?b' * n} }}",
    ",": lambda n: f"SELECT * {{ ?a a ?b{',?b' * n} }}",
    ".": lambda n: f"SELECT * {{ {'?a a ?b.' * n} }}",
    "UNION": lambda n: f"SELECT * {{ {{}}{'UNION{}' * n} }}",
    "MINUS": lambda n: f"SELECT * {{ {'MINUS{}' * n} }}",
    "OPTIONAL": lambda n: f"SELECT * {{ {'OPTIONAL{}' * n} }}",
    "BIND": lambda n: "SELECT * {" + "".join(f"BIND(1 AS ?x{i})" for i in range(n)) + "}",
    "FILTER": lambda n: f"SELECT * {{ {'FILTER(?a)' * n} }}",
    "EXISTS": lambda n: f"SELECT * {{ {'FILTER EXISTS{?a a ?b}' * n} }}",
    "groups": lambda n: f"SELECT * {{ {'{?a a ?b}' * n} }}",
    "GRAPH": lambda n: f"SELECT * {{ {'GRAPH ?g{}' * n} }}",
    "VALUES": lambda n: f"SELECT * {{ {'VALUES ?a {1}' * n} }}",
    "AS": lambda n: "SELECT " + "".join(f"(1 AS ?x{i})" for i in range(n)) + "{}",
    "DESCRIBE": lambda n: f"DESCRIBE {'<a:b>' * n} {{}}",
    "<<": lambda n: f"SELECT * {{ {'<<' * n}?a a ?b{'>> a ?c' * n} }}",
    "f(": lambda n: f"SELECT ({'STR(' * n}1{')' * n} AS ?x) {{}}",
    "{": lambda n: f"SELECT * {'{' * n}{'}' * n}",
    "[": lambda n: f"SELECT * {{ ?s a {'[a ' * n}1{']' * n} }}",
    "hidden": lambda n: f"SELECT * {{ FILTER(1<{'!' * n}true)FILTER(2>1) }}",
    "lists": lambda n: f"SELECT * {{ ?s a ({' 1' * n}) }}",
}


def let_through(bomb: object) -> int:
    """Return the largest number that the guard lets through."""
    low, high = 1, 10_000
    while low < high:
        middle = (low + high + 1) // 2
        try:
            guard(bomb(middle))  # type: ignore[operator]
            low = middle
        except QueryFileError:
            high = middle - 1
    return low


@pytest.mark.long
@pytest.mark.parametrize("kind", BOMBS)
def test_as_much_as_the_guard_lets_through_ends_no_process(kind: str) -> None:
    bomb = BOMBS[kind]
    most = let_through(bomb)
    assert most < 4000
    with pytest.raises(QueryFileError, match=r"more than|characters"):
        guard(bomb(most + 1))
    code = (
        "import sys, parley\nfrom parley.engines import Embedded\n"
        "try: Embedded().query(sys.stdin.read())\nexcept parley.ParleyError as error: print(error)"
    )
    try:
        done = subprocess.run([sys.executable, "-c", code], input=bomb(most), text=True, timeout=5, check=False)
    except subprocess.TimeoutExpired:
        return  # a plan that takes long: the deadline's business
    assert done.returncode == 0


def test_the_message_names_the_bound() -> None:
    for text, bound in (
        (BOMBS["+"](1500), f"more than {MOST_OPERATORS} operators"),
        (BOMBS["."](500), f"more than {MOST_PATTERNS} patterns"),
        (BOMBS["{"](100), f"more than {DEEPEST} deep"),
        ("SELECT * {}\n# " + "x" * 70_000, "characters"),
    ):
        with pytest.raises(QueryFileError, match=bound):
            guard(text)


PIECES = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ".",
    ";",
    ",",
    "?a",
    "$b",
    "<a:b>",
    "x:y",
    "'a'",
    "1",
    "-2",
    "1e5",
    "*",
    "/",
    "|",
    "^",
    "!",
    "=",
    "<",
    ">",
    "+",
    "-",
    "&&",
    "||",
    "UNION",
    "OPTIONAL",
    "MINUS",
    "FILTER",
    "BIND",
    "AS",
    "VALUES",
    "UNDEF",
    "GRAPH",
    "EXISTS",
    "NOT",
    "IN",
    "COUNT",
    "GROUP",
    "BY",
    "HAVING",
    "ORDER",
    "LIMIT",
    "5",
    "CONCAT",
    "REPLACE",
    "REGEX",
    "a",
    "<<",
    ">>",
    "@en",
    "^^",
    "_:b",
    "#",
    "\n",
    "\\u0041",
    "PREFIX",
    "id:irgc",
    "parley:states",
    "REDUCED",
    "DISTINCT",
]


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.sampled_from(["", "SELECT * { ", "ASK { "]))
def test_token_soup_is_an_answer_or_a_refusal(soup: str, start: str) -> None:
    for engine in ENGINES[:2]:
        kg = parley.KnowledgeGraph(engine)
        with suppress(ParleyError):
            kg.query(f"{start}{soup} }}" if start else soup, Limits(seconds=10, rows=1000))


def test_the_listener_would_hear_it(listener: str) -> None:
    _Counted.hits.clear()
    with pytest.raises(EngineError):
        ENGINES[0].query(f"SELECT * {{ SERVICE <{listener}> {{ ?s ?p ?o }} }}")
    assert _Counted.hits
