"""The briefing: findings of all articles merged into one record, with permanent ids and anchors.

`brief` merges once; a `Corpus` is kept and updated.
"""

from collections.abc import Iterable

from briefgen.brief.corpus import Corpus, Edition
from briefgen.brief.corrections import CORRECTIONS_FILE, parse_corrections
from briefgen.brief.desk import Desk, EditorPage
from briefgen.brief.ledger import LEDGER_FILE
from briefgen.records import Article, Briefing, Findings

__all__ = ["CORRECTIONS_FILE", "LEDGER_FILE", "Corpus", "Desk", "Edition", "EditorPage", "brief", "parse_corrections"]


def brief(pairs: Iterable[tuple[Article, Findings]], ledger: str = "", corrections: str = "") -> Briefing:
    """Merge articles and their findings."""
    return Corpus(ledger, Desk(parse_corrections(corrections))).update(pairs).briefing
