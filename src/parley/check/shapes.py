"""SHACL: the shapes of accounts, registry and vocabulary, on rdflib in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley import resources
from parley.check.files import short
from parley.check.report import Fault
from parley.errors import SourceFileError

_LONGEST = 60

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

    from parley.check.files import Files


def check_shapes(files: Files) -> Iterator[Fault]:
    """Validate with pySHACL; a run that selects no focus node is a fault, not a success.

    Args:
        files: The files under check.

    Raises:
        SourceFileError: If there are no shapes.
    """
    from pyshacl import validate
    from rdflib import SH

    _, results, _ = validate(files.graph, shacl_graph=_shapes())
    for result in results.subjects(SH.resultSeverity, None):
        focus, value = str(results.value(result, SH.focusNode)), results.value(result, SH.value)
        predicate = _iri(results.value(result, SH.resultPath))
        message = str(results.value(result, SH.resultMessage))
        said = _sentence(message, predicate, "" if str(value) == focus else _shown(value))
        shape = str(results.value(result, SH.sourceShape)).rpartition("#")[2]
        if fault := files.fault(focus, said, shape, predicate):
            yield fault


def _shapes() -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    found = resources.shape_files()
    if not found:
        raise SourceFileError(str(resources.ROOT / "shapes"), None, "holds no shapes")
    for path in found:
        graph.parse(path, format="turtle")
    return graph


def _iri(term: object) -> str:
    from rdflib import URIRef

    return str(term) if isinstance(term, URIRef) else ""


def _shown(value: object) -> str:
    from rdflib import URIRef

    if isinstance(value, URIRef):
        return short(str(value))
    text = "" if value is None else str(value)
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…") if text else ""


def _sentence(message: str, predicate: str, value: str) -> str:
    named = short(predicate) if predicate else ""
    at = " ".join(part for part in ("" if named in message else named, value) if part)
    return f"{message} (here: {at})" if at else message
