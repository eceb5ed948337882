"""The Turtle files under check, what they are, and the shipped files that they are read with."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley import resources
from parley.check.report import Fault
from parley.errors import SourceFileError
from parley.locate import RDF_TYPE, Locations
from parley.terms import IRI, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib

PARLEY = PREFIXES["parley"]
OWL_ONTOLOGY = PREFIXES["owl"] + "Ontology"


class Statement(NamedTuple):
    """One triple in plain text.

    Attributes:
        subject: Its IRI, or the label of a blank node.
        predicate: Its IRI.
        object: Its IRI, label or lexical form.
        is_link: Whether the object is an IRI.
        is_blank: Whether the subject or the object is a blank node.
    """

    subject: str
    predicate: str
    object: str
    is_link: bool
    is_blank: bool


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
        self.checked = [read(p) for p in paths] if paths else shipped
        taken = {name for source in self.checked for name in source.names}
        context = [s for s in shipped if not (s.names & taken)] if paths else []
        self.all = [*self.checked, *context]
        self._locations: dict[str, Locations] = {}
        self._described: dict[str, set[str]] = {}

    def statements(self) -> Iterator[Statement]:
        """All triples, those of the context included."""
        return (statement for source in self.all for statement in source.statements)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """All triples, in an rdflib graph in memory."""
        import logging

        import rdflib

        # An ill-typed literal is a fault that the shapes name; rdflib would log a traceback of it as well.
        logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
        graph = rdflib.Graph(bind_namespaces="none")
        for source in self.all:
            graph.parse(data=source.text, format="turtle", publicID=Path(source.path).resolve().as_uri())
        return graph

    def accounts(self) -> Iterator[Source]:
        """The accounts under check."""
        return (source for source in self.checked if source.kind == "account")

    def of_type(self, source: Source, *classes: str) -> list[str]:
        """Return the IRIs that a file says are of one of these classes of Parley."""
        wanted = {PARLEY + name for name in classes}
        return [s.subject for s in source.statements if s.predicate == RDF_TYPE and s.object in wanted]

    def fault(
        self, subject: str, message: str, check: str, predicate: str = "", path: str | None = None
    ) -> Fault | None:
        """Make a fault at the line of a subject, or None if no checked file has the subject.

        Args:
            subject: The focus node.
            message: What is wrong; the node is put before it.
            check: The name of the check.
            predicate: The property at fault, if one is.
            path: The file, if the subject may be in several.
        """
        for source in self.checked:
            if path is not None and source.path != path:
                continue
            if subject in self._subjects(source):
                line = self.locations(source).line(subject, predicate or None) or 1
                return Fault(source.path, line, f"{short(subject)}: {message}", check, subject, predicate)
        return None

    def locations(self, source: Source) -> Locations:
        """Return the lines of a file's subjects."""
        if source.path not in self._locations:
            self._locations[source.path] = Locations(source.text, Path(source.path).resolve().as_uri())
        return self._locations[source.path]

    def _subjects(self, source: Source) -> set[str]:
        if source.path not in self._described:
            self._described[source.path] = {statement.subject for statement in source.statements}
        return self._described[source.path]

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
    name = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri()))
    except SyntaxError as error:
        message = " ".join(str(error.msg).split())
        raise SourceFileError(name, error.lineno or 1, f"not Turtle: {message}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceFileError(name, line, "not UTF-8") from None
    except OSError as error:
        raise SourceFileError(name, None, f"cannot be read: {error.strerror}") from None
    statements = tuple(_statement(quad, name) for quad in quads)
    kind, names = _kind(statements)
    return Source(name, kind, text, statements, names)


def _statement(quad: ox.Quad, path: str) -> Statement:
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
        raise SourceFileError(path, None, "holds a triple term of RDF 1.2; Parley's data are RDF 1.1")
    blank = isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode)
    return Statement(subject.value, predicate.value, value.value, isinstance(value, ox.NamedNode), blank)


def short(iri: str) -> str:
    """Return an IRI as messages show it: a fragment of a document by its fragment alone."""
    if iri.startswith(PREFIXES["doc"]) and "#" in iri:
        return f"<#{iri.partition('#')[2]}>"
    try:
        return IRI(iri).curie
    except ValueError:
        return iri


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
        (PARLEY + "Registry", "registry"),
        (OWL_ONTOLOGY, "vocabulary"),
    ):
        if wanted in types:
            return kind, frozenset(types[wanted])
    return "account", frozenset()
