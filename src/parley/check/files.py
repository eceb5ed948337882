"""The Turtle files under check, what they are, and the shipped files that they are read with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley import resources
from parley.check.literals import XSD, is_well_formed
from parley.check.report import Fault
from parley.check.statements import Statement
from parley.rdf.locate import RDF_TYPE, Locations
from parley.rdf.terms import IRI, PREFIXES
from parley.rdf.turtle import Turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import rdflib

PARLEY = PREFIXES["parley"]
OWL_ONTOLOGY = PREFIXES["owl"] + "Ontology"


class Source(NamedTuple):
    """One parsed file.

    Attributes:
        path: As it was named.
        kind: ``vocabulary``, ``registry`` or ``account``.
        text: What it holds.
        statements: Its triples.
        names: The ontologies, registries or documents that it defines.
    """

    path: str
    kind: str
    text: str
    statements: tuple[Statement, ...]
    names: frozenset[str]


class Files:
    """What is checked, and its context.

    Args:
        paths: The files to check; none for all that Parley ships.

    Raises:
        SourceFileError: If a file cannot be read or parsed.
    """

    def __init__(self, paths: list[Path]) -> None:
        shipped = [read(p) for p in _shipped()]
        self._own = frozenset(name for source in shipped for name in source.names)
        self.checked = [read(p) for p in _each_once(paths)] if paths else shipped
        taken = {name for source in self.checked for name in source.names}
        context = [s for s in shipped if not (s.names & taken)] if paths else []
        self.all = [*self.checked, *context]
        self._locations: dict[str, Locations] = {}

    def statements(self) -> Iterator[Statement]:
        """All triples, those of the context included."""
        return (statement for source in self.all for statement in source.statements)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """All triples, in an rdflib graph in memory, without those of blank nodes in data and ill-typed literals.

        Those are faults of their own; what shapes would make of them is not worth saying.
        """
        from parley.check.graphs import to_rdflib

        return to_rdflib(
            statement
            for source in self.all
            for statement in source.statements
            if is_sound(statement) and (source.kind == "vocabulary" or not statement.is_blank)
        )

    @cached_property
    def subjects(self) -> set[str]:
        """All that any file describes."""
        return {statement.subject for statement in self.statements()}

    @property
    def registries(self) -> str:
        """Where entities are defined, for messages."""
        given = [source.path for source in self.checked if source.kind == "registry" and not self.is_shipped(source)]
        return " and ".join(["the shipped registry", *given])

    def is_shipped(self, source: Source) -> bool:
        """Whether a file is what Parley ships, or takes the place of it: it bears the same name."""
        return bool(source.names & self._own)

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """The classes that each subject is said to be of."""
        found: dict[str, set[str]] = {}
        for statement in self.statements():
            if statement.predicate == RDF_TYPE:
                found.setdefault(statement.subject, set()).add(statement.object)
        return found

    def texts(self, subject: str, predicates: Iterable[str]) -> list[str]:
        """Return the texts of a node: its labels, its definition."""
        return [text for predicate in predicates for text in self._texts.get((subject, predicate), ())]

    @cached_property
    def _texts(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for statement in self.statements():
            if statement.kind == "literal" and statement.language in (None, "en"):
                found.setdefault((statement.subject, statement.predicate), []).append(statement.object)
        return found

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return what a node has as a property, each once."""
        return list(self._values.get((subject, predicate), ()))

    @cached_property
    def _values(self) -> dict[tuple[str, str], dict[str, None]]:
        found: dict[tuple[str, str], dict[str, None]] = {}
        for s in self.statements():
            found.setdefault((s.subject, s.predicate), {})[s.object] = None
        return found

    def links_to(self, node: str) -> list[tuple[str, str]]:
        """Return the nodes that link to a node, each with the property."""
        return self._links.get(node, [])

    @cached_property
    def _links(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for statement in self.statements():
            if statement.is_link:
                found.setdefault(statement.object, []).append((statement.subject, statement.predicate))
        return found

    @cached_property
    def described(self) -> dict[str, set[str]]:
        """The subjects of each file under check, by its path."""
        return {source.path: {statement.subject for statement in source.statements} for source in self.checked}

    def accounts(self) -> Iterator[Source]:
        """The accounts under check."""
        return (source for source in self.checked if source.kind == "account")

    def of_type(self, source: Source, *classes: str) -> list[str]:
        """Return the IRIs that a file says are of one of these classes of Parley."""
        wanted = {PARLEY + name for name in classes}
        return [s.subject for s in source.statements if s.predicate == RDF_TYPE and s.object in wanted]

    def fault(  # noqa: PLR0913 - a fault has so many parts
        self,
        subject: str,
        message: str,
        check: str,
        predicate: str = "",
        path: str | None = None,
        *,
        value: str | None = None,
        meant: Iterable[str] = (),
    ) -> Fault | None:
        """Return a fault at its file and line, or None if no file under check describes the node.

        Args:
            subject: The node.
            message: What is wrong; the node is put before it.
            check: The name of the check.
            predicate: The property at fault, if one is.
            path: The file, if the subject may be in several.
            value: The value at fault, if one is.
            meant: The nodes that the message names as the mend.
        """
        for source in self.checked:
            if subject in self.described[source.path] and path in (None, source.path):
                line = self.locations(source).line(subject, predicate or None, value) or 1
                said = f"{short(subject)}: {message}"
                return Fault(source.path, line, said, check, subject, predicate, tuple(meant))
        return None

    def locations(self, source: Source) -> Locations:
        """Return the lines of a file's triples."""
        if source.path not in self._locations:
            self._locations[source.path] = Locations(source.text)
        return self._locations[source.path]

    def summary(self) -> str:
        """Say what was checked."""
        claims = sum(len(self.of_type(s, "Claim")) for s in self.checked)
        passages = sum(len(self.of_type(s, "Passage", "Sentence")) for s in self.checked)
        count = len(self.checked)
        return f"checked {count} file{'' if count == 1 else 's'}: {claims} claims, {passages} passages"


def read(path: Path) -> Source:
    """Read and parse a Turtle file.

    Raises:
        SourceFileError: If it cannot be; the message has the line.
    """
    turtle = Turtle(path)
    statements = tuple(map(_statement, turtle.triples()))
    kind, names = _kind(statements)
    return Source(turtle.path, kind, turtle.text, statements, names)


def _statement(quad: ox.Quad) -> Statement:
    subject, value = _plain(quad.subject), quad.object
    if isinstance(value, ox.Literal):
        language = value.language
        return Statement(subject, quad.predicate.value, value.value, "literal", value.datatype.value, language)
    kind = "iri" if isinstance(value, ox.NamedNode) else "blank"
    return Statement(subject, quad.predicate.value, _plain(value), kind)


def _plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def is_sound(statement: Statement) -> bool:
    """Whether a value is one that shapes can look at: well-formed, and a number where numbers are compared."""
    if statement.predicate in _COMPARED:
        return statement.datatype == XSD + "integer" and is_well_formed(statement.object, XSD + "integer")
    return is_well_formed(statement.object, statement.datatype)


_COMPARED = frozenset({PREFIXES["oa"] + "start", PREFIXES["oa"] + "end"})


def short(iri: str) -> str:
    """Return an IRI as messages show it: a fragment of a document by its fragment alone."""
    if iri.startswith(PREFIXES["doc"]) and "#" in iri:
        return f"<#{iri.partition('#')[2]}>"
    try:
        return IRI(iri).curie
    except ValueError:
        return iri


def _each_once(paths: list[Path]) -> list[Path]:
    """Return the paths without those of a file that is named before."""
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def _shipped() -> list[Path]:
    return [*resources.vocabulary_files(), resources.registry_file(), *resources.account_files()]


def _kind(statements: Iterable[Statement]) -> tuple[str, frozenset[str]]:
    types: dict[str, set[str]] = {}
    for statement in statements:
        if statement.predicate == RDF_TYPE:
            types.setdefault(statement.object, set()).add(statement.subject)
    # A document makes an account whatever else the file says: nothing may talk its way out of the checks.
    for wanted, kind in (
        (PARLEY + "Document", "account"),
        (PARLEY + "Claim", "account"),
        (PARLEY + "Registry", "registry"),
        (OWL_ONTOLOGY, "vocabulary"),
    ):
        if wanted in types:
            return kind, frozenset(types[wanted] if wanted != PARLEY + "Claim" else ())
    return "account", frozenset()
