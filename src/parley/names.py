"""From what somebody types to the IRI that a parameter needs.

A parameter takes an IRI, a CURIE or a name. Names are the labels of the registry and of accounts
and the names that documents are said to use (``NameUse``), compared after folding: Unicode
compatibility decomposition (UAX #15), no marks, no apostrophes, no case, hyphens as spaces, and
the letters that Arabic and Persian keyboards write differently taken as one.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from parley.errors import NameNotFoundError, ParameterError, did_you_mean, nearest
from parley.query import Parameter, substitute
from parley.terms import IRI, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.graph import KnowledgeGraph
    from parley.terms import Value

_CLASSES = {
    "agent": "parley:Agent",
    "place": "parley:Place",
    "entity": "parley:Agent parley:Office parley:Place",
    "exclusion": "parley:Exclusion",
    "derivation": "parley:Derivation",
    "concept": "skos:Concept",
    "prospect": "parley:Prospect",
    "node": "parley:Content",
    "claim": "parley:Claim",
    "judgement": "parley:Judgement",
    "document": "parley:Document",
    "passage": "parley:Passage",
    "iri": "parley:Agent parley:Candidate parley:Claim parley:Content parley:Derivation parley:Judgement "
    "parley:Office parley:Place parley:Prospect",
}
# Letters that Arabic and Persian keyboards write differently, and signs that stand for a space.
_LONGEST = 60
_SAME_LETTERS = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ـ": None, "-": " ", "‐": " ", "–": " ", "_": " "}
)
# Apostrophes of every make, full stops, and the joiners that are not seen.
_DROPPED = "'’‘ʼʿʾ`´\".\u200c\u200d"

_NAMED = f"""PREFIX parley: <{PREFIXES["parley"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?entity ?name WHERE {{
  ?entity a ?class .
  FILTER(COALESCE(?class IN ($classes), true))
  {{ ?entity skos:prefLabel ?name }}
  UNION {{ ?entity skos:altLabel|skos:hiddenLabel ?name }}
  UNION {{ ?use parley:names ?entity ; parley:name ?name }}
}}
ORDER BY ?entity ?name
"""
_LISTED = f"""PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?entity WHERE {{ ?entity a ?class . FILTER(COALESCE(?class IN ($classes), true)) }}
ORDER BY ?entity
"""


def fold(name: str) -> str:
    """Return the form under which names are compared.

    Example:
        >>> fold("Kata'ib  Hizballah") == fold("kataib hizballah")
        True
        >>> fold("إيران") == fold("ايران")
        True
    """
    decomposed = unicodedata.normalize("NFKD", name)
    kept = (c for c in decomposed if not unicodedata.combining(c) and c not in _DROPPED)
    folded = " ".join("".join(kept).translate(_SAME_LETTERS).casefold().split())
    return folded.removeprefix("the ")


def resolve(kg: KnowledgeGraph, parameter: Parameter, given: object) -> Value | list[Value]:
    """Return the typed value, or for a list parameter the values, that a parameter needs.

    Args:
        kg: The graph whose names count.
        parameter: What the header declares.
        given: What somebody typed or passed: text, a Python value, or a sequence of them.

    Raises:
        ParameterError: If the value is not of the declared type.
        NameNotFoundError: If a name denotes nothing, or several things where one is wanted.
    """
    if parameter.many:
        several = given if isinstance(given, (list, tuple)) else [given]
        return [value for one in several for value in _candidates(kg, parameter, one)]
    found = _candidates(kg, parameter, given)
    if len(found) > 1:
        names = sorted(v.curie if isinstance(v, IRI) else str(v) for v in found)
        message = f"{parameter.name}: {str(given)[:_LONGEST]!r} is ambiguous; name one of {', '.join(names)}"
        raise NameNotFoundError(str(given), names, message)
    return found[0]


def _candidates(kg: KnowledgeGraph, parameter: Parameter, given: object) -> Sequence[Value]:
    if parameter.type in ("string", "integer", "decimal", "boolean", "date"):
        return [_plain(parameter, given)]
    if not isinstance(given, str):
        message = f"{parameter.name} takes {_article(parameter.type)}, not {given!r}"
        raise ParameterError(parameter.name, message)
    return _entities(kg, parameter, given)


def _entities(kg: KnowledgeGraph, parameter: Parameter, given: str) -> Sequence[IRI]:
    iri = given if isinstance(given, IRI) else expand(given)
    listed = _of_class(kg, parameter)
    if iri is not None:
        if iri in listed:
            return [iri]
        raise _unknown(parameter, iri.curie, [entity.curie for entity in listed])
    names = _names(kg, parameter)
    wanted = fold(given.removeprefix("#"))
    found = sorted({entity for entity, name in names if fold(name) == wanted})
    if not found:
        raise _unknown(parameter, given, [name for _, name in names])
    return found


def _of_class(kg: KnowledgeGraph, parameter: Parameter) -> list[IRI]:
    rows = kg.solutions(substitute(_LISTED, _classes(parameter))).rows
    scheme = f"{PREFIXES['code']}{parameter.scheme}-" if parameter.scheme else ""
    return [entity for (entity,) in rows if isinstance(entity, IRI) and entity.startswith(scheme)]


def _names(kg: KnowledgeGraph, parameter: Parameter) -> list[tuple[IRI, str]]:
    listed = set(_of_class(kg, parameter))
    rows = kg.solutions(substitute(_NAMED, _classes(parameter))).rows
    names = [(entity, str(name)) for entity, name in rows if entity in listed]
    scheme = f"{parameter.scheme}-" if parameter.scheme else ""
    known = {(entity, fold(name)) for entity, name in names}
    fragments = ((entity, entity.local.removeprefix(scheme)) for entity in sorted(listed))
    names += [(entity, name) for entity, name in fragments if (entity, fold(name)) not in known]
    return names  # type: ignore[return-value]


def _classes(parameter: Parameter) -> dict[str, list[Value]]:
    """Return what to bind to ``$classes``: nothing where anything will do."""
    classes = [iri for curie in _CLASSES.get(parameter.type, "").split() if (iri := expand(curie))]
    return {"classes": list(classes)} if classes else {}


def _unknown(parameter: Parameter, given: str, choices: list[str]) -> NameNotFoundError:
    within = sorted({c for c in choices if fold(given) in fold(c).split()})[:3]
    hint = f"; did you mean {', '.join(within)}?" if within else did_you_mean(given, choices)
    hint = hint or _all(sorted(set(choices)))
    message = f"{parameter.name}: no {parameter.scheme or parameter.type} {given[:_LONGEST]!r} in the graph{hint}"
    return NameNotFoundError(given, nearest(given, choices), message)


def _all(choices: list[str]) -> str:
    return f"; there are {', '.join(choices)}" if 0 < len(choices) <= 12 else ""


def _plain(parameter: Parameter, given: object) -> Value:
    from datetime import date
    from decimal import Decimal

    try:
        match parameter.type, given:
            case "string", str() if not parameter.choices or given in parameter.choices:
                return given
            case "integer", int() | str() if not isinstance(given, bool):
                return int(given)
            case "decimal", int() | str() | Decimal() if not isinstance(given, bool):
                return Decimal(given)
            case "boolean", bool():
                return given
            case "boolean", str():
                return {"true": True, "false": False}[given.lower()]
            case "date", date():
                return given
            case "date", str():
                return date.fromisoformat(given)
    except (ValueError, KeyError, ArithmeticError):
        pass
    wanted = " or ".join(map(repr, parameter.choices)) or _article(parameter.type)
    message = f"{parameter.name} takes {wanted}, not {given!r}"
    raise ParameterError(parameter.name, message)


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aei' else 'a'} {kind}"
