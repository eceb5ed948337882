"""What changed between two dumps, and what analysts now read differently: ``parley diff OLD NEW``."""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley.catalogue.files import load, names
from parley.catalogue.stored import admitted
from parley.errors import NotDerivedError, ParameterError
from parley.rdf.oxigraph import to_value
from parley.rdf.terms import IRI, PREFIXES, LangString, lexical, unchecked
from parley.sparql.binding import substitute
from parley.text.printable import printable

if TYPE_CHECKING:
    import os

    from parley.graph.core import Core
    from parley.rdf.terms import Value

_MODALITIES = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?claim ?modality WHERE { ?claim a parley:Claim ; parley:modality ?modality }
"""
_STANDINGS = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?content ?standing WHERE { ?content parley:standing ?standing }
"""
GLOSS = "gloss"
_TYPE, _CLAIM = PREFIXES["rdf"] + "type", PREFIXES["parley"] + "Claim"
#: What is said of a thing that neither has a name nor is led to.
_NAMELESS = (PREFIXES["parley"] + "nameless", PREFIXES["rdfs"] + "comment")
#: How deep blank nodes are told within each other, and how long in characters; a digest stands for more.
_DEEPEST, _LONGEST = 60, 2000
#: What a dump states, by subject and property, as it is shown; without what rules derive.
Stated = dict[str, dict[str, list[str]]]


class Changed(NamedTuple):
    """One thing that both dumps have, with something else said of it.

    Attributes:
        iri: The claim, content or entity.
        what: The property that changed.
        old: Its values before, joined by commas.
        new: Its values now.
    """

    iri: str
    what: str
    old: str
    new: str


class RowChange(NamedTuple):
    """How the answer to a stored query changed.

    Attributes:
        query: Its name.
        columns: What the cells of a row are.
        appeared: The rows that only the new dump gives.
        disappeared: The rows that only the old one gave.
    """

    query: str
    columns: list[str]
    appeared: list[list[str]]
    disappeared: list[list[str]]


class Difference(NamedTuple):
    """What changed between two dumps; false if nothing did.

    Attributes:
        added: Claims that only the new dump has, with their glosses.
        withdrawn: Claims that only the old one had.
        reworded: Claims with another gloss.
        restated: Claims that differ in something else: claimant, certainty, force, passages …
        statements: Contents, passages, entities, documents and terms of which something else is said.
        standings: Contents of another standing, or that have one in one dump only.
        rows: Stored queries, under their default view, that answer otherwise.
    """

    added: dict[str, str]
    withdrawn: dict[str, str]
    reworded: list[Changed]
    restated: list[Changed]
    statements: list[Changed]
    standings: list[Changed]
    rows: list[RowChange]

    def __bool__(self) -> bool:
        return any(self)

    def to_json(self) -> str:
        """Return an object with a member for each attribute."""
        lists = {name: [c._asdict() for c in getattr(self, name)] for name in self._fields[2:]}
        return json.dumps({"added": self.added, "withdrawn": self.withdrawn, **lists}, ensure_ascii=False, indent=1)

    def summary(self) -> str:
        """Return on one line how many things changed.

        Example:
            >>> Difference({"https://w3id.org/parley/doc/0#a": "A."}, {}, [], [], [], [], []).summary()
            '1 claim added'
        """
        counts = [
            _count(len(self.added), "claim", "added"),
            _count(len(self.withdrawn), "claim", "withdrawn"),
            _count(len({c.iri for c in self.reworded}), "claim", "reworded"),
            _count(len({c.iri for c in self.restated}), "claim", "restated"),
            _count(len({c.iri for c in self.statements}), "other thing", "changed"),
            _count(len(self.standings), "standing", "changed"),
            _count(len(self.rows), "answer", "changed"),
        ]
        return "; ".join(filter(None, counts)) or "nothing changed"

    def __str__(self) -> str:
        if not self:
            return self.summary()
        lines = [self.summary()]
        lines += [f"+ claim {_short(iri)}: {gloss}" for iri, gloss in self.added.items()]
        lines += [f"- claim {_short(iri)}: {gloss}" for iri, gloss in self.withdrawn.items()]
        for change in (*self.reworded, *self.restated, *self.statements, *self.standings):
            lines.append(f"~ {_short(change.iri)} {change.what}: {change.old or '(none)'} -> {change.new or '(none)'}")
        for rows in self.rows:
            lines.append(f"  {rows.query}: {len(rows.appeared)} rows appeared, {len(rows.disappeared)} disappeared")
            lines += [f"    + {' | '.join(row)}" for row in rows.appeared]
            lines += [f"    - {' | '.join(row)}" for row in rows.disappeared]
        return "\n".join(map(printable, lines))


def _count(number: int, thing: str, what: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'} {what}" if number else ""


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Difference:
    """Compare two dumps.

    Args:
        old: A release, its ``parley.ttl``, a built store, or accounts: a Turtle file or a folder.
        new: Likewise.

    Raises:
        SourceFileError: If one cannot be read, or holds no claims.

    Example:
        >>> from parley.resources import account_files
        >>> account = account_files()[0]
        >>> bool(diff(account, account))
        False
    """
    before, after = dump(old), dump(new)
    stated, now = _stated(before), _stated(after)
    claims, others = _claims(stated), _claims(now)
    restated: list[Changed] = []
    statements: list[Changed] = []
    for change in _changes(stated, now):
        if change.iri not in claims.keys() ^ others.keys():
            (restated if change.iri in claims else statements).append(change)
    return Difference(
        {iri: others[iri] for iri in sorted(others.keys() - claims.keys())},
        {iri: claims[iri] for iri in sorted(claims.keys() - others.keys())},
        [c for c in restated if c.what == GLOSS],
        [c for c in restated if c.what != GLOSS],
        statements,
        _standings(before, after),
        [rows for name in names() if (rows := _rows(name, before, after))],
    )


def dump(path: str | os.PathLike[str]) -> Core:
    """Open a dump: as it is where it holds what rules derive, else as accounts."""
    from parley.engines import Embedded
    from parley.graph.connect import held_to_be_derived, opened
    from parley.graph.core import Core
    from parley.graph.derive import derive

    whole = Path(path)
    if (whole / "parley.ttl").is_file():
        whole /= "parley.ttl"
    if whole.is_file():
        engine = Embedded()
        engine.load(whole)
        try:
            kg = held_to_be_derived(Core(engine))
        except NotDerivedError:
            pass  # an account; the rules derive what follows from it
        else:
            derive(engine)  # once more, to know which of the triples it is that follow
            return kg
    return opened(path)


def _stated(kg: Core) -> Stated:
    """Return what a dump states, and the modality of each claim, which follows from the class of what it states."""
    from parley.engines import Embedded

    engine = kg.engine
    if not isinstance(engine, Embedded):
        message = "only files and stores are compared; a service is not"
        raise ParameterError("source", message)
    follows = set(engine.triples(derived_only=True).splitlines())
    lines = [line for line in engine.triples().splitlines() if line not in follows]
    found: Stated = {}
    blank: list[ox.Quad] = []
    for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES):
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            blank.append(quad)
        else:
            _state(found, str(quad.subject.value), quad.predicate.value, _shown(to_value(quad.object)))
    for subject, predicate, text in _described(blank):
        _state(found, subject, predicate, text)
    for claim, modality in kg.solutions(_MODALITIES).rows:
        _state(found, str(claim), "modality", _shown(modality))
    return found


def _state(stated: Stated, subject: str, predicate: str, value: str) -> None:
    stated.setdefault(subject, {}).setdefault(predicate, []).append(value)


def _described(quads: list[ox.Quad]) -> list[tuple[str, str, str]]:
    """Return what things say by way of blank nodes, each node as all that follows from it.

    The labels are those of RDF Dataset Canonicalization (RDFC-1.0), which two dumps share where they say the same; a
    node is then told as the text of its statements, so that a change of it is one of the thing that leads to it.
    """
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    by_node: dict[object, list[ox.Quad]] = {}
    for quad in sorted(dataset, key=str):
        by_node.setdefault(quad.subject, []).append(quad)

    texts: dict[object, str] = {}

    def told(term: object, above: tuple[object, ...]) -> str:
        if not isinstance(term, ox.BlankNode):
            return _shown(to_value(term))
        if term in above or len(above) > _DEEPEST:
            return str(term)
        if term not in texts:
            inside = (*above, term)
            said = sorted(f"{_short(q.predicate.value)} {told(q.object, inside)}" for q in by_node.get(term, ()))
            text = f"[ {' ; '.join(said)} ]"
            texts[term] = text if len(text) <= _LONGEST else f"[ … {sha256(text.encode()).hexdigest()[:16]} ]"
        return texts[term]

    named = [q for subject, own in by_node.items() if isinstance(subject, ox.NamedNode) for q in own]
    led_to = {quad.object for own in by_node.values() for quad in own}
    nameless = [node for node in by_node if isinstance(node, ox.BlankNode) and node not in led_to]
    found = [(str(q.subject.value), q.predicate.value, told(q.object, ())) for q in named]  # type: ignore[union-attr]
    return found + [(*_NAMELESS, told(node, ())) for node in nameless]


def _claims(stated: Stated) -> dict[str, str]:
    """Return the glosses of the claims."""
    claim, gloss = _short(_CLAIM), PREFIXES["parley"] + GLOSS
    return {iri: ", ".join(own.get(gloss, ())) for iri, own in stated.items() if claim in own.get(_TYPE, ())}


def _changes(old: Stated, new: Stated) -> list[Changed]:
    found = []
    for iri in sorted(old.keys() | new.keys()):
        before, after = old.get(iri, {}), new.get(iri, {})
        for what in sorted(before.keys() | after.keys()):
            values = sorted(before.get(what, ())), sorted(after.get(what, ()))
            if values[0] != values[1]:
                found.append(Changed(iri, re.split("[#/]", what)[-1], ", ".join(values[0]), ", ".join(values[1])))
    return found


def _standings(before: Core, after: Core) -> list[Changed]:
    old, new = ({str(c): IRI(str(s)).local for c, s in kg.solutions(_STANDINGS).rows} for kg in (before, after))
    pairs = [(c, old.get(c, ""), new.get(c, "")) for c in sorted(old.keys() | new.keys())]
    return [Changed(c, "standing", was, now) for c, was, now in pairs if was != now]


def _rows(name: str, before: Core, after: Core) -> RowChange | None:
    query = load(name)
    # Parameters that are required are left out as well: then the answer holds those for every value.
    text = query.text if query.view == "any" else substitute(query.text, {"view": admitted(query.view)})
    old, new = (Counter(tuple(map(_shown, row)) for row in kg.solutions(text).rows) for kg in (before, after))
    appeared, disappeared = (sorted(map(list, (a - b).elements())) for a, b in ((new, old), (old, new)))
    columns = [column.name for column in query.columns]
    return RowChange(name, columns, appeared, disappeared) if appeared or disappeared else None


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, LangString) and value.language != "en":
        return f"{value} ({value.language})"
    return _short(value) if isinstance(value, IRI) else lexical(value)


def _short(iri: str) -> str:
    return unchecked(iri).curie
