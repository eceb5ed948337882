"""Which version, commit and date a release is of."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC
from typing import NamedTuple

import parley
from parley import resources
from parley.errors import ParameterError

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")


class Edition(NamedTuple):
    """What a release is cited by.

    Attributes:
        version: The version of the release.
        commit: The Git commit of its sources, or None outside a repository.
        date: ``YYYY-MM-DD``, or None where neither a commit nor SOURCE_DATE_EPOCH gives one.
        previous: The version of the release before, or None.
    """

    version: str
    commit: str | None
    date: str | None
    previous: str | None = None

    @property
    def path(self) -> str:
        """The path of the release below the base of all IRIs."""
        return f"release/{self.version}"

    def check(self) -> None:
        """Refuse a version that could not be a part of an IRI and of a path.

        Raises:
            ParameterError: If one of the versions has other characters than it may.
        """
        for name, version in (("version", self.version), ("previous", self.previous)):
            if version is not None and not _VERSION.fullmatch(version):
                message = f"a version has letters, digits, dots, plus and minus signs; not {version!r}"
                raise ParameterError(name, message)
        if self.previous == self.version:
            message = f"a release is not its own previous one: {self.version}"
            raise ParameterError("previous", message)


def current(*, shipped: bool = True) -> Edition:
    """Return the edition of the sources at hand; the date is SOURCE_DATE_EPOCH's, or else that of the commit.

    Args:
        shipped: Whether what Parley ships is published; nothing is known of the commit of other sources.

    Raises:
        ParameterError: If SOURCE_DATE_EPOCH is no whole number of seconds.

    Example:
        >>> current().version
        '0.1.0'
    """
    commit = date = None
    root = resources.ROOT
    if shipped and (root / ".git").exists():
        command = ["git", "-C", str(root), "log", "-1", "--format=%H %cs"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
            commit, date = done.stdout.split()
        except (OSError, subprocess.CalledProcessError, ValueError):
            commit = date = None  # a repository without commits, or a machine without Git
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        from datetime import datetime

        if not epoch.isdecimal():
            message = f"SOURCE_DATE_EPOCH is a whole number of seconds, not {epoch!r}"
            raise ParameterError("SOURCE_DATE_EPOCH", message)
        date = datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return Edition(parley.__version__, commit, date)
