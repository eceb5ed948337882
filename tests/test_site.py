"""The site: a page at the path of each IRI, its Turtle beside it, no link that leads nowhere, and what analysts look for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

import parley
from conftest import DOCUMENT, EDITION, ROOT
from parley.catalogue.files import names
from parley.errors import ParameterError
from parley.rdf.terms import BASE, IRI, PREFIXES

pytest.importorskip("pygraphviz", reason="the site needs the extra 'publish'")

import crawl
from parley.release.edition import Edition
from parley.release.publish import publish
from parley.release.site.diagram import Arrow, Box, place
from parley.release.site.entries import Entries
from parley.release.site.paths import file_of, place_of
from parley.release.site.pictures import MOST_ARROWS, network, prospects

if TYPE_CHECKING:
    from parley.release.content import Content

NEW = Edition(*EDITION)


@pytest.fixture(scope="module")
def entries(content: Content) -> Entries:
    return Entries(content.asserted + content.queries, content.follows)


def page(release: Path, iri: str) -> str:
    found = place_of(iri)
    assert found
    return (release / file_of(found.page)).read_text(encoding="utf-8")


def test_every_iri_has_its_place(release: Path, entries: Entries) -> None:
    read: dict[Path, crawl.Read] = {}
    heads = set()
    for subject in entries.subjects:
        found = place_of(subject)
        if found is None or found.page.startswith("candidate/"):
            continue
        heads.add(found.page.partition("/")[0])
        path = release / file_of(found.page)
        if path not in read:
            read[path] = crawl.read(path)
        assert not found.fragment or found.fragment in read[path].ids, subject
    assert {"id", "doc", "ns", "code", "query", "derivation"} <= heads
    assert len(read) > 350


def test_no_link_leads_nowhere(release: Path) -> None:
    assert len(list(release.rglob("*.html"))) > 350
    assert crawl.broken(release) == []


def test_turtle_is_beside_each_page_and_says_the_same(release: Path, content: Content) -> None:
    everything = set(content.everything.splitlines()) | set(content.queries.splitlines())
    there = set()
    for path in release.rglob("index.html"):
        if path.parent == release / "release" / NEW.version:  # its Turtle is the catalogue
            continue
        turtle = [a["href"] for tag, a in crawl.read(path).elements if tag == "link" and a.get("type") == "text/turtle"]
        for name in turtle:
            beside = (path.parent / str(name)).resolve()
            lines = ox.serialize(ox.parse(path=str(beside), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
            there |= {line for line in (lines or b"").splitlines() if b"_:" not in line}
    catalogue = release / "catalog.ttl"
    assert (release / f"release/{NEW.version}.ttl").read_bytes() == catalogue.read_bytes()
    assert there <= everything
    ours = {line for line in everything if line.startswith(f"<{BASE}".encode()) and b"_:" not in line}
    ours = {line for line in ours if not line.startswith(f"<{BASE}candidate/".encode())}
    assert ours <= there


@pytest.mark.parametrize("actor", ["irgc", "iran", "islamic-resistance-in-iraq", "government-of-iraq"])
def test_the_page_of_an_actor_has_its_names_and_its_lines_with_their_claims(
    actor: str, release: Path, kg: parley.KnowledgeGraph
) -> None:
    iri = IRI(PREFIXES["id"] + actor)
    text = page(release, iri)
    for row in kg.query("SELECT ?name WHERE { $actor skos:prefLabel|skos:altLabel ?name }", actor=iri):  # type: ignore[union-attr]
        assert f'lang="{row.name.language}" dir="{"ltr" if row.name.language == "en" else "rtl"}">{row.name}<' in text
    backed = [row for row in kg.queries.patronage.backers() if iri in (row.patron, row.group)]
    acts = [row for row in kg.queries.events.acts() if row.actor == iri]
    undertaken = [row for row in kg.queries.bargaining.undertakings() if row.holder == iri]
    linked = [row for row in kg.queries.patronage.linked() if iri in (row.patron, row.group, row.through)]
    assert text.count('data-label="through"') == len(linked)
    for row in [*backed, *acts, *undertaken]:
        assert f"#{row.states.local}" in text
        for proof in row.why():
            assert f"#{proof.iri.local}" in text


def test_the_page_of_an_actor_tells_of_its_unnamed_parts_apart(release: Path) -> None:
    text = page(release, PREFIXES["id"] + "islamic-resistance-in-iraq")
    own, _, parts = text.partition("unnamed part of it, are told to want or to have done")
    assert "several Iran-backed militias in Iraq" in parts
    assert "claim-003" in parts
    assert "claim-003" not in own


def test_who_only_tells_of_it_holds_no_position(release: Path, kg: parley.KnowledgeGraph) -> None:
    (speaker,) = {
        row.claimant for row in kg.queries.bargaining.undertakings() if row.claimant.startswith(PREFIXES["id"])
    }
    text = page(release, speaker)
    assert "What it is said to have said" in text
    assert ">Positions<" not in text


def test_the_page_of_a_document_has_its_passages_claims_tensions_and_exclusions(
    release: Path, kg: parley.KnowledgeGraph
) -> None:
    text = page(release, DOCUMENT)
    ids = crawl.read(release / file_of(f"doc/{DOCUMENT[-12:]}")).ids
    claims = kg.queries.evidence.claims()
    assert {row.claim.local for row in claims} <= ids
    assert {f"char={row.start},{row.end}" for row in claims} <= ids
    assert {row.judgement.local for row in kg.queries.evidence.tensions()} <= ids
    assert {row.exclusion.local for row in kg.queries.evidence.exclusions()} <= ids
    assert "Tensions" in text
    assert "What was left out" in text


@pytest.mark.words
def test_no_page_has_the_words_of_the_article(release: Path, article: str) -> None:
    for path in release.rglob("*.html"):
        shown = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8")))
        for start in range(0, len(article) - 80, 40):
            assert article[start : start + 80] not in shown, path


@pytest.mark.parametrize("name", names())
def test_the_page_of_a_query_has_question_parameters_answer_and_sparql(name: str, release: Path) -> None:
    from html import unescape

    query = parley.connect().queries[name]
    text = unescape(page(release, f"{BASE}query/{name}"))
    assert query.summary in text
    assert query.text in text
    for parameter in query.parameters:
        assert f'id="{parameter.name}"' in text
    csv = (release / "query" / f"{name}.csv").read_text(encoding="utf-8-sig")
    table = crawl.read(release / "query" / name / "index.html")
    rows = sum(1 for tag, a in table.elements if tag == "tr" and a.get("role") == "row")
    given = {p.name: p.example for p in query.parameters if p.required}
    answer = parley.connect().ask(name, **given)
    assert csv == answer.to_csv()
    assert rows == (len(answer) + 1 if len(answer) else 0)


def test_the_board_has_every_position_and_what_nobody_has_offered(release: Path, kg: parley.KnowledgeGraph) -> None:
    text = page(release, f"{BASE}bargaining")
    positions = kg.query("SELECT DISTINCT ?node WHERE { ?node a parley:Position }")
    assert all(f'#{row.node.local}">statement' in text for row in positions)  # type: ignore[union-attr]
    for row in kg.queries.bargaining.undertakings():
        (line,) = [part for part in text.split('<tr role="row">') if f'#{row.states.local}">statement' in part]
        assert f"{row.force.local}/index.html" in line
        assert row.claimant.local in line, "the speaker is told"
        assert row.condition is None or row.condition.local in line, "the condition is told"
        assert not row.disputed or "<strong>disputed</strong>" in line
    _, _, unoffered = text.rpartition("What nobody is said to have offered</h2>")
    assert "political-guarantees" in unoffered
    assert {row.condition.local for row in kg.queries.bargaining.blockers(offered=False)} == set(
        re.findall(r'data-label="condition"><a href="[^"#]*#([^"]*)"', unoffered)
    )


def test_a_text_is_never_markup(tmp_path: Path) -> None:
    account = (ROOT / "graph" / "documents" / "iran-backed-militias-disarmament.ttl").read_text(encoding="utf-8")
    hostile = '<script>alert(1)</script> & \\"quoted\\" {{ 7 * 7 }}'
    (tmp_path / "account.ttl").write_text(account.replace("Iran backs the militias", hostile), encoding="utf-8")
    publish(tmp_path / "release", tmp_path / "account.ttl", edition=NEW, unchecked=True)
    text = page(tmp_path / "release", DOCUMENT)
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quoted&#34; {{ 7 * 7 }}" in text
    ET.parse(tmp_path / "release" / "network" / "network.svg")


def test_a_path_that_leads_out_of_the_site_is_refused(tmp_path: Path) -> None:
    for path in (
        *(
            "id/../../../etc/passwd",
            "id/%2e%2e/%2E%2E/x",
            "id/a%2fb",
            "id/a?b",
            "id//x",
            "id/x%0Ay",
            "id/%FE",
            "id/%00",
        ),
        *(
            "id/irgc.ttl",
            "id/irgc/index.html",
            "parley.ttl",
            ".htaccess",
            "id/.htaccess",
            "SHA256SUMS",
            "id/" + "a" * 300,
        ),
    ):
        with pytest.raises(ParameterError, match="cannot have a page"):
            place_of(BASE + path)
    source = with_entity(tmp_path / "in", f'<{BASE}id/../x> a parley:ArmedGroup ; skos:prefLabel "mine"@en .')
    with pytest.raises(ParameterError, match="--no-site"):
        publish(tmp_path / "out", source, edition=NEW, unchecked=True)
    publish(tmp_path / "out", source, edition=NEW, site=False, unchecked=True)
    assert not list((tmp_path / "out").rglob("*.html"))


def with_entity(folder: Path, text: str) -> Path:
    """Write the article's account and one more thing into a folder."""
    folder.mkdir()
    account = (ROOT / "graph" / "documents" / "iran-backed-militias-disarmament.ttl").read_text(encoding="utf-8")
    (folder / "account.ttl").write_text(f"{account}\n{text}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", ["release/1.2.3", "network", "bargaining", "id/irgc/", "id/%69rgc", "id"])
def test_no_iri_takes_the_page_of_another(path: str, tmp_path: Path) -> None:
    source = with_entity(tmp_path / "in", f'<{BASE}{path}> a parley:ArmedGroup ; skos:prefLabel "mine"@en .')
    with pytest.raises(ParameterError, match="cannot have a page: it would be"):
        publish(tmp_path / "out", source, edition=NEW, unchecked=True)


def test_iris_of_all_kinds_have_their_pages(tmp_path: Path) -> None:
    paths = ["id/a%20b", "id/caf%C3%A9", "id/é/ü", "query/mine", "other/thing", "id/irgc#part"]
    entities = [f'<{BASE}{path}> a parley:ArmedGroup ; skos:prefLabel "thing"@en .' for path in paths]
    publish(tmp_path / "out", with_entity(tmp_path / "in", "\n".join(entities)), edition=NEW, unchecked=True)
    assert crawl.broken(tmp_path / "out") == []
    for path in ("id/a b", "id/café", "id/é/ü", "query/mine", "other", "other/thing"):
        assert (tmp_path / "out" / path / "index.html").is_file()
    assert "part" in crawl.read(tmp_path / "out" / "id" / "irgc" / "index.html").ids
    assert "Islamic Revolutionary Guard Corps</bdi></h1>" in page(tmp_path / "out", PREFIXES["id"] + "irgc")


def test_no_link_runs_a_script(tmp_path: Path) -> None:
    text = f"<{BASE}id/x> a parley:ArmedGroup ; skos:exactMatch <javascript:alert(1)>, <data:text/html,x>, <https://example.org/x> ."
    publish(tmp_path / "out", with_entity(tmp_path / "in", text), edition=NEW, unchecked=True)
    path = tmp_path / "out" / "id" / "x" / "index.html"
    links = crawl.read(path).links
    assert "https://example.org/x" in links
    assert not [link for link in links if link.startswith(("javascript:", "data:"))]
    assert "javascript:alert(1)" in path.read_text(encoding="utf-8"), "it is shown, and is no link"


def boxes(diagram: object) -> list[tuple[float, float, float, float]]:
    return [(b.x, b.y, b.x + b.width, b.y + b.height) for b in diagram.boxes]  # type: ignore[attr-defined]


def labels(diagram: object) -> list[tuple[float, float, float, float]]:
    found = []
    for arrow in diagram.arrows:  # type: ignore[attr-defined]
        half = len(arrow.arrow.label) * 6.0 / 2
        found.append((arrow.label.x - half, arrow.label.y - 7, arrow.label.x + half, arrow.label.y + 7))
    return found


@pytest.mark.parametrize("of", [network, prospects])
def test_no_box_or_label_of_a_picture_lies_on_another(of: object, kg: parley.KnowledgeGraph) -> None:
    picture = of(kg)  # type: ignore[operator]
    diagram = place(picture.boxes, picture.arrows, across=picture.across)
    shapes = [*boxes(diagram), *labels(diagram)]
    assert len(shapes) > 20
    for i, one in enumerate(shapes):
        assert one[0] >= 0
        assert one[2] <= diagram.width
        assert one[1] >= 0
        assert one[3] <= diagram.height
        for other in shapes[i + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)


def test_the_map_tells_no_prospect_as_a_fact(kg: parley.KnowledgeGraph) -> None:
    picture = prospects(kg)
    stated = {row.node for row in kg.query("SELECT ?node WHERE { ?node a parley:Prospect }")}  # type: ignore[union-attr]
    cases = [arrow for arrow in picture.arrows if arrow.label == "a case of"]
    assert len(cases) > 30
    assert all(arrow.source in stated and arrow.target in stated for arrow in cases)
    assert {arrow.kind for arrow in picture.arrows} - {"kind"} >= {
        "threatened",
        "undertaken",
        "feared",
        "predicted",
        "required",
    }
    assert "actual" not in {arrow.kind for arrow in picture.arrows}
    threatened = [a for a in picture.arrows if a.label == "threatened if not"]
    assert [(a.source.rpartition("#")[2], a.target.rpartition("#")[2]) for a in threatened] == [
        ("cessation-of-activities", "us-airstrikes-on-positions")
    ]


def test_the_map_keeps_force_likelihood_and_speaker(kg: parley.KnowledgeGraph) -> None:
    picture = prospects(kg)
    by_target: dict[str, set[str]] = {}
    for arrow in picture.arrows:
        by_target.setdefault(arrow.target.rpartition("#")[2], set()).add(arrow.label)
    assert "not opposed if (says Izzat al-Shahbndar)" in by_target["disarmament"]
    assert by_target["easing-of-tensions"] == {"could if"}
    assert by_target["peaceful-resolution"] == {"chance if"}
    assert by_target["challenges-met"] == {"required for"}
    notes = {box.key.rpartition("#")[2]: (box.note, box.square) for box in picture.boxes}
    assert "decided or announced or agreed (disputed)" in notes["disarmament"][0]
    assert notes["disarmament"][1] is False
    assert notes["militias-undertake-disarmament"] == ("considering or willing (disputed)", True)


def test_what_nobody_could_read_is_not_drawn(kg: parley.KnowledgeGraph) -> None:
    picture = network(kg)
    many = [Arrow("a", "b", str(number), "actual") for number in range(MOST_ARROWS + 1)]
    assert picture._replace(boxes=[Box("a", "a"), Box("b", "b")], arrows=many).to_svg() is None
    assert picture._replace(boxes=[], arrows=[]).to_svg() is None
