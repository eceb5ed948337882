"""Forms of queries in which a parameter can stand, each with what it must answer.

The data are ten triples of a namespace of their own. A form holds ``$x`` (and sometimes ``$y``); ``constant`` is
the same query as somebody would write it by hand. Expected rows were worked out from the data and the SPARQL
1.1 recommendation, not taken from an engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parley.rdf.terms import IRI, LangString

if TYPE_CHECKING:
    from parley.rdf.terms import Value

EX = "http://example.org/matrix/"
A, B, C, D, P, Q = (IRI(EX + name) for name in "abcdpq")

DATA = f"""
<{EX}a> <{EX}p> <{EX}b> .
<{EX}b> <{EX}p> <{EX}c> .
<{EX}c> <{EX}p> <{EX}d> .
<{EX}a> <{EX}q> "one" .
<{EX}b> <{EX}q> "two" .
<{EX}b> <{EX}q> "deux"@fr .
<{EX}c> <{EX}q> "3" .
<{EX}a> <{EX}n> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<{EX}b> <{EX}n> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
<{EX}c> <{EX}n> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""


class Form(NamedTuple):
    """One form.

    Attributes:
        name: What stands where.
        text: The query, with ``$x`` and perhaps ``$y``; ``ex:`` is declared for it.
        values: What is bound.
        constant: The terms as somebody would write them, by name.
        rows: What it must answer: the values of the first column, sorted.
    """

    name: str
    text: str
    values: dict[str, Value | list[Value]]
    constant: dict[str, str]
    rows: list[str]


def form(name: str, text: str, rows: list[str], **bound: tuple[Value | list[Value], str]) -> Form:
    return Form(name, text, {k: v for k, (v, _) in bound.items()}, {k: c for k, (_, c) in bound.items()}, sorted(rows))


ISA, ISB, ISC, ISD = (A, "ex:a"), (B, "ex:b"), (C, "ex:c"), (D, "ex:d")
ONE, TWO = ("one", '"one"'), ("two", '"two"')
FORMS = [
    form("subject", "SELECT ?o WHERE { $x ex:p ?o }", ["b"], x=ISA),
    form("predicate", "SELECT ?s WHERE { ?s $x ex:c }", ["b"], x=(P, "ex:p")),
    form("object", "SELECT ?s WHERE { ?s ex:p $x }", ["a"], x=ISB),
    form("literal object", "SELECT ?s WHERE { ?s ex:q $x }", ["a"], x=ONE),
    form("number object", "SELECT ?s WHERE { ?s ex:n $x }", ["b"], x=(2, "2")),
    form("language-tagged object", "SELECT ?s WHERE { ?s ex:q $x }", ["b"], x=(LangString("deux", "fr"), '"deux"@fr')),
    form("two parameters", "SELECT ?s WHERE { ?s ex:p $x ; ex:q $y }", ["a"], x=ISB, y=ONE),
    form("twice in a pattern", "SELECT ?s WHERE { { ?s ex:p $x } UNION { $x ex:p ?s } }", ["a", "c"], x=ISB),
    form("FILTER =", "SELECT ?s WHERE { ?s ex:p ?o FILTER(?o = $x) }", ["a"], x=ISB),
    form("FILTER !=", "SELECT ?s WHERE { ?s ex:p ?o FILTER(?o != $x) }", ["b", "c"], x=ISB),
    form("FILTER <", "SELECT ?s WHERE { ?s ex:n ?o FILTER(?o < $x) }", ["a"], x=(2, "2")),
    form("FILTER IN", "SELECT ?s WHERE { ?s ex:p ?o FILTER(?o IN ($x)) }", ["a", "b"], x=([B, C], "ex:b, ex:c")),
    form("FILTER NOT IN", "SELECT ?s WHERE { ?s ex:p ?o FILTER(?o NOT IN ($x)) }", ["c"], x=([B, C], "ex:b, ex:c")),
    form("FILTER sameTerm", "SELECT ?s WHERE { ?s ex:p ?o FILTER(sameTerm(?o, $x)) }", ["a"], x=ISB),
    form("FILTER ||", "SELECT ?s WHERE { ?s ex:p ?o FILTER(?o = $x || ?s = $x) }", ["a", "b"], x=ISB),
    form("FILTER BOUND", "SELECT ?s WHERE { ?s ex:n ?n OPTIONAL { ?s ex:p $x . ?s ex:q ?q } FILTER(BOUND(?q)) }", ["a"], x=ISB),
    form("CONTAINS", "SELECT ?s WHERE { ?s ex:q ?o FILTER(CONTAINS(?o, $x)) }", ["a"], x=("on", '"on"')),
    form("STRSTARTS", "SELECT ?s WHERE { ?s ex:q ?o FILTER(STRSTARTS(STR(?o), $x)) }", ["b"], x=("tw", '"tw"')),
    form("REGEX", "SELECT ?s WHERE { ?s ex:q ?o FILTER(REGEX(STR(?o), $x)) }", ["a"], x=("^on", '"^on"')),
    form("LANG", "SELECT ?s WHERE { ?s ex:q ?o FILTER(LANG(?o) = $x) }", ["b"], x=("fr", '"fr"')),
    form("STR of an IRI", "SELECT ?s WHERE { ?s ex:p ?o FILTER(STR(?o) = STR($x)) }", ["a"], x=ISB),
    form("OPTIONAL inside", "SELECT ?n WHERE { ?s ex:n ?n OPTIONAL { ?s ex:p $x . ?s ex:q ?q } FILTER(BOUND(?q)) }", ["1"], x=ISB),
    form("OPTIONAL after", "SELECT ?s WHERE { ?s ex:p $x OPTIONAL { ?s ex:zero ?z } }", ["a"], x=ISB),
    form("UNION", "SELECT ?s WHERE { { ?s ex:p $x } UNION { ?s ex:q $y } }", ["a", "b"], x=ISB, y=TWO),
    form("UNION with FILTER in each arm", "SELECT ?s WHERE { { ?s ex:p ?o FILTER(?o = $x) } UNION { ?s ex:q ?o FILTER(?o = $y) } }", ["a", "b"], x=ISB, y=TWO),
    form("MINUS", "SELECT ?s WHERE { ?s ex:n ?n MINUS { ?s ex:p $x } }", ["b", "c"], x=ISB),
    form("FILTER NOT EXISTS", "SELECT ?s WHERE { ?s ex:n ?n FILTER NOT EXISTS { ?s ex:p $x } }", ["b", "c"], x=ISB),
    form("FILTER EXISTS", "SELECT ?s WHERE { ?s ex:n ?n FILTER EXISTS { ?s ex:p $x } }", ["a"], x=ISB),
    form("BIND", "SELECT ?y WHERE { BIND($x AS ?y) }", ["b"], x=ISB),
    form("BIND then join", "SELECT ?o WHERE { BIND($x AS ?y) ?y ex:p ?o }", ["c"], x=ISB),
    form("BIND of an expression", "SELECT ?y WHERE { ?s ex:n ?n BIND(?n + $x AS ?y) }", ["3", "4", "5"], x=(2, "2")),
    form("IF", 'SELECT ?y WHERE { ?s ex:n ?n BIND(IF(?n = $x, $y, "no") AS ?y) FILTER(?y != "no") }', ["one"], x=(2, "2"), y=ONE),
    form("COALESCE", "SELECT ?y WHERE { ex:a ex:p ?b OPTIONAL { ?b ex:zero ?z } BIND(COALESCE(?z, $x) AS ?y) }", ["one"], x=ONE),
    form("sub-select", "SELECT ?s WHERE { { SELECT ?s WHERE { ?s ex:p $x } } }", ["a"], x=ISB),
    form("sub-select and outside", "SELECT ?q WHERE { ?s ex:q ?q { SELECT ?s WHERE { ?s ex:p $x } } FILTER(?q = $y) }", ["one"], x=ISB, y=ONE),
    form("aggregate", "SELECT (COUNT(?s) AS ?k) WHERE { ?s ex:n ?n FILTER(?n >= $x) }", ["2"], x=(2, "2")),
    form("aggregate over an expression", "SELECT (SUM(?n + $x) AS ?k) WHERE { ?s ex:n ?n }", ["9"], x=(1, "1")),
    form("GROUP BY", "SELECT ?s WHERE { ?s ex:q ?o FILTER(?s != $x) } GROUP BY ?s", ["b", "c"], x=ISA),
    form("HAVING", "SELECT ?s WHERE { ?s ex:q ?o } GROUP BY ?s HAVING(COUNT(?o) >= $x)", ["b"], x=(2, "2")),
    form("path *", "SELECT ?o WHERE { $x ex:p* ?o }", ["b", "c", "d"], x=ISB),
    form("path +", "SELECT ?o WHERE { $x ex:p+ ?o }", ["c", "d"], x=ISB),
    form("path backwards", "SELECT ?s WHERE { ?s ex:p+ $x }", ["a", "b"], x=ISC),
    form("path sequence", "SELECT ?o WHERE { $x ex:p/ex:p ?o }", ["d"], x=ISB),
    form("path inverse", "SELECT ?o WHERE { $x ^ex:p ?o }", ["a"], x=ISB),
    form("VALUES", "SELECT ?s WHERE { VALUES ?o { $x } ?s ex:p ?o }", ["a"], x=ISB),
    form("VALUES with two", "SELECT ?s WHERE { VALUES (?o ?n) { ($x $y) } ?s ex:p ?o ; ex:n ?n }", ["a"], x=ISB, y=(1, "1")),
    form("truth value", "SELECT ?s WHERE { ?s ex:n ?n FILTER((?n > 2) = $x) }", ["c"], x=(True, "true")),
    form("DISTINCT", "SELECT DISTINCT ?s WHERE { { ?s ex:p $x } UNION { ?s ex:p $x } }", ["a"], x=ISB),
    form("ORDER BY expression", "SELECT ?s WHERE { ?s ex:n ?n } ORDER BY (?n = $x)", ["a", "b", "c"], x=(2, "2")),
    form("absent IRI", "SELECT ?o WHERE { $x ex:p ?o }", [], x=(IRI(EX + "nothing"), "ex:nothing")),
    form("a $ in a string stays", 'SELECT ?y WHERE { ?s ex:p $x BIND("$x" AS ?y) }', ["$x"], x=ISB),
    form("a $ in a comment stays", "SELECT ?s WHERE { ?s ex:p $x # $x\n}", ["a"], x=ISB),
]  # fmt: skip
