"""What is opened can be asked: a graph that lacks claims, vocabulary or derived triples is refused, and mended."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

import parley
from parley.catalogue.files import names
from parley.engines import Embedded
from parley.errors import NotDerivedError
from parley.graph.connect import held_to_be_derived
from parley.rdf.terms import PREFIXES
from parley.resources import account_files, registry_file, vocabulary_files
from played import Played

#: What stored queries follow in the vocabulary: without it one of them leaves out rows.
FOLLOWED = [
    *(
        PREFIXES["parley"] + name
        for name in ("rank", "expectsRole", "filledBy", "coveredBy", "contraryTo", "impliesModality")
    ),
    PREFIXES["skos"] + "inScheme",
    PREFIXES["rdfs"] + "subClassOf",
]


def read(*paths: object) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path)  # type: ignore[arg-type]
    return graph


def without(predicate: str) -> bytes:
    vocabulary = Embedded()
    for path in vocabulary_files():
        vocabulary.load(path)
    lacking = {str(q.triple) for q in vocabulary.store.quads_for_pattern(None, ox.NamedNode(predicate), None)}
    assert lacking
    lines = parley.connect().engine.triples().splitlines()  # type: ignore[attr-defined]
    return b"\n".join(line for line in lines if line.decode().removesuffix(" .") not in lacking)


@pytest.mark.parametrize("predicate", FOLLOWED, ids=lambda iri: rdflib.URIRef(iri).fragment)
def test_a_graph_that_lacks_what_stored_queries_follow_is_refused(predicate: str) -> None:
    engine = Embedded()
    engine.load_triples(without(predicate))
    with pytest.raises(
        NotDerivedError, match=r"lacks the vocabulary of Parley.*parley load URL.*graph \+= parley\.derived"
    ):
        held_to_be_derived(parley.KnowledgeGraph(engine))


@pytest.mark.parametrize("missing", [0, 1], ids=lambda i: vocabulary_files()[i].name)
def test_half_of_the_vocabulary_is_not_enough(missing: int) -> None:
    graph = read(registry_file(), *account_files(), vocabulary_files()[1 - missing])
    kg = parley.connect()
    derived = ox.serialize(
        (
            q.triple
            for q in kg.engine.store.quads_for_pattern(None, None, None, ox.NamedNode(parley.rdf.terms.DERIVED_GRAPH))
        ),  # type: ignore[attr-defined]
        format=ox.RdfFormat.N_TRIPLES,
    )
    graph.parse(data=derived, format="nt")
    with pytest.raises(NotDerivedError, match="lacks the vocabulary"):
        parley.connect(graph)


@pytest.mark.parametrize("beside", [(), (0,), (1,), (0, 1)], ids=["none", "ontology", "codes", "both"])
def test_the_mend_that_the_error_names_gives_every_answer(beside: tuple[int, ...]) -> None:
    graph = read(registry_file(), *account_files(), *(vocabulary_files()[i] for i in beside))
    with pytest.raises(NotDerivedError, match="lacks what the rules derive"):
        parley.connect(graph)
    graph += parley.derived(graph)
    size = len(graph)
    graph += parley.derived(graph)
    assert len(graph) == size, "twice is once"
    full = parley.connect()
    mended = Embedded()
    mended.load_triples(graph.serialize(format="nt", encoding="utf-8"))
    kg = held_to_be_derived(parley.KnowledgeGraph(mended))
    for name in names():
        needed = {p.name: p.example for p in full.queries[name].parameters if p.required}
        assert sorted(map(str, map(tuple, kg.ask(name, **needed)))) == sorted(
            map(str, map(tuple, full.ask(name, **needed)))
        ), name


def test_a_service_that_lacks_the_vocabulary_is_refused_with_the_mend() -> None:
    store = Embedded()
    store.load_triples(without(PREFIXES["parley"] + "rank"))

    def answer(form: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        found = store.store.query(form["query"]).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
        return 200, {"Content-Type": "application/sparql-results+json"}, found

    with (
        Played(answer) as service,
        pytest.raises(NotDerivedError, match=r"lacks the vocabulary of Parley.*parley load URL"),
    ):
        parley.connect(service.url)
