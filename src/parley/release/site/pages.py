"""The pages of the site: which there are, and what each shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from parley.rdf.terms import BASE, IRI, PREFIXES
from parley.release.site import pictures
from parley.release.site.answers import OF_ACTORS, OF_PARTS, Answer, Table
from parley.release.site.board import board
from parley.release.site.renderer import Page
from parley.resources import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.catalogue.stored import StoredQuery
    from parley.graph.core import Core
    from parley.release.site.entries import Entries

#: What a page of a thing shows above all that is said of it.
_NOTES = ("skos:scopeNote", "skos:definition", "dcterms:description")
_OF_PARTS = "What those who act for it, or are an unnamed part of it, are told to want or to have done"
_REGISTRY_LEAD = "Whom and what documents speak of. Who is never named in a document is on the page of that document."
_CODES_LEAD = "What modality, certainty, standing, force and the kinds of things are told by, with definitions."
_QUERIES_LEAD = "Each answers one question, and every row of its answer leads to the claims that prove it."
_CARDS = (
    ("The bargaining board", "bargaining", "Who wants what from whom, if what, unless what; what nobody has offered."),
    ("The network", "network", "Who backs, leads, attacks, presses or threatens whom."),
    ("The prospects", "prospects", "What may come about, and what hangs on what."),
    ("The questions", "query", "Stored queries with their answers, each row with its proof."),
    ("The actors", "id", "Names in every script, patrons, positions, events."),
    ("The vocabulary", "ns", "What the terms mean; the codes are apart."),
)


def entry_page(entries: Entries, page: str, subjects: list[IRI], answers: dict[str, Answer]) -> Page:
    """Return the page of a thing: its names, the answers that name it if it is an actor, and all statements.

    Args:
        entries: What is said of each IRI.
        page: The folder of the page.
        subjects: The thing, and those that have its IRI with a fragment.
        answers: The answers of the stored queries.
    """
    iri, *fragments = subjects
    is_agent = entries.is_a(iri, "Agent")
    is_named = page.startswith("id/")
    named = entries.values(iri, "skos:prefLabel", "skos:altLabel") if is_named else []
    uses = answers["actors.named"].of(lambda row: row[0] == iri and row[4] is not None) if is_named else None
    kinds = entries.kinds(iri)
    shown = {"skos:altLabel", *_NOTES} if is_named else set(_NOTES)
    values: dict[str, Any] = {
        "kinds": kinds,
        "notes": entries.values(iri, *_NOTES),
        "names": named,
        "uses": uses if uses and uses.lines else None,
        "sections": list(_sections(entries, iri, answers)) if is_agent else [],
        "statements": [s for s in entries.statements(iri) if s.predicate.curie not in shown],
        "fragments": fragments,
        "proven": _proven(entries, iri),
        "members": entries.mentions(iri).get(IRI(PREFIXES["skos"] + "inScheme"), []),
        "mentions": {p: s for p, s in entries.mentions(iri).items() if p.curie != "skos:inScheme"},
    }
    return Page(page, "entry.html", entries.label(iri), values, iri, f"{page}.ttl")


def _sections(
    entries: Entries, agent: IRI, answers: dict[str, Answer]
) -> Iterator[tuple[str, list[tuple[StoredQuery, Table]]]]:
    """Yield what the answers tell of an actor, and of those who act for it or are an unnamed part of it."""
    parts = {part for part in entries.subjects_of("parley:countsUnder", agent) if part != agent}
    for heading, names in (*OF_ACTORS.items(), (_OF_PARTS, OF_PARTS)):
        about, but = (parts, agent) if names is OF_PARTS else ({agent}, None)
        tables = [(answers[name].query, answers[name].naming(about, but)) for name in names]
        found = [(query, table) for query, table in tables if table.lines]
        if found:
            yield heading, found


def _proven(entries: Entries, iri: IRI) -> list[tuple[IRI, Any]]:
    claims = [claim for claim in entries.values(iri, "parley:provenBy") if isinstance(claim, IRI)]
    return [(claim, entries.one(claim, "parley:gloss")) for claim in claims]


def query_page(answer: Answer) -> Page:
    """Return the page of a stored query: question, parameters, answer, SPARQL."""
    query = answer.query
    command = " ".join([f"parley ask {query.name}", *(f"--{n} '{e}'" for n, e in answer.given.items())])
    page = f"query/{query.name}"
    values = {
        "query": query,
        "given": answer.given,
        "rows": answer.rows,
        "table": answer.table,
        "command": command,
    }
    return Page(page, "query.html", query.summary, values, BASE + page, f"{page}.ttl")


def terms_page(entries: Entries) -> Page:
    """Return the page of the vocabulary, with an anchor for each term."""
    iri = PREFIXES["parley"].removesuffix("#")
    kinds = {
        "Classes": "owl:Class",
        "Properties that lead to things": "owl:ObjectProperty",
        "Properties that lead to values": "owl:DatatypeProperty",
        "Annotations": "owl:AnnotationProperty",
    }
    terms = [IRI(s) for s in entries.subjects if s.startswith(PREFIXES["parley"])]
    lists: list[tuple[str, list[IRI]]] = []
    for heading, kind in kinds.items():
        prefix, _, local = kind.partition(":")
        found = [t for t in terms if PREFIXES[prefix] + local in entries.values(t, "rdf:type")]
        lists.append((heading, sorted(found, key=lambda t: entries.label(t).casefold())))
        terms = [t for t in terms if t not in found]
    lists.append(("Other terms", terms))
    values = {"statements": entries.statements(iri), "lists": [(h, t) for h, t in lists if t]}
    return Page("ns", "terms.html", "Vocabulary", values, iri, "ns.ttl")


def list_page(entries: Entries, page: str, things: list[IRI]) -> Page:
    """Return the list of the things below a path that is of nothing itself."""
    lists = [("All of them", [(thing, entries.kinds(thing)) for thing in things])]
    return Page(page, "lists.html", page.capitalize(), {"lead": "By their IRIs.", "lists": lists})


def list_pages(entries: Entries, answers: dict[str, Answer], title: str) -> Iterator[Page]:
    """Yield the pages that list things: actors, documents, codes, queries, and the one at the top."""
    registry = _by_kind(entries, [IRI(s) for s in entries.subjects if s.startswith(PREFIXES["id"])])
    values: dict[str, Any] = {"lead": _REGISTRY_LEAD, "lists": registry}
    yield Page("id", "lists.html", "Actors, offices and places", values, PREFIXES["id"], "id.ttl")
    documents = [(d, entries.values(d, "dcterms:description", "dcterms:title")) for d in entries.of_kind("Document")]
    lead = "Each with its claims, what they state, its passages, tensions, and what was left out."
    yield Page("doc", "lists.html", "Documents", {"lead": lead, "lists": [("Documents", documents)]})
    schemes = sorted({s for s in entries.subjects if "skos:ConceptScheme" in _types(entries, s)}, key=entries.label)
    codes = [(IRI(s), entries.values(s, "skos:definition")) for s in schemes]
    values = {"lead": _CODES_LEAD, "lists": [("Code lists", codes)]}
    yield Page("code", "lists.html", "Codes", values, PREFIXES["code"], "code.ttl")
    by_folder: dict[str, list[tuple[IRI, str]]] = {folder: [] for folder in FOLDERS}
    for name, answer in answers.items():
        by_folder[name.partition(".")[0]].append((IRI(f"{BASE}query/{name}"), answer.query.summary))
    folders = [(folder.capitalize(), queries) for folder, queries in by_folder.items()]
    yield Page("query", "lists.html", "Questions", {"lead": _QUERIES_LEAD, "lists": folders})
    home = {"cards": _CARDS, "documents": documents, "groups": entries.of_kind("ArmedGroup")}
    yield Page("", "home.html", title, home)


def _types(entries: Entries, iri: str) -> list[str]:
    return [kind.curie for kind in entries.values(iri, "rdf:type") if isinstance(kind, IRI)]


def _by_kind(entries: Entries, things: list[IRI]) -> list[tuple[str, list[tuple[IRI, Any]]]]:
    found: dict[str, list[tuple[IRI, Any]]] = {}
    for thing in sorted(things, key=lambda t: entries.label(t).casefold()):
        for kind in entries.kinds(thing)[:1]:
            if kind != PREFIXES["parley"] + "Registry":
                found.setdefault(kind, []).append((thing, entries.values(thing, *_NOTES)))
    ranked = sorted(found, key=lambda k: (not entries.is_a(found[k][0][0], "Agent"), entries.label(k)))
    return [(entries.label(kind).capitalize(), found[kind]) for kind in ranked]


def board_page(entries: Entries, answers: dict[str, Answer]) -> Page:
    """Return the bargaining board."""
    blockers = answers["bargaining.blockers"]
    offered = [c.name for c in blockers.query.columns].index("offered")
    unoffered = blockers.of(lambda row: row[offered] != "yes")
    return Page("bargaining", "board.html", "The bargaining board", {"board": board(entries), "unoffered": unoffered})


def picture_pages(
    entries: Entries, kg: Core, answers: dict[str, Answer], leads: Callable[[IRI, str], str]
) -> Iterator[tuple[Page, str | None]]:
    """Yield the pages of the actor network and of the prospects, each with its picture.

    Args:
        entries: What is said of each IRI.
        kg: The graph.
        answers: The answers of the stored queries.
        leads: Where the box of an IRI leads to from a page; to nothing where a browser may not follow.
    """
    yield _picture_page("network", pictures.network(kg), [answers["actors.network"]], [], leads)
    wanted = ("bargaining.conditions", "bargaining.consequences", "bargaining.requirements")
    found = [answers[name] for name in wanted]
    yield _picture_page("prospects", pictures.prospects(kg), found, entries.of_kind("Prospect"), leads)


def _picture_page(
    page: str,
    picture: pictures.Picture,
    answers: list[Answer],
    prospects: list[IRI],
    leads: Callable[[IRI, str], str],
) -> tuple[Page, str | None]:
    drawn = picture.to_svg(lambda iri: leads(iri, page))
    values = {
        "hint": picture.hint,
        "picture": Markup(drawn) if drawn else "",
        "image": f"{page}/{page}.svg",
        "tables": [(answer.query, answer.table) for answer in answers],
        "prospects": prospects,
        "most_arrows": pictures.MOST_ARROWS,
    }
    return Page(page, "picture.html", picture.title, values), drawn
