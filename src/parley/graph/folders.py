"""The catalogue: folders of stored queries as callables with real signatures."""

from __future__ import annotations

from inspect import Parameter as Argument
from inspect import Signature
from typing import TYPE_CHECKING, Protocol

from parley.catalogue.files import load, names
from parley.errors import UnknownQueryError
from parley.resources import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parley.answers.rows import Rows
    from parley.catalogue.stored import StoredQuery


class Asks(Protocol):
    """What answers a stored query: a knowledge graph."""

    def ask(self, query: StoredQuery | str, *, view: str | None = None, **values: object) -> Rows:
        """Answer a stored query."""
        ...


class Queries:
    """All stored queries, by folder: ``kg.queries.patronage.backers()``.

    Example:
        >>> import parley
        >>> "patronage.backers" in list(parley.connect().queries)
        True
    """

    def __init__(self, kg: Asks) -> None:
        self._kg = kg

    def __getattr__(self, folder: str) -> Folder:
        if folder not in FOLDERS:
            raise AttributeError(str(UnknownQueryError(folder, FOLDERS)))
        return Folder(self._kg, folder)

    def __getitem__(self, name: str) -> StoredQuery:
        return load(name)

    def __iter__(self) -> Iterator[str]:
        return iter(names())

    def __len__(self) -> int:
        return len(names())

    def __dir__(self) -> list[str]:
        return list(FOLDERS)


class Folder:
    """The stored queries of one folder, each a function."""

    def __init__(self, kg: Asks, folder: str) -> None:
        self._kg, self._folder = kg, folder

    def __getattr__(self, name: str) -> Callable[..., Rows]:
        try:
            query = load(f"{self._folder}.{name}")
        except UnknownQueryError as error:
            raise AttributeError(str(error)) from None
        return _function(self._kg, query)

    def __dir__(self) -> list[str]:
        prefix = f"{self._folder}."
        return [name.removeprefix(prefix) for name in names() if name.startswith(prefix)]


def _function(kg: Asks, query: StoredQuery) -> Callable[..., Rows]:
    def ask(*, view: str | None = None, **values: object) -> Rows:
        return kg.ask(query, view=view, **values)

    ask.__name__ = query.name.rpartition(".")[2]
    ask.__qualname__ = query.name
    ask.__doc__ = describe(query)
    ask.__signature__ = _signature(query)  # type: ignore[attr-defined]
    return ask


def _signature(query: StoredQuery) -> Signature:
    arguments = [
        Argument(p.name, Argument.KEYWORD_ONLY, default=Argument.empty if p.required else None)
        for p in query.parameters
    ]
    view = Argument("view", Argument.KEYWORD_ONLY, default=None)
    return Signature([*arguments, view], return_annotation="Rows")


def describe(query: StoredQuery) -> str:
    """Return the documentation of a stored query: question, parameters, columns."""
    lines = [query.summary, "", "Args:"]
    for p in query.parameters:
        need = "required" if p.required else "optional"
        kind = f"list of {p.type}" if p.many else p.type
        lines.append(f"    {p.name} ({kind}, {need}): {p.description}. Example: {p.example}")
    note = "makes no difference here" if query.view == "any" else f"default: {query.view}"
    lines.append(f"    view (strict, reported or all): What standing admits; {note}.")
    lines += ["", "Columns:"]
    lines += [f"    {c.name} ({c.type}{', may be empty' if c.optional else ''})" for c in query.columns]
    return "\n".join(lines)
