"""The ``#+`` header of a stored query: the small part of YAML 1.2 that headers are written in.

A header is a mapping of plain or double-quoted scalars, flow lists of words, and block lists of
flow mappings, one a line. Importing a whole YAML library costs more time than the rest of
``parley ask`` needs to read its query, so this reader knows that part alone; a test holds it to
what PyYAML reads from every shipped header.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from parley.errors import QueryFileError

if TYPE_CHECKING:
    from pathlib import Path

MARK = "#+"
_KEY = re.compile(r"(\w+):(?: (.*))?")
_ITEM = re.compile(r"  - \{(.*)\}")
_ENTRY = re.compile(r'(\w+): ("(?:[^"\\]|\\.)*"|[^,{}\[\]"]+)(?:, |$)')


def read_header(path: Path, text: str) -> dict[str, Any]:
    """Return the header of a stored query or rule.

    Args:
        path: The file, for messages.
        text: What it holds.

    Raises:
        QueryFileError: If there is no header, or a line of it is not of the form above.

    Example:
        >>> from pathlib import Path
        >>> read_header(Path("x.rq"), "#+ tags: [a, b]\\n#+ columns:\\n#+   - {name: c, optional: true}")
        {'tags': ['a', 'b'], 'columns': [{'name': 'c', 'optional': True}]}
    """
    header: dict[str, Any] = {}
    key = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith(MARK):
            continue
        content = line[len(MARK) + 1 :].rstrip()
        item, pair = _ITEM.fullmatch(content), _KEY.fullmatch(content)
        if item and isinstance(header.get(key), list):
            header[key].append(_mapping(path, number, item[1]))
        elif pair:
            key = pair[1]
            header[key] = [] if pair[2] is None else _value(path, number, pair[2])
        else:
            raise QueryFileError(str(path), number, f"not a line of a header: {content!r}")
    if not header:
        raise QueryFileError(str(path), 1, "no header: a stored query begins with lines '#+ summary: …'")
    return header


def _value(path: Path, line: int, text: str) -> object:
    if text.startswith("["):
        return [word.strip() for word in text.strip("[]").split(",") if word.strip()]
    return _scalar(path, line, text)


def _mapping(path: Path, line: int, text: str) -> dict[str, object]:
    found = {m[1]: _scalar(path, line, m[2]) for m in _ENTRY.finditer(text)}
    if sum(m.end() - m.start() for m in _ENTRY.finditer(text)) != len(text):
        raise QueryFileError(str(path), line, f"not a list of 'key: value' pairs: {text!r}")
    return found


def _scalar(path: Path, line: int, text: str) -> object:
    if text.startswith('"'):
        import json

        try:
            return json.loads(text)
        except ValueError:
            raise QueryFileError(str(path), line, f"a quotation that does not end: {text!r}") from None
    if ": " in text or text[:1] in "'&*!|>%@`#?-{}[],":
        raise QueryFileError(str(path), line, f"put this in double quotes: {text!r}")
    return {"true": True, "false": False}.get(text, int(text) if text.isdecimal() else text)
