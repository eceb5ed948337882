"""The passage between RDF terms and Python values.

:func:`literal` is the one way from a literal to a value, :func:`serialise` the one way into a query text, and
:func:`ntriples` the one way out to a file. No term changes on the way: a value is a plain ``str``, ``int``,
``Decimal``, ``float``, ``bool``, ``date`` or ``datetime`` only where the same term comes out again. Where another
lexical form or datatype stands behind the number or date, it is one of :mod:`parley.rdf.typed`, and where no Python
type holds it, a :class:`TypedLiteral`. Terms are those of RDF 1.2 Concepts; the grammar is that of SPARQL 1.2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.errors import TermError
from parley.rdf.iris import BASE, DERIVED_GRAPH, IRI, PREFIXES, PROLOGUE, XSD, expand, is_iri, unchecked
from parley.rdf.quoting import escape_iri, quote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from typing import Any, TypeAlias

__all__ = [
    "BASE",
    "DERIVED_GRAPH",
    "IRI",
    "PREFIXES",
    "PROLOGUE",
    "XSD",
    "BlankNode",
    "LangString",
    "TripleTerm",
    "TypedLiteral",
    "expand",
    "is_iri",
    "lexical",
    "literal",
    "ntriples",
    "quote",
    "serialise",
    "serialise_list",
    "turtle",
    "unchecked",
]

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_LARGEST = 2**63


class BlankNode(str):
    """A blank node of an answer, as ``_:label``; no query can be given one."""

    __slots__ = ()


class LangString(str):
    """A text with a language tag and perhaps a base direction (RDF 1.2).

    Args:
        text: The text.
        language: A language tag, as BCP 47 writes them.
        direction: ``ltr``, ``rtl`` or None.

    Raises:
        TermError: If the tag or the direction is none.

    Example:
        >>> LangString("العراق", "ar").language
        'ar'
    """

    __slots__ = ("direction", "language")
    language: str
    direction: str | None

    def __new__(cls, text: str, language: str, direction: str | None = None) -> LangString:
        """Check the tag and the direction, and make the text."""
        if not _LANGUAGE.fullmatch(language):
            message = f"not a language tag: {language!r}"
            raise TermError(message)
        if direction not in (None, "ltr", "rtl"):
            message = f"not a direction: {direction!r}; use 'ltr' or 'rtl'"
            raise TermError(message)
        return _lang_string(text, language, direction)

    def __reduce__(self) -> tuple[Any, ...]:
        return _lang_string, (str(self), self.language, self.direction)


class TypedLiteral(str):
    """A literal that no Python type holds: its lexical form, with its datatype.

    Raises:
        TermError: If the datatype is no IRI.
    """

    __slots__ = ("datatype",)
    datatype: IRI

    def __new__(cls, text: str, datatype: str) -> TypedLiteral:
        """Check the datatype IRI and make the literal."""
        return _typed_literal(text, IRI(datatype))

    def __reduce__(self) -> tuple[Any, ...]:
        return _typed_literal, (str(self), str(self.datatype))


class TripleTerm:
    """A triple that is itself a term (RDF 1.2), shown as ``<<( s p o )>>``.

    Args:
        subject: An IRI or a blank node.
        predicate: An IRI.
        object: Any value.

    Example:
        >>> print(TripleTerm(IRI("urn:s"), IRI("urn:p"), 7))
        <<( <urn:s> <urn:p> 7 )>>
    """

    __slots__ = ("object", "predicate", "subject")

    def __init__(self, subject: Value, predicate: Value, object: Value) -> None:  # noqa: A002 - the word of RDF
        self.subject, self.predicate, self.object = subject, predicate, object

    def __str__(self) -> str:
        return f"<<( {' '.join(map(turtle, (self.subject, self.predicate, self.object)))} )>>"

    def __repr__(self) -> str:
        return f"TripleTerm({self.subject!r}, {self.predicate!r}, {self.object!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TripleTerm) and ntriples(self) == ntriples(other)

    def __hash__(self) -> int:
        return hash(ntriples(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return TripleTerm, (self.subject, self.predicate, self.object)


def _lang_string(text: str, language: str, direction: str | None) -> LangString:
    """Make the text as an engine gave it, whatever its tag."""
    made = str.__new__(LangString, text)
    made.language, made.direction = language, direction
    return made


def _typed_literal(text: str, datatype: str) -> TypedLiteral:
    made = str.__new__(TypedLiteral, text)
    made.datatype = unchecked(datatype)
    return made


if TYPE_CHECKING:
    Value: TypeAlias = (
        IRI | BlankNode | LangString | TypedLiteral | TripleTerm | str | int | float | Decimal | bool | date
    )


def serialise(value: Value) -> str:
    """Return the value as one SPARQL term of a query.

    Args:
        value: Any value but a blank node, or a triple term with one.

    Raises:
        TermError: If the value cannot be an RDF term of a query.

    Example:
        >>> serialise(IRI("https://w3id.org/parley/id/irgc")), serialise(7), serialise(True)
        ('<https://w3id.org/parley/id/irgc>', '7', 'true')
    """
    match value:
        case IRI() if not is_iri(value):
            message = f"not an absolute IRI: {str(value)!r}"
        case BlankNode():
            message = "a blank node cannot be a parameter; give the node an IRI"
        case LangString() if not _LANGUAGE.fullmatch(value.language):
            message = f"not a language tag: {value.language!r}"
        case TypedLiteral() if not is_iri(value.datatype):
            message = f"not an absolute IRI: {str(value.datatype)!r}"
        case TripleTerm():
            return f"<<( {' '.join(map(serialise, (value.subject, value.predicate, value.object)))} )>>"
        case int() if not -_LARGEST <= value < _LARGEST:
            message = "a whole number outside 64 bits: engines do not agree on how to compare it"
        case _:
            return turtle(value)
    raise TermError(message)


def turtle(value: Value) -> str:
    """Return the value as one term of Turtle: as N-Triples, but for plain whole numbers and truth values.

    Raises:
        TermError: If the value cannot be an RDF term.
    """
    return lexical(value) if type(value) in (int, bool) else ntriples(value)


def ntriples(value: Value) -> str:
    """Return the value as one term of N-Triples 1.2, the very term that it came from.

    Raises:
        TermError: If the value cannot be an RDF term.

    Example:
        >>> ntriples(literal("01", XSD + "integer"))
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    match value:
        case IRI():
            return f"<{escape_iri(value)}>"
        case BlankNode():
            return str(value)
        case LangString():
            return f"{quote(value)}@{value.language}" + (f"--{value.direction}" if value.direction else "")
        case TripleTerm():
            return f"<<( {' '.join(map(ntriples, (value.subject, value.predicate, value.object)))} )>>"
        case str() if not isinstance(value, TypedLiteral):
            return quote(value)
    text = _form(value) if value is None else lexical(value)
    return f"{quote(text)}^^<{getattr(value, 'datatype', None) or _datatype(value)}>"


def lexical(value: Value | None) -> str:
    """Return the lexical form of a literal, an IRI or blank node as text, and nothing for nothing.

    Raises:
        TermError: If a number or date has no lexical form in XSD.

    Example:
        >>> lexical(float("-inf")), lexical(True), lexical(literal("2024-01-01T10:00:00Z", XSD + "dateTime"))
        ('-INF', 'true', '2024-01-01T10:00:00Z')
    """
    if isinstance(value, str) or value is None:
        return str(value or "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if (kept := getattr(value, "lexical", None)) is not None:
        return str(kept)
    if isinstance(value, float):
        return repr(value).replace("inf", "INF").replace("nan", "NaN")
    return str(value) if isinstance(value, (int, TripleTerm)) else _form(value)


def _form(value: object) -> str:
    from parley.rdf.xsd import form

    text = form(value)
    if text is None:
        message = f"a {type(value).__name__} cannot be an RDF term: {value!r}"
        raise TermError(message)
    return text


def _datatype(value: object) -> str:
    if isinstance(value, (int, float)):
        return XSD + ("boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "double")
    # A date with a time is a datetime, whose time() is a method; a Decimal has neither.
    return XSD + ("dateTime" if hasattr(value, "time") else "date" if hasattr(value, "isoformat") else "decimal")


def serialise_list(values: Sequence[Value]) -> str:
    """Return the values as the inside of ``IN ( … )``.

    Raises:
        TermError: If the list is empty, which would match nothing by accident.
    """
    if not values:
        message = "an empty list cannot be a parameter; leave the parameter out"
        raise TermError(message)
    terms = [serialise(value) for value in values]
    if len(terms) == 1:
        terms *= 2  # Virtuoso 7.2.5 takes a list of one for an equation, and fails on some patterns
    return " , ".join(terms)


def literal(text: str, datatype: str | None, language: str | None = None, direction: str | None = None) -> Value:
    """Return the Python value of an RDF literal; the same literal comes out of it again.

    Args:
        text: The lexical form.
        datatype: The IRI of the datatype, or None for ``xsd:string``.
        language: The language tag, or None.
        direction: The base direction, ``ltr`` or ``rtl``, or None.

    Example:
        >>> literal("7", XSD + "int") + 1, literal("1_000", XSD + "integer")
        (8, '1_000')
    """
    if language:
        return _lang_string(text, language, direction)
    if datatype is None or datatype == XSD + "string":
        return text
    from parley.rdf.xsd import PLAIN, value_of

    value = value_of(text, datatype)
    if value is None:
        return _typed_literal(text, datatype)
    if datatype.removeprefix(XSD) in PLAIN and lexical(value) == text:
        return value
    from parley.rdf.typed import typed  # the literal cannot be told from the plain value

    return typed(value, text, datatype)
