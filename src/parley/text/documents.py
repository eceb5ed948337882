"""Passages and the texts that they point into.

A passage is a half-open span of Unicode code points (RFC 5147, ``oa:start`` and ``oa:end`` of the
Web Annotation vocabulary) with the SHA-256 of its words in UTF-8. Texts are no part of Parley:
whoever has them names their folder in the environment variable ``PARLEY_SOURCES`` (several
folders are separated as in ``PATH``), and they are found there by digest, whatever their names.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import SourceFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "PARLEY_SOURCES"
_LARGEST = 64 * 1024 * 1024


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as lower-case hexadecimal digits.

    Example:
        >>> digest("Iran-backed")[:12]
        '07b8993e1110'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Sources:
    """The texts at hand, by the digest of their characters.

    Args:
        folders: Where to look; None for what ``PARLEY_SOURCES`` names.

    Raises:
        SourceFileError: If one of the folders is none.

    Example:
        >>> Sources([]).text("0" * 64) is None
        True
    """

    def __init__(self, folders: list[Path] | None = None) -> None:
        self.folders = _named_folders() if folders is None else folders
        for folder in self.folders:
            if not folder.is_dir():
                raise SourceFileError(str(folder), None, f"no such folder; {VARIABLE} must name folders of texts")
        self._paths: dict[str, Path] | None = None
        self._texts: dict[str, str] = {}

    def text(self, wanted: str) -> str | None:
        """Return the text with this digest, or None if it is not at hand.

        Args:
            wanted: A SHA-256, as lower-case hexadecimal digits.
        """
        if self._paths is None:
            self._paths = dict(self._digests())
        if wanted not in self._texts and wanted in self._paths:
            text = _decoded(self._paths[wanted])
            if text is not None and digest(text) == wanted:  # it may have changed since
                self._texts[wanted] = text
        return self._texts.get(wanted)

    def words(self, document_digest: str, start: int, end: int) -> str | None:
        """Return the words of a passage, or None if the text is not at hand.

        Args:
            document_digest: The SHA-256 of the text.
            start: The first code point, from 0.
            end: The code point after the last.
        """
        text = self.text(document_digest)
        return None if text is None else text[start:end]

    def _digests(self) -> Iterator[tuple[str, Path]]:
        """Yield the digest of each file and the file: other files than the wanted ones are not kept."""
        for folder in self.folders:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                try:
                    if path.stat().st_size > _LARGEST:
                        continue
                    with path.open("rb") as stream:
                        yield hashlib.file_digest(stream, "sha256").hexdigest(), path
                except OSError as error:
                    raise SourceFileError(str(path), None, f"cannot be read: {error.strerror}") from None


def _decoded(path: Path) -> str | None:
    """Return a text letter for letter, with the byte order mark that its digest counts, or None if it is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None  # some other file; a text is found by digest, not by place
    except OSError as error:
        raise SourceFileError(str(path), None, f"cannot be read: {error.strerror}") from None


def _named_folders() -> list[Path]:
    return [Path(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name]
