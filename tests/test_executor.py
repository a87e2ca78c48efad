"""How articles are shared out among analysis processes."""

from threading import Thread

import pytest

from briefgen.build import executor
from briefgen.build.executor import MOST_ARTICLES, MOST_BYTES, LocalExecutor, batches_by_length
from briefgen.build.worker import Batch


def shared_out(count: int, size: int, workers: int) -> list[int]:
    """The articles in each batch, of so many of one size."""
    return [len(batch) for batch in batches_by_length({f"{n}.txt": size for n in range(count)}, workers=workers)]


def test_batches_hold_every_article_once_the_longest_first() -> None:
    sizes = {f"{n}.txt": 500 + 37 * n % 9000 for n in range(200)}

    batches = batches_by_length(sizes, workers=3)

    order = [path for batch in batches for path in batch]
    assert sorted(order) == sorted(sizes)
    assert [sizes[path] for path in order] == sorted(sizes.values(), reverse=True)


def test_batches_shrink_towards_the_end() -> None:
    counts = shared_out(60, 2_800, workers=2)

    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 10
    assert counts[-1] <= 4


def test_two_workers_are_done_almost_together() -> None:
    """Whoever is free takes the next batch: the last to end is ahead by less than a last batch."""
    done = [0, 0]
    for count in shared_out(60, 2_800, workers=2):
        done[done.index(min(done))] += count

    assert abs(done[0] - done[1]) <= 2


def test_no_batch_is_too_large_however_many_articles_there_are() -> None:
    assert max(shared_out(5_000, 2_800, workers=2)) == MOST_ARTICLES
    assert max(shared_out(5_000, 20_000, workers=2)) * 20_000 <= MOST_BYTES
    assert shared_out(3, 5 * MOST_BYTES, workers=2) == [1, 1, 1]


class Late(executor._Worker):
    """A worker whose executor is closed just when it is started anew."""

    executor: LocalExecutor | None = None

    def start(self) -> None:
        if self.executor:
            self.closer = Thread(target=self.executor.close)
            self.closer.start()
            self.closer.join(0.2)
        super().start()


def test_no_worker_is_started_behind_a_close(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "_Worker", Late)
    local = LocalExecutor("model")
    (worker,) = local._workers
    assert isinstance(worker, Late)
    worker.executor = local
    worker._process.kill()

    list(local.analyse([Batch("model", b"", ((b"1", b""), (b"2", b"")))]))
    worker.closer.join()

    assert worker._process.poll() is not None
