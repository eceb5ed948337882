"""Slips of an author: each is one fault, at its line, with the reason and the mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parley.check import Fault, check
from parley.text.documents import Sources, digest

STORY = "The Reed Guard, with forty-five thousand members, has 12 boats. It will give them up if the Lake Council asks."
DIGEST = digest(STORY)
SENTENCES = ((0, 63), (64, 110))
REGISTRY = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/parley/id/> .
@prefix parley: <https://w3id.org/parley/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/lakes> a parley:Registry ;
    dcterms:title "Lakes"@en ;
    parley:curator id:parley-curators .

id:reed-guard a parley:ArmedGroup ;
    skos:prefLabel "Reed Guard"@en .

id:lake-council a parley:Organization ;
    skos:prefLabel "Lake Council"@en .
"""


def passage(start: int, end: int) -> str:
    return (
        f"<#char={start},{end}> a parley:Sentence ;\n    parley:inDocument <> ;\n    oa:start {start} ;\n"
        f'    oa:end {end} ;\n    parley:wordsDigest "{digest(STORY[start:end])}" .\n\n'
    )


def claim(name: str, states: str, span: tuple[int, int], gloss: str, more: str = "") -> str:
    return (
        f"<#{name}> a parley:Claim ;\n    parley:states <#{states}> ;\n    parley:claimant <#author> ;\n"
        f"    parley:certainty code:certainty-flat ;\n    parley:polarity code:polarity-affirmed ;{more}\n"
        f'    parley:evidencedBy <#char={span[0]},{span[1]}> ;\n    parley:gloss "{gloss}"@en .\n\n'
    )


ACCOUNT = (
    "@prefix code: <https://w3id.org/parley/code/> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    "@prefix id: <https://w3id.org/parley/id/> .\n@prefix oa: <http://www.w3.org/ns/oa#> .\n"
    "@prefix parley: <https://w3id.org/parley/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    f"@base <https://w3id.org/parley/doc/{DIGEST[:12]}> .\n\n"
    "<> a parley:Document ;\n    parley:author <#author> ;\n    parley:publisher code:party-unstated ;\n"
    f'    parley:origin code:party-unstated ;\n    parley:textDigest "{DIGEST}" ;\n'
    f'    parley:textLength {len(STORY)} ;\n    dcterms:language "en" ;\n'
    '    dcterms:description "A made-up note."@en .\n\n'
    '<#author> a parley:Author ;\n    skos:prefLabel "the author"@en .\n\n'
    "<#size> a parley:Estimate ;\n    parley:estimateOf id:reed-guard ;\n    parley:quantity 45000 ;\n"
    "    parley:unit code:unit-fighters ;\n    parley:estimatedBy code:party-unstated ;\n"
    '    skos:prefLabel "the guard is 45,000 strong"@en .\n\n'
    + claim("claim-1", "size", SENTENCES[0], "The guard has 45000 people.")
    + "<#handing-over> a parley:Prospect ;\n    parley:prospectType code:event-disarmament ;\n"
    "    parley:wouldBePerformedBy id:reed-guard ;\n    parley:wouldBenefit id:lake-council ;\n"
    '    skos:prefLabel "the boats change hands"@en .\n\n'
    "<#readiness> a parley:Undertaking ;\n    parley:holder id:reed-guard ;\n    parley:addressee id:lake-council ;\n"
    '    parley:favours <#handing-over> ;\n    skos:prefLabel "the guard would hand over boats"@en .\n\n'
    + claim(
        "claim-2",
        "readiness",
        SENTENCES[1],
        "The guard would part with boats on request.",
        "\n    parley:force code:force-willing ;",
    )
    + "".join(passage(*span) for span in SENTENCES)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story").write_text(STORY, encoding="utf-8")
    (tmp_path / "registry.ttl").write_text(REGISTRY, encoding="utf-8")
    return tmp_path


def faults(folder: Path, text: str, *others: Path) -> list[Fault]:
    account = folder / "account.ttl"
    account.write_text(text, encoding="utf-8")
    return list(check([account, folder / "registry.ttl", *others], Sources([folder])).faults)


def test_the_account_without_slips_conforms_beside_two_registries(folder: Path) -> None:
    assert faults(folder, ACCOUNT) == []


SLIPS = {
    "a number on the wrong node": (
        "parley:favours <#handing-over> ;",
        "parley:favours <#handing-over> ;\n    parley:quantity 12 ;",
        "    parley:quantity 12 ;",
        r"an undertaking has no parley:quantity .*; it belongs to an estimate",
    ),
    "a property of a situation on a prospect": (
        "parley:wouldBePerformedBy",
        "parley:performedBy",
        "    parley:performedBy id:reed-guard ;",
        r"a prospect has no parley:performedBy .*; a prospect has parley:wouldBePerformedBy",
    ),
    "a property misspelt": (
        "parley:estimateOf",
        "parley:estimatOf",
        "    parley:estimatOf id:reed-guard ;",
        r"unknown property parley:estimatOf; an estimate has parley:estimateOf",
    ),
    "a code misspelt": (
        "code:event-disarmament",
        "code:event-disarmement",
        "    parley:prospectType code:event-disarmement ;",
        r"the code list event, and code:event-disarmement is none; did you mean code:event-disarmament",
    ),
    "a code of a short list": (
        "code:certainty-flat",
        "code:xyzzy",
        "    parley:certainty code:xyzzy ;",
        r"code list certainty, and code:xyzzy is none; the list has code:certainty-flat",
    ),
    "a prospect stated": (
        "parley:states <#readiness>",
        "parley:states <#handing-over>",
        "    parley:states <#handing-over> ;",
        r"takes a content, never a prospect .*; did you mean <#readiness>, which has it as parley:favours\?",
    ),
    "a node misspelt": (
        "parley:states <#size>",
        "parley:states <#sizes>",
        "    parley:states <#sizes> ;",
        r"refers to <#sizes>, which this account does not describe: .*did you mean <#size>",
    ),
    "no force": (
        "\n    parley:force code:force-willing ;",
        "",
        "<#claim-2> a parley:Claim ;",
        r"has a parley:force \(here: none\); the list has .*code:force-willing",
    ),
    "nobody addressed": (
        "    parley:addressee id:lake-council ;\n",
        "",
        "<#readiness> a parley:Undertaking ;",
        r"exactly one parley:addressee .*add parley:addressee code:party-unstated",
    ),
    "two nodes in one claim": (
        "parley:states <#size>",
        "parley:states <#size> , <#readiness>",
        "    parley:states <#size> , <#readiness> ;",
        r"at most one parley:states \(here: 2: <#readiness>, <#size>\)",
    ),
    "a text for an agent": (
        "parley:claimant <#author>",
        'parley:claimant "the author"',
        '    parley:claimant "the author" ;',
        r"takes an agent \(here: 'the author'\); did you mean <#author>\?",
    ),
    "a label without a language": (
        '"the boats change hands"@en',
        '"the boats change hands"',
        '    skos:prefLabel "the boats change hands" .',
        r"without a language tag: write \"the boats change hands\"@en",
    ),
    "an offset": (
        "oa:start 64",
        "oa:start 65",
        "    oa:start 65 ;",
        r"oa:start should be 64, not 65: its IRI says so, and the words there are its own",
    ),
    "a number that the text does not give": (
        "The guard has 45000",
        "The guard has fifty thousand",
        '    parley:gloss "The guard has fifty thousand people."@en .',
        r"says 50000, which the text does not",
    ),
    "a quantity that the text does not give": (
        "parley:quantity 45000",
        "parley:quantity 54000",
        "    parley:quantity 54000 ;",
        r"'54000' does not stand in the sentences",
    ),
    "an ill-typed number": (
        "parley:quantity 45000",
        'parley:quantity "45_000"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '    parley:quantity "45_000"^^<http://www.w3.org/2001/XMLSchema#integer> ;',
        r"'45_000' is no xsd:integer: write 45000",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_one_fault_at_its_line_with_its_mend(name: str, folder: Path) -> None:
    old, new, line, message = SLIPS[name]
    text = ACCOUNT.replace(old, new, 1)
    assert text != ACCOUNT
    found = faults(folder, text)
    assert len(found) == 1, "\n".join(map(str, found))
    assert text.split("\n")[found[0].line - 1] == line
    assert re.search(message, found[0].message), found[0].message


def test_an_entity_that_no_registry_has_is_one_fault_with_a_stub_for_all_its_uses(folder: Path) -> None:
    (found,) = faults(
        folder, ACCOUNT.replace("id:reed-guard", "id:marsh-band").replace("id:lake-council", "id:reed-guard")
    )[:1]
    lines = [n for n, line in enumerate(ACCOUNT.split("\n"), 1) if "id:reed-guard" in line]
    assert found.line == lines[0]
    assert f"(also on lines {lines[1]}, {lines[2]})" in found.message
    assert "looked in the shipped registry and " in found.message
    assert 'id:marsh-band a parley:ArmedGroup ; skos:prefLabel "…"@en .' in found.message


def test_the_stub_is_of_a_class_that_every_use_takes(folder: Path) -> None:
    text = ACCOUNT + (
        "<#post> a parley:Tenure ;\n    parley:officeHolder id:ada-reed ;\n    parley:office id:head-of-lakes ;\n"
        '    skos:prefLabel "Reed heads the lakes"@en .\n'
    )
    said = " ".join(fault.message for fault in faults(folder, text))
    assert "id:ada-reed a parley:Person ;" in said
    assert "id:head-of-lakes a parley:Office ;" in said


def test_registries_add_up_and_one_name_has_one_entry(folder: Path) -> None:
    second = folder / "second.ttl"
    twice = 'id:reed-guard a parley:ArmedGroup ;\n    skos:prefLabel "Reed Guard"@en .\n'
    second.write_text(REGISTRY.partition("id:reed-guard")[0].replace("lakes", "rivers") + twice, encoding="utf-8")
    (fault,) = faults(folder, ACCOUNT, second)
    assert fault.check == "defined-twice"
    assert str(fault).startswith(f"{second}:10: id:reed-guard: is defined already at {folder / 'registry.ttl'}:10:")
    shipped = folder / "third.ttl"
    own = 'id:iran a parley:State ;\n    skos:prefLabel "Iran"@en .\n'
    shipped.write_text(REGISTRY.partition("id:reed-guard")[0].replace("lakes", "hills") + own, encoding="utf-8")
    assert "defined-twice" in {f.check for f in faults(folder, ACCOUNT, shipped)}


def test_suggestions_of_a_run_are_bounded(folder: Path) -> None:
    many = "".join(f"<#p{n}> a parley:Prospect ;\n    parley:caseOf <#handing-ovre-{n}> .\n" for n in range(60))
    assert sum("did you mean" in fault.message for fault in faults(folder, ACCOUNT + many)) <= 20


@pytest.mark.long
def test_only_passages_without_a_fault_are_called_verified(folder: Path) -> None:
    account = folder / "account.ttl"
    for old, new in (
        ("oa:start 64", "oa:start -46"),
        ("    oa:start 64 ;\n", "    oa:start 64 ;\n    oa:start 70 ;\n"),
        (digest(STORY[64:110]), digest("other words")),
        (f'"{digest(STORY[64:110])}"', f'"{digest(STORY[64:110])}" , "{digest("other words")}"'),
    ):
        account.write_text(ACCOUNT.replace(old, new), encoding="utf-8")
        report = check([account, folder / "registry.ttl"], Sources([folder]))
        assert not report.conforms
        assert f"the words of 1 of 2 passages of {DIGEST[:12]} were verified, 1 are wrong" in report.notes, old


def test_words_that_have_another_digest_are_no_proof(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import parley

    monkeypatch.setenv("PARLEY_SOURCES", str(folder))
    account = folder / "accounts"
    account.mkdir()
    (account / "registry.ttl").write_text(REGISTRY, encoding="utf-8")
    right, wrong = (f'"{digest(words)}"' for words in (STORY[64:110], "other words"))
    for text, shown in ((ACCOUNT, STORY[64:110]), (ACCOUNT.replace(right, wrong), None)):
        (account / "account.ttl").write_text(text, encoding="utf-8")
        rows = parley.connect(account).ask("bargaining.undertakings", holder="Reed Guard", view="all")
        (proof,) = rows[0].why()
        (found,) = proof.passages
        assert (found.words, found.verified) == (shown, shown is not None)
        assert ("other words here" in str(proof)) == (shown is None)
