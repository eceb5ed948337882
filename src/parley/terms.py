"""Prefixes, and the passage between Python values and RDF terms.

A value that comes from a query is an :class:`IRI`, a :class:`BlankNode`, a
:class:`LangString`, a :class:`TypedLiteral`, or a plain ``str``, ``int``, ``Decimal``,
``float``, ``bool`` or ``date``. :func:`serialise` is the only way from a value into a query
text; it follows SPARQL 1.1, section 19 (grammar), and RFC 3987 for IRIs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parley.errors import TermError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from typing import TypeAlias

#: The one base of all IRIs that Parley coins.
BASE = "https://w3id.org/parley/"

#: The one prefix table: what ``parley sparql`` predeclares and what CURIEs may use.
PREFIXES = {
    "code": BASE + "code/",
    "dcterms": "http://purl.org/dc/terms/",
    "doc": BASE + "doc/",
    "id": BASE + "id/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "parley": BASE + "ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: The prefixes as SPARQL declares them, on one line.
PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
XSD = PREFIXES["xsd"]
#: The graph that holds, beside the default graph, what rules derived.
DERIVED_GRAPH = BASE + "graph/derived"

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>"{}|^`\\]*')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_LARGEST = 2**63
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# A backslash before u or U: an engine that expands \uXXXX over the whole text before it
# parses (rdflib does) would read the second backslash as the start of such an escape.
_UNSAFE = re.compile(r'\\[uU]|["\\]|[\x00-\x1f\x7f-\x9f]')


class IRI(str):
    """An absolute IRI.

    Raises:
        TermError: If the text is no absolute IRI.

    Example:
        >>> IRI("https://w3id.org/parley/id/irgc").curie
        'id:irgc'
    """

    __slots__ = ()

    def __new__(cls, text: str) -> IRI:
        """Check the text and make the IRI."""
        if not _IRI.fullmatch(text) or _SURROGATE.search(text):
            message = f"not an absolute IRI: {text!r}"
            raise TermError(message)
        return super().__new__(cls, text)

    @property
    def curie(self) -> str:
        """The IRI with the prefix of :data:`PREFIXES` that fits, or in full."""
        for prefix, namespace in PREFIXES.items():
            if self.startswith(namespace) and len(self) > len(namespace):
                return f"{prefix}:{self[len(namespace) :]}"
        return str(self)

    @property
    def local(self) -> str:
        """What follows the last ``#`` or ``/``."""
        return re.split(r"[#/]", self)[-1]


class BlankNode(str):
    """A blank node of an answer; no query can be given one."""

    __slots__ = ()


class LangString(str):
    """A text with a language tag.

    Example:
        >>> LangString("العراق", "ar").language
        'ar'
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> LangString:
        """Check the tag (BCP 47, in outline) and make the text."""
        if not _LANGUAGE.fullmatch(language):
            message = f"not a language tag: {language!r}"
            raise TermError(message)
        self = super().__new__(cls, text)
        self.language = language
        return self


class TypedLiteral(str):
    """A literal of a datatype that has no Python type here."""

    __slots__ = ("datatype",)
    datatype: IRI

    def __new__(cls, text: str, datatype: str) -> TypedLiteral:
        """Check the datatype IRI and make the literal."""
        self = super().__new__(cls, text)
        self.datatype = IRI(datatype)
        return self


class TripleTerm(NamedTuple):
    """A triple that is a term itself (RDF 1.2 Concepts, section 3.1); no query can be given one.

    Attributes:
        subject: An IRI or blank node.
        predicate: An IRI.
        object: Any term.
    """

    subject: Value
    predicate: Value
    object: Value

    def __str__(self) -> str:
        return f"<<( {' '.join(map(_shown, self))} )>>"


def _shown(value: Value) -> str:
    return str(value) if isinstance(value, (BlankNode, TripleTerm)) else serialise(value)


if TYPE_CHECKING:
    Value: TypeAlias = (
        IRI | BlankNode | TripleTerm | LangString | TypedLiteral | str | int | float | Decimal | bool | date
    )


def expand(text: str) -> IRI | None:
    """Return the IRI that an IRI, ``<IRI>`` or CURIE of :data:`PREFIXES` stands for, else None.

    Example:
        >>> expand("id:irgc")
        'https://w3id.org/parley/id/irgc'
        >>> expand("Islamic Resistance in Iraq") is None
        True
    """
    if text.startswith("<") and text.endswith(">"):
        return IRI(text[1:-1])
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and " " not in local:
        return IRI(PREFIXES[prefix] + local)
    if "://" in text or text.startswith("urn:"):
        return IRI(text)
    return None


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found in _PLAIN:
        return _PLAIN[found]
    if len(found) == 2:
        return f"\\\\\\U{ord(found[1]):08X}"
    return f"\\U{ord(found):08X}"


def quote(text: str) -> str:
    r"""Return the text as a SPARQL string literal that every engine reads back unchanged.

    Raises:
        TermError: If the text holds a lone surrogate, which no UTF-8 query can carry.

    Example:
        >>> print(quote('say "hi"'))
        "say \"hi\""
    """
    if _SURROGATE.search(text):
        message = "a text with a lone surrogate cannot be sent in a query"
        raise TermError(message)
    return f'"{_UNSAFE.sub(_escape, text)}"'


def serialise(value: Value) -> str:
    """Return the value as one SPARQL term.

    Args:
        value: An IRI, text, number, truth value or date; never a blank node.

    Raises:
        TermError: If the value cannot be an RDF term of a query.

    Example:
        >>> serialise(IRI("https://w3id.org/parley/id/irgc")), serialise(7), serialise(True)
        ('<https://w3id.org/parley/id/irgc>', '7', 'true')
    """
    match value:
        case IRI():
            return f"<{value}>"
        case BlankNode():
            message = "a blank node cannot be a parameter; give the node an IRI"
            raise TermError(message)
        case LangString():
            return f"{quote(value)}@{value.language}"
        case TypedLiteral():
            return f"{quote(value)}^^<{value.datatype}>"
        case str():
            return quote(value)
        case bool():
            return "true" if value else "false"
        case int() if -_LARGEST <= value < _LARGEST:
            return str(value)
        case int():
            message = "a whole number outside 64 bits: engines do not agree on how to compare it"
            raise TermError(message)
    return _serialise_number_or_date(value)


def _serialise_number_or_date(value: object) -> str:
    from datetime import date, datetime  # these two take longer to import than most queries need
    from decimal import Decimal

    match value:
        case float():
            text = repr(value).replace("inf", "INF").replace("nan", "NaN")
            return f'"{text}"^^<{XSD}double>'
        case Decimal() if value.is_finite():
            return f'"{value:f}"^^<{XSD}decimal>'
        case datetime():
            return f'"{value.isoformat()}"^^<{XSD}dateTime>'
        case date():
            return f'"{value.isoformat()}"^^<{XSD}date>'
    message = f"a {type(value).__name__} cannot be an RDF term: {value!r}"
    raise TermError(message)


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


_INTEGERS = frozenset(
    XSD + name
    for name in [
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    ]
)


def literal(text: str, datatype: str | None, language: str | None) -> Value:
    """Return the Python value of an RDF literal.

    Args:
        text: The lexical form.
        datatype: The IRI of the datatype, or None for ``xsd:string``.
        language: The language tag, or None.
    """
    if language:
        return LangString(text, language)
    if datatype is None or datatype == XSD + "string":
        return text
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in (XSD + "double", XSD + "float"):
            return float(text.replace("INF", "inf"))
        if datatype == XSD + "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[text]
        return _decimal_or_date(text, datatype)
    except (ValueError, ArithmeticError, KeyError):
        return TypedLiteral(text, datatype)  # an ill-typed literal stays what the data says


def _decimal_or_date(text: str, datatype: str) -> Value:
    if datatype == XSD + "decimal":
        from decimal import Decimal

        return Decimal(text)
    if datatype in (XSD + "date", XSD + "dateTime"):
        from datetime import date, datetime

        return date.fromisoformat(text) if datatype.endswith("date") else datetime.fromisoformat(text)
    return TypedLiteral(text, datatype)
