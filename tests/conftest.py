"""Fixtures, and the honest count of what could not be tested without the article's text."""

from __future__ import annotations

from pathlib import Path

import pytest

import parley
from parley.evidence import Sources

ROOT = Path(__file__).resolve().parents[1]
DIGEST = "2422500622f195ebbc70cf849fb7ef0659cd480e4ee3a7c11e12075e5212c8e3"
DOCUMENT = f"https://w3id.org/parley/doc/{DIGEST[:12]}"
ACCOUNT = ROOT / "graph" / "documents" / "iran-backed-militias-disarmament.ttl"


@pytest.fixture(scope="session")
def kg() -> parley.KnowledgeGraph:
    return parley.connect()


@pytest.fixture(scope="session")
def article() -> str:
    text = Sources().text(DIGEST)
    if text is None:
        pytest.skip("the text of the article is not under PARLEY_SOURCES")
    return text


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "words" in getattr(r, "keywords", ())]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} evidence tests were left out: the text of the article is not at hand "
            "(set PARLEY_SOURCES to the folder that holds it)"
        )
