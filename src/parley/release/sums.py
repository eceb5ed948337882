"""The checksums of a release, which ``sha256sum -c`` reads, and by which its files are known again."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUMS = "SHA256SUMS"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums(folder: Path) -> list[str]:
    """Write SHA256SUMS over all other files below a folder.

    Returns:
        The names of all files, SHA256SUMS included, relative to the folder and sorted.
    """
    start = len(str(folder)) + 1
    found = [os.path.join(root, name)[start:] for root, _, names in os.walk(folder) for name in names]  # noqa: PTH118
    names = sorted(name.replace(os.sep, "/") for name in found)
    lines = [f"{digest(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return sorted([*names, SUMS])


def unknown(folder: Path) -> Path | None:
    """Return something below a folder that no earlier release put there as it is now, or None.

    Raises:
        OSError: If the folder cannot be read.
    """
    sums = folder / SUMS
    known = {}
    if all((folder / name).is_file() for name in (SUMS, "catalog.ttl", "parley.ttl")):
        lines = sums.read_text(encoding="utf-8", errors="replace").split("\n")
        known = {line[66:]: line[:64] for line in lines} | {SUMS: digest(sums)}
    for path in sorted(folder.rglob("*")):
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder and any(path.iterdir()):
            continue
        name = path.relative_to(folder).as_posix()
        # Only a file of a known name is opened: another may be huge, or a pipe that nobody ever writes to.
        if name not in known or path.is_symlink() or not path.is_file() or known[name] != digest(path):
            return path
    return None
