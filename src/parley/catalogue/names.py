"""From what somebody types to the IRI that a parameter needs.

A parameter takes an IRI, a CURIE or a name. Names are the labels of the registry and of accounts
and the names that documents are said to use (``NameUse``), compared after :func:`~parley.text.folding.fold`.
A name that is only spelt nearly so is offered by the error, and never taken for the one that was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.catalogue.stored import Parameter
from parley.errors import NameNotFoundError, ParameterError, did_you_mean, nearest
from parley.rdf.terms import IRI, PREFIXES, XSD, expand, literal
from parley.sparql.binding import substitute
from parley.text.folding import fold, spellings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.engines.protocol import Selects
    from parley.rdf.terms import Value

__all__ = ["fold", "resolve"]

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
    "iri": "parley:Agent parley:Candidate parley:Claim parley:Content parley:Derivation parley:Document "
    "parley:Exclusion parley:Judgement parley:Office parley:Passage parley:Place parley:Prospect",
}
_LONGEST = 60  # letters of a name that a message shows
_OFFERED = 3
#: What stands in a position where the text names nobody, and how one asks for that.
_UNSTATED, _NOBODY = IRI(PREFIXES["code"] + "party-unstated"), ("not stated", "unstated")

_NAMED = f"""PREFIX parley: <{PREFIXES["parley"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?entity ?name WHERE {{
  ?entity a ?class .
  FILTER(COALESCE(?class IN ($classes), true))
  {{ ?entity skos:prefLabel ?name }}
  UNION {{ ?entity skos:altLabel ?name }}
  UNION {{ ?entity skos:hiddenLabel ?name }}
  UNION {{ ?use parley:names ?entity ; parley:name ?name }}
}}
ORDER BY ?entity ?name
"""
_LISTED = f"""PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?entity WHERE {{ ?entity a ?class . FILTER(COALESCE(?class IN ($classes), true)) }}
ORDER BY ?entity
"""


def resolve(kg: Selects, parameter: Parameter, given: object) -> Value | list[Value]:
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


def _candidates(kg: Selects, parameter: Parameter, given: object) -> Sequence[Value]:
    if parameter.type in ("string", "integer", "decimal", "boolean", "date"):
        return [_plain(parameter, given)]
    if not isinstance(given, str):
        message = f"{parameter.name} takes {_article(parameter.type)}, not {given!r}"
        raise ParameterError(parameter.name, message)
    return _entities(kg, parameter, given)


def _entities(kg: Selects, parameter: Parameter, given: str) -> Sequence[IRI]:
    iri = given if isinstance(given, IRI) else expand(given)
    listed = _of_class(kg, parameter)
    if iri is not None:
        if iri in listed:
            return [iri]
        curies = [entity.curie for entity in listed]
        raise _unknown(parameter, given, nearest(iri.curie, curies), did_you_mean(iri.curie, curies))
    names = _names(kg, parameter)
    wanted = fold(given.removeprefix("#"))
    found = {entity for entity, name in names if fold(name) == wanted}
    found = found or {entity for entity, name in names if wanted in spellings(name)}
    if not found or not wanted:
        raise _unlike(parameter, given, names)
    return sorted(found)


def _of_class(kg: Selects, parameter: Parameter) -> list[IRI]:
    rows = kg.solutions(substitute(_LISTED, _classes(parameter))).rows
    scheme = f"{PREFIXES['code']}{parameter.scheme}-" if parameter.scheme else ""
    nobody = [_UNSTATED] if parameter.type == "agent" else []
    return nobody + [entity for (entity,) in rows if isinstance(entity, IRI) and entity.startswith(scheme)]


def _names(kg: Selects, parameter: Parameter) -> list[tuple[IRI, str]]:
    listed = set(_of_class(kg, parameter))
    rows = kg.solutions(substitute(_NAMED, _classes(parameter))).rows
    names = [(entity, str(name)) for entity, name in rows if entity in listed]
    scheme = f"{parameter.scheme}-" if parameter.scheme else ""
    known = {(entity, fold(name)) for entity, name in names}
    names += [(_UNSTATED, name) for name in _NOBODY if _UNSTATED in listed]
    fragments = ((entity, entity.local.removeprefix(scheme)) for entity in sorted(listed - {_UNSTATED}))
    names += [(entity, name) for entity, name in fragments if (entity, fold(name)) not in known]
    return names  # type: ignore[return-value]


def _classes(parameter: Parameter) -> dict[str, list[Value]]:
    """Return what to bind to ``$classes``: nothing where anything will do."""
    classes = [iri for curie in _CLASSES.get(parameter.type, "").split() if (iri := expand(curie))]
    return {"classes": list(classes)} if classes else {}


def _unlike(parameter: Parameter, given: str, names: list[tuple[IRI, str]]) -> NameNotFoundError:
    """Return the error for a name that denotes nothing, with the nearest ones, one for each thing, and their scores."""
    from parley.text.nearness import near

    entities = {name: entity for entity, name in reversed(names)}
    offered: dict[IRI, tuple[str, float]] = {}
    for name, score in near(given, entities, count=4 * _OFFERED):
        offered.setdefault(entities[name], (name, score))
    best = list(offered.values())[:_OFFERED]
    hint = f"; did you mean {', '.join(f'{name} ({score:.2f})' for name, score in best)}?" if best else ""
    if not best and (prefix := re.fullmatch(r"([A-Za-z][\w-]*):\S+", given)):
        hint = f"; there is no prefix {prefix[1]!r}, only {', '.join(PREFIXES)}"
    hint = hint or _all(sorted(set(dict(names).values())))
    return _unknown(parameter, given, [name for name, _ in best], hint)


def _unknown(parameter: Parameter, given: str, candidates: list[str], hint: str) -> NameNotFoundError:
    message = f"{parameter.name}: no {parameter.scheme or parameter.type} {given[:_LONGEST]!r} in the graph{hint}"
    return NameNotFoundError(given, candidates, message)


def _all(choices: list[str]) -> str:
    return f"; there are {', '.join(choices)}" if 0 < len(choices) <= 12 else ""


def _plain(parameter: Parameter, given: object) -> Value:
    """Return the value of a parameter that is no entity; XSD says which texts are numbers and dates."""
    from datetime import date, datetime
    from decimal import Decimal

    value: object = given
    if isinstance(given, str) and parameter.type != "string":
        text = given.lower() if parameter.type == "boolean" else given
        value = literal(text, XSD + parameter.type)
    match parameter.type, value:
        case "string", str() if not parameter.choices or value in parameter.choices:
            return value
        case "integer", int() if not isinstance(value, bool):
            return value
        case "decimal", int() | Decimal() if not isinstance(value, bool) and Decimal(value).is_finite():
            return Decimal(value)
        case ("boolean", bool()) | ("date", date()) if not isinstance(value, datetime):
            return value  # type: ignore[return-value]
    wanted = " or ".join(map(repr, parameter.choices)) or _article(parameter.type)
    message = f"{parameter.name} takes {wanted}, not {given!r}"
    raise ParameterError(parameter.name, message)


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aei' else 'a'} {kind}"
