"""Analysis on a Dask cluster: the same batches and outcomes as with local processes, sent to a scheduler."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeVar

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
T = TypeVar("T")


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
            future = self._patiently(lambda: done.get(timeout=LOOK))
            yield self._outcomes(future, sent.pop(future.key))

    def close(self) -> None:
        self._client.close(timeout=2)

    @property
    def workers(self) -> int:
        return max(1, self._threads())

    def _threads(self) -> int:
        with self._while_there():
            threads: dict[str, int] = self._client.nthreads()
        return sum(threads.values())

    def _outcomes(self, future: Future, batch: Batch) -> list[Outcome]:
        """The outcomes of a batch; one that no worker survived becomes a fault of each of its articles.

        They lie with the worker until they are asked for: where it died, they are made again elsewhere."""
        try:
            encoded = self._patiently(lambda: future.result(timeout=LOOK))
        except BriefgenError:
            raise
        except Exception as error:
            if future.status != "error":
                raise self._lost("the scheduler was lost") from error
            return [Outcome(fingerprint, b"", f"not analysed: {error}") for fingerprint, _ in batch.articles]
        return msgspec.msgpack.decode(encoded, type=list[Outcome])

    def _patiently(self, ask: Callable[[], T]) -> T:
        """What this gives in the end, as long as there is somebody to work for it."""
        last = time.monotonic()
        while True:
            try:
                return ask()
            except (Empty, TimeoutError):
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
