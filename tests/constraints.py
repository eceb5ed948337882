"""One mutant for each constraint of the shapes, made of a node of the real account.

python tests/constraints.py     # validate all mutants, and print how many constraints catch theirs

A mutant is a copy of a node that breaks one constraint: a value dropped, doubled, of the wrong
class, list, datatype or language, or a property that its shape does not list. All are validated together; each
must be reported at its own focus node, by the shape and component it was made for. Nodes come from
the account and the registry, and from the cases that pass for what the article has none of.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyshacl
import rdflib
from rdflib import RDF, SH, XSD, Literal, URIRef

from conftest import ACCOUNT
from parley.resources import registry_file, shape_files, vocabulary_files

if TYPE_CHECKING:
    from rdflib.term import Node

CASES = Path(__file__).parent / "cases"
MUTANT = "https://w3id.org/parley/mutant/"


class Mutant(NamedTuple):
    focus: URIRef
    shape: URIRef
    component: str


def graph(*paths: Path) -> rdflib.Graph:
    found = rdflib.Graph()
    for path in paths:
        found.parse(path)
    return found


def data(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the real graph, and for each class that it has no node of the case that passes."""
    found = graph(*vocabulary_files(), ACCOUNT, registry_file(), CASES / "base.ttl")
    for number, (shape, cls) in enumerate(sorted(shapes.subject_objects(SH.targetClass))):
        case = CASES / shape.rpartition("#")[2] / "pass.ttl"  # type: ignore[attr-defined]
        if (None, RDF.type, cls) not in found:
            text = case.read_text(encoding="utf-8").replace("<#x>", f"<#x{number}>")
            found.parse(data=text.replace("<#claim>", f"<#claim{number}>"), format="turtle")
    return found


def constraints(shapes: rdflib.Graph) -> set[tuple[URIRef, str]]:
    """Return each named shape with each of the components that it constrains by."""
    wanted = {
        "minCount", "maxCount", "class", "datatype", "pattern", "nodeKind", "languageIn", "or", "xone", "closed",
        "node", "hasValue", "minInclusive", "minLength", "qualifiedValueShape", "uniqueLang", "lessThan",
    }  # fmt: skip
    named = {s for t in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, t) if isinstance(s, URIRef)}
    found = {(s, str(p).rpartition("#")[2]) for s in named for p in shapes.predicates(s)}
    return {(s, c) for s, c in found if c in wanted}


def foci(shapes: rdflib.Graph, things: rdflib.Graph) -> dict[URIRef, list[tuple[URIRef, URIRef]]]:
    """Return for each shape the nodes it applies to, each with the node shape that leads there."""
    found: dict[URIRef, list[tuple[URIRef, URIRef]]] = {}
    for shape, cls in shapes.subject_objects(SH.targetClass):
        nodes = [n for n in sorted(things.subjects(RDF.type, cls)) if isinstance(n, URIRef)]
        for each in (shape, *shapes.objects(shape, SH.property)):
            found.setdefault(each, []).extend((n, shape) for n in nodes)  # type: ignore[arg-type, misc]
    return found


def values(component: str, old: list[Node], elsewhere: list[Node]) -> list[Node] | None:
    """Return the values that break a component, given those that the focus and other nodes have."""
    sample = (old or elsewhere or [Literal("x", lang="en")])[0]
    lang = isinstance(sample, Literal) and sample.language
    stray = URIRef(MUTANT + "stray")
    match component:
        case "minCount":
            return []
        case "maxCount":
            more = [v for v in elsewhere if v not in old][:2]
            extra = Literal("another", lang="en") if lang else Literal("another")
            fresh = [URIRef(MUTANT + "one"), URIRef(MUTANT + "two")] if isinstance(sample, URIRef) else [extra]
            return [*old, sample, *more, *fresh]
        case "class" | "node" | "or":
            return [stray]
        case "nodeKind":
            return [Literal("no IRI")]
        case "datatype":
            return [Literal("x", datatype=XSD.anyURI)]
        case "languageIn":
            return [Literal("x", lang="tlh")]
        case "minLength":
            return [Literal("", lang="en") if lang else Literal("")]
        case "minInclusive":
            return [Literal(-1)]
        case "uniqueLang":
            return [Literal("one", lang="en"), Literal("another", lang="en")]
        case "pattern":
            return [Literal("?", lang="en") if lang else Literal("?")]
    return None


def mutants(shapes: rdflib.Graph, things: rdflib.Graph) -> tuple[rdflib.Graph, list[Mutant], set[tuple[URIRef, str]]]:
    """Return the graph with a mutant for each constraint, the mutants, and the constraints left out."""
    applies = foci(shapes, things)
    grown, made, left = things + rdflib.Graph(), [], set()
    for shape, component in sorted(constraints(shapes)):
        path = shapes.value(shape, SH.path)
        nodes = applies.get(shape, [])
        if component == "closed" and nodes:
            new: list[Node] | None = [Literal("no such property")]
            path = URIRef("http://purl.org/dc/terms/title")
        elif not isinstance(path, URIRef) or not nodes:
            left.add((shape, component))
            continue
        else:
            new = None
        carrying = [n for n, _ in nodes if things.value(n, path) is not None]
        focus = (carrying or [n for n, _ in nodes])[0]
        old = list(things.objects(focus, path))
        new = new if new is not None else values(component, old, list(things.objects(None, path)))
        if new is None:
            left.add((shape, component))
            continue
        copy = URIRef(f"{MUTANT}{len(made)}")
        for p, o in things.predicate_objects(focus):
            if p != path:
                grown.add((copy, p, o))
        for value in new:
            grown.add((copy, path, value))
        made.append(Mutant(copy, shape, component))
    return grown, made, left


def caught(shapes: rdflib.Graph, grown: rdflib.Graph) -> set[Mutant]:
    _, report, _ = pyshacl.validate(grown, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    found = set()
    for result in report.subjects(SH.resultSeverity):
        focus, shape, component = (
            report.value(result, p) for p in (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent)
        )
        name = str(component).rpartition("#")[2].removesuffix("ConstraintComponent")
        found.add(Mutant(focus, shape, name[0].lower() + name[1:]))  # type: ignore[arg-type]
    return found


def main() -> int:
    shapes = graph(*shape_files())
    grown, made, left = mutants(shapes, data(shapes))
    found = caught(shapes, grown)
    missed = [m for m in made if m not in found]
    for mutant in missed:
        print(f"missed: {mutant.component} of {mutant.shape.rpartition('#')[2]}")
    print(
        f"{len(made) - len(missed)} of {len(made)} constraints catch their mutant; {len(left)} others are broken elsewhere:"
    )
    for shape, component in sorted(left):
        print(f"  {component} of {shape.rpartition('#')[2]}")
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main())
