"""Boxes and labelled arrows as SVG: Graphviz places them, so that no box or label lies on another.

Widths are reckoned from the number of letters, not from the fonts of a machine: the same boxes and arrows give the
same picture everywhere.
"""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from parley.text.printable import text_width, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Sizes in pixels: of a letter and a line in boxes, of a letter and a line on arrows, and the space inside a box.
LETTER, LINE, SMALL_LETTER, SMALL_LINE, PAD = 7.6, 18, 6.9, 16, 12
MARGIN = 12
COLOURS = {
    "actual": "#1f3a5f",
    "threatened": "#b3261e",
    "demanded": "#8a5a00",
    "undertaken": "#2e6b3f",
    "feared": "#7a2e7a",
    "predicted": "#5b3a8c",
    "required": "#8a5a00",
    "kind": "#5f6b76",
}
_OTHER = "#3d4852"
_SOLID = ("actual", "kind")
_POINTS = 72.0  # an inch of Graphviz


class Box(NamedTuple):
    """A thing of the picture.

    Attributes:
        key: What arrows call it.
        label: What is written in it.
        note: What is written below the label, smaller; may be empty.
        href: Where it leads; may be empty.
        square: Whether its corners are not rounded.
    """

    key: str
    label: str
    note: str = ""
    href: str = ""
    square: bool = False


class Arrow(NamedTuple):
    """A labelled arrow from one box to another.

    Attributes:
        source: The key of the box where it begins.
        target: The key of the box that it points at.
        label: What is written on it.
        kind: The modality that it is drawn by; what is not told as actual is dashed.
    """

    source: str
    target: str
    label: str
    kind: str


class Text(NamedTuple):
    """Lines of text around a middle."""

    x: float
    y: float
    lines: tuple[str, ...]


class PlacedBox(NamedTuple):
    """A box with its upper left corner and its size, in pixels."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    label: Text
    note: Text


class PlacedArrow(NamedTuple):
    """An arrow with its Bézier curve, as the ``d`` of an SVG path."""

    arrow: Arrow
    path: str
    label: Text
    colour: str
    dashed: bool


class Diagram(NamedTuple):
    """A picture, in pixels, with the origin in the upper left corner."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of the arrows, with their colours."""
        return sorted({(a.arrow.kind, a.colour) for a in self.arrows})


def can_draw() -> bool:
    """Whether Graphviz and its Python library are there."""
    try:
        import pygraphviz  # noqa: F401
    except ImportError:
        return False
    return True


def place(boxes: Iterable[Box], arrows: Iterable[Arrow], *, across: bool = False, letters: int = 22) -> Diagram:
    """Lay out a picture in layers, by Graphviz's ``dot`` (Gansner et al., A Technique for Drawing Directed Graphs).

    Args:
        boxes: The boxes; the same order gives the same picture.
        arrows: The arrows between them.
        across: Whether layers follow each other from left to right, and not from top to bottom.
        letters: After how many letters a label is broken.

    Example:
        >>> diagram = place([Box("a", "Iran"), Box("b", "IRGC")], [Arrow("b", "a", "organ of", "actual")])
        >>> [placed.box.label for placed in diagram.boxes], diagram.arrows[0].label.lines
        (['IRGC', 'Iran'], ('organ of',))
    """
    drawn = {str(number): box for number, box in enumerate(boxes)}
    ties = list(arrows)
    found = _layout(drawn, ties, across=across, letters=letters)
    left, bottom, right, top = map(float, found["bb"].split(","))
    height = top - bottom + 2 * MARGIN

    def point(text: str) -> tuple[float, float]:
        x, y = text.split(",")
        return float(x) - left + MARGIN, height - MARGIN - (float(y) - bottom)

    placed = [  # in the order in which they are read, which is that of the keyboard as well
        _placed(drawn[node["name"]], point(node["pos"]), node, letters)
        for node in found.get("objects", ())
        if node["name"] in drawn
    ]
    placed.sort(key=lambda one: (one.x + one.y, one.y) if across else (one.y, one.x))
    lines = {edge["id"]: edge for edge in found.get("edges", ())}
    curves = []
    for number, tie in enumerate(ties):
        edge = lines[f"tie{number}"]
        start, *rest = [point(part) for part in edge["pos"].split()]
        path = f"M{start[0]:.0f} {start[1]:.0f} C" + " ".join(f"{x:.0f} {y:.0f}" for x, y in rest)
        colour = COLOURS.get(tie.kind, _OTHER)
        label = Text(*point(edge["lp"]), (tie.label,))
        curves.append(PlacedArrow(tie, path, label, colour, tie.kind not in _SOLID))
    return Diagram(right - left + 2 * MARGIN, height, tuple(placed), tuple(curves))


def _layout(boxes: dict[str, Box], arrows: Sequence[Arrow], *, across: bool, letters: int) -> dict[str, Any]:
    import pygraphviz

    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(rankdir="LR" if across else "TB", nodesep="0.3", ranksep="0.5", remincross="true")
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    graph.edge_attr.update(dir="none")
    names = {box.key: name for name, box in boxes.items()}
    for name, box in boxes.items():
        width, height = _size(box, letters)
        graph.add_node(name, width=width / _POINTS, height=height / _POINTS)
    for number, arrow in enumerate(arrows):
        # A cell of a fixed size stands for the label, whose size in a font would differ between machines.
        size = f'WIDTH="{text_width(arrow.label) * SMALL_LETTER + 6:.0f}" HEIGHT="{SMALL_LINE}"'
        label = f'<<TABLE BORDER="0" CELLBORDER="0" FIXEDSIZE="TRUE" {size}><TR><TD></TD></TR></TABLE>>'
        graph.add_edge(names[arrow.source], names[arrow.target], key=str(number), id=f"tie{number}", label=label)
    found: dict[str, Any] = json.loads(graph.draw(format="json0", prog="dot"))
    return found


def _size(box: Box, letters: int) -> tuple[float, float]:
    label, note = _wrapped(box.label, letters), _wrapped(box.note, letters + 4)
    width = max(
        max((text_width(line) * LETTER for line in label), default=0),
        max((text_width(line) * SMALL_LETTER for line in note), default=0),
    )
    return width + 2 * PAD, len(label) * LINE + len(note) * SMALL_LINE + PAD


def _placed(box: Box, middle: tuple[float, float], node: dict[str, str], letters: int) -> PlacedBox:
    width, height = float(node["width"]) * _POINTS, float(node["height"]) * _POINTS
    x, y = middle
    label, note = _wrapped(box.label, letters), _wrapped(box.note, letters + 4)
    top = y - (len(label) * LINE + len(note) * SMALL_LINE) / 2
    below = Text(x, top + len(label) * LINE + SMALL_LINE / 2, note)
    return PlacedBox(box, x - width / 2, y - height / 2, width, height, Text(x, top + LINE / 2, label), below)


def _wrapped(text: str, letters: int) -> tuple[str, ...]:
    return tuple(wrap(text, letters))


def to_svg(diagram: Diagram, *, title: str, description: str) -> str:
    """Return the picture as SVG 1.1.

    Args:
        diagram: What is drawn.
        title: What it shows, for people who cannot see it.
        description: How to read it.
    """
    from parley.release.site.templating import environment

    template = environment().get_template("diagram.svg")
    drawn = template.render(diagram=diagram, title=title, description=description, line=LINE, small=SMALL_LINE)
    return xml_text(drawn)  # a character that is one escaped is one as well, and XML has no escape for these
