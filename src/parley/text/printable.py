"""Texts that others wrote, as a terminal and an XML file may have them.

A terminal obeys control characters (ECMA-48) and turns lines around at directional ones (UAX #9), and XML 1.0 admits
no control characters at all. What cannot be shown becomes U+FFFD, so that nobody takes it for nothing.
"""

from __future__ import annotations

import re

_REPLACEMENT = "\ufffd"
_JOINERS = "\u200c\u200d"  # Persian words and joined emoji need them
_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # compiled when used: that takes 4 ms


def printable(text: str) -> str:
    """Return a text on one line, with U+FFFD for what a terminal would obey or not show.

    That is every control, surrogate, private and unassigned character, every line and paragraph separator, and every
    format character but the joiners U+200C and U+200D and the number signs of Arabic, which are seen.

    Args:
        text: Any text.

    Example:
        >>> printable("\\x1b[31mred\\u202e") == "\\ufffd[31mred\\ufffd"
        True
        >>> printable("نخست\\u200cوزیر") == "نخست\\u200cوزیر"
        True
    """
    return text if text.isprintable() else "".join(c if _is_shown(c) else _REPLACEMENT for c in text)


def _is_shown(character: str) -> bool:
    if character.isprintable() or character in _JOINERS:
        return True
    from unicodedata import bidirectional, category

    return category(character) == "Zs" or (category(character) == "Cf" and bidirectional(character) == "AN")


def printable_lines(text: str) -> str:
    """Return a text of several lines, each of them :func:`printable` but for its tabs.

    Example:
        >>> printable_lines("one\\ttwo\\nthree\\r") == "one\\ttwo\\nthree\\ufffd"
        True
    """
    return "".join(part if part in "\t\n" else printable(part) for part in re.split(r"([\t\n])", text))


def xml_text(text: str) -> str:
    """Return a text with U+FFFD for what XML 1.0, section 2.2, admits in no document.

    Example:
        >>> xml_text("a\\x01b\\ufffe\\tc") == "a\\ufffdb\\ufffd\\tc"
        True
    """
    return re.sub(_NOT_XML, _REPLACEMENT, text)


def text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    Combining marks and format characters take none, wide and full-width characters two (UAX #11).

    Example:
        >>> text_width("سرویس\\u200cها"), text_width("日本")
        (7, 4)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
