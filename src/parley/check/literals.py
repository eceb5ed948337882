r"""Whether a literal is in the lexical space of its datatype (XML Schema 1.1 Part 2: Datatypes).

Python's own parsers take more: ``int("1_000")``, ``int("٣")``, ``date.fromisoformat("2024-W01-1")``.
"""

from __future__ import annotations

import re
from datetime import date

from parley.rdf.terms import PREFIXES

XSD = PREFIXES["xsd"]
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_WHOLE = r"[+-]?[0-9]+"
_DOUBLE = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_DURATION = (
    r"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)

_SPACES = {
    "boolean": "true|false|0|1",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "double": _DOUBLE,
    "float": _DOUBLE,
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE[:-1]}",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": _DURATION,
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    **dict.fromkeys(("integer", "long", "int", "short", "byte"), _WHOLE),
    **dict.fromkeys(("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"), r"\+?[0-9]+|-0+"),
    "nonNegativeInteger": r"\+?[0-9]+|-0+",
    "positiveInteger": r"\+?0*[1-9][0-9]*",
    "nonPositiveInteger": r"-[0-9]+|\+?0+",
    "negativeInteger": r"-0*[1-9][0-9]*",
}
_FORMS = {XSD + name: re.compile(form) for name, form in _SPACES.items()}
_BITS = {"long": 63, "int": 31, "short": 15, "byte": 7}
_RANGES = {XSD + name: (-(1 << bits), (1 << bits) - 1) for name, bits in _BITS.items()} | {
    f"{XSD}unsigned{name.capitalize()}": (0, (2 << bits) - 1) for name, bits in _BITS.items()
}
_DATED = frozenset({XSD + "date", XSD + "dateTime", XSD + "dateTimeStamp"})
_LEAP = 400  # years after which the calendar repeats itself


def is_well_formed(lexical: str, datatype: str) -> bool:
    """Whether a literal is in the lexical space of its datatype; one of an unknown datatype is.

    White space at the ends is none of the lexical form, as in XML, only where it collapses: nowhere in RDF.

    Args:
        lexical: The lexical form.
        datatype: The IRI of the datatype, or the empty string.

    Example:
        >>> [is_well_formed(form, XSD + "integer") for form in ("-7", "1_000", "٣", " 7")]
        [True, False, False, False]
        >>> [is_well_formed(form, XSD + "date") for form in ("2024-02-29", "2025-02-29", "2024-W01-1")]
        [True, False, False]
    """
    form = _FORMS.get(datatype)
    if form is None:
        return True
    if not form.fullmatch(lexical):
        return False
    if datatype in _DATED:
        return _is_a_day(lexical)
    if datatype in _RANGES:
        least, most = _RANGES[datatype]
        digits = lexical.lstrip("+-0")
        return len(digits) < len(str(most)) + 1 and least <= int(lexical) <= most
    return True


def _is_a_day(lexical: str) -> bool:
    year, month, day = re.match(r"(-?[0-9]+)-([0-9]{2})-([0-9]{2})", lexical).groups()  # type: ignore[union-attr]
    like = int(year[-4:]) % _LEAP if not year.startswith("-") else -int(year[-4:]) % _LEAP
    try:
        date(like + _LEAP, int(month), int(day))
    except ValueError:
        return False
    return True
