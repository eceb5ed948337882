"""Examples in docstrings run; every public thing is documented; files are where the README says."""

from __future__ import annotations

import ast
import doctest
import importlib
import importlib.util
import pkgutil

import pytest

import parley
from conftest import ROOT
from parley.cli.main import main

MODULES = [
    parley.__name__,
    *(m.name for m in pkgutil.walk_packages(parley.__path__, "parley.") if not m.name.endswith("__main__")),
]


#: Examples of what an extra brings.
NEEDS = {
    "parley.facade.KnowledgeGraph.publish": "pygraphviz",
    "parley.release.publish.publish": "pygraphviz",
    "parley.release.site.diagram.place": "pygraphviz",
    "parley.release.network.network": "networkx",
    "parley.answers.rows.Rows.to_pandas": "pandas",
    "parley.answers.rows.Rows.to_polars": "polars",
}


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    if name.startswith("parley.release.site"):
        pytest.importorskip("jinja2", reason="the site needs the extra 'publish'")
    runner = doctest.DocTestRunner()
    for test in doctest.DocTestFinder().find(importlib.import_module(name)):
        library = NEEDS.get(test.name)
        if library is None or importlib.util.find_spec(library):  # .ci/run tests them with the extra
            runner.run(test)
    assert runner.summarize(verbose=False).failed == 0


def test_there_are_examples() -> None:
    imported = [n for n in MODULES if not n.startswith("parley.release.site")]
    count = sum(len(doctest.DocTestFinder().find(importlib.import_module(n))) for n in imported)
    assert count > 20


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda p: p.name)
def test_no_module_outgrows_its_idea(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert len(text.splitlines()) <= 330
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = (node.end_lineno or 0) - node.body[0].lineno
            assert body <= 45, f"{node.name} has {body} lines"


@pytest.mark.parametrize(
    "folder", ["ontology", "graph/documents", "queries/derive", "shapes", "tests/answers", "tests/cases"]
)
def test_no_folder_is_empty(folder: str) -> None:
    assert any(p.is_file() for p in (ROOT / folder).rglob("*"))


def block(language: str) -> str:
    """Return the first block of a language in the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return text.partition(f"```{language}\n")[2].partition("```")[0]


def test_the_ten_lines_of_the_readme_run(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block("python"), "README.md", "exec"), {})  # noqa: S102 - our own README
    printed = capsys.readouterr().out
    assert "id:irgc code:certainty-flat" in printed
    assert "Who threatens what" in printed


def test_the_output_in_the_readme_is_the_real_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_SOURCES", "")
    assert main(["check"]) == 0
    assert main(["ask", "patronage.backers"]) == 0
    assert capsys.readouterr().out == block("text")
