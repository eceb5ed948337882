"""What a browser would follow in a folder of pages: ids and links, read with the standard library's parser."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path


class Read(NamedTuple):
    """What a page has."""

    ids: set[str]
    links: list[str]
    elements: list[tuple[str, dict[str, str | None]]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def read(path: Path) -> Read:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    ids = [a["id"] for _, a in reader.elements if a.get("id")]
    assert len(ids) == len(set(ids)), f"{path}: an id is there twice: {sorted(i for i in ids if ids.count(i) > 1)[:3]}"
    links = [a[name] for _, a in reader.elements for name in ("href", "src") if a.get(name)]
    return Read(set(ids), links, reader.elements)


def broken(folder: Path) -> list[str]:
    """Return the links that lead nowhere, as ``page -> link``."""
    pages = {path: read(path) for path in sorted(folder.rglob("*.html"))}
    found = []
    for path, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme in ("http", "https"):
                continue
            target, fragment = urldefrag(urljoin(path.relative_to(folder).as_posix(), link))
            file = folder / unquote(target)
            if not file.is_file() or (
                fragment and fragment not in pages[file].ids and unquote(fragment) not in pages[file].ids
            ):
                found.append(f"{path.relative_to(folder)} -> {link}")
    return found
