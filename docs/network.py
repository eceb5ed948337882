"""Draw the actor network of the README as SVG, from the library's own query.

    python docs/network.py docs/network.svg            # draw it
    python docs/network.py --check docs/network.svg    # exit 1 if it is not what the query gives

The layout is Sugiyama's, by grandalf. What a text presents as actual is a solid line; what is
only threatened, demanded or promised is dashed.
"""

from __future__ import annotations

import argparse
import sys
from html import escape
from pathlib import Path
from typing import NamedTuple

import parley

try:
    from grandalf.graphs import Edge, Graph, Vertex
    from grandalf.layouts import SugiyamaLayout
except ImportError:
    sys.exit("docs/network.py needs grandalf: install the extra, pip install -e '.[dev]'")

LINE, LETTER, PAD = 18, 7.4, 12
COLOURS = {"actual": "#1f3a5f", "threatened": "#b3261e", "demanded": "#8a5a00", "undertaken": "#2e6b3f"}
WRAP = 22


class Tie(NamedTuple):
    """One line of the picture."""

    source: str
    target: str
    relation: str
    modality: str


class Rectangle(NamedTuple):
    """A stretch of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def meets(self, other: Rectangle) -> bool:
        """Whether it overlaps another."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)


class Curve(NamedTuple):
    """A quadratic Bézier curve: start, control point, end."""

    start: tuple[float, float]
    control: tuple[float, float]
    end: tuple[float, float]

    def at(self, t: float) -> tuple[float, float]:
        """Return the point at a parameter from 0 to 1."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        x, y = (a * self.start[k] + b * self.control[k] + c * self.end[k] for k in (0, 1))
        return x, y


class Box:
    """A node as grandalf wants it: a width and a height, and after the layout a centre."""

    def __init__(self, label: str) -> None:
        self.lines = _wrapped(label)
        self.w = max(len(line) for line in self.lines) * LETTER + 2 * PAD
        self.h = len(self.lines) * LINE + PAD
        self.xy = (0.0, 0.0)


def ties(kg: parley.KnowledgeGraph) -> list[Tie]:
    """Return the ties of the stored query ``actors.network``, each once."""
    rows = kg.queries.actors.network()
    label = rows.labels()
    found = {
        Tie(label[row.actor], label[row.other], row.relation, row.modality.local.partition("-")[2]) for row in rows
    }
    return sorted(found)


def draw(lines: list[Tie]) -> str:
    """Return the picture of the ties."""
    boxes = _place(lines)
    left = min(b.xy[0] - b.w / 2 for b in boxes.values()) - 90
    top = min(b.xy[1] - b.h / 2 for b in boxes.values()) - 30
    for box in boxes.values():
        box.xy = (box.xy[0] - left, box.xy[1] - top)
    width = round(max(b.xy[0] + b.w / 2 for b in boxes.values()) + 90)
    height = round(max(b.xy[1] + b.h / 2 for b in boxes.values()) + 30)
    parts = [
        _head(width, height),
        "<title>Who is tied to whom, as the article tells it</title>",
        "<desc>Solid lines: told as actual. Dashed lines: threatened, demanded or promised.</desc>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_markers(),
        *_edges(lines, boxes),
        *(_box(box) for _, box in sorted(boxes.items())),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _head(width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="13" role="img">'
    )


def _place(lines: list[Tie]) -> dict[str, Box]:
    names = sorted({name for tie in lines for name in (tie.source, tie.target)})
    vertices = {name: Vertex(name) for name in names}
    boxes = {name: Box(name) for name in names}
    for name, vertex in vertices.items():
        vertex.view = boxes[name]
    pairs = sorted({(tie.source, tie.target) for tie in lines})
    graph = Graph([vertices[n] for n in names], [Edge(vertices[a], vertices[b]) for a, b in pairs])
    offset = 0.0
    for component in graph.C:
        layout = SugiyamaLayout(component)
        layout.xspace, layout.yspace = 70, 110
        layout.init_all()
        layout.draw(12)
        members = [vertex.view for vertex in component.sV]
        shift = offset - min(b.xy[0] - b.w / 2 for b in members)
        for box in members:
            box.xy = (box.xy[0] + shift, box.xy[1])
        offset = max(b.xy[0] + b.w / 2 for b in members) + 80
    return boxes


def _edges(lines: list[Tie], boxes: dict[str, Box]) -> list[str]:
    """Draw each tie as the straightest curve whose line and label meet no box and no other label."""
    labels: list[Rectangle] = []
    drawn = []
    for tie in lines:
        source, target = boxes[tie.source], boxes[tie.target]
        others = [_rectangle(box) for box in boxes.values() if box not in (source, target)]
        every = [_rectangle(box) for box in boxes.values()]
        curves = [_curve(source, target, bend) for bend in sorted(range(-480, 481, 20), key=lambda b: (abs(b), b))]
        curve = next((c for c in curves if _is_clear(c, tie, others, [*every, *labels])), curves[0])
        labels.append(_label(curve, tie))
        drawn.append(_edge(tie, curve))
    return drawn


def _curve(source: Box, target: Box, bend: float) -> Curve:
    (x1, y1), (x2, y2) = source.xy, target.xy
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
    middle = ((x1 + x2) / 2 - (y2 - y1) / length * bend, (y1 + y2) / 2 + (x2 - x1) / length * bend)
    return Curve(_border(source, *middle), middle, _border(target, *middle))


def _label(curve: Curve, tie: Tie) -> Rectangle:
    x, y = curve.at(0.5)
    half = len(tie.relation) * 3.4 + 4
    return Rectangle(x - half, y - 10, x + half, y + 10)


def _rectangle(box: Box) -> Rectangle:
    x, y = box.xy
    return Rectangle(x - box.w / 2 - 4, y - box.h / 2 - 4, x + box.w / 2 + 4, y + box.h / 2 + 4)


def _is_clear(curve: Curve, tie: Tie, boxes: list[Rectangle], all_of_them: list[Rectangle]) -> bool:
    label = _label(curve, tie)
    points = [curve.at(step / 24) for step in range(25)]
    return not any(box.holds(*point) for box in boxes for point in points) and not any(
        label.meets(rectangle) for rectangle in all_of_them
    )


def _edge(tie: Tie, curve: Curve) -> str:
    (sx, sy), (mx, my), (tx, ty) = curve
    x, y = curve.at(0.5)
    colour = COLOURS[tie.modality]
    dash = "" if tie.modality == "actual" else ' stroke-dasharray="6 4"'
    return (
        f'<path d="M{sx:.0f} {sy:.0f} Q{mx:.0f} {my:.0f} {tx:.0f} {ty:.0f}" fill="none" stroke="{colour}" '
        f'stroke-width="1.6" marker-end="url(#{tie.modality})"{dash}/>'
        f'<text x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle" fill="{colour}" font-size="12" '
        f'stroke="#ffffff" stroke-width="5" paint-order="stroke">{escape(tie.relation)}</text>'
    )


def _border(box: Box, x: float, y: float) -> tuple[float, float]:
    """Return where the line from the middle of a box to a point leaves the box."""
    dx, dy = x - box.xy[0], y - box.xy[1]
    scale = min((box.w / 2 + 3) / abs(dx) if dx else float("inf"), (box.h / 2 + 3) / abs(dy) if dy else float("inf"))
    return box.xy[0] + dx * scale, box.xy[1] + dy * scale


def _box(box: Box) -> str:
    x, y = box.xy
    rect = (
        f'<rect x="{x - box.w / 2:.0f}" y="{y - box.h / 2:.0f}" width="{box.w:.0f}" height="{box.h:.0f}" '
        'rx="6" fill="#eef3f8" stroke="#1f3a5f"/>'
    )
    first = y - (len(box.lines) - 1) * LINE / 2 + 4.5
    texts = (
        f'<text x="{x:.0f}" y="{first + i * LINE:.0f}" text-anchor="middle">{escape(line)}</text>'
        for i, line in enumerate(box.lines)
    )
    return rect + "".join(texts)


def _markers() -> list[str]:
    return [
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0 0 L10 5 L0 10 z" fill="{colour}"/></marker>'
        for name, colour in sorted(COLOURS.items())
    ]


def _wrapped(label: str) -> list[str]:
    from textwrap import wrap

    return wrap(label, WRAP)


def main() -> int:
    """Draw the picture, or check that it is drawn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    picture = draw(ties(parley.connect()))
    if not options.check:
        options.path.write_text(picture, encoding="utf-8")
        return 0
    if options.path.read_text(encoding="utf-8") == picture:
        return 0
    sys.stderr.write(f"{options.path} is not what the query gives; run: python docs/network.py {options.path}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
