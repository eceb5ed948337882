"""The site of a release: static pages at the paths of the IRIs, each with its Turtle beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parley.publish import triples
from parley.publish.catalog import distributions
from parley.publish.site.answers import answers
from parley.publish.site.document import document_page
from parley.publish.site.entries import Entries
from parley.publish.site.pages import board_page, entry_page, list_pages, picture_pages, query_page, terms_page
from parley.publish.site.paths import file_of, place_of
from parley.publish.site.renderer import NAVIGATION, Page, Renderer
from parley.publish.tellings import tellings
from parley.terms import BASE, IRI, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.publish.content import Content
    from parley.publish.site.answers import Answer

_TEMPLATES = Path(__file__).parent.parent / "templates"


class Site:
    """The site of one release.

    Args:
        content: The release.
        folder: Where its files are, and where the pages go.

    Raises:
        ParameterError: If an IRI has a path that no file can have.
    """

    def __init__(self, content: Content, folder: Path) -> None:
        self._content, self._folder = content, folder
        self._entries = Entries(content.asserted + content.queries, content.follows)
        self._subjects: dict[str, list[IRI]] = {}
        for subject in self._entries.subjects:
            place = place_of(subject)
            if place:
                self._subjects.setdefault(place.page, []).append(IRI(subject))
        self._made = {folder}
        self._release = content.edition.path
        pages = {"", self._release, *self._subjects, *(page for _, page in NAVIGATION)}
        modes: dict[IRI, list[str]] = {}
        for telling in tellings(content.kg):
            if telling.words() not in modes.setdefault(telling.prospect, []):
                modes[telling.prospect].append(telling.words())
        self._renderer = Renderer(self._entries, content.edition, pages, modes)

    def write(self) -> None:
        """Write all pages, their Turtle, pictures and tables."""
        for name, source in (("style.css", "style.css"), (".htaccess", "htaccess")):
            self._put(name, (_TEMPLATES / source).read_text(encoding="utf-8"))
        found = answers(self._content.kg)
        for page in self._pages(found):
            self._put(file_of(page.page), self._renderer.render(page))
            if page.turtle:
                lines = [line for subject in self._subjects[page.page] for line in self._entries.lines(subject)]
                (self._folder / page.turtle).write_bytes(b"".join(triples.turtle(triples.ordered(*lines))))
        for page, picture in picture_pages(self._entries, self._content.kg, found):
            self._put(file_of(page.page), self._renderer.render(page))
            if picture:
                self._put(f"{page.page}/{page.page}.svg", picture)
        for name, answer in found.items():
            if answer.rows is not None:
                self._put(f"query/{name}.csv", answer.rows.to_csv())

    def _pages(self, found: dict[str, Answer]) -> Iterator[Page]:
        yield from list_pages(self._entries, found)
        yield terms_page(self._entries)
        yield board_page(self._entries, found)
        yield self._release_page()
        for page, subjects in self._subjects.items():
            iri = IRI(BASE + page)
            head = page.partition("/")[0]
            if head == "query":
                yield query_page(found[page.partition("/")[2]])
            elif self._entries.is_a(iri, "Document"):
                yield document_page(self._entries, page, iri, subjects)
            elif page not in ("id", "ns", "code", "doc"):
                yield entry_page(self._entries, page, subjects[0], found)

    def _release_page(self) -> Page:
        content = self._content
        values = {
            "files": distributions(self._folder),
            "identifier": f"rdfc-1.0-sha256:{content.digest}",
            "publisher": self._entries.label(PREFIXES["id"] + "parley-curators"),
        }
        title = f"Parley {content.edition.version}"
        return Page(self._release, "release.html", title, values, BASE + self._release)

    def _put(self, name: str, text: str) -> None:
        path = self._folder / name
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        path.write_text(text, encoding="utf-8", newline="\n")
