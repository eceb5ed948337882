"""Parley: a sourced knowledge graph of armed groups, patrons, states and their bargaining.

Example:
    >>> import parley
    >>> kg = parley.connect()
    >>> [row.patron.local for row in kg.queries.patronage.backers()]
    ['iran', 'irgc']
"""

from __future__ import annotations

import sys

from parley.version import __version__

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from typing import Any

    from parley.answers.proof import Passage, Proof
    from parley.answers.rows import Row, Rows
    from parley.check import Report
    from parley.errors import LimitError, ParleyError
    from parley.facade import KnowledgeGraph, connect
    from parley.graph.connect import derived
    from parley.rdf.terms import IRI, LangString
    from parley.sparql.limits import Limits

__all__ = [
    "IRI",
    "KnowledgeGraph",
    "LangString",
    "LimitError",
    "Limits",
    "ParleyError",
    "Passage",
    "Proof",
    "Report",
    "Row",
    "Rows",
    "__version__",
    "connect",
    "derived",
]

_HOMES = {
    "IRI": "rdf.terms",
    "KnowledgeGraph": "facade",
    "LangString": "rdf.terms",
    "LimitError": "errors",
    "Limits": "sparql.limits",
    "ParleyError": "errors",
    "Passage": "answers.proof",
    "Proof": "answers.proof",
    "Report": "check",
    "Row": "answers.rows",
    "Rows": "answers.rows",
    "connect": "facade",
    "derived": "graph.connect",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import parley`` stays light."""
    if name not in _HOMES:
        message = f"module 'parley' has no attribute {name!r}"
        raise AttributeError(message)
    home = f"parley.{_HOMES[name]}"
    __import__(home)
    return getattr(sys.modules[home], name)


def load_ipython_extension(shell: Any) -> None:
    """Register ``%parley`` and ``%%parley``: IPython calls this for ``%load_ext parley``."""
    from parley.cli.notebook import load_ipython_extension as register

    register(shell)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
