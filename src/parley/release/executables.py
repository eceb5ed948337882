"""The stored queries as SHACL executables, so that a stranger can run them without this library.

Each is a ``sh:SPARQLSelectExecutable`` (SHACL Advanced Features, section 5.2) with its text, in which the default view
and the parameters that are required are bound to their examples, and a ``sh:Parameter`` (SHACL, section 6.2) for each
parameter.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from parley.catalogue.files import load, names
from parley.catalogue.names import resolve
from parley.catalogue.stored import admitted
from parley.errors import ParleyError
from parley.rdf.terms import BASE, PREFIXES, XSD, serialise
from parley.release.triples import ordered
from parley.sparql.binding import substitute

if TYPE_CHECKING:
    from parley.catalogue.stored import Parameter, StoredQuery
    from parley.graph.core import Core

_DATATYPES = {"string": "string", "integer": "integer", "decimal": "decimal", "boolean": "boolean", "date": "date"}
SH, RDF, RDFS, DCTERMS, SKOS = (PREFIXES[p] for p in ("sh", "rdf", "rdfs", "dcterms", "skos"))


def executables(kg: Core) -> bytes:
    """Return the catalogue as sorted N-Triples."""
    lines: list[str] = []
    for name in names():
        lines += _executable(kg, load(name))
    return ordered("".join(lines).encode())


def _executable(kg: Core, query: StoredQuery) -> list[str]:
    iri = f"{BASE}query/{query.name}"
    bound: dict[str, Any] = {} if query.view == "any" else {"view": admitted(query.view)}
    for parameter in query.parameters:
        if parameter.required:
            with suppress(ParleyError):  # an example that this graph does not have stays a variable
                bound[parameter.name] = resolve(kg, parameter, parameter.example)
    body = "\n".join(line for line in query.text.split("\n") if not line.startswith("#+"))
    lines = [
        _line(iri, RDF + "type", f"<{SH}SPARQLSelectExecutable>"),
        _line(iri, RDFS + "label", serialise(query.name)),
        _line(iri, DCTERMS + "description", f"{serialise(query.summary)}@en"),
        _line(iri, SH + "select", serialise(substitute(body, bound))),
        *(_line(iri, DCTERMS + "subject", serialise(tag)) for tag in query.tags),
    ]
    for parameter in query.parameters:
        lines += _parameter(iri, parameter)
    return lines


def _parameter(query: str, parameter: Parameter) -> list[str]:
    iri = f"{query}#{parameter.name}"
    datatype = _DATATYPES.get(parameter.type)
    kind = (SH + "datatype", f"<{XSD}{datatype}>") if datatype else (SH + "nodeKind", f"<{SH}IRI>")
    return [
        _line(query, SH + "parameter", f"<{iri}>"),
        _line(iri, RDF + "type", f"<{SH}Parameter>"),
        _line(iri, SH + "path", f"<{iri}>"),
        _line(iri, SH + "name", serialise(parameter.name)),
        _line(iri, SH + "description", f"{serialise(parameter.description)}@en"),
        _line(iri, SH + "optional", f'"{str(not parameter.required).lower()}"^^<{XSD}boolean>'),
        _line(iri, *kind),
        _line(iri, SKOS + "example", serialise(parameter.example)),
    ]


def _line(subject: str, predicate: str, term: str) -> str:
    return f"<{subject}> <{predicate}> {term} .\n"
