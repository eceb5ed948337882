"""``parley publish DIR``: a release that a stranger can cite, verify and build on.

Every file is the same, byte for byte, over runs, processes and machines for the same sources, edition and locked
dependencies: what is written is sorted, and dates come from the edition, never from the clock.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from parley.rdf.terms import BASE
from parley.release.edition import Edition

__all__ = ["Edition", "left_out", "publish"]

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path

    from parley.release.content import Content, Source

    #: Told how many steps are done, how many there are, and which one begins.
    Progress = Callable[[int, int, str], None]


def publish(  # noqa: PLR0913 - each is an option of the command
    folder: str | os.PathLike[str],
    source: Source | None = None,
    *,
    edition: Edition | None = None,
    site: bool = True,
    unchecked: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a release, whole or not at all.

    An earlier release in the folder stays as it is until the new one is complete; then the two change places. Its
    description stays under ``release/``. What a library is missing for is left out; see :func:`left_out`.

    Args:
        folder: Where the release goes. It may hold an earlier release, and nothing else.
        source: A Turtle file or folder of accounts, or all files of a graph; None for what Parley ships.
        edition: The version, commit and date; None for those of the library and its repository.
        site: Whether pages are written beside the files; for a large graph they are many, and take long.
        unchecked: Whether to leave out the check of the accounts. The release says so.
        progress: Told before each step how many are done, how many there are, and the name of this one.

    Returns:
        The files, sorted.

    Raises:
        SourceFileError: If a source cannot be read.
        FaultsError: If the check finds faults in the accounts.
        OutputError: If the folder cannot be written.
        ParameterError: If the folder holds something that is no release, or if the path of an IRI is that of no page.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in publish(Path(folder) / "release", site=False)][:2]
        ['SHA256SUMS', 'accounts.ttl']
    """
    from parley.release import place
    from parley.release.content import Content
    from parley.release.sums import SUMS

    edition = _named(edition, unchecked=unchecked, shipped=source is None)
    target = place.free(folder)
    writers = _writers(site=site)
    begin = partial(_begin, ["the sources", *writers, SUMS], progress)
    begin("the sources")
    content = Content.read(source, edition)
    if not unchecked:
        content.judge(shipped=source is None)
    with place.taking_the_place_of(target) as new:
        names = _write(content, target, new, writers, begin)
    return [target / name for name in names]


def _named(edition: Edition | None, *, unchecked: bool, shipped: bool) -> Edition:
    from parley.release.edition import current

    edition = (edition or current(shipped=shipped))._replace(checked=not unchecked)
    if shipped and edition.base_url is None:
        edition = edition._replace(base_url=BASE)  # what Parley ships is to be found there
    edition.check()
    return edition


def left_out(*, site: bool = True) -> dict[str, str]:
    """Return what releases lack here, and for want of which library.

    Args:
        site: Whether pages are wanted.

    Example:
        >>> left_out(site=False).get("parley.ttl", "it needs no library")
        'it needs no library'
    """
    from parley.release.files import LIBRARIES

    wanted = {**LIBRARIES, **({"the site": "jinja2", "the pictures": "pygraphviz"} if site else {})}
    return {what: library for what, library in wanted.items() if not _has(library)}


@cache
def _has(library: str) -> bool:
    from importlib import import_module

    try:
        import_module(library)
    except ImportError:  # also if a library of the system is missing under it
        return False
    return True


def _writers(*, site: bool) -> dict[str, Callable[[Content, Path], object]]:
    """Return the writers of all that libraries are there for, by what they write."""
    from parley.release.files import WRITERS

    def pages(content: Content, path: Path) -> None:
        from parley.release.site.site import Site

        Site(content, path.parent).write()

    missing = left_out(site=site)
    steps = {**WRITERS, **({"the site": pages} if site else {})}
    return {name: write for name, write in steps.items() if name not in missing}


def _write(
    content: Content,
    old: Path,
    new: Path,
    writers: dict[str, Callable[[Content, Path], object]],
    begin: Callable[[str], None],
) -> list[str]:
    from parley.release.earlier import keep
    from parley.release.sums import SUMS, checksums

    keep(old, new, content.edition)
    for name, write in writers.items():
        begin(name)
        write(content, new / name)
    begin(SUMS)
    return checksums(new)


def _begin(steps: list[str], progress: Progress | None, step: str) -> None:
    if progress:
        progress(steps.index(step), len(steps), step)
