"""SHACL: the shapes of accounts, registry and vocabulary, on rdflib in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parley.check.files import short
from parley.check.report import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from parley.check.files import Files
    from parley.check.mends import Mends

_LONGEST = 60
_SHOWN = 4  # values in one message


def check_shapes(files: Files, mends: Mends, told: set[tuple[str, str, str]]) -> Iterator[Fault]:
    """Validate with pySHACL.

    Args:
        files: The files under check.
        mends: What makes suggestions; it has the shapes.
        told: The triples that have a fault already, as subject, property and value; the value may be empty.

    Raises:
        SourceFileError: If there are no shapes.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    try:
        _, results, _ = validate(files.graph, shacl_graph=mends.schema.shapes)
    except (ReportableRuntimeError, ShapeLoadError) as error:
        message = f"the shapes cannot be applied: {' '.join(str(error).split())[:200]}"
        yield Fault(files.checked[0].path, 1, message, "shapes", "", "")
        return
    for result in _results(files, results):
        yield from _fault(files, mends, told, results, result)


def _results(files: Files, results: Graph) -> Iterator[Node]:
    """Yield the results; where one has details about another node under check, those: that node is to be mended."""
    from rdflib import SH

    own = set().union(*files.described.values())
    for result in results.objects(None, SH.result):
        focus = results.value(result, SH.focusNode)
        details = [d for d in results.objects(result, SH.detail) if results.value(d, SH.focusNode) != focus]
        inner = [d for d in details if str(results.value(d, SH.focusNode)) in own]
        yield from inner or [result]


def _fault(
    files: Files, mends: Mends, told: set[tuple[str, str, str]], results: Graph, result: Node
) -> Iterator[Fault]:
    from rdflib import SH, BNode

    term, value = results.value(result, SH.focusNode), results.value(result, SH.value)
    focus, predicate = str(term), _iri(results.value(result, SH.resultPath))
    if {(focus, predicate, ""), (focus, predicate, str(value))} & told or isinstance(value, BNode):
        return
    kind = str(results.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
    message = str(results.value(result, SH.resultMessage))
    broken = _Broken(kind, message, focus, predicate, None if value == term else value)
    said, meant = _said(mends, broken)
    shape = str(results.value(result, SH.sourceShape)).rpartition("#")[2]
    at = None if value is None else str(value)
    if fault := files.fault(focus, said, shape, predicate, value=at, meant=meant):
        yield fault


class _Broken(NamedTuple):
    """A constraint that is broken: which, what it says, at which node and property, by which value."""

    kind: str
    message: str
    focus: str
    predicate: str
    value: Node | None


def _said(mends: Mends, broken: _Broken) -> tuple[str, list[str]]:
    """Return what is wrong, what stands there, and the mend; and the nodes that it names."""
    from rdflib import Literal

    kind, message, focus, predicate, value = broken
    if kind == "ClosedConstraintComponent":
        hint, meant = mends.instead(focus, predicate)
        return f"{mends.schema.called(focus)} has no {short(predicate)} (here: {_shown(value)}){hint}", meant
    if kind == "MinCountConstraintComponent" and predicate:
        return f"{message} (here: none){_choices(mends, predicate)}", []
    if kind == "MaxCountConstraintComponent":
        values = sorted(mends.files.values(focus, predicate))
        shown = ", ".join(_shown(v) for v in values[:_SHOWN])
        return f"{message} (here: {len(values)}: {shown}{' …' if values[_SHOWN:] else ''})", []
    if (
        kind == "DatatypeConstraintComponent"
        and isinstance(value, Literal)
        and _lacks_language(mends, predicate, value)
    ):
        return f"{message} (here: {_shown(value)} without a language tag: write {_quoted(value)}@en)", []
    hint, meant = _instead(mends, broken)
    said = _sentence(message, predicate, "" if value is None else _described(mends, value))
    return said + hint, meant


def _instead(mends: Mends, broken: _Broken) -> tuple[str, list[str]]:
    """Return what a property takes in place of a value of the wrong class."""
    kind, _, focus, predicate, value = broken
    if value is None or not predicate or kind not in _OF_CLASSES:
        return "", []
    expected, name = mends.schema.expected(predicate), str(value)
    fits = mends.schema.fitting(expected)
    document = focus.partition("#")[0] + "#"
    linked = [(n, p) for n, p in mends.files.links_to(name) if n in fits and n.startswith(document) and n != focus]
    if linked:
        node, link = min(linked, key=lambda pair: len(mends.files.links_to(pair[0])))
        return f"; did you mean {short(node)}, which has it as {short(link)}?", [node]
    return mends.fitting(name, expected)


_OF_CLASSES = frozenset({"ClassConstraintComponent", "OrConstraintComponent", "NodeConstraintComponent"})


def _choices(mends: Mends, predicate: str) -> str:
    """Return what a property that is missing could say: of a short list, or that the text does not."""
    expected = mends.schema.expected(predicate)
    if expected.codes:
        return f"; where the text names none, add {short(predicate)} {short(min(expected.codes))}"
    if expected.schemes:
        return mends.fitting("", expected)[0]
    return ""


def _lacks_language(mends: Mends, predicate: str, value: Node) -> bool:
    from rdflib import RDF

    takes = mends.schema.expected(predicate).datatypes
    return str(RDF.langString) in takes and not getattr(value, "language", None)


def _iri(term: object) -> str:
    from rdflib import URIRef

    return str(term) if isinstance(term, URIRef) else ""


def _described(mends: Mends, value: Node) -> str:
    """Return a value with what it is."""
    classes = sorted(mends.files.types.get(str(value), ()))
    return f"{_shown(value)}, {mends.schema.called(str(value))}" if classes else _shown(value)


def _shown(value: object) -> str:
    from rdflib import URIRef

    if isinstance(value, URIRef):
        return short(str(value))
    text = "" if value is None else str(value)
    if text.startswith(("http://", "https://")):
        return short(text)
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…") if text else ""


def _quoted(value: object) -> str:
    text = str(value)
    return f'"{text if len(text) <= _LONGEST else text[:_LONGEST] + "…"}"'


def _sentence(message: str, predicate: str, value: str) -> str:
    named = short(predicate) if predicate else ""
    at = " ".join(part for part in ("" if named in message else named, value) if part)
    return f"{message} (here: {at})" if at else message
