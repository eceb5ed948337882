"""The page of a document: an anchor for every IRI of its account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parley.rdf.terms import IRI
from parley.release.site.renderer import Page

if TYPE_CHECKING:
    from parley.rdf.terms import Value
    from parley.release.site.entries import Entries

#: The sections after the claims; a thing goes into the first that takes a class of it.
_GROUPS = (
    ("section-tensions", "Tensions", ("Tension",)),
    ("section-exclusions", "What was left out", ("Exclusion",)),
    ("section-judgements", "Other judgements", ("Judgement",)),
    ("section-contents", "What the claims state", ("Content",)),
    ("section-prospects", "What may come about", ("Prospect",)),
    ("section-actors", "Actors and places of this document", ("Agent", "Place")),
    ("section-others", "More", ()),
)
_MARKS = ("parley:modality", "parley:force", "parley:certainty", "parley:polarity")
#: What leads from claims to what they state; the claims are shown anyway.
_TELLING = frozenset({"parley:states", "parley:evidencedBy", "parley:reportsClaim"})


def document_page(entries: Entries, page: str, iri: IRI, subjects: list[IRI]) -> Page:
    """Return the page of a document.

    Args:
        entries: What is said of each IRI.
        page: The folder of the page.
        iri: The document.
        subjects: The things of its account.
    """
    of_class: dict[str, list[IRI]] = {"Claim": [], "Passage": []}
    groups: dict[str, list[IRI]] = {anchor: [] for anchor, _, _ in _GROUPS}
    for subject in subjects:
        if subject == iri:
            continue
        if entries.is_a(subject, "Claim"):
            of_class["Claim"].append(subject)
        elif entries.values(subject, "oa:start"):
            of_class["Passage"].append(subject)
        else:
            groups[_group(entries, subject)].append(subject)

    def order(node: IRI) -> tuple[str, str]:
        """Confirmed judgements come before those that are dismissed."""
        return str(entries.one(node, "parley:decision") or ""), entries.label(node)

    claims = sorted(of_class["Claim"], key=lambda claim: (_first(entries, claim), claim))
    shown = [
        (anchor, heading, [_node(entries, node) for node in sorted(groups[anchor], key=order)])
        for anchor, heading, _ in _GROUPS
        if groups[anchor]
    ]
    passages = [_passage(entries, passage) for passage in of_class["Passage"]]
    passages.sort(key=lambda p: (_number(p["start"]), _number(p["end"])))
    counted = [("section-claims", "Claims", len(claims)), *((a, h, len(n)) for a, h, n in shown)]
    values = {
        "statements": entries.statements(iri),
        "contents": [*counted, ("section-passages", "Passages and sentences", len(passages))],
        "claims": [_claim(entries, claim) for claim in claims],
        "groups": shown,
        "passages": passages,
    }
    return Page(page, "document.html", entries.label(iri), values, iri, f"{page}.ttl")


def _group(entries: Entries, node: IRI) -> str:
    return next(a for a, _, classes in _GROUPS if not classes or any(entries.is_a(node, name) for name in classes))


def _first(entries: Entries, claim: IRI) -> int:
    """Return where the first passage of a claim starts."""
    starts = (entries.one(str(p), "oa:start") for p in entries.values(claim, "parley:evidencedBy"))
    return min(map(_number, starts), default=0)


def _number(value: Value | None) -> int:
    return value if isinstance(value, int) else 0


def _claim(entries: Entries, claim: IRI) -> dict[str, Any]:
    passages = entries.values(claim, "parley:evidencedBy")
    return {
        "iri": claim,
        "gloss": entries.values(claim, "parley:gloss"),
        "claimant": entries.values(claim, "parley:claimant"),
        "marks": entries.values(claim, *_MARKS),
        "passages": sorted(passages, key=lambda p: _number(entries.one(str(p), "oa:start"))),
        "reports": entries.values(claim, "parley:reportsClaim"),
        "told": entries.values(claim, "parley:states", "parley:reportsClaim"),
        "notes": entries.values(claim, "skos:note"),
    }


def _node(entries: Entries, node: IRI) -> dict[str, Any]:
    mentions = entries.mentions(node)
    others = {iri: None for predicate, them in mentions.items() if predicate.curie not in _TELLING for iri in them}
    return {
        "iri": node,
        "kinds": entries.kinds(node),
        "statements": entries.statements(node),
        "claims": [] if entries.is_a(node, "Judgement") else entries.values(node, "parley:provenBy"),
        "mentions": list(others),
    }


def _passage(entries: Entries, passage: IRI) -> dict[str, Any]:
    carried = [iri for them in entries.mentions(passage).values() for iri in them]
    return {
        "iri": passage,
        "start": entries.one(passage, "oa:start"),
        "end": entries.one(passage, "oa:end"),
        "kinds": entries.kinds(passage),
        "digest": entries.one(passage, "parley:wordsDigest") or "",
        "carries": carried,
    }
