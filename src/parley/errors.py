"""One tree of errors, each also a builtin, with its data on the exception."""

from __future__ import annotations

TYPE_CHECKING = False  # importing collections.abc takes longer than this module
if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str], count: int = 3) -> list[str]:
    """Return the choices most like ``word``, the nearest first.

    Args:
        word: What somebody typed.
        choices: What would have been valid.
        count: How many to return at the most.

    Example:
        >>> nearest("backer", ["backers", "linked", "organs"])
        ['backers']
    """
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(choice.casefold(), choice)
    found = get_close_matches(word.casefold(), folded, n=count, cutoff=0.5)
    return [folded[key] for key in found]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ``"; did you mean a, b?"``, or nothing if no choice is near.

    Example:
        >>> did_you_mean("backer", ["backers"])
        '; did you mean backers?'
    """
    found = nearest(word, choices)
    return f"; did you mean {', '.join(found)}?" if found else ""


class ParleyError(Exception):
    """Anything that Parley refuses; the message is one line that names the place and the mend."""


class UnknownQueryError(ParleyError, KeyError):
    """No stored query has this name.

    Attributes:
        name: The name that was asked for.
        nearest: The names most like it.
    """

    def __init__(self, name: str, choices: Iterable[str]) -> None:
        choices = list(choices)
        self.name = name
        self.nearest = nearest(name, choices)
        hint = did_you_mean(name, choices) or "; 'parley ask' lists them all"
        super().__init__(f"no stored query {name!r}{hint}")

    def __str__(self) -> str:  # KeyError would show the repr
        return str(self.args[0])


class QueryFileError(ParleyError, ValueError):
    """A stored query breaks its contract, or a query text cannot be parsed.

    Attributes:
        path: The file, or a name such as ``<argument>``.
        line: The line, counted from 1, or None.
        reason: What is wrong.
    """

    def __init__(self, path: str, line: int | None, message: str) -> None:
        self.path, self.line, self.reason = path, line, message
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class ParameterError(ParleyError, TypeError):
    """A parameter is missing, unknown or of the wrong type.

    Attributes:
        parameter: The name of the parameter.
    """

    def __init__(self, parameter: str, message: str) -> None:
        self.parameter = parameter
        super().__init__(message)


class TermError(ParleyError, ValueError):
    """A value cannot become an RDF term."""


class NameNotFoundError(ParleyError, LookupError):
    """A name denotes nothing in the graph, or several things where one is wanted.

    Attributes:
        name: The name that was looked up.
        candidates: What it may have meant.
    """

    def __init__(self, name: str, candidates: Iterable[str], message: str) -> None:
        self.name, self.candidates = name, list(candidates)
        super().__init__(message)


class SourceFileError(ParleyError, OSError):
    """A file cannot be read or parsed.

    Attributes:
        path: The file.
        line: The line, counted from 1, or None.
    """

    def __init__(self, path: str, line: int | None, message: str) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class OutputError(ParleyError, OSError):
    """A file or folder cannot be written.

    Attributes:
        path: The file or folder.
    """

    def __init__(self, path: str, error: OSError | str) -> None:
        self.path = path
        reason = error if isinstance(error, str) else error.strerror or str(error)
        super().__init__(f"{path}: cannot be written: {reason[:1].lower()}{reason[1:]}")


class FaultsError(ParleyError, ValueError):
    """Accounts have faults, and are not published.

    Attributes:
        count: How many.
        first: The first, with its place.
    """

    def __init__(self, count: int, first: str) -> None:
        self.count, self.first = count, first
        many = "1 fault" if count == 1 else f"{count} faults, of which the first is"
        hint = "parley check lists all; --unchecked (unchecked=True) publishes them, and says so"
        super().__init__(f"not published for {many}: {first}; {hint}")


class EngineError(ParleyError, RuntimeError):
    """An engine failed to answer a query that it could parse."""


class TruncatedError(EngineError):
    """A service returned a part of an answer, or cannot show that it returned all of it.

    Attributes:
        limit: How many rows it returns at most, or None where it did not say or show that.
    """

    def __init__(self, message: str, limit: int | None = None) -> None:
        self.limit = limit
        super().__init__(message)


class LimitError(EngineError):
    """An answer would take more than is allowed.

    Attributes:
        limit: Which of the limits: ``seconds``, ``rows``, ``bytes`` or ``memory``.
    """

    def __init__(self, limit: str, message: str) -> None:
        self.limit = limit
        super().__init__(message)


class NotDerivedError(EngineError):
    """A graph holds no claims, or lacks what the rules derive from them.

    Attributes:
        empty: Whether it holds no claims.
    """

    def __init__(self, message: str, *, empty: bool = False) -> None:
        self.empty = empty
        super().__init__(message)


def install(extra: str) -> str:
    """Return how an extra is installed.

    Example:
        >>> install("publish")
        "pip install 'parley-kg[publish]', or in a clone pip install -e '.[publish]'"
    """
    return f"pip install 'parley-kg[{extra}]', or in a clone pip install -e '.[{extra}]'"


class MissingExtraError(ParleyError, ImportError):
    """A feature needs a library that is not installed.

    Attributes:
        extra: The extra of ``parley-kg`` that brings it.
        library: The library, where that is known.
    """

    def __init__(self, feature: str, extra: str, library: str | None = None) -> None:
        self.extra, self.library = extra, library
        needs = f"{library}, of the extra {extra!r}" if library else f"the extra {extra!r}"
        super().__init__(f"{feature} needs {needs}: {install(extra)}")


class RowCountError(ParleyError, ValueError):
    """``one()`` or ``first()`` was asked of an answer with another number of rows."""
