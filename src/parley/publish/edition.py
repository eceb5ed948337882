"""Which version, commit and date a release is of."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC
from typing import NamedTuple

import parley
from parley import resources
from parley.errors import ParameterError


class Edition(NamedTuple):
    """What a release is cited by.

    Attributes:
        version: The version of the release.
        commit: The Git commit of its sources, or None outside a repository.
        date: ``YYYY-MM-DD``, or None where neither a commit nor SOURCE_DATE_EPOCH gives one.
    """

    version: str
    commit: str | None
    date: str | None


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
