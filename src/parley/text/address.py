"""Addresses of services: what is one, how it is sent, and how messages show it.

RFC 3986 (URI), RFC 3987 (IRI, section 3.1: how it becomes a URI) and RFC 3490 (international host names).
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import quote, urlsplit, urlunsplit

from parley.errors import ParameterError
from parley.text.printable import printable

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_UNFIT = re.compile(r"[\s<>\"{}|\\^`]")
_HOST = re.compile(r"\[.*\]|[a-z0-9_.~%!$&'()*+,;=-]+", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=//)[^/?#\s]*@|(?<=//)[^\s@]*:[^\s@]*@")
_PORTS = {"http": 80, "https": 443}
_KEPT = "%/:@!$&'()*+,;=~-._"


def is_address(source: object) -> bool:
    """Whether a source is meant as the address of a service: the scheme tells, in any case of letters.

    Example:
        >>> is_address("HTTPS://example.org/sparql"), is_address("ftp://example.org/"), is_address("account.ttl")
        (True, False, False)
    """
    return isinstance(source, str) and bool(_SCHEME.match(source))


def address(url: str) -> str:
    """Return an address as it is sent: ASCII, with what is beyond it percent-encoded, or as IDNA in the host.

    Args:
        url: An http or https address, perhaps with letters of any script.

    Raises:
        ParameterError: If it is none, or holds credentials.

    Example:
        >>> address("HTTP://example.org/Sadr–City")
        'http://example.org/Sadr%E2%80%93City'
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = f"[{IPv6Address(host)}]" if ":" in host else host.encode("idna").decode()
        fit = _SCHEME.match(url) and printable(url) == url and not _UNFIT.search(url)
    except ValueError:  # of urlsplit, of a port, of IDNA, of an IPv6 address
        fit = None
    if fit and "@" in parts.netloc:
        message = "put no credentials into the address; set PARLEY_SPARQL_USER and PARLEY_SPARQL_PASSWORD"
        raise ParameterError("url", message)
    if not fit or not _HOST.fullmatch(host):
        hint = "" if "://" in url else "; it begins with http:// or https://"
        message = f"not the address of a SPARQL service: {shown(url)}{hint}"
        raise ParameterError("url", message)
    where = host if port is None else f"{host}:{port}"
    return urlunsplit((parts.scheme, where, quote(parts.path, _KEPT), quote(parts.query, _KEPT + "?"), ""))


def origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of an address that :func:`address` returned (RFC 6454).

    Example:
        >>> origin("https://Example.org/sparql")
        ('https', 'example.org', 443)
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)


def is_private(url: str) -> bool:
    """Whether nobody between here and there reads what is sent: https, or this machine itself.

    Example:
        >>> is_private("http://127.0.0.1:8890/sparql"), is_private("http://example.org/sparql")
        (True, False)
    """
    scheme, host, _ = origin(url)
    return scheme == "https" or host in ("localhost", "::1") or bool(re.fullmatch(r"127(\.\d+){3}", host))


def shown(url: str) -> str:
    """Return an address, or what was meant as one, as messages may show it: without credentials and query string.

    Example:
        >>> shown("https://user:secret@example.org/sparql?key=1")
        'https://example.org/sparql'
    """
    return printable(re.split(r"[?#]", without_userinfo(url))[0])


def without_userinfo(text: str) -> str:
    """Return a text without the user and password of any address in it.

    Example:
        >>> without_userinfo("no file http://user:secret@example.org/a.ttl")
        'no file http://example.org/a.ttl'
    """
    return _USERINFO.sub("", text)
