"""Each question that analysts ask, put to the catalogue, with the answer that the article alone gives.

The expected values were written from a reading of the article by somebody who had not seen the
graph; where the article says nothing, so does the answer.
"""

from __future__ import annotations

import pytest

import parley

GROUP = "islamic-resistance-in-iraq"
SETS = {
    "several-militias",
    "many-groups-wishing",
    "many-groups-keeping-influence",
    "some-groups-de-escalating",
    "some-factions-resisting",
    "militia-members",
    "militia-fighters",
}
#: (question, query, what is given, column, what the article answers)
QUESTIONS: list[tuple[str, str, dict[str, object], str, set[object]]] = [
    ("which armed groups are there?", "actors.groups", {}, "group", {GROUP} | SETS),
    (
        "which names denote the corps?",
        "actors.named",
        {"name": "IRGC"},
        "entity",
        {"irgc"},
    ),
    ("how strong, and who says so?", "actors.strength", {}, "estimatedBy", {"party-unstated"}),
    ("how many fighters?", "actors.strength", {}, "quantity", {50000}),
    ("what has grown?", "actors.growth", {}, "topic", {"topic-influence", "topic-power"}),
    ("who holds which office?", "actors.offices", {}, "person", {"mohammed-shia-al-sudani"}),
    (
        "who is described and never named?",
        "actors.unnamed",
        {},
        "actor",
        SETS | {"us-officials", "allied-forces", "allies-of-iran", "iran-aligned-forces", "all-factions", "people-of-iraq"},
    ),
    ("who speaks for the militias? nobody", "actors.ties", {"agent": GROUP}, "actor", set()),
    ("who backs whom?", "patronage.backers", {}, "patron", {"iran", "irgc"}),
    ("with what kinds of support?", "patronage.backers", {}, "support", {"support-unstated"}),
    ("who is only alleged to be a patron? nobody", "patronage.backers", {"view": "all", "standing": "alleged"}, "patron", set()),
    ("through which organ?", "patronage.linked", {"patron": "Iran", "direct": False}, "through", {"irgc"}),
    ("who has promised to protect?", "patronage.protectors", {}, "protector", {"iran"}),
    ("whom?", "patronage.protectors", {}, "protected", {"allies-of-iran"}),
    ("who stands between two powers?", "patronage.between", {}, "actor", {"iraq"}),
    ("which powers?", "patronage.between", {}, "power", {"united-states", "iran"}),
    (
        "what has the United States done?",
        "events.acts",
        {"actor": "United States"},
        "type",
        {"event-airstrike", "event-warning"},
    ),
    ("what has Iran done? nothing is told", "events.acts", {"actor": "Iran"}, "type", set()),
    ("where are attacks laid to the militias?", "events.attacks", {"actor": GROUP}, "place", {"the-region", "place-iraq", "place-syria"}),
    ("what happened in Syria?", "events.places", {"place": "Syria"}, "states", {"assaults-in-syria", "us-bases-in-syria"}),
    ("which steps have begun, where?", "events.deescalation", {}, "place", {"urban-areas", "baghdad", "mosul", "anbar"}),
    ("by whom?", "events.deescalation", {}, "actor", {"some-groups-de-escalating"}),
    ("what came before the decision?", "events.order", {"relation": "came before"}, "earlier", {"earlier-us-warnings", "us-government-warnings"}),
    ("who demands of Iraq?", "bargaining.demands", {"addressee": "Iraq"}, "prospect", {"secured-sovereignty", "limited-foreign-influence"}),
    ("what does the United States want of the militias?", "bargaining.demands", {"holder": "United States", "addressee": "unstated"}, "prospect", {"cessation-of-activities"}),
    ("whose demand is disarmament? nobody's", "bargaining.meetings", {"prospect": "disarmament", "holder": "United States"}, "kind", set()),
    (
        "on what does disarming hang?",
        "bargaining.blockers",
        {},
        "condition",
        {"political-guarantees", "military-action-for-disarmament", "political-reforms"},
    ),
    ("has anybody offered it? nobody", "bargaining.blockers", {"offered": True}, "offeredBy", set()),
    ("who would give the guarantees? not stated", "bargaining.unstated", {"about": "political-guarantees"}, "role", {"role-performer", "role-manner", "role-terms"}),
    ("in how many wordings is force threatened?", "bargaining.triggers", {"harm": "use-of-military-force"}, "triggers", {3}),
    ("which threat was not carried out?", "bargaining.realisations", {"extent": "none"}, "prospect", {"more-airstrikes"}),
    ("which threat surely was? none", "bargaining.realisations", {"extent": "full"}, "prospect", set()),
    (
        "which options are on the table?",
        "bargaining.options",
        {},
        "prospect",
        {"becoming-political-entities", "becoming-political-parties", "fighters-into-security-forces", "positions-in-the-army", "positions-in-the-police", "continued-salaries", "continued-resources", "under-state-authority"},
    ),
    ("by whom? not stated", "bargaining.options", {}, "holder", {"party-unstated"}),
    ("who mediates?", "bargaining.mediators", {}, "mediator", {"government-of-iraq"}),
    ("between whom?", "bargaining.mediators", {}, "party", {GROUP, "us-officials"}),
    (
        "how far up the ladder is disarmament?",
        "bargaining.undertakings",
        {"prospect": "disarmament"},
        "force",
        {"force-agreed", "force-announced-intent", "force-willing", "force-considering", "force-not-opposed"},
    ),
    ("which step releases most?", "bargaining.levers", {"prospect": "political-guarantees"}, "released", {3}),
    ("which parts of DDR are missing?", "bargaining.elements", {"element": "verification"}, "covered", {"not stated in this account"}),
    (
        "what brought the militias to talk?",
        "bargaining.motives",
        {},
        "reason",
        {"threat-of-more-airstrikes", "iraqi-diplomatic-pressure", "risk-of-us-retaliation", "us-demands-limit", "us-demands-sovereignty", "militias-disregard-government"},
    ),
    ("what is feared of disarming?", "bargaining.fears", {"given": "disarmament"}, "prospect", {"iranian-retaliation", "militia-retaliation"}),
    (
        "what follows where a step fails?",
        "bargaining.consequences",
        {"outcome": "does not"},
        "prospect",
        {"groups-resist-disarmament", "groups-stay-independent", "instability-in-iraq", "instability-in-the-region", "us-airstrikes-on-positions"},
    ),
    (
        "is a strike threatened if disarming fails? no",
        "bargaining.consequences",
        {"step": "disarmament", "outcome": "does not"},
        "prospect",
        set(),
    ),
    (
        "what is required for disarming?",
        "bargaining.requirements",
        {},
        "required",
        {"careful-negotiations", "careful-diplomacy", "long-term-commitment", "sovereignty-addressed", "military-action-for-disarmament", "political-reforms"},
    ),
    ("what did the politician say?", "evidence.reported", {"speaker": "Izzat al-Shahbndar"}, "content", {"talks-progress-well", "militias-not-opposed-given-guarantees"}),
    ("where do two documents disagree? there is one", "evidence.disagreements", {}, "claim", set()),
    ("what was left out?", "evidence.exclusions", {}, "reason", {"exclusion-garbled", "exclusion-stray-headline"}),
    (
        "what falls with the hedged claims?",
        "evidence.firmness",
        {"remains": False},
        "states",
        {"name-islamic-resistance", "fighters-estimate", "communication-change", "new-mobile-phones", "vehicle-alteration", "aim-of-avoiding-detection", "militias-take-threats-seriously", "militias-willing-to-concede", "aim-against-violence"},
    ),
    ("what rests on two documents? nothing", "evidence.sources", {"exactly": 2}, "states", set()),
    ("in what order stand threat and strike? not stated", "bargaining.unstated", {"role": "order"}, "about", {"us-airstrikes"}),
    ("how many strikes? not stated", "bargaining.unstated", {"about": "us-airstrikes"}, "role", {"role-casualties", "role-commander", "role-date", "role-number", "role-order", "role-purpose", "role-site", "role-weapon-type"}),
    ("which groups agreed? not stated", "bargaining.unstated", {"about": "several-militias"}, "role", {"role-members", "role-number"}),
    ("when was it agreed, with whom, on what terms? not stated", "bargaining.unstated", {"about": "several-undertake-disarmament"}, "role", {"role-addressee", "role-date", "role-deadline", "role-terms"}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "name", "given", "column", "answer"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_the_answer_is_what_the_article_says(
    question: str, name: str, given: dict[str, object], column: str, answer: set[object], kg: parley.KnowledgeGraph
) -> None:
    found = {row[column] for row in kg.ask(name, **given)} - {None}  # type: ignore[arg-type]
    assert {v.local if isinstance(v, parley.IRI) else v for v in found} == answer, question
