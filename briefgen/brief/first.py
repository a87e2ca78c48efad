"""The events of a first merge of very many articles, joined in a copy of the process beside the quotes."""

from collections.abc import Sequence
from typing import NamedTuple

from briefgen.brief.groups import Groups, Shared, ToldGroups, ToldKeys
from briefgen.brief.happenings import EventReport, happened_when, join_events
from briefgen.brief.ordered import Ordered

__all__ = ["FirstEvents", "first_events"]


class FirstEvents(NamedTuple):
    """Events joined, in plain lists and bytes; `order` and `planned` are happenings by their anchors."""

    groups: ToldGroups
    keys: ToldKeys
    order: list[str]
    planned: list[str]


def first_events(reports: Sequence[EventReport]) -> FirstEvents:
    """Join these."""
    shared: Shared[EventReport] = Shared()
    shared.put(reports)
    groups = Groups(EventReport, join_events, shared)
    groups.update(reports, set())
    ordered = Ordered(happened_when)
    ordered.update(groups.groups, ())
    planned = [anchor for anchor, group in groups.groups.items() if group[0].status == "planned"]
    return FirstEvents(groups.told(), shared.told(), ordered.order, planned)
