"""How a new release takes the place of the old one: in one step, and without the loss of what others put there.

The new release is written into ``.NAME-xxxxxxxx/new`` beside the old. Linux lets the two folders change places at once
(renameat2(2), RENAME_EXCHANGE); elsewhere two renames do it, and the next run mends what a kill between them left. A
process locks its folder, so that the next run knows which folders are of processes that are no more.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import OutputError, ParameterError
from parley.release.sums import SUMS, unknown

try:
    import fcntl
except ImportError:  # pragma: no cover - no such locks here: then nothing is swept
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def resolved(folder: str | os.PathLike[str]) -> Path:
    """Return where a release goes: whoever stands in the folder, or has a link to it, keeps doing so.

    Raises:
        ParameterError: If it has no name, or if its links lead nowhere.
    """
    if not str(folder):
        raise ParameterError("folder", "the folder of a release has a name")
    try:
        return Path(folder).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a name with a null
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ParameterError("folder", f"{str(folder)!r} is no folder: {reason}") from None


def free(folder: str | os.PathLike[str]) -> Path:
    """Return where a release goes, without what killed processes left beside it.

    Raises:
        ParameterError: If it is no folder, or holds something else.
        OutputError: If it cannot be read.
    """
    target = resolved(folder)
    sweep(target)
    spare_others(target)
    return target


def spare_others(target: Path) -> None:
    """Refuse a folder that holds something that is of no release, or was changed since, for it would be gone.

    Raises:
        ParameterError: If it does.
        OutputError: If it cannot be read.
    """
    try:
        other = unknown(target) if target.is_dir() else target if os.path.lexists(target) else None
    except OSError as error:
        raise OutputError(str(target), error) from None
    if other:
        message = f"{other} is no file of an earlier release, or was changed since; move it away, or name a new folder"
        raise ParameterError("folder", message)


@contextmanager
def taking_the_place_of(target: Path) -> Iterator[Path]:
    """Give a folder to write into, which takes the place of the target when all is written, or goes away.

    Args:
        target: A folder that is not there, or that holds an earlier release.

    Raises:
        ParameterError: If the target held something else in the end; it is as it was then.
        OutputError: If it cannot be written.
    """
    aside, lock = None, -1
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        lock = _locked(aside)
        new = aside / "new"
        new.mkdir()
        yield new
        _exchange(target, new, aside / "old")
    except OSError as error:
        raise OutputError(str(target), error) from None
    finally:
        if aside:
            _put_back(aside, target)
            _remove(aside)
        if lock >= 0:
            os.close(lock)


def _exchange(target: Path, new: Path, old: Path) -> None:
    """Let the new release take the place of the old, and look once more whether nothing else was put there."""
    if not target.exists():
        new.rename(target)
        return
    if _at_once(new, target):
        new.rename(old)
    else:
        target.rename(old)
        new.rename(target)
    try:
        spare_others(old)
    except ParameterError as error:
        target.rename(new)
        old.rename(target)
        raise ParameterError("folder", str(error).replace(str(old), str(target), 1)) from None


def _at_once(one: Path, other: Path) -> bool:
    """Let two folders change places, and say whether the system could."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _put_back(aside: Path, target: Path) -> None:
    if (aside / "old").exists() and not target.exists():
        (aside / "old").rename(target)


def _remove(aside: Path) -> None:
    for name in ("new", "old"):  # without its checksums it is no release, also if this is not finished
        (aside / name / SUMS).unlink(missing_ok=True)
    shutil.rmtree(aside, ignore_errors=True)


def _locked(folder: Path) -> int:
    """Lock a folder for as long as this process lives; return -1 if another one has it, or there are no locks."""
    if fcntl is None:
        return -1
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return -1
    return lock


def sweep(target: Path) -> None:
    """Put back the release that a killed process left aside, and remove what else such processes left.

    Raises:
        ParameterError: If something that is of no release would be lost by that.
        OutputError: If a folder cannot be read.
    """
    name = re.compile(re.escape(f".{target.name}-") + r"[a-z0-9_]{8}")
    with suppress(OSError):
        found = [p for p in target.parent.iterdir() if name.fullmatch(p.name) and p.is_dir() and not p.is_symlink()]
        for aside in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True):
            if {path.name for path in aside.iterdir()} <= {"new", "old"}:
                _sweep(aside, target)


def _sweep(aside: Path, target: Path) -> None:
    lock = _locked(aside)
    if lock < 0:
        return
    try:
        _put_back(aside, target)
        for path in (aside / "new", aside / "old"):
            if (path / SUMS).exists():  # it was whole: a release that others may have put something into
                spare_others(path)
        _remove(aside)
    finally:
        os.close(lock)
