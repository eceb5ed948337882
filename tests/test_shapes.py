"""Each shape has a case that passes and one that fails, at the focus node, path and shape it names."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import SH

from parley.resources import shape_files, vocabulary_files

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
SHORT = {
    "https://w3id.org/parley/doc/000000000000": "",
    "https://w3id.org/parley/shapes#": "shape:",
    "https://w3id.org/parley/ns#": "parley:",
    "https://w3id.org/parley/id/": "id:",
    "https://w3id.org/parley/code/": "code:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/ns/dcat#": "dcat:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://rdfs.org/ns/void#": "void:",
    "http://spdx.org/rdf/terms#": "spdx:",
}


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in shape_files():
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def base() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in [*vocabulary_files(), CASES / "base.ttl"]:
        graph.parse(path)
    return graph


def shown(term: object) -> str:
    if not isinstance(term, rdflib.URIRef):
        return "-"
    text = str(term)
    for namespace, short in SHORT.items():
        text = text.replace(namespace, short)
    return text or "#"


def results(base: rdflib.Graph, shapes: rdflib.Graph, path: Path) -> set[tuple[str, str, str]]:
    data = rdflib.Graph()
    for triple in base:
        data.add(triple)
    data.parse(path)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    found = set()
    for result in report.subjects(SH.resultSeverity):
        focus, at, shape = (report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.sourceShape))
        found.add((shown(focus), shown(at), shown(shape)))
    return found


def test_every_shape_with_a_target_has_its_cases(shapes: rdflib.Graph) -> None:
    targeted = {shown(s).removeprefix("shape:") for s in shapes.subjects(SH.targetClass)}
    assert len(targeted) > 50
    assert targeted == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_case_that_passes_passes(name: str, base: rdflib.Graph, shapes: rdflib.Graph) -> None:
    assert results(base, shapes, CASES / name / "pass.ttl") == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_case_that_fails_fails_as_it_says(name: str, base: rdflib.Graph, shapes: rdflib.Graph) -> None:
    path = CASES / name / "fail.ttl"
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {tuple(line.split()[2:]) for line in lines if line.startswith("# fails ")}
    assert expected
    assert results(base, shapes, path) == expected


def test_every_property_shape_says_what_is_wrong(shapes: rdflib.Graph) -> None:
    named = [s for s in shapes.subjects(rdflib.RDF.type, SH.PropertyShape) if isinstance(s, rdflib.URIRef)]
    assert len(named) > 150
    for shape in named:
        assert shapes.value(shape, SH.message), shape
        assert shapes.value(shape, SH.severity), shape
