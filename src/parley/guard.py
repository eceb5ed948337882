"""A lexical look at an ad-hoc query before an engine parses it.

Engines differ in how they fail: deep nesting ends a pyoxigraph process, SERVICE and FROM reach the
network or the disk. What is refused here is refused with one line on every engine.
"""

from __future__ import annotations

from itertools import pairwise

from parley.errors import QueryFileError, did_you_mean
from parley.lexer import Token, line_of, tokens
from parley.terms import PREFIXES

LARGEST = 64 * 1024
DEEPEST = 64
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_REFUSED = {"SERVICE": "SERVICE would reach the network", "FROM": "FROM would read another graph"}


def guard(text: str, origin: str = "<query>") -> None:
    """Refuse a query that no engine should be given.

    Args:
        text: The query, as somebody wrote it.
        origin: How messages name it.

    Raises:
        QueryFileError: If it is empty, too long, too deep, an update, uses SERVICE or FROM, or a
            prefix that is not declared.

    Example:
        >>> guard("SELECT ?s { ?s a parley:Claim }")
    """
    if len(text) > LARGEST:
        raise QueryFileError(origin, None, f"a query of {len(text)} characters; the most is {LARGEST}")
    stream = [t for t in tokens(text) if t.kind not in ("space", "comment")]
    if not stream:
        raise QueryFileError(origin, None, "the query is empty")
    declared = set(PREFIXES) | _declared(stream)
    depth = 0
    for token in stream:
        message = _objection(token, declared, is_first=token is stream[0])
        if token.kind == "other":
            depth += (token.text in "{([") - (token.text in "})]")
        if depth > DEEPEST:
            message = f"brackets nested more than {DEEPEST} deep"
        if message:
            raise QueryFileError(origin, line_of(text, token.start), message)


def _objection(token: Token, declared: set[str], *, is_first: bool) -> str | None:
    if token.kind == "word":
        word = token.text.upper()
        if is_first and word in _UPDATES:
            return f"{word} is an update; Parley only reads"
        return _REFUSED.get(word)
    if token.kind == "name":
        prefix = token.text.partition(":")[0]
        if prefix and prefix not in declared:
            hint = did_you_mean(prefix, declared) or f"; declared are {', '.join(sorted(declared))}"
            return f"unknown prefix {prefix}:{hint}"
    return None


def _declared(stream: list[Token]) -> set[str]:
    return {
        after.text.partition(":")[0]
        for before, after in pairwise(stream)
        if before.text.upper() == "PREFIX" and after.kind == "name"
    }
