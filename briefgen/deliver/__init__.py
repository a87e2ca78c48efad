"""The built site brought to where readers are: changed files only, in an order that breaks no link, resumable."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from briefgen.deliver.site import Kind, check_links, files, kind_of
from briefgen.deliver.steps import PENDING, Step, steps
from briefgen.deliver.stores import Store, open_store
from briefgen.errors import BriefgenError, Problem

__all__ = ["LIST", "Delivered", "deliver", "plan_delivery"]

LIST = ".briefgen-published.json"  # at the target: what we put there, by hash
_AT_ONCE = 8  # transfers side by side
_KEPT_EVERY = 10.0  # seconds between two savings of the list: that much is sent again after a break
_LIST_KIND = Kind("application/json", "no-store")


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a delivery did, or in a dry run would do."""

    target: str
    sent: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: float = 0.0
    steps: tuple[Step, ...] = ()


def plan_delivery(site: Path, target: str, *, force: bool = False) -> Delivered:
    """Tell what a delivery would do."""
    wanted = files(site)
    store = open_store(target)
    with _faults_told(store, target):
        there = _there(store, wanted, target, force)
    return _delivered(target, steps(wanted, there), wanted, 0.0)


def deliver(
    site: Path, target: str, *, force: bool = False, tell: Callable[[int, int], None] = lambda done, of: None
) -> Delivered:
    """Bring the site to its target. Raises BriefgenError, with nothing sent, for a site with broken links.

    `force` sends it all the same, and over files there that are not ours."""
    started = time.perf_counter()
    wanted = files(site)
    store = open_store(target)
    with _faults_told(store, target):
        there = _there(store, wanted, target, force)
    todo = steps(wanted, there)
    if todo and not force:
        check_links(site, wanted)
    if todo:
        with _faults_told(store, target):
            _Delivery(store, site, wanted, dict(there), tell).run(todo)
    return _delivered(target, todo, wanted, time.perf_counter() - started)


def _delivered(target: str, todo: tuple[Step, ...], wanted: Mapping[str, str], seconds: float) -> Delivered:
    removed = sum(step.phase == "removals" for step in todo)
    sent = len(todo) - removed
    return Delivered(target, sent, len(wanted) - sent, removed, seconds, todo)


@contextmanager
def _faults_told(store: Store, target: str) -> Iterator[None]:
    """What goes wrong at the other end as one line."""
    try:
        yield
    except store.faults as error:
        said = str(error) or type(error).__name__
        raise BriefgenError(Problem(target, f"cannot be written to: {said}", "run it again to go on")) from error


def _there(store: Store, wanted: Mapping[str, str], target: str, force: bool) -> dict[str, str]:
    """What an earlier delivery put there. Files that are not ours are never written over without leave."""
    listed = store.read(LIST)
    if listed is not None:
        try:
            return {str(path): str(hashed) for path, hashed in json.loads(listed)["files"].items()}
        except (ValueError, KeyError, AttributeError) as error:
            raise BriefgenError(
                Problem(f"{target}/{LIST}", "is damaged", "remove it and publish with --force")
            ) from error
    foreign = sorted(store.names() & wanted.keys()) if not force else []
    if foreign:
        what = f"holds {len(foreign)} files that briefgen did not put there and would write over, first {foreign[0]}"
        raise BriefgenError(Problem(target, what, "publish to an empty place, or with --force"))
    return {}


class _Delivery:
    """One delivery under way. The list at the target never leaves out a file that we may have put there."""

    def __init__(
        self,
        store: Store,
        site: Path,
        wanted: Mapping[str, str],
        there: dict[str, str],
        tell: Callable[[int, int], None],
    ) -> None:
        self._store, self._site, self._wanted, self._there, self._tell = store, site, wanted, there, tell
        self._saved = 0.0

    def run(self, todo: tuple[Step, ...]) -> None:
        self._there.update({step.path: PENDING for step in todo if step.phase != "removals"})
        self._save()
        done = 0
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for _, phase in groupby(todo, key=lambda step: step.phase):
                for step in pool.map(self._do, phase):  # a phase ends before the next begins
                    done += 1
                    self._note(step)
                    self._tell(done, len(todo))
        self._save()

    def _do(self, step: Step) -> Step:
        if step.phase == "removals":
            self._store.remove(step.path)
        else:
            self._store.write(step.path, (self._site / step.path).read_bytes(), kind_of(step.path))
        return step

    def _note(self, step: Step) -> None:
        if step.phase == "removals":
            self._there.pop(step.path, None)
        else:
            self._there[step.path] = self._wanted[step.path]
        if time.monotonic() - self._saved > _KEPT_EVERY:
            self._save()

    def _save(self) -> None:
        content = json.dumps({"made_by": "briefgen", "files": dict(sorted(self._there.items()))}, indent=0).encode()
        self._store.write(LIST, content, _LIST_KIND)
        self._saved = time.monotonic()
