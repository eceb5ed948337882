"""Whole numbers in a text: in the digits of any script, grouped, and in English words.

>>> sorted(numbers("Fifty thousand men, 1,200 of them in ١٢ camps; the twenty-one's leader"))
[12, 21, 1200, 50000]
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "dozen": 12,
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
#: Digits, also in groups of three or as in India, between commas, points, spaces, apostrophes or their like in Arabic.
_GROUP = r"[,.'’٬،\u00A0\u202F\u2009 ]"
_DIGITS = re.compile(rf"(?<![\d])(?:\d{{1,3}}(?:{_GROUP}\d{{2,3}})*{_GROUP}\d{{3}}(?!\d)|\d+)")
#: Digits with a word: ``2.5 million``.
_SCALED = re.compile(
    rf"(\d+(?:,\d{{3}})*)(?:\.(\d{{1,9}}))?[ \u00A0-](hundred|dozen|{'|'.join(_SCALES)})s?\b", re.IGNORECASE
)
_COUNTED = 10  # up to which a word counts what is spoken of
_AGREES: dict[tuple[str, ...], Callable[[int, int], bool]] = {
    ("more than", "over", "at least", "above"): lambda n, given: given >= n,
    ("fewer than", "less than", "under", "at most", "below", "up to"): lambda n, given: 0 < given <= n,
    ("about", "around", "nearly", "almost", "some", "roughly"): lambda n, given: abs(n - given) * 5 <= n,
}
_COMPARED = re.compile(rf"\b({'|'.join(word for words in _AGREES for word in words)})\s+", re.IGNORECASE)
_WORDS = "|".join([*_SMALL, "hundred", "and", "a", "an", *_SCALES])
#: A number at the beginning of a text.
_NUMERAL = re.compile(rf"(?:(?:{_WORDS})\b[\s-]*)*(?:\d[\d.,]*)?(?:\s*(?:{_WORDS})\b)*", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\S")


def numbers(text: str) -> set[int]:
    """Return the whole numbers that a text gives.

    ``1.200`` is read as twelve hundred, and as one and two hundred as well: which of them is meant, a language
    decides, and the question here is only whether a number can be found.

    Args:
        text: A text; digits in any script, words in English.

    Example:
        >>> sorted(numbers("three hundred and five of 1’000, and 2.5 million"))
        [2, 5, 305, 1000, 1000000, 2500000]
    """
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    found: set[int] = set()
    for match in _DIGITS.finditer(plain):
        found |= _read(match[0])
    scaled = {_scaled(match) for match in _SCALED.finditer(plain)}
    return (found | scaled | in_words(text) | in_words(text.replace(",", ""))) - {0}


def missing(text: str, given: set[int]) -> list[str]:
    """Return the numbers of a text that agree with none of those given.

    Words up to ten are passed over, because they count what is spoken of: *one of them*, *the first of three*. A
    number that is only compared with agrees with any on that side, or near it: *fewer than two thousand*, *about 40*.

    Args:
        text: A label or a gloss.
        given: What :func:`numbers` found in what it tells of.

    Example:
        >>> missing("31 of the two hundred depots, one by one, in fewer than fifty days", {30, 48})
        ['31', '200']
    """
    first, *rest = _COMPARED.split(text)
    found = [shown for shown, may_be in _mentions(first) if not may_be & given]
    for comparator, segment in zip(rest[::2], rest[1::2], strict=True):
        compared = _NUMERAL.match(segment)
        end = compared.end() if compared else 0
        agrees = _AGREES[next(key for key in _AGREES if comparator.casefold() in key)]
        found += [s for s, may_be in _mentions(segment[:end]) if not any(agrees(n, g) for n in may_be for g in given)]
        found += [shown for shown, may_be in _mentions(segment[end:]) if not may_be & given]
    return found


def _mentions(text: str) -> list[tuple[str, set[int]]]:
    """Return each number that a text mentions, with the numbers that it may be."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    found = [(match[0], {_scaled(match)}) for match in _SCALED.finditer(plain)]
    rest = _SCALED.sub(" ", plain)
    found += [(match[0], _read(match[0])) for match in _DIGITS.finditer(rest)]
    return found + [(str(n), {n}) for n in sorted(in_words(rest)) if n > _COUNTED]


def _read(digits: str) -> set[int]:
    """Return what digits in groups may be: with a point or a space, which part numbers as well, also the parts."""
    parts = re.findall(r"\d+", digits)
    return {int("".join(parts)), *(map(int, parts) if re.search(r"[. ]", digits) else ())}


def _scaled(match: re.Match[str]) -> int:
    """Return a number of digits and a word, rounded down: ``2.5 million``."""
    whole, fraction, word = match[1].replace(",", ""), match[2] or "", match[3].casefold()
    scale = {"hundred": 100, "dozen": 12, **_SCALES}[word]
    return int(int(whole + fraction) * scale // 10 ** len(fraction))


def in_words(text: str) -> set[int]:
    """Return the whole numbers that a text spells out in English.

    Args:
        text: A text.

    Example:
        >>> sorted(in_words("A hundred and one of two thousand and twenty-six"))
        [101, 2026]
    """
    found: set[int] = set()
    run: list[str] = []
    for word in [*_TOKEN.findall(text.casefold()), ""]:
        if word in _SMALL or word == "hundred" or word in _SCALES:
            run.append(word)
        elif not (run and word in ("and", "-", "‐", "‑", "–")) and not (word in ("a", "an") and not run):
            found |= _values(run)
            run = []
    return found


def _values(words: list[str]) -> set[int]:
    """Return the numbers in a run of number words: one more begins where a word cannot go on with the one before."""
    found: set[int] = set()
    total = part = 0
    last = None  # the value of the word before, below a hundred
    for word in words:
        if word in _SCALES:
            scale = _SCALES[word]
            if total and total % (scale * 1000):
                found.add(total + part if part < scale else total)
                total, part = 0, part or 1
            total, part, last = total + (part or 1) * scale, 0, None
        elif word == "hundred":
            if part >= 100:
                found.add(total + part)
                total = part = 0
            part, last = (part or 1) * 100, None
        else:
            value = _SMALL[word]
            if last is not None and word == "dozen":
                part = part * value
            elif last is None or (last >= 20 and 0 < value < 10 and last % 10 == 0):
                part += value
            else:
                found.add(total + part)
                total, part = 0, value
            last = value
    return (found | {total + part}) - {0} if words else found
