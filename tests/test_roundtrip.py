"""Each dump, read back by other tools, says what the graph says, and answers without this library."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import owlready2
import pyoxigraph as ox
import pytest
import rdflib

import parley
from conftest import DOCUMENT
from parley.catalogue.files import load, names
from parley.rdf.terms import DERIVED_GRAPH, PREFIXES

if TYPE_CHECKING:
    from parley.release.content import Content

#: Among the libraries of the reasoner Pellet is Apache Jena with its riot, which knew no JSON-LD then.
PELLET = Path(owlready2.__file__).parent / "pellet"


@pytest.fixture(scope="module")
def by_rdflib(release: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(release / "parley.ttl")


def ground(lines: bytes) -> set[bytes]:
    """Return the triples without blank nodes: only vocabulary has these, and their labels mean nothing."""
    return {line for line in lines.splitlines(keepends=True) if b"_:" not in line}


def reread(path: Path, media: ox.RdfFormat) -> bytes:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    quads = [ox.Quad(q.subject, q.predicate, q.object) for q in ox.parse(data, format=media)]
    return ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""


def by_rdflib_lines(graph: rdflib.Graph) -> set[bytes]:
    """Return the triples as the other engine prints them, so that spelling makes no difference."""
    text = graph.serialize(format="nt", encoding="utf-8")
    return ground(ox.serialize(ox.parse(text, format=ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.N_TRIPLES) or b"")


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("parley.ttl", ox.RdfFormat.TURTLE),
        ("parley.jsonld", ox.RdfFormat.JSON_LD),
        ("parley.nq.gz", ox.RdfFormat.N_QUADS),
    ],
)
def test_each_serialisation_gives_the_same_triples(
    name: str, media: ox.RdfFormat, release: Path, content: Content
) -> None:
    lines = reread(release / name, media)
    assert ground(lines) == ground(content.everything)
    assert len(set(lines.splitlines())) == content.everything.count(b"\n")


def test_rdflib_reads_the_same_triples(release: Path, content: Content, by_rdflib: rdflib.Graph) -> None:
    wanted = ground(content.everything)
    assert by_rdflib_lines(by_rdflib) == wanted
    assert len(by_rdflib) == content.everything.count(b"\n")
    graph = rdflib.Graph().parse(release / "parley.jsonld", format="json-ld")
    assert by_rdflib_lines(graph) == wanted
    parts = rdflib.Graph()
    for part in ("ontology.ttl", "accounts.ttl", "derived.ttl"):
        parts.parse(release / part)
    assert by_rdflib_lines(parts) == wanted
    assert len(rdflib.Graph().parse(release / "shapes.ttl")) > 1000


def test_quads_name_their_documents(release: Path) -> None:
    data = gzip.decompress((release / "parley.nq.gz").read_bytes())
    graphs = {q.graph_name.value for q in ox.parse(data, format=ox.RdfFormat.N_QUADS)}  # type: ignore[union-attr]
    assert {DOCUMENT, DERIVED_GRAPH} < graphs
    assert len(graphs) == 4


def test_assertions_of_nanopublications_are_a_part_of_the_account(release: Path, content: Content) -> None:
    dataset = rdflib.Dataset().parse(release / "parley.trig", format="trig")
    assertions = [g for g in dataset.graphs() if str(g.identifier).endswith("#assertion")]
    assert len(assertions) == len({row.claim for row in parley.connect().queries.evidence.claims()})
    for graph in assertions:
        assert len(graph)
        assert by_rdflib_lines(graph) <= ground(content.stated)


def test_claims_reify_what_they_state(release: Path) -> None:
    quads = list(ox.parse(path=release / "parley-rdf12.ttl", format=ox.RdfFormat.TURTLE))
    stated = {(q.subject, q.predicate, q.object) for q in quads}
    reified = [q for q in quads if isinstance(q.object, ox.Triple)]
    assert len({q.subject for q in reified}) > 200
    for quad in reified:
        triple = quad.object
        assert isinstance(triple, ox.Triple)
        assert (triple.subject, triple.predicate, triple.object) in stated


def test_the_tables_hold_the_claims(release: Path) -> None:
    import polars as pl

    rows = parley.connect().ask("evidence.claims", view="all")
    frame = pl.read_parquet(release / "claims.parquet")
    assert frame.height == len(rows)
    assert frame.schema["start"] == pl.Int64
    assert (release / "claims.csv").read_text(encoding="utf-8-sig") == rows.to_csv()


@pytest.mark.parametrize("name", names())
def test_a_stranger_gets_the_answers_without_this_library(
    name: str, release: Path, by_rdflib: rdflib.Graph, kg: parley.KnowledgeGraph
) -> None:
    catalogue = rdflib.Graph().parse(release / "queries.ttl")
    query = rdflib.URIRef(f"https://w3id.org/parley/query/{name}")
    text = str(catalogue.value(query, rdflib.SH.select))
    needed = {p.name: p.example for p in load(name).parameters if p.required}
    found = sorted(["" if term is None else str(term) for term in row] for row in by_rdflib.query(text))  # type: ignore[union-attr]
    assert found == sorted([_plain(value) for value in row] for row in kg.ask(name, **needed))
    declared = {str(catalogue.value(p, rdflib.SH.name)) for p in catalogue.objects(query, rdflib.SH.parameter)}
    assert declared == {p.name for p in load(name).parameters}


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def test_each_statement_leads_to_its_passages(by_rdflib: rdflib.Graph, kg: parley.KnowledgeGraph) -> None:
    text = (
        f"PREFIX parley: <{PREFIXES['parley']}> PREFIX oa: <{PREFIXES['oa']}> SELECT ?content (COUNT(?start) AS ?n) WHERE "
        "{ ?claim parley:tells ?content ; parley:evidencedBy ?passage . ?passage oa:start ?start } GROUP BY ?content"
    )
    told = {str(row[0]) for row in by_rdflib.query(text)}  # type: ignore[index]
    stated = kg.query("SELECT DISTINCT ?node WHERE { ?claim parley:states ?node }")
    assert {str(row.node) for row in stated} <= told  # type: ignore[union-attr]


def test_jsonld_fetches_nothing(release: Path) -> None:
    context = json.loads((release / "parley.jsonld").read_text(encoding="utf-8"))["@context"]
    assert all(isinstance(value, str) and not value.endswith(".jsonld") for value in context.values())


def riot(path: Path) -> bytes:
    """Return what Apache Jena's riot reads in a file, as the other engine prints it."""
    if shutil.which("riot"):
        command = ["riot", "--output=nquads", str(path)]
    elif shutil.which("java") and path.suffix != ".jsonld":
        command = ["java", "-cp", f"{PELLET}/*", "riotcmd.riot", str(path)]
    else:
        pytest.skip("Apache Jena's riot is not installed")
    done = subprocess.run(command, capture_output=True, check=True)
    quads = [ox.Quad(q.subject, q.predicate, q.object) for q in ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)]
    return ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""


@pytest.mark.parametrize("name", ["parley.ttl", "parley.jsonld"])
def test_jena_reads_the_same_triples(name: str, release: Path, content: Content) -> None:
    assert ground(riot(release / name)) == ground(content.everything)


def test_jena_reads_the_same_nanopublications(release: Path) -> None:
    assert ground(riot(release / "parley.trig")) == ground(reread(release / "parley.trig", ox.RdfFormat.TRIG))


def test_a_second_reader_of_jsonld_reads_the_same_triples(release: Path, content: Content) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    document = json.loads((release / "parley.jsonld").read_text(encoding="utf-8"))
    lines = jsonld.to_rdf(document, {"format": "application/n-quads"}).encode()
    again = ox.serialize(ox.parse(lines, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS) or b""
    assert ground(again) == ground(content.everything)


def test_the_hash_is_that_of_a_second_implementation(content: Content) -> None:
    # PyLD's URDNA2015 is what RDFC-1.0 was made from; they differ only in escapes that this data does not have.
    jsonld = pytest.importorskip("pyld.jsonld")
    media = "application/n-quads"
    options = {"algorithm": "URDNA2015", "inputFormat": media, "format": media}
    canonical = jsonld.normalize(content.data.decode(), options)
    assert b"_:" not in content.data
    assert hashlib.sha256(canonical.encode()).hexdigest() == content.digest
