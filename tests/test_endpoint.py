"""What a service may do wrong, played by one on loopback."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs

import pytest

import parley
from parley.engines import Endpoint, Solutions
from parley.errors import EngineError, NotDerivedError, ParameterError, QueryFileError, TruncatedError
from parley.sparql.forms import form_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JSON = "application/sparql-results+json"
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"


def table(*values: object, name: str = "s") -> str:
    rows = [{name: {"type": "literal", "value": str(v)}} for v in values]
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": rows}})


class Service:
    """A scripted service: what it answers, and what it was asked.

    Attributes:
        url: Its address.
        answer: From a query to status, headers and body.
        asked: The queries, in order.
        headers: The headers of the last request.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.answer: Callable[[str], tuple[int, dict[str, str], str]] = lambda _: (200, {}, table())
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}


@pytest.fixture
def service() -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        played: ClassVar[Service]

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            query = parse_qs(body).get("query", parse_qs(body).get("update", [""]))[0]
            self.played.asked.append(query)
            self.played.headers = dict(self.headers)
            status, headers, text = self.played.answer(query)
            data = text.encode()
            self.send_response(status)
            for name, value in {"Content-Type": JSON, "Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.played = Service(f"http://127.0.0.1:{server.server_port}/sparql")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Handler.played
    server.shutdown()
    server.server_close()


def counted(rows: int, total: int) -> Callable[[str], tuple[int, dict[str, str], str]]:
    """Answer a COUNT with the total, anything else with so many rows."""
    return lambda q: (200, {}, table(total) if "COUNT(" in q else table(*range(rows)))


def test_a_whole_answer_is_counted_once_and_then_trusted_up_to_its_size(service: Service) -> None:
    service.answer = counted(5, 5)
    engine = Endpoint(service.url)
    assert len(engine.query(SELECT).rows) == 5  # type: ignore[union-attr]
    assert len(service.asked) == 2
    assert "COUNT(*)" in service.asked[1]
    assert SELECT in service.asked[1]
    engine.query(SELECT)
    assert len(service.asked) == 3, "as many rows have been returned in full before"


@pytest.mark.parametrize("cap", [1, 1000, 10_000])
def test_a_part_of_an_answer_is_an_error_whatever_the_limit(service: Service, cap: int) -> None:
    service.answer = counted(cap, cap + 1)
    with pytest.raises(TruncatedError, match=f"returned {cap} of {cap + 1} rows"):
        Endpoint(service.url).query(SELECT)


def test_no_rows_may_be_a_part_as_well(service: Service) -> None:
    service.answer = counted(0, 7)
    with pytest.raises(TruncatedError, match="returned 0 of 7"):
        Endpoint(service.url).query(SELECT)


def test_a_service_that_cannot_count_is_not_trusted(service: Service) -> None:
    service.answer = lambda q: (400, {}, "no COUNT here") if "COUNT(" in q else (200, {}, table(1))
    with pytest.raises(TruncatedError, match="cannot count its rows"):
        Endpoint(service.url).query(SELECT)


@pytest.mark.parametrize("header", [{"X-SPARQL-MaxRows": "10"}, {"X-SQL-State": "S1TAT", "X-SQL-Message": "timeout"}])
def test_virtuoso_says_in_a_header_that_it_left_rows_out(service: Service, header: dict[str, str]) -> None:
    service.answer = lambda _: (200, {"Server": "Virtuoso/07.20", **header}, table(1))
    with pytest.raises(TruncatedError, match="a part of the answer only"):
        Endpoint(service.url).query("ASK {}")


def test_a_busy_service_is_asked_again_after_as_long_as_it_says(service: Service) -> None:
    def busy_once(query: str) -> tuple[int, dict[str, str], str]:
        return (503, {"Retry-After": "0"}, "busy") if len(service.asked) == 1 else counted(1, 1)(query)

    service.answer = busy_once
    assert len(Endpoint(service.url).query(SELECT).rows) == 1  # type: ignore[union-attr]
    assert len(service.asked) == 3


def test_a_service_that_stays_busy_is_an_error_within_the_timeout(service: Service) -> None:
    service.answer = lambda _: (503, {"Retry-After": "3600"}, "busy")
    with pytest.raises(EngineError, match="answers 503"):
        Endpoint(service.url, timeout=2).query(SELECT)


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (400, QueryFileError, "refuses it: bad"),
        (401, EngineError, "set PARLEY_SPARQL_USER"),
        (403, EngineError, "credentials do not suffice"),
        (404, EngineError, "is this the address"),
        (500, EngineError, "answers 500 .*bad"),
        (413, EngineError, "answers 413"),
    ],
)
def test_a_refusal_is_one_clear_line(service: Service, status: int, error: type[Exception], message: str) -> None:
    service.answer = lambda _: (status, {}, "bad\n\nquery")
    with pytest.raises(error, match=message) as caught:
        Endpoint(service.url).query(SELECT)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "<html>login</html>",
        '{"head": {"vars": ["s"]}, "results": {"bindings": [',
        "[]",
        '{"head": {}, "results": 7}',
        "",
    ],
)
def test_an_answer_that_is_no_result_is_an_error(service: Service, body: str) -> None:
    service.answer = lambda _: (200, {}, body)
    with pytest.raises(EngineError, match="answered with"):
        Endpoint(service.url).query(SELECT)


def test_an_answer_that_breaks_off_is_an_error(service: Service) -> None:
    service.answer = lambda _: (200, {"Content-Length": "99999"}, table(1))
    with pytest.raises(EngineError, match=r"cannot be reached|broke off"):
        Endpoint(service.url, timeout=2).query(SELECT)


def test_a_service_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EngineError, match="cannot be reached: Connection refused"):
        Endpoint("http://127.0.0.1:1/sparql").query(SELECT)


def test_credentials_come_from_the_environment_and_are_never_shown(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_SPARQL_USER", "reader")
    monkeypatch.setenv("PARLEY_SPARQL_PASSWORD", "s3cret")
    service.answer = counted(1, 1)
    engine = Endpoint(service.url)
    engine.query(SELECT)
    assert service.headers["Authorization"] == f"Basic {b64encode(b'reader:s3cret').decode()}"
    service.answer = lambda _: (401, {}, "no")
    with pytest.raises(EngineError) as caught:
        engine.query(SELECT)
    assert "s3cret" not in str(caught.value) + repr(engine) + engine.name
    monkeypatch.setenv("PARLEY_SPARQL_TOKEN", "t0ken")
    service.answer = counted(1, 1)
    engine.query(SELECT)
    assert service.headers["Authorization"] == "Bearer t0ken"


def test_credentials_do_not_follow_a_redirection(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SPARQL_TOKEN", "t0ken")
    service.answer = lambda _: (302, {"Location": "http://127.0.0.2:9/elsewhere?key=t0ken"}, "")
    with pytest.raises(EngineError, match="redirects to another host") as caught:
        Endpoint(service.url).query(SELECT)
    assert "t0ken" not in str(caught.value)


@pytest.mark.parametrize("url", ["ftp://example.org/", "http://", "http://user:pw@example.org/sparql"])
def test_a_bad_address_is_refused(url: str) -> None:
    with pytest.raises(ParameterError) as caught:
        Endpoint(url)
    assert "pw" not in str(caught.value)


def test_a_timeout_that_is_none_is_refused() -> None:
    with pytest.raises(ParameterError, match="positive number of seconds, not 0"):
        Endpoint("http://127.0.0.1:1/", timeout=0)


def test_a_graph_is_named_by_an_iri(service: Service) -> None:
    with pytest.raises(ParameterError, match="a graph is named by an IRI"):
        Endpoint(service.url, graph="not an iri")


def test_the_request_is_a_post_with_an_explicit_accept_and_the_graph(service: Service) -> None:
    service.answer = counted(1, 1)
    Endpoint(service.url, graph="https://example.org/g").query(SELECT)
    assert service.headers["Accept"] == JSON
    assert service.headers["Content-Type"].startswith("application/x-www-form-urlencoded")


def test_truth_values_and_terms_of_every_kind(service: Service) -> None:
    bindings = [
        {
            "i": {"type": "uri", "value": "a:b"},
            "b": {"type": "bnode", "value": "x"},
            "l": {"type": "literal", "value": "mot", "xml:lang": "fr"},
            "n": {"type": "typed-literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        }
    ]
    body = json.dumps({"head": {"vars": ["i", "b", "l", "n", "u"]}, "results": {"bindings": bindings}})
    service.answer = lambda q: (200, {}, table(1)) if "COUNT(" in q else (200, {}, body)
    answer = Endpoint(service.url).query("SELECT * WHERE {}")
    assert isinstance(answer, Solutions)
    assert answer.rows == [("a:b", "_:x", "mot", 7, None)]
    assert answer.rows[0][2].language == "fr"  # type: ignore[union-attr]
    service.answer = lambda _: (200, {}, '{"head": {}, "boolean": true}')
    assert Endpoint(service.url).query("ASK {}") is True
    service.answer = lambda _: (200, {"Server": "Virtuoso/07"}, table(1, name="__ASK_RETVAL"))
    assert Endpoint(service.url).query("ASK {}") is False, "only the number 1 is true"


def test_connecting_to_what_holds_no_claims_names_the_mend(service: Service) -> None:
    service.answer = lambda q: (200, {}, table(0)) if "COUNT(" in q else (200, {}, table())
    with pytest.raises(NotDerivedError, match="parley load URL"):
        parley.connect(service.url)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select ?s {}", "SELECT"),
        ("# ask\nPREFIX ask: <a:ask>\nCONSTRUCT { } WHERE { }", "CONSTRUCT"),
        ("BASE <a:select>\ndescribe <x>", "DESCRIBE"),
    ],
)
def test_the_form_of_a_query_is_seen(text: str, form: str) -> None:
    assert form_of(text) == form
    with pytest.raises(QueryFileError):
        form_of("INSERT DATA { }")
