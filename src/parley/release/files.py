"""The files of a release, one writer each."""

from __future__ import annotations

import gzip
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from parley import resources
from parley.release import nanopubs, network, triples
from parley.release.description import RDF12, write_catalog
from parley.release.sums import SUMS
from parley.release.tables import to_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from parley.release.content import Content

__all__ = ["LIBRARIES", "SUMS", "WRITERS", "as_written"]

#: What needs a library of the extra ``publish``; without it, it is left out.
LIBRARIES = {"claims.parquet": "polars", "network.graphml": "networkx", "network.gexf": "networkx"}


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
    "network.graphml": lambda c, p: network.to_graphml(network.network(c.kg), p),
    "network.gexf": lambda c, p: network.to_gexf(network.network(c.kg), p),
    "catalog.ttl": write_catalog,
}
