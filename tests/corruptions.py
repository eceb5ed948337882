"""Corruptions of the real account, each with the node and the check that must catch it.

python tests/corruptions.py     # apply each, and print how many are caught
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from conftest import ACCOUNT, DOCUMENT
from parley.check import Report, check
from parley.text.documents import Sources

TEXT = ACCOUNT.read_text(encoding="utf-8")
NO_TEXT = Sources([])


def block(subject: str) -> str:
    """Return the block of a subject, from its first letter to its full stop."""
    found = re.search(rf"^<#{re.escape(subject)}> a .*?\.\n$", TEXT, re.DOTALL | re.MULTILINE)
    assert found, subject
    return found[0]


def without(subject: str, predicate: str) -> Callable[[], str]:
    def corrupt() -> str:
        old = block(subject)
        new = re.sub(rf"    {predicate} [^;]*? ;\n", "", old, count=1)
        assert new != old, predicate
        return TEXT.replace(old, new)

    return corrupt


def changed(subject: str, old: str, new: str) -> Callable[[], str]:
    def corrupt() -> str:
        before = block(subject)
        assert old in before, old
        return TEXT.replace(before, before.replace(old, new, 1))

    return corrupt


def added(turtle: str) -> Callable[[], str]:
    return lambda: f"{TEXT}\n{turtle}\n"


def removed(subject: str) -> Callable[[], str]:
    return lambda: TEXT.replace(block(subject), "")


#: name: (corruption, focus node, check that must catch it)
CORRUPTIONS: dict[str, tuple[Callable[[], str], str, str]] = {
    "a claim without a passage": (
        without("claim-001", "parley:evidencedBy"),
        "#claim-001",
        "Claim-evidencedBy",
    ),
    "a claim without a claimant": (without("claim-001", "parley:claimant"), "#claim-001", "Claim-claimant"),
    "a claim without certainty": (without("claim-001", "parley:certainty"), "#claim-001", "Claim-certainty"),
    "a claim without polarity": (without("claim-001", "parley:polarity"), "#claim-001", "Claim-polarity"),
    "a claim without a gloss": (without("claim-001", "parley:gloss"), "#claim-001", "Claim-gloss"),
    "a claim of nothing": (without("claim-001", "parley:states"), "#claim-001", "Claim-content"),
    "a claim of two kinds": (
        changed("claim-001", "parley:claimant", "parley:reportsClaim <#claim-002> ;\n    parley:claimant"),
        "#claim-001",
        "Claim-content",
    ),
    "a prospect stated": (
        changed("claim-001", "<#iran-backs-militias>", "<#disarmament>"),
        "#claim-001",
        "value-states",
    ),
    "a claimant that is a place": (
        changed("claim-001", "<#author>", "id:baghdad"),
        "#claim-001",
        "value-claimant",
    ),
    "a claimant left unstated": (
        changed("claim-001", "<#author>", "code:party-unstated"),
        "#claim-001",
        "value-claimant",
    ),
    "an undefined code": (
        changed("claim-003", "code:certainty-flat", "code:certainty-sure"),
        "#claim-003",
        "undefined-reference",
    ),
    "a code of another list": (
        changed("claim-003", "code:certainty-flat", "code:polarity-affirmed"),
        "#claim-003",
        "value-certainty",
    ),
    "an undertaking without force": (
        without("claim-003", "parley:force"),
        "#claim-003",
        "claim-with-force-force",
    ),
    "force without an undertaking": (
        changed("claim-001", "parley:certainty", "parley:force code:force-agreed ;\n    parley:certainty"),
        "#claim-001",
        "Claim-forceless",
    ),
    "a modality typed by hand": (
        changed("claim-001", "parley:certainty", "parley:modality code:modality-actual ;\n    parley:certainty"),
        "#claim-001",
        "Claim",
    ),
    "a gloss that is no sentence": (
        changed("claim-001", '."@en', '"@en'),
        "#claim-001",
        "Claim-full-sentence",
    ),
    "a moved offset": (
        changed("char=759,835", "oa:start 759", "oa:start 758"),
        "#char=759,835",
        "passage-iri",
    ),
    "an offset after the end": (
        changed("char=6732,6906", "oa:end 6906", "oa:end 6999"),
        "#char=6732,6906",
        "offset-range",
    ),
    "a span turned round": (
        changed("char=759,835", "oa:start 759", "oa:start 999"),
        "#char=759,835",
        "offset-range",
    ),
    "a digest that is none": (
        lambda: TEXT.replace(block("char=759,835"), re.sub(r'"[0-9a-f]{64}"', '"abc"', block("char=759,835"))),
        "#char=759,835",
        "Passage-wordsDigest",
    ),
    "a passage nobody uses": (
        added(
            '<#char=760,770> a parley:Passage ; parley:inDocument <> ; oa:start 760 ; oa:end 770 ; parley:wordsDigest "'
            + "0" * 64
            + '" .'
        ),
        "#char=760,770",
        "Passage-used",
    ),
    "a passage over two sentences": (
        lambda: TEXT.replace("char=759,835", "char=759,900").replace(
            "oa:start 759 ;\n    oa:end 835", "oa:start 759 ;\n    oa:end 900"
        ),
        "#char=759,900",
        "passage-in-sentence",
    ),
    "a date from outside": (
        changed("us-airstrikes", "parley:performedBy", 'parley:date "2025-01-01" ;\n    parley:performedBy'),
        "#us-airstrikes",
        "undefined-property",
    ),
    "a date of Dublin Core": (
        changed(
            "us-airstrikes",
            "parley:performedBy",
            '<http://purl.org/dc/terms/date> "2025" ;\n    parley:performedBy',
        ),
        "#us-airstrikes",
        "undefined-property",
    ),
    "a threat of nothing": (
        without("threat-of-airstrikes", "parley:favours"),
        "#threat-of-airstrikes",
        "Threat-favours",
    ),
    "a threat by nobody": (
        without("threat-of-airstrikes", "parley:holder"),
        "#threat-of-airstrikes",
        "Threat-holder",
    ),
    "a threat turned into an occurrence": (
        changed("threat-of-airstrikes", "parley:Threat", "parley:Occurrence"),
        "#threat-of-airstrikes",
        "Occurrence",
    ),
    "a prospect turned into an occurrence": (
        changed("iranian-retaliation", "parley:Prospect", "parley:Occurrence"),
        "#iranian-retaliation",
        "stated",
    ),
    "a prospect with a performer": (
        changed("iranian-retaliation", "parley:wouldBePerformedBy", "parley:performedBy"),
        "#iranian-retaliation",
        "Prospect",
    ),
    "a prospect that nothing reaches": (
        added('<#x> a parley:Prospect ; parley:prospectType code:event-attack ; skos:prefLabel "x"@en .'),
        "#x",
        "Prospect-reached",
    ),
    "a goal for and against": (
        changed(
            "government-seeks-peaceful-disarmament",
            "parley:favours",
            "parley:opposes <#escalation> ;\n    parley:favours",
        ),
        "#government-seeks-peaceful-disarmament",
        "Goal-direction",
    ),
    "a node nobody states": (
        added(
            '<#x> a parley:NameUse ; parley:name "x" ; parley:names id:iran ; parley:usedBy <#author> ; skos:prefLabel "x"@en .'
        ),
        "#x",
        "stated",
    ),
    "a claim taken out": (removed("claim-018"), "#threat-of-aggressive-action", "stated"),
    "a sentence nobody claims": (removed("exclusion-headline"), "#char=6907,6970", "coverage"),
    "a claim on an excluded sentence": (
        changed("claim-001", "<#char=8,28>", "<#char=8,28> , <#char=6907,6970>"),
        "#char=6907,6970",
        "coverage",
    ),
    "sentences that overlap": (
        lambda: TEXT.replace("char=180,303", "char=170,303").replace(
            "oa:start 180 ;\n    oa:end 303", "oa:start 170 ;\n    oa:end 303"
        ),
        "#char=170,303",
        "sentence-overlap",
    ),
    "two actor sets equated": (
        added("<#several-militias> <http://www.w3.org/2002/07/owl#sameAs> <#some-groups-de-escalating> ."),
        "#several-militias",
        "undefined-property",
    ),
    "two actor sets judged one": (
        added(
            '<#x> a parley:Coincidence ; parley:coincident <#several-militias> , <#some-groups-de-escalating> ; parley:curator id:parley-curators ; parley:explanation "They seem alike."@en .'
        ),
        "#x",
        "value-coincident",
    ),
    "an actor set nobody uses": (
        added('<#x> a parley:ActorSet ; skos:prefLabel "x"@en .'),
        "#x",
        "unused-entity",
    ),
    "an unknown class": (
        changed("threat-of-airstrikes", "parley:Threat", "parley:Thread"),
        "#threat-of-airstrikes",
        "undefined-class",
    ),
    "an unknown entity": (
        changed("irgc-backs-militias", "id:irgc", "id:irgcc"),
        "#irgc-backs-militias",
        "undefined-reference",
    ),
    "a fragment that is not there": (
        changed("threat-of-airstrikes", "<#cessation-of-activities>", "<#cessation>"),
        "#threat-of-airstrikes",
        "undefined-reference",
    ),
    "a subject of another house": (
        added('<https://example.org/x> a parley:Author ; skos:prefLabel "x"@en .'),
        "https://example.org/x",
        "out-of-place",
    ),
    "a patronage without a patron": (
        without("irgc-backs-militias", "parley:patron"),
        "#irgc-backs-militias",
        "Patronage-patron",
    ),
    "an estimate without a number": (
        without("fighters-estimate", "parley:quantity"),
        "#fighters-estimate",
        "Estimate-quantity",
    ),
    "a likelihood in numbers": (
        changed("decision-could-provoke-iran", "code:likelihood-could", "0.5"),
        "#decision-could-provoke-iran",
        "value-likelihood",
    ),
    "a tension of one claim": (
        lambda: TEXT.replace(
            block("tension-agreed-or-considering"),
            re.sub(
                r"restsOn <#claim-003>[^;]*;\n    parley:against", "restsOn", block("tension-agreed-or-considering")
            ),
        ),
        "#tension-agreed-or-considering",
        "Tension-sides",
    ),
    "a judgement without a curator": (
        without("realisation-of-airstrikes", "parley:curator"),
        "#realisation-of-airstrikes",
        "Realisation-curator",
    ),
    "a digest of another document": (
        lambda: TEXT.replace(f"{DOCUMENT}> .", f"{DOCUMENT[:-1]}2> ."),
        "",
        "document-iri",
    ),
    "standing typed by hand": (
        changed(
            "us-airstrikes",
            "parley:performedBy",
            "parley:standing code:standing-established ;\n    parley:performedBy",
        ),
        "#us-airstrikes",
        "Occurrence",
    ),
    "a case of itself": (
        changed(
            "use-of-military-force",
            "parley:prospectType",
            "parley:caseOf <#more-airstrikes> ;\n    parley:prospectType",
        ),
        "#more-airstrikes",
        "cycle",
    ),
    "a control character": (
        changed("claim-001", "The militias in question", "The \\u001B militias in question"),
        "#claim-001",
        "control-character",
    ),
    "two types of event": (
        changed("us-airstrikes", "code:event-airstrike", "code:event-airstrike , code:event-warning"),
        "#us-airstrikes",
        "Occurrence-eventType",
    ),
    "a condition of nothing": (
        changed(
            "iraq-caught-between",
            "    parley:subject id:iraq ;\n    parley:involves id:united-states , id:iran ;\n",
            "",
        ),
        "#iraq-caught-between",
        "Condition-about",
    ),
    "an office held by a state": (
        changed("sudani-prime-minister", "id:mohammed-shia-al-sudani", "id:iran"),
        "#sudani-prime-minister",
        "value-officeHolder",
    ),
    "an option by nobody": (
        without("option-political-parties", "parley:holder"),
        "#option-political-parties",
        "Option-holder",
    ),
    "a fear of nobody": (without("risk-of-resistance", "parley:fearedBy"), "#risk-of-resistance", "Risk-fearedBy"),
    "a question about nothing": (
        without("whether-lasting-agreement", "parley:asksWhether"),
        "#whether-lasting-agreement",
        "OpenQuestion-asksWhether",
    ),
    "a motive without a reason": (
        without("disregard-is-why", "parley:motive"),
        "#disregard-is-why",
        "Motive-motive",
    ),
    "an assessment that does not assess": (
        without("agreement-among-first", "parley:valence"),
        "#agreement-among-first",
        "Assessment-valence",
    ),
    "a name use without a name": (without("name-irgc", "parley:name"), "#name-irgc", "NameUse-name"),
    "a requirement of an occurrence": (
        changed("disarmament-requires-reforms", "<#political-reforms>", "<#us-airstrikes>"),
        "#disarmament-requires-reforms",
        "value-requires",
    ),
    "an act within a prospect": (
        changed("drone-attacks", "<#militia-attacks>", "<#further-attacks>"),
        "#drone-attacks",
        "value-within",
    ),
    "an aim served by a prospect": (
        changed("aim-of-lower-visibility", "<#evacuation>", "<#de-escalation>"),
        "#aim-of-lower-visibility",
        "value-pursuedBy",
    ),
    "a place that acts": (
        changed("us-airstrikes", "parley:performedBy id:united-states", "parley:performedBy id:baghdad"),
        "#us-airstrikes",
        "value-performedBy",
    ),
    "an actor where a place should be": (
        changed("evacuation-in-mosul", "id:mosul", "id:iran"),
        "#evacuation-in-mosul",
        "value-occursIn",
    ),
    "a claim that reports itself": (changed("claim-080", "<#claim-079>", "<#claim-080>"), "#claim-080", "cycle"),
    "two glosses": (
        changed("claim-001", "parley:gloss", 'parley:gloss "Another one."@en , '),
        "#claim-001",
        "Claim-gloss",
    ),
    "a document without an author": (
        lambda: TEXT.replace("    parley:author <#author> ;\n", ""),
        DOCUMENT[-12:],
        "Document-author",
    ),
    "a sentence taken out": (removed("char=304,447"), "#char=351,446", "passage-in-sentence"),
    "a label without a language": (changed("irgc-backs-militias", '"@en', '"'), "#irgc-backs-militias", "label"),
    "an exclusion without a reason": (
        without("exclusion-headline", "parley:exclusionReason"),
        "#exclusion-headline",
        "Exclusion-exclusionReason",
    ),
    "a document without sentences": (
        lambda: TEXT.replace("a parley:Sentence", "a parley:Passage"),
        "2422500622f1",
        "Document-sentences",
    ),
    "an undertaking towards nobody": (
        without("iran-will-protect", "parley:addressee"),
        "#iran-will-protect",
        "Undertaking-addressee",
    ),
}


def report_of(text: str, folder: Path, sources: Sources = NO_TEXT) -> Report:
    """Check an account that is written to a folder."""
    path = folder / "account.ttl"
    path.write_text(text, encoding="utf-8")
    return check([path], sources)


def caught(report: Report, focus: str, caught_by: str) -> bool:
    """Whether a check found the fault at the node."""
    return any(f.check == caught_by and f.focus.endswith(focus) for f in report.faults)


def main() -> None:
    """Print the kill rate, and the corruptions that live."""
    with tempfile.TemporaryDirectory() as folder:
        assert report_of(TEXT, Path(folder)).conforms
        alive = [
            n for n, (make, focus, by) in CORRUPTIONS.items() if not caught(report_of(make(), Path(folder)), focus, by)
        ]
    count = len(CORRUPTIONS)
    print(f"{count - len(alive)} of {count} corruptions caught ({100 * (count - len(alive)) / count:.0f} %)")
    for name in alive:
        print(f"alive: {name}")
    raise SystemExit(bool(alive))


if __name__ == "__main__":
    main()
