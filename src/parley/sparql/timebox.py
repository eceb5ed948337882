"""Work in the engine that nobody should have to wait for: a time limit, and Ctrl-C.

An engine that runs outside the interpreter's lock cannot be stopped from inside the process. So
the work is done in a thread; whoever gives up on it ends the process at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
#: The longest that anything is waited for, in seconds: what sockets and clocks of operating systems can count.
LONGEST = 1_000_000


class Abandoned(Exception):  # noqa: N818 - not an error of the caller alone
    """A query goes on in the engine, and nobody waits for it any more.

    Attributes:
        code: The exit code with which to leave.
        message: What to say, or nothing.
    """

    def __init__(self, code: int, message: str = "") -> None:
        self.code, self.message = code, message
        super().__init__(message)


def within(seconds: float, job: Callable[[], T]) -> T:
    """Do a job in a thread and return what it returns.

    Args:
        seconds: How long to wait; 0 stands for as long as it takes.
        job: What to do; what it raises is raised here.

    Raises:
        Abandoned: If the time is over, or Ctrl-C was pressed.

    Example:
        >>> within(5, lambda: 1 + 1)
        2
    """
    from threading import Thread

    done: list[T] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            done.append(job())
        except BaseException as error:  # noqa: BLE001 - a panic of an engine is none of Exception; it is raised again where somebody waits
            failed.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        thread.join(seconds or None)
    except KeyboardInterrupt:
        raise Abandoned(130) from None
    if thread.is_alive():
        raise Abandoned(2, f"no answer within {seconds:g} seconds: ask for less, or raise --timeout")
    if failed:
        raise failed[0]
    return done[0]


def leave(code: int) -> NoReturn:
    """End the process at once, without waiting for the engine."""
    import os

    os._exit(code)
