"""A stored query: its header is its contract, and one mechanism binds its parameters.

A ``$name`` token of the text is replaced by one serialised, typed RDF term, and the same text
goes to every engine. Strings, comments, IRIs and local names are never touched, because
:mod:`parley.lexer` knows where they are.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from parley.errors import ParameterError, QueryFileError, did_you_mean
from parley.header import read_header
from parley.lexer import Token, line_of, tokens
from parley.terms import IRI, PREFIXES, serialise, serialise_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from parley.engines import Solutions
    from parley.terms import Value

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
    """

    name: str
    path: Path
    text: str
    summary: str
    tags: tuple[str, ...]
    view: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]

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

    Virtuoso gives 0 and 1 for truth values that a query computes; an engine may give a whole number as a
    decimal.

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
    if kind == "boolean" and type(value) is int and value in (0, 1):
        return bool(value)
    if kind == "integer" and value is not None and (text := str(value).removesuffix(".0")).lstrip("-").isdigit():
        return int(text)
    return value


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


def substitute(text: str, values: Mapping[str, Value | Sequence[Value]]) -> str:
    """Replace the ``$name`` tokens of a query text by serialised terms, each padded with spaces.

    Args:
        text: A SPARQL query.
        values: A value, or a non-empty sequence of values for an ``IN`` list, by name.

    Raises:
        TermError: If a value cannot be a term.

    Example:
        >>> substitute('ASK { ?s ?p $o } # $o', {"o": 'a "b"'})
        'ASK { ?s ?p  "a \\\\"b\\\\""  } # $o'
    """
    terms = {name: f" {_term(value)} " for name, value in values.items()}
    return "".join(
        terms.get(token.text[1:], token.text) if token.kind == "parameter" else token.text for token in tokens(text)
    )


def _term(value: Value | Sequence[Value]) -> str:
    if isinstance(value, (list, tuple)):
        return serialise_list(value)
    return serialise(cast("Value", value))


def read_query(path: Path, name: str) -> StoredQuery:
    """Read a stored query and hold it to its contract.

    Args:
        path: The ``.rq`` file.
        name: The name in the catalogue.

    Raises:
        QueryFileError: If the header is missing or malformed, if what is declared is not what is
            used, or if the text leaves the portable subset that can be seen from its tokens.
    """
    text = path.read_text(encoding="utf-8")
    header = read_header(path, text)
    try:
        query = StoredQuery(
            name=name,
            path=path,
            text=text,
            summary=header["summary"],
            tags=tuple(header.get("tags", ())),
            view=header["view"],
            parameters=tuple(_parameter(entry) for entry in header.get("parameters") or ()),
            columns=tuple(_column(entry) for entry in header["columns"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise QueryFileError(str(path), 1, f"the header lacks or misuses {error}") from None
    _hold_to_contract(query)
    return query


def _parameter(entry: dict[str, Any]) -> Parameter:
    return Parameter(
        name=str(entry["name"]),
        type=str(entry["type"]),
        required=bool(entry.get("required", False)),
        many=bool(entry.get("list", False)),
        scheme=str(entry["scheme"]) if "scheme" in entry else None,
        description=str(entry["description"]),
        example=str(entry["example"]),
        choices=tuple(entry["choices"].split(" | ")) if "choices" in entry else (),
    )


def _column(entry: dict[str, Any]) -> Column:
    return Column(str(entry["name"]), str(entry["type"]), bool(entry.get("optional", False)))


def _hold_to_contract(query: StoredQuery) -> None:
    stream = [t for t in tokens(query.text) if t.kind not in ("space", "comment")]
    for kind, entries in (("parameter", query.parameters), ("column", query.columns)):
        for entry in entries:
            if not entry.name.isidentifier() or iskeyword(entry.name):
                _refuse(query, f"{kind} {entry.name!r} cannot be a name in Python")
            if entry.type not in TYPES:
                _refuse(query, f"{kind} {entry.name} has unknown type {entry.type!r}{did_you_mean(entry.type, TYPES)}")
    if query.view not in (*VIEWS, "any"):
        _refuse(query, f"unknown view {query.view!r}; use strict, reported, all or any")
    declared = {p.name for p in query.parameters} | ({"view"} if query.view != "any" else set())
    used = {t.text[1:]: t for t in stream if t.kind == "parameter"}
    for name, token in used.items():
        if name not in declared:
            _refuse(query, f"${name} is used and not declared", token)
    for name in sorted(declared - set(used)):
        _refuse(query, f"parameter {name} is declared and not used")
    _hold_to_places(query, stream)
    projected = projection(stream)
    if projected != [c.name for c in query.columns]:
        _refuse(query, f"the header declares columns {[c.name for c in query.columns]}, SELECT gives {projected}")


def _hold_to_places(query: StoredQuery, stream: Sequence[Token]) -> None:
    """Refuse what stands where it must not."""
    for first, before, token in zip(stream, stream[1:], stream[2:], strict=False):
        if token.kind == "word" and token.text.upper() == "SERVICE":
            _refuse(query, "SERVICE has no place in a stored query", token)
        if token.kind == "parameter" and before.text.upper() in ("AS", "LIMIT", "OFFSET", "BY"):
            _refuse(query, f"{token.text} cannot follow {before.text.upper()}", token)
        if token.text == "$view" and (first.text.upper(), before.text) != ("IN", "("):
            _refuse(query, "$view is a list of standings: FILTER(?standing IN ($view))", token)


def _refuse(query: StoredQuery, message: str, token: Token | None = None) -> None:
    line = line_of(query.text, token.start) if token else 1
    raise QueryFileError(str(query.path), line, message)


def projection(stream: Sequence[Token]) -> list[str]:
    """Return the variables that the outermost SELECT projects; none for ``SELECT *``."""
    names: list[str] = []
    inside = depth = 0
    renamed = False
    for token in stream:
        word = token.text.upper()
        if not inside:
            inside = word == "SELECT" and token.kind == "word"
            continue
        if word in ("WHERE", "{", "FROM"):
            break
        depth += {"(": 1, ")": -1}.get(word, 0)
        if token.kind == "variable" and (depth == 0 or renamed):
            names.append(token.text[1:])
        renamed = word == "AS" or (renamed and token.kind in ("space", "comment"))
    return names
