"""What SHACL does not see: undefined terms, blank nodes, strays, entities that nothing uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from parley.check.files import PARLEY, Files, Source, short
from parley.check.report import Fault
from parley.errors import did_you_mean
from parley.locate import RDF_TYPE
from parley.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWL_TERMS = tuple(PREFIXES[p] for p in ("owl", "rdf", "rdfs"))


def check_references(files: Files) -> Iterator[Fault]:
    """Find blank nodes, undefined terms, subjects that are out of place and entities without use.

    Args:
        files: The files under check.
    """
    defined = {q.subject.value for q in files.store if isinstance(q.subject, ox.NamedNode)}
    for source in files.checked:
        yield from _undefined(files, source, defined)
        if source.kind != "vocabulary":
            yield from _blank_nodes(source)
    for source in files.accounts():
        yield from _out_of_place(files, source)
        yield from _emptiness(files, source)
    yield from _unused(files)


def _blank_nodes(source: Source) -> Iterator[Fault]:
    for quad in source.quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            line = _line_of_blank(source.text)
            message = "a blank node in data: give every node an IRI"
            yield Fault(source.path, line, message, "blank-node", "", quad.predicate.value)
            return


def _line_of_blank(text: str) -> int:
    """Return the line of the first ``[``, ``(`` or ``_:`` that opens a blank node."""
    from parley.locate import turtle_tokens

    return next((t.line for t in turtle_tokens(text) if t.text in ("[", "(") or t.text.startswith("_:")), 1)


def _undefined(files: Files, source: Source, defined: set[str]) -> Iterator[Fault]:
    for quad in source.quads:
        subject, predicate = quad.subject.value, quad.predicate.value
        if source.kind != "vocabulary" or predicate.startswith(BASE):
            yield from _term(files, source, subject, predicate, predicate, defined, "property")
        if not isinstance(quad.object, ox.NamedNode):
            continue
        value = quad.object.value
        if predicate == RDF_TYPE:
            yield from _term(files, source, subject, predicate, value, defined, "class")
        elif value.startswith(BASE) and predicate != PREFIXES["rdfs"] + "isDefinedBy":
            yield from _term(files, source, subject, predicate, value, defined, "reference")


def _term(
    files: Files, source: Source, subject: str, predicate: str, term: str, defined: set[str], kind: str
) -> Iterator[Fault]:
    if term in defined or term == RDF_TYPE or (source.kind == "vocabulary" and term.startswith(_OWL_TERMS)):
        return
    name = {"reference": "refers to", "class": "is of the unknown class", "property": "has the unknown property"}
    near = did_you_mean(short(term), (short(d) for d in defined if d.startswith(term[: len(term) // 2])))
    end = ", which nothing defines" if kind == "reference" else ""
    fault = files.fault(
        subject, f"{name[kind]} {short(term)}{end}{near}", f"undefined-{kind}", predicate, source.path
    )
    if fault:
        yield fault


def _out_of_place(files: Files, source: Source) -> Iterator[Fault]:
    documents = files.of_type(source, "Document")
    for subject in sorted({q.subject.value for q in source.quads if isinstance(q.subject, ox.NamedNode)}):
        if not any(subject == d or subject.startswith(f"{d}#") for d in documents):
            message = "an account describes only its document and the fragments of its IRI"
            if fault := files.fault(subject, message, "out-of-place", path=source.path):
                yield fault


def _emptiness(files: Files, source: Source) -> Iterator[Fault]:
    for name in ("Document", "Claim", "Sentence"):
        if not files.of_type(source, name):
            message = f"no parley:{name}: an account that selects nothing to check proves nothing"
            yield Fault(source.path, 1, message, "no-focus-node", PARLEY + name, "")


def _unused(files: Files) -> Iterator[Fault]:
    used = {q.object.value for q in files.store if isinstance(q.object, ox.NamedNode)}
    for source in files.checked:
        if source.kind == "registry":
            kinds = ("ArmedGroup", "State", "Government", "StateOrgan", "Person", "Office")
            entities = files.of_type(source, *kinds, "Country", "Province", "City", "Region")
        else:
            entities = files.of_type(source, "ActorSet", "UnnamedSource", "Author", "Region", "Place")
        for entity in entities:
            if entity not in used:
                message = "nothing uses this entity: link it or take it out"
                if fault := files.fault(entity, message, "unused-entity", path=source.path):
                    yield fault
