"""Sorted N-Triples, and what is made from them without any choice that could differ between two runs.

Blank nodes, which only vocabulary and shapes have, get the labels of RDF Dataset Canonicalization (RDFC-1.0).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from parley.errors import SourceFileError
from parley.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TYPE = f"<{PREFIXES['rdf']}type> ".encode()
_FIRST = b"<!> "  # sorts before every IRI, so that the class of a thing is said first
PUBLISHED_PREFIXES = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "np": "http://www.nanopub.org/nschema#",
    "prov": "http://www.w3.org/ns/prov#",
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
        try:
            triples += ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise SourceFileError(str(path), error.lineno, " ".join(str(error.msg).split())) from None
        except OSError as error:
            raise SourceFileError(str(path), None, f"cannot be read: {str(error).partition(' (os')[0]}") from None
    dataset = ox.Dataset(triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return ordered(ox.serialize(dataset, format=ox.RdfFormat.N_TRIPLES) or b"")


def ordered(*parts: bytes) -> bytes:
    """Return the lines of N-Triples sorted by subject, the class first, each once."""
    marked = b"".join(parts).replace(_TYPE, _FIRST)
    return b"".join(sorted(set(marked.splitlines(keepends=True)))).replace(_FIRST, _TYPE)


def to_turtle(lines: bytes, path: Path) -> None:
    """Write Turtle, grouped by subject, with the prefixes that Parley uses."""
    used = {prefix: iri for prefix, iri in PUBLISHED_PREFIXES.items() if iri.encode() in lines}
    with path.open("wb") as out:
        ox.serialize(_parsed(lines), out, format=ox.RdfFormat.TURTLE, prefixes=used)


def to_trig(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write TriG in the given order."""
    with path.open("wb") as out:
        ox.serialize(quads, out, format=ox.RdfFormat.TRIG, prefixes=PUBLISHED_PREFIXES)


def _parsed(lines: bytes) -> Iterable[ox.Triple]:
    return (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))


def to_jsonld(lines: bytes, path: Path) -> None:
    """Write JSON-LD 1.1 with a context of its own: prefixes, and nothing that must be fetched."""
    expanded = json.loads(ox.serialize(_parsed(lines), format=ox.RdfFormat.JSON_LD) or b"[]")
    document = {"@context": PUBLISHED_PREFIXES, "@graph": [_compact(node) for node in expanded]}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        json.dump(document, out, ensure_ascii=False, indent=1)
        out.write("\n")


def _compact(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key == "@id":
            found["@id"] = _curie(value)
        elif key == f"{PREFIXES['rdf']}type":
            found["@type"] = [_curie(kind["@id"]) for kind in value]
        elif key == "@type":
            found["@type"] = [_curie(kind) for kind in value]
        else:
            values = [_compact_value(one) for one in value]
            found[_curie(key)] = values[0] if len(values) == 1 else values
    return found


def _compact_value(value: dict[str, Any]) -> Any:
    if set(value) == {"@value"}:
        return value["@value"]
    return {key: _curie(one) if key in ("@id", "@type") else one for key, one in value.items()}


def _curie(iri: str) -> str:
    for prefix, namespace in PUBLISHED_PREFIXES.items():
        if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
