"""Who reports a quote or an event, and whose text each prints: many pages ask, and the answer is dear."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from briefgen.reads import Lookup
from briefgen.records import ArticleId, Happening, Saying, Span
from briefgen.site.copies import Report, first_printings
from briefgen.site.handed import Reports

if TYPE_CHECKING:
    from briefgen.site.corpus import Corpus

__all__ = ["reports_of"]


def reports_of(corpus: "Corpus", told: Saying | Happening) -> Reports:
    """The articles that report it, the one shown first, each with the place of the first with its text."""
    if not told.others:
        return ((told.article, 0),)
    known, anchor, before = corpus.past.reports, told.anchor, corpus.before
    if anchor not in known:
        corpus.past.told[anchor] = told
        if before and before.told.get(anchor) == told and _stands(corpus, before.reports[anchor][1]):
            known[anchor] = before.reports[anchor]
    return corpus.remembered(known, anchor, partial(_reports, corpus, told))


def _stands(corpus: "Corpus", lookups: Iterable[Lookup]) -> bool:
    """Whether these articles are those of before."""
    assert corpus.before
    was, now = corpus.before.articles, corpus.past.articles
    return all(was.get(ArticleId(key)) is now.get(ArticleId(key)) for _, key in lookups)


def _reports(corpus: "Corpus", told: Saying | Happening) -> Reports:
    printed = list(_printed(corpus, told))
    reports = [Report(corpus.articles[id].body, corpus.findings[id], words) for id, words in printed]
    return tuple(zip((id for id, _ in printed), first_printings(reports), strict=True))


def _printed(corpus: "Corpus", told: Saying | Happening) -> Iterator[tuple[ArticleId, tuple[Span, ...]]]:
    """The words, by each article that reports them."""
    if isinstance(told, Saying):
        yield told.article, told.quote.content
        yield from (
            (other.article, corpus.findings[other.article].quotes[other.index].content) for other in told.others
        )
    else:
        yield told.article, (told.event.span,)
        yield from (
            (other.article, (corpus.findings[other.article].events[other.index].span,)) for other in told.others
        )
