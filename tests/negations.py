"""The article's account with some of its claims denied, or told not to have been said at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from conftest import ACCOUNT
from parley import resources
from parley.engines.embedded import Embedded
from parley.facade import KnowledgeGraph
from parley.graph.derive import derive
from parley.rdf.terms import IRI, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

PARLEY, CODE = PREFIXES["parley"], PREFIXES["code"]
STATES, POLARITY = (ox.NamedNode(PARLEY + name) for name in ("states", "polarity"))
NEGATED = ox.NamedNode(CODE + "polarity-negated")
#: What an outer claim takes from the claim that it says was not made.
COPIED = ("claimant", "certainty", "evidencedBy", "gloss")


def account() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=str(ACCOUNT), format=ox.RdfFormat.TURTLE)]


def negated(triples: list[ox.Triple], contents: Iterable[IRI], *, above: bool) -> list[ox.Triple]:
    """Return the account with every claim of the contents denied, or denied to have been made."""
    wanted = {ox.NamedNode(content) for content in contents}
    claims = {t.subject for t in triples if t.predicate == STATES and t.object in wanted}
    if not above:
        kept = [t for t in triples if not (t.subject in claims and t.predicate == POLARITY)]
        return kept + [ox.Triple(claim, POLARITY, NEGATED) for claim in claims]
    outermost = claims
    found = list(triples)
    reports = ox.NamedNode(PARLEY + "reportsClaim")
    for claim in outermost:
        reporting = {t.subject for t in triples if t.predicate == reports and t.object == claim}
        if reporting:  # the claim is somebody's whom the account quotes: he did not say so
            found = [t for t in found if not (t.subject in reporting and t.predicate == POLARITY)]
            found += [ox.Triple(outer, POLARITY, NEGATED) for outer in reporting]
        else:
            outer = ox.NamedNode(f"{claim.value}-not-made")
            own = {t.predicate: t.object for t in triples if t.subject == claim}
            found += [
                ox.Triple(outer, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PARLEY + "Claim")),
                ox.Triple(outer, reports, claim),
                ox.Triple(outer, POLARITY, NEGATED),
            ]
            for name in COPIED:
                found.append(ox.Triple(outer, ox.NamedNode(PARLEY + name), own[ox.NamedNode(PARLEY + name)]))
    return found


def graph(triples: Iterable[ox.Triple]) -> KnowledgeGraph:
    engine = Embedded()
    for path in [*resources.vocabulary_files(), resources.registry_file()]:
        engine.load(path)
    engine.store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in triples)
    derive(engine)
    return KnowledgeGraph(engine)


def contents(kg: KnowledgeGraph) -> dict[str, list[IRI]]:
    """Return the contents of the account that somebody affirms, by the class that they were given."""
    found: dict[str, list[IRI]] = {}
    kinds = {t.subject.value: t.object.value for t in account() if t.predicate.value.endswith("#type")}
    for row in kg.query("SELECT DISTINCT ?c { ?claim parley:affirms ?c } ORDER BY ?c"):  # type: ignore[union-attr]
        assert isinstance(row.c, IRI)
        found.setdefault(kinds[str(row.c)].rpartition("#")[2], []).append(row.c)
    return found
