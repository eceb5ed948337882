r"""The terminals that Turtle and SPARQL share, as regular expressions: one table for both tokenizers.

They are those of SPARQL 1.1 Query Language, section 19.8, and of RDF 1.2 Turtle, section 6.5. Each is to
be compiled with ``re.VERBOSE | re.DOTALL`` and holds no group.

Example:
    >>> import re
    >>> re.fullmatch(STRING, r"'no \' end'", re.VERBOSE | re.DOTALL) is None
    False
"""

from __future__ import annotations

# Beyond ASCII, all but white space is taken for a letter: engines judge names, and the ranges of the
# specification would take longer to compile than a stored query to answer.
_LETTER = r"[^\s\x00-@\[-`{-\x7F]"
_FIRST = r"[^\s\x00-/:-@\[-^`{-\x7F]"  # a digit or an underscore as well
_WITHIN = r"[^\s\x00-,./:-@\[-^`{-\x7F]"  # and a hyphen
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"

COMMENT = r"\#[^\n\r]*"
#: An IRI in angle brackets; ``\u00E9`` in it stands for a letter.
IRIREF = r"""<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"""
#: The four forms of a quotation. A repetition of one character class, not of a choice, takes no memory for each letter.
STRING = (
    r"""\"\"\"[^"\\]*(?:(?:\\.|\"{1,2}(?!\"))[^"\\]*)*\"\"\""""
    r"""|'''[^'\\]*(?:(?:\\.|'{1,2}(?!'))[^'\\]*)*'''"""
    r"""|"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"|'[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*' """
)
#: A language tag, in RDF 1.2 with a base direction.
LANGTAG = r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?"
BLANK_NODE_LABEL = rf"_:{_FIRST}(?:\.*{_WITHIN})*"
#: A prefixed name: neither the prefix nor the local part begins or ends with a dot, unless it is escaped.
PREFIXED_NAME = rf"(?:{_LETTER}(?:\.*{_WITHIN})*)?:(?:(?:{_FIRST}|:|{_ESCAPED})(?:\.*(?:{_WITHIN}|:|{_ESCAPED}))*)?"
#: A number. A dot that no digit follows ends the statement, unless an exponent does: ``1.e3``.
NUMBER = r"[+\-]?(?:[0-9]+\.[0-9]*[eE][+\-]?[0-9]+|[0-9]*\.[0-9]+(?:[eE][+\-]?[0-9]+)?|[0-9]+(?:[eE][+\-]?[0-9]+)?)"
