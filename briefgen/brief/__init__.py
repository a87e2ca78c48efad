"""The briefing: findings of all articles merged into one record, with permanent ids and anchors.

`brief` merges once; a `Corpus` is kept and updated.
"""

from collections.abc import Iterable
from dataclasses import replace

from briefgen.brief.comparing import Compared, compared
from briefgen.brief.corpus import Corpus, Edition
from briefgen.brief.corrections import CORRECTIONS_FILE, parse_corrections
from briefgen.brief.desk import Desk, EditorPage
from briefgen.brief.ledger import LEDGER_FILE
from briefgen.brief.prepared import Cast, Reports, prepare
from briefgen.brief.shelf import newest_versions
from briefgen.records import Article, Briefing, Findings

__all__ = [
    "CORRECTIONS_FILE",
    "LEDGER_FILE",
    "Cast",
    "Compared",
    "Corpus",
    "Desk",
    "Edition",
    "EditorPage",
    "Reports",
    "brief",
    "compared",
    "newest_versions",
    "parse_corrections",
    "prepare",
    "read_out",
]


def brief(pairs: Iterable[tuple[Article, Findings]], ledger: str = "", corrections: str = "") -> Briefing:
    """Merge articles and their findings."""
    return Corpus(ledger, Desk(parse_corrections(corrections))).update(pairs).briefing


def read_out(briefing: Briefing) -> Briefing:
    """The briefing with all that it would make when it is read: it needs no library any more."""
    return replace(
        briefing,
        articles=tuple(map(replace, briefing.articles)),  # a copy holds its text, wherever that came from
        versions={id: tuple(map(replace, older)) for id, older in briefing.versions.items()},
        findings=dict(briefing.findings),
        sayings=tuple(briefing.sayings),
        happenings=tuple(briefing.happenings),
    )
