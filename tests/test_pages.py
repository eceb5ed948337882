"""The catalogue page is whole; the ontology page is built and held to be whole by .ci/run (it needs pyLODE)."""

from __future__ import annotations

import importlib.util

import pytest

from conftest import ROOT
from parley.catalogue.files import load, names

SPEC = importlib.util.spec_from_file_location("pages", ROOT / "docs" / "pages.py")
assert SPEC
assert SPEC.loader
pages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(pages)


def test_every_query_is_on_the_page_with_a_link_that_leads_there() -> None:
    page = pages.catalogue_page()
    for name in names():
        assert f"### {name}\n\n{load(name).summary}\n" in page
        assert f"(#{name.replace('.', '')})" in page


def test_the_properties_of_a_class_come_from_its_shape() -> None:
    said = {(str(s), str(o)) for s, p, o in pages._from_shapes() if p.endswith("domainIncludes")}
    ns = "https://w3id.org/parley/ns#"
    assert (f"{ns}patron", f"{ns}Patronage") in said
    assert (f"{ns}patron", f"{ns}Threat") not in said


def test_a_page_that_lacks_a_query_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_entry", lambda query: [f"### {query.name}"])
    with pytest.raises(SystemExit, match="lacks"):
        pages.catalogue_page()
