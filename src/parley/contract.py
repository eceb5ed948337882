"""The contract of a stored query: its header says what the query takes and gives, and is held to it."""

from __future__ import annotations

from functools import partial
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from parley.errors import QueryFileError, did_you_mean
from parley.header import Mapping, read_header
from parley.lexer import Token, line_of, tokens
from parley.query import TYPES, VIEWS, Column, Parameter, StoredQuery, projection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def contract(path: Path, name: str, text: str) -> StoredQuery:
    """Return the stored query that a text is; see :func:`parley.query.read_query`."""
    header = read_header(path, text)
    held = partial(_typed, path, header, 1)
    query = StoredQuery(
        name=name,
        path=path,
        text=text,
        summary=held("summary", str),
        tags=tuple(held("tags", list, [])),
        view=held("view", str),
        parameters=tuple(_parameter(path, entry) for entry in held("parameters", list, [])),
        columns=tuple(_column(path, entry) for entry in held("columns", list)),
        roles=tuple(held("gaps", list, [])),
    )
    for key, wanted in (("tags", str), ("gaps", str), ("parameters", dict), ("columns", dict)):
        if not all(isinstance(item, wanted) and item for item in header.get(key, ())):
            raise QueryFileError(
                str(path), header.lines[key], f"{key} is a list of {_KINDS[wanted]}s that are not empty"
            )
    _refuse_keys(path, header, _HEADER)
    _hold_to_contract(query)
    return query


_KINDS = {str: "text", bool: "truth value", list: "list", dict: "mapping"}
_HEADER = ("summary", "tags", "gaps", "view", "parameters", "columns")
_REQUIRED = object()


def _typed(  # noqa: PLR0913, PLR0917 - the first three are bound once
    path: Path, mapping: Mapping, line: int, key: str, kind: type, default: object = _REQUIRED
) -> Any:
    """Return the value of a key if it is of its type, and no empty text: nothing is read as something else."""
    if key not in mapping:
        if default is _REQUIRED:
            raise QueryFileError(str(path), line, f"the header lacks {key!r}")
        return default
    value = mapping[key]
    if not isinstance(value, kind):
        message = f"{key} is a {_KINDS[kind]}, not {value!r}{'; put it in double quotes' if kind is str else ''}"
        raise QueryFileError(str(path), mapping.lines[key], message)
    if value == "" or (isinstance(value, str) and not value.strip()):
        raise QueryFileError(str(path), mapping.lines[key], f"{key} is empty")
    return value


def _refuse_keys(path: Path, mapping: Mapping, known: tuple[str, ...]) -> None:
    for key, line in mapping.lines.items():
        if key not in known:
            raise QueryFileError(str(path), line, f"a header has no {key!r}{did_you_mean(key, known)}")


def _entry(path: Path, entry: object) -> tuple[Callable[..., Any], Mapping]:
    if not isinstance(entry, Mapping):
        raise QueryFileError(str(path), 1, f"parameters and columns are mappings, not {entry!r}")
    line = next(iter(entry.lines.values()), 1)
    return partial(_typed, path, entry, line), entry


def _parameter(path: Path, entry: object) -> Parameter:
    held, mapping = _entry(path, entry)
    _refuse_keys(
        path, mapping, ("name", "type", "required", "list", "scheme", "role", "description", "example", "choices")
    )
    choices = held("choices", str, "")
    return Parameter(
        name=held("name", str),
        type=held("type", str),
        required=held("required", bool, default=False),
        many=held("list", bool, default=False),
        scheme=held("scheme", str, None),
        description=held("description", str),
        example=_example(mapping.get("example")) or held("example", str),
        choices=tuple(choices.split(" | ")) if choices else (),
        role=held("role", str, None),
    )


def _example(value: object) -> str:
    """Return a number or a truth value as somebody would type it: an example is of the type of its parameter."""
    return str(value).lower() if isinstance(value, int) else ""


def _column(path: Path, entry: object) -> Column:
    held, mapping = _entry(path, entry)
    _refuse_keys(path, mapping, ("name", "type", "optional"))
    return Column(held("name", str), held("type", str), held("optional", bool, default=False))


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
