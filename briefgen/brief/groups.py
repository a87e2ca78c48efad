"""Reports of one thing grouped, kept current: only reports that share a key are ever compared."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

__all__ = ["Groups", "Keyed"]


class Keyed(Protocol):
    """A report: its permanent anchor, and the keys that it shares with all reports it could be joined to."""

    @property
    def anchor(self) -> str: ...

    @property
    def keys(self) -> tuple[Hashable, ...]: ...


R = TypeVar("R", bound=Keyed)


class Groups(Generic[R]):
    """Groups of reports. `join` partitions the reports it is given and sees all that share keys, sorted by anchor."""

    def __init__(self, join: Callable[[Sequence[R]], Iterable[tuple[R, ...]]]) -> None:
        self.groups: dict[str, tuple[R, ...]] = {}  # by the anchor of the report shown
        self._join = join
        self._reports: dict[str, R] = {}
        self._first: dict[Hashable, str] = {}  # key: the first report that has it; most keys have no other
        self._more: dict[Hashable, set[str]] = {}  # key: the others
        self._group_of: dict[str, str] = {}

    def update(self, added: Iterable[R], removed: Iterable[str]) -> tuple[set[str], set[str]]:
        """Take reports in and out. Returns the anchors of groups that are gone, and of those new or changed."""
        dirty: set[str] = set()
        for anchor in removed:
            dirty |= self._neighbours(anchor)
            self._take_out(anchor)
        for report in added:
            if report.anchor in self._reports:
                dirty |= self._neighbours(report.anchor)
                self._take_out(report.anchor)
            self._reports[report.anchor] = report
            for key in report.keys:
                if self._first.setdefault(key, report.anchor) != report.anchor:
                    self._more.setdefault(key, set()).add(report.anchor)
            dirty.add(report.anchor)
        return self._rejoin(dirty & self._reports.keys(), dirty)

    def sharing(self, leads: Iterable[str]) -> list[tuple[R, ...]]:
        """These groups, and all whose shown report shares a key with one of theirs; by anchor."""
        found = set(leads)
        for lead in tuple(found):
            for key in self.groups[lead][0].keys:
                found |= self._having(key)
        return [self.groups[anchor] for anchor in sorted(found) if anchor in self.groups]

    def _take_out(self, anchor: str) -> None:
        for key in self._reports.pop(anchor).keys:
            others = self._having(key) - {anchor}
            self._first.pop(key, None)
            self._more.pop(key, None)
            if others:
                self._first[key] = others.pop()
            if others:
                self._more[key] = others

    def _having(self, key: Hashable) -> set[str]:
        """The anchors of all reports with this key."""
        return {self._first[key], *self._more.get(key, ())} if key in self._first else set()

    def _neighbours(self, anchor: str) -> set[str]:
        found = {anchor}
        first, more = self._first, self._more
        for key in self._reports[anchor].keys:
            found.add(first[key])
            if key in more:
                found |= more[key]
        return found

    def _rejoin(self, present: set[str], dirty: set[str]) -> tuple[set[str], set[str]]:
        seen: set[str] = set()
        old = {self._group_of.pop(anchor) for anchor in dirty if anchor in self._group_of}
        fresh: dict[str, tuple[R, ...]] = {}
        for anchor in sorted(present):
            if anchor in seen:
                continue
            component = self._component(anchor)
            if len(component) > 1:
                seen |= component
                old |= {self._group_of.pop(other) for other in component if other in self._group_of}
            for group in self._join([self._reports[other] for other in sorted(component)]):
                fresh[group[0].anchor] = group
        gone = {lead: self.groups.pop(lead) for lead in old}
        for lead, group in fresh.items():
            self.groups[lead] = group
            for report in group:
                self._group_of[report.anchor] = lead
        return gone.keys() - fresh.keys(), {lead for lead, group in fresh.items() if gone.get(lead) != group}

    def _component(self, anchor: str) -> set[str]:
        found, todo = {anchor}, [anchor]
        followed: set[Hashable] = set()
        while todo:
            for key in self._reports[todo.pop()].keys:
                if key in self._more and key not in followed:
                    followed.add(key)
                    near = self._having(key) - found
                    found |= near
                    todo += near
        return found
