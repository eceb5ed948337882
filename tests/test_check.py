"""The shipped graph passes; each corruption of it is caught, at the node, the line and by the check named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ACCOUNT
from corruptions import CORRUPTIONS, NO_TEXT, TEXT, block, changed, report_of
from parley.check import check
from parley.errors import SourceFileError
from parley.resources import registry_file, vocabulary_files
from parley.text.documents import Sources


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


@pytest.mark.long
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
def test_words_copied_from_the_text_are_caught(article: str, tmp_path: Path) -> None:
    copied = changed("claim-001", "The militias in question have", article[680:738])()
    assert "copied-words" in {f.check for f in report_of(copied, tmp_path, Sources()).faults}


@pytest.mark.words
@pytest.mark.usefixtures("article")
def test_what_was_verified_does_not_count_what_is_wrong(tmp_path: Path) -> None:
    text = TEXT.replace(block("char=759,835"), re.sub(r'"[0-9a-f]{64}"', f'"{"0" * 64}"', block("char=759,835")))
    count = TEXT.count("parley:wordsDigest")
    assert re.search(
        rf"the words of {count - 1} of {count} passages .* were verified, 1 are wrong",
        str(report_of(text, tmp_path, Sources())),
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


def test_an_account_cannot_talk_its_way_out_of_the_checks(tmp_path: Path) -> None:
    outside = TEXT.replace("@base <https://w3id.org/parley/doc/2422500622f1> .", "")
    with pytest.raises(SourceFileError, match="no base before it"):
        report_of(outside, tmp_path)
    disguised = report_of(TEXT + "\n<> a <http://www.w3.org/2002/07/owl#Ontology> .\n", tmp_path)
    assert "undefined-class" in {f.check for f in disguised.faults}
    empty = report_of("<http://x/> a <http://www.w3.org/2002/07/owl#Ontology> .", tmp_path)
    assert {f.check for f in empty.faults} == {"no-focus-node"}


ILL_TYPED = '    oa:start "x"^^<http://www.w3.org/2001/XMLSchema#integer> ;'


def test_an_ill_typed_literal_is_a_fault_and_no_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = TEXT.replace("oa:start 759 ;", 'oa:start "x"^^<http://www.w3.org/2001/XMLSchema#integer> ;')
    (fault,) = report_of(text, tmp_path).faults
    assert (fault.check, fault.line) == ("ill-typed", text.split("\n").index(ILL_TYPED) + 1)
    assert "Traceback" not in capfd.readouterr().err


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
    with pytest.raises(SourceFileError, match="no such file"):
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
