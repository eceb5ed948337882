"""A service that does not do what it was asked: what it says, and what may be done about it, in one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from parley.engines.credentials import Credentials, challenges
from parley.errors import EngineError, QueryFileError
from parley.text.address import shown
from parley.text.printable import printable

if TYPE_CHECKING:
    from parley.engines.exchange import Response

_DENIED = re.compile(r"permission|denied|not allowed|forbidden|unauthori[sz]ed", re.IGNORECASE)


class RefusedError(EngineError):
    """The service itself says that it does not do what it was asked (4xx), and so has not begun."""


class Message(NamedTuple):
    """What is sent.

    Attributes:
        method: ``POST``, ``PUT`` or ``GET``.
        url: Where to.
        body: The body; None for GET.
        headers: The headers, without credentials.
        text: The query or update in it, which services repeat in errors; nothing for a graph.
        purpose: ``query``, ``update`` or ``store``.
    """

    method: str
    url: str
    body: bytes | None
    headers: dict[str, str]
    text: str
    purpose: str


def failure(
    message: Message, response: Response, status: str, reason: str, *, digest: bool
) -> EngineError | QueryFileError:
    """Return the error that an answer means.

    Args:
        message: What was sent.
        response: What was answered.
        status: Its status, and what it asks for.
        reason: What it says, as it can be shown.
        digest: Whether a digest was sent.

    Returns:
        An error of the query if the service refuses its text; else one whose message follows the name of the service.
    """
    hint = _hint(message, response, reason, digest=digest)
    if response.status == 400 and message.purpose == "query":
        return QueryFileError("<query>", None, f"{shown(message.url)} refuses it: {reason or status}{hint}")
    told = f": {reason}" if reason and response.status not in (401, 404) else ""
    kind = RefusedError if response.status < 500 else EngineError
    return kind(f"answers {status}{told}{hint}")


def _hint(message: Message, response: Response, reason: str, *, digest: bool) -> str:
    who = Credentials.of_environment()
    if response.status == 401 and who:
        offered = challenges([response.headers.get("www-authenticate", "")])
        wanted = " or ".join(sorted(offered)) or ("digest" if digest else "")
        asked = f" (it asks for {printable(who.hidden(wanted))})" if wanted else ""
        return f"; it refuses the credentials of the environment{asked}"
    if response.status == 401 or (not who and response.status != 403 and _DENIED.search(reason)):
        return "; set PARLEY_SPARQL_USER and PARLEY_SPARQL_PASSWORD, or PARLEY_SPARQL_TOKEN"
    if response.status == 403:
        return "; the credentials do not suffice" + ("" if who else ": there are none in the environment")
    other = {"query": "update", "update": "query"}.get(message.purpose, "")
    if other and response.status in (400, 404, 405, 415, 501) and _is_for(other, message, reason):
        return f"; it seems to be the address of its {other} operation, and another one takes {message.purpose}"
    return "; is this the address of the SPARQL service?" if response.status == 404 else ""


def _is_for(purpose: str, message: Message, reason: str) -> bool:
    path = urlsplit(message.url).path.rstrip("/").casefold()
    asks = re.search(rf"\b{purpose}\b\W.*(parameter|must be set|missing|required)|parameter\W.*\b{purpose}\b", reason)
    return path.endswith(f"/{purpose}") or bool(asks)
