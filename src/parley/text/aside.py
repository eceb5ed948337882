"""A folder beside the one that is to be made, swept away whoever ends the process."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from contextlib import contextmanager
from glob import escape
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TRIES = 100  # to remove what a thread is still writing
_YOUNG = 60  # seconds in which a folder that is not locked may be one that is just being made


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Make a folder ``.NAME-xxxx`` beside a target, and remove it afterwards.

    The folder is locked while it is in use (``flock``), so that what a killed process has left is known by
    its lock being free; it is removed when the next one is made for the same target.

    Args:
        target: What is to be made; the folder is on the same file system.

    Raises:
        OSError: If the folder cannot be made.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder, aside(Path(folder) / "store") as new:
        ...     new.name.startswith(".store-")
        True
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target)
    folder = target.parent / f".{target.name}-{token_hex(4)}"
    with contextlib.ExitStack() as stack:
        stack.callback(_remove, folder)  # before the folder is there: a signal may come at any moment
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            stack.pop_all()  # somebody else's
            raise
        with contextlib.suppress(OSError):  # a file system without locks: nothing is swept there
            stack.enter_context(_locked(folder))
        yield folder


def _remove(folder: Path) -> None:
    """Remove a folder, in which a thread of a store that is being abandoned may still be making files."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.02)


def sweep(target: Path) -> None:
    """Remove the folders that killed processes have left beside a target.

    Args:
        target: What they were to make.
    """
    for folder in target.parent.glob(f".{escape(target.name)}-????????"):
        with contextlib.suppress(OSError), _locked(folder):
            if folder.is_dir() and time.time() - folder.stat().st_mtime > _YOUNG:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder.

    Raises:
        OSError: If somebody else holds it, or this system has no such locks.
    """
    try:
        import fcntl
    except ImportError:  # Windows: nothing is locked, and nothing swept
        raise OSError from None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
