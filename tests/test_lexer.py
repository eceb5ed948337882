from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.sparql.lexer import line_of, tokens


@given(st.text())
def test_the_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("ASK { ?s ?p $o }", ["$o"]),
        ('ASK { ?s ?p "$o" }', []),
        ("ASK { ?s ?p '''it's $o''' }", []),
        ('ASK { ?s ?p """a "quoted" $o""" }', []),
        (r'ASK { ?s ?p "\"$o" }', []),
        ("ASK { ?s ?p ?o } # $o", []),
        ("ASK { ?s <http://x/$o#$p> $q }", ["$q"]),
        (r"ASK { ?s ex:a\$b $q }", ["$q"]),
        ("ASK { ?s ?p ?o FILTER(?o<5 && ?p>$q) }", ["$q"]),
        ("ASK { ?s ?p $a,$b.$c a ?d }", ["$a", "$b", "$c"]),
        ("ASK { ?s ?p 'x'@en, $o }", ["$o"]),
    ],
)
def test_parameters_are_found_only_where_they_are_parameters(text: str, parameters: list[str]) -> None:
    assert [token.text for token in tokens(text) if token.kind == "parameter"] == parameters


def test_lines_count_from_one() -> None:
    assert [line_of("a\nb\nc", start) for start in (0, 2, 4)] == [1, 2, 3]


def test_the_pattern_for_ascii_reads_ascii_as_the_whole_one_does() -> None:
    from parley.catalogue.files import load, names
    from parley.sparql.lexer import _pattern

    texts = [load(name).text.encode("ascii", "replace").decode() for name in names()]
    for text in [*texts, "ASK { x:a.b ?v $p _:c.d 'x' \\u0041 1.e3 <a> }", "x:.SERVICE", "a\\.b:c%41"]:
        one, other = ([m.span() for m in _pattern(is_ascii=kind).finditer(text)] for kind in (True, False))
        assert one == other
