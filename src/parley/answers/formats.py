"""Rows as table, Markdown, HTML, CSV, TSV and JSON.

CSV and TSV follow SPARQL 1.1 Query Results CSV and TSV Formats, but for the line end of CSV,
which is ``\\n``; JSON follows RFC 8259.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.rdf.terms import IRI, lexical, turtle
from parley.text.printable import printable, text_width, xml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.answers.proof import Proof
    from parley.answers.table import Record, Table
    from parley.rdf.terms import Value

# How wide a cell may be before it is wrapped: as asked for, then narrower while a line is too long.
_WIDEST = (44, 32, 24, 18, 14, 10)
# Where a cell of a spreadsheet may begin a formula: also after white space and in full width, as OWASP's page on CSV
# injection has it, and after what is not seen.
_FORMULA = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]"
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_EXACT = 2**53
_MOST_PROOFS = 4
#: How a proof is marked by which nobody affirms anything.
_UNAFFIRMED = {"denied": "denied", "unsaid": "not said", "withdrawn": "withdrawn"}


def as_csv(rows: Table, *, labels: bool = False, spreadsheet: bool = False) -> str:
    """Return the rows as CSV; see :meth:`parley.Table.to_csv`."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if spreadsheet else "\n")
    if spreadsheet:
        out.write("\ufeff")
        writer.writerows(map(_safe, line) for line in labelled_and_proved(rows))
    else:
        writer.writerows(map(lexical, line) for line in labelled(rows, labels=labels))
    return out.getvalue()


def labelled(rows: Table, *, labels: bool) -> Iterator[list[Value | None]]:
    """Return the header and the values of each row, perhaps with the label of an IRI in a column beside it."""
    beside = rows.label_columns() if labels else {}
    yield [name for column in rows.columns for name in (column, beside.get(column)) if name]
    for row in rows:
        line: list[Value | None] = []
        for column, value in row.as_dict().items():
            line += [value, row.label(column)] if column in beside else [value]
        yield line


def labelled_and_proved(rows: Table) -> Iterator[list[Value | None]]:
    """Return the rows as a spreadsheet has them: with labels, and with proofs where there are any."""
    header, *lines = labelled(rows, labels=True)
    proofs = [_proof_cell(row) for row in rows]
    if "proof" in rows.columns or not any(proofs):
        yield from [header, *lines]
    else:
        yield [*header, "proof"]
        yield from ([*line, proof] for line, proof in zip(lines, proofs, strict=True))


def _safe(value: Value | None) -> str:
    return spreadsheet_safe(value) if isinstance(value, str) else lexical(value)


def spreadsheet_safe(text: str) -> str:
    """Return the text of a cell with an apostrophe before it where a spreadsheet would take it for a formula.

    Example:
        >>> spreadsheet_safe("=1+1"), spreadsheet_safe("1+1")
        ("'=1+1", '1+1')
    """
    return f"'{text}" if re.match(_FORMULA, text) else text


def as_tsv(rows: Table) -> str:
    """Return the rows as TSV; see :meth:`parley.Table.to_tsv`."""
    written = ["\t".join(f"?{name}" for name in rows.columns)]
    written += ["\t".join("" if value is None else turtle(value) for value in row) for row in rows]
    return "".join(f"{line}\n" for line in written)


def as_json(rows: Table, *, why: bool, labels: bool = False) -> str:
    """Return the rows as JSON; see :meth:`parley.Table.to_json`."""
    import json

    if rows.absence:
        empty = {"rows": [], "absence": rows.absence.as_dict()}
        return json.dumps(empty, ensure_ascii=False, indent=2) + "\n"
    header, *rest = labelled(rows, labels=labels)
    objects = []
    for row, line in zip(rows, rest, strict=True):
        members = {str(name): _json(value) for name, value in zip(header, line, strict=True)}
        if why:
            proofs = [proof.as_dict() for proof in row.why()]
            members["why"] = json.dumps(proofs, ensure_ascii=False, indent=2, default=str).replace("\n", "\n    ")
        inside = ",\n".join(f"    {json.dumps(name, ensure_ascii=False)}: {text}" for name, text in members.items())
        objects.append(f"  {{\n{inside}\n  }}" if inside else "  {}")
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def table(rows: Table, *, proof: bool, width: int | None) -> str:
    """Return the rows as a table for people; see :meth:`parley.Table.to_table`."""
    if not rows.columns:
        return f"{footer(rows)}\n"
    lines = _without_empty([[printable(cell) for cell in line] for line in _cells(rows, proof=proof)])
    drawn = _draw(lines, _WIDEST[0])
    for widest in _WIDEST[1:]:
        if width is None or max(map(text_width, drawn)) <= width:
            break
        drawn = _draw(lines, widest)
    return "\n".join([*drawn, footer(rows)]) + "\n"


def footer(rows: Table) -> str:
    """Return the last line of a table: how many rows, under which view, and why there are none."""
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    view = f", view {rows.view}" if rows.view else ""
    return f"({count}{view}; {printable(str(rows.absence))})" if rows.absence else f"({count}{view})"


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


def markdown(rows: Table) -> str:
    """Return the rows as a Markdown table; see :meth:`parley.Table.to_markdown`."""
    header, *cells = _cells(rows, proof=True)
    lines = [header, ["---"] * len(header), *cells]
    why = f"\n{_escaped(footer(rows))}\n" if rows.absence else ""
    return "".join(f"| {' | '.join(map(_escaped, line))} |\n" for line in lines) + why


def _escaped(cell: str) -> str:
    """Return a cell without what Markdown takes for HTML, a link, code, emphasis or the end of the cell."""
    from html import escape

    marked = re.sub(r"[\\`*|]|(?<=\])\(", r"\\\g<0>", escape(cell, quote=False))
    return "<br>".join(map(printable, re.split(r"\r\n|\r|\n", marked)))


def html(rows: Table) -> str:
    """Return the rows as an HTML table, for notebooks."""
    from html import escape

    header, *cells = _cells(rows, proof=True)
    head = "".join(f"<th scope='col'>{escape(xml_text(cell))}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td dir='auto'>{escape(xml_text(cell))}</td>" for cell in line) + "</tr>" for line in cells
    )
    why = f"<p>{escape(xml_text(footer(rows)))}</p>" if rows.absence else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{why}"


def _cells(rows: Table, *, proof: bool) -> list[list[str]]:
    """Return the header and a line of cells for each row, as people read them."""
    labels = rows.labels()
    show = _shower(labels)
    header = list(rows.columns)
    cells = [[show(value) for value in row] for row in rows]
    if proof and any(rows.proofs(row) for row in rows):
        header.append("proof")
        for row, line in zip(rows, cells, strict=True):
            line.append(_proof_cell(row))
    return [header, *cells]


def _shower(labels: dict[IRI, str]) -> Callable[[Value | None], str]:
    def show(value: Value | None) -> str:
        if isinstance(value, IRI):
            return labels.get(value) or _fragment(value)
        return lexical(value)

    return show


def _fragment(iri: IRI) -> str:
    if "/derivation/" in iri:
        return f"derivation {iri.local[:8]}…"
    return iri.partition("#")[2] if "/doc/" in iri and "#" in iri else iri.curie


def _proof_cell(row: Record) -> str:
    references = [_reference(proof) for proof in row.why()]
    more = len(references) - _MOST_PROOFS
    return "; ".join(references[:_MOST_PROOFS]) + (f"; and {more} more" if more > 0 else "")


def _reference(proof: Proof) -> str:
    spans = ", ".join(f"{p.start}–{p.end}" for p in proof.passages)
    firm = [proof.certainty] if proof.certainty not in (None, "flat") else []
    denied = [_UNAFFIRMED[proof.standing]] if proof.standing in _UNAFFIRMED else []
    return " ".join([_fragment(proof.iri), *firm, *denied, f"[{spans or proof.name}]"])


def _json(value: Value | None) -> str:
    """Return a value as JSON: a number as one only where a reader of 64-bit numbers gets the very same."""
    from json import dumps

    from parley.rdf.typed import TypedBoolean

    if value is None:
        return "null"
    if isinstance(value, (bool, TypedBoolean)):
        return "true" if value else "false"
    text = lexical(value)
    number = _exact(value)
    if number is None:
        return dumps(text, ensure_ascii=False)
    return text if re.fullmatch(_NUMBER, text) else number


def _exact(value: Value) -> str | None:
    """Return the digits of a number that 64 bits with a floating point hold, or None for any other value."""
    from decimal import Decimal
    from math import isfinite

    match value:
        case int():
            return int.__repr__(value) if abs(value) <= _EXACT else None
        case float():
            return float.__repr__(value) if isfinite(value) else None
        case Decimal():
            near = float(value)
            return f"{Decimal(value):f}" if isfinite(near) and Decimal(repr(near)) == value else None
    return None


def _pad(text: str, width: int) -> str:
    return text + " " * (width - text_width(text))


def _wrap(cell: str, widest: int) -> list[str]:
    if len(cell) <= widest:
        return [cell]
    from textwrap import wrap

    return wrap(cell, widest) or [""]
