"""What a release keeps of those that were in its folder before it: their descriptions, under ``release/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley.release.edition import VERSION
from parley.release.triples import PUBLISHED_PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from parley.release.edition import Edition

_DCAT, _DCTERMS = PUBLISHED_PREFIXES["dcat"], PUBLISHED_PREFIXES["dcterms"]
_SPDX, _TYPE = PUBLISHED_PREFIXES["spdx"], PUBLISHED_PREFIXES["rdf"] + "type"

#: What a description begins with that is in a folder below the files that it describes.
BELOW = b"@base <../> .\n"


class Earlier(NamedTuple):
    """An earlier release.

    Attributes:
        version: Its version.
        iri: Its IRI.
        title: Its title.
        identifier: The hash of its data.
        files: The title of each of its files, with its SHA-256.
    """

    version: str
    iri: str
    title: str
    identifier: str
    files: list[tuple[str, str]]


def described(path: Path) -> Earlier | None:
    """Return the release that a ``catalog.ttl`` describes, or None where there is none."""
    said: dict[tuple[str, str], list[str]] = {}
    try:
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri()):
            said.setdefault((quad.subject.value, quad.predicate.value), []).append(quad.object.value)
    except (OSError, SyntaxError):
        return None

    def one(subject: str, name: str) -> str:
        return next(iter(said.get((subject, name), ())), "")

    iri = next((s for (s, p), kinds in said.items() if p == _TYPE and f"{_DCAT}Dataset" in kinds), "")
    version = one(iri, f"{_DCAT}version")
    if not VERSION.fullmatch(version):
        return None
    files = []
    for file in sorted(said.get((iri, f"{_DCAT}distribution"), ())):
        digest = one(one(file, f"{_SPDX}checksum"), f"{_SPDX}checksumValue")
        files.append((one(file, f"{_DCTERMS}title") or file, digest))
    return Earlier(version, iri, one(iri, f"{_DCTERMS}title"), one(iri, f"{_DCTERMS}identifier"), files)


def keep(old: Path, new: Path, edition: Edition) -> None:
    """Take over the descriptions of the earlier releases of a folder.

    Args:
        old: The folder, which may not be there.
        new: Where the new release is written.
        edition: What the new release is cited by.
    """
    kept = {path.stem: path.read_bytes() for path in (old / "release").glob("*.ttl") if path.is_file()}
    there = described(old / "catalog.ttl")
    if there and there.version not in kept:
        kept[there.version] = BELOW + (old / "catalog.ttl").read_bytes()
    kept.pop(edition.version, None)
    for version, data in kept.items():
        (new / "release").mkdir(exist_ok=True)
        (new / "release" / f"{version}.ttl").write_bytes(data)
