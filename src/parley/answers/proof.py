"""Why a row stands in an answer: claims, claimants, passages, curators and, at hand, the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from parley.rdf.terms import BASE, IRI, PREFIXES
from parley.sparql.binding import substitute
from parley.text.documents import digest
from parley.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.answers.asked import Asked
    from parley.text.documents import Sources

T = TypeVar("T")

#: Columns of these types lead to a proof.
ANCHORS = frozenset({"node", "claim", "judgement", "derivation", "exclusion", "entry"})
#: Where a row has none of those, it is proved by the contents that these take part in.
PARTICIPANTS = frozenset({"agent", "place", "entity", "prospect", "iri"})

_PROLOGUE = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("oa", "parley", "skos"))

_CLAIMS = (
    _PROLOGUE
    + """
SELECT DISTINCT ?anchor ?claim WHERE {
  ?anchor parley:provenBy ?claim .
  FILTER(?anchor IN ($anchors))
}
ORDER BY ?anchor ?claim
"""
)
_PARTICIPATION = (
    _PROLOGUE
    + """
SELECT DISTINCT ?anchor ?claim WHERE {
  {
    ?node ?role ?anchor .
    ?node a parley:Content .
    ?claim parley:tells ?node .
    { ?anchor a parley:Agent } UNION { ?anchor a parley:Place } UNION { ?anchor a parley:Office }
    UNION { ?anchor a parley:Prospect }
  }
  UNION {
    ?prospect ?role ?anchor .
    ?prospect a parley:Prospect .
    ?node parley:reaches ?prospect .
    ?claim parley:tells ?node .
    { ?anchor a parley:Agent } UNION { ?anchor a parley:Place }
  }
  FILTER(?anchor IN ($anchors))
}
ORDER BY ?anchor ?claim
"""
)
_DETAILS = (
    _PROLOGUE
    + """
SELECT ?claim ?gloss ?claimant ?name ?certainty ?polarity ?modality ?force ?reports ?standing ?note
       ?passage ?document ?textDigest ?start ?end ?wordsDigest
WHERE {
  ?claim parley:gloss ?gloss ; parley:claimant ?claimant ; parley:certainty ?certainty ;
    parley:polarity ?polarity ; parley:modality ?modality ; parley:standing ?standing ;
    parley:evidencedBy ?passage .
  ?passage parley:inDocument ?document ; oa:start ?start ; oa:end ?end .
  ?document parley:textDigest ?textDigest .
  OPTIONAL { ?passage parley:wordsDigest ?wordsDigest }
  OPTIONAL { ?claimant skos:prefLabel ?name FILTER(LANG(?name) = "en") }
  OPTIONAL { ?claim parley:force ?force }
  OPTIONAL { ?claim parley:reportsClaim ?reports }
  OPTIONAL { ?claim skos:note ?note }
  FILTER(?claim IN ($claims))
}
ORDER BY ?claim ?start ?end
"""
)
_CURATED = (
    _PROLOGUE
    + """
SELECT ?anchor ?gloss ?curator ?name ?note ?passage ?document ?textDigest ?start ?end ?wordsDigest WHERE {
  { ?anchor parley:curator ?curator . BIND(?anchor AS ?node) }
  UNION { ?anchor parley:derivedFrom ?node . ?node parley:curator ?curator }
  OPTIONAL { ?curator skos:prefLabel ?name FILTER(LANG(?name) = "en") }
  OPTIONAL { ?node parley:explanation ?explanation }
  OPTIONAL { ?node skos:prefLabel ?label FILTER(LANG(?label) = "en") }
  BIND(COALESCE(?explanation, ?label) AS ?gloss)
  OPTIONAL { ?node skos:note ?note }
  OPTIONAL {
    ?node parley:excludes ?passage .
    ?passage parley:inDocument ?document ; oa:start ?start ; oa:end ?end ; parley:wordsDigest ?wordsDigest .
    ?document parley:textDigest ?textDigest .
  }
  FILTER(?anchor IN ($anchors))
}
ORDER BY ?anchor ?node
"""
)


_DERIVATIONS = (
    _PROLOGUE
    + """
SELECT ?derivation ?subject ?object WHERE {
  ?derivation parley:derivedSubject ?subject ; parley:derivedObject ?object .
  FILTER(?subject IN ($among))
  FILTER(?object IN ($among))
}
ORDER BY ?derivation
"""
)


class Passage(NamedTuple):
    """A span of a document.

    Attributes:
        iri: The passage.
        document: The document.
        start: The first code point, from 0.
        end: The code point after the last.
        words: The words, or None where the text is not at hand, or has others at these offsets.
        verified: Whether the words are those of the digest; None where the text is not at hand.
    """

    iri: IRI
    document: IRI
    start: int
    end: int
    words: str | None
    verified: bool | None = None

    def __str__(self) -> str:
        """Return the passage as a line for people."""
        if self.verified is False:
            return f"{self.iri.curie}  (the text has other words here: parley check names the fault)"
        return self.iri.curie + (f"  “{self.words}”" if self.words is not None else "")


class Proof(NamedTuple):
    """One reason for a row.

    Attributes:
        kind: ``claim`` (a document says it) or ``curator`` (a judgement, an exclusion or background).
        iri: The claim, or the curated node.
        gloss: What it says, in our own words.
        by: The claimant or curator.
        name: Their name, for people.
        certainty: For a claim: ``flat``, ``presupposed`` or ``hedged``; else None.
        polarity: For a claim: ``affirmed`` or ``negated``; else None.
        modality: For a claim: ``actual``, ``threatened``, ``reported`` …; else None.
        force: For a claim of an undertaking: ``considering``, ``agreed`` …; else None.
        reports: The claim that this one reports, or None.
        passages: The spans that carry it, in the order of the text.
        standing: For a claim: what it alone gives: ``reported``, ``alleged``, ``denied``, ``unsaid`` …; else None.
        notes: What the curators remark on the reading: other readings, what is left open.
    """

    kind: str
    iri: IRI
    gloss: str
    by: IRI
    name: str
    certainty: str | None
    polarity: str | None
    modality: str | None
    force: str | None
    reports: IRI | None
    passages: tuple[Passage, ...]
    standing: str | None = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the proof as lines for people; what a terminal would obey is shown as U+FFFD."""
        marks = [m for m in (self.modality, self.force, self.certainty, self.polarity) if m and m != "affirmed"]
        if self.standing == "unsaid":
            marks.append("not said")
        head = f"{self.iri.local}: {self.gloss}"
        tail = f"{self.name}; {', '.join(marks)}" if marks else f"{self.kind}: {self.name}"
        spans = [f"    {passage}" for passage in self.passages]
        notes = [f"    note: {note}" for note in self.notes]
        return "\n".join(map(printable, [f"{head} [{tail}]", *spans, *notes]))

    def as_dict(self) -> dict[str, object]:
        """Return the proof as plain data, for JSON."""
        passages = [{**p._asdict(), "iri": str(p.iri), "document": str(p.document)} for p in self.passages]
        return {**self._asdict(), "passages": passages}


def is_node(iri: IRI) -> bool:
    """Whether an IRI may be a node, claim, judgement or derivation, to judge by its form."""
    return iri.startswith((PREFIXES["doc"], BASE + "derivation/", PREFIXES["id"] + "background-"))


def derivations_among(kg: Asked, entities: Iterable[IRI]) -> dict[tuple[IRI, IRI], list[IRI]]:
    """Return the derivations of shortcuts from one of the entities to another, by the pair."""
    found: dict[tuple[IRI, IRI], list[IRI]] = {}
    for derivation, subject, value in _rows(kg, _DERIVATIONS, "among", sorted(entities)):
        found.setdefault((subject, value), []).append(derivation)
    return found


def prove(kg: Asked, anchors: Iterable[IRI], participants: Iterable[IRI] = ()) -> dict[IRI, list[Proof]]:
    """Return the proofs of nodes, claims, judgements, derivations, exclusions and registry entries.

    Args:
        kg: The graph that holds them.
        anchors: What to prove.
        participants: Agents, places and prospects, proved by the contents that they take part in.

    Returns:
        For each anchor that has any, its proofs: claims in the order of their IRIs, then curators.
    """
    taking_part = set(participants)
    wanted = sorted({*anchors, *taking_part})
    pairs = _rows(kg, _CLAIMS, "anchors", wanted)
    others = sorted(taking_part - {anchor for anchor, _ in pairs})
    pairs += _rows(kg, _PARTICIPATION, "anchors", others)
    claims = _claims(kg, sorted({claim for _, claim in pairs}))
    proofs: dict[IRI, list[Proof]] = {}
    for anchor, claim in pairs:
        if claim in claims:
            proofs.setdefault(anchor, []).append(claims[claim])
    for row in _rows(kg, _CURATED, "anchors", wanted):
        proofs.setdefault(row[0], []).append(_curated(row, kg.sources))
    return proofs


def _rows(kg: Asked, text: str, name: str, values: list[IRI]) -> list[tuple[Any, ...]]:
    """Answer one of the queries above for a list of IRIs, of whatever types its columns are."""
    return list(kg.solutions(substitute(text, {name: values})).rows) if values else []


def _claims(kg: Asked, claims: list[IRI]) -> dict[IRI, Proof]:
    found: dict[IRI, Proof] = {}
    for row in _rows(kg, _DETAILS, "claims", claims):
        claim, gloss, claimant, name, certainty, polarity, modality, force, reports, standing, note, *span = row
        before = found.get(claim)
        passage = _passage(span, kg.sources)
        found[claim] = Proof(
            "claim",
            claim,
            str(gloss),
            claimant,
            str(name or claimant),
            _code(certainty),
            _code(polarity),
            _code(modality),
            _code(force),
            reports,
            _with(before.passages if before else (), passage),
            _code(standing),
            _with(before.notes if before else (), str(note) if note is not None else None),
        )
    return found


def _curated(row: tuple[Any, ...], sources: Sources) -> Proof:
    anchor, gloss, curator, name, note, *span = row
    passages = (_passage(span, sources),) if span[0] is not None else ()
    by = curator
    return Proof(
        "curator",
        anchor,
        str(gloss),
        by,
        str(name or by),
        None,
        None,
        None,
        None,
        None,
        passages,
        None,
        _with((), str(note) if note is not None else None),
    )


def _with(seen: tuple[T, ...], one: T | None) -> tuple[T, ...]:
    """Return what was seen and one more, each once: a claim with two passages and two notes comes in four rows."""
    return seen if one is None or one in seen else (*seen, one)


def _passage(span: list[Any], sources: Sources) -> Passage:
    """Return the passage with its words only where they have its digest: nothing else is a proof."""
    iri, document, text_digest, start, end, words_digest = span
    words = None
    if type(start) is int and type(end) is int and 0 <= start <= end:
        words = sources.words(str(text_digest), start, end)
    elif sources.text(str(text_digest)) is not None:
        words = ""  # no span of the text
    if words is None:
        return Passage(iri, document, start, end, None)
    verified = digest(words) == str(words_digest)
    return Passage(iri, document, start, end, words if verified else None, verified)


def _code(concept: object) -> str | None:
    return concept.local.partition("-")[2] if isinstance(concept, IRI) else None
