from __future__ import annotations

import pytest

from parley.locate import RDF_TYPE, Locations

TEXT = '''@prefix ex: <http://x/> . # ex:decoy a ex:Thing .
@base <http://x/doc> .

<#a> a ex:Thing ;
    ex:text """
<#decoy> ex:p ex:q .
""" ;
    ex:list ( ex:one ex:two ) , [ ex:inner ex:deep ] ;
    ex:last 1.5 .
ex:b ex:p "a . b ; c" ; ex:q ex:c.
PREFIX other: <http://y/>
other:d\\,e a ex:Thing .
'''


@pytest.mark.parametrize(
    ("subject", "predicate", "line"),
    [
        ("http://x/doc#a", None, 4),
        ("http://x/doc#a", RDF_TYPE, 4),
        ("http://x/doc#a", "http://x/text", 5),
        ("http://x/doc#a", "http://x/list", 8),
        ("http://x/doc#a", "http://x/last", 9),
        ("http://x/doc#a", "http://x/inner", 4),
        ("http://x/b", "http://x/q", 10),
        ("http://y/d,e", None, 12),
        ("http://x/decoy", None, None),
        ("http://x/doc#decoy", None, None),
    ],
)
def test_lines_come_from_tokens_and_not_from_letters(subject: str, predicate: str | None, line: int | None) -> None:
    assert Locations(TEXT).line(subject, predicate) == line
