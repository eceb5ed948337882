"""What somebody else wrote, made fit for a terminal: nothing in it moves the cursor or turns the text around."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # Persian is spelt with them
_UNFIT = frozenset(["Cc", "Cf", "Cn", "Cs", "Zl", "Zp"])


def printable(text: str) -> str:
    r"""Return the text with U+FFFD for each character that steers a terminal instead of being shown.

    These are controls, format characters (bidirectional overrides and isolates among them), line and paragraph
    separators, surrogates and what Unicode has not assigned; not the two joiners.

    Args:
        text: Any text.

    Example:
        >>> printable("a\x1b[31mb\u202ec")
        'a�[31mb�c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(c) in _UNFIT and c not in _JOINERS else c for c in text)
