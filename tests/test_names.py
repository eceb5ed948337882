from __future__ import annotations

import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parley
from conftest import ACCOUNT
from parley.catalogue.names import fold, resolve
from parley.catalogue.stored import Parameter
from parley.errors import NameNotFoundError, ParameterError
from parley.text.folding import spellings
from parley.text.nearness import near

WORDS = [
    "ka",
    "bi",
    "hezb",
    "sar",
    "nur",
    "asa",
    "lah",
    "mo",
    "qa",
    "du",
    "fa",
    "ri",
    "sh",
    "ta",
    "ib",
    "al",
    "ha",
    "bo",
    "ze",
    "li",
]
AGENT = Parameter("who", "agent", required=False, many=False, scheme=None, description="", example="")


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text() | st.text("\u0130\u0131\u00b4\u02bf\u0345\u1fbf\ufe70\ufdfa aAiI'-\u0301\u0640\u200c"))
def test_folding_knows_no_normal_form_and_no_case(name: str) -> None:
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    for same in (*forms, name.upper(), name.lower(), name.casefold()):
        assert fold(same) == fold(name)


def test_folding_knows_no_normal_form_and_no_case_of_any_letter() -> None:
    for number in range(sys.maxunicode + 1):
        letter = chr(number)
        if not "\ud800" <= letter <= "\udfff" and unicodedata.category(letter) != "Cn":
            folded = fold(f"a{letter}b")
            for same in (unicodedata.normalize("NFKC", f"a{letter}b"), f"a{letter}b".upper(), folded):
                assert fold(same) == folded, ascii(letter)


@given(
    st.text("abc\u0627\u0628 "),
    st.sampled_from(sorted(c for c in map(chr, range(sys.maxunicode)) if unicodedata.category(c) == "Cf")),
)
def test_no_format_character_counts(name: str, ignorable: str) -> None:
    assert fold(ignorable.join(name)) == fold(name)


@pytest.mark.parametrize(
    "sign", "\u034f\u115f\u1160\u17b4\u180b\u180e\u2065\u3164\ufe0f\uffa0\ufff5\U000e0100\u0640\u0670\u065f", ids=ascii
)
def test_no_sign_that_is_not_seen_counts(sign: str) -> None:
    assert fold(f"a{sign}b") == "ab"


@pytest.mark.parametrize("sign", "'`´’‘‛ʼʻʽʹʾʿˈ′‵´＇ꞌꞋʔʕˀ\u05f3\u0621\u0674", ids=ascii)
def test_no_apostrophe_counts(sign: str) -> None:
    assert fold(f"Sana{sign}a") == fold(f"Sana{sign} a".replace(" ", "")) == "sanaa"


@pytest.mark.parametrize("dash", "-‐‑‒–—―−﹘﹣－_・", ids=ascii)
def test_a_dash_is_a_space(dash: str) -> None:
    assert fold(f"Bani{dash}Walid") == "bani walid"


@pytest.mark.parametrize(
    ("national", "plain"),
    [
        ("وزارة الخارجيۃ", "وزارة الخارجية"),
        ("ٱلحوثيون", "الحوثيون"),
        ("ڪركوك", "کرکوک"),
        ("ﻛﺮﻛﻮﻙ", "كركوك"),
        ("شہر", "شهر"),
        ("موسے", "موسى"),
        ("شؤون", "شوون"),
        ("ســـامراء", "سامرا"),
        ("کەرکووک", "كهركووك"),
        ("اللواء ١٢", "اللواء 12"),
        ("لشکر ۲۷", "لشكر 27"),
        ("Iğdır", "IGDIR"),
        ("Wrocław", "Wroclaw"),
        ("Tromsø", "Tromso"),
        ("Đakovica", "Dakovica"),
        ("Æthelþryð", "aethelthryd"),
        ("Straße", "STRASSE"),
        ("ＡＢ　ｃ", "ab c"),
    ],
)
def test_letters_of_one_kind_fold_alike(national: str, plain: str) -> None:
    assert fold(national) == fold(plain)


@pytest.mark.parametrize(
    ("one", "other"), [("कुल", "कल"), ("سال", "شال"), ("گل", "كل"), ("Asad", "Assad"), ("پل", "بل")]
)
def test_letters_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_no_two_things_of_the_registry_fold_together(kg: parley.KnowledgeGraph) -> None:
    rows = kg.query(
        "SELECT ?class ?entity ?name WHERE { ?entity a ?class ; skos:prefLabel ?name "
        "FILTER(?class IN (parley:Agent, parley:Place, parley:Office)) FILTER(STRSTARTS(STR(?entity), STR(id:))) }"
    )
    found: dict[tuple[str, str], set[str]] = {}
    for kind, entity, name in rows:  # type: ignore[union-attr,misc]
        found.setdefault((str(kind), fold(str(name))), set()).add(str(entity))
    assert len(found) > 20
    assert not [names for names in found.items() if len(names[1]) > 1]


def test_an_acronym_in_parentheses_is_a_name_and_a_place_is_none() -> None:
    assert spellings("Eastern Front (EF-7)") == ["eastern front ef 7", "eastern front", "ef 7"]
    assert spellings("Free Brigade (Basra)") == ["free brigade basra"]
    assert spellings("لواء (البصرة)") == ["لوا البصره"]


def test_an_acronym_finds_its_group_unless_another_bears_it_as_its_name(tmp_path: Path) -> None:
    account = tmp_path / "a.ttl"
    account.write_text(
        ACCOUNT.read_text(encoding="utf-8")
        + '\nid:front a parley:ArmedGroup ; skos:prefLabel "Eastern Front (EFX)"@en .'
        + '\nid:other a parley:ArmedGroup ; skos:prefLabel "Western Front (WFX)"@en .'
        + '\nid:third a parley:ArmedGroup ; skos:prefLabel "WFX"@en .\n',
        encoding="utf-8",
    )
    kg = parley.connect(account)
    for name, curie in (
        ("efx", "id:front"),
        ("eastern front", "id:front"),
        ("WFX", "id:third"),
        ("Western Front", "id:other"),
    ):
        assert resolve(kg, AGENT, name).curie == curie  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Hezbollah", "Hizballah"),
        ("Kataeb Hizbollah", "Kata'ib Hizballah"),
        ("Kassem", "Qasim"),
        ("Ansarollah", "Ansar Allah"),
        ("Moqtada as-Sadr", "Muqtada al-Sadr"),
        ("Suleimani", "Qasem Soleimani"),
        ("کتایب حزب اله", "كتائب حزب الله"),
    ],
)
def test_a_near_spelling_is_offered_with_a_score(typed: str, name: str) -> None:
    others = ["Iran", "Badr Organization", "Iraqi Army", "Syria", "حركة النجباء", "Asa'ib Ahl al-Haq"]
    assert fold(typed) != fold(name)
    found = near(typed, [*others, name])
    assert found[0][0] == name
    assert 0.6 <= found[0][1] < 1
    assert near("Zzyzx", others) == []


def test_a_near_spelling_among_a_hundred_thousand_names_takes_no_minutes() -> None:
    names = [f"{first}{second} {third}" for first in WORDS for second in WORDS for third in range(250)]
    begun = time.perf_counter()
    near("Hezbollah", names)
    near("x" * 100_000, names[:1000])
    assert len(names) == 100_000
    assert time.perf_counter() - begun < 20  # 1 s on a quiet machine


def test_an_error_offers_one_name_for_each_thing(kg: parley.KnowledgeGraph) -> None:
    with pytest.raises(NameNotFoundError, match=r"did you mean .*\(0\.\d\d\)") as caught:
        resolve(kg, AGENT, "Mohamed Shiya as-Sudani")
    assert caught.value.candidates[0].startswith("M")
    with pytest.raises(NameNotFoundError, match="there is no prefix 'qid', only code"):
        resolve(kg, AGENT, "qid:77")
    with pytest.raises(NameNotFoundError, match="there are funding, territory, training"):
        resolve(kg, AGENT._replace(type="concept", scheme="support"), "xyzzy")
    with pytest.raises(NameNotFoundError):
        resolve(kg, AGENT, "'")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1_0"),
        ("integer", "٧"),
        ("integer", " 7"),
        ("decimal", "NaN"),
        ("decimal", "1e3"),
        ("date", "20240101"),
        ("date", "2024-W01-1"),
        ("boolean", "1 "),
    ],
)
def test_xsd_says_what_a_parameter_is(kind: str, text: str, kg: parley.KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="takes a"):
        resolve(kg, AGENT._replace(type=kind), text)
    assert resolve(kg, AGENT._replace(type="integer"), "-7") == -7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kata'ib Hizballah", "kataib hizballah"),
        ("Kataʾib  Hizballāh", "Kataib Hizballah"),
        ("al-Sudani", "Al Sudani"),
        ("U.S.", "us"),
        ("إيران", "ايران"),
        ("المقاومة", "المقاومه"),
        ("ایران", "ايران"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("given_name", "curie"),
    [
        ("Islamic Resistance in Iraq", "id:islamic-resistance-in-iraq"),
        ("iran-backed militias in iraq", "id:islamic-resistance-in-iraq"),
        ("المقاومة الإسلامية في العراق", "id:islamic-resistance-in-iraq"),
        ("IRGC", "id:irgc"),
        ("irgc", "id:irgc"),
        ("سپاه پاسداران", "id:irgc"),
        ("Al-Sudani", "id:mohammed-shia-al-sudani"),
        ("muhammad shayya al sudani", "id:mohammed-shia-al-sudani"),
        ("السوداني", "id:mohammed-shia-al-sudani"),
        ("عزة الشابندر", "id:izzat-al-shahbndar"),
        ("Iraq’s government", "id:government-of-iraq"),
        ("Iranian-backed militias in Iraq", "id:islamic-resistance-in-iraq"),
        ("al-Muqawama al-Islamiyya fi al-Iraq", "id:islamic-resistance-in-iraq"),
        ("الحرس الثوري الإيراني", "id:irgc"),
        ("id:iran", "id:iran"),
        ("https://w3id.org/parley/id/iran", "id:iran"),
        ("<https://w3id.org/parley/id/iran>", "id:iran"),
        ("Iraq", "id:iraq"),
        ("#several-militias", "doc:2422500622f1#several-militias"),
    ],
)
def test_a_name_a_curie_and_an_iri_find_the_agent(given_name: str, curie: str, kg: parley.KnowledgeGraph) -> None:
    found = resolve(kg, AGENT, given_name)
    assert isinstance(found, parley.IRI)
    assert found.curie == curie


def test_a_place_and_a_state_of_one_name_are_told_apart(kg: parley.KnowledgeGraph) -> None:
    assert resolve(kg, AGENT._replace(type="place"), "Iraq") == "https://w3id.org/parley/id/place-iraq"
    with pytest.raises(NameNotFoundError, match="ambiguous; name one of id:iraq, id:place-iraq"):
        resolve(kg, AGENT._replace(type="entity"), "Iraq")
    assert len(resolve(kg, AGENT._replace(type="entity", many=True), "Iraq")) == 2  # type: ignore[arg-type]


def test_an_unknown_name_lists_the_nearest(kg: parley.KnowledgeGraph) -> None:
    with pytest.raises(NameNotFoundError, match="did you mean") as caught:
        resolve(kg, AGENT, "Islamic Resistence")
    assert caught.value.candidates


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "seven"),
        ("integer", True),
        ("date", "yesterday"),
        ("boolean", "perhaps"),
        ("decimal", "x"),
        ("agent", 7),
        ("string", 7),
    ],
)
def test_a_value_of_another_type_is_refused(kind: str, value: object, kg: parley.KnowledgeGraph) -> None:
    with pytest.raises(ParameterError, match="takes a"):
        resolve(kg, AGENT._replace(type=kind), value)


def test_every_named_actor_and_place_has_arabic_and_persian_labels_and_its_spellings(
    kg: parley.KnowledgeGraph,
) -> None:
    rows = kg.queries.actors.named()
    by_entity: dict[str, list[parley.Row]] = {}
    for row in rows:
        by_entity.setdefault(row.entity.curie, []).append(row)  # type: ignore[union-attr]
    assert len(by_entity) == 22
    for entity, names in by_entity.items():
        languages = {n.language for n in names if n.source == "preferred label"}
        assert languages == {"en", "ar", "fa"}, entity
        assert any(n.source == "a document" for n in names), f"{entity}: no spelling of a document"
