"""The doctor says no where stored queries would be wrong: on an engine that deviates, fails or cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import parley
from parley.catalogue.files import names
from parley.cli.main import main
from parley.engines import Endpoint, Solutions
from parley.errors import EngineError, NotDerivedError, TruncatedError
from parley.service import doctor

if TYPE_CHECKING:
    from parley.engines import Answer


class Sick:
    """A service played by the embedded engine, with one thing wrong."""

    def __init__(self, wrong: str) -> None:
        self.kg, self.wrong = parley.connect(), wrong
        self.server, self.url = "Sick/1", "http://127.0.0.1:1/"

    @property
    def name(self) -> str:
        return self.server

    def query(self, text: str) -> Answer:
        if self.wrong and self.wrong in text:
            message = "internal error"
            raise EngineError(message)
        answer = self.kg.engine.query(text)
        if self.wrong == "rows" and isinstance(answer, Solutions) and len(answer.rows) > 40:
            return answer._replace(rows=answer.rows[:-1])
        return answer

    def prove(self, rows: int) -> int:
        return rows


def findings(
    wrong: str, monkeypatch: pytest.MonkeyPatch, *, holds: bool = True, empty: bool = False
) -> list[doctor.Finding]:
    sick = Sick(wrong)

    def connected(*_: object, **__: object) -> parley.KnowledgeGraph:
        if not holds:
            message = "holds no claims"
            raise NotDerivedError(message, empty=empty)
        return parley.KnowledgeGraph(sick)

    real = parley.connect()
    monkeypatch.setattr(doctor, "Endpoint", lambda *_, **__: sick)
    monkeypatch.setattr("parley.graph.connect.opened", lambda source, *_, **__: connected() if source else real)
    return list(doctor.examine(sick.url, timeout=2))


def test_a_healthy_engine_is_found_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    found = findings("", monkeypatch)
    assert not [f for f in found if f.harms]
    assert {f.what: f.detail for f in found}["stored queries"] == f"{len(names())} of {len(names())}"


def test_a_deviation_on_which_no_stored_query_depends_is_known_and_does_no_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = findings("EXISTS", monkeypatch)
    assert [f.what for f in found if f.state == "known"] == ["EXISTS over VALUES"]
    assert not [f for f in found if f.harms]


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def prove(_: Sick, rows: int) -> int:
        if rows > 1_000:
            message = "cut"
            raise TruncatedError(message, 12_345)
        return rows

    monkeypatch.setattr(Sick, "prove", prove)
    limits = {f.what: f for f in findings("COUNT(*)", monkeypatch)}
    assert limits["limit on rows"].detail == "12345: cut"
    assert limits["limit on time"].state == "limit"


@pytest.mark.parametrize(("wrong", "what"), [("MIN(", "bargaining.unstated"), ("LANG(", "actors.named")])
def test_what_fails_is_named(wrong: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    harmed = {f.what for f in findings(wrong, monkeypatch) if f.harms}
    assert what in harmed


def test_rows_that_are_wrong_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    harmed = {f.what: f.detail for f in findings("rows", monkeypatch) if f.harms}
    assert "rows" in harmed["evidence.claims"]
    assert "patronage.backers" not in harmed


def test_without_data_the_probes_tell_which_queries_would_be_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    harmed = {f.what for f in findings("MIN(", monkeypatch, holds=False) if f.harms}
    assert harmed == {"MIN in a sub-select", "bargaining.unstated", "stored queries"}


def test_a_service_that_holds_nothing_is_not_called_right(monkeypatch: pytest.MonkeyPatch) -> None:
    for empty, state in ((True, "note"), (False, "fails")):
        found = {f.what: f for f in findings("", monkeypatch, holds=False, empty=empty)}
        assert (found["stored queries"].state, found["stored queries"].harms) == (state, not empty)


def test_an_endpoint_that_is_not_there_is_one_error() -> None:
    with pytest.raises(EngineError, match="cannot be reached"):
        list(doctor.examine("http://127.0.0.1:1/"))
    assert Endpoint("http://127.0.0.1:1/").proven == 0


@pytest.mark.parametrize(("count", "line"), [(1, "1 finding would"), (2, "2 findings would")])
def test_the_last_line_counts_in_plain_english(
    count: int, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    harmful = [doctor.Finding("a probe\x1b[31m", "deviates", "", harms=True)] * count
    monkeypatch.setattr(doctor, "examine", lambda *_, **__: iter(harmful))
    assert main(["doctor", "http://127.0.0.1:1/"]) == 1
    told = capsys.readouterr().out
    assert told.splitlines()[-1].startswith(line)
    assert "\x1b" not in told
