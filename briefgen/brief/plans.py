"""What became of plans, kept current: which report tells that a plan took place, and which are overdue."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from briefgen.brief.groups import Groups, Shared
from briefgen.brief.happenings import EventReport, outcomes, was_due
from briefgen.records import Happening

__all__ = ["Plans"]


class Plans:
    """Planned happenings with their outcome. Only reports that share a key with a plan are looked at."""

    def __init__(self, groups: Groups[EventReport], shared: Shared[EventReport]) -> None:
        self._groups, self._shared = groups, shared
        self._plans: dict[str, Happening] = {}  # by anchor, as joined
        self._told: dict[str, Happening] = {}  # by anchor, with the outcome
        self._was: dict[str, Happening | None] = {}

    def update(self, made: Iterable[Happening], gone: Iterable[str]) -> None:
        """Take new and changed plans in; `gone` are no plans any more, or not at all."""
        for anchor in gone:
            self._plans.pop(anchor, None)
        for event in made:
            self._plans[event.anchor] = event

    def look_back(self, newest: dt.date | None) -> None:
        """Find the outcomes anew, as of the day of the newest article."""
        near = sorted(self._shared.sharing(self._plans)) if self._plans else ()
        became = outcomes(group for anchor in near if (group := self._groups.groups.get(anchor)))
        told: dict[str, Happening] = {}
        for anchor, plan in self._plans.items():
            now = replace(plan, outcome=became[anchor]) if anchor in became else plan
            now = replace(now, was_due=True) if was_due(now, newest) else now
            if now is not plan:
                old = self._told.get(anchor)
                told[anchor] = old if old == now else now
        for anchor in self._told.keys() | told.keys():
            if self._told.get(anchor) is not told.get(anchor):
                self._was.setdefault(anchor, self._told.get(anchor))
        self._told = told

    def told(self, happening: Happening) -> Happening:
        """The happening with what became of it, if it is a plan."""
        return self._told.get(happening.anchor, happening)

    def take_changes(self) -> list[Happening]:
        """Plans whose outcome came, went or changed since this was asked last."""
        pairs = [(was, self._told.get(anchor) or self._plans.get(anchor)) for anchor, was in self._was.items()]
        self._was = {}
        return [one for pair in pairs for one in pair if one is not None]
