"""What changed between two dumps, and what analysts now read differently: ``parley diff OLD NEW``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parley.catalogue import load, names
from parley.errors import NotDerivedError
from parley.query import admitted, substitute
from parley.terms import IRI

if TYPE_CHECKING:
    import os

    from parley.graph import KnowledgeGraph
    from parley.terms import Value

_CLAIMS = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?claim ?property ?value WHERE {
  ?claim a parley:Claim ; ?property ?value .
  FILTER(?property IN (parley:gloss, parley:states, parley:reportsClaim, parley:claimant, parley:certainty,
    parley:polarity, parley:modality, parley:evidencedBy))
}
"""
_STANDINGS = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?content ?standing WHERE { ?content parley:standing ?standing }
"""
GLOSS = "gloss"
#: A claim as its values by property, sorted.
Claim = dict[str, list[str]]


class Changed(NamedTuple):
    """One thing that both dumps have, with something else said of it.

    Attributes:
        iri: The claim or content.
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
        appeared: The rows that only the new dump gives.
        disappeared: The rows that only the old one gave.
    """

    query: str
    appeared: list[list[str]]
    disappeared: list[list[str]]


class Difference(NamedTuple):
    """What changed between two dumps; false if nothing did.

    Attributes:
        added: Claims that only the new dump has, with their glosses.
        withdrawn: Claims that only the old one had.
        reworded: Claims with another gloss.
        restated: Claims that differ in something else: claimant, certainty, passages …
        standings: Contents of another standing.
        rows: Stored queries, under their default view, that answer otherwise.
    """

    added: dict[str, str]
    withdrawn: dict[str, str]
    reworded: list[Changed]
    restated: list[Changed]
    standings: list[Changed]
    rows: list[RowChange]

    def __bool__(self) -> bool:
        return any(self)

    def to_json(self) -> str:
        """Return an object with a member for each attribute."""
        lists = {name: [c._asdict() for c in getattr(self, name)] for name in self._fields[2:]}
        return json.dumps({"added": self.added, "withdrawn": self.withdrawn, **lists}, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        if not self:
            return "nothing changed"
        lines = [f"+ claim {_short(iri)}: {gloss}" for iri, gloss in self.added.items()]
        lines += [f"- claim {_short(iri)}: {gloss}" for iri, gloss in self.withdrawn.items()]
        for change in (*self.reworded, *self.restated, *self.standings):
            lines.append(f"~ {_short(change.iri)} {change.what}: {change.old or '(none)'} -> {change.new or '(none)'}")
        for rows in self.rows:
            lines.append(f"  {rows.query}: {len(rows.appeared)} rows appeared, {len(rows.disappeared)} disappeared")
            lines += [f"    + {' | '.join(row)}" for row in rows.appeared]
            lines += [f"    - {' | '.join(row)}" for row in rows.disappeared]
        return "\n".join(lines)


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
    before, after = opened(old), opened(new)
    claims, now = _claims(before), _claims(after)
    both = sorted(claims.keys() & now.keys())
    changed = [
        Changed(iri, what, ", ".join(claims[iri].get(what, ())), ", ".join(now[iri].get(what, ())))
        for iri in both
        for what in sorted(claims[iri].keys() | now[iri].keys())
        if claims[iri].get(what) != now[iri].get(what)
    ]
    return Difference(
        {iri: ", ".join(now[iri].get(GLOSS, ())) for iri in sorted(now.keys() - claims.keys())},
        {iri: ", ".join(claims[iri].get(GLOSS, ())) for iri in sorted(claims.keys() - now.keys())},
        [c for c in changed if c.what == GLOSS],
        [c for c in changed if c.what != GLOSS],
        _standings(before, after),
        [change for name in names() if (change := _rows(name, before, after))],
    )


def opened(path: str | os.PathLike[str]) -> KnowledgeGraph:
    """Open a dump: as it is where it holds what rules derive, else as accounts."""
    from parley.engines import Embedded
    from parley.graph import KnowledgeGraph
    from parley.opening import connect, held_to_be_derived

    whole = Path(path)
    if (whole / "parley.ttl").is_file():
        whole /= "parley.ttl"
    if whole.is_file():
        engine = Embedded()
        engine.load(whole)
        try:
            return held_to_be_derived(KnowledgeGraph(engine))
        except NotDerivedError:
            pass  # an account; connect() derives what follows from it
    return connect(path)


def _claims(kg: KnowledgeGraph) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for claim, prop, value in kg.solutions(_CLAIMS).rows:
        name = IRI(str(prop)).local
        found.setdefault(str(claim), {}).setdefault(name, []).append(_shown(value))
    return {claim: {name: sorted(values) for name, values in own.items()} for claim, own in found.items()}


def _standings(before: KnowledgeGraph, after: KnowledgeGraph) -> list[Changed]:
    old, new = ({str(c): IRI(str(s)).local for c, s in kg.solutions(_STANDINGS).rows} for kg in (before, after))
    return [Changed(c, "standing", old[c], new[c]) for c in sorted(old.keys() & new.keys()) if old[c] != new[c]]


def _rows(name: str, before: KnowledgeGraph, after: KnowledgeGraph) -> RowChange | None:
    query = load(name)
    # Parameters that are required are left out as well: then the answer holds those for every value.
    text = query.text if query.view == "any" else substitute(query.text, {"view": admitted(query.view)})
    old, new = (Counter(tuple(map(_shown, row)) for row in kg.solutions(text).rows) for kg in (before, after))
    appeared, disappeared = (sorted(map(list, (a - b).elements())) for a, b in ((new, old), (old, new)))
    return RowChange(name, appeared, disappeared) if appeared or disappeared else None


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    return _short(value) if isinstance(value, IRI) else str(value)


def _short(iri: str) -> str:
    return IRI(iri).curie
