"""Engines: what can answer a SPARQL query, behind one Protocol.

``Embedded`` is pyoxigraph, in memory or a built store; ``RDFLib`` any rdflib graph; ``Endpoint`` any SPARQL
1.1 service. Each is imported when it is first used.

It may import ``sparql`` and what lies below.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from typing import Any

    from parley.engines.embedded import Embedded
    from parley.engines.endpoint import Endpoint
    from parley.engines.protocol import Engine
    from parley.engines.rdflib import RDFLib
    from parley.sparql.answer import Answer, Graph, Solutions

__all__ = ["Answer", "Embedded", "Endpoint", "Engine", "Graph", "RDFLib", "Solutions"]

_HOMES = {
    "Answer": "sparql.answer",
    "Embedded": "engines.embedded",
    "Endpoint": "engines.endpoint",
    "Engine": "engines.protocol",
    "Graph": "sparql.answer",
    "RDFLib": "engines.rdflib",
    "Solutions": "sparql.answer",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first used."""
    if name not in _HOMES:
        message = f"module 'parley.engines' has no attribute {name!r}"
        raise AttributeError(message)
    home = f"parley.{_HOMES[name]}"
    __import__(home)
    return getattr(sys.modules[home], name)
