"""The briefing: findings of all articles merged into one record, with permanent ids and anchors.

`brief` merges once; a `Corpus` is kept and updated.
"""

from collections.abc import Iterable

from briefgen.brief.corpus import Corpus, Edition
from briefgen.brief.ledger import LEDGER_FILE
from briefgen.records import Article, Briefing, Findings

__all__ = ["LEDGER_FILE", "Corpus", "Edition", "brief"]


def brief(pairs: Iterable[tuple[Article, Findings]], ledger: str = "") -> Briefing:
    """Merge articles and their findings."""
    return Corpus(ledger).update(pairs).briefing
