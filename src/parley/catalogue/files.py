"""Which stored queries there are, and how one is read by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from parley.catalogue.contract import read_query
from parley.errors import UnknownQueryError
from parley.resources import FOLDERS, ROOT

if TYPE_CHECKING:
    from parley.catalogue.stored import StoredQuery


@cache
def names() -> tuple[str, ...]:
    """Return the names of all stored queries, folder by folder.

    Example:
        >>> "patronage.backers" in names()
        True
    """
    root = ROOT / "queries"
    return tuple(f"{folder}.{path.stem}" for folder in FOLDERS for path in sorted((root / folder).glob("*.rq")))


@cache
def load(name: str) -> StoredQuery:
    """Read a stored query by name.

    Args:
        name: ``folder.query``.

    Raises:
        UnknownQueryError: If there is none; the message names the nearest.
        QueryFileError: If the file breaks its contract.
    """
    folder, _, stem = name.partition(".")
    path = ROOT / "queries" / folder / f"{stem}.rq"
    if folder not in FOLDERS or "/" in stem or not path.is_file():
        raise UnknownQueryError(name, names())
    return read_query(path, name)
