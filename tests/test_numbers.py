"""Any whole number that is spelt out, or written in digits of any script, is found as that number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.text.numbers import in_words, missing, numbers

ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 10**3))


def spelt(number: int, join: str, hyphen: str, comma: str) -> str:
    """Spell a number; ``join`` stands before what is below a hundred, ``comma`` after thousands."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (hyphen + ONES[number % 10] if number % 10 else "")
    if number < 1000:
        rest = spelt(number % 100, join, hyphen, comma)
        return f"{ONES[number // 100]} hundred" + (join + rest if rest else "")
    name, size = next(scale for scale in SCALES if number >= scale[1])
    whole, rest = divmod(number, size)
    tail = (join if rest < 100 else comma) + spelt(rest, join, hyphen, comma) if rest else ""
    return f"{spelt(whole, join, hyphen, comma)} {name}{tail}"


@settings(deadline=None)
@given(
    st.one_of(st.integers(1, 2000), st.integers(1, 10**15 - 1)),
    st.sampled_from([" and ", " "]),
    st.sampled_from(["-", " "]),
    st.sampled_from([" ", ", "]),
    st.booleans(),
)
def test_a_number_in_words_is_found(number: int, join: str, hyphen: str, comma: str, upper: bool) -> None:
    words = spelt(number, join, hyphen, comma)
    text = f"They counted {words.upper() if upper else words} men; nobody knows more."
    assert number in numbers(text)
    if "," not in words:
        assert in_words(text) == {number}


@settings(deadline=None)
@given(st.integers(1, 10**12), st.sampled_from([",", "'", "’", "\u00a0", "\u202f", "٬", "."]), st.sampled_from("0٠۰०"))
def test_a_number_in_digits_is_found(number: int, mark: str, zero: str) -> None:
    grouped = f"{number:,}".replace(",", mark)
    text = f"نحو {grouped} مقاتل".translate({ord("0") + n: ord(zero) + n for n in range(10)})
    assert number in numbers(text)
    if mark != "." and number >= 1000:
        assert numbers(text) == {number}


@pytest.mark.parametrize(
    ("text", "given_", "expected"),
    [
        ("Forty men died.", {14}, ["40"]),
        ("Forty men died.", {40}, []),
        ("The first of three towns, and two more", set(), []),
        ("The law of 1999", {1998}, ["1999"]),
        ("Fewer than two thousand died", {1900}, []),
        ("Fewer than two thousand died", {2100}, ["2000"]),
        ("More than 2.5 million dollars", {2_600_000}, []),
        ("About 40 men", {37}, []),
        ("About 40 men", {14}, ["40"]),
        ("More than 10 of 99 depots", {12, 90}, ["99"]),
    ],
)
def test_numbers_that_a_text_does_not_give_are_found(text: str, given_: set[int], expected: list[str]) -> None:
    assert missing(text, given_) == expected
