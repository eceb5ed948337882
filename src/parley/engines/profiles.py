"""What is known of the services that answer: how they name themselves, and where they deviate.

Each fact was measured on a running server by the conformance suite (``tests/test_conformance.py``),
which asserts the deviations too, so that an upgrade that mends or breaks one is noticed.
"""

from __future__ import annotations

from typing import NamedTuple


class Profile(NamedTuple):
    """A kind of SPARQL service.

    Attributes:
        name: What messages call it.
        server: How its ``Server`` header begins, in lower case; empty for the one that fits any service.
        booleans_as_integers: Whether a truth value that a query computes comes back as 0 or 1.
        default_graph_is_union: Whether the default graph of a query is the union of all graphs, so
            that data is kept in a graph of its own, which each query names.
        partial_header: A response header that says that rows were left out; empty where there is none.
    """

    name: str
    server: str
    booleans_as_integers: bool = False
    default_graph_is_union: bool = False
    partial_header: str = ""


PROFILES = (
    Profile(
        "Virtuoso",
        "virtuoso",
        booleans_as_integers=True,
        default_graph_is_union=True,
        partial_header="X-SPARQL-MaxRows",
    ),
    Profile("Oxigraph", "oxigraph"),
    Profile("Comunica", "comunica"),
    Profile("Apache Jena Fuseki", "apache jena fuseki"),
    Profile("a SPARQL service", ""),
)


def profile_of(server: str | None) -> Profile:
    """Return the profile that fits a ``Server`` header.

    Example:
        >>> profile_of("Virtuoso/07.20.3229 (Linux)").name
        'Virtuoso'
        >>> profile_of(None).name
        'a SPARQL service'
    """
    found = (server or "").casefold()
    return next(profile for profile in PROFILES if found.startswith(profile.server))
