"""What changed between two dumps is told claim by claim, standing by standing and row by row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ACCOUNT
from parley.errors import SourceFileError
from parley.release.diff import diff, dump
from test_cli import parley as command

PATRONAGE = "irgc-backs-militias"


@pytest.fixture(scope="module")
def hedged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The account with one claim hedged that was flat, and another in other words."""
    text = ACCOUNT.read_text(encoding="utf-8")
    (claim,) = [c for c in text.split("\n\n") if f"parley:states <#{PATRONAGE}>" in c and "parley:gloss" in c]
    flat = next(c for c in ("certainty-flat", "certainty-presupposed") if c in claim)
    gloss = claim.partition('parley:gloss "')[2].partition('"')[0]
    other = claim.replace(flat, "certainty-hedged").replace(gloss, "Said in other words.")
    assert other != claim
    path = tmp_path_factory.mktemp("hedged") / "account.ttl"
    path.write_text(text.replace(claim, other), encoding="utf-8")
    return path


def test_the_same_account_is_no_change() -> None:
    found = diff(ACCOUNT, ACCOUNT)
    assert not found
    assert str(found) == "nothing changed"
    assert command("diff", str(ACCOUNT), str(ACCOUNT)).returncode == 0


def test_a_hedge_changes_a_standing_and_the_answers_that_rest_on_it(hedged: Path) -> None:
    found = diff(ACCOUNT, hedged)
    assert (found.added, found.withdrawn) == ({}, {})
    (reworded,) = found.reworded
    assert reworded.new == "Said in other words."
    assert ("certainty", "code:certainty-hedged") in {(c.what, c.new) for c in found.restated}
    (standing,) = [c for c in found.standings if c.iri.endswith(f"#{PATRONAGE}")]
    assert (standing.old, standing.new) == ("standing-reported", "standing-alleged")
    rows = {change.query: change for change in found.rows}
    assert any("id:irgc" in row for row in rows["patronage.backers"].disappeared)
    assert not rows["patronage.backers"].appeared
    assert "actors.groups" not in rows


def test_backwards_what_appeared_disappears(hedged: Path) -> None:
    there, back = diff(ACCOUNT, hedged), diff(hedged, ACCOUNT)
    assert [(r.query, r.appeared, r.disappeared) for r in back.rows] == [
        (r.query, r.disappeared, r.appeared) for r in there.rows
    ]


def test_a_claim_that_is_left_out_is_withdrawn(tmp_path: Path) -> None:
    blocks = ACCOUNT.read_text(encoding="utf-8").split("\n\n")
    position, claim = next((i, b) for i, b in enumerate(blocks) if "a parley:Claim ;" in b)
    (tmp_path / "less.ttl").write_text("\n\n".join(blocks[:position] + blocks[position + 1 :]), encoding="utf-8")
    name = claim.strip().split(" ")[0].strip("<>")
    found = diff(ACCOUNT, tmp_path / "less.ttl")
    assert [iri.rpartition("#")[2] for iri in found.withdrawn] == [name.removeprefix("#")]
    assert not found.added
    assert list(diff(tmp_path / "less.ttl", ACCOUNT).added) == list(found.withdrawn)


def test_the_command_tells_it_in_text_and_json(hedged: Path) -> None:
    done = command("diff", str(ACCOUNT), str(hedged))
    assert (done.returncode, done.stderr) == (1, "")
    assert "standing-reported -> standing-alleged" in done.stdout
    data = json.loads(command("diff", str(ACCOUNT), str(hedged), "--format", "json").stdout)
    assert {"added", "withdrawn", "reworded", "restated", "statements", "standings", "rows"} == set(data)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("parley:textLength 6970", "parley:textLength 6971", "textLength"),
        ('"Iran backs the militias"@en', '"Iran bankrolls the militias"@en', "prefLabel"),
        ('"With whom, when and on what terms is not said', '"With whom, when or on what terms is not said', "note"),
        ("parley:force code:force-agreed", "parley:force code:force-considering", "force"),
        ("parley:patron id:irgc", "parley:patron id:iran", "patron"),
        ('"An article without title', '"Some article without title', "description"),
        (
            '"The militias in question have the backing of Iran."@en',
            '"The militias in question have the backing of Iran."@en-GB',
            "gloss",
        ),
    ],
)
def test_nothing_that_is_said_changes_unseen(old: str, new: str, what: str, tmp_path: Path) -> None:
    text = ACCOUNT.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "account.ttl").write_text(text.replace(old, new, 1), encoding="utf-8")
    found = diff(ACCOUNT, tmp_path / "account.ttl")
    assert what in {change.what for change in (*found.reworded, *found.restated, *found.statements)}
    assert found.added == found.withdrawn == {}


def test_what_a_withdrawn_claim_alone_stated_loses_its_standing(tmp_path: Path) -> None:
    blocks = ACCOUNT.read_text(encoding="utf-8").split("\n\n")
    less = [b for b in blocks if not ("a parley:Claim ;" in b and f"parley:states <#{PATRONAGE}>" in b)]
    (tmp_path / "less.ttl").write_text("\n\n".join(less), encoding="utf-8")
    assert ("standing-reported", "") in {(c.old, c.new) for c in diff(ACCOUNT, tmp_path / "less.ttl").standings}


def test_what_is_no_dump_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError):
        dump(tmp_path / "nothing.ttl")
    assert command("diff", str(ACCOUNT), str(tmp_path)).returncode == 2


def test_a_release_is_compared_with_accounts(tmp_path: Path, hedged: Path) -> None:
    pytest.importorskip("polars", reason="a release needs the extra 'publish'")
    pytest.importorskip("networkx", reason="a release needs the extra 'publish'")
    from parley.release.publish import publish

    publish(tmp_path / "release")
    assert not diff(tmp_path / "release", ACCOUNT)
    assert not diff(tmp_path / "release", tmp_path / "release" / "accounts.ttl")
    assert diff(tmp_path / "release", hedged)


THING = "<https://example.org/thing> <https://example.org/says> {} .\n"


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ('"written a_:b, first"', '"written a_:b, second"', True),
        ("<https://example.org/a_:b>", "<https://example.org/a_:c>", True),
        ('[ <https://example.org/p> "yes" ]', '[ <https://example.org/p> "no" ]', True),
        ('( "a" ( "b" ) )', '( "a" ( "c" ) )', True),
        ('[ <https://example.org/p> "x" ] , [ <https://example.org/p> "y" ]',
         '[ <https://example.org/p> "y" ] , [ <https://example.org/p> "x" ]', False),
        ("_:one . _:one <https://example.org/p> _:one", "_:two . _:two <https://example.org/p> _:two", False),
        ("_:one . _:free <https://example.org/p> 1", "_:one . _:free <https://example.org/p> 2", True),
        ('"<!> "', '"<!>"', True),
    ],
)  # fmt: skip
def test_blank_nodes_are_compared_by_what_they_say(old: str, new: str, change: bool, tmp_path: Path) -> None:
    from parley.release.publish import publish

    release = tmp_path / "release"
    publish(release, ACCOUNT, site=False, unchecked=True)
    dump = (release / "parley.ttl").read_text(encoding="utf-8")
    for name, text in (("old", old), ("new", new)):
        (tmp_path / f"{name}.ttl").write_text(dump + THING.format(text), encoding="utf-8")
    found = diff(tmp_path / "old.ttl", tmp_path / "new.ttl")
    assert bool(found) == change
    assert len(found.statements) == change


def test_a_claim_whose_name_looks_like_a_blank_node_is_one(tmp_path: Path) -> None:
    text = ACCOUNT.read_text(encoding="utf-8")
    (tmp_path / "account.ttl").write_text(text.replace("<#claim-003>", "<#claim_:003>"), encoding="utf-8")
    found = diff(ACCOUNT, tmp_path / "account.ttl")
    assert [iri.rpartition("#")[2] for iri in found.added] == ["claim_:003"]


def test_the_summary_is_one_line_and_no_text_moves_the_cursor(tmp_path: Path) -> None:
    text = ACCOUNT.read_text(encoding="utf-8").replace('"Iran backs the militias"@en', '"\\u001b[2J\\u202eIran"@en')
    (tmp_path / "account.ttl").write_text(text, encoding="utf-8")
    done = command("diff", str(ACCOUNT), str(tmp_path / "account.ttl"))
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "1 other thing changed" in done.stdout.splitlines()[0]
    short = command("diff", str(ACCOUNT), str(tmp_path / "account.ttl"), "--summary")
    assert (short.returncode, short.stdout) == (1, done.stdout.splitlines()[0] + "\n")
    assert command("diff", str(ACCOUNT), str(ACCOUNT), "--summary").stdout == "nothing changed\n"
    assert command("diff", str(ACCOUNT), str(ACCOUNT), "--summary", "--format", "json").returncode == 2
