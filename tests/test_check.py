"""The shipped graph passes; each corruption of it is caught, at the node, the line and by the check named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ACCOUNT, DOCUMENT
from parley.check import Report, check
from parley.errors import SourceFileError
from parley.evidence import Sources
from parley.resources import registry_file, vocabulary_files

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
        "#several-undertake-disarmament",
        "Undertaking-claims",
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
        "Occurrence",
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
        changed("claim-001", "<#char=8,19>", "<#char=8,19> , <#char=6907,6970>"),
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
            re.sub(r"(restsOn <#claim-\d+>) , <#claim-\d+>", r"\1", block("tension-agreed-or-considering")),
        ),
        "#tension-agreed-or-considering",
        "Tension-restsOn",
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
        "#use-of-military-force",
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
}


def report_of(text: str, tmp_path: Path, sources: Sources = NO_TEXT) -> Report:
    path = tmp_path / "account.ttl"
    path.write_text(text, encoding="utf-8")
    return check([path], sources)


def test_the_shipped_graph_passes() -> None:
    report = check([], NO_TEXT)
    assert report.conforms, str(report)
    assert "were not verified" in str(report)


@pytest.mark.words
@pytest.mark.usefixtures("article")
def test_the_words_of_the_shipped_graph_are_verified() -> None:
    report = check([], Sources())
    assert report.conforms, str(report)
    assert re.search(r"the words of \d{3} passages of 2422500622f1 were verified", str(report))


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_caught(name: str, tmp_path: Path) -> None:
    corrupt, focus, caught_by = CORRUPTIONS[name]
    text = corrupt()
    assert text != TEXT
    report = report_of(text, tmp_path)
    hits = [f for f in report.faults if f.check == caught_by and f.focus.endswith(focus)]
    assert hits, str(report)
    lines = text.splitlines()
    for fault in hits:
        assert 1 <= fault.line <= len(lines)
        assert fault.path.endswith("account.ttl")
        assert "\n" not in str(fault)


def test_the_line_of_a_fault_is_the_line_of_the_property(tmp_path: Path) -> None:
    text = changed("claim-003", "code:certainty-flat", "code:certainty-sure")()
    wanted = text.splitlines().index("    parley:certainty code:certainty-sure ;") + 1
    assert {f.line for f in report_of(text, tmp_path).faults} == {wanted}


@pytest.mark.words
@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(
    ("corrupt", "caught_by"),
    [
        (
            lambda: TEXT.replace("char=759,835", "char=760,835").replace(
                "oa:start 759 ;\n    oa:end 835", "oa:start 760 ;\n    oa:end 835"
            ),
            "words",
        ),
        (changed("us-airstrikes", '"already"@en', '"in 2024"@en'), "quotation"),
        (changed("fighters-estimate", "50000", "60000"), "quotation"),
        (changed("fighters-estimate", "50000", "5000"), "quotation"),
        (
            changed(
                "claim-001",
                "The militias in question have",
                "These militias, which are often referred to as the Islamic",
            ),
            "copied-words",
        ),
        (lambda: TEXT.replace("parley:textLength 6970", "parley:textLength 6971"), "text-length"),
        (
            lambda: TEXT.replace(block("exclusion-headline"), "").replace(block("char=6907,6970"), ""),
            "sentence-gap",
        ),
    ],
)
def test_what_only_the_words_can_tell_is_caught(corrupt: Callable[[], str], caught_by: str, tmp_path: Path) -> None:
    assert caught_by in {f.check for f in report_of(corrupt(), tmp_path, Sources()).faults}


@pytest.mark.words
@pytest.mark.usefixtures("article")
def test_what_was_verified_does_not_count_what_is_wrong(tmp_path: Path) -> None:
    text = TEXT.replace(block("char=759,835"), re.sub(r'"[0-9a-f]{64}"', f'"{"0" * 64}"', block("char=759,835")))
    assert re.search(
        r"the words of 230 of 231 passages .* were verified, 1 are wrong", str(report_of(text, tmp_path, Sources()))
    )


def test_a_folder_without_the_text_is_said_to_be_without_it(tmp_path: Path) -> None:
    assert "no file under PARLEY_SOURCES has its digest" in str(check([ACCOUNT], Sources([tmp_path])))


def test_blank_nodes_in_data_are_caught(tmp_path: Path) -> None:
    report = report_of(
        TEXT + '\n<#x> a parley:ActorSet ; parley:partOf [ a parley:ActorSet ] ; skos:prefLabel "x"@en .\n',
        tmp_path,
    )
    (fault,) = [f for f in report.faults if f.check == "blank-node"]
    assert fault.line == len(TEXT.splitlines()) + 2


@pytest.mark.parametrize("text", ["", "# nothing\n", "@prefix x: <http://x/> .\n", "<a:b> <a:c> <a:d> .\n"])
def test_a_file_that_gives_nothing_to_check_is_a_fault(text: str, tmp_path: Path) -> None:
    assert "no-focus-node" in {f.check for f in report_of(text, tmp_path).faults}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<a:b> <a:c>\n<a:d> <a:e> .", r"account\.ttl:2: not Turtle"),
        (b'<a:b> <a:c> "\xff" .', r"account\.ttl:1: not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "account.ttl"
    path.write_bytes(content)
    with pytest.raises(SourceFileError, match=message):
        check([path], NO_TEXT)
    with pytest.raises(SourceFileError, match="No such file"):
        check([tmp_path / "none.ttl"], NO_TEXT)


@pytest.mark.parametrize(
    ("old", "new", "caught_by"),
    [
        ('skos:prefLabel "threat"@en ;\n', "", "term-prefLabel"),
        ("A threat is a position by which its holder holds out a harm.", "a harm", "term-definition"),
        ('skos:example "Airstrikes if activities do not cease."@en ;', "", "term-example"),
    ],
)
def test_the_house_rules_hold_for_the_vocabulary(old: str, new: str, caught_by: str, tmp_path: Path) -> None:
    text = vocabulary_files()[0].read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "parley.ttl"
    path.write_text(text.replace(old, new), encoding="utf-8")
    (fault,) = check([path], NO_TEXT).faults
    assert (fault.check, fault.focus) == (caught_by, "https://w3id.org/parley/ns#Threat")


@pytest.mark.parametrize(
    ("old", "new", "caught_by"),
    [
        ('"Iran"@en', '"Iran"', "entity-prefLabel"),
        ('parley:isoCode "IQ"', 'parley:isoCode "Iraq"', "isoCode"),
        ("id:mosul a parley:City", "id:mosul a parley:Town", "undefined-class"),
        (
            "id:iran a parley:State",
            'id:nobody a parley:State ;\n    skos:prefLabel "Nobody"@en .\n\nid:iran a parley:State',
            "unused-entity",
        ),
    ],
)
def test_the_registry_is_checked(old: str, new: str, caught_by: str, tmp_path: Path) -> None:
    text = registry_file().read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "registry.ttl"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert caught_by in {f.check for f in check([path], NO_TEXT).faults}
