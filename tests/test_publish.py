"""A release is the same for everybody, whole or not there, and says what the graph says."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pyshacl
import pytest
import rdflib

import parley
from conftest import DOCUMENT, ROOT
from conftest import EDITION as EDITION_OF_TESTS
from parley.errors import OutputError, ParameterError, SourceFileError

pytest.importorskip("pygraphviz", reason="a release needs the extra 'publish'")

sys.path.insert(0, str(ROOT / "benchmarks"))
import synthetic

from parley.release.content import Content
from parley.release.edition import Edition, current
from parley.release.files import SUMS, WRITERS
from parley.release.publish import publish
from test_cli import parley as command

EDITION = Edition(*EDITION_OF_TESTS)
DCAT, SPDX = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://spdx.org/rdf/terms#")
RELEASE = rdflib.URIRef("https://w3id.org/parley/release/1.2.3")


def test_every_file_is_there_and_its_checksum_is_right(release: Path) -> None:
    sums = dict(reversed(line.split("  ")) for line in (release / SUMS).read_text().splitlines())
    assert {*WRITERS, "index.html", ".htaccess"} <= set(sums)
    assert set(sums) | {SUMS} == {p.relative_to(release).as_posix() for p in release.rglob("*") if p.is_file()}
    for name, digest in sums.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest


def test_the_bytes_do_not_depend_on_the_process(release: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from parley.release.publish import publish; from parley.release.edition import Edition; "
        f"publish(sys.argv[1], edition=Edition{tuple(EDITION)!r})"
    )
    for seed, zone in (("1", "UTC"), ("2", "Asia/Baghdad")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", code, tmp_path / seed], env=environment, check=True)
        assert (tmp_path / seed / SUMS).read_bytes() == (release / SUMS).read_bytes()


def test_the_catalogue_tells_the_truth_of_the_files(release: Path, content: Content) -> None:
    graph = rdflib.Graph().parse(release / "catalog.ttl")
    described = set(graph.objects(RELEASE, DCAT.distribution))
    assert {str(d).partition("#")[2] for d in described} == set(WRITERS) - {"catalog.ttl"}
    for distribution in described:
        path = release / str(distribution).partition("#")[2]
        assert int(str(graph.value(distribution, DCAT.byteSize))) == path.stat().st_size
        checksum = graph.value(distribution, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(path.read_bytes()).hexdigest()
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    assert int(str(graph.value(RELEASE, void.triples))) == content.everything.count(b"\n")
    assert str(graph.value(RELEASE, rdflib.DCTERMS.issued)) == "2026-01-02"
    assert rdflib.URIRef(DOCUMENT) in set(graph.objects(RELEASE, rdflib.PROV.wasDerivedFrom))


def whole(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_fails_leaves_the_old_release_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "release"
    publish(folder, edition=EDITION)
    before = whole(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for failing, error in ((full, OutputError), (killed, KeyboardInterrupt)):
        monkeypatch.setitem(WRITERS, "claims.csv", failing)
        with pytest.raises(error):
            publish(folder, edition=EDITION._replace(version="2.0"))
        assert whole(folder) == before
        assert list(tmp_path.iterdir()) == [folder]


def test_a_new_release_takes_the_place_of_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    for version in ("1.0", "2.0"):
        publish(folder, edition=EDITION._replace(version=version))
    assert "release/2.0" in (folder / "catalog.ttl").read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [folder]


def test_the_catalogue_conforms_to_its_shapes(release: Path) -> None:
    graph = rdflib.Graph().parse(release / "catalog.ttl")
    before = rdflib.URIRef("https://w3id.org/parley/release/1.2.2")
    assert graph.value(RELEASE, DCAT.previousVersion) == before
    shapes = rdflib.Graph().parse(ROOT / "shapes" / "release.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, text
    assert {*graph.subjects(rdflib.RDF.type, DCAT.Distribution)}, "the shapes would have had nothing to check"


def test_other_accounts_are_published_as_well(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "accounts", 2, seed=1)
    publish(tmp_path / "release", tmp_path / "accounts", edition=EDITION)
    graph = rdflib.Graph().parse(tmp_path / "release" / "catalog.ttl")
    assert len(set(graph.objects(RELEASE, rdflib.PROV.wasDerivedFrom))) == 2
    again = parley.connect(tmp_path / "release" / "accounts.ttl")
    assert list(again.ask("patronage.backers")) == list(parley.connect(tmp_path / "accounts").ask("patronage.backers"))


def test_a_graph_publishes_its_files(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "accounts", 1, seed=1)
    for number, source in enumerate((None, tmp_path / "accounts")):
        parley.connect(source).publish(tmp_path / f"a{number}", edition=EDITION, site=False)
        publish(tmp_path / f"b{number}", source, edition=EDITION, site=False)
        assert (tmp_path / f"a{number}" / SUMS).read_bytes() == (tmp_path / f"b{number}" / SUMS).read_bytes()
    with pytest.raises(ParameterError, match="read from files"):
        parley.connect(parley.connect().to_rdflib()).publish(tmp_path / "c")


def test_what_is_no_release_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ParameterError, match=r"mine\.txt is no file of an earlier release"):
        publish(tmp_path)
    with pytest.raises(ParameterError, match="its own previous"):
        publish(tmp_path / "new", edition=EDITION._replace(previous="1.2.3"))
    for version in ("1 0", "", "a/b", "x" * 65):
        with pytest.raises(ParameterError, match="a version has"):
            publish(tmp_path / "new", edition=EDITION._replace(version=version))
    for other in ({"publisher": "me"}, {"licence": "javascript:x"}, {"title": " "}):
        with pytest.raises(ParameterError):
            publish(tmp_path / "new", edition=EDITION._replace(**other))
    with pytest.raises(ParameterError, match="has a name"):
        publish("", edition=EDITION)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(b'mine').hexdigest()}  mine.txt\n")
    with pytest.raises(ParameterError, match="is no file of an earlier release"):
        publish(tmp_path, edition=EDITION)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ParameterError, match="file is no file of an earlier release"):
        publish(tmp_path / "file")


def test_what_was_added_to_a_release_or_changed_in_it_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    publish(folder, edition=EDITION, site=False)
    for change in ("CNAME", "parley.ttl", "empty/folder"):
        path = folder / change
        before = path.read_bytes() if path.is_file() else None
        if change.startswith("empty"):
            path.mkdir(parents=True)
        else:
            path.write_text("mine")
        with pytest.raises(ParameterError, match=f"{change} is no file of an earlier release, or was changed"):
            publish(folder, edition=EDITION, site=False)
        assert path.exists()
        if before:
            path.write_bytes(before)
        elif path.is_file():
            path.unlink()


def test_who_stands_in_the_folder_or_links_to_it_keeps_doing_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, link = tmp_path / "release-1", tmp_path / "current"
    publish(real, edition=EDITION, site=False)
    link.symlink_to("release-1")
    publish(link, edition=EDITION._replace(version="2.0"), site=False)
    assert link.is_symlink()
    monkeypatch.chdir(real)
    for name in (".", "../release-1"):
        publish(name, edition=EDITION._replace(version="3.0"), site=False)
        assert "release/3.0" in (real / "catalog.ttl").read_text(encoding="utf-8")
        monkeypatch.chdir(real)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["current", "release-1"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"", "holds no claims"),
        (b"@prefix parley: <https://w3id.org/parley/ns#> . [] a parley:Claim .", "has a blank node"),
        (b"<https://example.org/a> <https://example.org/b> _:x .", "has a blank node"),
        (b"# caf\xe9\n", "not UTF-8"),
        (b"<https://example.org/a> <https://example.org/b> <<( <a:a> <b:b> <c:c> )>> .", "RDF 1.2"),
    ],
)
def test_what_cannot_be_published_is_refused_before_anything_is_written(text: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / "in.ttl").write_bytes(text)
    with pytest.raises(SourceFileError, match=what):
        publish(tmp_path / "out", tmp_path / "in.ttl", edition=EDITION)
    assert [p.name for p in tmp_path.iterdir()] == ["in.ttl"]


def test_others_publish_under_their_own_name(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "accounts", 1, seed=1)
    options = ["--version", "7", "--title", "Ours", "--publisher", "https://example.org/us"]
    options += ["--license", "https://creativecommons.org/publicdomain/zero/1.0/", "--no-site"]
    done = command("publish", str(tmp_path / "out"), str(tmp_path / "accounts"), *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert "version 7, of no commit" in done.stdout
    graph = rdflib.Graph().parse(tmp_path / "out" / "catalog.ttl")
    release = rdflib.URIRef("https://w3id.org/parley/release/7")
    assert str(graph.value(release, rdflib.DCTERMS.title)) == "Ours 7"
    assert str(graph.value(release, rdflib.DCTERMS.publisher)) == "https://example.org/us"
    assert {str(o) for o in graph.objects(None, rdflib.DCTERMS.license)} == {options[7]}


def test_progress_is_a_bar_on_a_terminal_and_nothing_in_a_pipe(tmp_path: Path) -> None:
    terminal, other_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "parley", "publish", tmp_path / "a", "--no-site"],
        stderr=other_end,
        stdout=subprocess.PIPE,
    )
    os.close(other_end)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    process.communicate(timeout=30)
    assert "██████████░░░░░░░░░░ ".encode() in shown
    assert shown.endswith(b"\r\x1b[K"), "and is wiped away"
    assert all(name.encode() in shown for name in (*WRITERS, SUMS))
    done = command("publish", str(tmp_path / "b"), "--no-site")
    assert (done.returncode, done.stderr) == (0, "")
    steps: list[tuple[int, int, str]] = []
    publish(tmp_path / "c", edition=EDITION, progress=lambda *step: steps.append(step))
    assert [done for done, _, _ in steps] == list(range(len(WRITERS) + 3))
    assert {total for _, total, _ in steps} == {len(steps)}


def test_who_ends_the_process_leaves_nothing_behind(tmp_path: Path) -> None:
    publish(tmp_path / "release", edition=EDITION, site=False)
    before = whole(tmp_path / "release")
    process = subprocess.Popen([sys.executable, "-m", "parley", "publish", tmp_path / "release"])
    for _ in range(3000):
        if len(list(tmp_path.iterdir())) > 1:
            break
        time.sleep(0.01)
    process.terminate()
    assert process.wait(timeout=20) == 128 + 15
    assert whole(tmp_path / "release") == before
    assert [p.name for p in tmp_path.iterdir()] == ["release"]


def test_the_date_is_the_commits_or_the_given_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert current().date == "1970-01-01"
    for wrong in ("yesterday", "99999999999999", "99999999999999999", "٣", "-1", "1_000", " 5", ""):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(ParameterError, match="SOURCE_DATE_EPOCH"):
            current()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert current(shipped=False) == Edition(parley.__version__, None, None)
