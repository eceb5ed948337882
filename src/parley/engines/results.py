"""From what a service sent to values: SPARQL 1.1 Query Results JSON, with the triple terms of RDF 1.2, and Turtle.

A term that is ill-formed (an IRI with a space, a language tag that is none) stays in its row as the text that it
is: so it can be shown, and never gets into a query as if it were a term.
"""

from __future__ import annotations

import contextlib
import gc
import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from parley.errors import EngineError, TermError
from parley.rdf.terms import IRI, BlankNode, LangString, TripleTerm, is_iri, literal
from parley.sparql.answer import Solutions
from parley.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.engines.exchange import Deadline, Response
    from parley.rdf.terms import Value

_OFTEN = 4096
_LABEL = re.compile(r"[\w.\-:]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


class NoResultError(Exception):
    """A body that is no result.

    Attributes:
        place: Where in the body it ceases to be one.
    """

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(place)


def document(response: Response) -> dict[str, Any]:
    """Return the JSON object of an answer.

    Raises:
        NoResultError: If the body is none.
        EngineError: If the time is over; the message follows the name of the service.

    Example:
        >>> from parley.engines.exchange import Deadline, Response
        >>> document(Response(200, "OK", {}, b'{"head": {}, "boolean": true}', Deadline(5)))["boolean"]
        True
    """
    hook = _now_and_then(response.deadline)
    try:
        text = response.body.decode(json.detect_encoding(response.body))
        with _uncollected():
            found = json.loads(text.removeprefix("\ufeff"), object_hook=hook)
    except json.JSONDecodeError as error:
        raise NoResultError(error.pos) from None
    except (ValueError, RecursionError):  # not UTF-8, a number of thousands of digits, too deep
        raise NoResultError(0) from None
    except MemoryError:
        message = "answered with more than fits into memory; narrow the query"
        raise EngineError(message) from None
    if not isinstance(found, dict):
        raise NoResultError(0)
    return found


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: there is none, and looking through millions of cells takes long each time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _now_and_then(deadline: Deadline) -> Callable[[Any], Any]:
    """Return a function that passes its argument on, and looks at the clock once in a while."""
    count, nothing = 0, {}  # type: ignore[var-annotated]

    def passed(value: Any) -> Any:
        nonlocal count
        count += 1
        if count % _OFTEN == 0:
            deadline.hold()
        return value or nothing  # empty rows may be many, and need no memory each

    return passed


def solutions(found: dict[str, Any], deadline: Deadline) -> Solutions:
    """Return the rows of a result; raises EngineError, whose message follows the name of the service.

    Example:
        >>> from parley.engines.exchange import Deadline
        >>> cell = {"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
        >>> solutions({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": cell}]}}, Deadline(5)).rows
        [(7,)]
    """
    head, results = found.get("head"), found.get("results")
    names = head.get("vars") or [] if isinstance(head, dict) else None
    bindings = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names) or not isinstance(bindings, list):
        message = "answered with malformed SPARQL results: there are no variables and bindings"
        raise EngineError(message)
    names = list(dict.fromkeys(names))
    empty = (None,) * len(names)
    rows: list[tuple[Value | None, ...]] = []
    for number, binding in enumerate(bindings, 1):
        if number % _OFTEN == 0:
            deadline.hold()
        if not isinstance(binding, dict):
            _malformed(f"row {number} is no object")
        rows.append(tuple(_cell(binding, name, number) for name in names) if binding else empty)
    return Solutions(tuple(map(printable, names)), rows)


def _cell(binding: dict[str, Any], name: str, row: int) -> Value | None:
    term = binding.get(name)
    if term is None:
        return None
    try:
        return _value(term)
    except (KeyError, TypeError, AttributeError, RecursionError):
        return _malformed(f"row {row}, column {printable(name)} holds no term")


def _malformed(what: str) -> NoReturn:
    message = f"answered with malformed SPARQL results: {what}"
    raise EngineError(message)


def _value(term: Any) -> Value:
    kind, text = term["type"], term["value"]
    if kind == "triple":
        return TripleTerm(*(_value(text[part]) for part in ("subject", "predicate", "object")))
    if isinstance(text, (int, float)):  # some write numbers and truth values of JSON
        text = json.dumps(text)
    elif not isinstance(text, str):
        raise TypeError(kind)
    if not text.isascii() and _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    try:
        if kind == "uri":
            return IRI(text)
        if kind == "bnode":
            return BlankNode(f"_:{text}") if _LABEL.fullmatch(text) else text
        if kind in ("literal", "typed-literal"):
            return _literal(text, term)
    except TermError:
        return text
    raise KeyError(kind)


def _literal(text: str, term: dict[str, Any]) -> Value:
    """Return the value of a literal; one whose language tag or datatype is none is the text that it is."""
    datatype, language = term.get("datatype"), term.get("xml:lang")
    if datatype is not None and not is_iri(datatype):
        return text
    if language is not None:
        return LangString(text, language, term.get("its:dir"))
    return literal(text, datatype)


def triples(response: Response, base: str) -> list[tuple[Value, Value, Value]]:
    """Return the triples of an answer in Turtle.

    Args:
        response: The answer.
        base: The address that it came from, against which relative references are resolved (RFC 3986, 5.1.3).

    Raises:
        NoResultError: If the body is none.
        EngineError: If the time is over; the message follows the name of the service.
    """
    import pyoxigraph as ox

    from parley.rdf.oxigraph import to_value

    found: list[tuple[Value, Value, Value]] = []
    try:
        for number, triple in enumerate(ox.parse(response.body, format=ox.RdfFormat.TURTLE, base_iri=base), 1):
            if number % _OFTEN == 0:
                response.deadline.hold()
            found.append((to_value(triple.subject), to_value(triple.predicate), to_value(triple.object)))  # type: ignore[arg-type]
    except SyntaxError as error:
        lines = response.text.split("\n")
        before = lines[: max(0, (error.lineno or 1) - 1)]
        raise NoResultError(sum(len(line) + 1 for line in before)) from None
    return found
