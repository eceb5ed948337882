"""What the services that answer do beyond the protocol, and how they name themselves.

Only what was seen on a running server by the conformance suite (``tests/test_conformance.py``) is here.
"""

from __future__ import annotations

from typing import NamedTuple


class Profile(NamedTuple):
    """A kind of SPARQL service.

    Attributes:
        name: What messages call it.
        server: How its ``Server`` header begins, in lower case; empty for the one that fits any service.
        partial_header: A response header that says that rows were left out; empty where there is none.
        hangs_when_empty: Whether it never ends an ordered answer of no rows.
        cuts_at_null: Whether it cuts a text that holds U+0000 and characters beyond ASCII, and says nothing.
    """

    name: str
    server: str
    partial_header: str = ""
    hangs_when_empty: bool = False
    cuts_at_null: bool = False


PROFILES = (
    Profile("Virtuoso", "virtuoso", partial_header="X-SPARQL-MaxRows", cuts_at_null=True),
    Profile("a SPARQL service", ""),
)
#: Comunica 4.5.0 names no server. Where a filter leaves nothing to order, it waits for a stream that has ended.
NAMELESS = Profile("a SPARQL service that names no server", "", hangs_when_empty=True)


def profile_of(server: str | None) -> Profile:
    """Return the profile that fits a ``Server`` header, or the lack of one.

    Example:
        >>> profile_of("Virtuoso/07.20.3229 (Linux)").name
        'Virtuoso'
        >>> profile_of("nginx").name
        'a SPARQL service'
    """
    if not server:
        return NAMELESS
    found = server.casefold()
    return next(profile for profile in PROFILES if found.startswith(profile.server))
