"""What an account holds reaches no terminal as a command, and no XML file as what XML is not."""

from __future__ import annotations

import sys
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.answers.proof import Passage, Proof
from parley.cli.main import main
from parley.cli.show import show
from parley.errors import ParleyError
from parley.rdf.terms import IRI
from parley.text.printable import printable, printable_lines, text_width, xml_text

HOSTILE = "\x1b]0;title\x07\x9b2J\u202eevil\u2066x\u200f\u2028\r\x08\ufeff\U000e0041"


@given(st.text())
def test_nothing_printed_is_obeyed(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    for before, after in zip(text, shown, strict=True):
        category = unicodedata.category(before)
        assert after in (before, "\ufffd")
        if category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or unicodedata.bidirectional(before) in (
            *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
        ):
            assert after == "\ufffd"
        elif category[0] in "LMNPS":
            assert after == before


def test_arabic_and_persian_are_printed_as_they_are() -> None:
    text = "می‌خواهد ۱۴۰۳؛ كتائب حزب الله \u0601 \u06dd"
    assert printable(text) == text


@given(st.text())
def test_xml_text_is_read_back_by_an_xml_parser(text: str) -> None:
    element = ET.Element("x", {"y": xml_text(text)})
    assert ET.fromstring(ET.tostring(element)).get("y") == xml_text(text)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("خانه\u200cها", 6), ("e\u0301", 1), ("a\u20dd", 1), ("漢字", 4), ("\u202bx", 1)]
)
def test_the_width_of_a_text(text: str, width: int) -> None:
    assert text_width(text) == width


def test_a_proof_is_printed_without_what_its_account_would_have_a_terminal_do() -> None:
    passage = Passage(IRI("urn:p"), IRI("urn:d"), 0, 3, HOSTILE)
    proof = Proof("claim", IRI("urn:c"), HOSTILE, IRI("urn:b"), HOSTILE, *[None] * 5, (passage,))
    lines = str(proof).split("\n")
    assert len(lines) == 2
    assert all(printable(line) == line for line in lines)


def test_an_error_shows_no_escape_sequence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", f"no.such{HOSTILE}"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert printable(told.rstrip("\n")) == told.rstrip("\n")


def test_only_a_terminal_gets_less_than_the_very_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    show(f"a\t{HOSTILE}\n")
    assert capsys.readouterr().out == f"a\t{HOSTILE}\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    show(f"a\t{HOSTILE}\n")
    assert capsys.readouterr().out == printable_lines(f"a\t{HOSTILE}\n") != f"a\t{HOSTILE}\n"
    with pytest.raises(ParleyError, match="send it to a file"):
        show(b"PK")
