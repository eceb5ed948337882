"""What a release says of each IRI, for pages: labels, kinds, statements, and who refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley.rdf.oxigraph import to_value
from parley.rdf.terms import IRI, PREFIXES, BlankNode, LangString

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.rdf.terms import Value

_TYPE, _LABEL = PREFIXES["rdf"] + "type", PREFIXES["skos"] + "prefLabel"
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
#: What a page shows in its own way, or what would only repeat it.
_APART = frozenset({_TYPE, _LABEL, PREFIXES["rdfs"] + "isDefinedBy", PREFIXES["parley"] + "provenBy"})


class Statement(NamedTuple):
    """What is said of a thing by one property.

    Attributes:
        predicate: The property.
        values: Its values, sorted.
        derived: Whether a rule says it, and no document.
    """

    predicate: IRI
    values: list[Value]
    derived: bool


class Entries:
    """The statements of a release, by subject and by object.

    Args:
        asserted: N-Triples that documents, the registry or the vocabulary hold.
        follows: N-Triples that rules derive.
    """

    def __init__(self, asserted: bytes, follows: bytes) -> None:
        self._said: dict[str, dict[str, list[Value]]] = {}
        self._derived: dict[str, dict[str, list[Value]]] = {}
        self._mentions: dict[str, list[tuple[IRI, IRI]]] = {}
        self._lines: dict[str, list[bytes]] = {}
        self._labels: dict[str, str] = {}
        self._inverse: dict[str, dict[str, list[IRI]]] = {}
        for lines, into in ((asserted, self._said), (follows, self._derived)):
            self._read(lines, into)
        self.subjects = sorted(self._lines)
        self._above = self._superclasses()

    def _read(self, lines: bytes, into: dict[str, dict[str, list[Value]]]) -> None:
        quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
        for line, quad in zip(lines.splitlines(keepends=True), quads, strict=True):
            subject, predicate = str(quad.subject.value), quad.predicate.value
            value = to_value(quad.object)
            into.setdefault(subject, {}).setdefault(predicate, []).append(value)  # type: ignore[arg-type]
            if isinstance(quad.subject, ox.NamedNode):
                self._lines.setdefault(subject, []).append(line)
                if isinstance(value, IRI) and into is self._said:
                    self._mentions.setdefault(value, []).append((_iri(subject), _iri(predicate)))

    def _superclasses(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for said in (self._said, self._derived):
            for subject, by in said.items():
                found.setdefault(subject, set()).update(str(v) for v in by.get(_SUBCLASS, ()) if v != subject)
        return found

    def values(self, iri: str, *names: str) -> list[Value]:
        """Return the values of properties, given by their CURIEs, those that are said before those that follow."""
        found: dict[Value, None] = {}
        for name in names:
            prefix, _, local = name.partition(":")
            predicate = PREFIXES[prefix] + local
            for said in (self._said, self._derived):
                found.update(dict.fromkeys(said.get(iri, {}).get(predicate, ())))
        return list(found)

    def one(self, iri: str, name: str) -> Value | None:
        """Return the first value of a property, or None."""
        return next(iter(self.values(iri, name)), None)

    def label(self, iri: str) -> str:
        """Return the English label of a thing, or else a name that its IRI gives it."""
        if iri in self._labels:
            return self._labels[iri]
        labels = [v for v in self.values(iri, "skos:prefLabel") if isinstance(v, LangString)]
        labels += self.values(iri, "rdfs:label")  # type: ignore[arg-type]
        english = (v for v in labels if getattr(v, "language", "") == "en")
        self._labels[iri] = str(next(english, labels[0] if labels else self._name(_iri(iri))))
        return self._labels[iri]

    def _name(self, iri: IRI) -> str:
        span = self.values(iri, "oa:start") + self.values(iri, "oa:end")
        if len(span) == 2:
            return f"{span[0]}–{span[1]}"
        if iri.startswith(PREFIXES["doc"]) and "#" not in iri:
            return f"document {iri.local}"
        if len(iri.local) == 64:  # a digest
            return f"{iri.removesuffix(iri.local).rstrip('/').rpartition('/')[2]} {iri.local[:8]}…"
        head, _, local = iri.curie.partition(":")
        return iri.local if head == "doc" else local if head == "parley" else iri.curie

    def kinds(self, iri: str) -> list[IRI]:
        """Return the classes of a thing without those above another of them."""
        kinds = [kind for kind in self.values(iri, "rdf:type") if isinstance(kind, IRI)]
        above = {upper for kind in kinds for upper in self._above.get(kind, ())}
        return [kind for kind in kinds if kind not in above]

    def is_a(self, iri: str, name: str) -> bool:
        """Whether a thing is of a class of Parley, given by its name."""
        return PREFIXES["parley"] + name in self.values(iri, "rdf:type")

    def of_kind(self, name: str) -> list[IRI]:
        """Return the things of a class of Parley, by label."""
        found = [_iri(s) for s in self.subjects if self.is_a(s, name)]
        return sorted(found, key=lambda iri: (self.label(iri).casefold(), iri))

    def statements(self, iri: str) -> list[Statement]:
        """Return what is said of a thing, what documents say before what rules do."""
        said, follows = self._said.get(iri, {}), self._derived.get(iri, {})
        found = [Statement(_iri(p), _sorted(v), derived=False) for p, v in said.items() if p not in _APART]
        # Without the lists of OWL, which the Turtle has.
        found = [s for s in found if not all(isinstance(v, BlankNode) for v in s.values)]
        for predicate, values in follows.items():
            more = [value for value in values if value not in said.get(predicate, ()) and value != iri]
            if more and predicate not in _APART:
                found.append(Statement(_iri(predicate), _sorted(more), derived=True))
        return sorted(found, key=lambda s: (s.derived, self.label(s.predicate)))

    def mentions(self, iri: str) -> dict[IRI, list[IRI]]:
        """Return what refers to a thing, by the property by which it does."""
        found: dict[IRI, list[IRI]] = {}
        for subject, predicate in self._mentions.get(iri, ()):
            found.setdefault(predicate, []).append(subject)
        return {p: found[p] for p in sorted(found, key=self.label) if p not in _APART}

    def subjects_of(self, name: str, iri: str) -> list[IRI]:
        """Return what has a thing as the value of a property, given by its CURIE."""
        if name not in self._inverse:
            self._inverse[name] = {}
            for subject in self.subjects:
                for value in self.values(subject, name):
                    self._inverse[name].setdefault(str(value), []).append(_iri(subject))
        return self._inverse[name].get(iri, [])

    def lines(self, iri: str) -> list[bytes]:
        """Return the N-Triples that have a thing as their subject."""
        return self._lines.get(iri, [])


def _iri(text: str) -> IRI:
    return str.__new__(IRI, text)  # it was parsed as one


def _sorted(values: Iterable[Value]) -> list[Value]:
    return sorted(values, key=lambda v: (not isinstance(v, IRI), getattr(v, "language", ""), str(v)))
