"""What would be right: names from the list that fits, a stub to paste, the property that a class has instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.check.files import PARLEY, short
from parley.check.schema import article, in_words
from parley.errors import nearest
from parley.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.check.files import Files
    from parley.check.schema import Expected, Schema

#: The classes that registries have, the most usual first.
ENTITIES = tuple(
    PARLEY + name
    for name in (
        *("ArmedGroup", "State", "Government", "StateOrgan", "Organization", "Person"),
        *("Office", "Country", "Province", "City", "Region"),
    )
)
_MOST = 20  # suggestions in one run: each compares a name with all others
_CHOICES = 4000  # names that one suggestion compares with
_FEW = 12  # codes that a message lists
_NAMES = tuple(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel"))
_TOLD = (*_NAMES, PREFIXES["skos"] + "definition")
_SPELT = 0.8  # from which likeness on a name counts as misspelt
_STEM = 4  # letters by which words count as forms of one: date, dates


class Mends:
    """Suggestions, of which a run makes only so many.

    Args:
        files: The files under check.
        schema: What the shapes say.
    """

    def __init__(self, files: Files, schema: Schema) -> None:
        self.schema, self.files = schema, files
        self._left = _MOST

    def alike(self, name: str, choices: Iterable[str], count: int = 3) -> list[str]:
        """Return the IRIs that are called most like a name, the nearest first.

        Args:
            name: An IRI, or a text that stands where an IRI should.
            choices: The IRIs that would be right.
            count: How many to return at the most.
        """
        if self._left <= 0:
            return []
        self._left -= 1
        wanted = _local(name)
        local = {_local(iri): iri for iri in sorted(choices, reverse=True)}
        if len(local) > _CHOICES:
            local = {key: iri for key, iri in local.items() if key[:1] == wanted[:1]}
        labelled = self._labelled(name, set(local.values()))
        near = nearest(wanted, list(local)[:_CHOICES], count)
        return list(dict.fromkeys([*labelled, *(local[key] for key in near)]))[:count]

    def _labelled(self, name: str, choices: set[str]) -> list[str]:
        """Return the choices that have a name of an entity, or all the words of a text, in a name of theirs."""
        mine = {_words(label) for label in self.files.texts(name, _NAMES)} or {_words(name)}
        found: list[str] = []
        for iri in sorted(choices):
            labels = {_words(label) for label in self.files.texts(iri, _NAMES)}
            if labels & mine:
                found.insert(0, iri)
            elif ":" not in name and any(words <= label for words in mine if words for label in labels):
                found.append(iri)
        return found

    def fitting(self, name: str, expected: Expected, within: str = "") -> tuple[str, list[str]]:
        """Return ``; did you mean …?`` with what fits a property, and the IRIs that it names.

        Args:
            name: What stands there.
            expected: What the property takes.
            within: What the IRIs begin with.
        """
        fits = self.schema.fitting(expected)
        if name and self._left > 0:
            found = self.alike(name, (iri for iri in fits if iri.startswith(within) and iri != name))
            if found:
                return f"; did you mean {', '.join(map(short, found))}?", found
        if expected.schemes and len(fits) <= _FEW:
            return f"; the list has {', '.join(map(short, sorted(fits)))}", []
        return "", []

    def stub(self, iri: str, uses: Iterable[Expected]) -> str:
        """Return what defines an entity of a class that all its uses take, to be pasted into a registry."""
        fits = [c for c in ENTITIES if all(self.schema.above([c]) & u.classes for u in uses if u.classes)] or [
            ENTITIES[0]
        ]
        others = f" (or {', '.join(short(c) for c in fits[1:])})" if fits[1:] else ""
        return f'{short(iri)} a {short(fits[0])} ; skos:prefLabel "…"@en .{others}'

    def instead(self, node: str, predicate: str) -> tuple[str, list[str]]:
        """Return what to do with a property that the class of a node has not, and the properties that it names."""
        classes = self.files.types.get(node, set())
        own = set().union(*(self.schema.properties.get(name, set()) for name in classes))
        if found := self._similar(predicate, own):
            return f"; {self.schema.called(node)} has {', '.join(map(short, found))}", found
        owners = self.schema.owners(predicate)
        for other, link in self.files.links_to(node):
            if self.files.types.get(other, set()) & set(owners):
                return f"; put it on {short(other)}, which has this as {short(link)}", []
        if not owners:
            return "; take it out", []
        shown = f"{', '.join(article(in_words(o)) for o in owners[:3])}{' and others' if owners[3:] else ''}"
        return f"; it belongs to {shown}", []

    def _similar(self, predicate: str, own: set[str]) -> list[str]:
        """Return the properties of a class that are spelt nearly so, hold the name, or tell of the same."""
        from difflib import get_close_matches

        local = {_local(p): p for p in sorted(own)}
        name = _local(predicate)
        held = [key for key in local if name.casefold() in key.casefold()]
        near = get_close_matches(name, local, cutoff=_SPELT) or held
        if not near:
            words = [w for w in in_words(predicate).split() if len(w) >= _STEM]
            told = {key: " ".join([in_words(p), *self.files.texts(p, _TOLD)]).casefold() for key, p in local.items()}
            near = [k for k, text in told.items() if any(re.search(rf"\b{re.escape(w)}", text) for w in words)]
        return [local[key] for key in near[:3]]


def _local(name: str) -> str:
    return re.split(r"[#/]", name)[-1]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{2,}", text.casefold())) - {"the", "of", "an"}
