"""Work done in a copy of this process while it goes on: the copy sees all that was made and shares it, nothing is sent.

Where a process cannot be copied (Windows) or may not be (other threads run, as in a preview), the work is done here.
"""

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TypeVar, cast

import msgspec

__all__ = ["aside", "begun", "fork", "may_fork", "nobody", "work_and_leave"]

T = TypeVar("T")

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def may_fork() -> bool:
    """Whether a copy of this process would be whole: no thread but this one, and none of the system's (macOS)."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def fork() -> int:
    """Copy the process. Python 3.12 warns of threads that a library holds ready (numpy's): they hold no lock."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


@contextmanager
def aside(work: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Do this work, whose outcome nobody asks for, beside the block; both are done at its end.

    The block is given what tells whether a copy is at work still. A fault in the block stops the work. The work may
    write files of its own, and use nothing that this process has open."""
    if not may_fork():
        yield nobody
        work()
        return
    copy = _Aside(work)
    try:
        yield copy.is_at_work
    except BaseException:
        copy.stop()
        raise
    finally:
        copy.wait()


def nobody() -> bool:
    """No copy is at work."""
    return False


class _Aside:
    """A copy of this process that does some work."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._id = fork()
        if not self._id:
            work_and_leave(work)

    def is_at_work(self) -> bool:
        if self._id and os.waitpid(self._id, os.WNOHANG) != (0, 0):
            self._id = 0
        return bool(self._id)

    def stop(self) -> None:
        if self._id:
            with suppress(ProcessLookupError):
                os.kill(self._id, signal.SIGKILL)

    def wait(self) -> None:
        if self._id:
            os.waitpid(self._id, 0)


def begun(work: Callable[[], T]) -> Callable[[], T]:
    """Begin this work; what is returned waits for its outcome: plain lists, texts and numbers.

    Where the copy dies it is done here."""
    if not may_fork():
        return work
    answers, sent = os.pipe()
    copy = fork()
    if not copy:
        os.close(answers)
        work_and_leave(lambda: _send(work(), sent))
    os.close(sent)

    def outcome() -> T:
        with os.fdopen(answers, "rb") as pipe:
            told = pipe.read()
        os.waitpid(copy, 0)
        try:
            return cast("T", msgspec.msgpack.decode(told))
        except msgspec.DecodeError:
            return work()

    return outcome


def _send(outcome: object, pipe: int) -> None:
    with os.fdopen(pipe, "wb") as answers:
        answers.write(msgspec.msgpack.encode(outcome))


def work_and_leave(work: Callable[[], None]) -> NoReturn:
    """In the copy: nothing of what the original has to finish (files, locks, databases) is finished here."""
    try:
        for sent in (getattr(signal, name) for name in SIGNALS):
            if signal.getsignal(sent) != signal.SIG_IGN:
                signal.signal(sent, signal.SIG_DFL)
        gc.freeze()  # what is merged is not looked through, and its memory stays shared
        work()
        os._exit(0)
    finally:
        os._exit(1)
