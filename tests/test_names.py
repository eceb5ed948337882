from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parley
from parley.errors import NameNotFoundError, ParameterError
from parley.names import fold, resolve
from parley.query import Parameter

AGENT = Parameter("who", "agent", required=False, many=False, scheme=None, description="", example="")


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kata'ib Hizballah", "kataib hizballah"),
        ("Kataʾib  Hizballāh", "Kataib Hizballah"),
        ("al-Sudani", "Al Sudani"),
        ("U.S.", "us"),
        ("إيران", "ايران"),
        ("المقاومة", "المقاومه"),
        ("ایران", "ايران"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("given_name", "curie"),
    [
        ("Islamic Resistance in Iraq", "id:islamic-resistance-in-iraq"),
        ("iran-backed militias in iraq", "id:islamic-resistance-in-iraq"),
        ("المقاومة الإسلامية في العراق", "id:islamic-resistance-in-iraq"),
        ("IRGC", "id:irgc"),
        ("irgc", "id:irgc"),
        ("سپاه پاسداران", "id:irgc"),
        ("Al-Sudani", "id:mohammed-shia-al-sudani"),
        ("muhammad shayya al sudani", "id:mohammed-shia-al-sudani"),
        ("السوداني", "id:mohammed-shia-al-sudani"),
        ("عزة الشابندر", "id:izzat-al-shahbndar"),
        ("Iraq’s government", "id:government-of-iraq"),
        ("Iranian-backed militias in Iraq", "id:islamic-resistance-in-iraq"),
        ("al-Muqawama al-Islamiyya fi al-Iraq", "id:islamic-resistance-in-iraq"),
        ("الحرس الثوري الإيراني", "id:irgc"),
        ("id:iran", "id:iran"),
        ("https://w3id.org/parley/id/iran", "id:iran"),
        ("<https://w3id.org/parley/id/iran>", "id:iran"),
        ("Iraq", "id:iraq"),
        ("#several-militias", "doc:2422500622f1#several-militias"),
    ],
)
def test_a_name_a_curie_and_an_iri_find_the_agent(given_name: str, curie: str, kg: parley.KnowledgeGraph) -> None:
    found = resolve(kg, AGENT, given_name)
    assert isinstance(found, parley.IRI)
    assert found.curie == curie


def test_a_place_and_a_state_of_one_name_are_told_apart(kg: parley.KnowledgeGraph) -> None:
    assert resolve(kg, AGENT._replace(type="place"), "Iraq") == "https://w3id.org/parley/id/place-iraq"
    with pytest.raises(NameNotFoundError, match="ambiguous; name one of id:iraq, id:place-iraq"):
        resolve(kg, AGENT._replace(type="entity"), "Iraq")
    assert len(resolve(kg, AGENT._replace(type="entity", many=True), "Iraq")) == 2  # type: ignore[arg-type]


def test_an_unknown_name_lists_the_nearest(kg: parley.KnowledgeGraph) -> None:
    with pytest.raises(NameNotFoundError, match="did you mean") as caught:
        resolve(kg, AGENT, "Islamic Resistence")
    assert caught.value.candidates


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "seven"),
        ("integer", True),
        ("date", "yesterday"),
        ("boolean", "perhaps"),
        ("decimal", "x"),
        ("agent", 7),
        ("string", 7),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, value: object, kg: parley.KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="takes a"):
        resolve(kg, AGENT._replace(type=kind), value)


def test_every_named_actor_and_place_has_arabic_and_persian_labels_and_its_spellings(
    kg: parley.KnowledgeGraph,
) -> None:
    rows = kg.queries.actors.named()
    by_entity: dict[str, list[parley.Row]] = {}
    for row in rows:
        by_entity.setdefault(row.entity.curie, []).append(row)  # type: ignore[union-attr]
    assert len(by_entity) == 22
    for entity, names in by_entity.items():
        languages = {n.language for n in names if n.source == "preferred label"}
        assert languages == {"en", "ar", "fa"}, entity
        assert any(n.source == "a document" for n in names), f"{entity}: no spelling of a document"
