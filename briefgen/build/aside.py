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
from typing import Generic, NoReturn, TypeVar, cast

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

    Where the copy dies the work is done here; the copy of an outcome that nobody asks for any more is stopped."""
    return _Begun(work) if may_fork() else work


class _Begun(Generic[T]):
    """Work done in a copy of this process, which sends its outcome."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work, self._original, self._copy = work, os.getpid(), 0
        answers, sent = os.pipe()
        self._copy = fork()
        if not self._copy:
            os.close(answers)
            work_and_leave(lambda: _send(work(), sent))
        os.close(sent)
        self._answers = os.fdopen(answers, "rb")

    def __call__(self) -> T:
        told = self._answers.read()
        self._end()
        try:
            return cast("T", msgspec.msgpack.decode(told))
        except msgspec.DecodeError:
            return self._work()

    def __del__(self) -> None:
        """A copy that nobody listens to would wait for ever, and hold the build's lock."""
        if self._copy and os.getpid() == self._original:
            os.kill(self._copy, signal.SIGKILL)
            self._end()

    def _end(self) -> None:
        self._answers.close()
        os.waitpid(self._copy, 0)
        self._copy = 0


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
