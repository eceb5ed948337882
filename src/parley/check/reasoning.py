"""``parley check --reason``: HermiT, through owlready2, on the ontology with the graph in it.

OWL keeps the meaning (subclasses, disjointness, chains); SHACL keeps the rest. HermiT is given no
literals, because it rejects some datatypes that the graph uses, and no annotations, because they
say nothing to it.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.check.report import Fault
from parley.errors import EngineError
from parley.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from parley.check.files import Files

_CHECK = "reasoner"
_DATA = (PREFIXES["doc"], PREFIXES["id"])


def check_reasoning(files: Files) -> list[Fault]:
    """Find whether the graph is consistent and every class can have members.

    Args:
        files: The files under check.

    Raises:
        EngineError: If there is no Java to run HermiT on.
    """
    if shutil.which("java") is None:
        message = "--reason needs Java on the PATH, for HermiT (Debian: apt install default-jre-headless)"
        raise EngineError(message)
    import owlready2

    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        path.write_text(_axioms(files), encoding="utf-8")
        ontology = world.get_ontology(path.as_uri()).load(only_local=True)
        return _faults(files, owlready2, world, ontology)


def _faults(files: Files, owlready2: Any, world: Any, ontology: Any) -> list[Fault]:
    place = files.checked[0].path
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        message = "the graph contradicts the ontology: some node is of classes that exclude each other"
        return [*_clashes(files), Fault(place, 1, message, _CHECK, "", "")]
    empty = [c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing]
    message = "no node can be of this class: its axioms contradict each other"
    found = [files.fault(iri, message, _CHECK) for iri in sorted(empty)]
    return [fault for fault in found if fault]


def _axioms(files: Files) -> str:
    """Return the triples that mean something to OWL, as N-Triples."""
    from rdflib import OWL, RDF, Graph, Literal

    source, kept = files.graph, Graph(bind_namespaces="none")
    silent = set(source.subjects(RDF.type, OWL.AnnotationProperty))
    for subject, predicate, value in source:
        if not isinstance(value, Literal) and predicate not in silent:
            kept.add((subject, predicate, value))
    return kept.serialize(format="nt")


def _clashes(files: Files) -> list[Fault]:
    """Name the nodes whose asserted classes are disjoint, for HermiT names none."""
    from rdflib import OWL, RDF, RDFS

    graph = files.graph
    groups = [
        set(graph.items(members))
        for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses)
        for members in graph.objects(axiom, OWL.members)
    ]
    found = []
    described = {node for node in graph.subjects(RDF.type) if str(node).startswith(_DATA)}
    for node in sorted(described, key=str):
        types = {c for t in graph.objects(node, RDF.type) for c in graph.transitive_objects(t, RDFS.subClassOf)}
        if any(len(types & group) > 1 for group in groups):
            message = "is of classes that exclude each other"
            if fault := files.fault(str(node), message, _CHECK, str(RDF.type)):
                found.append(fault)
    return found
