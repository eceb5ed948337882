"""What SHACL does not see: undefined terms, blank nodes, strays, entities that nothing uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.check.files import PARLEY, Files, Source, Statement, short
from parley.check.report import Fault
from parley.errors import did_you_mean
from parley.locate import RDF_TYPE
from parley.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ENTITIES = (
    *("ArmedGroup", "State", "Government", "StateOrgan", "Person"),
    *("Office", "Country", "Province", "City", "Region"),
)
_ACCOUNT = (("Document",), ("Claim",), ("Sentence",))
_REGISTRY = (_ENTITIES,)
_DEFINED_BY = PREFIXES["rdfs"] + "isDefinedBy"
_OWL_TERMS = tuple(PREFIXES[p] for p in ("owl", "rdf", "rdfs"))


def check_references(files: Files) -> Iterator[Fault]:
    """Find blank nodes, undefined terms, subjects that are out of place and entities without use.

    Args:
        files: The files under check.
    """
    defined = {statement.subject for statement in files.statements()}
    for source in files.checked:
        yield from _undefined(files, source, defined)
        yield from _control_characters(files, source)
        if source.kind == "account":
            yield from _emptiness(files, source, _ACCOUNT)
        elif source.kind == "registry":
            yield from _emptiness(files, source, _REGISTRY)
        if source.kind == "vocabulary":
            yield from _nothing_defined(source)
        else:
            yield from _blank_nodes(source)
    for source in files.accounts():
        yield from _out_of_place(files, source)
        yield from _cycles(files, source)
    yield from _unused(files)


def _blank_nodes(source: Source) -> Iterator[Fault]:
    found = next((statement for statement in source.statements if statement.is_blank), None)
    if found:
        message = "a blank node in data: give every node an IRI"
        yield Fault(source.path, _line_of_blank(source.text), message, "blank-node", "", found.predicate)


def _control_characters(files: Files, source: Source) -> Iterator[Fault]:
    for statement in source.statements:
        if not statement.is_link and _CONTROL.search(statement.object):
            message = "a control character in a text: take it out"
            if fault := files.fault(statement.subject, message, "control-character", statement.predicate, source.path):
                yield fault


def _cycles(files: Files, source: Source) -> Iterator[Fault]:
    for name in ("caseOf", "within", "reportsClaim"):
        links: dict[str, set[str]] = {}
        for statement in source.statements:
            if statement.predicate == PARLEY + name:
                links.setdefault(statement.subject, set()).add(statement.object)
        for node in sorted(links):
            if node in _reachable(node, links):
                message = f"parley:{name} leads back to where it starts"
                if fault := files.fault(node, message, "cycle", PARLEY + name, source.path):
                    yield fault


def _reachable(node: str, links: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(links.get(node, ()))
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting += links.get(current, ())
    return seen


def _line_of_blank(text: str) -> int:
    """Return the line of the first ``[``, ``(`` or ``_:`` that opens a blank node."""
    from parley.locate import turtle_tokens

    return next((t.line for t in turtle_tokens(text) if t.text in ("[", "(") or t.text.startswith("_:")), 1)


def _undefined(files: Files, source: Source, defined: set[str]) -> Iterator[Fault]:
    is_vocabulary = source.kind == "vocabulary"

    def is_known(term: str) -> bool:
        return term in defined or term == RDF_TYPE or (is_vocabulary and term.startswith(_OWL_TERMS))

    for statement in source.statements:
        if (not is_vocabulary or statement.predicate.startswith(BASE)) and not is_known(statement.predicate):
            yield from _unknown(files, source, statement, statement.predicate, defined)
        if not statement.is_link or is_known(statement.object) or statement.predicate == _DEFINED_BY:
            continue
        if statement.predicate == RDF_TYPE or statement.object.startswith(BASE):
            yield from _unknown(files, source, statement, statement.object, defined)


def _unknown(files: Files, source: Source, statement: Statement, term: str, defined: set[str]) -> Iterator[Fault]:
    kind, said = "reference", f"refers to {short(term)}, which nothing defines"
    if term == statement.predicate:
        kind, said = "property", f"has the unknown property {short(term)}"
    elif statement.predicate == RDF_TYPE:
        kind, said = "class", f"is of the unknown class {short(term)}"
    alike = (short(name) for name in defined if name.startswith(term[: len(term) // 2]))
    message = said + did_you_mean(short(term), alike)
    fault = files.fault(statement.subject, message, f"undefined-{kind}", statement.predicate, source.path)
    if fault:
        yield fault


def _out_of_place(files: Files, source: Source) -> Iterator[Fault]:
    documents = files.of_type(source, "Document")
    for subject in sorted({s.subject for s in source.statements if ":" in s.subject}):
        if not any(subject == d or subject.startswith(f"{d}#") for d in documents):
            message = "an account describes only its document and the fragments of its IRI"
            if fault := files.fault(subject, message, "out-of-place", path=source.path):
                yield fault


def _emptiness(files: Files, source: Source, groups: tuple[tuple[str, ...], ...]) -> Iterator[Fault]:
    for names in groups:
        if not files.of_type(source, *names):
            message = f"no parley:{names[0]}: a file that selects nothing to check proves nothing"
            yield Fault(source.path, 1, message, "no-focus-node", PARLEY + names[0], "")


def _nothing_defined(source: Source) -> Iterator[Fault]:
    kinds = {PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    kinds.add(PREFIXES["skos"] + "Concept")
    if not any(s.predicate == RDF_TYPE and s.object in kinds for s in source.statements):
        message = "no class, property or concept: a vocabulary that defines nothing proves nothing"
        yield Fault(source.path, 1, message, "no-focus-node", "", "")


def _unused(files: Files) -> Iterator[Fault]:
    used = {statement.object for statement in files.statements() if statement.is_link}
    for source in files.checked:
        if source.kind == "registry":
            entities = files.of_type(source, *_ENTITIES)
        else:
            entities = files.of_type(source, "ActorSet", "UnnamedSource", "Author", "Region", "Place")
        for entity in entities:
            if entity not in used:
                message = "nothing uses this entity: link it or take it out"
                if fault := files.fault(entity, message, "unused-entity", path=source.path):
                    yield fault
