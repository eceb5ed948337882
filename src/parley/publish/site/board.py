"""The bargaining board: who wants what from whom, if what, unless what; and what nobody has offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parley.terms import IRI

if TYPE_CHECKING:
    from parley.publish.site.entries import Entries
    from parley.terms import Value

#: The kinds of positions, in the order of the board.
KINDS = ("Threat", "Demand", "Undertaking", "Option", "Goal", "Wish", "Refusal")


class Position(NamedTuple):
    """A line of the board.

    Attributes:
        node: The position.
        holders: Who holds it.
        against: Whether it is against what may come about.
        prospects: What may come about.
        addressees: To whom it is addressed.
        conditions: If what; with what the text says of it in its own words.
        averting: Unless what.
        acts: What serves it.
        force: How firmly it is told, by each claim.
        standing: What its claims give it.
        disputed: Whether claims are at odds over it.
        claims: The claims that tell it.
    """

    node: IRI
    holders: list[Value]
    against: bool
    prospects: list[Value]
    addressees: list[Value]
    conditions: list[Value]
    averting: list[Value]
    acts: list[Value]
    force: list[Value]
    standing: Value | None
    disputed: bool
    claims: list[IRI]


def board(entries: Entries) -> dict[str, list[Position]]:
    """Return the positions of a release by kind, those of one holder together."""
    found: dict[str, list[Position]] = {}
    for kind in KINDS:
        lines = [_position(entries, node) for node in entries.of_kind(kind)]
        lines.sort(key=lambda line: [entries.label(str(holder)) for holder in line.holders])
        if lines:
            found[kind] = lines
    return found


def _position(entries: Entries, node: IRI) -> Position:
    def values(*names: str) -> list[Value]:
        return entries.values(node, *(f"parley:{name}" for name in names))

    claims = [claim for claim in values("provenBy") if isinstance(claim, IRI)]
    force = {value: None for claim in claims for value in entries.values(claim, "parley:force")}
    return Position(
        node,
        values("holder"),
        against=bool(values("opposes")),
        prospects=values("favours", "opposes"),
        addressees=values("addressee"),
        conditions=values("conditionalOn", "conditionText"),
        averting=values("unless"),
        acts=values("pursuedBy"),
        force=list(force),
        standing=entries.one(node, "parley:standing"),
        disputed=bool(values("disputed")),
        claims=claims,
    )
