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
_KEY = re.compile(r"(\w+):(?: +(.*))?")
_ITEM = re.compile(r"  - \{(.*)\}")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PLAIN = r'[^,{}\[\]"\s](?:[^,{}\[\]"]*[^,{}\[\]"\s])?'
_ENTRY = re.compile(rf"(\w+): +({_QUOTED}|{_PLAIN})(?:, *|$)")
_WORD = re.compile(rf"({_QUOTED}|{_PLAIN})(?:, *|$)")
#: The core schema of YAML 1.2, section 10.3: what is no text although it has no quotes.
_TRUTH = {**dict.fromkeys(("true", "True", "TRUE"), True), **dict.fromkeys(("false", "False", "FALSE"), False)}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_REFUSED = re.compile(
    r"null|Null|NULL|~|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


class Mapping(dict[str, Any]):
    """A mapping that knows on which line each key stands.

    Attributes:
        lines: By key, the line, counted from 1.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}

    def put(self, path: Path, line: int, key: str, value: object) -> None:
        """Add a key.

        Raises:
            QueryFileError: If it is there already.
        """
        if key in self:
            raise QueryFileError(str(path), line, f"{key} comes twice; the first is on line {self.lines[key]}")
        self[key], self.lines[key] = value, line


def read_header(path: Path, text: str) -> Mapping:
    """Return the header of a stored query or rule.

    Args:
        path: The file, for messages.
        text: What it holds.

    Raises:
        QueryFileError: If there is no header, if a line of it is not of the form above, if a key comes twice or
            has no value.

    Example:
        >>> from pathlib import Path
        >>> read_header(Path("x.rq"), "#+ tags: [a, b]\\n#+ columns:\\n#+   - {name: c, optional: true}")
        {'tags': ['a', 'b'], 'columns': [{'name': 'c', 'optional': True}]}
    """
    header = Mapping()
    items: list[Mapping] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith(MARK):
            continue
        content = line[len(MARK) + 1 :].rstrip()
        item, pair = _ITEM.fullmatch(content), _KEY.fullmatch(content)
        if item and items is not None:
            items.append(_mapping(path, number, item[1]))
        elif pair:
            items = None if pair[2] else []
            header.put(path, number, pair[1], items if items is not None else _value(path, number, pair[2]))
        else:
            raise QueryFileError(str(path), number, f"not a line of a header: {content!r}")
    for key, value in header.items():
        if value == [] and not re.search(r"\[ *\]", text.split("\n")[header.lines[key] - 1]):
            raise QueryFileError(str(path), header.lines[key], f"{key} has no value")
    if not header:
        raise QueryFileError(str(path), 1, "no header: a stored query begins with lines '#+ summary: …'")
    return header


def _value(path: Path, line: int, text: str) -> object:
    if text.startswith("["):
        inner = text.removeprefix("[").removesuffix("]").strip()
        found = list(_WORD.finditer(inner))
        if not text.endswith("]") or "".join(m[0] for m in found) != inner or inner.endswith(","):
            raise QueryFileError(str(path), line, f"not a list of words: {text!r}")
        return [_scalar(path, line, m[1]) for m in found]
    return _scalar(path, line, text)


def _mapping(path: Path, line: int, text: str) -> Mapping:
    found, inner = Mapping(), text.strip()
    entries = list(_ENTRY.finditer(inner))
    if "".join(m[0] for m in entries) != inner or not inner or inner.endswith(","):
        raise QueryFileError(str(path), line, f"not a list of 'key: value' pairs: {text!r}")
    for m in entries:
        found.put(path, line, m[1], _scalar(path, line, m[2]))
    return found


def _scalar(path: Path, line: int, text: str) -> object:
    if text.startswith('"'):
        import json

        try:
            return json.loads(text)
        except ValueError:
            raise QueryFileError(str(path), line, f"a quotation that does not end: {text!r}") from None
    if text in _TRUTH:
        return _TRUTH[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    is_special = re.search(r": | #|:$|\t", text) or text[:1] in "'&*!|>%@`#?-{}[],:"
    if is_special or _REFUSED.fullmatch(text):
        raise QueryFileError(str(path), line, f"put this in double quotes: {text!r}")
    return text
