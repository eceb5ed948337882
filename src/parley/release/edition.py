"""Which version, commit and date a release is of."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC
from typing import NamedTuple
from urllib.parse import urlsplit

import pyoxigraph as ox

from parley import resources
from parley.errors import ParameterError
from parley.rdf.terms import BASE, PREFIXES
from parley.release.filenames import is_portable
from parley.version import __version__

#: What a version is written with.
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}")


class Edition(NamedTuple):
    """What a release is cited by.

    Attributes:
        version: The version of the release.
        commit: The Git commit of its sources, or None outside a repository.
        date: ``YYYY-MM-DD``, or None where neither a commit nor SOURCE_DATE_EPOCH gives one.
        previous: The version of the release before, or None.
        title: What is released, without the version.
        publisher: Who answers for it, as an IRI.
        licence: Under which licence, as an IRI.
        base_url: Where it is to be found, as the address of a folder; None where that is not known.
        checked: Whether its accounts were checked.
    """

    version: str
    commit: str | None
    date: str | None
    previous: str | None = None
    title: str = "Parley"
    publisher: str = PREFIXES["id"] + "parley-curators"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    base_url: str | None = None
    checked: bool = True

    @property
    def base(self) -> str:
        """What the IRIs of the release itself begin with; those of what it speaks of are what they are."""
        return f"{(self.base_url or BASE).rstrip('/')}/"

    @property
    def iri(self) -> str:
        """The IRI of the release."""
        return self.base + self.path

    @property
    def path(self) -> str:
        """The path of the release below the base of its IRIs."""
        return f"release/{self.version}"

    def check(self) -> None:
        """Refuse what could be no part of an IRI, a path or a description.

        Raises:
            ParameterError: If a version has other characters than it may, or if the rest is empty or no IRI.
        """
        for name, version in (("version", self.version), ("previous", self.previous)):
            if version is not None and not (VERSION.fullmatch(version) and is_portable(version)):
                message = f"a version has up to 64 letters, digits, dots, plus and minus signs; not {version!r}"
                raise ParameterError(name, message)
        if self.previous == self.version:
            message = f"a release is not its own previous one: {self.version}"
            raise ParameterError("previous", message)
        for name, iri in (("publisher", self.publisher), ("license", self.licence), ("base-url", self.base_url)):
            if iri is not None:
                _refuse_no_address(name, iri)
        if self.base_url is not None and re.search(r"[?#]", self.base_url):
            message = f"it is the address of a folder, without ? and #; not {self.base_url!r}"
            raise ParameterError("base-url", message)
        if not self.title.strip() or not self.title.isprintable():
            raise ParameterError("title", f"a release has a title, of letters on one line; not {self.title!r}")


def _refuse_no_address(name: str, iri: str) -> None:
    """Refuse what is no http IRI (RFC 3987, and RFC 9110, section 4.2).

    Raises:
        ParameterError: If it is not.
    """
    try:
        parts = urlsplit(iri)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        ox.NamedNode(iri)
        sound = sound and not re.search(r"[\s<>\"{}|^`\\]", iri) and "@" not in parts.netloc
    except ValueError:
        sound = False
    if not sound:
        raise ParameterError(name, f"it is given as an http IRI, not {iri!r}")


def current(*, shipped: bool = True) -> Edition:
    """Return the edition of the sources at hand; the date is SOURCE_DATE_EPOCH's, or else that of the commit.

    Where something that goes into a release differs from the commit, the release is of no commit.

    Args:
        shipped: Whether what Parley ships is published; nothing is known of the commit of other sources.

    Raises:
        ParameterError: If SOURCE_DATE_EPOCH is no number of seconds of a date.

    Example:
        >>> current().version
        '0.1.0'
    """
    commit, date = _commit() if shipped else (None, None)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        date = _date(epoch)
    return Edition(__version__, commit, date)


def _commit() -> tuple[str, str] | tuple[None, None]:
    """Return the commit of the sources and its date, if there is a repository, and if they are as committed."""
    if not (resources.ROOT / ".git").exists():
        return None, None
    try:
        changed = _git("status", "--porcelain", "--", "ontology", "graph", "queries", "shapes", "src")
        commit, date = _git("log", "-1", "--format=%H %cs").split()
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None, None  # a repository without commits, or a machine without Git
    return (None, None) if changed else (commit, date)


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(resources.ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


def _date(epoch: str) -> str:
    from datetime import datetime

    message = f"SOURCE_DATE_EPOCH is a whole number of seconds before the year 10000, not {epoch!r}"
    if not (epoch.isascii() and epoch.isdecimal()):
        raise ParameterError("SOURCE_DATE_EPOCH", message)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise ParameterError("SOURCE_DATE_EPOCH", message) from None
