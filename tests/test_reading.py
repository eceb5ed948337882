"""What a reader of the article alone would insist on, asked without the stored queries."""

from __future__ import annotations

import hashlib

import pytest

import parley
from parley.engines import Solutions


def rows(kg: parley.KnowledgeGraph, text: str) -> list[tuple[str, ...]]:
    answer = kg.query(text)
    return sorted(tuple(v.local if isinstance(v, parley.IRI) else str(v) for v in row) for row in answer)  # type: ignore[union-attr]


def test_a_threat_is_no_strike(kg: parley.KnowledgeGraph) -> None:
    done = rows(
        kg,
        "SELECT ?e WHERE { ?e a parley:Occurrence ; parley:eventType code:event-airstrike ; parley:performedBy id:united-states }",
    )
    assert done == [("airstrikes-on-depots",), ("airstrikes-on-infrastructure",), ("us-airstrikes",)]
    assert not kg.query(
        "ASK { ?p a parley:Prospect . { ?p a parley:Situation } UNION { ?p parley:performedBy ?x } UNION { ?c parley:states ?p } }"
    )


def test_nobody_signed_anything(kg: parley.KnowledgeGraph) -> None:
    assert not kg.query("ASK { ?s a parley:Occurrence ; parley:eventType code:event-agreement }")
    assert not kg.query("ASK { ?c parley:force ?f . ?f parley:rank ?r FILTER(?r >= 6) }")


def test_agreeing_considering_and_unclear_are_three_claims_in_tension(kg: parley.KnowledgeGraph) -> None:
    forces = rows(
        kg,
        "SELECT ?h ?f WHERE { ?u a parley:Undertaking ; parley:holder ?h . ?u parley:favours ?p . ?p parley:prospectType code:event-disarmament . ?c parley:states ?u ; parley:force ?f }",
    )
    assert set(forces) == {
        ("several-militias", "force-agreed"),
        ("several-militias", "force-announced-intent"),
        ("islamic-resistance-in-iraq", "force-considering"),
        ("islamic-resistance-in-iraq", "force-willing"),
        ("islamic-resistance-in-iraq", "force-not-opposed"),
    }
    assert kg.query(
        "ASK { ?q a parley:OpenQuestion ; parley:asksWhether ?p . ?p parley:prospectType code:event-agreement }"
    )
    assert kg.query(
        "ASK { ?t parley:restsOn ?a , ?b . ?a parley:force code:force-agreed . ?b parley:force code:force-considering }"
    )


def test_no_name_that_is_only_hedged_is_a_label(kg: parley.KnowledgeGraph) -> None:
    assert not kg.query(
        "ASK { ?c parley:certainty code:certainty-hedged ; parley:states ?u . ?u parley:name ?name ; parley:names ?entity ."
        " ?entity skos:prefLabel|skos:altLabel ?label FILTER(LCASE(STR(?label)) = LCASE(?name)) }"
    )
    (row,) = (r for r in kg.queries.actors.named(name="Islamic Resistance in Iraq") if r.source == "a document")
    assert (row.certainty.local, row.usedBy.local) == ("certainty-hedged", "party-unstated")


@pytest.mark.parametrize(
    "name", ["Islamic Resistance in Iraq", "المقاومة الإسلامية في العراق", "مقاومت اسلامی در عراق"]
)
def test_the_collective_is_found_by_the_name_and_shown_by_what_the_author_calls_it(
    name: str, kg: parley.KnowledgeGraph
) -> None:
    found = {(row.entity.local, row.spelling) for row in kg.queries.actors.named(name=name)}
    assert ("islamic-resistance-in-iraq", "Iran-backed militias in Iraq") in found


def test_the_airstrikes_are_told_once_and_more_are_threatened_by_the_same(kg: parley.KnowledgeGraph) -> None:
    strikes = rows(
        kg,
        "SELECT ?e ?who WHERE { ?e parley:eventType code:event-airstrike OPTIONAL { ?e parley:within ?l } FILTER(!BOUND(?l)) OPTIONAL { ?e parley:performedBy ?who } }",
    )
    assert strikes == [("us-airstrikes", "united-states")]
    holders = rows(kg, "SELECT ?h WHERE { ?t a parley:Threat ; parley:holder ?h . FILTER(?h = code:party-unstated) }")
    assert holders == []


def test_what_a_sentence_only_looks_back_on_says_what_it_may_be(kg: parley.KnowledgeGraph) -> None:
    looking_back = rows(kg, "SELECT DISTINCT ?e WHERE { ?e parley:takesUp ?other . ?other a parley:Situation }")
    assert {e for (e,) in looking_back} == {
        "earlier-attacks",
        "earlier-escalation",
        "earlier-military-escalation",
        "earlier-violence",
        "us-threats",
    }
    assert not kg.query("ASK { ?e parley:takesUp ?other ; parley:within ?larger }")


def test_an_inference_has_its_ground_and_is_hedged(kg: parley.KnowledgeGraph) -> None:
    inferred = rows(
        kg, "SELECT DISTINCT ?n ?c WHERE { ?k parley:inferredFrom ?g ; parley:states ?n ; parley:certainty ?c }"
    )
    assert inferred == [
        (n, "certainty-hedged")
        for n in ("aim-against-violence", "militias-take-threats-seriously", "militias-willing-to-concede")
    ]


def test_the_text_requires_two_things_for_disarming_and_says_what_one_serves(kg: parley.KnowledgeGraph) -> None:
    required = rows(
        kg,
        "SELECT ?p WHERE { ?r parley:requiredFor ?d ; parley:requires ?p . ?d parley:prospectType code:event-disarmament }",
    )
    assert required == [("military-action-for-disarmament",), ("political-reforms",)]
    assert kg.query(
        "ASK { ?e parley:conditionalOn ?r ; parley:anticipates ?p . ?r parley:prospectType code:event-reform . ?p parley:wouldBenefit id:government-of-iraq }"
    )


def test_no_judgement_is_made_twice(kg: parley.KnowledgeGraph) -> None:
    """One matter has one judgement: no two tensions have the same second side and overlapping first sides."""
    assert (
        rows(
            kg,
            "SELECT ?t ?u WHERE { ?t parley:against ?b ; parley:restsOn ?a . ?u parley:against ?b ; parley:restsOn ?a ."
            " OPTIONAL { ?t parley:against ?c . FILTER(?c = ?a) } FILTER(!BOUND(?c)) FILTER(STR(?t) < STR(?u)) }",
        )
        == []
    )


def test_only_two_patrons_and_each_from_its_own_words(kg: parley.KnowledgeGraph) -> None:
    assert rows(kg, "SELECT ?a ?b WHERE { ?a parley:backs ?b }") == [
        ("iran", "islamic-resistance-in-iraq"),
        ("irgc", "islamic-resistance-in-iraq"),
    ]
    assert rows(
        kg,
        "SELECT ?c WHERE { ?c parley:states ?p . ?p parley:patron id:iran ; a parley:Patronage . ?c parley:certainty code:certainty-presupposed }",
    )


def test_what_the_politician_says_stays_his(kg: parley.KnowledgeGraph) -> None:
    assert rows(
        kg,
        "SELECT ?n ?s WHERE { ?c parley:claimant id:izzat-al-shahbndar ; parley:states ?n . ?n parley:standing ?s }",
    ) == [
        ("militias-not-opposed-given-guarantees", "standing-alleged"),
        ("talks-progress-well", "standing-alleged"),
    ]


def test_reportedly_and_estimated_are_hedged(kg: parley.KnowledgeGraph) -> None:
    hedged = {
        n for (n,) in rows(kg, "SELECT ?n WHERE { ?c parley:certainty code:certainty-hedged ; parley:states ?n }")
    }
    assert {
        "fighters-estimate",
        "communication-change",
        "new-mobile-phones",
        "vehicle-alteration",
        "name-islamic-resistance",
    } <= hedged
    assert "evacuation-in-mosul" not in hedged


@pytest.mark.parametrize("prospect", ["iranian-retaliation", "militia-retaliation"])
def test_retaliation_is_feared_and_against_nobody_named(prospect: str, kg: parley.KnowledgeGraph) -> None:
    node = parley.IRI(f"https://w3id.org/parley/doc/2422500622f1#{prospect}")
    assert kg.query("ASK { ?r a parley:Risk ; parley:anticipates $p }", p=node)
    assert not kg.query("ASK { $p parley:wouldAffect ?whom }", p=node)


def test_nobody_gives_the_guarantees_and_nobody_is_the_foreign_influence(kg: parley.KnowledgeGraph) -> None:
    assert not kg.query("ASK { ?p parley:prospectType code:event-guarantee ; parley:wouldBePerformedBy ?who }")
    assert not kg.query("ASK { ?p parley:prospectType code:event-limiting-influence ; parley:wouldAffect ?whom }")


def test_the_sets_stay_apart(kg: parley.KnowledgeGraph) -> None:
    sets = rows(
        kg,
        "SELECT ?s ?q WHERE { ?s a parley:ActorSet ; parley:partOf id:islamic-resistance-in-iraq ; parley:quantifier ?q }",
    )
    assert [q for _, q in sets].count("quantifier-many") == 2
    assert [q for _, q in sets].count("quantifier-some") == 2
    assert [q for _, q in sets].count("quantifier-several") == 1
    assert not kg.query("ASK { ?a parley:coincidesWith ?b }")


def test_places_are_examples_and_the_evacuation_has_only_begun(kg: parley.KnowledgeGraph) -> None:
    assert rows(
        kg,
        "SELECT ?p ?f ?l WHERE { ?e parley:eventType code:event-evacuation ; parley:occursIn ?p ; parley:phase ?f ; parley:listing ?l }",
    ) == [
        *((city, "phase-begun", "listing-examples") for city in ("anbar", "baghdad", "mosul")),
        ("urban-areas", "phase-begun", "listing-and"),
    ]


def test_no_year_and_no_number_but_one_stand_in_the_account(kg: parley.KnowledgeGraph) -> None:
    numbers = rows(kg, "SELECT ?n ?p ?v WHERE { ?n ?p ?v . ?n a parley:Content FILTER(isNumeric(?v)) }")
    assert numbers == [("fighters-estimate", "quantity", "50000")]


@pytest.mark.words
def test_no_gloss_copies_the_article(article: str, kg: parley.KnowledgeGraph) -> None:
    words = " ".join(article.casefold().split())
    for text in _texts(kg):
        pieces = text.casefold().split()
        for start in range(max(len(pieces) - 7, 0)):
            assert " ".join(pieces[start : start + 8]) not in words, text


@pytest.mark.words
def test_every_passage_has_its_words(article: str, kg: parley.KnowledgeGraph) -> None:
    answer: Solutions = kg.solutions(
        "PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX p: <https://w3id.org/parley/ns#> SELECT ?s ?e ?d WHERE { ?x oa:start ?s ; oa:end ?e ; p:wordsDigest ?d }"
    )
    assert len(answer.rows) > 200
    for start, end, digest in answer.rows:
        assert hashlib.sha256(article[start:end].encode()).hexdigest() == digest  # type: ignore[misc]


def _texts(kg: parley.KnowledgeGraph) -> list[str]:
    return [
        t
        for (t,) in (
            tuple(map(str, row))
            for row in kg.query(
                "SELECT ?t WHERE { { ?c parley:gloss ?t } UNION { ?c skos:prefLabel ?t } UNION { ?c parley:explanation ?t } }"
            )
        )
    ]  # type: ignore[union-attr]


def test_a_curator_has_decided_on_every_candidate_that_a_rule_finds(kg: parley.KnowledgeGraph) -> None:
    found = kg.queries.evidence.candidates()
    assert len(found) > 10
    assert all(row.decision for row in found)
    assert {row.decision.local for row in found} == {"decision-confirmed", "decision-dismissed"}
