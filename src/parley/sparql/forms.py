"""The form of a query, what it projects, and the queries that count and generate its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.errors import QueryFileError
from parley.sparql.lexer import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def form_of(text: str) -> str:
    """Return which of SELECT, ASK, CONSTRUCT and DESCRIBE a query is.

    Raises:
        QueryFileError: If it is none.

    Example:
        >>> form_of("PREFIX select: <a:b#> # CONSTRUCT\\nask { ?s select:ask 'SELECT' }")
        'ASK'
    """
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() in _FORMS:
            return token.text.upper()
    raise QueryFileError("<query>", None, "not SPARQL: it is no SELECT, ASK, CONSTRUCT or DESCRIBE")


def counting(text: str) -> str:
    """Return the query that counts the solutions of a SELECT or CONSTRUCT."""
    return _around(text, "SELECT (COUNT(*) AS ?parleyRows)")


def existing(text: str) -> str:
    """Return the query that asks whether a SELECT has any solution."""
    return _around(text, "ASK")


def _around(text: str, form: str) -> str:
    stream = tokens(text)
    start = next(i for i, t in enumerate(stream) if t.kind == "word" and t.text.upper() in _FORMS)
    prologue, body = "".join(t.text for t in stream[:start]), stream[start:]
    if body[0].text.upper() == "CONSTRUCT":
        body = _where(body)
    inner = "".join(t.text for t in _unordered(body))
    return f"{prologue}\n{form} WHERE {{ {{ {inner}\n}} }}"


def _unordered(body: tuple[Token, ...]) -> Iterator[Token]:
    """Leave out the outermost ORDER BY, which makes no difference to how many solutions there are."""
    depth, ordering = 0, False
    for token in body:
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "other" else 0
        if depth == 0 and token.kind == "word" and token.text.upper() in ("ORDER", "LIMIT", "OFFSET", "VALUES"):
            ordering = token.text.upper() == "ORDER"
        if not ordering:
            yield token


def _where(body: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return ``SELECT * WHERE …`` for what a CONSTRUCT is made from."""
    rest = [i for i, t in enumerate(body) if t.kind == "word" and t.text.upper() == "WHERE"]
    if not rest:  # CONSTRUCT WHERE is short for one template that is also the pattern; then there is one
        raise QueryFileError("<query>", None, "a CONSTRUCT needs the word WHERE")
    return (Token("word", "SELECT * ", 0), *body[rest[0] :])


def projection(stream: Sequence[Token]) -> list[str]:
    """Return the variables that the outermost SELECT projects; none for ``SELECT *``."""
    names: list[str] = []
    inside = depth = 0
    renamed = False
    for token in stream:
        word = token.text.upper()
        if not inside:
            inside = word == "SELECT" and token.kind == "word"
            continue
        if word in ("WHERE", "{", "FROM"):
            break
        depth += {"(": 1, ")": -1}.get(word, 0)
        if token.kind == "variable" and (depth == 0 or renamed):
            names.append(token.text[1:])
        renamed = word == "AS" or (renamed and token.kind in ("space", "comment"))
    return names


def generated(rows: int) -> str:
    """Return a query that makes so many rows by itself.

    Example:
        >>> generated(250).count("VALUES")
        3
    """
    digits = str(rows - 1)
    names = [f"?d{i}" for i in range(len(digits))]
    first = " ".join(map(str, range(int(digits[0]) + 1)))  # of the highest digit no more than is needed
    tables = [f"VALUES {name} {{ {first if name == names[-1] else '0 1 2 3 4 5 6 7 8 9'} }}" for name in names]
    number = " + ".join(f"{name} * {10**i}" for i, name in enumerate(names))
    return f"SELECT (({number}) AS ?n) WHERE {{ {' '.join(tables)} FILTER(({number}) < {rows}) }}"
