"""Fixtures, and the honest count of what could not be tested without the article's text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import parley
from parley.text.documents import Sources

if TYPE_CHECKING:
    from parley.release.content import Content

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


#: The edition of the release that tests read: version, commit, date, version before.
EDITION = ("1.2.3", "0" * 40, "2026-01-02", "1.2.2")


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the article."""
    pytest.importorskip("pygraphviz", reason="a release needs the extra 'publish'")
    from parley.release.edition import Edition
    from parley.release.publish import publish

    folder = tmp_path_factory.mktemp("publish") / "release"
    publish(folder, edition=Edition(*EDITION))
    return folder


@pytest.fixture(scope="session")
def content() -> Content:
    """What that release is made from."""
    from parley.release.content import Content
    from parley.release.edition import Edition

    return Content.read(None, Edition(*EDITION))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "words" in getattr(r, "keywords", ())]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} evidence tests were left out: the text of the article is not at hand "
            "(set PARLEY_SOURCES to the folder that holds it)"
        )
