"""Which schemes the IRI of a thing may have: it is published, and browsers follow it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.check.files import Files
    from parley.check.report import Fault

#: Web addresses, and names that lead nowhere (RFC 9110, section 4.2; RFC 8141). Others may run as scripts.
_NAME = re.compile(r"https?://[^/?#]|urn:[a-z0-9]", re.IGNORECASE)


def check_addresses(files: Files) -> Iterator[Fault]:
    """Find things whose IRI is neither a web address nor a URN.

    Args:
        files: The files under check.
    """
    for source in files.checked:
        for subject in sorted({s.subject for s in source.statements if not s.subject.startswith("_:")}):
            if not _NAME.match(subject):
                message = "the IRI of a thing begins with http://, https:// or urn:; name it so"
                if fault := files.fault(subject, message, "unsafe-iri", path=source.path):
                    yield fault
