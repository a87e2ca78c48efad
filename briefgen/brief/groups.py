"""Reports of one thing grouped, kept current: only reports that share a key are ever compared."""

from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence
from itertools import chain
from pickle import PickleBuffer
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from briefgen.brief.blobs import ENCODE, unpacked
from briefgen.brief.encoded import ByKey, Encoded, Joined, Overlaid, encoded

__all__ = ["Groups", "Neighbours", "Shared", "ToldGroups", "ToldKeys"]

Partition = list[list[str]]  # reports by their anchors, of each group the one shown first


class Anchor(Protocol):
    """A report has a permanent anchor."""

    @property
    def anchor(self) -> str: ...


class Keyed(Anchor, Protocol):
    """A report, and the keys that it shares with all reports it could be joined to."""

    @property
    def keys(self) -> tuple[Hashable, ...]: ...


class Neighbours(Protocol):
    """Knows which reports share a key, by their anchors."""

    def near(self, anchor: str) -> Iterable[str]:
        """Those that share a key with this one; it may be among them."""

    def linked(self, anchors: Iterable[str]) -> set[str]:
        """Those of these reports that share a key with another one."""

    def component(self, anchor: str) -> set[str]:
        """This report and all that are linked to it by shared keys, however many steps away."""

    def take_out(self, anchor: str) -> None:
        """Forget a report."""


R = TypeVar("R", bound=Anchor)
K = TypeVar("K", bound=Keyed)


class ToldGroups(NamedTuple):
    """Groups in plain lists and bytes. `reports` and `starts`: the reports `encoded`, in the order of their anchors."""

    anchors: Sequence[str]
    reports: bytes
    starts: bytes
    several: Mapping[str, Sequence[str]]  # the groups of more than one, by their first report


class ToldKeys(NamedTuple):
    """What is known of shared keys, encoded: the keys of each report, the reports of each key."""

    keys: bytes
    having: bytes


class Groups(Generic[R]):
    """Groups of reports. `join` partitions the reports it is given, in any order, and sees all that share keys.

    `neighbours` hears of each report before `update` is told of it."""

    def __init__(
        self, kind: type[R], join: Callable[[Sequence[R]], Iterable[tuple[R, ...]]], neighbours: Neighbours
    ) -> None:
        """`kind` of reports."""
        self.groups: MutableMapping[str, tuple[R, ...]] = {}  # by the anchor of the report shown
        self._kind, self._join, self._neighbours = kind, join, neighbours
        self._reports: MutableMapping[str, R] = {}
        self._lead: dict[str, str] = {}  # of every report that another one leads
        self._told: ToldGroups | None = None  # the groups as they were taken
        self._joined: Joined[R] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """For keeping: the reports in blobs, and who is joined to whom; the rest follows from it."""
        anchors, reports, starts, several = self.told()
        told = anchors, PickleBuffer(reports), PickleBuffer(starts), several
        return {"join": self._join, "neighbours": self._neighbours, "kind": self._kind, "told": told}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._join, self._neighbours, self._kind = state["join"], state["neighbours"], state["kind"]
        self.take(ToldGroups(*state["told"]))

    def told(self) -> ToldGroups:
        """All of them, for another process."""
        if self._told and isinstance(self._reports, Overlaid) and self._reports.is_untouched:
            return self._told
        leads = dict.fromkeys(self._lead.values())
        several = {lead: [report.anchor for report in self.groups[lead]] for lead in leads}
        return ToldGroups(list(self._reports), *encoded(self._reports.values()), several)

    def take(self, told: ToldGroups) -> None:
        """Hold what another process told."""
        records: Encoded[R] = Encoded(self._kind, told.reports, told.starts)
        reports = ByKey(told.anchors, records)
        self._told, self._joined = told, Joined(reports, told.several)
        self._reports, self.groups = Overlaid(reports), Overlaid(self._joined)
        self._lead = dict(self._joined.lead)

    def as_taken(self) -> MutableMapping[str, tuple[R, ...]]:
        """The groups as they were taken, in a table of their own."""
        assert self._joined is not None
        return Overlaid(self._joined)

    def fill(self, reports: Iterable[R], joined: Iterable[tuple[R, ...]]) -> None:
        """Hold these reports, of which some are joined."""
        self._reports = {report.anchor: report for report in reports}
        several = {group[0].anchor: group for group in joined}
        self._lead = {report.anchor: lead for lead, group in several.items() for report in group[1:]}
        self.groups = dict(zip(self._reports, zip(self._reports.values(), strict=True), strict=True)) | several
        for anchor in self._lead:
            del self.groups[anchor]

    def take_out(self, anchors: Iterable[str]) -> set[str]:
        """Take reports out. Returns those whose group may differ now."""
        dirty: set[str] = set()
        for anchor in anchors:
            if anchor not in self._reports:  # the editor hides it
                continue
            dirty.add(anchor)
            dirty.update(self._neighbours.near(anchor))
            self._neighbours.take_out(anchor)
            del self._reports[anchor]
        return dirty

    def update(self, added: Sequence[R], dirty: set[str]) -> tuple[set[str], dict[str, tuple[R, ...]]]:
        """Put reports in that are new; `dirty` are others to be grouped anew.

        Returns the anchors of groups that are gone, and those new or changed by their anchors."""
        new = {report.anchor: report for report in added}
        self._reports.update(new)
        linked = self._neighbours.linked(new)
        alone = {anchor: (report,) for anchor, report in new.items() if anchor not in linked and anchor not in dirty}
        self.groups.update(alone)
        again = list(dict.fromkeys([*sorted(dirty), *filter(linked.__contains__, new)]))
        gone, fresh = self._regrouped(again, self._partition(again))
        return gone, {**alone, **fresh}

    def _partition(self, again: Iterable[str]) -> Partition:
        """The groups of these reports and of all that are linked to them."""
        found: Partition = []
        seen: set[str] = set()
        for anchor in again:
            if anchor in seen or anchor not in self._reports:  # taken out
                continue
            component = self._neighbours.component(anchor)
            seen |= component
            groups = self._join([self._reports[other] for other in component])
            found += [[report.anchor for report in group] for group in groups]
        return found

    def _regrouped(self, again: Iterable[str], partition: Partition) -> tuple[set[str], dict[str, tuple[R, ...]]]:
        fresh = {anchors[0]: tuple([self._reports[anchor] for anchor in anchors]) for anchors in partition}
        seen = {*again, *chain.from_iterable(partition)}
        left = seen | {self._lead.pop(anchor) for anchor in self._lead.keys() & seen}
        gone = {lead: self.groups.pop(lead) for lead in self.groups.keys() & left}
        self.groups.update(fresh)
        self._lead |= {report.anchor: lead for lead, group in fresh.items() if len(group) > 1 for report in group[1:]}
        if not gone:
            return set(), fresh
        return gone.keys() - fresh.keys(), {lead: group for lead, group in fresh.items() if gone.get(lead) != group}


class Shared(Generic[K]):
    """Reports by their keys; a key may have very many reports."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[Hashable, ...]] = {}
        self._having: dict[Hashable, set[str]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """For keeping: in two blobs."""
        return {"told": tuple(map(PickleBuffer, self.told()))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.take(ToldKeys(*state["told"]))

    def told(self) -> ToldKeys:
        """All of them, for another process."""
        return ToldKeys(ENCODE(self._keys), ENCODE(self._having))

    def take(self, told: ToldKeys) -> None:
        """Hold what another process told."""
        self._keys = unpacked(told.keys, dict[str, tuple[str, ...]])
        self._having = unpacked(told.having, dict[str, set[str]])

    def put(self, reports: Iterable[K]) -> None:
        for report in reports:
            self._keys[report.anchor] = keys = report.keys
            for key in keys:
                self._having.setdefault(key, set()).add(report.anchor)

    def near(self, anchor: str) -> Iterable[str]:
        keys = self._keys[anchor]
        return self._having[keys[0]] if len(keys) == 1 else set().union(*(self._having[key] for key in keys))

    def linked(self, anchors: Iterable[str]) -> set[str]:
        having = self._having
        return {anchor for anchor in anchors for key in self._keys[anchor] if len(having[key]) > 1}

    def component(self, anchor: str) -> set[str]:
        found, todo, followed = {anchor}, [anchor], set[Hashable]()
        while todo:
            for key in self._keys[todo.pop()]:
                if key not in followed:
                    followed.add(key)
                    near = self._having[key] - found
                    found |= near
                    todo += near
        return found

    def take_out(self, anchor: str) -> None:
        for key in self._keys.pop(anchor):
            self._having[key].discard(anchor)
            if not self._having[key]:
                del self._having[key]

    def sharing(self, anchors: Iterable[str]) -> set[str]:
        """These reports and all that share a key with one of them."""
        found = set(anchors)
        return found.union(*(self.near(anchor) for anchor in tuple(found)))
