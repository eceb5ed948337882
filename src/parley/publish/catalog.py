"""What the release says of itself: DCAT 3 for its files, VoID for what is in it, PROV for where it comes from."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley.publish.triples import PUBLISHED_PREFIXES, ordered, to_turtle
from parley.terms import BASE, PREFIXES, XSD, quote

if TYPE_CHECKING:
    from pathlib import Path

    from parley.publish.content import Content

_IANA = "https://www.iana.org/assignments/media-types/"
MEDIA_TYPES = {
    ".ttl": "text/turtle",
    ".gz": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".trig": "application/trig",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".graphml": "application/xml",
    ".gexf": "application/xml",
}
_DESCRIPTION = "A sourced knowledge graph of armed groups, their patrons, states and their bargaining."
TITLES = {
    "parley.ttl": "Everything: vocabulary, registry, accounts and what rules derive",
    "ontology.ttl": "The ontology and the code lists, as they are written",
    "shapes.ttl": "The shapes that accounts, registry and vocabulary conform to",
    "accounts.ttl": "The registry and the accounts, as they are written",
    "derived.ttl": "What rules derive",
    "queries.ttl": "The stored queries, as SHACL executables",
    "parley.nq.gz": "Everything, with a graph for each document",
    "parley.jsonld": "Everything, as JSON-LD with a context of its own",
    "parley.trig": "Each claim as a nanopublication",
    "parley-rdf12.ttl": "Registry and accounts, with claims as reifiers of RDF 1.2",
    "claims.csv": "The claims, one row for each passage, as a table",
    "claims.parquet": "The claims, one row for each passage, as a typed table",
    "network.graphml": "Who is tied to whom, for graph tools",
    "network.gexf": "Who is tied to whom, for Gephi",
    "catalog.ttl": "What these files are, in DCAT, VoID and PROV",
}


class Distribution(NamedTuple):
    """A file of a release.

    Attributes:
        name: Its name.
        title: What it holds.
        media_type: As IANA registers it.
        size: In bytes.
        sha256: The SHA-256 of it in hexadecimal digits.
    """

    name: str
    title: str
    media_type: str
    size: int
    sha256: str


def distributions(folder: Path) -> list[Distribution]:
    """Return the files of a release that are there already, sorted by name."""
    paths = (folder / name for name in sorted(TITLES))
    return [
        Distribution(path.name, TITLES[path.name], MEDIA_TYPES[path.suffix], path.stat().st_size, digest(path))
        for path in paths
        if path.is_file()
    ]


class _Lines:
    """N-Triples, written by prefixed names."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, subject: str, predicate: str, term: str) -> None:
        prefix, _, local = predicate.partition(":")
        self.lines.append(f"<{subject}> <{PUBLISHED_PREFIXES[prefix]}{local}> {term} .\n")

    def iri(self, subject: str, predicate: str, iri: str) -> None:
        prefix, colon, local = iri.partition(":")
        full = PUBLISHED_PREFIXES[prefix] + local if colon and prefix in PUBLISHED_PREFIXES else iri
        self.add(subject, predicate, f"<{full}>")

    def text(self, subject: str, predicate: str, text: str, datatype: str = "") -> None:
        self.add(subject, predicate, quote(text) + (f"^^<{XSD}{datatype}>" if datatype else ""))

    def whole(self) -> bytes:
        return ordered("".join(self.lines).encode())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_catalog(content: Content, path: Path) -> None:
    """Write the description of the files that are beside it."""
    out = _Lines()
    release = BASE + content.edition.path
    _dataset(out, release, content)
    _statistics(out, release, content)
    for file in distributions(path.parent):
        _distribution(out, release, file, content.edition.licence)
    to_turtle(out.whole(), path)


def _dataset(out: _Lines, release: str, content: Content) -> None:
    edition = content.edition
    out.iri(release, "rdf:type", "dcat:Dataset")
    out.iri(release, "rdf:type", "void:Dataset")
    out.iri(release, "rdf:type", "prov:Entity")
    out.text(release, "dcterms:title", f"{edition.title} {edition.version}")
    out.text(release, "dcterms:description", _DESCRIPTION)
    out.text(release, "dcat:version", edition.version)
    out.iri(release, "dcat:isVersionOf", f"{BASE}dataset")
    if edition.previous:
        out.iri(release, "dcat:previousVersion", BASE + edition._replace(version=edition.previous).path)
    out.iri(release, "dcterms:license", edition.licence)
    out.iri(release, "dcterms:publisher", edition.publisher)
    out.text(release, "dcterms:identifier", f"rdfc-1.0-sha256:{content.digest}")
    if edition.date:
        out.text(release, "dcterms:issued", edition.date, "date")
    for document in content.documents:
        out.iri(release, "prov:wasDerivedFrom", document)
        out.iri(document, "rdf:type", "prov:Entity")
    activity = f"{release}#publication"
    out.iri(release, "prov:wasGeneratedBy", activity)
    out.iri(activity, "rdf:type", "prov:Activity")
    out.text(activity, "rdfs:label", f"parley publish, version {edition.version}")
    if edition.commit:
        commit = f"{BASE}commit/{edition.commit}"
        out.iri(activity, "prov:used", commit)
        out.iri(commit, "rdf:type", "prov:Entity")
        out.text(commit, "dcterms:identifier", edition.commit)


def _statistics(out: _Lines, release: str, content: Content) -> None:
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    subjects, last = 0, None
    everything = content.everything
    rdf_type = PREFIXES["rdf"] + "type"
    for quad in ox.parse(everything, format=ox.RdfFormat.N_TRIPLES):
        subjects, last = subjects + (quad.subject != last), quad.subject  # they are sorted
        properties[quad.predicate.value] += 1
        if quad.predicate.value == rdf_type:
            classes[quad.object.value] += 1
    for name, count in (
        ("triples", everything.count(b"\n")),
        ("entities", subjects),
        ("classes", len(classes)),
        ("properties", len(properties)),
    ):
        out.text(release, f"void:{name}", str(count), "integer")
    for vocabulary in ("parley", "code", "dcterms", "oa", "skos"):
        out.iri(release, "void:vocabulary", PREFIXES[vocabulary])
    for kind, word, counts, number in (
        ("classPartition", "class", classes, "entities"),
        ("propertyPartition", "property", properties, "triples"),
    ):
        for iri, count in sorted(counts.items()):
            part = f"{release}#{word}-{hashlib.sha256(iri.encode()).hexdigest()[:12]}"
            out.iri(release, f"void:{kind}", part)
            out.iri(part, f"void:{word}", iri)
            out.text(part, f"void:{number}", str(count), "integer")


def _distribution(out: _Lines, release: str, file: Distribution, licence: str) -> None:
    iri, checksum = f"{release}#{file.name}", f"{release}#sha256-{file.name}"
    out.iri(release, "dcat:distribution", iri)
    out.iri(iri, "rdf:type", "dcat:Distribution")
    out.text(iri, "dcterms:title", file.title)
    out.iri(iri, "dcat:downloadURL", BASE + file.name)
    out.iri(iri, "dcat:mediaType", _IANA + file.media_type)
    if file.name.endswith(".gz"):
        out.iri(iri, "dcat:compressFormat", _IANA + "application/gzip")
    out.text(iri, "dcat:byteSize", str(file.size), "nonNegativeInteger")
    out.iri(iri, "dcterms:license", licence)
    out.iri(iri, "spdx:checksum", checksum)
    out.iri(checksum, "rdf:type", "spdx:Checksum")
    out.iri(checksum, "spdx:algorithm", "spdx:checksumAlgorithm_sha256")
    out.text(checksum, "spdx:checksumValue", file.sha256, "hexBinary")
