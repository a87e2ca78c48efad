"""Pages made by several processes: copies of this one go through the same plan, and each makes the pages of its turn.

A copy shares all that is merged, stages its pages and sends back what it made. Where a process cannot be copied or may
not be (`aside.may_fork`), one makes them all.
"""

import errno
import os
import signal
import traceback
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import msgspec

from briefgen.build.aside import fork, may_fork, work_and_leave
from briefgen.build.pages import Made
from briefgen.errors import BriefgenError, Problem
from briefgen.later import Later
from briefgen.records import Page

__all__ = ["make_in_turns", "processes_for"]

WORTH_A_COPY = 200  # pages looked at here before there are copies: a smaller site is done by the time that these begin
ANEW = 5  # for how many a page counts that had to be made anew
MOST = 8  # processes: each makes the indexes that its pages ask for

Make = Callable[[Page], Made]


@dataclass(frozen=True, slots=True)
class Fault:
    """What stopped a process, and at which page: of several faults the user hears of the first page's."""

    place: int
    problems: tuple[Problem, ...] = ()
    system: tuple[int, str, str] | None = None  # an OSError
    other: str = ""  # a traceback

    def error(self) -> Exception:
        if self.system:
            return OSError(*self.system)
        return BriefgenError(*self.problems) if self.problems else RuntimeError(self.other)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a copy sends when it is done."""

    made: list[Made]
    fault: Fault | None


def processes_for(jobs: int | None) -> int:
    """How many processes may make pages."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(jobs or cores, MOST)


def make_in_turns(
    pages: Iterable[Page], make: Make, copied: Callable[[int], Make], processes: Callable[[], int]
) -> Generator[Made]:
    """Make the pages; with copies where there are many. `copied`: gives a copy, by number, its own `make`.

    `processes` tells how many may make pages now."""
    ahead = iter(pages)
    done = 0
    for page in ahead:
        made = make(page)
        yield made
        done += ANEW if made.staged else 1
        if done < WORTH_A_COPY:
            continue
        done, number = 0, processes()
        if number > 1 and may_fork():
            yield from _shared_out(ahead, make, copied, number)


def _shared_out(pages: Iterator[Page], make: Make, copied: Callable[[int], Make], processes: int) -> Iterator[Made]:
    copies: list[_Copy] = []
    try:
        for number in range(1, processes):
            copies.append(_Copy(number, pages, copied, processes, copies))
        own = _Share(pages, make, 0, processes)
        yield from own
        answers = [copy.answer() for copy in copies]
        faults = [fault for fault in (own.fault, *(answer.fault for answer in answers)) if fault]
        if faults:
            raise min(faults, key=lambda fault: fault.place).error()
        for answer in answers:
            yield from answer.made
    finally:
        for copy in copies:
            copy.end()


class _Share:
    """The pages of one process's turn, made; stops at a fault and keeps it."""

    def __init__(self, pages: Iterator[Page], make: Make, number: int, processes: int) -> None:
        self._pages, self._make, self._number, self._processes = pages, make, number, processes
        self.fault: Fault | None = None

    def __iter__(self) -> Iterator[Made]:
        place = 0
        turns, together = count(), defaultdict[str, int](count(self._processes - 1, -1).__next__)
        try:
            for place, page in enumerate(self._pages):  # noqa: B007 - the fault's place
                group = page.view.together if isinstance(page.view, Later) else ""
                turn = together[group] if group else next(turns)
                if turn % self._processes == self._number:
                    yield self._make(page)
        except BriefgenError as error:
            self.fault = Fault(place, error.problems)
        except OSError as error:
            number = error.errno or errno.EIO
            self.fault = Fault(place, system=(number, error.strerror or str(error), str(error.filename or "")))


class _Copy:
    """A copy of this process at work."""

    def __init__(
        self, number: int, pages: Iterator[Page], copied: Callable[[int], Make], processes: int, others: "list[_Copy]"
    ) -> None:
        self._pipe, answers = os.pipe()
        self._id, original = 0, os.getpid()
        self._id = fork()
        if not self._id:
            for pipe in (self._pipe, *(other._pipe for other in others)):
                os.close(pipe)
            share = _Share(pages, _while_alive(original, copied(number)), number, processes)
            work_and_leave(lambda: _send(share, answers))
        os.close(answers)

    def answer(self) -> Answer:
        """Wait for what it made. Raises BriefgenError where it died."""
        with os.fdopen(self._pipe, "rb", closefd=False) as pipe:
            sent = pipe.read()
        try:
            return msgspec.msgpack.decode(sent, type=Answer)
        except msgspec.DecodeError as error:
            what = f"one of the processes that made pages died ({self.end()})"
            raise BriefgenError(Problem("build", what, "build again; `--jobs 1` makes them in one process")) from error

    def end(self) -> str:
        """Stop it, if it has not ended; what it ended of."""
        if not self._id:
            return ""
        with suppress(ProcessLookupError):
            os.kill(self._id, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(self._id, 0)[1])
        os.close(self._pipe)
        self._id = 0
        return f"signal {-status}" if status < 0 else f"status {status}"


def _send(share: _Share, answers: int) -> None:
    answer = _answer(share)
    with os.fdopen(answers, "wb") as pipe:
        pipe.write(msgspec.msgpack.encode(answer))


def _answer(share: _Share) -> Answer:
    made: list[Made] = []
    try:
        made += share
    except Exception:  # a fault of ours: the original shows where
        return Answer([], Fault(0, other=traceback.format_exc()))
    return Answer([] if share.fault else made, share.fault)


def _while_alive(original: int, make: Make) -> Make:
    """Leaves as soon as the original is gone."""

    def alive(page: Page) -> Made:
        if os.getppid() != original:
            os._exit(1)
        return make(page)

    return alive
