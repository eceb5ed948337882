"""Every stored query keeps its contract, and stays in the part of SPARQL on which engines agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import parley
from parley.catalogue.contract import read_query
from parley.catalogue.files import names
from parley.catalogue.header import read_header
from parley.catalogue.names import resolve
from parley.catalogue.stored import StoredQuery
from parley.errors import ParameterError, QueryFileError
from parley.rdf.terms import IRI
from parley.resources import FOLDERS, ROOT

NAMES = names()
#: Tested in test_views.py on two documents: of one, the answer is rightly empty.
NEEDS_TWO_DOCUMENTS = {"evidence.disagreements"}
#: Parameters that find what lies within, or falls under, what is asked.
AROUND = {
    ("actors.conditions", "subject"),
    ("bargaining.consequences", "step"),
    ("bargaining.expectations", "given"),
    ("bargaining.fears", "given"),
    ("bargaining.options", "prospect"),
    ("bargaining.undertakings", "prospect"),
    ("bargaining.blockers", "offered"),
    ("events.acts", "type"),
    ("events.attacks", "type"),
    ("events.places", "place"),
    ("evidence.tensions", "claim"),
    ("evidence.assessments", "about"),
}
BODY = "PREFIX parley: <https://w3id.org/parley/ns#>\nSELECT ?s\nWHERE { ?s a parley:Claim }\nORDER BY ?s\n"


def examples(query: StoredQuery, *, required_only: bool = False) -> dict[str, object]:
    return {p.name: p.example for p in query.parameters if p.required or not required_only}


def test_there_are_enough_queries_in_every_folder() -> None:
    assert len(NAMES) >= 25
    assert {name.partition(".")[0] for name in NAMES} == set(FOLDERS)


@pytest.mark.parametrize("name", NAMES)
def test_the_header_says_what_the_query_is(name: str, kg: parley.KnowledgeGraph) -> None:
    query = kg.queries[name]
    assert query.summary.endswith("?")
    assert query.tags
    assert query.columns


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_tidy_and_portable(name: str, kg: parley.KnowledgeGraph) -> None:
    text = kg.queries[name].text
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#+"))
    prefixes = re.findall(r"^PREFIX (\w+):", body, re.MULTILINE)
    assert prefixes == sorted(prefixes)
    for prefix in prefixes:
        assert re.search(rf"(?<!PREFIX )\b{prefix}:", body), f"{prefix} is declared and not used"
    assert "SELECT *" not in body
    assert "ORDER BY" in body
    assert not re.search(r"\bMINUS\b|\bSERVICE\b|NOT EXISTS|FILTER EXISTS|\bLIMIT\b|\t", body)


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_answer_and_a_bound_answer_is_part_of_the_whole(name: str, kg: parley.KnowledgeGraph) -> None:
    query = kg.queries[name]
    needed = examples(query, required_only=True)
    whole = set(kg.ask(query, **needed))
    if name in NEEDS_TWO_DOCUMENTS:
        assert not whole
        return
    assert whole, "a stored query that answers nothing on the shipped graph shows nothing"
    for parameter in query.parameters:
        part = set(kg.ask(query, **{**needed, parameter.name: parameter.example}))
        assert part, f"the example of {parameter.name} finds nothing"
        assert part <= whole
        is_around = (name, parameter.name) in AROUND
        if parameter.name in {c.name for c in query.columns} and not is_around:
            wanted = resolve(kg, parameter, parameter.example)
            allowed = wanted if isinstance(wanted, list) else [wanted]
            for under in (
                "countsUnder",
                "fallsUnder",
            ):  # those who act for an agent, cases of a prospect count as well
                if f"parley:{under} ${parameter.name} " in query.text:
                    found = kg.query(f"SELECT ?x WHERE {{ ?x parley:{under} $y }}", y=wanted)  # type: ignore[arg-type]
                    allowed = [row.x for row in found]  # type: ignore[union-attr]
            assert all(row[parameter.name] in allowed for row in part)


@pytest.mark.parametrize("name", NAMES)
def test_only_columns_that_may_be_empty_are(name: str, kg: parley.KnowledgeGraph) -> None:
    query = kg.queries[name]
    rows = kg.ask(query, view="all", **examples(query, required_only=True))
    for column in query.columns:
        if not column.optional:
            assert all(row[column.name] is not None for row in rows), column.name


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_a_proof(name: str, kg: parley.KnowledgeGraph) -> None:
    for row in kg.ask(name, view="all", **examples(kg.queries[name], required_only=True)):
        assert row.why(), row


@pytest.mark.parametrize("name", NAMES)
def test_a_view_only_takes_rows_away(name: str, kg: parley.KnowledgeGraph) -> None:
    query = kg.queries[name]
    needed = examples(query, required_only=True)
    strict, reported, everything = (admitted(kg, query, view, needed) for view in ("strict", "reported", "all"))
    if query.view == "any":
        assert strict == reported == everything
    else:
        assert strict <= reported <= everything
        assert not strict, "from one document nothing is established"


def admitted(kg: parley.KnowledgeGraph, query: StoredQuery, view: str, needed: dict[str, object]) -> set[object]:
    """Return the rows under a view; of an answer that counts or shows gaps, the nodes."""
    rows = kg.ask(query, view=view, **needed)
    if query.name in ("bargaining.elements", "bargaining.levers"):
        return {row.states for row in rows} - {None}
    return set(rows)


@pytest.mark.parametrize(
    ("header", "body", "message"),
    [
        ("", BODY, "no header"),
        ("#+ summary\n", BODY, "x.rq:1: not a line of a header"),
        ("#+ summary: a: b\n", BODY, "put this in double quotes"),
        ("{h}#+ parameters:\n#+   - {{name x}}\n", BODY, "key: value"),
        ("#+ view: all\n#+ columns: []\n", BODY, "summary"),
        ("{h}", BODY.replace("a parley", "$x parley"), r"x\.rq:8: \$x is used and not declared"),
        (
            "{h}#+ parameters:\n#+   - {{name: x, type: agent, description: d, example: e}}\n",
            BODY,
            "declared and not used",
        ),
        (
            "{h}#+ parameters:\n#+   - {{name: x, type: agnt, description: d, example: e}}\n",
            BODY,
            "did you mean agent",
        ),
        ("{h}", BODY.replace("SELECT ?s", "SELECT ?s ?t"), "declares columns"),
        (
            "{viewed}",
            BODY.replace("?s a parley:Claim", "?s parley:standing $view"),
            r"x\.rq:8: \$view is a list",
        ),
        ("{h}", BODY.replace("{ ?s", "{ SERVICE <http://x/> { ?s ?p ?o } ?s"), "SERVICE"),
    ],
)
def test_a_file_that_breaks_its_contract_is_refused(header: str, body: str, message: str, tmp_path: Path) -> None:
    good = "#+ summary: What?\n#+ tags: [x]\n#+ view: any\n#+ columns:\n#+   - {name: s, type: claim}\n"
    path = tmp_path / "x.rq"
    path.write_text(header.format(h=good, viewed=good.replace("any", "all")) + body)
    with pytest.raises(QueryFileError, match=message):
        read_query(path, "x.x")


@pytest.mark.parametrize("path", sorted((ROOT / "queries").rglob("*.rq")), ids=lambda p: f"{p.parent.name}.{p.stem}")
def test_a_header_is_read_as_yaml_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    assert read_header(path, text) == yaml.safe_load("\n".join(lines))


def test_the_same_file_mended_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    good = "#+ summary: What?\n#+ tags: [x]\n#+ view: any\n#+ columns:\n#+   - {name: s, type: claim}\n"
    path.write_text(good + BODY)
    assert read_query(path, "x.x").columns[0].name == "s"


def test_wrong_parameters_are_refused_by_name(kg: parley.KnowledgeGraph) -> None:
    query = kg.queries["patronage.backers"]
    with pytest.raises(ParameterError, match=r"no parameter 'grup'; did you mean group\?"):
        query.bind({"grup": IRI("a:b")})
    with pytest.raises(ParameterError, match="needs 'node'"):
        kg.queries["evidence.proof"].bind({})
    with pytest.raises(ParameterError, match="no view"):
        query.bind({}, view="loose")


def test_no_file_of_the_catalogue_is_out_of_it() -> None:
    files = {p for p in (ROOT / "queries").rglob("*") if p.is_file()}
    counted = {ROOT / "queries" / f"{name.replace('.', '/')}.rq" for name in NAMES}
    assert files - counted == set((ROOT / "queries" / "derive").glob("*.rq"))
