"""Where the page of an IRI is: at the path of the IRI, so that any static host answers for it.

``…/id/irgc`` is ``id/irgc/index.html``, and its Turtle ``id/irgc.ttl``. Links are relative, and name ``index.html``, so
that a site also works in a folder of a host, and from a disk.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from parley.errors import ParameterError
from parley.rdf.terms import BASE
from parley.release.filenames import folded, is_portable
from parley.release.sums import SUMS

#: Names that files of a release may have.
_LIKE_A_FILE = re.compile(r"\.(?:html|ttl|csv|svg|css|gz|jsonld|trig|parquet|graphml|gexf)$", re.IGNORECASE)
#: What is an address of another host or scheme, what an address that may be followed, and what no address has.
_ABSOLUTE, _HTTP = re.compile(r"[^/?#]*:|[/\\]{2}"), re.compile(r"https?://[^/\\]", re.IGNORECASE)
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_SUMS = folded(SUMS)


class Place(NamedTuple):
    """A page, and what is pointed at in it.

    Attributes:
        page: The folder of the page, without a slash at its end; empty for the page at the top.
        fragment: What follows the ``#``, or the empty string.
    """

    page: str
    fragment: str = ""


@cache
def place_of(iri: str) -> Place | None:
    """Return where an IRI of Parley has its page, or None for the IRI of somebody else.

    Raises:
        ParameterError: If its path would lead out of the site, or be that of another file of it.

    Example:
        >>> place_of("https://w3id.org/parley/doc/2422500622f1#claim-001")
        Place(page='doc/2422500622f1', fragment='claim-001')
    """
    if not iri.startswith(BASE):
        return None
    path, _, fragment = iri.removeprefix(BASE).partition("#")
    written = path.rstrip("/")
    page = unquote(written)
    if written and (page.count("/") != written.count("/") or _is_bad(page)):
        message = f"<{iri}> cannot have a page: its path is that of no page; name it otherwise, or use --no-site"
        raise ParameterError("source", message)
    return Place(page, fragment)


def _is_bad(page: str) -> bool:
    """Whether the path of a page is none that a folder has everywhere, or hides a file of the site."""
    return not is_portable(page) or any(_LIKE_A_FILE.search(part) or folded(part) == _SUMS for part in page.split("/"))


def file_of(page: str) -> str:
    """Return the file of a page, below the folder of the site.

    Example:
        >>> file_of("id/irgc"), file_of("")
        ('id/irgc/index.html', 'index.html')
    """
    return f"{page}/index.html" if page else "index.html"


def href(target: Place, page: str = "") -> str:
    """Return the relative link from a page to a place.

    Example:
        >>> href(Place("code/force-agreed"), "id/irgc")
        '../../code/force-agreed/index.html'
        >>> href(Place("id/irgc", "names"), "id/irgc")
        '#names'
    """
    fragment = f"#{target.fragment}" if target.fragment else ""
    if target.page == page and fragment:
        return fragment
    return to_file(file_of(target.page), page) + fragment


def to_file(name: str, page: str = "") -> str:
    """Return the relative link from a page to a file of the release.

    Example:
        >>> to_file("parley.ttl", "id/irgc")
        '../../parley.ttl'
    """
    return _below(page.count("/") + 1 if page else 0, name)


@cache
def _below(depth: int, name: str) -> str:
    return "../" * depth + quote(name)


def may_be_followed(where: str) -> bool:
    """Whether a browser may follow a link: to another page of the site, or to an http address.

    An address of another scheme may be a script or a document of its own; so may one whose scheme a browser reads only
    after it has dropped white space and control characters (WHATWG URL, section 4.4).

    Example:
        >>> may_be_followed("../id/irgc/index.html"), may_be_followed("javascript:alert(1)")
        (True, False)
    """
    if _DROPPED.search(where):
        return False
    return bool(_HTTP.match(where)) or not _ABSOLUTE.match(where)
