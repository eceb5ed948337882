"""What is bound comes back unchanged, on an engine that reads escapes in strings and on one
that expands them over the whole text before it parses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.engines import Solutions
from parley.engines.embedded import Embedded
from parley.errors import ParleyError, TermError
from parley.rdf.terms import IRI, BlankNode, LangString, TypedLiteral, serialise, serialise_list
from parley.sparql.binding import substitute

if TYPE_CHECKING:
    from parley.rdf.terms import Value

HOSTILE = [
    "",
    '"',
    "'",
    "\\",
    "\\\\",
    '\\"',
    r"\u0022",
    r"\U00000022",
    r"\\u0022 . ?s ?p ?o",
    r"\u005c\u0022",
    '" } INSERT DATA { <a:b> <a:b> <a:b> } #',
    "# no comment",
    "{ } ( ) [ ] . ; ,",
    "$group ?group",
    "line\nbreak\rand\ttab\b\f",
    "\x00\x01\x1f\x7f\x85",
    "\u202eright to left\u2066",
    "\u0301 lone combining mark",
    "\u2028\u2029\ufeff\ufffe",
    "المقاومة الإسلامية في العراق",
    "Kata'ib Hizballah",
    "🕊️ 👩‍👩‍👧",
    '"""',
    "'''",
    "a" * 100_000,
    "%s {0} ${x}",
    "<https://example.org/>",
    "@en ^^xsd:integer",
]
TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text("\\uU0\"'\n\r{}$#?<>@^x5c2")
EMBEDDED = Embedded()
RDFLIB = rdflib.Graph()


def through_embedded(value: Value) -> Value | None:
    answer = EMBEDDED.query(substitute("SELECT ?y WHERE { BIND($x AS ?y) }", {"x": value}))
    assert isinstance(answer, Solutions)
    return answer.rows[0][0]


def through_rdflib(text: str) -> str:
    (row,) = RDFLIB.query(substitute("SELECT ?y WHERE { BIND($x AS ?y) }", {"x": text}))
    return str(row[0])  # type: ignore[index]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_a_hostile_text_comes_back_unchanged(text: str) -> None:
    assert through_embedded(text) == text
    assert through_rdflib(text) == text


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_unchanged(text: str) -> None:
    assert through_embedded(text) == text
    assert through_rdflib(text) == text


@given(
    st.integers()
    | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**9), max_value=10**9)
    | st.floats(allow_nan=False)
    | st.dates()
)
@settings(deadline=None)
def test_numbers_truth_values_and_dates_keep_type_and_value(value: Decimal | float | date) -> None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return  # the engine's xsd:integer has 64 bits
    back = through_embedded(value)
    assert isinstance(back, type(value))  # a float may come back in another lexical form, which is kept
    assert isinstance(back, bool) == isinstance(value, bool)
    assert back == value


def test_languages_and_datatypes_are_kept() -> None:
    arabic = through_embedded(LangString('"العراق"', "ar"))
    assert isinstance(arabic, LangString)
    assert (arabic, arabic.language) == ('"العراق"', "ar")
    year = through_embedded(TypedLiteral("2025", "http://www.w3.org/2001/XMLSchema#gYear"))
    assert isinstance(year, TypedLiteral)
    assert year.datatype.endswith("gYear")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no scheme",
        "http://a b",
        "http://a/<b>",
        'http://a/"',
        "http://a/\\u0020",
        "http://a/\n",
        "a:{b}",
        "http://\ud800",
    ],
)
def test_what_is_no_iri_is_refused(text: str) -> None:
    with pytest.raises(TermError):
        IRI(text)


@pytest.mark.parametrize(
    "value", ["\ud800", BlankNode("_:b"), None, Ellipsis, 2**63, Decimal("NaN"), Decimal("Infinity")], ids=repr
)
def test_what_is_no_term_is_refused(value: Value) -> None:
    with pytest.raises(TermError):
        serialise(value)


def test_a_list_is_never_empty() -> None:
    with pytest.raises(TermError, match="empty list"):
        serialise_list([])
    assert serialise_list([1, "a"]) == '1 , "a"'
    assert serialise_list([1]) == "1 , 1"


@pytest.mark.parametrize("language", ["", "e n", 'en" .', "en-", "@en"])
def test_what_is_no_language_tag_is_refused(language: str) -> None:
    with pytest.raises(TermError):
        LangString("x", language)


def test_an_injection_stays_a_text() -> None:
    payload = 'x") || true) } #'
    text = substitute('ASK { BIND("y" AS ?y) FILTER(?y = $x) }', {"x": payload})
    assert EMBEDDED.query(text) is False


@given(TEXT)
@settings(deadline=None)
def test_strings_and_comments_of_the_query_are_not_touched(text: str) -> None:
    query = 'SELECT ?y WHERE { BIND("$x" AS ?y) } # $x'
    assert substitute(query, {"x": text}) == query


def test_every_error_is_a_parley_error_and_a_builtin() -> None:
    from parley import errors

    found = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, ParleyError)]
    assert len(found) >= 8
    for error in found:
        if error is not ParleyError:
            assert len(error.__mro__) > error.__mro__.index(ParleyError) + 2, error
            assert error.__mro__[1] is not Exception
