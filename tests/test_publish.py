"""A release is the same for everybody, whole or not there, and says what the graph says."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import parley
from conftest import DOCUMENT, ROOT
from parley.catalogue import load, names
from parley.errors import OutputError, ParameterError
from parley.terms import DERIVED_GRAPH, PREFIXES

pytest.importorskip("polars", reason="a release needs the extra 'publish'")
pytest.importorskip("networkx", reason="a release needs the extra 'publish'")

sys.path.insert(0, str(ROOT / "benchmarks"))
import synthetic

from parley.publish import publish
from parley.publish.catalog import rdfc_hash
from parley.publish.content import Content
from parley.publish.edition import Edition, current
from parley.publish.files import SUMS, WRITERS

EDITION = Edition("1.2.3", "0" * 40, "2026-01-02")
DCAT, SPDX = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://spdx.org/rdf/terms#")
RELEASE = rdflib.URIRef("https://w3id.org/parley/release/1.2.3")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publish") / "release"
    publish(folder, edition=EDITION)
    return folder


@pytest.fixture(scope="module")
def content() -> Content:
    return Content.read(None, EDITION)


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


def test_every_file_is_there_and_its_checksum_is_right(release: Path) -> None:
    sums = dict(reversed(line.split("  ")) for line in (release / SUMS).read_text().splitlines())
    assert set(sums) == set(WRITERS)
    assert {p.name for p in release.iterdir()} == {*WRITERS, SUMS}
    for name, digest in sums.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest


def test_the_bytes_do_not_depend_on_the_process(release: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from parley.publish import publish; from parley.publish.edition import Edition; "
        f"publish(sys.argv[1], edition=Edition{tuple(EDITION)!r})"
    )
    for seed, zone in (("1", "UTC"), ("2", "Asia/Baghdad")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", code, tmp_path / seed], env=environment, check=True)
        assert (tmp_path / seed / SUMS).read_bytes() == (release / SUMS).read_bytes()


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
    assert (release / "claims.csv").read_text(encoding="utf-8") == rows.to_csv()


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


def test_the_catalogue_tells_the_truth_of_the_files(release: Path, content: Content) -> None:
    graph = rdflib.Graph().parse(release / "catalog.ttl")
    described = set(graph.objects(RELEASE, DCAT.distribution))
    assert {str(d).rpartition("/")[2] for d in described} == set(WRITERS) - {"catalog.ttl"}
    for distribution in described:
        path = release / str(distribution).rpartition("/")[2]
        assert int(str(graph.value(distribution, DCAT.byteSize))) == path.stat().st_size
        checksum = graph.value(distribution, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(path.read_bytes()).hexdigest()
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    assert int(str(graph.value(RELEASE, void.triples))) == content.everything.count(b"\n")
    assert str(graph.value(RELEASE, rdflib.DCTERMS.issued)) == "2026-01-02"
    assert rdflib.URIRef(DOCUMENT) in set(graph.objects(RELEASE, rdflib.PROV.wasDerivedFrom))


def test_the_hash_is_that_of_a_second_implementation(content: Content) -> None:
    # rdflib's canonical form of a graph without blank nodes is its sorted N-Triples as well.
    from rdflib.compare import to_canonical_graph

    assert b"_:" not in content.data
    graph = to_canonical_graph(rdflib.Graph().parse(data=content.data, format="nt"))
    text = graph.serialize(format="nt", encoding="utf-8")
    again = ox.serialize(ox.parse(text, format=ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.N_TRIPLES) or b""
    assert hashlib.sha256(b"".join(sorted(again.splitlines(keepends=True)))).hexdigest() == rdfc_hash(content)


def test_jsonld_fetches_nothing(release: Path) -> None:
    context = json.loads((release / "parley.jsonld").read_text(encoding="utf-8"))["@context"]
    assert all(isinstance(value, str) and not value.endswith(".jsonld") for value in context.values())


def test_what_fails_leaves_the_old_release_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "release"
    publish(folder, edition=EDITION)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for failing, error in ((full, OutputError), (killed, KeyboardInterrupt)):
        monkeypatch.setitem(WRITERS, "claims.csv", failing)
        with pytest.raises(error):
            publish(folder, edition=EDITION._replace(version="2.0"))
        assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
        assert list(tmp_path.iterdir()) == [folder]


def test_a_new_release_takes_the_place_of_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    for version in ("1.0", "2.0"):
        publish(folder, edition=EDITION._replace(version=version))
    assert "release/2.0" in (folder / "catalog.ttl").read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [folder]


def test_other_accounts_are_published_as_well(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "accounts", 2, seed=1)
    publish(tmp_path / "release", tmp_path / "accounts", edition=EDITION)
    graph = rdflib.Graph().parse(tmp_path / "release" / "catalog.ttl")
    assert len(set(graph.objects(RELEASE, rdflib.PROV.wasDerivedFrom))) == 2
    again = parley.connect(tmp_path / "release" / "accounts.ttl")
    assert list(again.ask("patronage.backers")) == list(parley.connect(tmp_path / "accounts").ask("patronage.backers"))


def test_what_is_no_release_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ParameterError, match="no release"):
        publish(tmp_path)
    with pytest.raises(ParameterError, match="a version has"):
        publish(tmp_path / "new", edition=EDITION._replace(version="1 0"))
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_date_is_the_commits_or_the_given_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert current().date == "1970-01-01"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ParameterError, match="SOURCE_DATE_EPOCH"):
        current()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert current(shipped=False) == Edition(parley.__version__, None, None)
