"""A release is judged before it is written, names itself, takes a place without a loss, and says what it lacks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

import crawl
import parley
from conftest import ACCOUNT, EDITION, ROOT
from parley.errors import FaultsError, ParameterError
from parley.rdf.terms import BASE
from parley.release import place
from parley.release import publish as publishing
from parley.release.edition import Edition
from parley.release.filenames import is_portable
from parley.release.files import LIBRARIES, WRITERS
from parley.release.publish import publish
from parley.release.sums import SUMS
from test_cli import parley as command
from test_publish import whole

paths = pytest.importorskip(
    "parley.release.site.paths", reason="a release needs the extra 'publish'", exc_type=ImportError
)
may_be_followed, place_of = paths.may_be_followed, paths.place_of

NEW = Edition(*EDITION)
DCAT, DCTERMS = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.DCTERMS


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a release, to be copied."""
    folder = tmp_path_factory.mktemp("dumps") / "release"
    publish(folder, edition=NEW, site=False, unchecked=True)
    return folder


def with_entity(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "account.ttl").write_text(f"{ACCOUNT.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")
    return folder


def test_faulty_accounts_are_not_published_unless_the_release_says_so(tmp_path: Path) -> None:
    account = with_entity(tmp_path / "in", '<#stray> a parley:Wish ; skos:prefLabel "=1+1"@en .')
    with pytest.raises(FaultsError, match=r"account\.ttl:\d+: .*--unchecked"):
        publish(tmp_path / "out", account, edition=NEW)
    done = command("publish", str(tmp_path / "out"), str(account), "--version", "1", "--no-site")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()
    done = command("publish", str(tmp_path / "out"), str(account), "--version", "1", "--unchecked")
    assert (done.returncode, done.stderr) == (0, "")
    assert "not checked" in done.stdout
    catalogue = rdflib.Graph().parse(tmp_path / "out" / "catalog.ttl")
    assert not list(catalogue.objects(None, DCTERMS.conformsTo))
    assert "Not checked" in str(next(catalogue.objects(None, rdflib.SKOS.editorialNote)))
    for page in ("index.html", "release/1/index.html", "id/irgc/index.html"):
        assert "<strong>Not checked" in (tmp_path / "out" / page).read_text(encoding="utf-8")


def test_what_was_checked_says_by_what(release: Path) -> None:
    catalogue = rdflib.Graph().parse(release / "catalog.ttl")
    assert str(next(catalogue.objects(None, DCTERMS.conformsTo))) == f"{BASE}shapes"
    assert "Not checked" not in (release / "index.html").read_text(encoding="utf-8")


def test_a_third_party_is_named_everywhere(tmp_path: Path) -> None:
    theirs = "https://data.example.org/militias/"
    options = [
        "--version",
        "2.0",
        "--previous",
        "1.9",
        "--title",
        "Our accounts",
        "--publisher",
        "https://example.org/we",
    ]
    done = command("publish", str(tmp_path / "a"), str(ACCOUNT), *options, "--base-url", theirs.rstrip("/"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "base-url" not in done.stdout
    graph = rdflib.Graph().parse(tmp_path / "a" / "catalog.ttl")
    release = rdflib.URIRef(f"{theirs}release/2.0")
    assert (release, rdflib.RDF.type, DCAT.Dataset) in graph
    assert {str(o) for o in graph.objects(None, DCAT.downloadURL)} == {
        theirs + n for n in WRITERS if n != "catalog.ttl"
    }
    for subject, predicate, value in graph:
        for term in (subject, value):
            if str(term).startswith(BASE):  # what it speaks of, and what it is made with, are what they are
                assert (
                    predicate in (rdflib.PROV.wasDerivedFrom, rdflib.RDF.type, DCTERMS.conformsTo)
                    or "void#" in predicate
                )
    conforms, _, text = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(ROOT / "shapes" / "release.ttl"))
    assert conforms, text
    nanopubs = {str(q.graph_name.value) for q in ox.parse(path=str(tmp_path / "a" / "parley.trig"))}  # type: ignore[union-attr]
    assert all(name.startswith(f"{theirs}np/") for name in nanopubs)
    cited = (tmp_path / "a" / "release" / "2.0" / "index.html").read_text(encoding="utf-8")
    assert f"https://example.org/we: Our accounts, version 2.0. &lt;{theirs}release/2.0&gt;." in cited
    for path in (tmp_path / "a").rglob("index.html"):
        page = crawl.read(path)
        (*_, canonical) = ["", *(a["href"] for t, a in page.elements if t == "link" and a.get("rel") == "canonical")]
        assert not canonical or str(canonical).startswith(theirs)
    home = (tmp_path / "a" / "index.html").read_text(encoding="utf-8")
    assert "<h1><bdi>Our accounts</bdi></h1>" in home
    assert "Parley" not in home
    assert f"{BASE}id/irgc" in (tmp_path / "a" / "id" / "irgc" / "index.html").read_text(encoding="utf-8")


def test_who_does_not_say_where_it_is_has_relative_addresses(tmp_path: Path) -> None:
    done = command("publish", str(tmp_path / "a"), str(ACCOUNT), "--version", "2.0")
    assert "--base-url gives it" in done.stdout
    for name in ("catalog.ttl", "release/2.0.ttl"):
        graph = rdflib.Graph().parse(tmp_path / "a" / name)
        files = {str(o) for o in graph.objects(None, DCAT.downloadURL)}
        assert files == {(tmp_path / "a" / n).as_uri() for n in WRITERS if n != "catalog.ttl"}
    assert "canonical" not in (tmp_path / "a" / "id" / "irgc" / "index.html").read_text(encoding="utf-8")


WRONG = [
    *(
        "http://[",
        "http://x:abc/",
        "https://example.org/%zz",
        "http://",
        "http:///x",
        "ftp://x/",
        "x",
        "",
        "http://x:99999/",
    ),
    *("http://a b/", "https://user:secret@example.org/", "javascript:alert(1)", "https://x/\n", "https://x/\udcff"),
]


@pytest.mark.parametrize("iri", WRONG)
@pytest.mark.parametrize("name", ["publisher", "licence", "base_url"])
def test_what_is_no_address_is_refused_before_anything_is_read(name: str, iri: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="http IRI") as refused:
        publish(tmp_path / "out", tmp_path / "nothing.ttl", edition=NEW._replace(**{name: iri}))
    assert "\n" not in str(refused.value)


def test_other_things_that_are_wrong_are_told_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "dangling").symlink_to("nowhere/at/all")
    for options in (
        [str(tmp_path / "one")],
        [str(tmp_path / "one" / "release")],
        [str(tmp_path / "out"), "--title", "a\nb"],
        [str(tmp_path / "out"), "--title", b"\xff"],
        [str(tmp_path / "out"), "--publisher", b"https://x/\xff"],
        [str(tmp_path / "out"), "--version", b"\xff"],
        [str(tmp_path / "out"), "--version", "con"],
        [str(tmp_path / "out"), "--version", "1."],
        [str(tmp_path / "out"), "--base-url", "https://x/?a"],
    ):
        line = [sys.executable, "-m", "parley", "publish", *options]
        done = subprocess.run(line, capture_output=True, check=False)  # type: ignore[arg-type]
        assert done.returncode in (2, 3), options
        assert len(done.stderr.splitlines()) == 1, options
        assert b"Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("state", ["between the renames", "after the exchange", "while it was written", "whole, aside"])
def test_what_a_killed_process_left_is_put_right(state: str, dumps: Path, tmp_path: Path) -> None:
    folder, aside = tmp_path / "release", tmp_path / ".release-abcd1234"
    aside.mkdir()
    if state == "between the renames":
        shutil.copytree(dumps, aside / "old")
        shutil.copytree(dumps, aside / "new")
    else:
        shutil.copytree(dumps, folder)
    if state == "while it was written":
        (aside / "new").mkdir()
        (aside / "new" / "parley.ttl").write_text("@prefix")
    elif state != "between the renames":
        shutil.copytree(dumps, aside / ("old" if state == "after the exchange" else "new"))
    before = whole(dumps)
    place.sweep(folder)
    assert {p.relative_to(folder): b for p, b in whole(folder).items()} == {
        p.relative_to(dumps): b for p, b in before.items()
    }
    assert [p.name for p in tmp_path.iterdir()] == ["release"]


def test_what_others_put_into_an_old_release_is_not_swept_away(dumps: Path, tmp_path: Path) -> None:
    shutil.copytree(dumps, tmp_path / "release")
    shutil.copytree(dumps, tmp_path / ".release-abcd1234" / "new")
    (tmp_path / ".release-abcd1234" / "new" / "mine.txt").write_text("mine")
    with pytest.raises(ParameterError, match=r"mine\.txt"):
        publish(tmp_path / "release", edition=NEW, site=False, unchecked=True)
    assert (tmp_path / ".release-abcd1234" / "new" / "mine.txt").read_text() == "mine"
    for other in (".release-backup00/notes", ".release-abcd12345/new/x", ".other-abcd1234/new/x"):
        (tmp_path / other).parent.mkdir(parents=True)
        (tmp_path / other).write_text("mine")
    (tmp_path / ".release-abcd1234" / "new" / "mine.txt").unlink()
    place.sweep(tmp_path / "release")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".other-abcd1234",
        ".release-abcd12345",
        ".release-backup00",
        "release",
    ]


def test_the_folder_of_a_living_process_is_not_swept(tmp_path: Path) -> None:
    with place.taking_the_place_of(tmp_path / "release") as new:
        (new / "file").write_text("x")
        code = "import sys; from pathlib import Path; from parley.release import place; place.sweep(Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", code, tmp_path / "release"], check=True)
        assert (new / "file").is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["release"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_file_that_arrives_meanwhile_survives(
    at_once: bool, dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    folder = tmp_path / "release"
    shutil.copytree(dumps, folder)
    before = whole(folder)
    if not at_once:
        monkeypatch.setattr(place, "_at_once", lambda *_: False)
    write = WRITERS["claims.csv"]

    def meanwhile(*given: object) -> None:
        (folder / "CNAME").write_text("data.example.org")
        write(*given)  # type: ignore[arg-type]

    monkeypatch.setitem(WRITERS, "claims.csv", meanwhile)
    with pytest.raises(ParameterError, match=r"release/CNAME is no file of an earlier release"):
        publish(folder, edition=NEW._replace(version="3.0"), site=False, unchecked=True)
    assert whole(folder) == {**before, folder / "CNAME": b"data.example.org"}
    assert [p.name for p in tmp_path.iterdir()] == ["release"]


def test_a_pipe_in_the_folder_is_refused_and_not_opened(dumps: Path, tmp_path: Path) -> None:
    for name in ("pipe", "claims.csv"):
        folder = tmp_path / name / "release"
        shutil.copytree(dumps, folder)
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
        with pytest.raises(ParameterError, match=name):
            publish(folder, edition=NEW, site=False)


def test_a_kill_at_any_moment_leaves_a_whole_release(dumps: Path, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    shutil.copytree(dumps, folder)
    code = "import sys; from parley.release.publish import publish; publish(sys.argv[1], site=False, unchecked=True)"
    for wait in (0.3, 0.9, 1.4):
        process = subprocess.Popen([sys.executable, "-c", code, folder], stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        subprocess.run(["sha256sum", "--quiet", "-c", SUMS], cwd=folder, check=True)
    publish(folder, edition=NEW, site=False, unchecked=True)
    assert [p.name for p in tmp_path.iterdir()] == ["release"]


def test_descriptions_of_earlier_releases_stay(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    for version, site in (("0.9", False), ("0.10", True), ("1.0", True)):
        publish(folder, ACCOUNT, edition=NEW._replace(version=version, previous=None), site=site, unchecked=True)
    assert crawl.broken(folder) == []
    for version in ("0.9", "0.10", "1.0"):
        assert (folder / "release" / version / "index.html").is_file()
        graph = rdflib.Graph().parse(folder / "release" / f"{version}.ttl")
        assert str(next(graph.objects(None, DCAT.version))) == version
        assert (folder / "parley.ttl").as_uri() in {str(o) for o in graph.objects(None, DCAT.downloadURL)}
    done = command("publish", str(folder), str(ACCOUNT), "--version", "0.8", "--no-site", "--unchecked")
    assert "takes the place of version 1.0, whose description stays in release/1.0.ttl" in done.stdout
    publish(folder, ACCOUNT, edition=NEW._replace(version="1.0.0", previous=None), site=False, unchecked=True)
    assert sorted(p.name for p in (folder / "release").iterdir()) == ["0.10.ttl", "0.8.ttl", "0.9.ttl", "1.0.ttl"]


@pytest.mark.parametrize(
    ("absent", "lacking"),
    [
        ({"polars"}, {"claims.parquet"}),
        ({"networkx"}, {"network.gexf", "network.graphml"}),
        ({"jinja2"}, {"the site"}),
        ({"pygraphviz"}, {"the pictures"}),
        ({"polars", "networkx", "jinja2", "pygraphviz"}, {*LIBRARIES, "the site", "the pictures"}),
    ],
)
def test_what_a_library_is_missing_for_is_left_out(absent: set[str], lacking: set[str], tmp_path: Path) -> None:
    blocks = "".join(f"sys.modules[{name!r}] = None; " for name in sorted(absent))
    code = f"import sys; {blocks}from parley.cli.main import main; sys.exit(main(sys.argv[1:]))"
    line = [sys.executable, "-c", code, "publish", tmp_path / "out", "--version", "1"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()[-1]
    assert all(what in said for what in (*lacking, *absent, "pip install -e '.[publish]'"))
    there = {p.name for p in (tmp_path / "out").iterdir()}
    assert there.issuperset(set(WRITERS) - lacking)
    assert not there & lacking
    assert ("index.html" in there) == ("the site" not in lacking)
    assert crawl.broken(tmp_path / "out") == []
    subprocess.run(["sha256sum", "--quiet", "-c", SUMS], cwd=tmp_path / "out", check=True)


def test_with_all_libraries_nothing_is_left_out() -> None:
    assert publishing.left_out() == {}


def test_no_threat_is_a_fact_to_a_graph_tool(release: Path, kg: parley.KnowledgeGraph) -> None:
    import networkx as nx  # comes with the extra that the fixture asks for

    rows = list(kg.queries.actors.network())
    for ties in (nx.read_gexf(release / "network.gexf"), nx.read_graphml(release / "network.graphml")):
        assert ties.number_of_edges() == len(rows)
        told = {(s, o, d["relation"], d["modality"], d["standing"], d["states"]) for s, o, d in ties.edges(data=True)}
        assert told == {
            (
                row.actor.curie,
                row.other.curie,
                row.relation,
                row.modality.local.removeprefix("modality-"),
                row.standing.local.removeprefix("standing-"),
                row.states,
            )
            for row in rows
        }
        assert all(d["claims"].startswith(BASE) for *_, d in ties.edges(data=True))
        assert {d["kind"] for _, d in ties.nodes(data=True)} >= {"parley:State", "parley:StateOrgan", "parley:ActorSet"}
        assert all(d["modality"] in d["label"] or d["modality"] == "actual" for *_, d in ties.edges(data=True))


LINKS = [
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:x",
    ),
    *(
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "//evil.example/x",
        "\\\\evil.example",
        "https:\\\\x",
    ),
    *("http:/x", "http:javascript", "mailto:x@y", "urn:x:y", "h\nttp://x/", "/\\evil.example"),
]


@pytest.mark.parametrize("where", LINKS)
def test_a_browser_may_not_follow_what_is_no_http_address(where: str) -> None:
    assert not may_be_followed(where)


@pytest.mark.parametrize(
    "where", ["https://example.org/a:b", "HTTP://x/", "../id/a/index.html", "#char=0,9", "id/x.ttl", "?a:b"]
)
def test_a_browser_may_follow_addresses_and_pages(where: str) -> None:
    assert may_be_followed(where)


def test_no_picture_or_page_leads_to_a_script(tmp_path: Path) -> None:
    hostile = ["javascript:alert(1)", "JAVASCRIPT:alert(2)", "data:text/html,x", "vbscript:x", "blob:y"]
    entities = []
    for number, iri in enumerate(hostile):
        entities += [
            f'<{iri}> a parley:State ; skos:prefLabel "state\\u0001{number}\\uFFFE"@en ; skos:exactMatch <{iri}x> .',
            f"<#backing-{number}> a parley:Patronage ; parley:patron <{iri}> ; parley:client id:islamic-resistance-in-iraq ;",
            f"parley:support code:support-unstated . <#claim-x{number}> a parley:Claim ; parley:states <#backing-{number}> ;",
            "parley:claimant <#author> ; parley:certainty code:certainty-flat ; parley:polarity code:polarity-affirmed ;",
            f'parley:evidencedBy <#char=8,28> ; parley:gloss "[x]({iri})"@en .',
        ]
    source = with_entity(tmp_path / "in", "\n".join(entities))
    publish(tmp_path / "out", source, edition=NEW, unchecked=True)
    picture = (tmp_path / "out" / "network" / "network.svg").read_text(encoding="utf-8")
    ET.fromstring(picture)
    assert "state\ufffd" in picture
    for path in ("network.gexf", "network.graphml"):
        ET.parse(tmp_path / "out" / path)
    for path in (tmp_path / "out").rglob("*.html"):
        assert [link for link in crawl.read(path).links if not may_be_followed(link)] == []
    assert 'href="javascript' not in picture.lower()
    assert 'href="data' not in picture.lower()


NAMES = [
    "CON",
    "nul",
    "Com1",
    "lpt9.x",
    "trail.",
    "trail ",
    "a:b",
    "a*b",
    "a|b",
    "a<b",
    "x" * 241,
    "sha256sums",
    "A.TTL",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_some_systems_lack_have_no_page(name: str) -> None:
    with pytest.raises(ParameterError, match="--no-site"):
        place_of(f"{BASE}id/{name}")


def test_long_paths_have_no_page_and_others_do() -> None:
    for segments, portable in ((1000, False), (41, False), (40, True)):
        assert is_portable("/".join("a" * segments)) == portable
    assert not is_portable("/".join(["a" * 200] * 6))
    for name in ("console", "com10", "a.b", "nullable", "a-b_c", "العراق", "a,b;c=d"):
        assert place_of(f"{BASE}id/{name}")


@pytest.mark.parametrize(
    "names", [("IRAN", "iran"), ("caf\u00e9", "cafe\u0301"), ("Stra\u00dfe", "strasse"), ("a", "%41")]
)
def test_two_things_have_two_pages_on_every_system(names: tuple[str, str], tmp_path: Path) -> None:
    things = "\n".join(f'<{BASE}other/{name}> a parley:State ; skos:prefLabel "x"@en .' for name in names)
    source = with_entity(tmp_path / "in", things)
    with pytest.raises(ParameterError, match="that of"):
        publish(tmp_path / "out", source, edition=NEW, unchecked=True)


def test_ill_typed_accounts_are_published_as_they_are_if_asked_for(tmp_path: Path) -> None:
    text = '<#odd> a parley:Wish , "literal" ; parley:holder "nobody" , id:iran ; oa:start "two" , 3 ; parley:certainty "x" .\n'
    text += '<#claim-odd> a parley:Claim ; parley:states <#odd> , "odd" ; parley:evidencedBy "none" ; parley:certainty "so" ; '
    text += (
        'parley:gloss 5 , id:iran . id:odd a parley:State ; skos:prefLabel 5 , "plain" , id:iran ; skos:altLabel 7 .'
    )
    publish(tmp_path / "out", with_entity(tmp_path / "in", text), edition=NEW, unchecked=True)
    types = {q.object for q in ox.parse(path=str(tmp_path / "out" / "parley.jsonld"), format=ox.RdfFormat.JSON_LD)}
    assert ox.Literal("literal") in types
