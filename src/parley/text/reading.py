"""Files and streams as text: within bounds, in UTF-8, without a byte order mark, line ends as they are."""

from __future__ import annotations

import os
from stat import S_ISDIR, S_ISREG

from parley.errors import SourceFileError

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from typing import BinaryIO

#: The largest file that is read whole, in bytes: ten times the Turtle of a million triples.
LARGEST = 1 << 30
_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: str | os.PathLike[str], largest: int = LARGEST) -> bytes:
    """Return what a file holds, without a byte order mark.

    Args:
        path: A regular file; a pipe or a device could be read for ever.
        largest: The most bytes that it may hold.

    Raises:
        SourceFileError: If it cannot be read, is no regular file, or is larger.

    Example:
        >>> read_bytes("/dev/zero")
        Traceback (most recent call last):
        parley.errors.SourceFileError: /dev/zero: is no regular file; save what it gives to one
    """
    name = os.fspath(path)
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 - pathlib takes longer to import
        _refuse_what_is_no_file(name, mode)
        with open(name, "rb") as stream:  # noqa: PTH123
            return bounded(stream, name, largest)
    except SourceFileError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a name with U+0000
        raise SourceFileError(name, None, _reason(error)) from None


def _refuse_what_is_no_file(name: str, mode: int) -> None:
    if S_ISDIR(mode):
        raise SourceFileError(name, None, "is a folder; name a file")
    if not S_ISREG(mode):
        raise SourceFileError(name, None, "is no regular file; save what it gives to one")


def bounded(stream: BinaryIO, name: str, largest: int = LARGEST) -> bytes:
    """Return what a stream gives, without a byte order mark.

    Args:
        stream: An open file, or standard input.
        name: What to call it in messages.
        largest: The most bytes that it may give; no more is read.

    Raises:
        SourceFileError: If it gives more.
    """
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise SourceFileError(name, None, f"is larger than {largest:,} bytes, the most that is read")
    return data.removeprefix(_MARK)


def decode(data: bytes, name: str) -> str:
    """Return bytes as text.

    Args:
        data: UTF-8.
        name: What to call it in messages.

    Raises:
        SourceFileError: If it is not UTF-8; the message has the line.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith(_OTHER_MARKS):
            raise SourceFileError(name, 1, "not UTF-8 but UTF-16; save it as UTF-8") from None
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceFileError(name, line, "not UTF-8; save it as UTF-8") from None


def read_text(path: str | os.PathLike[str], largest: int = LARGEST) -> str:
    """Return the text of a file; see :func:`read_bytes` and :func:`decode`."""
    return decode(read_bytes(path, largest), os.fspath(path))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, ValueError):
        return "cannot be the name of a file"
    said = error.strerror or str(error)
    return f"cannot be read: {said[:1].lower()}{said[1:]}"
