"""A look at an ad-hoc query before an engine parses it: what is refused, is refused in one line on every engine.

It is the first of two walls. pyoxigraph tells nobody what it has parsed, so its query is read here token by
token, in each way in which a parser may cut it; rdflib's is read as rdflib parsed it (:mod:`parley.engines.rdflib`).
The second wall is the child process that has no network, and may fall (:mod:`parley.engines.sandbox`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from parley.errors import QueryFileError, did_you_mean
from parley.rdf.terms import PREFIXES
from parley.sparql.lexer import Token, comparing, line_of, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 64 * 1024
DEEPEST = 64
#: How many tokens, how many operators and keywords, and how many patterns within one pair of brackets a query may
#: have. pyoxigraph ends the process at 2,400 BIND, MINUS or terms of a DESCRIBE, and at 6,900 ``+``; it plans a
#: hundred patterns in a second, and three hundred in forty.
MOST_TOKENS = 4000
MOST_OPERATORS = 1000
MOST_PATTERNS = 128
UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
REFUSED = {"SERVICE": "SERVICE would reach the network", "FROM": "FROM would read another graph"}
_PROLOGUE = frozenset(["PREFIX", "BASE", "VERSION"])
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")


def guard(text: str, origin: str = "<query>") -> None:
    """Refuse a query that no engine should be given.

    Args:
        text: The query, as somebody wrote it.
        origin: How messages name it.

    Raises:
        QueryFileError: If it is empty, too long, too deep, of too many parts, an update, uses SERVICE or FROM,
            or a prefix that is not declared.

    Example:
        >>> guard("SELECT ?s { ?s a parley:Claim }")
        >>> guard("SELECT ?s { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
        Traceback (most recent call last):
        parley.errors.QueryFileError: <query>:1: SERVICE would reach the network
    """
    if len(text) > LARGEST:
        raise QueryFileError(origin, None, f"a query of {len(text)} characters; the most is {LARGEST}")
    stream = _significant(tokens(text))
    if not stream:
        raise QueryFileError(origin, None, "the query is empty")
    # \uXXXX may stand for any character of a query (SPARQL 1.1, section 19.2); pyoxigraph expands it in terms only.
    plain = _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), text)
    for reading in {text: None, plain: None}:
        for cut in (tokens(reading), comparing(reading)):
            _hold(_significant(cut), reading, origin)
    _hold_prefixes(stream, text, origin)


def _significant(cut: Iterable[Token]) -> list[Token]:
    return [t for t in cut if t.kind not in ("space", "comment")]


def _hold(stream: list[Token], text: str, origin: str) -> None:
    for token, message in (*_forbidden(stream), *_excess(stream)):
        raise QueryFileError(origin, line_of(text, token.start), message)


def _forbidden(stream: list[Token]) -> Iterable[tuple[Token, str]]:
    form = next((t for t in stream if t.kind == "word" and t.text.upper() not in _PROLOGUE), None)
    if form and form.text.upper() in UPDATES:
        yield form, f"{form.text.upper()} is an update; Parley only reads"
    for before, token, after in zip([None, *stream], stream, [*stream[1:], None], strict=False):
        for word, message in REFUSED.items():
            # A parser without a lexer needs no space: "trueSERVICE", "SERVICESILENT", "SERVICEx:y {".
            if token.kind == "word" and word in token.text.upper():
                yield token, message
            glued = token.kind == "name" and word in token.text.partition(":")[0].upper()
            if glued and after and after.text == "{" and not (before and before.text.upper().endswith("GRAPH")):
                yield token, f"{message}; for {token.text.partition(':')[0]}: take another prefix"


def _excess(stream: list[Token]) -> Iterable[tuple[Token, str]]:
    operators, brackets, patterns = 0, [""], [0]
    for token in stream:
        operators += _is_operator(token, outermost=len(brackets) == 1)
        if token.kind == "other":
            patterns[-1] += token.text in ".;,/{" and brackets[-1] in ("{", "[")
            if token.text in "{([":
                brackets.append(token.text)
                patterns.append(0)
            elif token.text in "})]" and len(brackets) > 1:
                brackets.pop()
                patterns.pop()
        if operators > MOST_OPERATORS:
            yield token, f"more than {MOST_OPERATORS} operators and keywords"
        if patterns[-1] >= MOST_PATTERNS:
            yield token, f"more than {MOST_PATTERNS} patterns within one pair of brackets"
        if len(brackets) > DEEPEST + 1:
            yield token, f"brackets nested more than {DEEPEST} deep"
    if len(stream) > MOST_TOKENS:
        yield stream[MOST_TOKENS], f"more than {MOST_TOKENS} words, terms and signs"


def _is_operator(token: Token, *, outermost: bool) -> bool:
    """Whether an engine goes a step deeper for a token; DESCRIBE does for each of its terms."""
    if token.kind == "other":
        return token.text not in ("}", ")", "]", "^^")
    signed = token.kind == "number" and token.text[0] in "+-"
    return signed or token.kind == "word" or (outermost and token.kind in ("iri", "name"))


def _hold_prefixes(stream: list[Token], text: str, origin: str) -> None:
    declared = set(PREFIXES) | {
        after.text.partition(":")[0]
        for before, after in pairwise(stream)
        if before.text.upper() == "PREFIX" and after.kind == "name"
    }
    for token in stream:
        prefix = token.text.partition(":")[0] if token.kind == "name" else ""
        if prefix and prefix not in declared:
            hint = did_you_mean(prefix, declared) or f"; declared are {', '.join(sorted(declared))}"
            raise QueryFileError(origin, line_of(text, token.start), f"unknown prefix {prefix}:{hint}")
