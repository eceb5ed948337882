"""What the release says of itself: DCAT 3 for its files, VoID for what is in it, PROV for where it comes from."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from parley.rdf.terms import BASE, PREFIXES, XSD, quote
from parley.release.sums import digest
from parley.release.triples import PUBLISHED_PREFIXES, ordered, turtle

if TYPE_CHECKING:
    from pathlib import Path

    from parley.release.content import Content

_IANA = "https://www.iana.org/assignments/media-types/"
#: The one file of RDF 1.2; readers of RDF 1.1 are told by its media type (RDF 1.2 Turtle, section 4.1).
RDF12 = "parley-rdf12.ttl"
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
#: What a release says of itself that was published without a check.
UNCHECKED = "Not checked: it was published without parley check, and may hold what documents do not say."
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
    RDF12: "Registry and accounts, with claims as reifiers, for readers of RDF 1.2",
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
        media_type: As IANA registers it, with the version of RDF that it needs, if not 1.1.
        size: In bytes.
        sha256: The SHA-256 of it in hexadecimal digits.
    """

    name: str
    title: str
    media_type: str
    size: int
    sha256: str


def media_type(name: str) -> str:
    """Return the media type of a file of a release.

    Example:
        >>> media_type("parley.ttl"), media_type("parley-rdf12.ttl")
        ('text/turtle', 'text/turtle; version=1.2')
    """
    found = MEDIA_TYPES["." + name.rpartition(".")[2]]
    return f"{found}; version=1.2" if name == RDF12 else found


def distributions(folder: Path) -> list[Distribution]:
    """Return the files of a release that are there already, sorted by name."""
    paths = (folder / name for name in sorted(TITLES))
    return [
        Distribution(path.name, TITLES[path.name], media_type(path.name), path.stat().st_size, digest(path))
        for path in paths
        if path.is_file()
    ]


class _Lines:
    """N-Triples, with properties, classes and other terms of vocabularies by prefixed names."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def _add(self, subject: str, predicate: str, term: str) -> None:
        self.lines.append(f"<{subject}> <{_full(predicate)}> {term} .\n")

    def term(self, subject: str, predicate: str, name: str) -> None:
        self._add(subject, predicate, f"<{_full(name)}>")

    def iri(self, subject: str, predicate: str, iri: str) -> None:
        self._add(subject, predicate, f"<{iri}>")

    def text(self, subject: str, predicate: str, text: str, datatype: str = "") -> None:
        self._add(subject, predicate, quote(text) + (f"^^<{XSD}{datatype}>" if datatype else ""))

    def whole(self) -> bytes:
        return ordered("".join(self.lines).encode())


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PUBLISHED_PREFIXES[prefix] + local


def write_catalog(content: Content, path: Path) -> None:
    """Write the description of the files that are beside it, as Turtle."""
    out, edition = _Lines(), content.edition
    _dataset(out, content)
    _statistics(out, edition.iri, content)
    relative = ""
    for file in distributions(path.parent):
        iri = _distribution(out, edition.iri, file, edition.licence)
        if edition.base_url:
            out.iri(iri, "dcat:downloadURL", edition.base + file.name)
        else:  # N-Triples have no relative IRIs
            relative += f"<{iri}> <{_full('dcat:downloadURL')}> <{file.name}> .\n"
    path.write_bytes(relative.encode() + b"".join(turtle(out.whole())))


def _dataset(out: _Lines, content: Content) -> None:
    edition, release = content.edition, content.edition.iri
    for kind in ("dcat:Dataset", "void:Dataset", "prov:Entity"):
        out.term(release, "rdf:type", kind)
    out.text(release, "dcterms:title", f"{edition.title} {edition.version}")
    out.text(release, "dcterms:description", _DESCRIPTION)
    out.text(release, "dcat:version", edition.version)
    out.iri(release, "dcat:isVersionOf", f"{edition.base}dataset")
    if edition.previous:
        out.iri(release, "dcat:previousVersion", edition._replace(version=edition.previous).iri)
    out.iri(release, "dcterms:license", edition.licence)
    out.iri(release, "dcterms:publisher", edition.publisher)
    out.text(release, "dcterms:identifier", f"rdfc-1.0-sha256:{content.digest}")
    if edition.checked:
        out.iri(release, "dcterms:conformsTo", f"{BASE}shapes")
    else:
        out.text(release, "skos:editorialNote", UNCHECKED)
    if edition.date:
        out.text(release, "dcterms:issued", edition.date, "date")
    for document in content.documents:
        out.iri(release, "prov:wasDerivedFrom", document)
        out.term(document, "rdf:type", "prov:Entity")
    _activity(out, content)


def _activity(out: _Lines, content: Content) -> None:
    edition, activity = content.edition, f"{content.edition.iri}#publication"
    out.iri(edition.iri, "prov:wasGeneratedBy", activity)
    out.term(activity, "rdf:type", "prov:Activity")
    out.text(activity, "rdfs:label", f"parley publish, version {edition.version}")
    if edition.commit:
        commit = f"{edition.base}commit/{edition.commit}"
        out.iri(activity, "prov:used", commit)
        out.term(commit, "rdf:type", "prov:Entity")
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
        if quad.predicate.value == rdf_type and isinstance(quad.object, ox.NamedNode):
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


def _distribution(out: _Lines, release: str, file: Distribution, licence: str) -> str:
    iri, checksum = f"{release}#{file.name}", f"{release}#sha256-{file.name}"
    media_type, _, version = file.media_type.partition("; ")
    out.iri(release, "dcat:distribution", iri)
    out.term(iri, "rdf:type", "dcat:Distribution")
    out.text(iri, "dcterms:title", file.title)
    out.iri(iri, "dcat:mediaType", _IANA + media_type)
    if version:  # IANA registers media types without their parameters
        out.text(iri, "dc:format", file.media_type)
    if file.name.endswith(".gz"):
        out.iri(iri, "dcat:compressFormat", _IANA + "application/gzip")
    out.text(iri, "dcat:byteSize", str(file.size), "nonNegativeInteger")
    out.iri(iri, "dcterms:license", licence)
    out.iri(iri, "spdx:checksum", checksum)
    out.term(checksum, "rdf:type", "spdx:Checksum")
    out.term(checksum, "spdx:algorithm", "spdx:checksumAlgorithm_sha256")
    out.text(checksum, "spdx:checksumValue", file.sha256, "hexBinary")
    return iri
