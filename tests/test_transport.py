"""Whatever a service sends, it ends in the right answer or in one clear line, in time, and no secret is told."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import logging
import re
import time
import zlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, formatdate
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import parley
from parley.cli.main import main
from parley.engines import Endpoint, Solutions
from parley.engines.credentials import Credentials, challenges
from parley.engines.said import said
from parley.engines.transport import Transport, retry_after
from parley.errors import EngineError, ParameterError, ParleyError, QueryFileError
from parley.rdf.terms import IRI, TripleTerm
from parley.text.address import address, shown
from parley.text.printable import printable
from played import Played, sending

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

JSON = "application/sparql-results+json"
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"


def table(*terms: object) -> bytes:
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": t} for t in terms]}}).encode()


def text(value: object) -> dict[str, object]:
    return {"type": "literal", "value": str(value)}


def answering(body: bytes, headers: dict[str, str] | None = None, status: int = 200) -> Played:
    """Play a service that gives one body to everything but a count, which it answers by 1."""

    def answer(form: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if "COUNT(" in form.get("query", "") and status == 200:
            return 200, {"Content-Type": JSON}, table(text(1))
        return status, {"Content-Type": JSON, **(headers or {})}, body

    return Played(answer)


def rows(url: str, **options: float) -> list[tuple[object, ...]]:
    answer = Endpoint(url, **options).query(SELECT)  # type: ignore[arg-type]
    assert isinstance(answer, Solutions)
    return list(answer.rows)


def one_line(caught: pytest.ExceptionInfo[Exception]) -> str:
    message = str(caught.value)
    assert "\n" not in message
    assert message == printable(message)
    assert len(message) < 700
    return message


# Addresses


@pytest.mark.parametrize(
    "url",
    ["http://h:99999/", "http://h:x/", "http://[::1/", "http://[zz]/", "http://h/a b", "http://h/a\tb", "http://h/\n", "http://", "http:///x",
     "ftp://h/", "h:7878/query", "127.0.0.1:80/q", "", "http://a..b/", f"http://{'a' * 64}.org/", "http://h\u202e/", "http://h/\x1b[31m", "http://h/\u2028", "http://h^/", "http://?x"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(ParameterError, match=r"not the address of a SPARQL service") as caught:
        Endpoint(url)
    one_line(caught)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("HTTP://Example.ORG/Sparql", "http://example.org/Sparql"),
        ("https://example.org/Straße?größe=1#top", "https://example.org/Stra%C3%9Fe?gr%C3%B6%C3%9Fe=1"),
        ("http://bücher.example/q", "http://xn--bcher-kva.example/q"),
        ("http://[::1]:8080/q", "http://[::1]:8080/q"),
        ("http://h/a%20b", "http://h/a%20b"),
    ],
)
def test_an_iri_becomes_the_address_that_is_sent(given: str, sent: str) -> None:
    assert address(given) == sent


@given(st.text(max_size=60), st.sampled_from(["", "http://", "HTTPS://u:pw@", "http://h/"]))
def test_any_text_is_an_address_or_refused(given_text: str, start: str) -> None:
    with contextlib.suppress(ParameterError):
        assert address(start + given_text).isascii()
    assert shown(start + given_text) == printable(shown(start + given_text))


@pytest.mark.parametrize(
    "command",
    [["check"], ["ask", "patronage.backers", "--source"], ["sparql", "ASK {}", "--source"], ["doctor"], ["load"], ["build", "/nowhere/x"],
     ["publish", "/nowhere/x"], ["diff", "x.ttl"], ["load", "http://127.0.0.1:1/", "--verify"], ["ask", "patronage.backers", "--bogus"]],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "HTTPS", "ftp"])
def test_no_command_shows_the_password_of_an_address(
    command: list[str], scheme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, f"{scheme}://someone:hush-hush@127.0.0.1:1/sparql"]) == 2
    told = capsys.readouterr()
    assert "hush" not in told.out + told.err
    assert told.err.count("\n") == 1


# Redirections


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_on_the_same_host_gets_the_same_request(status: int) -> None:
    with Played() as service:
        service.answer = lambda _: (
            (status, {"Location": "/new"}, b"")
            if service.asked[-1].path != "/new"
            else (200, {"Content-Type": JSON}, table(text(1)))
        )
        assert rows(service.url) == [("1",)]
        assert {(a.method, "query" in a.form) for a in service.asked} == {("POST", True)}
        Transport(service.url, 5).update("CLEAR ALL")
        assert service.asked[-1].form == {"update": "CLEAR ALL"}


def test_303_is_got_for_a_query_and_an_error_for_an_update() -> None:
    with Played() as service:
        service.answer = lambda _: (
            (303, {"Location": "/done"}, b"")
            if service.asked[-1].path != "/done"
            else (200, {"Content-Type": JSON}, b'{"head": {}, "boolean": true}')
        )
        assert Endpoint(service.url).query("ASK {}") is True
        assert service.asked[-1].method == "GET"
        with pytest.raises(EngineError, match=r"redirects to http.*/done; name that"):
            Transport(service.url, 5).update("CLEAR ALL")
        assert [a.method for a in service.asked].count("GET") == 1


@pytest.mark.parametrize(
    ("location", "told"),
    [("https://127.0.0.1/x", "another host"), ("http://127.0.0.1:1/x", "another host"), ("//example.org/x", "another host"), ("http://h:abc/", "no address"),
     ("http://[::1", "no address"), ("", "no address"), ("http://u:secret@127.0.0.1/", "no address"), ("file:///etc/passwd", "no address"), ("/sparql", "more than 5 times")],
)  # fmt: skip
def test_a_redirection_elsewhere_is_refused(location: str, told: str) -> None:
    with (
        Played(lambda _: (308, {"Location": location}, b"")) as service,
        pytest.raises(EngineError, match=told) as caught,
    ):
        rows(service.url)
    assert "secret" not in one_line(caught)


def test_a_graph_is_not_put_where_the_new_address_does_not_name_it() -> None:
    with Played(lambda _: (307, {"Location": "/store"}, b"")) as service:
        with pytest.raises(EngineError, match=r"redirects to"):
            Transport(service.url, 5).store("PUT", b"", "https://example.org/g")
        assert len(service.asked) == 1


# Waiting


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7.0),
        ("²", None),
        ("1.5", None),
        ("-3", None),
        ("soon", None),
        ("", None),
        ("9" * 400, float("inf")),
        (formatdate(0), 0.0),
        ("Wed, 99 Foo 2025 00:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_or_ignored(told: str, seconds: float | None) -> None:
    assert retry_after(told) == seconds


def test_retry_after_may_be_a_date() -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert 3590 < (retry_after(in_an_hour) or 0) <= 3600


@pytest.mark.parametrize(
    "told",
    ["50", "9" * 400, format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)],
    ids=["seconds", "no number", "a date"],
)
def test_who_asks_for_more_patience_than_there_is_is_asked_once(told: str) -> None:
    with answering(b"busy", {"Retry-After": told}, 429) as service:
        with pytest.raises(EngineError, match=r"answers 429 .* asks to wait"):
            rows(service.url, timeout=100)
        assert len(service.asked) == 1


# One deadline


def drip(data: bytes) -> object:
    def script(connection: socket.socket) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(0.2)

    return script


def flood(start: bytes, again: bytes, pause: float = 0.0) -> object:
    def script(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(again)
            time.sleep(pause)

    return script


@pytest.mark.parametrize(
    "script",
    [
        drip(HEAD * 3),
        flood(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n", 0.1),
        flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
        flood(HEAD + b"\r\n", b" ", 0.1),
        flood(b"HTTP/1.1 500 Oops\r\n\r\n", b"e", 0.1),
        flood(b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", b"e", 0.1),
        flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", 0.1),
        lambda _: time.sleep(8),
    ],
    ids=["status", "headers", "interim", "body", "error", "redirection", "chunks", "silence"],
)
def test_nothing_takes_longer_than_the_timeout(script: object) -> None:
    started = time.monotonic()
    with sending(script) as url, pytest.raises(EngineError, match=r"took too long|cannot be reached|answers") as caught:  # type: ignore[arg-type]
        rows(url, timeout=1)
    one_line(caught)
    assert time.monotonic() - started < 2.5


@pytest.mark.long
def test_the_clock_is_looked_at_while_an_answer_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from parley.engines import results

    monkeypatch.setattr(results, "_OFTEN", 2)
    body = table(*map(text, range(2_000_000)))
    with answering(body) as service:
        started = time.monotonic()
        with pytest.raises(EngineError, match=r"took too long"):
            rows(service.url, timeout=1)
        assert time.monotonic() - started < 2.5


# What is too large, broken, packed, or no HTTP


@pytest.mark.parametrize(
    "script",
    [
        flood(HEAD + b"\r\n", b" " * 65536),
        flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + b"x" * 0x4000 + b"\r\n"),
    ],
)
def test_an_endless_body_ends_in_one_line(script: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SPARQL_LARGEST", "1000000")
    with sending(script) as url, pytest.raises(EngineError, match=r"more than 1000000 bytes; .*PARLEY_SPARQL_LARGEST"):  # type: ignore[arg-type]
        rows(url)


@pytest.mark.parametrize("told", ["0", "-1", "much", "²", "1e9"])
def test_the_largest_size_is_a_number(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SPARQL_LARGEST", told)
    with pytest.raises(ParameterError, match=r"PARLEY_SPARQL_LARGEST is a positive number"):
        Endpoint("http://127.0.0.1:1/")


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": [("gzip", gzip.compress)],
    "two members": [("x-gzip", lambda d: gzip.compress(d[:9]) + gzip.compress(d[9:]))],
    "zlib": [("deflate", zlib.compress)],
    "deflate": [("Deflate", raw_deflate)],
    "twice": [("gzip, deflate", lambda d: zlib.compress(gzip.compress(d)))],
    "identity": [("identity", bytes)],
}


@pytest.mark.parametrize("name", PACKED)
def test_what_is_packed_unasked_is_unpacked(name: str) -> None:
    ((coding, pack),) = PACKED[name]
    body = pack(table(text("one")))  # type: ignore[operator]
    with answering(body, {"Content-Encoding": coding}) as service:
        assert rows(service.url) == [("one",)]


@pytest.mark.parametrize(
    ("coding", "body", "told"),
    [
        ("br", b"\x1b[31m\x00", "content coding br, which was not asked for"),
        ("gzip", b"no gzip at all", "what is no HTTP"),
        ("gzip", gzip.compress(table(text("one")))[:-12], "broke off within a packed body"),
        ("gzip, gzip, gzip, gzip", b"", "content coding gzip, gzip"),
        ("gzip", gzip.compress(b" " * (200 << 20)), "answered with more than"),
    ],
    ids=["unknown", "not packed", "cut", "four times", "bomb"],
)
def test_what_cannot_be_unpacked_is_an_error(coding: str, body: bytes, told: str) -> None:
    with answering(body, {"Content-Encoding": coding}) as service, pytest.raises(EngineError, match=told) as caught:
        rows(service.url)
    one_line(caught)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\r\n\r\n", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/9.9 200 OK\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 " + b"x" * 70_000, b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 200 + b"\r\n", HEAD + b"X" * 70_000 + b"\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{", HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n{}",
        HEAD + b"Content-Length: 999\r\n\r\n{", HEAD + "Content-Length: ²\r\n\r\n{".encode(), HEAD + b"Content-Length: -1\r\n\r\n", HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n{",
        HEAD + b"\r\n" + b"[" * 200_000, HEAD + b'\r\n{"a":' * 1, HEAD + b"\r\n\xff\xfe", HEAD + b"\r\n" + b"1" * 5000, HEAD + b"\r\n\x00", b"HTTP/1.1 204 None\r\n\r\n",
        b"HTTP/1.1 103 Early\r\n\r\n", b"HTTP/1.1 304 Same\r\n\r\n", b"HTTP/1.1 407 Proxy\r\n\r\n", b"HTTP/1.1 500 \x1b[31mred\r\n\r\n\x1b]0;title\x07", b"\x00" * 100,
    ],
)  # fmt: skip
def test_what_is_no_answer_ends_in_one_line(data: bytes) -> None:
    with sending(lambda connection: connection.sendall(data)) as url, pytest.raises(ParleyError) as caught:
        rows(url, timeout=3)
    one_line(caught)


@given(
    data=st.binary(max_size=300),
    start=st.sampled_from(
        [b"", b"HTTP/1.1 ", HEAD, HEAD + b"\r\n", HEAD + b'\r\n{"head": {"vars": ["s"]}, "results": ']
    ),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_end_in_one_line(data: bytes, start: bytes) -> None:
    with sending(lambda connection: connection.sendall(start + data)) as url:
        with pytest.raises(ParleyError) as caught:
            rows(url, timeout=3)
        one_line(caught)


# What a service says


@pytest.mark.parametrize(
    "spaced",
    [
        str,
        lambda q: " ".join(q.split()),
        json.dumps,
        lambda q: q.replace("<", "&lt;").replace(">", "&gt;"),
        quote,
        lambda q: q[:200],
        lambda q: q[60:],
    ],
)
def test_what_was_asked_is_not_repeated(spaced: object) -> None:
    sent = f"{parley.rdf.terms.PROLOGUE}\nSELECT ?group WHERE {{\n  ?group a parley:ArmedGroup ;\n    parley:standing ?standing .\n}}"
    told = said(f"query: {spaced(sent)} java.lang.OutOfMemory: heap\n\tat a.B.c(B.java:7)\n", sent)  # type: ignore[operator]
    assert told.endswith("java.lang.OutOfMemory: heap")
    assert len(told) < 80


def test_short_and_long_reasons_stay() -> None:
    assert said("Unknown prefix ex: at line 3", SELECT) == "Unknown prefix ex: at line 3"
    assert said("a" * 1000 + " the cause").endswith("the cause")
    assert said('line 1: unexpected "<http://e/x>"') == 'line 1: unexpected "<http://e/x>"'


@pytest.mark.parametrize(
    "tail",
    [
        b"java.util.concurrent.TimeoutException",
        b"\n\n!!! An error has occurred: out of memory",
        b"Virtuoso S1TAT Error: timed out",
    ],
)
@pytest.mark.parametrize("cut", [20, 60, None])
def test_a_reason_at_the_end_of_an_answer_that_began_well_is_told(tail: bytes, cut: int | None) -> None:
    body = table(*map(text, range(50)))[:cut] + tail
    with answering(body) as service, pytest.raises(EngineError) as caught:
        rows(service.url)
    assert " ".join(tail.decode().split())[-20:] in one_line(caught)


def test_a_reason_at_the_end_of_a_graph_is_told() -> None:
    body = b"<a:s> <a:p> <a:o> .\n<a:s> <a:p> out of memory at 12:00"
    with (
        answering(body, {"Content-Type": "text/turtle"}) as service,
        pytest.raises(EngineError, match=r"out of memory"),
    ):
        Endpoint(service.url).query("DESCRIBE <a:s>")


@pytest.mark.parametrize(("path", "purpose"), [("/update", "query"), ("/query", "update")])
def test_the_address_of_the_other_operation_is_recognised(path: str, purpose: str) -> None:
    with answering(f"The {path[1:]} parameter must be set".encode(), status=400) as service:
        transport = Transport(service.url.replace("/sparql", path), 5)
        with pytest.raises(ParleyError, match=rf"address of its {path[1:]} operation"):
            transport.query(SELECT, JSON) if purpose == "query" else transport.update("CLEAR ALL")


# Terms


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ({"type": "literal", "value": "Iraq", "xml:lang": "en_US"}, "Iraq"),
        ({"type": "literal", "value": "7", "datatype": "whole number"}, "7"),
        ({"type": "literal", "value": "7", "datatype": ""}, "7"),
        ({"type": "uri", "value": "http://e/a b"}, "http://e/a b"),
        ({"type": "uri", "value": "relative"}, "relative"),
        ({"type": "uri", "value": "http://e/> } DROP ALL #"}, "http://e/> } DROP ALL #"),
        ({"type": "bnode", "value": "a b"}, "a b"),
        ({"type": "literal", "value": 7}, "7"),
        ({"type": "literal", "value": "\ud800x"}, "\ufffdx"),
    ],
)
def test_an_ill_formed_term_stays_as_text(term: dict[str, object], value: str) -> None:
    with answering(table(term)) as service:
        ((found,),) = rows(service.url)
    assert (found, type(found)) == (value, str)


def test_a_triple_term_is_one() -> None:
    inner = {
        "subject": {"type": "uri", "value": "a:s"},
        "predicate": {"type": "uri", "value": "a:p"},
        "object": text("o"),
    }
    with answering(table({"type": "triple", "value": inner})) as service:
        assert rows(service.url) == [(TripleTerm(IRI("a:s"), IRI("a:p"), "o"),)]


@pytest.mark.parametrize(
    "term",
    [
        {"value": "7"},
        {"type": "literal"},
        {"type": "strange", "value": "x"},
        7,
        [],
        {"type": "literal", "value": {}},
        {"type": "triple", "value": "x"},
    ],
)
def test_what_is_no_term_is_named_with_its_place(term: object) -> None:
    with answering(table(text("fine"), term)) as service, pytest.raises(EngineError, match=r"row 2, column s"):
        rows(service.url)


@pytest.mark.parametrize("count", ["INF", "NaN", "many", "", "1e400"])
def test_a_count_that_is_no_number_is_an_error(count: str) -> None:
    double = {"type": "literal", "value": count, "datatype": "http://www.w3.org/2001/XMLSchema#double"}
    with (
        Played(
            lambda form: (200, {"Content-Type": JSON}, table(double if "COUNT(" in form["query"] else text(1)))
        ) as service,
        pytest.raises(EngineError, match=r"cannot count its rows"),
    ):
        rows(service.url)


# Who asks


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PARLEY_SPARQL_USER", "reader")
    monkeypatch.setenv("PARLEY_SPARQL_PASSWORD", 'p&"ss <w>rd/7')
    return 'p&"ss <w>rd/7'


def forms(secret: str) -> Iterator[str]:
    basic = b64encode(f"reader:{secret}".encode()).decode()
    yield from (
        secret,
        quote(secret),
        quote(secret, safe="").lower(),
        json.dumps(secret),
        basic,
        f"Basic {basic}",
        b64encode(secret.encode()).decode(),
    )
    yield from (
        secret.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;"),
        secret.encode().hex(),
        "".join(f"&#{ord(c)};" for c in secret),
    )
    yield from (b64encode(b"x" * n + secret.encode() + b"yy").decode() for n in range(3))


def test_no_form_of_a_secret_is_left_in_what_is_quoted(secret: str) -> None:
    who = Credentials.of_environment()
    for form in forms(secret):
        left = who.hidden(f"you sent {form}!")
        assert not any(
            len(run) > 5 and run in form for run in re.findall(r"[\w+/%&;]+", left.removeprefix("you sent "))
        ), (form, left)
        assert left.startswith("you sent ")


@pytest.mark.parametrize("place", ["body", "reason", "header", "json", "location", "turtle"])
@pytest.mark.parametrize("number", range(13))
def test_a_service_that_repeats_the_request_tells_no_secret(place: str, number: int, secret: str) -> None:
    form = list(forms(secret))[number]
    plain = form.isascii() and not re.search(r"[\r\n]", form)
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {
        "body": (500, {}, f"Authorization: {form}".encode()),
        "reason": (400, {}, form.encode() * 40),
        "header": (
            200,
            {"Server": "Virtuoso", "X-SQL-State": "S1TAT", "X-SQL-Message": form if plain else ""},
            table(text(1)),
        ),
        "json": (200, {}, f"{form} no JSON".encode()),
        "location": (302, {"Location": f"http://elsewhere.example/{quote(form)}"}, b""),
        "turtle": (200, {"Content-Type": f"text/{quote(form)}"}, f"<a:s> {form}".encode()),
    }
    with Played(lambda _: answers[place]) as service, pytest.raises(ParleyError) as caught:
        Endpoint(service.url).query("DESCRIBE <a:s>" if place == "turtle" else SELECT)
    message = one_line(caught)
    assert secret not in message
    assert form[:12] not in message


@pytest.mark.parametrize("variable", ["TOKEN", "USER", "PASSWORD"])
@pytest.mark.parametrize(
    "value", ["hidd\nen", "hidd\ren", "hidden\x00"[:6] + "\x01", "hidd\x7fen", "hiddén", "hidd\u202een", "hidden\n"]
)
def test_what_no_header_can_carry_is_refused_by_the_name_of_the_variable(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARLEY_SPARQL_USER", "reader")
    monkeypatch.setenv(f"PARLEY_SPARQL_{variable}", value)
    assert main(["sparql", "ASK {}", "--source", "http://127.0.0.1:1/"]) == 2
    told = capsys.readouterr().err
    assert re.fullmatch(rf"parley: PARLEY_SPARQL_{variable} holds a character that cannot be sent; .*\n", told)
    assert "hidd" not in told


def digest_service(algorithm: str, *, once: bool, also: str = "") -> Played:
    """Play a service that wants a digest (RFC 7616), checks it, and may take each nonce once only."""
    hashes = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}
    used: set[str] = set()
    number = iter(range(1000))

    def hashed(value: str) -> str:
        return hashlib.new(hashes[algorithm], value.encode()).hexdigest()

    def answer(_: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        asked = service.asked[-1]
        told = asked.headers.get("Authorization", "")
        if told.startswith("Digest "):
            found = challenges([told])["digest"][0]
            first = hashed("reader:a, b:s3cret pass")
            second = hashed(f"{asked.method}:{asked.path}")
            right = hashed(":".join((first, found["nonce"], found["nc"], found["cnonce"], "auth", second)))
            if found["response"] == right and found["nonce"] not in used:
                used.update([found["nonce"]] if once else [])
                return 200, {"Content-Type": JSON}, table(text(1))
        return (
            401,
            {
                "WWW-Authenticate": f'{also}Digest realm="a, b", nonce="n{next(number)}", qop="auth, auth-int", algorithm={algorithm}'
            },
            b"",
        )

    service = Played(answer)
    return service


@pytest.mark.parametrize("once", [True, False])
@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256", "SHA-512-256"])
def test_a_digest_logs_in_and_the_password_is_not_sent_again(
    algorithm: str,
    once: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARLEY_SPARQL_USER", "reader")
    monkeypatch.setenv("PARLEY_SPARQL_PASSWORD", "s3cret pass")
    with digest_service(algorithm, once=once, also='Basic realm="x", ') as service:
        engine = Endpoint(service.url)
        for _ in range(3):
            engine.query(SELECT)
        kinds = [a.headers.get("Authorization", "").partition(" ")[0] for a in service.asked]
        assert "Basic" not in kinds[1:]
        monkeypatch.setenv("PARLEY_SPARQL_PASSWORD", "s3cret wrong")
        with pytest.raises(EngineError, match=r"refuses the credentials .*digest") as caught:
            Endpoint(service.url).query(SELECT)
        assert "s3cret" not in one_line(caught)


@pytest.mark.parametrize(
    "challenge",
    [
        "Digest realm=x",
        'Digest realm="x", nonce="y", algorithm=MD5-sess',
        'Digest realm="x", nonce="y", qop="auth-int"',
        "Negotiate",
        "garbage ,,= =",
        "Digest",
        '"',
    ],
)
def test_a_challenge_that_is_not_understood_is_one_line(challenge: str, secret: str) -> None:
    with answering(b"", {"WWW-Authenticate": challenge}, 401) as service:
        with pytest.raises(EngineError, match=r"refuses the credentials of the environment") as caught:
            rows(service.url)
        one_line(caught)
        assert len(service.asked) <= 3
    assert secret not in str(caught.value)


def test_over_plain_http_to_elsewhere_credentials_wait_to_be_asked_for(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parley.engines.transport.is_private", lambda _: False)
    with Played() as service:
        service.answer = lambda _: (
            (200, {"Content-Type": JSON}, table(text(1)))
            if "Authorization" in service.asked[-1].headers
            else (401, {"WWW-Authenticate": "Basic realm=x"}, b"")
        )
        engine = Endpoint(service.url)
        engine.query(SELECT)
        engine.query(SELECT)
        assert ["Authorization" in a.headers for a in service.asked][:4] == [False, True, True, True]
    assert secret


# What is logged


def test_requests_retries_and_rows_are_logged_and_no_secret(secret: str, caplog: pytest.LogCaptureFixture) -> None:
    with Played() as service:
        service.answer = lambda _: (
            (503, {"Retry-After": "0"}, b"")
            if len(service.asked) == 1
            else (200, {"Content-Type": JSON}, table(text(1)))
        )
        with caplog.at_level(logging.DEBUG, logger="parley"):
            Endpoint(f"{service.url}?key=hidden").query(SELECT)
    told = caplog.text
    assert re.search(r"POST http://127\.0\.0\.1:\d+/sparql: 503, \d+ ms, 0 bytes", told)
    assert re.search(r"POST http://127\.0\.0\.1:\d+/sparql: 200, \d+ ms, \d+ bytes", told)
    assert "again in 0.0 s" in told
    assert re.search(r"answer of 1 rows after \d+ ms", told)
    assert "hidden" not in told
    assert secret not in told
    assert not logging.getLogger("parley").handlers


def test_a_query_that_is_refused_says_so_as_before() -> None:
    with (
        answering(b"Lexical error at line 2", status=400) as service,
        pytest.raises(QueryFileError, match=r"refuses it: Lexical error at line 2"),
    ):
        rows(service.url)


@pytest.mark.parametrize(
    "source", ["127.0.0.1:7878/query", "localhost:3030/ds", "example.org/sparql", "[::1]:8890/sparql", "example.org:80"]
)
def test_an_address_without_its_scheme_is_recognised(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "patronage.backers", "--source", source]) == 2
    assert "begins with http://" in capsys.readouterr().err


@pytest.mark.parametrize("source", ["missing.ttl", "some.folder/missing.ttl", "https-notes.ttl", "folder"])
def test_a_missing_file_is_no_address(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "patronage.backers", "--source", source]) == 2
    assert "http://" not in capsys.readouterr().err
