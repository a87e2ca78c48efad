"""Analysis on a Dask cluster: the same batches and outcomes as with local processes, sent to a scheduler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import SimpleQueue
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


class DaskExecutor:
    """Sends batches to the scheduler at this address. Each worker needs the same briefgen and model installed."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            mend = "pip install 'briefgen[dask]'"
            raise BriefgenError(Problem("--scheduler", "Dask is not installed", mend)) from error
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            mend = "start one with `dask scheduler`, and give its address: tcp://HOST:PORT"
            raise BriefgenError(Problem(address, "no Dask scheduler answers there", mend)) from error

    def analyse(self, batches: Iterable[Batch]) -> Iterator[list[Outcome]]:
        """Analyse batches; when a worker dies, its batches go to another."""
        waiting = ((batch, msgspec.msgpack.encode(batch)) for batch in batches)
        sent: dict[str, Batch] = {}
        done: SimpleQueue[Future] = SimpleQueue()
        while True:
            while len(sent) < AHEAD * self.workers and (following := next(waiting, None)):
                batch, encoded = following
                future = self._client.submit(analyse_batch, encoded, pure=False, retries=TRIES)
                sent[future.key] = batch
                future.add_done_callback(done.put)
            if not sent:
                return
            future = done.get()
            yield _outcomes(future, sent.pop(future.key))

    def close(self) -> None:
        self._client.close(timeout=2)

    @property
    def workers(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))


def _outcomes(future: Future, batch: Batch) -> list[Outcome]:
    """The outcomes of a finished future; a batch that no worker survived becomes a fault of each of its articles."""
    if future.status == "finished":
        return msgspec.msgpack.decode(future.result(), type=list[Outcome])
    why = f"not analysed: {future.exception()}" if future.status == "error" else "not analysed: the cluster gave it up"
    return [Outcome(fingerprint, b"", why) for fingerprint, _ in batch.articles]
