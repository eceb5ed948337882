"""Work in a child process that can be killed: bounded in time and space, and without a network.

No engine here can be stopped from inside its process, and some queries end the process. A fork has the
loaded graph at once (2 ms), and takes with it what goes wrong: it may open no file and no socket
(``RLIMIT_NOFILE``), has so much memory (``RLIMIT_AS``), leaves no core dump, and ends when its parent does.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import select
import signal
import sys
import time
from _thread import start_new_thread
from threading import Lock, Thread, stack_size
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar

from parley.errors import EngineError, ParleyError, QueryFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from parley.sparql.limits import Limits

# A child can open no file any more, so that it can import nothing: what it needs is imported here.
if sys.platform != "win32":
    import resource

T = TypeVar("T")
#: Whether a process can be forked here. macOS can, but its own libraries may not be used after it.
CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
_CHUNK = 1 << 16
_STACK = 64 * 1024**2
INTERRUPTED = 130
_DONE, _FAILED = b"\x00", b"\x01"  # the last byte of what a child writes
_NO_MEMORY = 4
_forking = Lock()  # a child must not inherit the pipe of another


def in_child(job: Callable[[BinaryIO], None], limits: Limits) -> bytes:
    """Do a job in a child process, and return what it wrote.

    Args:
        job: What to do; it writes its result, and may raise errors of Parley.
        limits: How long the child may take, how much it may write, and how much memory it may take.

    Raises:
        LimitError: If the child exceeds a limit.
        EngineError: If it ends without a result.
        QueryFileError: If the job raised it.

    Example:
        >>> from parley.sparql.limits import Limits
        >>> in_child(lambda out: out.write(b"done"), Limits())
        b'done'
    """
    child = _fork(job, limits)
    code = None
    try:
        data = _received(child.output, limits)
        code = _reaped(child.pid)
    finally:
        os.close(child.output)
        os.close(child.lifeline)
        if code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            _reaped(child.pid)
    return _result(data, code, limits)


def on_a_deep_stack(job: Callable[[], T], limits: Limits) -> T:
    """Do a job where no process can be forked: in a thread that has room for nesting, and with a time limit.

    Nothing ends the thread when the time is over; it goes on until the engine is done.

    Raises:
        LimitError: If it takes too long.
    """
    from parley.sparql.timebox import Abandoned, within

    before = stack_size(_STACK)
    try:
        return within(limits.seconds, job)
    except Abandoned as abandoned:
        if abandoned.code == INTERRUPTED:
            raise KeyboardInterrupt from None
        raise limits.exceeded("seconds") from None
    finally:
        stack_size(before)


class _Child(NamedTuple):
    pid: int
    output: int
    lifeline: int


def _fork(job: Callable[[BinaryIO], None], limits: Limits) -> _Child:
    with _forking:
        output, into = os.pipe()
        ends, lifeline = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            for end in (output, lifeline):
                os.close(end)
            message = f"no process can be started for the query: {error.strerror}"
            raise EngineError(message) from None
        else:
            if pid == 0:
                _live(job, limits, into, ends, {output, lifeline})
        finally:
            os.close(into)
            os.close(ends)
    return _Child(pid, output, lifeline)


def _live(job: Callable[[BinaryIO], None], limits: Limits, into: int, ends: int, others: set[int]) -> NoReturn:
    """Be the child: nothing of the parent's is cleaned up, flushed or reported here."""
    code = 1
    try:
        for end in others:
            os.close(end)
        _confine(limits, ends)
        # A thread of its own: engines draw UUIDs from a generator of each thread, and that of the forking thread
        # would give every child the same.
        stack_size(_STACK)
        done = [_NO_MEMORY]
        thread = Thread(target=_work, args=(job, into, done))
        thread.start()
        thread.join()
        code = done[0]
    finally:
        os._exit(code)


def _work(job: Callable[[BinaryIO], None], into: int, done: list[int]) -> None:
    try:
        with open(into, "wb", closefd=False) as out:
            job(out)
        os.write(into, _DONE)
        done[0] = 0
    except MemoryError:
        return  # there is none left to say so
    except BaseException as error:  # noqa: BLE001 - a panic of an engine is none of Exception
        _tell(error, into)
        done[0] = 1


def _confine(limits: Limits, ends: int) -> None:
    faulthandler.disable()  # the parent tells in one line what has ended the child
    gc.disable()  # it would run finalizers of the parent's objects
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what an engine says when it ends the process
    start_new_thread(_end_with_the_parent, (ends,))
    _limit(resource.RLIMIT_CORE, 0)
    if limits.seconds:
        _limit(resource.RLIMIT_CPU, int(limits.seconds) + 2)
    with contextlib.suppress(OSError), open("/proc/self/statm", encoding="ascii") as sizes:  # noqa: PTH123
        _limit(resource.RLIMIT_AS, int(sizes.read().split()[0]) * resource.getpagesize() + _STACK + limits.memory)
    _limit(resource.RLIMIT_NOFILE, 0)


def _limit(kind: int, most: int) -> None:

    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _end_with_the_parent(ends: int) -> None:
    os.read(ends, 1)  # returns when the parent has closed its end, or ended
    os._exit(1)


def _tell(error: BaseException, into: int) -> None:
    """Write the error as JSON, its length before it: what the job had written stands before that."""
    told: tuple[object, ...]
    if isinstance(error, QueryFileError):
        told = ("query", error.path, error.line, error.reason)
    else:
        told = ("engine", str(error) if isinstance(error, ParleyError) else f"the query failed: {error!r}")
    text = json.dumps(told).encode()
    os.write(into, text + len(text).to_bytes(4, "big") + _FAILED)


def _received(output: int, limits: Limits) -> bytes:

    deadline = time.monotonic() + limits.seconds if limits.seconds else None
    poll = select.poll()
    poll.register(output, select.POLLIN)
    data = bytearray()
    while True:
        left = 60.0 if deadline is None else deadline - time.monotonic()
        if left <= 0:
            raise limits.exceeded("seconds")
        if not poll.poll(min(left, 60) * 1000):
            continue
        chunk = os.read(output, _CHUNK)
        if not chunk:
            return bytes(data)
        data += chunk
        if len(data) > limits.bytes + _CHUNK:  # a message of failure may come on top
            raise limits.exceeded("bytes")


def _reaped(pid: int) -> int:
    """Return how the child ended; -1 where somebody else has asked for it before."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        return -1


def _result(data: bytes, code: int, limits: Limits) -> bytes:
    if data.endswith(_DONE) and code in (0, -1):
        if len(data) - 1 > limits.bytes:
            raise limits.exceeded("bytes")
        return data[:-1]
    if data.endswith(_FAILED) and code in (1, -1):
        raise _told(data)
    if code in (
        _NO_MEMORY,
        -signal.SIGABRT,
        -signal.SIGKILL,
    ):  # what allocates in Rust or C++ ends so, and the kernel does
        raise limits.exceeded("memory")
    if code == -signal.SIGXCPU:
        raise limits.exceeded("seconds")
    message = "the query ended the engine; it has too many parts, or parts nested too deeply"
    raise EngineError(message)


def _told(data: bytes) -> EngineError | QueryFileError:

    length = int.from_bytes(data[-5:-1], "big")
    kind, *rest = json.loads(data[-5 - length : -5])
    return QueryFileError(*rest) if kind == "query" else EngineError(*rest)


def _free_the_lock() -> None:
    """Another thread may have held it when somebody else forked."""
    global _forking  # noqa: PLW0603
    _forking = Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_free_the_lock)
