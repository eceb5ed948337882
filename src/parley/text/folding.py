"""The form under which names are compared: what a keyboard, a font or a romanisation adds is left out.

Unicode says what that is, and no list of ours: categories, decompositions and Default_Ignorable_Code_Point (UAX #44),
compatibility decomposition (UAX #15), case folding, and where a letter has no decomposition, its own name. ``LATIN
SMALL LETTER L WITH STROKE`` is an l, ``MODIFIER LETTER LEFT HALF RING`` is an apostrophe, and ``ARABIC LETTER SWASH
KAF`` is a kaf in another national form. Vowel signs that are no accents (Devanagari, Thai) stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Latin letters whose names give no base letter, as they are mostly romanised.
_LATIN = {"AE": "ae", "OE": "oe", "THORN": "th", "ETH": "d", "ENG": "ng", "SCHWA": "e", "SHARP S": "ss", "KRA": "q"}
_BASE = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:DOTLESS |LONG |INSULAR )?([A-Z])(?: WITH .+)?")
# National forms of one Arabic letter, by their Unicode names: the same word is typed with either.
_ARABIC = {
    "ALEF": ("ALEF WASLA", "ALEF WITH WAVY HAMZA ABOVE", "ALEF WITH WAVY HAMZA BELOW"),
    "KAF": ("KEHEH", "SWASH KAF"),
    "HEH": ("HEH GOAL", "HEH DOACHASHMEE", "AE", "TEH MARBUTA", "TEH MARBUTA GOAL"),
    "YEH": ("FARSI YEH", "ALEF MAKSURA", "YEH BARREE", "KASHMIRI YEH", "YEH WITH TAIL", "E"),
}
_LETTERS = {
    unicodedata.lookup(f"ARABIC LETTER {form}"): unicodedata.lookup(f"ARABIC LETTER {letter}")
    for letter, forms in _ARABIC.items()
    for form in forms
}
# Signs of the apostrophe kind by name. The hamza is one: Persian leaves it out where Arabic writes it, alone and upon
# its carriers, from which the decomposition has already taken it.
_APOSTROPHE = re.compile(
    "APOSTROPHE|QUOTATION MARK|PRIME|GERESH|SALTILLO|GLOTTAL|PHARYNGEAL VOICED|EGYPTOLOGICAL A|FULL STOP"
    "|ARABIC LETTER (?:HIGH )?HAMZA$|ARABIC TATWEEL|(?:GRAVE|ACUTE) ACCENT"
)
# Default_Ignorable_Code_Point beyond the format characters: fillers, selectors, and what Unicode keeps free for them.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_SPACING_MARK = re.compile("[ \u00a0]([\u0300-\u036f\u064b-\u065f]+)")  # what U+00B4 decomposes to


def fold(name: str) -> str:
    """Return the form under which names are compared.

    Example:
        >>> fold("Kata'ib  Hizballah") == fold("kataib hizballah")
        True
        >>> fold("إيران") == fold("ايران")
        True
        >>> fold("Diyarbakır") == fold("DIYARBAKIR")
        True
    """
    before, folded = None, name
    while folded != before:  # what is left out may have stood between what belongs together
        before, folded = folded, _once(folded)
    return folded


def _once(name: str) -> str:
    if name.isascii():
        text = name.casefold()
    else:
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        text = _SPACING_MARK.sub("", text)
    return " ".join("".join(map(_folded, text)).split()).removeprefix("the ")


@cache
def _folded(character: str) -> str:
    """Return what a character of a decomposed and case-folded text is in a name."""
    category, name = unicodedata.category(character), unicodedata.name(character, "")
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if unicodedata.combining(character) or category in ("Cf", "Me") or _IGNORABLE.match(character):
        return ""
    if character in _LETTERS:
        return _LETTERS[character]
    if _is_apostrophe(category, name):
        return ""
    if category[0] in "PZC" or character == "\N{MINUS SIGN}":
        return character if category in ("Cs", "Co", "Cn") else " "
    return _base(name) or character


def _is_apostrophe(category: str, name: str) -> bool:
    """Whether it is a sign beside letters: a quotation mark, an ayn or hamza of a romanisation, a lone accent."""
    if category in ("Pi", "Pf", "Sk") or (category == "Lm" and name.startswith("MODIFIER LETTER")):
        return True
    return category in ("Po", "Ps", "Lo", "Ll", "Lu", "Lm") and bool(_APOSTROPHE.search(name))


def _base(name: str) -> str:
    """Return the plain letter of a Latin letter that does not decompose, by its name; nothing for any other."""
    rest = name.removeprefix("LATIN SMALL LETTER ").removeprefix("LATIN SMALL LIGATURE ")
    if rest != name and (found := _LATIN.get(rest.partition(" WITH ")[0])):
        return found
    found_base = _BASE.fullmatch(name)
    return found_base[1].lower() if found_base else ""


def spellings(name: str) -> list[str]:
    """Return the folded forms under which a name is found: whole, and without or by an acronym in parentheses.

    Example:
        >>> spellings("Islamic State (ISIS)")
        ['islamic state isis', 'islamic state', 'isis']
    """
    whole = fold(name)
    found = re.fullmatch(r"(.*\S)\s*\(([^()\s]{2,12})\)", name.strip())
    if not found or not found[2].isupper():
        return [whole]
    return [whole, fold(found[1]), fold(found[2])]
