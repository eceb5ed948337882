"""What the shapes say of properties and classes: what a property takes, and which properties a class has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from parley import resources
from parley.check.files import PARLEY, short
from parley.errors import SourceFileError
from parley.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib
    from rdflib.term import Node

    from parley.check.files import Files

_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
_IN_SCHEME = PREFIXES["skos"] + "inScheme"


class Expected(NamedTuple):
    """What a property takes.

    Attributes:
        classes: The classes that its values may be of.
        schemes: The code lists that its values may come from.
        codes: Single codes that it takes as well.
        datatypes: The datatypes of its literals.
    """

    classes: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    datatypes: frozenset[str] = frozenset()


class Schema:
    """The shapes, and the classes of the vocabulary, for messages that name what would be right.

    Args:
        files: The files under check, with their context.

    Raises:
        SourceFileError: If there are no shapes.
    """

    def __init__(self, files: Files) -> None:
        self.files = files
        self._fitting: dict[Expected, set[str]] = {}

    @cached_property
    def shapes(self) -> rdflib.Graph:
        """The shapes, in an rdflib graph in memory."""
        from parley.check.files import read
        from parley.check.graphs import to_rdflib

        found = resources.shape_files()
        if not found:
            raise SourceFileError(str(resources.ROOT / "shapes"), None, "holds no shapes")
        return to_rdflib(
            s._replace(subject=_apart(s.subject, n), object=_apart(s.object, n) if s.kind == "blank" else s.object)
            for n, path in enumerate(found)
            for s in read(path).statements
        )

    def expected(self, predicate: str) -> Expected:
        """Return what a property takes, by all shapes of it."""
        return self._expected.get(predicate, Expected())

    @cached_property
    def _expected(self) -> dict[str, Expected]:
        from rdflib import SH, URIRef

        found: dict[str, Expected] = {}
        for shape, path in self.shapes.subject_objects(SH.path):
            if isinstance(path, URIRef):
                before = found.get(str(path), Expected())
                now = (before, *self._takes(shape))
                found[str(path)] = Expected(*(frozenset().union(*parts) for parts in zip(*now, strict=True)))
        return found

    def _takes(self, shape: Node) -> Iterable[Expected]:
        """Yield what a shape, or an arm of its choice, says of values."""
        from rdflib import SH, URIRef

        graph = self.shapes
        yield Expected(
            frozenset(map(str, graph.objects(shape, SH["class"]))),
            frozenset(
                str(scheme)
                for node in graph.objects(shape, SH.node)
                for inner in graph.objects(node, SH.property)
                if (inner, SH.path, URIRef(_IN_SCHEME)) in graph
                for scheme in graph.objects(inner, SH.hasValue)
            ),
            frozenset(str(code) for codes in graph.objects(shape, SH["in"]) for code in graph.items(codes)),
            frozenset(map(str, graph.objects(shape, SH.datatype))),
        )
        for arms in graph.objects(shape, SH["or"]):
            for arm in graph.items(arms):
                yield from self._takes(arm)

    @cached_property
    def properties(self) -> dict[str, set[str]]:
        """The properties that the closed shape of each class lists."""
        from rdflib import SH

        graph, found = self.shapes, {}
        for shape, target in graph.subject_objects(SH.targetClass):
            if (shape, SH.closed, None) in graph:
                listed = (graph.value(p, SH.path) for p in graph.objects(shape, SH.property))
                found[str(target)] = {str(path) for path in listed if str(path).startswith("http")}
        return found

    def owners(self, predicate: str) -> list[str]:
        """Return the classes that have a property, sorted."""
        return sorted(name for name, listed in self.properties.items() if predicate in listed)

    @cached_property
    def _wider(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for statement in self.files.statements():
            if statement.predicate == _SUBCLASS and statement.is_link:
                found.setdefault(statement.subject, set()).add(statement.object)
        return found

    def classes_of(self, node: str) -> set[str]:
        """Return the classes that a node is of, with those above them."""
        return self.above(self.files.types.get(node, ()))

    def above(self, classes: Iterable[str]) -> set[str]:
        """Return classes with those above them."""
        found: set[str] = set()
        waiting = list(classes)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._wider.get(name, ())
        return found

    @cached_property
    def members(self) -> dict[str, set[str]]:
        """The nodes of each class and of those below it, and the concepts of each code list."""
        found: dict[str, set[str]] = {}
        for node in self.files.types:
            for name in self.classes_of(node):
                found.setdefault(name, set()).add(node)
        for statement in self.files.statements():
            if statement.predicate == _IN_SCHEME:
                found.setdefault(statement.object, set()).add(statement.subject)
        return found

    def fitting(self, expected: Expected) -> set[str]:
        """Return the nodes and codes that would be right."""
        if expected not in self._fitting:
            named = (self.members.get(name, set()) for name in (*expected.classes, *expected.schemes))
            self._fitting[expected] = set(expected.codes).union(*named)
        return self._fitting[expected]

    def called(self, node: str) -> str:
        """Return what a node is, with an article: ``an occurrence``; its class in words."""
        named = sorted(name for name in self.files.types.get(node, ()) if name.startswith(PARLEY))
        return article(in_words(named[0])) if named else "this node"


def _apart(name: str, number: int) -> str:
    """Return the label of a blank node so that no other file has it."""
    return f"{name}-{number}" if name.startswith("_:") else name


def in_words(iri: str) -> str:
    """Return the name of a class or property as words.

    Example:
        >>> in_words("https://w3id.org/parley/ns#ArmedGroup")
        'armed group'
    """
    local = short(iri).rpartition(":")[2]
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in local).strip()


def article(noun: str) -> str:
    """Return a noun with its indefinite article."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
