"""Parley: a sourced knowledge graph of armed groups, patrons, states and their bargaining.

Example:
    >>> import parley
    >>> kg = parley.connect()
    >>> [row.patron.local for row in kg.queries.patronage.backers()]
    ['iran', 'irgc']
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from typing import Any

    from parley.check import Report
    from parley.errors import LimitError, ParleyError
    from parley.graph import KnowledgeGraph
    from parley.limits import Limits
    from parley.opening import connect, derived
    from parley.proof import Passage, Proof
    from parley.rows import Row, Rows
    from parley.terms import IRI, LangString

__version__ = "0.1.0"
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
    "connect",
    "derived",
]

_HOMES = {
    "IRI": "terms",
    "KnowledgeGraph": "graph",
    "LangString": "terms",
    "LimitError": "errors",
    "Limits": "limits",
    "ParleyError": "errors",
    "Passage": "proof",
    "Proof": "proof",
    "Report": "check",
    "Row": "rows",
    "Rows": "rows",
    "connect": "opening",
    "derived": "opening",
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
    from parley.notebook import load_ipython_extension as register

    register(shell)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
