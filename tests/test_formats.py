"""Answers as bytes: what a format or a type of column cannot hold is text in it, and never something else."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import pickle
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parley
from parley.answers.formats import spreadsheet_safe
from parley.answers.rows import Rows
from parley.engines import Graph, Solutions
from parley.errors import EngineError, OutputError
from parley.rdf.terms import IRI, XSD, BlankNode, LangString, TripleTerm, literal, ntriples

if TYPE_CHECKING:
    from parley.rdf.terms import Value

INSTANT = literal("1999-12-31T23:59:59Z", XSD + "dateTime")
#: Values by what they are, with the JSON that stands for them.
VALUES: list[tuple[Value, object]] = [
    (literal("-INF", XSD + "double"), "-INF"),
    (literal("NaN", XSD + "float"), "NaN"),
    (2**53, 2**53),
    (-(2**53) - 1, "-9007199254740993"),
    (literal("007", XSD + "integer"), 7),
    (literal("0.10", XSD + "decimal"), 0.1),
    (literal("0.10000000000000000001", XSD + "decimal"), "0.10000000000000000001"),
    (literal("9" * 400, XSD + "decimal"), "9" * 400),
    (literal("sNaN", XSD + "decimal"), "sNaN"),
    (literal("1e888888888", XSD + "decimal"), "1e888888888"),
    (literal("1.0E0", XSD + "double"), 1.0),
    (literal("1", XSD + "boolean"), True),
    (INSTANT, "1999-12-31T23:59:59Z"),
    (TripleTerm(IRI("urn:s"), IRI("urn:p"), LangString("س", "fa", "rtl")), '<<( <urn:s> <urn:p> "س"@fa--rtl )>>'),
    (None, None),  # type: ignore[list-item]
]
FORMULAS = [
    "=1+1",
    "+1",
    "-x",
    "@SUM(A1)",
    "\t=1",
    "\r1",
    "\n@",
    "  =1",
    "\u00a0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\u200b=1",
    "\ufeff=1",
]


def rows_of(*values: Value | None) -> Rows:
    return Rows(None, Solutions(("v",), [(value,) for value in values]), None)


def strictly(text: str) -> object:
    def refuse(constant: str) -> object:
        raise AssertionError(constant)

    return json.loads(text, parse_constant=refuse)


def test_json_is_json_and_a_number_is_exact_or_text() -> None:
    assert strictly(rows_of(*(value for value, _ in VALUES)).to_json()) == [{"v": shown} for _, shown in VALUES]


@given(st.integers() | st.floats() | st.decimals(allow_nan=False, allow_infinity=False))
@settings(deadline=None)
def test_a_number_in_json_is_the_very_number(value: float) -> None:
    ((_, shown),) = strictly(rows_of(value).to_json())[0].items()  # type: ignore[index]
    if isinstance(shown, str):
        assert literal(shown, XSD + ("double" if isinstance(value, float) else "decimal")) == value or value != value  # noqa: PLR0124
    else:
        assert shown == value or Decimal(repr(float(shown))) == value


def test_tsv_holds_terms_and_csv_lexical_forms() -> None:
    rows = rows_of(*(value for value, _ in VALUES), BlankNode("_:b"), LangString("a\tb\n", "en"))
    written = rows.to_tsv().split("\n")
    assert written[0] == "?v"
    assert written[3] == "9007199254740992"
    assert written[5] == f'"007"^^<{XSD}integer>'
    assert written[-3:] == ["_:b", '"a\\tb\\n"@en', ""]
    cells = [line[0] for line in csv.reader(io.StringIO(rows.to_csv()))]
    assert cells[1:6] == ["-INF", "NaN", "9007199254740992", "-9007199254740993", "007"]


@pytest.mark.parametrize("form", ["to_table", "to_markdown", "to_csv", "to_tsv", "to_json", "_repr_html_"])
def test_an_answer_of_no_columns_or_no_rows_can_be_written(form: str) -> None:
    for columns, values in ((), [()]), ((), []), (("v",), []):
        assert isinstance(getattr(Rows(None, Solutions(columns, values), None), form)(), str)


def test_a_cell_of_markdown_is_no_html_no_link_and_one_cell() -> None:
    text = "<img src=x onerror=alert(1)> & a|b `c` ![x](http://example.org/)\r\nd\u202e"
    line = rows_of(text).to_markdown().splitlines()[2]
    assert "<img" not in line
    assert "](http" not in line
    assert len(re.findall(r"(?<!\\)\|", line)) == 2
    assert line.endswith("<br>d\ufffd |")


COLUMNS: list[tuple[list[Value], str]] = [
    ([2**63, 1], "text"),
    ([2**63 - 1, -(2**63)], "Int64"),
    ([literal("18446744073709551615", XSD + "unsignedLong")], "text"),
    ([Decimal("1" * 30 + ".123456789")], "text"),
    ([Decimal("1" * 29 + ".123456789")], "decimal"),
    ([Decimal("0." + "0" * 40 + "1")], "text"),
    ([Decimal("1.5"), 2], "decimal"),
    ([literal("NaN", XSD + "decimal"), Decimal(1)], "text"),
    ([float("inf"), 1.5], "Float64"),
    ([float("nan"), 1.5], "text"),
    ([literal("0.1", XSD + "float")], "Float32"),
    ([INSTANT], "UTC"),
    ([literal("1999-12-31T23:59:59+03:00", XSD + "dateTime")], "text"),
    ([INSTANT, literal("1999-12-31T23:59:59", XSD + "dateTime")], "text"),
    ([literal("0001-01-01", XSD + "date"), literal("9999-12-31", XSD + "date")], "date"),
    ([literal("-0044-03-15", XSD + "date"), literal("1999-12-31", XSD + "date")], "text"),
    ([literal("0001-01-01T00:00:00", XSD + "dateTime"), literal("9999-12-31T00:00:00", XSD + "dateTime")], "datetime"),
    ([literal("1", XSD + "boolean"), False], "bool"),
    ([1, "one"], "text"),
]


@pytest.mark.parametrize(("values", "kind"), COLUMNS, ids=lambda x: str(x)[:40])
@pytest.mark.parametrize("method", ["to_pandas", "to_polars"])
def test_a_column_holds_its_values_or_their_texts(values: list[Value], kind: str, method: str) -> None:
    pytest.importorskip("pandas" if method == "to_pandas" else "polars", reason="with the extra frames")
    frame = getattr(rows_of(*values, None), method)()
    cells = frame["v"].to_list()
    dtype = str(frame["v"].dtype).casefold()
    assert dtype in ("string", "str") if kind == "text" else kind.casefold() in dtype
    expected = [ntriples(v).rpartition("^^")[0][1:-1] or str(v) for v in values] if kind == "text" else values
    assert cells[:-1] == expected
    assert frame["v"].isna().tolist()[-1] if method == "to_pandas" else cells[-1] is None


def test_labels_stand_beside_the_iris(kg: parley.KnowledgeGraph) -> None:
    rows = kg.queries.patronage.backers()
    assert rows[0].label("patron") == rows[0].label(0) == "Iran"
    assert rows[0].label("states") is not None
    with pytest.raises(KeyError):
        rows[0].label("nobody")
    header, first, *_ = csv.reader(io.StringIO(rows.to_csv(labels=True)))
    assert header[:4] == ["patron", "patron_label", "group", "group_label"]
    assert first[1] == "Iran"
    assert json.loads(rows.to_json(labels=True))[0]["patron_label"] == "Iran"
    pytest.importorskip("polars", reason="with the extra frames")
    assert rows.to_polars(labels=True)["patron_label"].to_list()[0] == "Iran"
    taken = kg.query('SELECT ?a ?a_label WHERE { VALUES (?a ?a_label) { (id:iran "x") } }')
    assert taken.label_columns() == {"a": "a_label_"}  # type: ignore[union-attr]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_begins_a_formula(text: str) -> None:
    assert spreadsheet_safe(text) == f"'{text}"
    content = rows_of(text, -5, Decimal("-1.5")).to_csv(spreadsheet=True)
    assert [line[0] for line in csv.reader(io.StringIO(content[1:], newline=""))] == ["v", f"'{text}", "-5", "-1.5"]


def test_csv_for_spreadsheets_says_that_it_is_utf_8_and_has_proofs(kg: parley.KnowledgeGraph) -> None:
    content = kg.queries.patronage.backers().to_csv(spreadsheet=True)
    assert content.encode("utf-8").startswith(b"\xef\xbb\xbfpatron,patron_label,")
    header, *lines = csv.reader(io.StringIO(content[1:]))
    assert header[-1] == "proof"
    assert all("–" in line[-1] for line in lines)
    assert kg.queries.actors.named().to_csv()[0] != "\ufeff"


def test_a_workbook_has_texts_numbers_and_dates_and_no_formula(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="with the extra spreadsheet")
    values = [*FORMULAS, "http://example.org/", "\x01\ufffe", "سپاه پاسداران", 10**15 - 1, 10**16, -2.5, float("inf")]
    rows = rows_of(
        *values,
        literal("1999-12-31", XSD + "date"),
        literal("1066-10-14", XSD + "date"),
        literal("true", XSD + "boolean"),
    )
    rows.to_xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = ["".join(s.itertext()) for s in ET.fromstring(book.read("xl/sharedStrings.xml")).iterfind("{*}si")]
    assert not list(sheet.iter("{*}f"))
    assert not list(sheet.iter("{*}hyperlink"))
    cells = [(c.get("t"), c.findtext("{*}v") or "") for c in sheet.iterfind(".//{*}c")][1:]
    shown = [strings[int(text)] if kind == "s" else text for kind, text in cells]
    assert [kind for kind, _ in cells] == [*["s"] * 18, None, "s", None, "s", None, "s", "b"]
    assert shown[15:] == [
        *("http://example.org/", "\ufffd\ufffd", "سپاه پاسداران"),
        *(str(10**15 - 1), str(10**16), "-2.5", "INF", "36525", "1066-10-14", "1"),
    ]
    first = (tmp_path / "a.xlsx").read_bytes()
    rows.to_xlsx(tmp_path / "b.xlsx")
    assert (tmp_path / "b.xlsx").read_bytes() == first
    with pytest.raises(OutputError, match="a text has 40000"):
        rows_of("x" * 40_000).to_xlsx(tmp_path / "c.xlsx")
    with pytest.raises(OutputError, match="cannot be written"):
        rows.to_xlsx(tmp_path / "none" / "a.xlsx")


def test_a_graph_keeps_its_terms_in_every_form() -> None:
    values = [
        literal(text, XSD + kind)
        for text, kind in (("007", "integer"), ("7", "int"), ("0.1", "float"), ("1.0E0", "double"), ("x", "int"))
    ]
    values += [INSTANT, "a\\u0041\u2028", True]
    graph = Graph([(IRI("urn:s"), IRI("urn:p"), value) for value in values])
    terms = {ntriples(value) for value in values}
    assert {line[len("<urn:s> <urn:p> ") : -2] for line in graph.to_ntriples().split("\n") if line} == terms
    assert {
        ntriples(literal(str(o), str(o.datatype) if o.datatype else None)) for o in graph.to_rdflib().objects()
    } == terms  # type: ignore[attr-defined]
    import pyoxigraph as ox

    again = ox.parse(graph.to_turtle(), format=ox.RdfFormat.TURTLE)
    assert {ntriples(literal(q.object.value, q.object.datatype.value)) for q in again} == terms  # type: ignore[union-attr]
    assert graph.to_turtle() == graph.to_turtle()


def test_rdf_1_2_goes_to_turtle_and_is_refused_by_rdflib() -> None:
    graph = Graph([(IRI("urn:s"), IRI("urn:p"), LangString("x", "ar", "rtl"))])
    assert '"x"@ar--rtl' in graph.to_turtle()
    with pytest.raises(EngineError, match="rdflib does not hold"):
        graph.to_rdflib()


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(deadline=None, max_examples=60)
def test_files_for_gephi_are_xml_whatever_a_label_holds(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    nx = pytest.importorskip("networkx", reason="with the extra graphs")
    from parley.text.printable import xml_text

    graph = Graph([(IRI("urn:s"), IRI("urn:p"), text), (IRI("urn:s"), IRI("urn:q"), BlankNode(f"_:{text}"))])
    folder = tmp_path_factory.mktemp("xml")
    graph.to_graphml(folder / "a.graphml")
    graph.to_gexf(folder / "a.gexf")
    assert nx.read_graphml(folder / "a.graphml").nodes["urn:s"]["urn:p"] == xml_text(text)
    node = ET.parse(folder / "a.gexf").getroot().find(".//{*}node[@id='urn:s']//{*}attvalue")
    assert node is not None
    assert node.get("value") == xml_text(text)


def reasons(row: parley.Row) -> tuple[object, str | None, list[str]]:
    return row[0], row.label(0), [proof.gloss for proof in row.why()]


def test_rows_go_to_other_processes_with_labels_and_proofs(kg: parley.KnowledgeGraph) -> None:
    rows = kg.queries.bargaining.threats()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(reasons, list(rows)) == [reasons(row) for row in rows]
    again = pickle.loads(pickle.dumps(rows))
    assert again.columns == rows.columns
    for form in ("to_table", "to_markdown", "to_csv", "to_tsv", "to_json"):
        assert getattr(again, form)() == getattr(rows, form)()
    assert again.to_json(why=True) == rows.to_json(why=True)


def test_rows_of_an_ad_hoc_query_know_their_derivations_when_unpickled(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query("SELECT ?a ?b WHERE { ?a parley:backs ?b }")
    for row in (*pickle.loads(pickle.dumps(rows)), *map(pickle.loads, map(pickle.dumps, rows))):  # type: ignore[arg-type,misc]
        assert row.why()
