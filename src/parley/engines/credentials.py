"""Who asks: credentials from the environment, how they are sent, and that they are never shown.

``PARLEY_SPARQL_TOKEN`` is sent as a bearer token (RFC 6750). ``PARLEY_SPARQL_USER`` and ``PARLEY_SPARQL_PASSWORD``
log in by digest (RFC 7616) where the service offers it, else by basic (RFC 7617).
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import urllib.request
from base64 import b64encode, urlsafe_b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.request import AbstractDigestAuthHandler, parse_http_list, parse_keqv_list

from parley.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Hash functions of digests, the best first.
ALGORITHMS = {"SHA-512-256": "sha512_256", "SHA-256": "sha256", "MD5": "md5"}
_CHALLENGE = re.compile(r"([\w!#$%&'*+.^`|~-]+)(?:\s+(.*))?", re.DOTALL)
_SHORT = 4  # so short a secret is part of many words


class Credentials(NamedTuple):
    """What the environment holds.

    Attributes:
        user: A name, or nothing.
        password: Its password, or nothing.
        token: A bearer token, or nothing; it goes before user and password.
    """

    user: str = ""
    password: str = ""
    token: str = ""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.user or self.token)

    def __repr__(self) -> str:
        return "<credentials>"

    @classmethod
    def of_environment(cls) -> Credentials:
        """Read the environment.

        Raises:
            ParameterError: If a value holds what no header can carry; the message names the variable alone.

        Example:
            >>> Credentials.of_environment()
            <credentials>
        """
        for name, allowed in {"TOKEN": r"[!-~]*", "USER": r"[ !#-9;-~]*", "PASSWORD": r"[ -~]*"}.items():
            if not re.fullmatch(allowed, os.environ.get(f"PARLEY_SPARQL_{name}", "")):
                kind = {"TOKEN": "visible ASCII", "USER": "printable ASCII without a colon or quotation mark"}.get(
                    name, "printable ASCII"
                )
                message = f"PARLEY_SPARQL_{name} holds a character that cannot be sent; it must be {kind}"
                raise ParameterError(name, message)
        return cls(*(os.environ.get(f"PARLEY_SPARQL_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))

    def unasked(self) -> str | None:
        """Return the Authorization header that can be sent before a service asks for it; None without credentials."""
        if self.token:
            return f"Bearer {self.token}"
        if self.user:
            return f"Basic {b64encode(f'{self.user}:{self.password}'.encode()).decode()}"
        return None

    def hidden(self, text: str) -> str:
        """Return a text in which no secret is left, in whatever coding a service repeats it.

        Example:
            >>> Credentials("reader", "s3cret").hidden("you sent cmVhZGVyOnMzY3JldA== (s3cret, s%33cret)")
            'you sent … (…, …)'
        """
        for pattern in self._patterns():
            text = pattern.sub("…", text)
        return text

    def _patterns(self) -> Iterator[re.Pattern[str]]:
        pair = f"{self.user}:{self.password}" if self.user and self.password else ""
        for secret in filter(None, (pair, self.password, self.token)):
            for form in sorted({*_in_base64(secret), secret.encode().hex()}, key=len, reverse=True):
                if len(form) >= _SHORT:
                    yield re.compile(r"\s*".join(map(re.escape, form)) + "=*", re.IGNORECASE)
            coded = "".join(map(_coded, secret))
            yield re.compile(rf"(?<!\w){coded}(?!\w)" if len(secret) < _SHORT else coded, re.IGNORECASE)


def _coded(letter: str) -> str:
    """Match a letter as it is, or as URLs, HTML or JSON spell it."""
    number = ord(letter)
    forms = {letter, html.escape(letter), json.dumps(letter)[1:-1]}
    numbers = rf"%{number:02x}|&#0*{number};|&#x0*{number:x};|\\u00{number:02x}"
    plus = r"|\+" if letter == " " else ""
    return f"(?:{'|'.join(map(re.escape, sorted(forms)))}|{numbers}{plus})"


def _in_base64(secret: str) -> Iterator[str]:
    """Return what base64 of any text with the secret in it holds, wherever in the text the secret begins."""
    for before in range(3):
        data = bytes(before) + secret.encode()
        whole = (len(data) * 8) // 6  # letters that the secret alone decides, but for those that it begins within
        start = (before * 8 + 5) // 6
        for encode in (b64encode, urlsafe_b64encode):
            letters = encode(data).decode().rstrip("=")
            yield from (letters[start:], letters[start:whole])  # at the end of the text, and within it


def challenges(headers: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """Return what a 401 asks for: parameters by scheme in lower case (RFC 9110, section 11.6.1).

    Example:
        >>> challenges(['Basic realm="a, b", Digest realm="c", nonce="d"'])
        {'basic': [{'realm': 'a, b'}], 'digest': [{'realm': 'c', 'nonce': 'd'}]}
    """
    found: dict[str, list[dict[str, str]]] = {}
    last: list[dict[str, str]] = []
    for item in parse_http_list(", ".join(headers)):
        match = _CHALLENGE.fullmatch(item.strip())
        if match and (match[2] is None or "=" in match[2]) and not (match[2] or "").startswith("="):
            last = found.setdefault(match[1].casefold(), [])
            last.append({})
            item = match[2] or ""  # noqa: PLW2901 - what follows the scheme is its first parameter
        if last and "=" in item:
            last[-1].update({name.strip().casefold(): value for name, value in parse_keqv_list([item]).items()})
    return found


class Digest(AbstractDigestAuthHandler):
    """Digest access authentication (RFC 7616), by urllib with the hash functions that it lacks.

    Args:
        credentials: User and password.
        offered: The parameters of the challenges.

    Attributes:
        challenge: The one that is answered, or None where the service wants what is not known here.
    """

    def __init__(self, credentials: Credentials, offered: list[dict[str, str]]) -> None:
        self._passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        super().__init__(self._passwords)
        self._who = credentials
        known = [c for c in offered if c.get("algorithm", "MD5").upper() in ALGORITHMS and "nonce" in c]
        order = list(ALGORITHMS)
        self.challenge = min(known, key=lambda c: order.index(c.get("algorithm", "MD5").upper()), default=None)
        if self.challenge:
            self.challenge["qop"] = ",".join(q.strip() for q in self.challenge.get("qop", "").split(",")) or None  # type: ignore[assignment]

    def get_algorithm_impls(self, algorithm: str):  # type: ignore[no-untyped-def]
        """Return the hash of a text, and the keyed one, as urllib wants them."""

        def hashed(text: str) -> str:
            return hashlib.new(ALGORITHMS[algorithm.upper()], text.encode(), usedforsecurity=False).hexdigest()

        return hashed, lambda secret, data: hashed(f"{secret}:{data}")

    def header(self, request: urllib.request.Request) -> str | None:
        """Return the Authorization header for a request; None where the service wants what is not known here."""
        if not self.challenge:
            return None
        self._passwords.add_password(None, request.full_url, self._who.user, self._who.password)
        try:
            made = self.get_authorization(request, self.challenge)
        except (ValueError, OSError):  # a quality of protection that urllib does not know is a URLError
            return None
        return f"Digest {made}" if made else None
