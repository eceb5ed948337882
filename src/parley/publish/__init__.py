"""``parley publish DIR``: a release that a stranger can cite, verify and build on.

Every file is the same, byte for byte, over runs, processes and machines for the same sources, edition and locked
dependencies: what is written is sorted, and dates come from the edition, never from the clock.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import MissingExtraError, OutputError, ParameterError
from parley.publish.edition import Edition

__all__ = ["Edition", "publish"]

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from parley.publish.content import Content, Source

    #: Told how many steps are done, how many there are, and which one begins.
    Progress = Callable[[int, int, str], None]


def publish(
    folder: str | os.PathLike[str],
    source: Source | None = None,
    *,
    edition: Edition | None = None,
    site: bool = True,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a release, whole or not at all.

    An earlier release in the folder stays as it is until the new one is complete; then the two change places.

    Args:
        folder: Where the release goes. It may hold an earlier release, and nothing else.
        source: A Turtle file or folder of accounts, or all files of a graph; None for what Parley ships.
        edition: The version, commit and date; None for those of the library and its repository.
        site: Whether pages are written beside the files; for a large graph they are many, and take long.
        progress: Told before each step how many are done, how many there are, and the name of this one.

    Returns:
        The files, sorted.

    Raises:
        SourceFileError: If a source cannot be read.
        OutputError: If the folder cannot be written.
        ParameterError: If the folder holds something that is no release, or if the path of an IRI is that of no page.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in publish(Path(folder) / "release", site=False)][:2]
        ['SHA256SUMS', 'accounts.ttl']
    """
    _need_libraries()
    from parley.publish.content import Content
    from parley.publish.edition import current
    from parley.publish.files import SUMS, WRITERS

    edition = edition or current(shipped=source is None)
    edition.check()
    if not str(folder):
        raise ParameterError("folder", "the folder of a release has a name")
    target = Path(folder).resolve()  # whoever stands in it, or has a link to it, keeps doing so
    _spare_others(target)
    steps = ["the sources", *WRITERS, *(["the site"] if site else []), SUMS]
    begin = partial(_begin, steps, progress)
    begin("the sources")
    content = Content.read(source, edition)
    with _taking_the_place_of(target) as new:
        names = _write(content, new, begin, site=site)
    return [target / name for name in names]


def _write(content: Content, folder: Path, begin: Callable[[str], None], *, site: bool) -> list[str]:
    from parley.publish.files import SUMS, WRITERS, checksums
    from parley.publish.site import Site

    for name, write in WRITERS.items():
        begin(name)
        write(content, folder / name)
    if site:
        begin("the site")
        Site(content, folder).write()
    begin(SUMS)
    return checksums(folder)


def _begin(steps: list[str], progress: Progress | None, step: str) -> None:
    if progress:
        progress(steps.index(step), len(steps), step)


def _spare_others(target: Path) -> None:
    """Refuse a folder that holds something that is of no release, or was changed since, for it would be gone.

    Raises:
        ParameterError: If it does.
        OutputError: If it cannot be read.
    """
    from parley.publish.files import unknown

    try:
        other = unknown(target) if target.is_dir() else target if target.exists() else None
    except OSError as error:
        raise OutputError(str(target), error) from None
    if other:
        message = f"{other} is no file of an earlier release, or was changed since; move it away, or name a new folder"
        raise ParameterError("folder", message)


@contextmanager
def _taking_the_place_of(target: Path) -> Iterator[Path]:
    """Give a folder to write into, which takes the place of the target when all is written, or goes away."""
    aside = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        new = aside / "new"
        new.mkdir()
        yield new
        if target.exists():
            target.rename(aside / "old")
        new.rename(target)
    except OSError as error:
        raise OutputError(str(target), error) from None
    finally:
        if aside:
            old = aside / "old"
            if old.exists() and not target.exists():
                old.rename(target)
            shutil.rmtree(aside, ignore_errors=True)


def _need_libraries() -> None:
    """Refuse before anything is written."""
    from importlib.util import find_spec

    if not all(map(find_spec, ("jinja2", "networkx", "polars", "pygraphviz"))):
        raise MissingExtraError("publish()", "publish")
