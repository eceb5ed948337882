"""Numbers, truth values and dates that keep the literal which they came from.

Each is a value of the Python type that it is named after, with which it compares and computes; ``lexical`` and
``datatype`` are those of the literal. What is computed from one is a plain value.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parley.rdf.iris import IRI, unchecked

if TYPE_CHECKING:
    from datetime import date
    from typing import Self


class Typed:
    """What the classes below share.

    Attributes:
        lexical: The lexical form, as the data have it.
        datatype: The IRI of the datatype.
    """

    lexical: str
    datatype: IRI

    def __str__(self) -> str:
        return self.lexical

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.lexical!r}, {self.datatype.curie})"

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return typed, (plain(self), self.lexical, str(self.datatype))

    def __copy__(self) -> Self:
        return self  # nothing of it can change

    def __deepcopy__(self, memo: object) -> Self:
        return self


class TypedInteger(Typed, int):
    """A whole number of another form or datatype than Python's: ``"007"``, ``"7"^^xsd:int``."""


class TypedBoolean(Typed, int):
    """A truth value that is written as 1 or 0; Python lets no class derive from ``bool``."""


class TypedDouble(Typed, float):
    """A number with a floating point of another form or datatype: ``1.0E0``, ``"0.1"^^xsd:float``."""


class TypedDecimal(Typed, Decimal):
    """A decimal of another form: ``+1.5``."""


class TypedDateTime(Typed, datetime):
    """A date with a time, of another form or datatype: ``2024-01-01T10:00:00Z``."""

    def __new__(cls, *parts: Any, **named: Any) -> datetime:  # type: ignore[misc]
        """Make a plain datetime: ``datetime`` asks its subclass for what it computes."""
        return datetime(*parts, **named)  # noqa: DTZ001 - the zone is among the parts

    def replace(self, *parts: Any, **named: Any) -> datetime:  # type: ignore[override]
        """Return a plain datetime with other parts."""
        return plain(self).replace(*parts, **named)  # type: ignore[no-any-return]

    def astimezone(self, *zone: Any) -> datetime:  # type: ignore[override]
        """Return the same moment in another zone."""
        return plain(self).astimezone(*zone)  # type: ignore[no-any-return]


def typed(value: float | Decimal | date, lexical: str, datatype: str) -> int | float | Decimal | date:
    """Return the value with the literal that it came from.

    Args:
        value: The plain value.
        lexical: The lexical form.
        datatype: The IRI of the datatype.

    Example:
        >>> number = typed(7, "007", "http://www.w3.org/2001/XMLSchema#integer")
        >>> number + 1, str(number)
        (8, '007')
    """
    made: Any
    match value:
        case bool():
            made = int.__new__(TypedBoolean, value)
        case int():
            made = int.__new__(TypedInteger, value)
        case float():
            made = float.__new__(TypedDouble, value)
        case Decimal():
            made = Decimal.__new__(TypedDecimal, value)
        case datetime():
            made = datetime.__new__(TypedDateTime, *value.timetuple()[:6], value.microsecond, value.tzinfo)
        case _:  # a date has one form only
            return value
    made.lexical, made.datatype = lexical, unchecked(datatype)
    return made  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    """Return the number, truth value or date without the literal; any other value as it is.

    Example:
        >>> plain(typed(7, "007", "http://www.w3.org/2001/XMLSchema#integer"))
        7
    """
    match value:
        case TypedBoolean():
            return bool(value)
        case TypedInteger():
            return int.__int__(value)
        case TypedDouble():
            return float.__float__(value)
        case TypedDecimal():
            return Decimal(value)
        case TypedDateTime():
            return datetime(*value.timetuple()[:6], value.microsecond, value.tzinfo)  # noqa: DTZ001 - it may have none
        case _:
            return value
