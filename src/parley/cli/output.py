"""Standard output, whose errors are told from those of files that are read."""

from __future__ import annotations

from typing import Any, TextIO


class Unwritten(Exception):  # noqa: N818 - the reason is the OSError that it holds
    """Standard output took no more; any other OSError is one of reading."""

    def __init__(self, error: OSError) -> None:
        self.error = error
        super().__init__(error)


class Output:
    """A stream whose errors are :class:`Unwritten`.

    Args:
        stream: Standard output.
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Write a text."""
        try:
            return int(self.stream.write(text))
        except OSError as error:
            raise Unwritten(error) from None

    def write_bytes(self, data: bytes) -> None:
        """Write what is no text, after the text that was written before."""
        self.flush()
        try:
            self.stream.buffer.write(data)
        except OSError as error:
            raise Unwritten(error) from None

    def flush(self) -> None:
        """Hand on what was written."""
        try:
            self.stream.flush()
        except OSError as error:
            raise Unwritten(error) from None


def nowhere() -> TextIO:
    """Return what the interpreter can flush at exit without failing once more."""
    import os

    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
