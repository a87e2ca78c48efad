"""Analysis on a Dask cluster: the same batches and outcomes as with local processes, sent to a scheduler."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import msgspec

from briefgen.build.worker import Batch, Outcome, analyse_batch
from briefgen.errors import BriefgenError, Problem

if TYPE_CHECKING:
    from distributed import Future

__all__ = ["DaskExecutor"]

AHEAD = 2  # batches sent ahead for each worker thread: the wire is never waited for, and memory stays bounded
TRIES = 5  # a batch moves on when its worker dies; the one that kills its workers is given up
PATIENCE = "10s"  # for the scheduler to answer
LOOK = 2.0  # seconds without a batch done after which we look whether anybody is at work
DESERTED = 60.0  # seconds without a single worker after which the build gives up: one may come back


class DaskExecutor:
    """Sends batches to the scheduler at this address. Each worker needs the same briefgen and model installed."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            mend = "pip install 'briefgen[dask]'"
            raise BriefgenError(Problem("--scheduler", "Dask is not installed", mend)) from error
        self._address = address
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            mend = "start one with `dask scheduler`, and give its address: tcp://HOST:PORT"
            raise BriefgenError(Problem(address, "no Dask scheduler answers there", mend)) from error

    def analyse(self, batches: Iterable[Batch]) -> Iterator[list[Outcome]]:
        """Analyse batches; when a worker dies, its batches go to another.

        Raises BriefgenError when the scheduler is lost, or for long no worker is there."""
        waiting = ((batch, msgspec.msgpack.encode(batch)) for batch in batches)
        sent: dict[str, Batch] = {}
        done: SimpleQueue[Future] = SimpleQueue()
        while True:
            while len(sent) < AHEAD * self.workers and (following := next(waiting, None)):
                batch, encoded = following
                with self._while_there():
                    future = self._client.submit(analyse_batch, encoded, pure=False, retries=TRIES)
                sent[future.key] = batch
                future.add_done_callback(done.put)
            if not sent:
                return
            future = self._next(done)
            if future.cancelled():
                raise self._lost("the scheduler was lost")
            yield _outcomes(future, sent.pop(future.key))

    def close(self) -> None:
        self._client.close(timeout=2)

    @property
    def workers(self) -> int:
        return max(1, self._threads())

    def _threads(self) -> int:
        with self._while_there():
            threads: dict[str, int] = self._client.nthreads()
        return sum(threads.values())

    def _next(self, done: SimpleQueue[Future]) -> Future:
        """The next batch that is done."""
        last = time.monotonic()
        while True:
            try:
                return done.get(timeout=LOOK)
            except Empty:
                now = time.monotonic()
            if self._threads():
                last = now
            elif now - last > DESERTED:
                raise self._lost("no worker is left")

    @contextmanager
    def _while_there(self) -> Iterator[None]:
        """What is asked of the scheduler, which may be gone."""
        try:
            yield
        except OSError as error:
            raise self._lost("the scheduler was lost") from error

    def _lost(self, what: str) -> BriefgenError:
        mend = "start it again, and build again: what was analysed is kept"
        return BriefgenError(Problem(self._address, f"{what} while articles were analysed", mend))


def _outcomes(future: Future, batch: Batch) -> list[Outcome]:
    """The outcomes of a finished future; a batch that no worker survived becomes a fault of each of its articles."""
    if future.status == "finished":
        return msgspec.msgpack.decode(future.result(), type=list[Outcome])
    why = f"not analysed: {future.exception()}"
    return [Outcome(fingerprint, b"", why) for fingerprint, _ in batch.articles]
