"""Terms of Parley's own namespaces that a query uses and the graph does not know: mostly misspelt."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parley.errors import TermError, nearest
from parley.rdf.terms import IRI, PREFIXES
from parley.sparql.lexer import tokens

if TYPE_CHECKING:
    from parley.engines.protocol import Selects

_OWN = (PREFIXES["parley"], PREFIXES["code"])
_KNOWN = """SELECT DISTINCT ?term WHERE {
  ?term a ?kind .
  FILTER(STRSTARTS(STR(?term), $parley) || STRSTARTS(STR(?term), $code))
}
"""


def unknown_terms(kg: Selects, text: str) -> list[str]:
    """Return one line for each term of ``parley:`` or ``code:`` in a query that the graph does not describe.

    Args:
        kg: The graph that is asked; where it holds no vocabulary, nothing is said.
        text: A SPARQL query.

    Example:
        >>> import parley
        >>> unknown_terms(parley.connect(), "SELECT ?g { ?g a parley:ArmedGrup }")
        ['parley:ArmedGrup is no term of the vocabulary; did you mean parley:ArmedGroup?']
    """
    from parley.sparql.binding import substitute

    used = _used(text)
    if not used:
        return []
    rows = kg.solutions(substitute(_KNOWN, {"parley": _OWN[0], "code": _OWN[1]})).rows
    known = {value.curie for (value,) in rows if isinstance(value, IRI)}
    if not known:
        return []
    return [f"{term} is no term of the vocabulary{_near(term, known)}" for term in sorted(used - known)]


def _near(term: str, known: set[str]) -> str:
    """Return what is like a term in what follows the prefix: the prefix is like itself."""
    prefix, _, local = term.partition(":")
    near = nearest(local, [k.partition(":")[2] for k in sorted(known) if k.startswith(f"{prefix}:")], 1)
    return f"; did you mean {prefix}:{near[0]}?" if near else ""


def _used(text: str) -> set[str]:
    stream = [t for t in tokens(text) if t.kind not in ("space", "comment")]
    prefixes = dict(PREFIXES)
    found = set()
    for before, token in pairwise([*stream, stream[-1]] if stream else []):
        if before.kind == "name" and token.kind == "iri" and before.text.endswith(":"):
            prefixes[before.text[:-1]] = token.text[1:-1]
    for token in stream:
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            found.add(prefixes.get(prefix, "") + local)
        elif token.kind == "iri":
            found.add(token.text[1:-1])
    return {_curie(iri) for iri in found if iri.startswith(_OWN) and iri not in _OWN}


def _curie(iri: str) -> str:
    try:
        return IRI(iri).curie
    except TermError:
        return iri
