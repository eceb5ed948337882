"""Which texts are literals of an XSD datatype, and the Python values that they stand for.

The lexical spaces are those of XSD 1.1 Part 2, section 3, and not those of Python's own parsers, which take ``1_000``,
``٣``, ``infinity`` and ``2024-W01-1``. White space belongs to no lexical space (RDF 1.1 Concepts, section 5, maps
lexical forms without the white space processing of XML), so ``" 42 "`` is ill-typed, as engines have it.
"""

from __future__ import annotations

import re

from parley.rdf.iris import XSD

TYPE_CHECKING = False  # decimal and datetime take longer to import than most queries need
if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

_DIGITS = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_DAY = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_SPACES = {
    "boolean": "true|false|1|0",
    "integer": "[+-]?[0-9]+",
    "decimal": _DIGITS,
    "double": rf"{_DIGITS}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "float": rf"{_DIGITS}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "date": f"{_DAY}{_ZONE}?",
    "dateTime": f"{_DAY}T{_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_DAY}T{_TIME}{_ZONE}",
}
#: The least and the greatest value of the datatypes that are derived from xsd:integer; None for no bound.
_BOUNDS = {
    "integer": (None, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
#: The datatypes that Python values of their own stand for.
PLAIN = ("boolean", "integer", "decimal", "double", "date", "dateTime")
_FINEST = 6  # digits of a second that a datetime holds
_LONGEST = 100_000  # digits of a decimal that a text is made of; what Python holds as 1E+999999999 has more


def value_of(text: str, datatype: str) -> int | float | Decimal | date | None:
    """Return the plain value of a literal, or None where it is ill-typed or no Python type holds it.

    Args:
        text: The lexical form.
        datatype: The IRI of the datatype.

    Example:
        >>> value_of("1e3", XSD + "double"), value_of("1e3", XSD + "decimal")
        (1000.0, None)
    """
    name = datatype.removeprefix(XSD)
    space = _SPACES.get("integer" if name in _BOUNDS else name)
    if space is None or name == datatype or not re.fullmatch(space, text):
        return None
    try:
        return _parsed(text, name)
    except (ValueError, ArithmeticError):  # a year, a day or digits beyond what Python holds
        return None


def _parsed(text: str, name: str) -> int | float | Decimal | date | None:
    if name in _BOUNDS:
        return _within(int(text), *_BOUNDS[name])
    if name == "boolean":
        return text in ("true", "1")
    if name == "double":
        return float(text.replace("INF", "inf"))
    if name == "float":
        return _single(text.replace("INF", "inf"))
    if name == "decimal":
        from decimal import Decimal

        return Decimal(text)
    return _moment(text, name)


def _within(value: int, least: int | None, greatest: int | None) -> int | None:
    return value if (least is None or least <= value) and (greatest is None or value <= greatest) else None


def _single(text: str) -> float:
    """Return the number of 32 bits that is nearest, which is what an xsd:float is."""
    from struct import pack, unpack

    value = float(text)
    try:
        return float(unpack("f", pack("f", value))[0])
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _moment(text: str, name: str) -> date | None:
    """Return a date or a datetime; None for finer fractions, hour 24 and dates with a zone, which Python lacks."""
    from datetime import date, datetime

    if name == "date":
        return date.fromisoformat(text)
    fraction = re.search(r"\.([0-9]+)", text)
    if "T24" in text or (fraction and len(fraction[1].rstrip("0")) > _FINEST):
        return None
    return datetime.fromisoformat(text)


def form(value: object) -> str | None:
    """Return the lexical form of a Decimal, date or datetime of Python's, or None if it has none in XSD.

    Example:
        >>> from datetime import date
        >>> form(date(2024, 1, 2)), form(object())
        ('2024-01-02', None)
    """
    from datetime import date, datetime
    from decimal import Decimal

    match value:
        case Decimal() if value.is_finite() and abs(value.adjusted()) < _LONGEST:
            return f"{value:f}"
        case datetime():  # zones beyond 14 hours or with seconds are Python's alone
            return text if re.fullmatch(_SPACES["dateTime"], text := value.isoformat()) else None
        case date():
            return value.isoformat()
    return None
