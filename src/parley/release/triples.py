"""Sorted N-Triples, and what is made from them without any choice that could differ between two runs.

Blank nodes, which only vocabulary and shapes have, get the labels of RDF Dataset Canonicalization (RDFC-1.0).
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from parley.rdf.terms import BASE, PREFIXES
from parley.rdf.turtle import Turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_DOCUMENT = f"<{PREFIXES['doc']}".encode()
PUBLISHED_PREFIXES = {
    **PREFIXES,
    "candidate": BASE + "candidate/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "derivation": BASE + "derivation/",
    "np": "http://www.nanopub.org/nschema#",
    "prov": "http://www.w3.org/ns/prov#",
    "query": BASE + "query/",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}


def read(paths: Iterable[Path]) -> bytes:
    """Return the triples of Turtle files as sorted N-Triples, with canonical blank nodes.

    Raises:
        SourceFileError: If a file cannot be read or parsed.
    """
    triples: list[ox.Quad] = []
    for path in paths:
        triples += Turtle(path).triples()
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    if b"_:" in lines:
        dataset = ox.Dataset(triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = ox.serialize(dataset, format=ox.RdfFormat.N_TRIPLES) or b""
    return ordered(lines)


def ordered(*parts: bytes) -> bytes:
    """Return the lines of N-Triples sorted by subject, the class first, each once."""
    lines = b"".join(parts).splitlines(keepends=True)  # of bytes: at line ends alone, which no literal has unescaped
    lines.sort(key=_place)  # parts that are sorted already are merged, which a set would not be
    return b"".join(dict.fromkeys(lines))


def _place(line: bytes) -> tuple[bytes, bool, bytes]:
    subject, predicate, _ = line.split(b" ", 2)
    return subject, predicate != _TYPE, line


def turtle(lines: bytes) -> Iterator[bytes]:
    """Yield sorted N-Triples as Turtle, in pieces: grouped by subject, each document with its IRI as the base."""
    used = {prefix: iri for prefix, iri in PUBLISHED_PREFIXES.items() if f"<{iri}".encode() in lines}
    yield "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(used.items())).encode()
    for piece, base in _pieces(lines):
        yield _statements(piece, used, base)


def _pieces(lines: bytes) -> Iterator[tuple[bytes, str | None]]:
    """Yield what is said of each document and of its fragments, with its IRI, and what is between them."""
    for document, of_it in groupby(lines.splitlines(keepends=True), _document):
        yield b"".join(of_it), document


def _document(line: bytes) -> str | None:
    """Return the document of which, or of a fragment of which, a triple speaks."""
    subject = line.partition(b" ")[0]
    return subject[1:-1].partition(b"#")[0].decode() if subject.startswith(_DOCUMENT) else None


def _statements(lines: bytes, prefixes: dict[str, str], base: str | None) -> bytes:
    """Return the statements with a blank line between subjects; no literal has a line end that is not escaped."""
    if base:
        prefixes = {prefix: iri for prefix, iri in prefixes.items() if prefix != "doc"}
    text = ox.serialize(_parsed(lines), format=ox.RdfFormat.TURTLE, prefixes=prefixes, base_iri=base) or b""
    header = re.match(rb"(?:@.*\n)*", text)
    body = text[header.end() if header else 0 :].removesuffix(b"\n").replace(b" .\n", b" .\n\n")
    return (f"\n@base <{base}> .\n" if base else "").encode() + b"\n" + body + b"\n"


def to_turtle(lines: bytes, path: Path) -> None:
    """Write sorted N-Triples as Turtle; see :func:`turtle`."""
    with path.open("wb") as out:
        out.writelines(turtle(lines))


def to_trig(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write TriG in the given order."""
    with path.open("wb") as out:
        ox.serialize(quads, out, format=ox.RdfFormat.TRIG, prefixes=PUBLISHED_PREFIXES)


def _parsed(lines: bytes) -> Iterable[ox.Triple]:
    return (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))


def to_jsonld(lines: bytes, path: Path) -> None:
    """Write JSON-LD 1.1 with a context of its own, which are prefixes; nothing is fetched. Each thing is a line."""
    # To JSON-LD, <id:x> would be x with the prefix id: a scheme that an IRI of the data has is no prefix here.
    prefixes = {p: iri for p, iri in PUBLISHED_PREFIXES.items() if f"<{p}:".encode() not in lines}
    context = json.dumps(prefixes, indent=1)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {context},\n"@graph": [')
        between = "\n"
        for piece, _ in _pieces(lines):  # one after the other: the parsed form of a large graph is larger by far
            for node in json.loads(ox.serialize(_parsed(piece), format=ox.RdfFormat.JSON_LD) or b"[]"):
                out.write(between + json.dumps(_compact(node, prefixes), ensure_ascii=False))
                between = ",\n"
        out.write("\n]}\n")


def _compact(node: dict[str, Any], prefixes: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key == "@id":
            found["@id"] = _curie(value, prefixes)
            continue
        values = [_compact_value(one, prefixes) for one in value]
        if key == _TYPE[1:-1].decode():
            found |= _kinds(_curie(key, prefixes), values)
        else:
            found[_curie(key, prefixes)] = values[0] if len(values) == 1 else values
    return found


def _kinds(name: str, values: list[Any]) -> dict[str, Any]:
    """Return the classes of a node as @type, which takes IRIs alone, and what else is given as one by its property."""
    classes = [value["@id"] for value in values if isinstance(value, dict) and "@id" in value]
    others = [value for value in values if not (isinstance(value, dict) and "@id" in value)]
    return ({"@type": classes} if classes else {}) | ({name: others} if others else {})


def _compact_value(value: dict[str, Any], prefixes: dict[str, str]) -> Any:
    if set(value) == {"@value"}:
        return value["@value"]
    return {key: _curie(one, prefixes) if key in ("@id", "@type") else one for key, one in value.items()}


def _curie(iri: str, prefixes: dict[str, str]) -> str:
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
