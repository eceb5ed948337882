"""Texts and IRIs as SPARQL, Turtle and N-Triples write them, for engines that read escapes each in its own way."""

from __future__ import annotations

import re

from parley.errors import TermError

#: What N-Triples has in no IRI but as an escape; only a service that breaks RFC 3987 sends it.
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# A backslash before u or U: an engine that expands \uXXXX over the whole text before it
# parses (rdflib does) would read the second backslash as the start of such an escape.
_UNSAFE = re.compile(r'\\[uU]|["\\]|[\x00-\x1f\x7f-\x9f]')


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found in _PLAIN:
        return _PLAIN[found]
    if len(found) == 2:
        return f"\\\\\\U{ord(found[1]):08X}"
    return f"\\U{ord(found):08X}"


def escape_iri(text: str) -> str:
    r"""Return the text between ``<`` and ``>``, with escapes for what no IRI may hold.

    Example:
        >>> print(escape_iri("http://example.org/a b"))
        http://example.org/a\u0020b
    """
    return _NOT_IN_IRI.sub(_code_point, text)


def _code_point(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


def quote(text: str) -> str:
    r"""Return the text as a SPARQL string literal that every engine reads back unchanged.

    Raises:
        TermError: If the text holds a lone surrogate, which no UTF-8 query can carry.

    Example:
        >>> print(quote('say "hi"'))
        "say \"hi\""
    """
    if _SURROGATE.search(text):
        message = "a text with a lone surrogate cannot be sent in a query"
        raise TermError(message)
    return f'"{_UNSAFE.sub(_escape, text)}"'
