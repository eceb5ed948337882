"""A triple in plain text."""

from __future__ import annotations

from typing import NamedTuple


class Statement(NamedTuple):
    """One triple in plain text.

    Attributes:
        subject: Its IRI, or the label of a blank node.
        predicate: Its IRI.
        object: Its IRI, label or lexical form.
        kind: What the object is: ``iri``, ``blank`` or ``literal``.
        datatype: For a literal, the IRI of its datatype.
        language: For a literal, its language tag, or None.
    """

    subject: str
    predicate: str
    object: str
    kind: str
    datatype: str = ""
    language: str | None = None

    @property
    def is_link(self) -> bool:
        """Whether the object is an IRI."""
        return self.kind == "iri"

    @property
    def is_blank(self) -> bool:
        """Whether the subject or the object is a blank node."""
        return self.kind == "blank" or self.subject.startswith("_:")
