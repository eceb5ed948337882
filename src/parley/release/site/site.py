"""The site of a release: static pages at the paths of the IRIs, each with its Turtle beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import ParameterError
from parley.rdf.terms import IRI
from parley.release import triples
from parley.release.description import UNCHECKED, distributions
from parley.release.earlier import BELOW, described
from parley.release.filenames import folded
from parley.release.site.answers import answers
from parley.release.site.document import document_page
from parley.release.site.entries import Entries
from parley.release.site.pages import (
    board_page,
    entry_page,
    list_page,
    list_pages,
    picture_pages,
    query_page,
    terms_page,
)
from parley.release.site.paths import file_of, place_of
from parley.release.site.renderer import NAVIGATION, Page, Renderer
from parley.release.site.tellings import tellings
from parley.release.tables import to_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.release.content import Content
    from parley.release.site.answers import Answer

#: Pages that are of no IRI.
_LISTS = ("id", "ns", "code", "doc", "query")
#: Candidates for tensions have no page: they are a step of the rules, of which evidence.candidates tells.
_NO_PAGES = ("candidate/",)
_OWN_PAGES = ("bargaining", "network", "prospects")
_TEMPLATES = Path(__file__).parent / "templates"


def _taken(subject: str, other: str) -> ParameterError:
    message = f"<{subject}> cannot have a page: it would be {other}; name it otherwise, or use --no-site"
    return ParameterError("source", message)


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
        self._release = content.edition.path
        found = (described(path) for path in sorted((folder / "release").glob("*.ttl")))
        self._earlier = {f"release/{each.version}": each for each in found if each}
        self._subjects = self._places()
        self._made = {folder}
        heads = {page.partition("/")[0] for page in self._subjects if "/" in page}
        pages = {"", self._release, *self._earlier, *self._subjects, *heads, *(page for _, page in NAVIGATION)}
        modes: dict[IRI, list[str]] = {}
        for telling in tellings(content.kg):
            if telling.words() not in modes.setdefault(telling.prospect, []):
                modes[telling.prospect].append(telling.words())
        self._renderer = Renderer(self._entries, content.edition, pages, modes)

    def _places(self) -> dict[str, list[IRI]]:
        """Return the things of each page, the one that the page is of first.

        Raises:
            ParameterError: If two things would have one page, or one the page of something else.
        """
        found: dict[str, list[IRI]] = {}
        spelt: dict[str, str] = {}
        for subject in self._entries.subjects:
            place = place_of(subject)
            if place is None or place.page.startswith(_NO_PAGES):
                continue
            if place.page == "" or place.page.startswith("release/") or folded(place.page) in _OWN_PAGES:
                raise _taken(subject, "one of the site's own")
            other = spelt.setdefault(folded(place.page), place.page)
            of_page = found.setdefault(other, [])
            if other != place.page or (of_page and not place.fragment and "#" not in of_page[0]):
                raise _taken(subject, f"that of <{of_page[0]}>")
            of_page.insert(0 if not place.fragment else len(of_page), IRI(subject))
        return found

    def write(self) -> None:
        """Write all pages, their Turtle, pictures and tables."""
        for name, source in (("style.css", "style.css"), (".htaccess", "htaccess")):
            self._put(name, (_TEMPLATES / source).read_text(encoding="utf-8"))
        found = answers(self._content.kg)
        for page in self._pages(found):
            self._put(file_of(page.page), self._renderer.render(page))
            if page.page == self._release:
                below = b"" if self._content.edition.base_url else BELOW
                (self._folder / page.turtle).write_bytes(below + (self._folder / "catalog.ttl").read_bytes())
            elif page.page in self._subjects and page.turtle:
                lines = [line for subject in self._subjects[page.page] for line in self._entries.lines(subject)]
                (self._folder / page.turtle).write_bytes(b"".join(triples.turtle(triples.ordered(*lines))))
        for page, picture in picture_pages(self._entries, self._content.kg, found, self._renderer.leads):
            self._put(file_of(page.page), self._renderer.render(page))
            if picture:
                self._put(f"{page.page}/{page.page}.svg", picture)
        for name, answer in found.items():
            if answer.rows is not None:
                self._put(f"query/{name}.csv", to_spreadsheet(answer.rows))

    def _pages(self, found: dict[str, Answer]) -> Iterator[Page]:
        yield from list_pages(self._entries, found, self._content.edition.title)
        yield terms_page(self._entries)
        yield board_page(self._entries, found)
        yield self._release_page()
        for page, each in self._earlier.items():
            yield Page(page, "earlier.html", each.title, {"earlier": each}, each.iri, f"{page}.ttl")
        for page, subjects in self._subjects.items():
            iri = subjects[0]
            head, _, name = page.partition("/")
            if head == "query" and name in found:
                yield query_page(found[name])
            elif self._entries.is_a(iri, "Document"):
                yield document_page(self._entries, page, iri, subjects)
            elif page not in _LISTS:
                yield entry_page(self._entries, page, subjects, found)
        for head in sorted({page.partition("/")[0] for page in self._subjects if "/" in page} - set(_LISTS)):
            if head not in self._subjects:
                things = [subjects[0] for page, subjects in self._subjects.items() if page.startswith(f"{head}/")]
                yield list_page(self._entries, head, things)

    def _release_page(self) -> Page:
        content = self._content
        values = {
            "files": distributions(self._folder),
            "identifier": f"rdfc-1.0-sha256:{content.digest}",
            "publisher": self._publisher(),
            "earlier": self._earlier,
            "unchecked": UNCHECKED,
        }
        title = f"{content.edition.title} {content.edition.version}"
        return Page(self._release, "release.html", title, values, content.edition.iri, f"{self._release}.ttl")

    def _publisher(self) -> str:
        """Return who answers for the release: by name if the graph has one."""
        iri = self._content.edition.publisher
        return self._entries.label(iri) if iri in self._entries.subjects else iri

    def _put(self, name: str, text: str) -> None:
        path = self._folder / name
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        path.write_text(text, encoding="utf-8", newline="")
