"""``parley publish DIR``: a release that a stranger can cite, verify and build on.

Every file is the same, byte for byte, over runs, processes and machines for the same sources, edition and locked
dependencies: what is written is sorted, and dates come from the edition, never from the clock.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import MissingExtraError, OutputError, ParameterError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from parley.publish.edition import Edition


def publish(
    folder: str | os.PathLike[str],
    source: str | os.PathLike[str] | None = None,
    *,
    edition: Edition | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write a release, whole or not at all.

    An earlier release in the folder stays as it is until the new one is complete; then the two change places.

    Args:
        folder: Where the release goes. It may hold an earlier release, and nothing else.
        source: What is published: a Turtle file or a folder of accounts; None for what Parley ships.
        edition: The version, commit and date; None for those of the library and its repository.
        progress: Called with the name of each file before it is written.

    Returns:
        The files, sorted.

    Raises:
        SourceFileError: If a source cannot be read.
        OutputError: If the folder cannot be written.
        ParameterError: If the folder holds something that is no release.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in publish(Path(folder) / "release")][:2]
        ['SHA256SUMS', 'accounts.ttl']
    """
    from parley.publish.content import Content
    from parley.publish.edition import current
    from parley.publish.files import SUMS, WRITERS, checksums

    edition = edition or current(shipped=source is None)
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.+-]*", edition.version):
        message = f"a version has letters, digits, dots, plus and minus signs; not {edition.version!r}"
        raise ParameterError("version", message)
    target = Path(folder)
    if target.exists() and not (target / SUMS).is_file() and (not target.is_dir() or any(target.iterdir())):
        message = f"{target} holds something that is no release; name a new folder, or remove it first"
        raise ParameterError("folder", message)
    _need_libraries()
    content = Content.read(source, edition)
    with _taking_the_place_of(target) as new:
        for name, write in WRITERS.items():
            if progress:
                progress(name)
            write(content, new / name)
        checksums(new)
    return sorted(target.iterdir())


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

    if not (find_spec("networkx") and find_spec("polars")):
        raise MissingExtraError("publish()", "publish")
