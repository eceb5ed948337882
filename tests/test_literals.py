"""Whatever a text, a language tag or an IRI holds, each file of a release gives it back as it was."""

from __future__ import annotations

import csv
import gzip
import io
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import EDITION, ROOT
from hostile import CORPUS
from parley.rdf.terms import PREFIXES
from parley.release.content import Content
from parley.release.edition import Edition
from parley.release.publish import publish
from parley.release.tables import MARK, harmless
from parley.release.triples import ordered

pl = pytest.importorskip("polars", reason="a release has its Parquet with the extra 'publish'")

DOC, PARLEY, SKOS, OA, TYPE = (
    *(PREFIXES[p] for p in ("doc", "parley", "skos", "oa")),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
)
#: What has a meaning in one of the formats outside a literal.
PIECES = (
    *(
        "<!> ",
        "> _:x ",
        " .\n",
        " .\r\n",
        "_:b0",
        " <<( ",
        ")>>",
        "^^<",
        "@en",
        "@base <x:y> .\n",
        "@prefix id: <z:z> .\n",
    ),
    *(
        f"<{TYPE}> ",
        f"<{TYPE}> <{PARLEY}Claim> .",
        f"<{DOC}",
        "</script>",
        "&amp;",
        "]]>",
        "-->",
        "{{ 1 }}",
        "{% raw %}",
    ),
    *(
        '"',
        '"""',
        "'''",
        "\\",
        "\\u0041",
        "\\\\u0041",
        ",",
        ";",
        "=1+1",
        "@id",
        "\t",
        "\r",
        "\n",
        "\x00",
        "\x0b",
        "\x1c",
        "\x85",
    ),
    *("\u2028", "\ufeff", "\ufffe", "\u202e", "\U0010ffff", "#", "%", "$view", " ", "a", "ب"),
)
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(sorted(set(CORPUS.values()), key=len)[:-2]),
)
tags = st.sampled_from(["", "en", "en-GB", "ar", "zh-Hant-TW", "x-a", "de-1996"])
#: Schemes that are prefixes of ours as well, and what an IRI may hold that careless writers cut at.
iris = st.builds(
    "{}:{}".format,
    st.sampled_from(["id", "doc", "code", "parley", "query", "urn", "http", "rdf", "x.y+z-1"]),
    st.lists(
        st.sampled_from(["//", "/", "a", "é", ":", ".", ",0", ";", "(", ")", "'", "*", "~", "@", "!", "$", "%20", "=", "_:b"]),
        min_size=1,
        max_size=6,
    ).map(lambda parts: "a" + "".join(parts)),
)  # fmt: skip


def account(said: list[tuple[str, str, str]]) -> bytes:
    """An account of one claim for each text, which is its gloss and its note, and of each IRI."""
    document, iri = ox.NamedNode(DOC + "0123456789ab"), ox.NamedNode

    def node(name: str) -> ox.NamedNode:
        return iri(f"{document.value}#{name}")

    def of(name: str, kind: str, **values: ox.NamedNode | ox.Literal) -> list[ox.Triple]:
        found = [ox.Triple(node(name), iri(TYPE), iri(PARLEY + kind))]
        return found + [ox.Triple(node(name), iri(PARLEY + p), v) for p, v in values.items()]

    lines = [ox.Triple(document, iri(TYPE), iri(PARLEY + "Document")), *of("author", "Author")]
    lines += of("char=0,9", "Passage", inDocument=document)
    lines += [ox.Triple(node("char=0,9"), iri(OA + p), ox.Literal(n)) for p, n in (("start", 0), ("end", 9))]
    lines += of("wish", "Wish", holder=iri(PREFIXES["id"] + "iran"), favours=node("peace")) + of("peace", "Prospect")
    for number, (text, tag, other) in enumerate(said):
        value = ox.Literal(text, language=tag or None)
        lines += of(
            f"claim-{number:03}",
            "Claim",
            states=node("wish"),
            claimant=node("author"),
            gloss=value,
            evidencedBy=node("char=0,9"),
            certainty=iri(PREFIXES["code"] + "certainty-flat"),
            polarity=iri(PREFIXES["code"] + "polarity-affirmed"),
        )
        lines.append(ox.Triple(node(f"claim-{number:03}"), iri(SKOS + "note"), value))
        lines.append(ox.Triple(node(f"claim-{number:03}"), iri(SKOS + "exactMatch"), iri(other)))
        lines.append(ox.Triple(iri(other), iri(f"https://example.org/p?{number}"), value))
        lines.append(ox.Triple(iri(other), iri(TYPE), ox.Literal(text)))
    return ox.serialize(lines, format=ox.RdfFormat.TURTLE) or b""


def triples(data: bytes, media: ox.RdfFormat) -> set[ox.Triple]:
    return {q.triple for q in ox.parse(data, format=media)}


@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(texts, tags, iris), min_size=20, max_size=40))
def test_every_file_gives_back_what_was_said(said: list[tuple[str, str, str]]) -> None:
    data = account(said)
    wanted = triples(data, ox.RdfFormat.TURTLE)
    with tempfile.TemporaryDirectory() as name:
        folder, source = Path(name) / "release", Path(name) / "account.ttl"
        source.write_bytes(data)
        publish(folder, source, edition=Edition(*EDITION), site=False, unchecked=True)
        for file, media in (
            ("parley.ttl", ox.RdfFormat.TURTLE),
            ("accounts.ttl", ox.RdfFormat.TURTLE),
            ("parley-rdf12.ttl", ox.RdfFormat.TURTLE),
            ("parley.jsonld", ox.RdfFormat.JSON_LD),
            ("parley.nq.gz", ox.RdfFormat.N_QUADS),
        ):
            packed = (folder / file).read_bytes()
            found = triples(gzip.decompress(packed) if file.endswith(".gz") else packed, media)
            assert wanted <= found, file
            assert {t for t in found if "example.org" in t.predicate.value} <= wanted, file
        claims = {t for t in wanted if "#claim-" in t.subject.value}  # type: ignore[union-attr]
        assert claims <= triples((folder / "parley.trig").read_bytes(), ox.RdfFormat.TRIG)
        glosses = {f"{DOC}0123456789ab#claim-{n:03}": text for n, (text, _, _) in enumerate(said)}
        table = (folder / "claims.csv").read_bytes().decode("utf-8").removeprefix(MARK)
        rows = list(csv.DictReader(io.StringIO(table, newline="")))
        assert {row["claim"]: row["gloss"] for row in rows} == {c: harmless(text) for c, text in glosses.items()}
        frame = pl.read_parquet(folder / "claims.parquet")
        assert sorted(frame["gloss"].to_list()) == sorted(glosses.values())


@given(st.lists(st.tuples(texts, tags, iris), max_size=8))
def test_the_order_of_lines_changes_none(said: list[tuple[str, str, str]]) -> None:
    lines = ox.serialize(ox.parse(account(said), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES) or b""
    found = ordered(lines, lines)
    assert sorted(found.splitlines()) == sorted(set(lines.splitlines()))
    subjects = [line.split(b" ")[:2] for line in found.splitlines()]
    for i, (subject, predicate) in enumerate(subjects):
        if predicate == f"<{TYPE}>".encode():
            assert all(p == predicate for s, p in subjects[:i] if s == subject), "the class of a thing is said first"


@pytest.mark.parametrize("text", ["<!> ", f"<{TYPE}> <{PARLEY}Claim> .", "> _:x "])
def test_a_text_that_looks_like_triples_is_none(text: str, tmp_path: Path) -> None:
    """A file whose one text looks like a claim has no claims."""
    literal = text.replace('"', '\\"')
    (tmp_path / "a.ttl").write_text(f'<https://example.org/a> <https://example.org/b> "{literal}" .')
    with pytest.raises(OSError, match="holds no claims"):
        Content.read(tmp_path / "a.ttl", Edition(*EDITION))


@given(texts)
def test_no_cell_is_a_formula(text: str) -> None:
    cell = harmless(text)
    assert cell in (text, f"'{text}")
    first = cell.lstrip().lstrip("\x00\ufeff\u200b\u200e\u200f\u2060 \t")[:1]
    if first and first in "=+-@\t\r＝＋－＠":
        float(cell)  # a number, which a formula is not


@pytest.mark.parametrize(
    "text", ["=1", "+1-1", "-cmd|' /C calc'!A1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "＝1"]
)
def test_what_a_spreadsheet_would_run_is_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"


def test_numbers_and_names_stay_what_they_are() -> None:
    for cell in ("-5", "+5", "5.", ".5", "-1e-7", "Iran", "إيران", "a=b", "", "2026-01-02", "'quoted'"):
        assert harmless(cell) == cell


def test_there_is_a_mark_and_the_scripts_open_rightly(release: Path) -> None:
    for path in (release / "claims.csv", release / "query" / "actors.named.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    named = (release / "query" / "actors.named.csv").read_text(encoding="utf-8-sig")
    assert "العراق" in named
    assert (ROOT / "queries" / "actors" / "named.rq").is_file()


@pytest.mark.parametrize("text", ['"x"@en--ltr', "<<( <a:a> <b:b> <c:c> )>>", "_:x", "[]"])
def test_what_is_no_rdf_1_1_or_has_no_name_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"<https://example.org/a> <https://example.org/b> {text} .")
    with pytest.raises(OSError, match="RDF 1.2" if text[0] in '"<' else "blank node"):
        Content.read(tmp_path / "a.ttl", Edition(*EDITION))
