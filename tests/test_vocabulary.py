"""The ontology loads where people load it, and stays in OWL 2 RL."""

from __future__ import annotations

from pathlib import Path

import owlready2
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from parley.catalogue.stored import VIEWS, admitted
from parley.resources import ROOT, account_files, registry_file, vocabulary_files

NS = "https://w3id.org/parley/ns#"


@pytest.fixture(scope="module")
def core() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in vocabulary_files():
        graph.parse(path)
    return graph


def test_the_ontology_is_whole(core: rdflib.Graph) -> None:
    terms = [s for s in core.subjects(RDF.type, None) if str(s).startswith(NS)]
    assert len(set(terms)) > 150
    assert len(set(core.subjects(RDF.type, SKOS.Concept))) > 150
    assert not list(core.objects(None, OWL.imports))


def test_owlready2_loads_it(core: rdflib.Graph, tmp_path: Path) -> None:
    path = tmp_path / "parley.nt"
    core.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    ontology = world.get_ontology(path.as_uri()).load(only_local=True)
    assert len(list(world.classes())) > 60
    assert ontology.loaded


def test_only_constructs_of_owl_2_rl_are_used(core: rdflib.Graph) -> None:
    used = {str(t).rpartition("#")[2] for triple in core for t in triple if str(t).startswith(str(OWL))}
    allowed = {
        "Class",
        "ObjectProperty",
        "DatatypeProperty",
        "AnnotationProperty",
        "Ontology",
        "versionInfo",
        "AllDisjointClasses",
        "members",
        "inverseOf",
        "propertyChainAxiom",
        "TransitiveProperty",
        "SymmetricProperty",
    }
    assert used <= allowed, used - allowed


def test_nothing_is_said_the_same_as_anything() -> None:
    for path in [*ROOT.glob("ontology/*.ttl"), *account_files(), registry_file()]:
        assert "sameAs" not in path.read_text(encoding="utf-8")


def test_kinds_of_nodes_are_disjoint(core: rdflib.Graph) -> None:
    groups = [set(core.items(core.value(d, OWL.members))) for d in core.subjects(RDF.type, OWL.AllDisjointClasses)]  # type: ignore[arg-type]
    parley = rdflib.Namespace(NS)

    def supers(term: rdflib.term.Node) -> set[rdflib.term.Node]:
        return set(core.transitive_objects(term, RDFS.subClassOf))

    def disjoint(one: rdflib.URIRef, other: rdflib.URIRef) -> bool:
        return any(supers(one) & g and supers(other) & g and not supers(one) & supers(other) & g for g in groups)

    assert disjoint(parley.Prospect, parley.Occurrence)
    assert disjoint(parley.Threat, parley.Occurrence)
    assert disjoint(parley.StateOrgan, parley.State)
    assert disjoint(parley.State, parley.Country)
    assert not disjoint(parley.ArmedGroup, parley.StateOrgan)


def test_the_alignments_stand_apart(core: rdflib.Graph) -> None:
    aligned = rdflib.Graph().parse(ROOT / "ontology" / "alignments.ttl")
    ours = {s for s in aligned.subjects() if str(s).startswith(NS)}
    assert len(ours) > 10
    assert ours <= set(core.subjects())


def test_the_library_and_the_ontology_agree_on_what_a_view_admits(core: rdflib.Graph) -> None:
    said = {(v.rpartition("-")[2], str(s)) for s, v in core.subject_objects(rdflib.URIRef(f"{NS}admittedIn"))}
    assert said == {(view, str(standing)) for view in VIEWS for standing in admitted(view)}


def test_every_code_has_its_list_in_its_name(core: rdflib.Graph) -> None:
    for concept, scheme in core.subject_objects(SKOS.inScheme):
        assert str(concept).startswith(f"{scheme}-")


def test_data_has_no_blank_nodes() -> None:
    for path in [*account_files(), registry_file()]:
        graph = rdflib.Graph().parse(path)
        assert len(graph) > 100
        assert not [t for triple in graph for t in triple if isinstance(t, rdflib.BNode)]
