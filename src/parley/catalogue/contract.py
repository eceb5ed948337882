"""The contract of a stored query: its header says what the query takes and gives, and is held to it."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NoReturn

from parley.catalogue.header import Mapping, read_header
from parley.catalogue.stored import TYPES, VIEWS, Column, Parameter, StoredQuery
from parley.errors import QueryFileError, did_you_mean
from parley.sparql.forms import projection
from parley.sparql.lexer import Token, line_of, tokens
from parley.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_query(path: Path, name: str) -> StoredQuery:
    """Read a stored query and hold it to its contract.

    Args:
        path: The ``.rq`` file.
        name: The name in the catalogue.

    Raises:
        QueryFileError: If the header is missing or malformed, if what is declared is not what is
            used, or if the text leaves the portable subset that can be seen from its tokens.
    """
    return contract(path, name, read_text(path))


def contract(path: Path, name: str, text: str) -> StoredQuery:
    """Return the stored query that a text is; see :func:`read_query`."""
    header = _Held(path, read_header(path, text), _HEADER)
    query = StoredQuery(
        name=name,
        path=path,
        text=text,
        summary=header.text("summary"),
        tags=tuple(header.items("tags", str, default=[])),
        view=header.text("view"),
        parameters=tuple(_parameter(path, entry) for entry in header.items("parameters", Mapping, default=[])),
        columns=tuple(_column(path, entry) for entry in header.items("columns", Mapping)),
        roles=tuple(header.items("gaps", str, default=[])),
    )
    _hold_to_contract(query)
    return query


_HEADER = ("summary", "tags", "gaps", "view", "parameters", "columns")
_PARAMETER = ("name", "type", "required", "list", "scheme", "role", "description", "example", "choices")
_COLUMN = ("name", "type", "optional")


class _Held:
    """A mapping of a header that is held to its types: nothing is read as something else.

    Raises:
        QueryFileError: If it has a key that is not known; and from each method, if a value is missing, empty or of
            another type.
    """

    def __init__(self, path: Path, mapping: Mapping, known: tuple[str, ...]) -> None:
        self._path, self._mapping = path, mapping
        for key in mapping:
            if key not in known:
                self._refuse(key, f"a header has no {key!r} here{did_you_mean(key, known)}")

    def text(self, key: str) -> str:
        value = self._value(key)
        if not isinstance(value, str):
            self._refuse(key, f"{key} is a text, not {value!r}; put it in double quotes")
        if not value.strip():
            self._refuse(key, f"{key} is empty")
        return str(value)

    def optional(self, key: str) -> str | None:
        return self.text(key) if key in self._mapping else None

    def truth(self, key: str) -> bool:
        value = self._mapping.get(key, False)
        if not isinstance(value, bool):
            self._refuse(key, f"{key} is true or false, not {value!r}")
        return bool(value)

    def example(self) -> str:
        """Return a number or a truth value as somebody would type it: an example is of the type of its parameter."""
        value = self._value("example")
        return str(value).lower() if isinstance(value, int) else self.text("example")

    def items(self, key: str, kind: type, default: list[Any] | None = None) -> list[Any]:
        value = self._value(key) if default is None else self._mapping.get(key, default)
        if not isinstance(value, list) or not all(isinstance(item, kind) and item for item in value):
            of = "texts" if kind is str else "mappings"
            self._refuse(key, f"{key} is a list of {of} that are not empty, not {value!r}")
        return list(value)

    def _value(self, key: str) -> object:
        if key not in self._mapping:
            self._refuse(key, f"the header lacks {key!r}")
        return self._mapping[key]

    def _refuse(self, key: str, message: str) -> NoReturn:
        lines = self._mapping.lines
        raise QueryFileError(str(self._path), lines.get(key, min(lines.values(), default=1)), message)


def _parameter(path: Path, entry: Mapping) -> Parameter:
    held = _Held(path, entry, _PARAMETER)
    choices = held.optional("choices")
    return Parameter(
        name=held.text("name"),
        type=held.text("type"),
        required=held.truth("required"),
        many=held.truth("list"),
        scheme=held.optional("scheme"),
        description=held.text("description"),
        example=held.example(),
        choices=tuple(choices.split(" | ")) if choices else (),
        role=held.optional("role"),
    )


def _column(path: Path, entry: Mapping) -> Column:
    held = _Held(path, entry, _COLUMN)
    return Column(held.text("name"), held.text("type"), held.truth("optional"))


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
