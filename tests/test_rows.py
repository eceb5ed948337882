from __future__ import annotations

import copy
import inspect
import json
from pathlib import Path

import pytest

import parley
from conftest import ACCOUNT
from parley.engines import Graph
from parley.errors import QueryFileError, RowCountError, SourceFileError


def test_rows_give_values_by_attribute_name_and_number(kg: parley.KnowledgeGraph) -> None:
    row = kg.queries.actors.strength().one()
    assert row.quantity == row["quantity"] == row[1] == 50000
    assert isinstance(row.group, parley.IRI)
    assert row.as_dict()["quantity"] == 50000
    with pytest.raises(AttributeError, match="did you mean quantity"):
        _ = row.quantty
    with pytest.raises(KeyError):
        row["nothing"]


def test_a_row_can_be_copied(kg: parley.KnowledgeGraph) -> None:
    row = kg.queries.actors.strength().one()
    assert copy.copy(row) == row


def test_one_and_first(kg: parley.KnowledgeGraph) -> None:
    rows = kg.queries.patronage.backers()
    assert rows.first() == rows[0]
    with pytest.raises(RowCountError, match="there are 2"):
        rows.one()
    assert kg.queries.patronage.backers(view="strict").first() is None


def test_a_stored_query_has_a_real_signature_and_help(kg: parley.KnowledgeGraph) -> None:
    function = kg.queries.patronage.backers
    assert list(inspect.signature(function).parameters) == ["group", "patron", "support", "standing", "view"]
    assert "The backed group" in (function.__doc__ or "")
    assert "backers" in dir(kg.queries.patronage)
    with pytest.raises(AttributeError, match=r"did you mean patronage\.backers"):
        _ = kg.queries.patronage.backer
    with pytest.raises(AttributeError):
        _ = kg.queries.patronge


def test_ad_hoc_queries_take_parameters_and_give_what_they_ask_for(kg: parley.KnowledgeGraph) -> None:
    irgc = parley.IRI("https://w3id.org/parley/id/irgc")
    assert kg.query("ASK { $who a parley:StateOrgan }", who=irgc) is True
    graph = kg.query("CONSTRUCT { ?a parley:backs ?b } WHERE { ?a parley:backs ?b }")
    assert isinstance(graph, Graph)
    assert len(graph.triples) == 2
    with pytest.raises(QueryFileError, match="unknown prefix"):
        kg.query("ASK { ?a ex:b ?c }")
    with pytest.raises(parley.ParleyError, match="has no \\$who"):
        kg.query("ASK { ?a ?b ?c }", who=irgc)


def test_a_derived_answer_of_an_ad_hoc_query_is_proved_by_its_claims(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query("SELECT ?a ?b WHERE { ?a parley:backs ?b . FILTER(?a = id:irgc) }")
    proofs = rows.one().why()  # type: ignore[union-attr]
    assert {(proof.kind, proof.passages[0].start) for proof in proofs} == {("claim", 759)}
    assert kg.query("SELECT ?a WHERE { ?a a parley:State }")[0].why() == []  # type: ignore[union-attr,index]


def test_a_table_leaves_out_empty_columns_and_control_characters(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query('SELECT ?a ?b WHERE { BIND("x\\u001B[31m" AS ?a) }')
    assert rows.to_table() == "a\n──────\nx\ufffd[31m\n(1 row)\n"  # type: ignore[union-attr]
    wide = kg.queries.bargaining.undertakings().to_table(width=100)
    assert max(map(len, wide.splitlines())) < max(
        map(len, kg.queries.bargaining.undertakings().to_table().splitlines())
    )


def test_html_is_escaped_and_says_its_direction(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query('SELECT ?x WHERE { VALUES ?x { "<b>&" } }')
    html = rows._repr_html_()  # type: ignore[union-attr]
    assert "&lt;b&gt;&amp;" in html
    assert "dir='auto'" in html


def test_json_keeps_null_numbers_and_truth_values(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query("SELECT ?a ?b ?c ?d WHERE { BIND(1 AS ?a) BIND(1.5 AS ?b) BIND(true AS ?c) }")
    assert json.loads(rows.to_json()) == [{"a": 1, "b": 1.5, "c": True, "d": None}]  # type: ignore[union-attr]


def test_connect_takes_a_file_or_a_folder(tmp_path: Path) -> None:
    assert parley.connect(ACCOUNT).query("ASK { ?c a parley:Claim }")
    assert len(parley.connect(ACCOUNT.parent).files) == 2
    with pytest.raises(SourceFileError, match="no Turtle file"):
        parley.connect(tmp_path)
    with pytest.raises(SourceFileError, match="no such file"):
        parley.connect(tmp_path / "none.ttl")
    with pytest.raises(SourceFileError, match="is no Turtle file, folder or http address"):
        parley.connect("ftp://example.org/sparql")
    with pytest.raises(parley.ParleyError, match="names a graph of a SPARQL service"):
        parley.connect(ACCOUNT, graph="https://example.org/g")
    with pytest.raises(parley.ParleyError, match="not a int"):
        parley.connect(7)  # type: ignore[arg-type]


def test_the_public_names_are_sorted_and_there() -> None:
    assert parley.__all__ == sorted(parley.__all__)
    assert all(hasattr(parley, name) for name in parley.__all__)
    with pytest.raises(AttributeError):
        _ = parley.nothing


def test_check_from_the_library(kg: parley.KnowledgeGraph) -> None:
    assert kg.check().conforms
