"""What SHACL does not see: undefined terms, blank nodes, ill-typed literals, strays, entities that nothing uses."""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from parley.check.files import PARLEY, Files, Source, is_sound, short
from parley.check.literals import XSD
from parley.check.mends import ENTITIES
from parley.check.report import Fault
from parley.check.statements import Statement
from parley.check.undefined import check_undefined
from parley.rdf.locate import RDF_TYPE
from parley.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.check.mends import Mends

#: Control characters but tab and line feed, and what XML 1.0 cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_ACCOUNT = (("Document",), ("Claim",), ("Sentence",))
_LONGEST = 60  # letters of a value in a message
_MOST = 20  # cycles told of one property
_SHOWN = 8  # names in one message


def check_references(files: Files, mends: Mends) -> Iterator[Fault]:
    """Find what no shape can see.

    Args:
        files: The files under check.
        mends: What makes suggestions.
    """
    for source in files.checked:
        yield from check_undefined(files, source, mends)
        yield from _literals(files, source)
        if source.kind == "account":
            for names in _ACCOUNT:
                yield from _emptiness(files, source, *names)
        elif source.kind == "registry":
            yield from _emptiness(files, source, *(name.removeprefix(PARLEY) for name in ENTITIES))
        if source.kind == "vocabulary":
            yield from _nothing_defined(source)
        else:
            yield from _blank_nodes(source)
    for source in files.accounts():
        yield from _out_of_place(files, source)
        yield from _cycles(files, source)
    yield from _defined_twice(files)
    yield from _unused(files)


def _blank_nodes(source: Source) -> Iterator[Fault]:
    found = next((statement for statement in source.statements if statement.is_blank), None)
    if found:
        message = "a blank node in data: give every node an IRI"
        yield Fault(source.path, _line_of_blank(source.text), message, "blank-node", "", found.predicate)


def _line_of_blank(text: str) -> int:
    """Return the line of the first ``[``, ``(`` or ``_:`` that opens a blank node."""
    from parley.rdf.locate import turtle_tokens

    return next((t.line for t in turtle_tokens(text) if t.text in ("[", "(") or t.text.startswith("_:")), 1)


def _literals(files: Files, source: Source) -> Iterator[Fault]:
    for s in source.statements:
        check, message = _ill(s)
        if check:
            fault = files.fault(s.subject, message, check, s.predicate, source.path, value=s.object)
            if fault:
                yield fault


def _ill(s: Statement) -> tuple[str, str]:
    """Return the check that a value does not pass, and why; nothing if it does."""
    if s.is_blank:
        return "", ""  # a fault of its own
    if not is_sound(s):
        shown = repr(s.object[:_LONGEST]) if s.kind == "literal" else short(s.object)
        return "ill-typed", f"{short(s.predicate)} {shown} is no {short(s.datatype or XSD + 'integer')}{_mend(s)}"
    found = _CONTROL.search(s.object) if s.kind == "literal" else None
    if found and found[0] == "\r":
        return "control-character", "a carriage return in a text (U+000D): save the file with line feeds alone"
    if found:
        return "control-character", f"the control character U+{ord(found[0]):04X} in a text: take it out"
    return "", ""


def _mend(s: Statement) -> str:
    """Return what to write where a whole number is meant."""
    digits = re.sub(r"[\s_,]", "", s.object)
    is_number = s.datatype == XSD + "integer" and digits.isdecimal() and len(digits) < _LONGEST
    return f": write {int(digits)}" if is_number else ""


def _cycles(files: Files, source: Source) -> Iterator[Fault]:
    for name in ("caseOf", "within", "reportsClaim"):
        links: dict[str, set[str]] = {}
        for statement in source.statements:
            if statement.predicate == PARLEY + name:
                links.setdefault(statement.subject, set()).add(statement.object)
        for _ in range(_MOST):
            cycle = _cycle(links)
            if not cycle:
                break
            for node in cycle:
                links.pop(node, None)
            first = min(cycle)
            way = " to ".join(map(short, cycle[:_SHOWN]))
            message = f"parley:{name} leads back to where it starts: {way}"
            if fault := files.fault(first, message, "cycle", PARLEY + name, source.path):
                yield fault


def _cycle(links: dict[str, set[str]]) -> list[str]:
    """Return the nodes of a cycle, from one back to itself, or none."""
    try:
        TopologicalSorter(links).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _out_of_place(files: Files, source: Source) -> Iterator[Fault]:
    documents = files.of_type(source, "Document")
    for subject in sorted({s.subject for s in source.statements if not s.subject.startswith("_:")}):
        if not any(subject == d or subject.startswith(f"{d}#") for d in documents):
            message = "an account describes only its document and the fragments of its IRI"
            if files.types.get(subject, set()) & set(ENTITIES):
                message += ": move this entity to a registry, a file with a parley:Registry of your own"
            if fault := files.fault(subject, message, "out-of-place", path=source.path):
                yield fault


def _emptiness(files: Files, source: Source, *names: str) -> Iterator[Fault]:
    if not files.of_type(source, *names):
        message = f"no parley:{names[0]}: a file that selects nothing to check proves nothing"
        yield Fault(source.path, 1, message, "no-focus-node", PARLEY + names[0], "")


def _nothing_defined(source: Source) -> Iterator[Fault]:
    kinds = {PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    kinds.add(PREFIXES["skos"] + "Concept")
    if not any(s.predicate == RDF_TYPE and s.object in kinds for s in source.statements):
        message = "no class, property or concept: a vocabulary that defines nothing proves nothing"
        yield Fault(source.path, 1, message, "no-focus-node", "", "")


def _defined_twice(files: Files) -> Iterator[Fault]:
    """Find what two files define: registries add up, and one name has one entry; so has one document."""
    defined: dict[str, Source] = {}
    twice: set[str] = set()
    for source in sorted(files.all, key=lambda source: source in files.checked):
        for subject in dict.fromkeys(s.subject for s in source.statements if s.predicate == RDF_TYPE):
            first = defined.setdefault(subject, source)
            if first is source or subject.partition("#")[0] in twice:
                continue
            twice.add(subject)
            place = f"{first.path}:{files.locations(first).line(subject) or 1}"
            message = f"is defined already at {place}: leave one definition, and correct that"
            fault = files.fault(subject, message, "defined-twice", path=source.path)
            if fault:
                yield fault


def _unused(files: Files) -> Iterator[Fault]:
    """Find entities that nothing links to: one by one in an account, together in a registry."""
    for source in files.checked:
        is_registry = source.kind == "registry"
        names = ENTITIES if is_registry else _OF_ACCOUNTS
        unused = [e for e in files.of_type(source, *(n.removeprefix(PARLEY) for n in names)) if not files.links_to(e)]
        if not is_registry:
            faults = [
                files.fault(e, f"nothing uses this entity: {_MEND}", "unused-entity", path=source.path) for e in unused
            ]
            yield from (fault for fault in faults if fault)
        elif unused and (files.is_shipped(source) or any(files.accounts())):
            more = f", nor {', '.join(map(short, unused[1:_SHOWN]))}" if unused[1:] else ""
            message = f"nothing uses this entity{more}{' …' if unused[_SHOWN:] else ''}: {_MEND}"
            if fault := files.fault(unused[0], message, "unused-entity", path=source.path):
                yield fault


_OF_ACCOUNTS = ("ActorSet", "UnnamedSource", "Author", "Region", "Place")
_MEND = "link it or take it out"
