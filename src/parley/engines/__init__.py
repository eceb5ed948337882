"""Engines: what can answer a SPARQL query, behind one Protocol.

``Embedded`` is pyoxigraph, in memory or a built store; ``RDFLib`` any rdflib graph; ``Endpoint`` any SPARQL
1.1 service. Each is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parley.engines.protocol import Answer, Engine, Graph, Solutions

if TYPE_CHECKING:
    from parley.engines.embedded import Embedded
    from parley.engines.endpoint import Endpoint
    from parley.engines.rdflib import RDFLib

__all__ = ["Answer", "Embedded", "Endpoint", "Engine", "Graph", "RDFLib", "Solutions"]

_HOMES = {"Embedded": "embedded", "Endpoint": "endpoint", "RDFLib": "rdflib"}


def __getattr__(name: str) -> Any:
    """Import an engine when it is first used."""
    if name not in _HOMES:
        message = f"module 'parley.engines' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"parley.engines.{_HOMES[name]}"), name)
