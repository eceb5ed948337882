"""Terms that nothing defines, each once a file, with what would be right or a stub to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.check.files import short
from parley.check.schema import article, in_words
from parley.rdf.locate import RDF_TYPE
from parley.rdf.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.check.files import Files, Source
    from parley.check.mends import Mends
    from parley.check.report import Fault
    from parley.check.statements import Statement

_DEFINED_BY = PREFIXES["rdfs"] + "isDefinedBy"
_OWL_TERMS = tuple(PREFIXES[p] for p in ("owl", "rdf", "rdfs"))
_LINES = 8  # that a message names


def undefined(files: Files, source: Source) -> dict[tuple[str, str], list[Statement]]:
    """Return the uses of each undefined term, by what it is used as: ``property``, ``class`` or ``reference``."""
    is_vocabulary = source.kind == "vocabulary"
    found: dict[tuple[str, str], list[Statement]] = {}

    def is_known(term: str) -> bool:
        return term in files.subjects or term == RDF_TYPE or (is_vocabulary and term.startswith(_OWL_TERMS))

    for statement in source.statements:
        predicate, value = statement.predicate, statement.object
        if statement.subject.startswith("_:") and not is_vocabulary:
            continue  # a blank node in data is a fault of its own
        if (not is_vocabulary or predicate.startswith(BASE)) and not is_known(predicate):
            found.setdefault(("property", predicate), []).append(statement)
        if not statement.is_link or is_known(value) or predicate == _DEFINED_BY:
            continue
        if predicate == RDF_TYPE:
            found.setdefault(("class", value), []).append(statement)
        elif value.startswith(BASE):
            found.setdefault(("reference", value), []).append(statement)
    return found


def check_undefined(files: Files, source: Source, mends: Mends) -> Iterator[Fault]:
    """Find properties, classes, entities, codes and fragments that no file defines.

    Args:
        files: The files under check.
        source: One of them.
        mends: What makes suggestions.
    """
    for (kind, term), uses in undefined(files, source).items():
        first = uses[0]
        if kind == "property":
            hint, meant = mends.instead(first.subject, term)
            said = f"has the unknown property {short(term)}{hint}"
        elif kind == "class":
            said, meant = _class(mends, term)
        else:
            said, meant = _reference(files, mends, source, term, uses)
        message = said + _elsewhere(files, source, uses)
        value = None if kind == "property" else term
        fault = files.fault(
            first.subject, message, f"undefined-{kind}", first.predicate, source.path, value=value, meant=meant
        )
        if fault:
            yield fault


def _class(mends: Mends, term: str) -> tuple[str, list[str]]:
    near = mends.alike(term, mends.schema.properties)
    hint = f"; did you mean {', '.join(map(short, near))}?" if near else ""
    return f"is of the unknown class {short(term)}{hint}", []


def _reference(files: Files, mends: Mends, source: Source, term: str, uses: list[Statement]) -> tuple[str, list[str]]:
    expected = [mends.schema.expected(use.predicate) for use in uses]
    narrow = min(expected, key=lambda e: len(mends.schema.fitting(e)) or len(files.subjects))
    document = term.partition("#")[0] + "#"
    if term.startswith(PREFIXES["code"]):
        lists = [short(scheme).partition(":")[2] for scheme in sorted(narrow.schemes)]
        hint, _ = mends.fitting(term, narrow)
        of = f"the code list {lists[0]}" if lists else "any code list"
        return f"{short(uses[0].predicate)} takes a concept of {of}, and {short(term)} is none{hint}", []
    if term.startswith(PREFIXES["doc"]):
        hint, meant = mends.fitting(term, narrow, document)
        place = "this account" if any(n in document for n in source.names) else "any account here"
        takes = sorted(narrow.classes)
        wanted = f", as {article(in_words(takes[0]))}" if takes else ""
        return f"refers to {short(term)}, which {place} does not describe: describe it{wanted}{hint}", meant
    hint, _ = mends.fitting(term, narrow)
    stub = f"add to your registry: {mends.stub(term, expected)}"
    return f"refers to {short(term)}, which no registry defines (looked in {files.registries}){hint}; {stub}", []


def _elsewhere(files: Files, source: Source, uses: list[Statement]) -> str:
    at = files.locations(source)
    lines = sorted({at.line(use.subject, use.predicate, use.object) or 1 for use in uses[: 10 * _LINES]})[1:]
    shown = ", ".join(map(str, lines[:_LINES]))
    more = " …" if len(lines) > _LINES or len(uses) > 10 * _LINES else ""
    return f" (also on line{'' if len(lines) == 1 else 's'} {shown}{more})" if lines else ""
