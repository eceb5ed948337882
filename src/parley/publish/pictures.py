"""The two pictures of the site: who is tied to whom, and how prospects hang on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from parley.publish.diagram import Arrow, Box, place, to_svg
from parley.terms import PROLOGUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from parley.graph import KnowledgeGraph
    from parley.terms import IRI

NETWORK_HINT = "Solid lines: told as actual. Dashed lines: threatened, demanded or promised."
MAP_HINT = (
    "A box is something that may come about, with the ways in which it is told of; nothing here is told as a fact. "
    "Solid lines lead from a case to what it is a case of. Dashed lines lead from a condition to what hangs on it."
)
#: More arrows than this make a picture that nobody can read; the tables of the site say the same.
MOST_ARROWS = 400

_ATTITUDES = """SELECT DISTINCT ?prospect ?modality ?direction WHERE {
  ?node ?about ?prospect ; parley:standing ?standing ; a ?class .
  VALUES (?about ?direction) { (parley:favours "for") (parley:opposes "against") (parley:anticipates "for")
    (parley:requires "for") (parley:asksWhether "for") }
  ?class parley:impliesModality ?modality .
  FILTER(?standing NOT IN (code:standing-denied, code:standing-withdrawn))
}"""
_CONDITIONS = """SELECT DISTINCT ?from ?to ?modality ?direction ?word WHERE {
  ?node ?about ?prospect ; ?link ?other ; parley:standing ?standing ; a ?class .
  VALUES (?about ?direction) { (parley:favours "for") (parley:opposes "against") (parley:anticipates "for")
    (parley:requires "for") }
  VALUES (?link ?word) { (parley:conditionalOn "if") (parley:unless "unless") (parley:requiredFor "for") }
  ?class parley:impliesModality ?modality .
  FILTER(?standing NOT IN (code:standing-denied, code:standing-withdrawn))
  BIND(IF(?word = "for", ?prospect, ?other) AS ?from)
  BIND(IF(?word = "for", ?other, ?prospect) AS ?to)
}"""
_CASES = "SELECT DISTINCT ?from ?to WHERE { ?from parley:caseOf ?to }"


class Picture(NamedTuple):
    """What is to be drawn.

    Attributes:
        title: What it shows.
        hint: How to read it.
        boxes: Its boxes, each with the IRI that it stands for as the key.
        arrows: Its arrows.
        across: Whether layers follow each other from left to right.
    """

    title: str
    hint: str
    boxes: list[Box]
    arrows: list[Arrow]
    across: bool

    def to_svg(self, href: Callable[[IRI], str] | None = None) -> str | None:
        """Return it as SVG, or None where there is nothing to draw, or more than anybody could read.

        Args:
            href: Where the box of an IRI leads to; None for boxes that lead nowhere.
        """
        if not 0 < len(self.arrows) <= MOST_ARROWS:
            return None
        boxes = [box._replace(href=href(cast("IRI", box.key)) if href else "") for box in self.boxes]
        return to_svg(place(boxes, self.arrows, across=self.across), title=self.title, description=self.hint)


def network(kg: KnowledgeGraph) -> Picture:
    """Return the ties of the stored query ``actors.network``."""
    rows: list[dict[str, Any]] = [row.as_dict() for row in kg.queries.actors.network()]
    arrows = sorted({Arrow(row["actor"], row["other"], row["relation"], _kind(row["modality"])) for row in rows})
    return Picture("Who is tied to whom", NETWORK_HINT, _boxes(kg, arrows, {}), arrows, across=False)


def prospects(kg: KnowledgeGraph) -> Picture:
    """Return how prospects hang on each other, without those that hang on none."""
    arrows = {Arrow(row["from"], row["to"], "a case of", "kind") for row in _rows(kg, _CASES)}
    for row in _rows(kg, _CONDITIONS):
        kind = _kind(row["modality"])
        label = "required for" if row["word"] == "for" else f"{_told(kind, row['direction'])} {row['word']}"
        arrows.add(Arrow(row["from"], row["to"], label, kind))
    notes: dict[str, set[str]] = {}
    for row in _rows(kg, _ATTITUDES):
        notes.setdefault(row["prospect"], set()).add(_told(_kind(row["modality"]), row["direction"]))
    drawn = sorted(arrows)
    return Picture("What hangs on what", MAP_HINT, _boxes(kg, drawn, notes), drawn, across=True)


def _boxes(kg: KnowledgeGraph, arrows: list[Arrow], notes: dict[str, set[str]]) -> list[Box]:
    keys = cast("list[IRI]", sorted({key for arrow in arrows for key in (arrow.source, arrow.target)}))
    labels = kg.labels(keys)
    return [Box(key, labels.get(key, key.local), ", ".join(sorted(notes.get(key, ())))) for key in keys]


def _rows(kg: KnowledgeGraph, text: str) -> list[dict[str, Any]]:
    found = kg.solutions(f"{PROLOGUE}\n{text}")
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _kind(modality: IRI) -> str:
    return modality.local.partition("-")[2]


def _told(modality: str, direction: str) -> str:
    """Return how a prospect is told of; who refuses it is against it anyway."""
    return f"{modality} not to be" if direction == "against" and modality != "refused" else modality
