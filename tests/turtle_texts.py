r"""Turtle texts in every way of writing, each with the line of every triple: an oracle that tokenizes nothing.

A text is made piece by piece, and each piece counts its own line ends, so that the lines that come with it owe
nothing to the code that is tested.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

#: Letters, and all that could be taken for the end of something.
_TEXT = st.text(st.sampled_from(list("nNaAzé٣💡 ;.,#[](){}<>@^_:-~|!?$%&*+/=`")), max_size=12)
_QUOTES = ('"', "'", '"""', "'''")
_SPACE = st.sampled_from([" ", "\t", "\n", "\r\n", "  ", " # a ; b . c [ \" ' <x>\n", "\n# <#x> a <y> .\n\n"])
_NAMES = [
    "s:a",
    "s:a.b",
    "s.t:n",
    "s.t:n-n",
    "s:é٣",
    "s:q%20n",
    r"s:n\,n",
    "s:1n",
    "s:n:n",
    ":n",
    "<#n>",
    "<n;n>",
    "<http://n/a#n>",
]
PROLOGUE = "@prefix s: <http://s/> .\nPREFIX s.t: <http://t/>\n@prefix : <http://n/> .\n@base <http://base/d> .\n"
MEANING = {
    "s:a": "http://s/a",
    "s:a.b": "http://s/a.b",
    "s.t:n": "http://t/n",
    "s.t:n-n": "http://t/n-n",
    "s:é٣": "http://s/é٣",
    "s:q%20n": "http://s/q%20n",
    r"s:n\,n": "http://s/n,n",
    "s:1n": "http://s/1n",
    "s:n:n": "http://s/n:n",
    ":n": "http://n/n",
    "<#n>": "http://base/d#n",
    "<n;n>": "http://base/n;n",
    "<http://n/a#n>": "http://n/a#n",
}


class Piece(NamedTuple):
    """A term as it is written, and what it means: None for what has no name."""

    text: str
    meaning: str | None


def _quoted(draw: st.DrawFn) -> Piece:
    quote = draw(st.sampled_from(_QUOTES))
    value = draw(_TEXT)
    if len(quote) == 3:
        value += draw(st.sampled_from(["", "\n", "\r\nn", "\n. ;\n", f"{quote[0]} n", f"{quote[0] * 2} n"]))
        written = value.replace("\\", "\\\\")
    else:
        value += draw(st.sampled_from(["", quote, "\n", "\t;", "\\", "\\" + quote]))
        written = value.replace("\\", "\\\\").replace(quote, "\\" + quote).replace("\n", "\\n").replace("\t", "\\t")
    kind = draw(st.sampled_from(["", "@en", "@ar-Latn-x-n", "^^s:n", "^^<http://n/n>"]))
    return Piece(quote + written + quote + kind, value)


@st.composite
def terms(draw: st.DrawFn, *, depth: int = 2) -> Piece:
    """Draw an object: a name, a number, a word, a quotation, a blank node, a list, a triple term, each maybe annotated."""
    kind = draw(st.integers(0, 7 if depth else 3))
    if kind == 0:
        name = draw(st.sampled_from(_NAMES))
        return Piece(name, MEANING[name])
    if kind == 1:
        number = draw(st.sampled_from(["1", "-2", "+3.5", ".5", "1e3", "1.5E-2", "1.e3", "007", "true", "false"]))
        return Piece(number, number)
    if kind in (2, 3):
        return _quoted(draw)
    space = draw(_SPACE)
    inner = draw(terms(depth=depth - 1)).text
    name = draw(st.sampled_from(_NAMES))
    written = {
        4: f"[{space}{name} {inner} ;{space}a s:a ]",
        5: f"({space}{inner}{space}{name} )",
        6: f"<<({space}s:a {name}{space}s:a )>>",
        7: "[]",
    }[kind]
    return Piece(written, None)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str, tuple[int, int, int]]]]:
    """Draw a text, and its named triples as subject, predicate, object and their lines."""
    out = [draw(st.sampled_from(["", '@version "1.2" .\n', 'VERSION "1.2"\n']))]
    expected = []

    def put(text: str) -> int:
        line = "".join(out).count("\n") + 1
        out.append(text)
        return line

    put(PROLOGUE)
    for _ in range(draw(st.integers(1, 4))):
        subject = draw(st.sampled_from(_NAMES))
        s = put(subject)
        put(draw(_SPACE))
        for ended in range(draw(st.integers(1, 3))):
            if ended:
                put(draw(st.sampled_from([" ;", " ; ;\n", "\n;"])) + draw(_SPACE))
            predicate = draw(st.sampled_from(["a", *_NAMES]))
            p = put(predicate)
            put(draw(_SPACE))
            for listed in range(draw(st.integers(1, 3))):
                if listed:
                    put(draw(st.sampled_from([" ,", ",", "\n, "])) + draw(_SPACE))
                value = draw(terms())
                o = put(value.text)
                put(draw(st.sampled_from(["", " ", " {| s:a 1 ; s:n s:a |} ", " ~ s:a ", " ~ _:n {| a\ns:a |} "])))
                if value.meaning is not None:
                    meant = MEANING.get(predicate, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
                    expected.append((MEANING[subject], meant, value.meaning, (s, p, o)))
        put(draw(st.sampled_from([" .", "\n.", " ; ."])) + draw(_SPACE))
        put(
            draw(st.sampled_from(["", "@base <http://base/d> .\n", "BASE <http://base/d> ", "prefix s: <http://s/>\n"]))
        )
    return "".join(out), expected
