"""Analysis spread over processes, here or on a Dask cluster: batches of articles in, outcomes out as they come.

A local worker is `python -m briefgen.build.worker` spoken to over pipes: it loads the model once, never sends a parse,
and ends by itself when this process does.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import IO, Any, Protocol, cast

import msgspec

from briefgen.build.worker import Batch, Outcome, read_frame, write_frame

__all__ = ["Executor", "LocalExecutor", "batches_by_length", "default_jobs"]

MOST_ARTICLES = 32  # in a batch: more gain nothing
LEAST_BYTES = 12_000  # in a batch, four articles or so: parsing them in pairs takes a fifth longer
MOST_BYTES = 120_000  # in a batch, about 20,000 words: bounds a worker's memory, and what a kill loses
WORTH_A_WORKER = 60_000  # bytes to analyse for which loading the model once more pays


class Executor(Protocol):
    """Where analysis runs."""

    @property
    def workers(self) -> int:
        """How many batches are analysed at once."""

    def analyse(self, batches: Iterable[Batch]) -> Iterator[list[Outcome]]:
        """Analyse batches, taking a few at a time from the iterable; outcomes come in any order."""

    def close(self) -> None:
        """Stop at once; what is under way is given up."""


def batches_by_length(sizes: dict[str, int], *, workers: int = 1) -> list[list[str]]:
    """Group paths of like size, longest first, so that a batch's articles end together.

    Each batch is half of what would be a worker's share of the rest ("guided self-scheduling": Polychronopoulos and
    Kuck, 1987): towards the end they are small, and all workers have to do until it."""
    batches: list[list[str]] = []
    room, left = 0, sum(sizes.values())
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        if not batches or room < sizes[path] or len(batches[-1]) == MOST_ARTICLES:
            batches.append([])
            room = min(max(left // (workers * 2), LEAST_BYTES), MOST_BYTES)
        batches[-1].append(path)
        room -= sizes[path]
        left -= sizes[path]
    return batches


def default_jobs(size: int, jobs: int | None = None) -> int:
    """How many processes to use for so many bytes of articles."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(jobs or cores, -(-size // WORTH_A_WORKER)))


class LocalExecutor:
    """Worker processes on this machine. They stay ready between calls until `close`."""

    def __init__(self, model: str, jobs: int = 1) -> None:
        self.model, self.jobs = model, jobs
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._workers: list[_Worker] = []
        self._closed = False
        self._starting = Lock()  # or stopping: threads start workers anew that died
        self._hire(jobs)

    @property
    def workers(self) -> int:
        return self.jobs

    def grow(self, jobs: int) -> None:
        """Have at least so many workers."""
        self._hire(jobs - len(self._workers))
        self.jobs = max(self.jobs, jobs)

    def warm(self) -> None:
        """Load the model ahead of the first batch."""
        for worker in self._workers:
            with suppress(WorkerDied):
                worker.ask(b"")

    def analyse(self, batches: Iterable[Batch]) -> Iterator[list[Outcome]]:
        """Analyse batches, one under way and one waiting for each worker."""
        waiting = iter(batches)
        threads = ThreadPoolExecutor(self.jobs, "briefgen-worker")
        under_way: set[Future[list[Outcome]]] = set()
        try:
            while True:
                while len(under_way) < self.jobs + 1 and (batch := next(waiting, None)):
                    under_way.add(threads.submit(self._answered, batch))
                if not under_way:
                    return
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BaseException:
            self.close()
            raise
        finally:
            threads.shutdown(cancel_futures=True)  # they are gone before this process may be copied

    def close(self) -> None:
        with self._starting:
            self._closed = True
            for worker in self._workers:
                worker.stop()

    def _hire(self, count: int) -> None:
        for _ in range(count):
            worker = _Worker(self.model)
            self._workers.append(worker)
            self._idle.put(worker)

    def _answered(self, batch: Batch) -> list[Outcome]:
        worker = self._idle.get()
        try:
            return self._asked(worker, batch)
        finally:
            self._idle.put(worker)

    def _asked(self, worker: "_Worker", batch: Batch) -> list[Outcome]:
        try:
            return worker.analyse(batch)
        except WorkerDied as death:
            if not self._started_anew(worker):
                return []
            if len(batch.articles) == 1:
                return self._second_chance(worker, batch, str(death))
        alone = (Batch(batch.model, batch.analysis, (article,)) for article in batch.articles)
        return [outcome for single in alone for outcome in self._asked(worker, single)]

    def _started_anew(self, worker: "_Worker") -> bool:
        """Start a worker that died, unless all are stopped."""
        with self._starting:
            if not self._closed:
                worker.start()
            return not self._closed

    def _second_chance(self, worker: "_Worker", batch: Batch, death: str) -> list[Outcome]:
        try:
            return worker.analyse(batch)
        except WorkerDied:
            self._started_anew(worker)
            return [Outcome(batch.articles[0][0], b"", f"not analysed: the analysis process died twice ({death})")]


class WorkerDied(Exception):
    """The process ended without an answer."""


class _Worker:
    """One process."""

    def __init__(self, model: str) -> None:
        self._model = model
        self.start()

    def start(self) -> None:
        options: dict[str, Any] = (
            {"creationflags": 0x200}  # a process group of its own
            if sys.platform == "win32"
            else {"start_new_session": True}  # a Ctrl-C in the terminal is for the parent alone
        )
        command = [sys.executable, "-m", "briefgen.build.worker", self._model]
        paths = os.pathsep.join(filter(None, (ours(), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            **options,
        )

    def analyse(self, batch: Batch) -> list[Outcome]:
        return msgspec.msgpack.decode(self.ask(msgspec.msgpack.encode(batch)), type=list[Outcome])

    def ask(self, request: bytes) -> bytes:
        """Send a request and wait for the answer. Raises WorkerDied."""
        requests, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            write_frame(requests, request)
            answer = read_frame(answers)
        except (OSError, ValueError):  # the pipe is broken, or closed by `stop`
            answer = None
        if answer is None:
            raise WorkerDied(f"status {self._ended()}")
        return answer

    def stop(self) -> None:
        self._process.kill()
        self._ended()

    def _ended(self) -> int:
        """Wait for its end and let go of its pipes: what was not sent yet never will be. Returns its status."""
        status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                cast(IO[bytes], pipe).close()
        return status


def ours() -> str:
    """The folder that this package is imported from: a worker must run the same code."""
    return str(Path(__file__).parent.parent.parent)
