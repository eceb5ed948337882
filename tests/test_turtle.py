"""One way to read Turtle: what one command takes or refuses, all take or refuse, in the same words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import parley
from conftest import ACCOUNT
from parley.check import check
from parley.engines import Embedded
from parley.errors import QueryFileError, SourceFileError
from parley.rdf.turtle import Turtle
from parley.release import triples
from parley.release.diff import diff
from parley.text.documents import Sources
from parley.text.reading import bounded, decode, read_bytes

TEXT = ACCOUNT.read_text(encoding="utf-8")
PREFIX = "@prefix x: <http://x/> .\n"
READERS: dict[str, Callable[[Path], object]] = {
    "check": lambda path: check([path], Sources([])),
    "connect": parley.connect,
    "load": lambda path: Embedded().load(path),
    "publish": lambda path: triples.read([path]),
    "diff": lambda path: diff(path, path),
}
REFUSED = {
    "a dot is missing": (PREFIX + "x:a x:b x:c\nx:d x:e x:f .\n", 2, r"';' or '\.' is missing after x:c: A dot"),
    "a directive without a dot": ("@prefix x: <http://x/>\n@prefix y: <http://y/> .\n", 1, r"'\.' is missing after"),
    "no base": (PREFIX + "x:a x:b\n <#c> .\n", 3, "relative IRI, and no base before it"),
    "a prefix that is not declared": (PREFIX + "\nx:a y:b x:c .\n", 3, "prefix y: has not been declared"),
    "a triple term": (PREFIX + "x:a x:b x:c ;\n x:d <<( x:a x:b x:c )>> .\n", 3, "triple term of RDF 1.2"),
    "an annotation": (PREFIX + 'x:a x:b "<< {|" ;\n x:d x:e {| x:f x:g |} .\n', 3, "triple term of RDF 1.2"),
    "a reifier": (PREFIX + "x:a x:b x:c ;\n x:d x:e ~ x:f .\n", 3, "triple term of RDF 1.2"),
    "a base direction": (PREFIX + 'x:a x:b "--rtl" ;\n x:d "سلام"@fa--rtl .\n', 3, "base direction"),
    "another encoding": (PREFIX.encode() + b'x:a x:b\n "\xe9" .', 3, "not UTF-8"),
    "two bytes a letter": (PREFIX.encode("utf-16"), 1, "UTF-16"),
}
TAKEN = {
    "a byte order mark": lambda text: "\ufeff" + text,
    "a version": lambda text: '@version "1.2" .\n' + text,
    "a prefix with dots": lambda text: text.replace("parley:", "my.parley:").replace("@base", "@base", 1),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "signs of RDF 1.2 within texts": lambda text: text + "# << ~ {| \n",
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", REFUSED)
def test_what_one_refuses_all_refuse_at_the_same_line(name: str, reader: str, tmp_path: Path) -> None:
    text, line, reason = REFUSED[name]
    path = tmp_path / "a.ttl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SourceFileError, match=rf"a\.ttl:{line}: .*{reason}"):
        READERS[reader](path)


@pytest.mark.parametrize("name", TAKEN)
def test_what_one_takes_all_take(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(TAKEN[name](TEXT).encode())
    assert check([path], Sources([])).conforms
    assert not diff(path, ACCOUNT)
    assert triples.read([path]) == triples.read([ACCOUNT])


def test_line_ends_within_texts_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b'<http://x/a> <http://x/b> """one\r\ntwo\rthree\n""" .\r\n')
    engine = Embedded()
    engine.load(path)
    wanted = "one\r\ntwo\rthree\n"
    assert [quad.object.value for quad in Turtle(path).triples()] == [wanted]  # type: ignore[union-attr]
    assert [quad.object.value for quad in engine.store] == [wanted]  # type: ignore[union-attr]
    assert rb"one\r\ntwo\rthree\n" in triples.read([path])


def test_texts_beyond_the_buffer_of_the_parser_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f'<http://x/a> <http://x/b> "{"x" * (17 << 20)}" .', encoding="utf-8")
    (quad,) = Turtle(path).triples()
    assert isinstance(quad.object, ox.Literal)
    assert len(quad.object.value) == 17 << 20


@pytest.mark.parametrize("inner", ["[ x:b " * 400 + "1" + " ]" * 400, "( " * 3000 + ")" * 3000])
def test_depth_does_not_end_a_check(inner: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f"{TEXT}\n@prefix x: <http://x/> .\n<#deep> x:p {inner} .\n", encoding="utf-8")
    assert "blank-node" in {fault.check for fault in check([path], Sources([])).faults}


def test_only_files_within_bounds_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.ttl"
    os.mkfifo(pipe)
    for path, reason in (
        (pipe, "no regular file"),
        (Path("/dev/zero"), "no regular file"),
        (tmp_path, "is a folder"),
        (tmp_path / "none.ttl", "no such file"),
        (tmp_path / ("x" * 300), "file name too long"),
    ):
        for reader in (READERS["load"], READERS["publish"], read_bytes):
            with pytest.raises(SourceFileError, match=reason):
                reader(path)
    with Path("/dev/zero").open("rb") as endless, pytest.raises(SourceFileError, match="larger than 100 bytes"):
        bounded(endless, "<stdin>", 100)
    assert decode("\ufeffx".encode().removeprefix(b"\xef\xbb\xbf"), "x") == "x"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?a (SUM(?b) AS ?c) WHERE { ?a ?p ?b }", "The SELECT contains a variable that is unbound"),
        ("SELECT ?b ?b WHERE { ?a ?p ?b }", "Duplicated variable name in SELECT"),
        ("SELECT (?b AS ?a) WHERE { ?a ?p ?b }", "The SELECT overrides an existing variable using an expression"),
        ("SELECT * WHERE { ?a ?p ?b } GROUP BY ?p", r"SELECT \* is not authorized with GROUP BY"),
        ("SELECT ?a WHERE { ?a ?p <x y> }", "IRI parsing failed"),
        ("SELECT ?a WHERE { ?a ?p ?b }}", "something is missing or out of place before the end"),
        ("SELEC ?a WHERE { ?a ?p ?b }", "unexpected .* at column"),
        ("SELECT ?a WHERE { ?a ?p", "something is missing"),
    ],
)
def test_the_sentence_of_the_engine_is_told(query: str, said: str) -> None:
    with pytest.raises(QueryFileError, match=f"not SPARQL: .*{said}"):
        Embedded().query(query)
