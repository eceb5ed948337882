"""IRIs, the prefixes that shorten them, and the CURIEs that come of it (RFC 3987, CURIE Syntax 1.0)."""

from __future__ import annotations

import re

from parley.errors import TermError

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from typing import Any

#: The one base of all IRIs that Parley coins.
BASE = "https://w3id.org/parley/"

#: The one prefix table: what ``parley sparql`` predeclares and what CURIEs may use.
PREFIXES = {
    "code": BASE + "code/",
    "dcterms": "http://purl.org/dc/terms/",
    "doc": BASE + "doc/",
    "id": BASE + "id/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "parley": BASE + "ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: The prefixes as SPARQL declares them, on one line.
PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
XSD = PREFIXES["xsd"]
#: The graph that holds, beside the default graph, what rules derived.
DERIVED_GRAPH = BASE + "graph/derived"

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>"{}|^`\\\ud800-\udfff]*')


class IRI(str):
    """An absolute IRI.

    Raises:
        TermError: If the text is no absolute IRI (RFC 3987).

    Example:
        >>> IRI("https://w3id.org/parley/id/irgc").curie
        'id:irgc'
    """

    __slots__ = ()

    def __new__(cls, text: str) -> IRI:
        """Check the text and make the IRI."""
        if not is_iri(text):
            message = f"not an absolute IRI: {text!r}"
            raise TermError(message)
        return super().__new__(cls, text)

    def __reduce__(self) -> tuple[Any, ...]:
        return unchecked, (str(self),)

    @property
    def curie(self) -> str:
        """The IRI with the prefix of :data:`PREFIXES` that fits, or in full."""
        for prefix, namespace in PREFIXES.items():
            if self.startswith(namespace) and len(self) > len(namespace):
                return f"{prefix}:{self[len(namespace) :]}"
        return str(self)

    @property
    def local(self) -> str:
        """What follows the last ``#`` or ``/``."""
        return re.split(r"[#/]", self)[-1]


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI; what a service calls one need not be."""
    return _IRI.fullmatch(text) is not None


def unchecked(text: str) -> IRI:
    """Return what an engine calls an IRI as one, without a look at it: what it holds is shown as it is."""
    return str.__new__(IRI, text)


def expand(text: str) -> IRI | None:
    """Return the IRI that an IRI, ``<IRI>`` or CURIE of :data:`PREFIXES` stands for, else None.

    Example:
        >>> expand("id:irgc")
        'https://w3id.org/parley/id/irgc'
        >>> expand("Islamic Resistance in Iraq") is None
        True
    """
    if text.startswith("<") and text.endswith(">"):
        return IRI(text[1:-1])
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and " " not in local:
        return IRI(PREFIXES[prefix] + local)
    if "://" in text or text.startswith("urn:"):
        return IRI(text)
    return None
