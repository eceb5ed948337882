"""Rendering: what every template can use, from the page that it is rendered for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from parley.rdf.terms import BASE, IRI, LangString
from parley.release.site.paths import Place, href, may_be_followed, place_of, to_file
from parley.release.site.templating import environment

if TYPE_CHECKING:
    from parley.rdf.terms import Value
    from parley.release.edition import Edition
    from parley.release.site.entries import Entries

#: The pages that every page leads to.
NAVIGATION = (
    ("Actors", "id"),
    ("Documents", "doc"),
    ("Bargaining board", "bargaining"),
    ("Network", "network"),
    ("Prospects", "prospects"),
    ("Queries", "query"),
    ("Vocabulary", "ns"),
    ("Codes", "code"),
)
#: How many proofs a cell shows before the rest is folded.
_MOST_PROOFS = 4
_NOTHING = Markup('<span class="none">–</span>')
_RIGHT_TO_LEFT = frozenset(["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi", "ckb"])


class Page(NamedTuple):
    """What is to be rendered.

    Attributes:
        page: Its folder below the site; empty for the page at the top.
        template: The name of its template.
        title: What it is called.
        values: What the template shows.
        iri: What the page is of, if it is of one thing.
        turtle: The file with the same as Turtle, if there is one.
    """

    page: str
    template: str
    title: str
    values: dict[str, Any]
    iri: str = ""
    turtle: str = ""


class Renderer:
    """Renders pages of one release, one after the other.

    What templates and their macros call is bound once, and speaks for the page that is being rendered: macros that were
    imported anew for each page would take a third of the time.

    Args:
        entries: What is said of each IRI.
        edition: What the release is cited by.
        pages: The folders of all pages.
        modes: In which words each prospect is told of.
    """

    def __init__(self, entries: Entries, edition: Edition, pages: set[str], modes: dict[IRI, list[str]]) -> None:
        self._entries, self._edition, self._pages = entries, edition, pages
        self._subjects = frozenset(entries.subjects)
        self._page, self._here = "", f"{BASE}#"
        # Links are relative: those to other pages are the same from all pages that are as deep.
        self._by_depth: dict[int, dict[IRI, Markup]] = {}
        self._shown: dict[IRI, Markup] = {}
        self._env = environment().overlay()
        self._env.filters = {**self._env.filters, "fragment": _fragment}
        self._env.globals = {
            **self._env.globals,
            "edition": edition,
            "entries": entries,
            "file": lambda name: to_file(name, self._page),
            "goto": lambda target: href(Place(target), self._page),
            "label": entries.label,
            "link": self._link,
            "modes": modes,
            "most": _MOST_PROOFS,
            "navigation": NAVIGATION,
            "release": edition.path,
            "show": self._show,
            "shows": lambda values, between=", ": Markup(between).join(map(self._show, values)),
        }

    def render(self, page: Page) -> str:
        """Return a page as HTML."""
        self._page, self._here = page.page, f"{BASE}{page.page}#"
        self._shown = self._by_depth.setdefault(page.page.count("/") if page.page else -1, {})
        values = {"page": page.page, "title": page.title, "iri": page.iri, "turtle": page.turtle, **page.values}
        values["canonical"] = self._canonical(page.iri)
        return self._env.get_template(page.template).render(values)

    def _canonical(self, iri: str) -> str:
        """Return where a page is to be found on the web: at its IRI, or at the same path of who publishes it."""
        if not (iri and self._edition.base_url):
            return ""
        return self._edition.base + iri.removeprefix(BASE) if iri.startswith(BASE) else iri

    def _show(self, value: Value | None) -> Markup:
        """Return a value as HTML: an IRI as a link with its label."""
        if type(value) is not IRI:
            return _text(value)
        is_here = value.startswith(self._here)
        found = None if is_here else self._shown.get(value)
        if found is None:
            where = self._place(value)
            found = Markup(f'<a href="{escape(where)}"><bdi>{escape(self._entries.label(value))}</bdi></a>')
            if not may_be_followed(where):
                found = escape(value)
            if not is_here:
                self._shown[value] = found
        return found

    def _link(self, iri: str) -> str:
        where = self._place(iri)
        return where if may_be_followed(where) else "#content"

    def leads(self, iri: IRI, page: str) -> str:
        """Return where a box of a picture leads to from a page; nowhere where a browser may not follow."""
        self._page, self._here = page, f"{BASE}{page}#"
        where = self._place(iri)
        return where if may_be_followed(where) else ""

    def _place(self, iri: str) -> str:
        """Return where a thing leads to from the page: its place in the site, or its IRI."""
        place = place_of(iri)
        if place is None or place.page not in self._pages:
            return str(iri)
        return href(place if iri in self._subjects else Place(place.page), self._page)


def direction(language: str) -> str:
    """Return the direction in which a language is written, as HTML calls it.

    Example:
        >>> direction("fa"), direction("en-GB")
        ('rtl', 'ltr')
    """
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT or "arab" in language.lower() else "ltr"


def _text(value: Value | None) -> Markup:
    """Return a value that is no IRI as HTML."""
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, bool):
        return Markup("yes" if value else "no")
    if isinstance(value, LangString):
        way = direction(value.language)
        return Markup(f'<span lang="{escape(value.language)}" dir="{way}">{escape(str(value))}</span>')
    return Markup(f"<bdi>{escape(str(value))}</bdi>")


def _fragment(iri: str) -> str:
    return iri.partition("#")[2]
