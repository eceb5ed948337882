"""The two pictures of the site: who is tied to whom, and how prospects hang on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from parley.release.site.diagram import Arrow, Box, can_draw, place, to_svg
from parley.release.site.tellings import select, tellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from parley.graph.core import Core
    from parley.rdf.terms import IRI

NETWORK_HINT = "Solid lines: told as actual. Dashed lines: threatened, demanded or undertaken."
MAP_HINT = (
    "A rounded box is something that may come about, with the ways in which it is told of; it is not told as a fact. "
    "A square box is a position, or something that is told as actual, on which such a thing hangs. "
    "Solid lines lead from a case to what it is a case of, in the judgement of the curators. "
    "Dashed lines lead from a condition to what is told to hang on it."
)
#: More arrows than this make a picture that nobody can read; the tables of the site say the same.
MOST_ARROWS = 400

_CASES = "SELECT DISTINCT ?from ?to WHERE { ?from parley:caseOf ?to }"
_CONDITIONS = """SELECT DISTINCT ?node ?word ?other WHERE {
  VALUES (?link ?word) { (parley:conditionalOn "if") (parley:unless "if not") (parley:requiredFor "for") }
  ?node ?link ?other .
}"""
_PROSPECTS = "SELECT ?prospect WHERE { ?prospect a parley:Prospect }"
_TOLD_AS = {"actual": "told as actual", "evaluative": "told as an assessment"}
_STATED = """SELECT DISTINCT ?node ?modality WHERE {
  VALUES ?modality { code:modality-actual code:modality-evaluative }
  ?class parley:impliesModality ?modality .
  ?node a ?class .
}"""


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
        """Return it as SVG, or None where there is nothing to draw, more than anybody could read, or no Graphviz.

        Args:
            href: Where the box of an IRI leads to; None for boxes that lead nowhere.
        """
        if not (0 < len(self.arrows) <= MOST_ARROWS and can_draw()):
            return None
        boxes = [box._replace(href=href(cast("IRI", box.key)) if href else "") for box in self.boxes]
        return to_svg(place(boxes, self.arrows, across=self.across), title=self.title, description=self.hint)


def network(kg: Core) -> Picture:
    """Return the ties of the stored query ``actors.network``."""
    rows: list[dict[str, Any]] = [row.as_dict() for row in kg.queries.actors.network()]
    arrows = sorted({Arrow(row["actor"], row["other"], row["relation"], _kind(row["modality"])) for row in rows})
    return Picture("Who is tied to whom", NETWORK_HINT, _boxes(kg, arrows, {}), arrows, across=False)


def prospects(kg: Core) -> Picture:
    """Return how prospects hang on each other, without those that hang on none."""
    arrows = {Arrow(row["from"], row["to"], "a case of", "kind") for row in select(kg, _CASES)}
    told = {telling.node: telling for telling in tellings(kg)}
    open_ones = {row["prospect"] for row in select(kg, _PROSPECTS)}
    for row in select(kg, _CONDITIONS):
        telling, other = told.get(row["node"]), row["other"]
        if telling and row["word"] == "for":
            label = "required for" if other in open_ones else "required in view of"
            arrows.add(Arrow(telling.prospect, other, label, telling.modality))
        elif telling:
            arrows.add(Arrow(other, telling.prospect, telling.words(row["word"]), telling.modality))
    drawn = sorted(arrows)
    notes: dict[str, set[str]] = {}
    for telling in told.values():
        notes.setdefault(telling.prospect, set()).add(telling.words())
        notes.setdefault(telling.node, set()).add(telling.words())
    notes |= {row["node"]: {_TOLD_AS[_kind(row["modality"])]} for row in select(kg, _STATED)}
    boxes = [box._replace(square=box.key not in open_ones) for box in _boxes(kg, drawn, notes)]
    return Picture("What hangs on what", MAP_HINT, boxes, drawn, across=True)


def _boxes(kg: Core, arrows: list[Arrow], notes: dict[str, set[str]]) -> list[Box]:
    keys = cast("list[IRI]", sorted({key for arrow in arrows for key in (arrow.source, arrow.target)}))
    labels = kg.labels(keys)
    return [Box(key, labels.get(key, key.local), "; ".join(sorted(notes.get(key, ())))) for key in keys]


def _kind(modality: IRI) -> str:
    return modality.local.partition("-")[2]
