"""A stored query: its header is its contract, and one mechanism binds its parameters.

A ``$name`` token of the text is replaced by one serialised, typed RDF term, and the same text
goes to every engine. Strings, comments, IRIs and local names are never touched, because
:mod:`parley.sparql.lexer` knows where they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parley.errors import ParameterError, did_you_mean
from parley.rdf.terms import IRI, PREFIXES, lexical
from parley.sparql.binding import substitute

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from parley.rdf.terms import Value
    from parley.sparql.answer import Solutions

#: The types that parameters and columns may have.
TYPES = frozenset(
    [
        "agent",
        "place",
        "entity",
        "entry",
        "concept",
        "prospect",
        "node",
        "claim",
        "judgement",
        "derivation",
        "exclusion",
        "passage",
        "document",
        "iri",
        "string",
        "integer",
        "decimal",
        "boolean",
        "date",
    ]
)
#: Which standings a view admits; the ontology says the same as ``parley:admittedIn``. A query is given the list,
#: because a join with six standings, of which every content has one, misleads the planners of engines.
VIEWS = {
    "strict": ("established",),
    "reported": ("established", "reported", "background"),
    "all": ("established", "reported", "background", "alleged", "denied", "withdrawn"),
}


class Parameter(NamedTuple):
    """A declared parameter.

    Attributes:
        name: Without the ``$``.
        type: One of :data:`TYPES`.
        required: Whether the query needs it.
        many: Whether it stands for a list inside ``IN (…)``.
        scheme: The code list that a concept must come from, or None.
        choices: The texts that a string may be; empty for any.
        role: What an account may leave open where the answer would be: the code of a gap, or None.
        description: What it is, for people.
        example: A value that the tests bind, as somebody would type it.
    """

    name: str
    type: str
    required: bool
    many: bool
    scheme: str | None
    description: str
    example: str
    choices: tuple[str, ...] = ()
    role: str | None = None


class Column(NamedTuple):
    """A declared column of the answer.

    Attributes:
        name: Without the ``?``.
        type: One of :data:`TYPES`.
        optional: Whether a row may leave it empty.
    """

    name: str
    type: str
    optional: bool


class StoredQuery(NamedTuple):
    """One ``.rq`` file of the catalogue.

    Attributes:
        name: ``folder.file``, as ``parley ask`` takes it.
        path: The file.
        text: The whole text, header included.
        summary: What the query answers, in one sentence.
        tags: The words it is filed under.
        view: The default view, or ``any`` where the view makes no difference.
        parameters: In the order of the header.
        columns: In the order of the ``SELECT``.
        roles: What the query is about that an account may leave open: the codes of gaps.
    """

    name: str
    path: Path
    text: str
    summary: str
    tags: tuple[str, ...]
    view: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    roles: tuple[str, ...] = ()

    def bind(self, values: Mapping[str, Value | Sequence[Value]], view: str | None = None) -> str:
        """Return the text with every parameter replaced by its term.

        Args:
            values: Typed values by parameter name; a parameter that is left out stays a variable.
            view: ``strict``, ``reported`` or ``all``; None for the default of the query.

        Raises:
            ParameterError: If a name is unknown, a required one missing, or the view no view.
            TermError: If a value cannot be a term.

        Example:
            >>> import parley
            >>> q = parley.connect().queries["patronage.backers"]
            >>> "$view" in q.bind({}, view="all").split("SELECT")[1]
            False
        """
        declared = {p.name: p for p in self.parameters}
        for name in values:
            if name not in declared:
                message = f"{self.name} has no parameter {name!r}{self._hint(name)}"
                raise ParameterError(name, message)
        for p in self.parameters:
            if p.required and p.name not in values:
                message = f"{self.name} needs {p.name!r}: {p.description} (for example {p.example})"
                raise ParameterError(p.name, message)
        bound = dict(values)
        if self.view != "any":
            bound["view"] = admitted(self.view if view is None else view)
        return substitute(self.text, bound)

    def _hint(self, name: str) -> str:
        names = [p.name for p in self.parameters]
        near = did_you_mean(name, names)
        return near or (f"; it takes {', '.join(names)}" if names else "; it takes none")


def normalised(solutions: Solutions, columns: Sequence[Column]) -> Solutions:
    """Return the solutions with values of the declared types where an engine gives others for them.

    Virtuoso gives 0 and 1 for truth values that a query computes; an engine may give whole numbers as decimals.

    Args:
        solutions: What an engine answered.
        columns: What the header declares.
    """
    wanted = {i: c.type for i, c in enumerate(columns) if c.type in ("boolean", "integer")}
    if not any(type(row[i]) is not _PYTHON[kind] for row in solutions.rows for i, kind in wanted.items()):
        return solutions
    rows = [tuple(_coerced(v, wanted.get(i)) for i, v in enumerate(row)) for row in solutions.rows]
    return solutions._replace(rows=rows)


_PYTHON = {"boolean": bool, "integer": int}


def _coerced(value: Value | None, kind: str | None) -> Value | None:
    if kind == "boolean" and isinstance(value, int) and value in (0, 1):
        return bool(value)
    if kind != "integer" or value is None or isinstance(value, (bool, str)):
        return value
    text = lexical(value).removesuffix(".0")
    return int(text) if re.fullmatch("0|-?[1-9][0-9]*", text) else value


def admitted(view: str) -> list[IRI]:
    """Return the standings that a view admits.

    Raises:
        ParameterError: If there is no such view.

    Example:
        >>> [standing.curie for standing in admitted("strict")]
        ['code:standing-established']
    """
    if not isinstance(view, str) or view not in VIEWS:
        hint = did_you_mean(str(view), VIEWS) or "; the views are strict, reported and all"
        message = f"no view {view!r}{hint}"
        raise ParameterError("view", message)
    return [IRI(f"{PREFIXES['code']}standing-{standing}") for standing in VIEWS[view]]
