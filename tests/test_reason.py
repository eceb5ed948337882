"""HermiT finds the graph consistent, and finds contradictions that are put into it."""

from __future__ import annotations

import shutil
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib

import parley
from conftest import ACCOUNT
from parley.check import check
from parley.engines.embedded import Embedded
from parley.errors import EngineError
from parley.resources import account_files, registry_file, vocabulary_files
from parley.text.documents import Sources

java = pytest.mark.skipif(shutil.which("java") is None, reason="no Java: apt install default-jre-headless")


def faults(tmp_path: Path, extra: str) -> set[tuple[str, str]]:
    path = tmp_path / "account.ttl"
    path.write_text(ACCOUNT.read_text(encoding="utf-8") + "\n" + extra, encoding="utf-8")
    report = check([path], Sources([]), reason=True)
    return {(f.focus.rpartition("#")[2], f.message) for f in report.faults if f.check == "reasoner"}


@java
def test_the_graph_is_consistent_and_every_class_satisfiable() -> None:
    assert check([], Sources([]), reason=True).conforms


@java
@pytest.mark.parametrize(
    ("extra", "node"),
    [
        ("<#iranian-retaliation> a parley:Occurrence .", "iranian-retaliation"),
        ("<#threat-of-airstrikes> a parley:Occurrence .", "threat-of-airstrikes"),
        ("<#several-militias> a parley:Claim .", "several-militias"),
        ("<#risk-of-resistance> a parley:Expectation .", "risk-of-resistance"),
    ],
)
def test_a_node_of_two_kinds_is_a_contradiction(extra: str, node: str, tmp_path: Path) -> None:
    found = faults(tmp_path, extra)
    assert any(focus == node for focus, _ in found), found
    assert any("contradicts the ontology" in message for _, message in found)


@java
def test_an_organ_that_is_its_state_is_a_contradiction(tmp_path: Path) -> None:
    path = tmp_path / "registry.ttl"
    path.write_text(registry_file().read_text(encoding="utf-8") + "\nid:irgc a parley:State .\n", encoding="utf-8")
    report = check([path], Sources([]), reason=True)
    assert "https://w3id.org/parley/id/irgc" in {f.focus for f in report.faults if f.check == "reasoner"}


@java
def test_a_class_that_can_have_no_member_is_named(tmp_path: Path) -> None:
    path = tmp_path / "parley.ttl"
    text = vocabulary_files()[0].read_text(encoding="utf-8")
    # Nothing is withdrawn in the shipped graph: it stays consistent, and the class alone is at fault.
    path.write_text(text + "\nparley:Withdrawal rdfs:subClassOf parley:Situation .\n", encoding="utf-8")
    (fault,) = [f for f in check([path], Sources([]), reason=True).faults if f.check == "reasoner"]
    assert fault.focus == "https://w3id.org/parley/ns#Withdrawal"
    assert "no node can be of this class" in fault.message


def test_without_java_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineError, match="needs Java"):
        check([ACCOUNT], Sources([]), reason=True)


def test_the_rules_derive_what_owl_rl_derives(kg: parley.KnowledgeGraph) -> None:
    """Types and properties of Parley: the closure of the rules is that of owlrl on the same axioms."""
    closed = rdflib.Graph()
    for path in [*vocabulary_files(), registry_file(), *account_files()]:
        closed.parse(path)
    # Shortcuts are no OWL axioms: both sides start with them.
    assert isinstance(kg.engine, Embedded)
    shortcuts = kg.query(
        "SELECT ?s ?p ?o WHERE { ?d parley:rule 'shortcuts' ; parley:derivedSubject ?s ; parley:derivedPredicate ?p ; parley:derivedObject ?o }"
    )
    for s, p, o in shortcuts:  # type: ignore[union-attr]
        closed.add((rdflib.URIRef(s), rdflib.URIRef(p), rdflib.URIRef(o)))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    ours = rdflib.Graph()
    dump = kg.engine.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    ours.parse(data=dump, format="nt")
    assert compared(closed) == compared(ours)


def compared(graph: rdflib.Graph) -> set[tuple[str, str, str]]:
    """Return the types and the derived properties between things of the data."""
    ns = "https://w3id.org/parley/"
    names = "backs linkedPatronOf organOf hasOrgan holdsOffice leads memberOf tiedTo actsFor locatedIn reaches"
    wanted = {f"{ns}ns#{name}" for name in names.split()} | {str(rdflib.RDF.type)}
    data = (f"{ns}doc/", f"{ns}id/")
    return {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if str(p) in wanted and str(s).startswith(data) and str(o).startswith(ns)
    }
