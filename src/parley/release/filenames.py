"""Names that a file or folder has on Linux, macOS and Windows alike, so that a release can be checked out anywhere."""

from __future__ import annotations

import re
import unicodedata

#: How long a name may be in bytes, how long a path, and how many folders deep.
_LONGEST, _LONGEST_PATH, _DEEPEST = 240, 1000, 40
#: Devices of Windows, whatever follows their first dot.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
#: What Windows refuses in a name, and what a decoder puts where bytes were no UTF-8.
_REFUSED = frozenset('<>:"|?*\\/\ufffd')


def is_portable(path: str) -> bool:
    """Whether all parts of a path are names of files everywhere, none is hidden, and none leads out of a folder.

    Args:
        path: Parts with slashes between them.

    Example:
        >>> is_portable("id/irgc"), is_portable("id/../irgc"), is_portable("id/con"), is_portable("id/a:b")
        (True, False, False, False)
    """
    parts = path.split("/")
    return len(path.encode()) <= _LONGEST_PATH and len(parts) <= _DEEPEST and all(map(_is_name, parts))


def _is_name(part: str) -> bool:
    if not part or part.startswith(".") or part.endswith((".", " ")) or len(part.encode()) > _LONGEST:
        return False
    return part.isprintable() and not _REFUSED & set(part) and not _DEVICE.fullmatch(part)


def folded(path: str) -> str:
    """Return what two paths have in common that are the same file on macOS or Windows.

    Example:
        >>> folded("id/IRAN") == folded("id/iran"), folded("é") == folded("e\\u0301")
        (True, True)
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
