"""The files of a release, one writer each."""

from __future__ import annotations

import gzip
import os
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, cast

from parley import resources
from parley.engines import Graph
from parley.publish import nanopubs, triples
from parley.publish.catalog import RDF12, digest, write_catalog
from parley.publish.tables import to_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from parley.publish.content import Content

SUMS = "SHA256SUMS"
#: Each tie between agents that rules derive, with the names of both.
_NETWORK = """CONSTRUCT { ?subject ?predicate ?object . ?subject skos:prefLabel ?one . ?object skos:prefLabel ?other }
WHERE {
  ?derivation parley:derivedSubject ?subject ; parley:derivedPredicate ?predicate ; parley:derivedObject ?object .
  OPTIONAL { ?subject skos:prefLabel ?one . FILTER(LANG(?one) = "en") }
  OPTIONAL { ?object skos:prefLabel ?other . FILTER(LANG(?other) = "en") }
}"""


def as_written(files: Iterable[Path], path: Path) -> None:
    """Write Turtle files one after the other, with their comments: nobody could print them more readably."""
    with path.open("wb") as out:
        for number, file in enumerate(files):
            out.write(b"\n" if number else b"")
            out.write(file.read_bytes().removeprefix(BOM_UTF8).rstrip(b"\n") + b"\n")


def _everything(content: Content, path: Path) -> None:
    as_written(content.vocabulary_files, path)
    with path.open("ab") as out:
        out.write(b"\n")
        out.writelines(triples.turtle(content.data))


def _quads(content: Content, path: Path) -> None:
    with path.open("wb") as out, gzip.GzipFile("", "wb", compresslevel=6, fileobj=out, mtime=0) as packed:
        for graph, part in sorted(content.graphs.items()):
            end = f"<{graph}> .\n".encode()
            packed.writelines(line.removesuffix(b".\n") + end for line in part.splitlines(keepends=True))


def _claims_csv(content: Content, path: Path) -> None:
    rows = content.kg.ask("evidence.claims", view="all")
    path.write_text(to_spreadsheet(rows), encoding="utf-8", newline="")


def _claims_parquet(content: Content, path: Path) -> None:
    with path.open("wb") as out:
        content.kg.ask("evidence.claims", view="all").to_polars().write_parquet(out, statistics=False)


def _network(content: Content) -> Graph:
    found = cast("Graph", content.kg.query(_NETWORK))
    return Graph(sorted(found.triples, key=repr))


#: In the order in which they are written; the catalogue describes those before it.
WRITERS: dict[str, Callable[[Content, Path], object]] = {
    "parley.ttl": _everything,
    "ontology.ttl": lambda c, p: as_written(c.vocabulary_files, p),
    "shapes.ttl": lambda _, p: as_written(resources.shape_files(), p),
    "accounts.ttl": lambda c, p: as_written(c.account_files, p),
    "derived.ttl": lambda c, p: triples.to_turtle(c.follows, p),
    "queries.ttl": lambda c, p: triples.to_turtle(c.queries, p),
    "parley.nq.gz": _quads,
    "parley.jsonld": lambda c, p: triples.to_jsonld(c.everything, p),
    "parley.trig": lambda c, p: triples.to_trig(nanopubs.nanopublications(c), p),
    RDF12: nanopubs.write_reifiers,
    "claims.csv": _claims_csv,
    "claims.parquet": _claims_parquet,
    "network.graphml": lambda c, p: _network(c).to_graphml(p),
    "network.gexf": lambda c, p: _network(c).to_gexf(p),
    "catalog.ttl": write_catalog,
}


def checksums(folder: Path) -> list[str]:
    """Write SHA256SUMS, which ``sha256sum -c`` reads, over all other files below a folder.

    Returns:
        The names of all files, SHA256SUMS included, relative to the folder and sorted.
    """
    start = len(str(folder)) + 1
    found = [os.path.join(root, name)[start:] for root, _, names in os.walk(folder) for name in names]  # noqa: PTH118
    names = sorted(name.replace(os.sep, "/") for name in found)
    lines = [f"{digest(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return sorted([*names, SUMS])


def unknown(folder: Path) -> Path | None:
    """Return something below a folder that no earlier release put there as it is now, or None.

    Raises:
        OSError: If the folder cannot be read.
    """
    sums = folder / SUMS
    known = {}
    if sums.is_file() and (folder / "catalog.ttl").is_file() and (folder / "parley.ttl").is_file():
        lines = sums.read_text(encoding="utf-8", errors="replace").splitlines()
        known = {line[66:]: line[:64] for line in lines} | {SUMS: digest(sums)}
    for path in sorted(folder.rglob("*")):
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder and any(path.iterdir()):
            continue
        name = path.relative_to(folder).as_posix()
        if is_folder or path.is_symlink() or known.get(name) != digest(path):
            return path
    return None
