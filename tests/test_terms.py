"""RDF terms as Python values: what goes in comes out, through values, pickles, engines and parameters."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.engines.rdflib import to_value as from_rdflib
from parley.errors import TermError
from parley.rdf.oxigraph import to_value
from parley.rdf.terms import (
    IRI,
    XSD,
    BlankNode,
    LangString,
    TripleTerm,
    TypedLiteral,
    lexical,
    literal,
    ntriples,
    serialise,
)
from parley.rdf.typed import Typed, plain

#: Of each datatype texts in its lexical space, and the Python value of each.
WELL_TYPED = {
    "integer": {"12": 12, "-3": -3, "012": 12, "+8": 8, "-0": 0, "98765432109876543210": 98765432109876543210},
    "long": {"9223372036854775807": 2**63 - 1},
    "short": {"31": 31, "0031": 31},
    "unsignedByte": {"255": 255},
    "negativeInteger": {"-9": -9},
    "decimal": {
        "2.50": Decimal("2.5"),
        "2.": Decimal(2),
        ".25": Decimal("0.25"),
        "+1": Decimal(1),
        "007.0": Decimal(7),
    },
    "double": {"1.0": 1.0, "1": 1.0, "1E2": 100.0, "-INF": float("-inf"), "+INF": float("inf"), "1e999": float("inf")},
    "float": {"0.5": 0.5, "0.1": 0.10000000149011612, "1e39": float("inf")},
    "boolean": {"true": True, "false": False, "1": True, "0": False},
    "date": {"1999-12-31": date(1999, 12, 31)},
    "dateTime": {
        "1999-12-31T23:59:59": datetime(1999, 12, 31, 23, 59, 59),
        "1999-12-31T23:59:59Z": datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC),
        "1999-12-31T23:59:59.25": datetime(1999, 12, 31, 23, 59, 59, 250000),
        "1999-12-31T23:59:59-05:30": datetime(
            1999, 12, 31, 23, 59, 59, tzinfo=timezone(-timedelta(hours=5, minutes=30))
        ),
    },
    "dateTimeStamp": {"1999-12-31T23:59:59Z": datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)},
}
#: Texts that no Python type holds, or that are no literals of their datatype although a parser of Python takes them.
TEXTS = {
    "integer": ["2_000", "٤٢", "４２", " 7", "7\n", "", "1.0", "0x1F", "9" * 6000],
    "byte": ["128", "-129"],
    "positiveInteger": ["0", "-4"],
    "unsignedInt": ["4294967296"],
    "decimal": ["NaN", "Infinity", "sNaN", "2e3", "1e999999999", "1_0.5", "٢.٥", "."],
    "double": ["inf", "nan", "Infinity", "1_0e1", "infinity", "-NaN", "0x1p3"],
    "boolean": ["TRUE", "yes", "2", ""],
    "date": [
        "19991231",
        "1999-W52-5",
        "1999-365",
        "1999-02-29",
        "1999-12-31Z",
        "-0044-03-15",
        "12024-01-01",
        "0000-01-01",
    ],
    "dateTime": [
        "1999-12-31",
        "1999-12-31 23:59:59",
        "1999-12-31T23:59",
        "1999-12-31T24:00:00",
        "1999-12-31T23:59:59.0000001",
        "1999-12-31T23:59:59+15:00",
        "1999-12-31T23:59:60",
        "10000-01-01T00:00:00",
    ],
    "gYear": ["1999"],
    "duration": ["P1Y"],
}
GOOD = [(text, kind, value) for kind, texts in WELL_TYPED.items() for text, value in texts.items()]
EVERY = [(text, kind) for text, kind, _ in GOOD] + [(text, kind) for kind, texts in TEXTS.items() for text in texts]
DIRECTED = LangString("سلام", "fa", "rtl")
TERMS = [
    IRI("urn:x:y"),
    BlankNode("_:b"),
    DIRECTED,
    LangString("hello", "en-GB"),
    TypedLiteral("x", "urn:kind"),
    TripleTerm(IRI("urn:s"), IRI("urn:p"), TripleTerm(BlankNode("_:b"), IRI("urn:p"), DIRECTED)),
]


@pytest.mark.parametrize(("text", "kind", "value"), GOOD)
def test_a_literal_of_a_datatype_is_its_value(text: str, kind: str, value: object) -> None:
    found = literal(text, XSD + kind)
    assert found == value
    assert isinstance(found, Typed) or type(found) is type(value)
    assert type(plain(found)) is type(value)


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in TEXTS.items() for text in texts])
def test_what_python_alone_takes_for_a_value_stays_a_text(text: str, kind: str) -> None:
    found = literal(text, XSD + kind)
    assert isinstance(found, TypedLiteral)
    assert (found, found.datatype) == (text, XSD + kind)


@pytest.mark.parametrize(("text", "kind"), EVERY)
def test_the_same_term_comes_out(text: str, kind: str) -> None:
    term = ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
    value = to_value(term)
    assert value is not None
    assert lexical(value) == text
    assert next(iter(ox.parse(f"<urn:s> <urn:p> {ntriples(value)} .", format=ox.RdfFormat.N_TRIPLES))).object == term
    for copied in (copy.copy(value), copy.deepcopy(value), *(pickle.loads(pickle.dumps(value, p)) for p in range(6))):
        assert type(copied) is type(value)
        assert ntriples(copied) == ntriples(value)


@pytest.mark.parametrize(("text", "kind"), EVERY)
def test_a_value_of_rdflib_is_that_of_the_other_engine(text: str, kind: str) -> None:
    term = rdflib.Literal(text, datatype=rdflib.URIRef(XSD + kind), normalize=False)
    assert ntriples(from_rdflib(term)) == ntriples(literal(text, XSD + kind))  # type: ignore[arg-type]


@pytest.mark.parametrize("value", TERMS, ids=repr)
def test_every_kind_of_term_pickles_and_copies(value: IRI) -> None:
    for copied in (copy.copy(value), copy.deepcopy(value), *(pickle.loads(pickle.dumps(value, p)) for p in range(6))):
        assert type(copied) is type(value)
        assert ntriples(copied) == ntriples(value)
        assert copied == value


def test_a_direction_and_a_triple_term_come_from_the_engine_and_go_back() -> None:
    for value in (DIRECTED, TripleTerm(IRI("urn:s"), IRI("urn:p"), DIRECTED)):
        answer = ox.Store().query(f"SELECT ?v WHERE {{ BIND({serialise(value)} AS ?v) }}")
        (row,) = answer  # type: ignore[misc]
        back = to_value(row[0])
        assert ntriples(back) == ntriples(value)  # type: ignore[arg-type]
    assert str(TERMS[-1]) == '<<( <urn:s> <urn:p> <<( _:b <urn:p> "سلام"@fa--rtl )>> )>>'


@given(st.floats() | st.decimals(allow_nan=False, allow_infinity=False) | st.datetimes() | st.dates() | st.booleans())
@settings(deadline=None)
def test_a_python_value_is_plain_again_after_a_round(value: float) -> None:
    text, _, kind = ntriples(value).rpartition("^^")
    back = literal(text[1:-1], kind[1:-1])
    assert type(back) is type(value)
    assert back == value or value != value  # noqa: PLR0124 - NaN


@given(st.datetimes(timezones=st.timezones()))
@settings(deadline=None)
def test_a_zone_of_xsd_is_kept_and_any_other_refused(value: datetime) -> None:
    offset = value.utcoffset() or timedelta()
    if offset % timedelta(minutes=1) or abs(offset) > timedelta(hours=14):
        with pytest.raises(TermError, match="cannot be an RDF term"):
            serialise(value)
    else:
        text = serialise(value).partition('"')[2].partition('"')[0]
        assert literal(text, XSD + "dateTime") == value.replace(tzinfo=timezone(offset))


def test_what_is_computed_from_a_kept_literal_is_plain() -> None:
    number, moment = literal("007", XSD + "integer"), literal("1999-12-31T00:00:00Z", XSD + "dateTime")
    assert isinstance(number, int)
    assert isinstance(moment, datetime)
    assert type(number + 1) is int
    for made in (moment + timedelta(1), moment.replace(year=2000), moment.astimezone(timezone(timedelta(hours=1)))):
        assert type(made) is datetime
    assert (str(number), f"{number:03d}", repr(number)) == ("007", "007", "TypedInteger('007', xsd:integer)")


def test_a_decimal_that_would_be_a_hundred_megabytes_is_refused() -> None:
    with pytest.raises(TermError, match="cannot be an RDF term"):
        serialise(Decimal("1e99999999"))


@pytest.mark.parametrize("direction", ["up", "", "RTL"])
def test_what_is_no_direction_is_refused(direction: str) -> None:
    with pytest.raises(TermError, match="not a direction"):
        LangString("x", "en", direction)


def test_what_a_service_calls_a_language_or_an_iri_is_shown_and_never_sent() -> None:
    from parley.rdf.terms import unchecked

    for value in (literal("x", None, "en_GB"), unchecked("http://example.org/a b"), literal("x", "no iri")):
        assert pickle.loads(pickle.dumps(value)) == value
        with pytest.raises(TermError, match=r"^not an? "):
            serialise(value)
    assert ntriples(unchecked("urn:a b>c")) == "<urn:a\\u0020b\\u003Ec>"
