"""The bargaining board: who wants what from whom, if what, unless what; and what nobody is said to have offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parley.rdf.terms import IRI

if TYPE_CHECKING:
    from parley.rdf.terms import Value
    from parley.release.site.entries import Entries

#: The kinds of positions in the order of the board, with their headings. An undertaking may be far less than a promise.
KINDS = {
    "Threat": "Threats",
    "Demand": "Demands and pressure",
    "Undertaking": "Undertakings and leanings",
    "Option": "Options",
    "Goal": "Goals",
    "Wish": "Wishes",
    "Refusal": "Refusals",
}
#: The columns, by the fields of a position; those that are empty in all lines of a kind are left out.
COLUMNS = {
    "holders": "who",
    "grades": "how firmly",
    "prospects": "what",
    "affected": "against whom",
    "addressees": "addressed to",
    "conditions": "if",
    "averting": "unless",
    "acts": "by what act",
    "standing": "standing",
    "claimants": "says who",
    "deniers": "denied by",
}


class Position(NamedTuple):
    """A line of the board.

    Attributes:
        node: The position.
        holders: Who holds it.
        grades: How firmly it is told, by each claim.
        disputed: Whether claims are at odds over it.
        against: Whether the prospect is to be avoided. (What is refused is refused.)
        prospects: What may come about.
        affected: Whom or what that would hit, of a threat.
        addressees: To whom it is addressed, or from whom it is wanted.
        conditions: If what, or what the text says of it in its own words.
        averting: Unless what.
        acts: What serves it.
        standing: What its claims give it.
        claimants: Who affirms it.
        deniers: Who says that it is not so.
        claims: The claims that tell it.
        notes: What the curators remark on them.
    """

    node: IRI
    holders: list[Value]
    grades: list[Value]
    disputed: bool
    against: bool
    prospects: list[Value]
    affected: list[Value]
    addressees: list[Value]
    conditions: list[Value]
    averting: list[Value]
    acts: list[Value]
    standing: list[Value]
    claimants: list[Value]
    deniers: list[Value]
    claims: list[IRI]
    notes: list[Value]


class Section(NamedTuple):
    """The positions of one kind."""

    heading: str
    columns: dict[str, str]
    lines: list[Position]


def board(entries: Entries) -> list[Section]:
    """Return the positions of a release that somebody affirms, by kind, those of one holder together."""
    found = []
    for kind, heading in KINDS.items():
        affirmed = (node for node in entries.of_kind(kind) if not entries.values(node, "parley:unaffirmed"))
        lines = [_position(entries, node, kind) for node in affirmed]
        lines.sort(key=lambda line: [entries.label(str(holder)) for holder in line.holders])
        columns = {field: name for field, name in COLUMNS.items() if any(getattr(line, field) for line in lines)}
        if lines:
            found.append(Section(heading, columns, lines))
    return found


def _position(entries: Entries, node: IRI, kind: str) -> Position:
    def values(*names: str) -> list[Value]:
        return entries.values(node, *(f"parley:{name}" for name in names))

    def of(things: list[Value], *names: str) -> list[Value]:
        found = (value for thing in things for value in entries.values(str(thing), *names))
        return list(dict.fromkeys(found))

    claims = [claim for claim in values("provenBy") if isinstance(claim, IRI)]
    stating: list[Value] = [claim for claim in claims if node in entries.values(claim, "parley:affirms")]
    denying: list[Value] = [claim for claim in claims if node in entries.values(claim, "parley:denies")]
    prospects = values("favours", "opposes")
    return Position(
        node,
        holders=values("holder"),
        grades=of(stating, "parley:force"),
        disputed=bool(values("disputed")),
        against=bool(values("opposes")) and kind != "Refusal",
        prospects=prospects,
        affected=of(prospects, "parley:wouldAffect", "parley:wouldTarget") if kind == "Threat" else [],
        addressees=values("addressee"),
        conditions=values("conditionalOn", "conditionText"),
        averting=values("unless"),
        acts=values("pursuedBy"),
        standing=values("standing"),
        claimants=of(stating, "parley:claimant"),
        deniers=of(denying, "parley:claimant"),
        claims=claims,
        notes=of([*stating, *denying], "skos:note"),
    )
