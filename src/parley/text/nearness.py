"""Names that are spelt nearly as what somebody typed, with a score: offered, and never taken for it.

Romanisations of one Arabic name differ in vowels, doubled letters and a few consonants (Hizballah, Hezbollah; Qasim,
Kassem). So two names are compared twice, by difflib's ratio of matching letters (Ratcliff and Obershelp): as they are
written, and by their consonants alone. The score is the mean of the two, from 0 to 1.
"""

from __future__ import annotations

import re
from heapq import nlargest
from typing import TYPE_CHECKING

from parley.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST = 0.6
_COMPARED = 40  # names with the most pairs of letters in common, which are looked at closely
_LONGEST = 80  # letters of a name that count
_SAME = ((r"kh|gh|[qckgx]", "k"), ("dh|th|[dt]", "t"), ("sh|[sz]", "s"), ("ph|f", "f"), ("[vw]", "w"))
_VOWELS = re.compile("[aeiouy\u0627\u0648\u064a\u0649]")


def near(word: str, choices: Iterable[str], count: int = 3) -> list[tuple[str, float]]:
    """Return the choices that are spelt most like a word, each with its score, the nearest first.

    Args:
        word: What somebody typed.
        choices: The names that there are.
        count: How many to return at most.

    Example:
        >>> near("Hezbollah", ["Hizballah", "Houthis"])
        [('Hizballah', 0.89)]
    """
    wanted = fold(word)[:_LONGEST]
    pairs = _pairs(wanted)
    by_fold: dict[str, str] = {}
    for choice in choices:
        by_fold.setdefault(fold(choice)[:_LONGEST], choice)
    close = nlargest(_COMPARED, by_fold, key=lambda name: (_common(pairs, _pairs(name)), name == wanted))
    scored = [(by_fold[name], round(_score(wanted, name), 2)) for name in close]
    return sorted((s for s in scored if s[1] >= LEAST), key=lambda s: (-s[1], s[0]))[:count]


def _score(wanted: str, name: str) -> float:
    """Return how like two names are: wholly, or a little less, the one to some words of the other."""
    length = len(wanted.split())
    words = name.split()
    parts = {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)} - {name}
    return max(_alike(wanted, name), *(0.95 * _alike(wanted, part) for part in parts), 0.0)


def _alike(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    bones = consonants(one), consonants(other)
    written = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return (written + SequenceMatcher(None, *bones, autojunk=False).ratio()) / 2 if all(bones) else written


def consonants(folded: str) -> str:
    """Return the consonants of a folded name, those that romanisations confuse as one, none of them twice in a row.

    Example:
        >>> consonants("qassem") == consonants("kasim")
        True
    """
    for pattern, letter in _SAME:
        folded = re.sub(pattern, letter, folded)
    return re.sub(r"(\w)\1+", r"\1", _VOWELS.sub("", folded))


def _pairs(folded: str) -> set[str]:
    text = f" {_VOWELS.sub('', folded)} "
    return {text[i : i + 2] for i in range(len(text) - 1)} | {folded[i : i + 2] for i in range(len(folded) - 1)}


def _common(pairs: set[str], others: set[str]) -> float:
    return 2 * len(pairs & others) / (len(pairs) + len(others) or 1)
