"""Rows as table, Markdown, HTML, CSV, TSV and JSON.

CSV and TSV follow SPARQL 1.1 Query Results CSV and TSV Formats, but for the line end of CSV,
which is ``\\n``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.terms import IRI, BlankNode, serialise

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from parley.proof import Proof
    from parley.rows import Row, Rows
    from parley.terms import Value

# How wide a cell may be before it is wrapped: as asked for, then narrower while a line is too long.
_WIDEST = (44, 32, 24, 18, 14, 10)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # a terminal would obey it
_MOST_PROOFS = 4
#: How a proof is marked by which nobody affirms anything.
_UNAFFIRMED = {"denied": "denied", "unsaid": "not said", "withdrawn": "withdrawn"}


def as_csv(rows: Rows) -> str:
    """Return the rows as CSV; see :meth:`parley.Rows.to_csv`."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue()


def as_tsv(rows: Rows) -> str:
    """Return the rows as TSV; see :meth:`parley.Rows.to_tsv`."""
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += ["\t".join(_turtle(value) for value in row) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def as_json(rows: Rows, *, why: bool) -> str:
    """Return the rows as JSON; see :meth:`parley.Rows.to_json`."""
    import json

    if rows.absence:
        empty = {"rows": [], "absence": rows.absence.as_dict()}
        return json.dumps(empty, ensure_ascii=False, indent=2) + "\n"
    objects = []
    for row in rows:
        entry: dict[str, object] = {name: _jsonable(value) for name, value in row.as_dict().items()}
        if why:
            entry["why"] = [proof.as_dict() for proof in row.why()]
        objects.append(entry)
    return json.dumps(objects, ensure_ascii=False, indent=2, default=str) + "\n"


def table(rows: Rows, *, proof: bool, width: int | None) -> str:
    """Return the rows as a table for people; see :meth:`parley.Rows.to_table`."""
    lines = _without_empty(_cells(rows, proof=proof))
    drawn = _draw(lines, _WIDEST[0])
    for widest in _WIDEST[1:]:
        if width is None or max(map(text_width, drawn)) <= width:
            break
        drawn = _draw(lines, widest)
    return "\n".join([*drawn, footer(rows)]) + "\n"


def footer(rows: Rows) -> str:
    """Return the last line of a table: how many rows, under which view, and why there are none."""
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    view = f", view {rows.view}" if rows.view else ""
    return f"({count}{view}; {rows.absence})" if rows.absence else f"({count}{view})"


def _without_empty(lines: list[list[str]]) -> list[list[str]]:
    header, *cells = lines
    filled = [i for i in range(len(header)) if any(line[i] for line in cells)]
    kept = filled or range(len(header))
    return [[line[i] for i in kept] for line in lines]


def _draw(lines: list[list[str]], widest: int) -> list[str]:
    wrapped = [[_wrap(cell, widest) for cell in line] for line in lines]
    widths = [max(text_width(part) for line in wrapped for part in line[i]) for i in range(len(lines[0]))]
    drawn = []
    for number, line in enumerate(wrapped):
        for depth in range(max(len(cell) for cell in line)):
            parts = [cell[depth] if depth < len(cell) else "" for cell in line]
            drawn.append("  ".join(_pad(p, w) for p, w in zip(parts, widths, strict=True)).rstrip())
        if number == 0:
            drawn.append("  ".join("─" * width for width in widths))
    return drawn


def markdown(rows: Rows) -> str:
    """Return the rows as a Markdown table; see :meth:`parley.Rows.to_markdown`."""
    header, *cells = _cells(rows, proof=True)
    lines = [header, ["---"] * len(header), *cells]
    escaped = ([cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines)
    why = f"\n{footer(rows)}\n" if rows.absence else ""
    return "".join(f"| {' | '.join(line)} |\n" for line in escaped) + why


def html(rows: Rows) -> str:
    """Return the rows as an HTML table, for notebooks."""
    from html import escape

    header, *cells = _cells(rows, proof=True)
    head = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td dir='auto'>{escape(cell)}</td>" for cell in line) + "</tr>" for line in cells)
    why = f"<p>{escape(footer(rows))}</p>" if rows.absence else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{why}"


def _cells(rows: Rows, *, proof: bool) -> list[list[str]]:
    """Return the header and a line of cells for each row, as people read them."""
    labels = rows.labels()
    show = _shower(labels)
    header = list(rows.columns)
    cells = [[_CONTROL.sub("\ufffd", show(value)) for value in row] for row in rows]
    if proof and any(rows.proofs(row) for row in rows):
        header.append("proof")
        for row, line in zip(rows, cells, strict=True):
            line.append(_proof_cell(row))
    return [header, *cells]


def _shower(labels: dict[IRI, str]) -> Callable[[Value | None], str]:
    def show(value: Value | None) -> str:
        if isinstance(value, IRI):
            return labels.get(value) or _fragment(value)
        return _plain(value)

    return show


def _fragment(iri: IRI) -> str:
    if "/derivation/" in iri:
        return f"derivation {iri.local[:8]}…"
    return iri.partition("#")[2] if "/doc/" in iri and "#" in iri else iri.curie


def _proof_cell(row: Row) -> str:
    references = [_reference(proof) for proof in row.why()]
    more = len(references) - _MOST_PROOFS
    return "; ".join(references[:_MOST_PROOFS]) + (f"; and {more} more" if more > 0 else "")


def _reference(proof: Proof) -> str:
    spans = ", ".join(f"{p.start}–{p.end}" for p in proof.passages)
    firm = [proof.certainty] if proof.certainty not in (None, "flat") else []
    denied = [_UNAFFIRMED[proof.standing]] if proof.standing in _UNAFFIRMED else []
    return " ".join([_fragment(proof.iri), *firm, *denied, f"[{spans or proof.name}]"])


def _plain(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _turtle(value: Value | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, BlankNode) else serialise(value)


def _jsonable(value: Value | None) -> object:
    from decimal import Decimal as Number

    if isinstance(value, Number):
        return _number(value)
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def text_width(text: str) -> int:
    """Return how many letters wide a text is: wide characters count twice, combining ones not at all."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - text_width(text))


def _wrap(cell: str, widest: int) -> list[str]:
    if len(cell) <= widest:
        return [cell]
    from textwrap import wrap

    return wrap(cell, widest) or [""]
