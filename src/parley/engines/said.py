"""What a service says of itself, in one line that can be shown: its own reason, not what it was sent."""

from __future__ import annotations

import html
import re

from parley.text.printable import printable

_LONGEST = 300
#: So many letters and digits in a row, which also stand in the request, are an echo of it.
_ECHO = 32
_MARKUP = re.compile(
    r"<(style|script)\b.*?</\1\s*>|<!--.*?-->|<!doctype[^<>]*>|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>",
    re.DOTALL | re.IGNORECASE,
)
_FRAME = re.compile(
    r"^\s*(?:at [\w$<>/@]+(?:\.[\w$<>/@]+)+(?:\([^)\n]*\))?|\.\.\. \d+ (?:more|common frames omitted))\s*$",
    re.MULTILINE,
)
_ESCAPE = re.compile(r"\\[nrt\"/]")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


def said(text: str, sent: str = "") -> str:
    """Return what a service says, on one line: without what it was sent, markup and stack traces.

    Args:
        text: The body of an error, or what stands where a result should go on; no secret is in it any more.
        sent: The query or update, which many services repeat.

    Example:
        >>> query = "PREFIX a: <https://example.org/a> SELECT ?s WHERE { ?s a a:Thing }"
        >>> said(f"<h1>Error</h1><pre>queryStr={query}\\nTimeoutException\\n\\tat java.A.b(A.java:1)</pre>", query)
        'Error queryStr=… TimeoutException'
    """
    if re.search(r"<(!doctype|html|head|body|h\d|p|pre)\b", text, re.IGNORECASE):
        text = _MARKUP.sub(" ", text)
    if re.search(r"&(?:lt|gt|amp|quot|#\d+);", text):
        text = html.unescape(text)
    if len(_PERCENT.findall(text)) > 8:
        from urllib.parse import unquote

        text = unquote(text.replace("+", " "))
    text = _ESCAPE.sub(" ", text)
    line = printable(" ".join(_FRAME.sub("", _without_echo(text, sent)).split()))
    if len(line) <= _LONGEST:
        return line
    return f"{line[: _LONGEST * 2 // 3]} … {line[-_LONGEST // 3 :]}"


def _without_echo(text: str, sent: str) -> str:
    """Leave out each run of letters and digits that stands in the request; how it is spaced or escaped is no matter."""
    letters = [i for i, c in enumerate(text) if c.isalnum()]
    packed = "".join(text[i] for i in letters)
    request = "".join(c for c in sent if c.isalnum())
    known = {request[i : i + _ECHO] for i in range(len(request) - _ECHO + 1)}
    if not known:
        return text
    parts, shown, start = [], 0, 0
    while start + _ECHO <= len(packed):
        if packed[start : start + _ECHO] not in known:
            start += 1
            continue
        end = start + 1
        while packed[end : end + _ECHO] in known and end + _ECHO <= len(packed):
            end += 1
        last = letters[end + _ECHO - 2]
        parts.append(f"{text[shown : letters[start]]}…")
        shown, start = _closed(text, last + 1), end + _ECHO - 1
    return "".join(parts) + text[shown:]


def _closed(text: str, place: int) -> int:
    """Skip the brackets and signs with which a query ends."""
    while place < len(text) and text[place] in "}{)(.;\"'>&= \t":
        place += 1
    return place
