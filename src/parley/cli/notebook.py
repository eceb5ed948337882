"""The magics ``%parley`` and ``%%parley`` for IPython and Jupyter: ``%load_ext parley``.

``%parley patronage.backers --group "Islamic Resistance in Iraq"`` answers a stored query; ``%%parley`` heads a cell of
SPARQL. Both take ``--source`` (a Turtle file or folder, a built store, an address) and ``--name NAME``, which keeps
the answer in a variable. A refusal is one line, as on the command line, and fails the cell.
"""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentParser
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from parley.errors import ParleyError
from parley.graph.vocabulary import unknown_terms

if TYPE_CHECKING:
    from parley.facade import KnowledgeGraph


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ParleyError(message)


@lru_cache(maxsize=4)
def _connected(source: str | None) -> KnowledgeGraph:
    from parley.facade import connect

    return connect(source)


def parley(line: str, cell: str | None = None, *, shell: Any = None) -> object:
    """Answer a stored query (line) or SPARQL (cell).

    Args:
        line: What follows the name of the magic.
        cell: The rest of the cell, for ``%%parley``.
        shell: The IPython shell that keeps named answers, or None.

    Returns:
        Rows, a graph or a truth value.

    Raises:
        UsageError: IPython's own, which it shows as one line; the cell has failed, and "Run all" stops there.

    Example:
        >>> len(parley("patronage.backers"))
        2
        >>> parley("", "ASK { id:irgc a parley:StateOrgan }")
        True
    """
    try:
        answer, name = _answer(shlex.split(line), cell)
    except (ParleyError, ValueError) as error:
        from IPython.core.error import UsageError

        message = f"parley: {error}"
        raise UsageError(message) from None
    if name and shell is not None:
        shell.user_ns[name] = answer
    return answer


def _answer(given: list[str], cell: str | None) -> tuple[object, str | None]:
    parser = _Parser(prog="parley", add_help=False, allow_abbrev=False)
    parser.add_argument("--source")
    parser.add_argument("--name")
    if cell is not None:
        options = parser.parse_args(given)
        kg = _connected(options.source)
        answer = kg.query(cell)
        for warning in unknown_terms(kg, cell):
            print(f"parley: warning: {warning}", file=sys.stderr)
        return answer, options.name
    if not given or given[0].startswith("-"):
        message = "name a stored query, for example: %parley patronage.backers"
        raise ParleyError(message)
    from parley.catalogue.files import load

    query = load(given[0])
    for p in query.parameters:
        parser.add_argument(f"--{p.name}", action="append" if p.many else "store")
    parser.add_argument("--view")
    values = vars(parser.parse_args(given[1:]))
    source, name = values.pop("source"), values.pop("name")
    return _connected(source).ask(query, **values), name


def load_ipython_extension(shell: Any) -> None:
    """Register the magics; IPython calls this for ``%load_ext parley``."""

    def magic(line: str, cell: str | None = None) -> object:
        return parley(line, cell, shell=shell)

    shell.register_magic_function(magic, magic_kind="line_cell", magic_name="parley")
