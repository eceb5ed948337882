"""The rooms of the library: whoever stands above imports what lies below, and no file imports itself in a circle."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import parley

PACKAGE = Path(parley.__file__).parent
#: From the ground up. Each room may import itself and what stands before it; so may each module that is no room.
FLOORS = (
    *("errors", "version", "text", "resources", "rdf", "sparql", "engines", "catalogue"),
    *("answers", "graph", "check", "service", "release", "facade", "cli"),
)
#: The door of the library, the command line as a module, and a name of before: they import from every floor.
DOORS = ("", "__main__", "query")
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}


@cache
def imports(module: str) -> frozenset[str]:
    """Return what a module imports of the library: at its head, inside functions, and for types alone."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{module}: imports are absolute"
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in MODULES else node.module for a in node.names
            }
    return frozenset(found & MODULES.keys() - {module})


def floor_of(module: str) -> str:
    return module.removeprefix("parley").removeprefix(".").partition(".")[0]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_what_lies_below(module: str) -> None:
    here = floor_of(module)
    assert here in (*FLOORS, *DOORS), f"{module} is in no room: put it into one, or name a new one here"
    if here not in DOORS:
        below = FLOORS[: FLOORS.index(here) + 1]
        assert [other for other in sorted(imports(module)) if floor_of(other) not in below] == []


def test_no_file_imports_itself_in_a_circle() -> None:
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join([*way[way.index(module) :], module])
        if module not in done:
            for other in sorted(imports(module)):
                follow(other, (*way, module))
            done.add(module)

    for module in sorted(MODULES):
        if floor_of(module) not in DOORS:
            follow(module, ())


@pytest.mark.parametrize("room", sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py")))
def test_a_room_says_what_lives_there_and_what_it_may_import(room: str) -> None:
    said = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "It may import " in said
