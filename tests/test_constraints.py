"""Each constraint of the shapes catches a mutant made for it; the few others are broken by a case or a corruption."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from constraints import CASES, caught, constraints, data, graph, mutants
from corruptions import CORRUPTIONS
from parley.resources import shape_files

if TYPE_CHECKING:
    import rdflib

#: Inside the shape of a value, which is what reports them: broken with sh:node of the value shapes.
NESTED = ("hasValue", "minCount of claim-with-force")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return graph(*shape_files())


def test_every_constraint_catches_its_mutant(shapes: rdflib.Graph) -> None:
    grown, made, left = mutants(shapes, data(shapes))
    assert len(made) > 400
    assert {(m.shape, m.component) for m in made} | left == constraints(shapes)
    found = caught(shapes, grown)
    assert [m for m in made if m not in found] == []


def test_what_has_no_mutant_is_broken_by_a_case_or_a_corruption(shapes: rdflib.Graph) -> None:
    _, _, left = mutants(shapes, data(shapes))
    broken = {check for _, _, check in CORRUPTIONS.values()}
    for case in CASES.glob("*/fail.ttl"):
        lines = case.read_text(encoding="utf-8").splitlines()
        broken |= {line.split()[-1].removeprefix("shape:") for line in lines if line.startswith("# fails ")}
    for shape, component in sorted(left):
        name = shape.rpartition("#")[2]
        assert f"{component} of {name}".startswith(NESTED) or name in broken, (name, component)
