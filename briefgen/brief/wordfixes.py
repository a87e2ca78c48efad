"""Corrections of quotes and events, found by anchor or by words; what each of them hit."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from briefgen.brief.anchors import plain_words
from briefgen.brief.corrections import EventFix, QuoteFix
from briefgen.brief.happenings import EventReport
from briefgen.brief.sayings import QuoteReport
from briefgen.records import ActorId, Article

__all__ = ["WordFixes", "references"]

Fix = QuoteFix | EventFix


class WordFixes:
    """Applies corrections to reports as they are made. `hits`: of each correction, the words it was applied to."""

    def __init__(
        self,
        quotes: Iterable[QuoteFix],
        events: Iterable[EventFix],
        id_meant: Callable[[str], ActorId | None],
    ) -> None:
        self.hits: dict[Fix, dict[tuple[str, str], str]] = defaultdict(dict)  # (path, anchor): words
        self._id_meant = id_meant
        self._quotes, self._events = tuple(quotes), tuple(events)
        self._all: tuple[Fix, ...] = (*self._quotes, *self._events)
        self.has_quotes, self.has_events = bool(self._quotes), bool(self._events)
        self._words: dict[Fix, str] = {fix: plain_words(_reference(fix)) for fix in self._all}
        self._meant: dict[str, ActorId | None] = {}

    def forget(self, path: str) -> None:
        """An article is made anew or gone: what was hit in it counts no more."""
        for hits in self.hits.values():
            for place in [place for place in hits if place[0] == path]:
                del hits[place]

    def stale(self) -> set[str]:
        """The paths of reports whose correction names an actor that has another id now."""
        found: set[str] = set()
        for fix in self._all:
            for reference in references(fix):
                now = self._id_meant(reference)
                if self._meant.get(reference, now) != now:
                    found |= {path for path, _ in self.hits[fix]}
        for reference in {one for fix in self._all for one in references(fix)}:
            self._meant[reference] = self._id_meant(reference)
        return found

    def quote(self, article: Article, report: QuoteReport, words: str) -> QuoteReport | None:
        """The report as the editor wants it; None where it is hidden. `words` are its own, folded."""
        for fix in self._quotes:
            if not self._means(fix, fix.quote, article, report, words):
                continue
            self.hits[fix][article.path, report.anchor] = words
            if fix.hide:
                return None
            kind, date = fix.kind or report.kind, fix.date or report.date
            report = replace(report, kind=kind, date=date, edited=True)
            if fix.speaker is not None:
                speaker = self._id_meant(fix.speaker) if fix.speaker else None
                report = replace(report, speaker=speaker or (report.speaker if fix.speaker else None), joint=())
        return report

    def event(self, article: Article, report: EventReport) -> EventReport | None:
        """The report as the editor wants it; None where it is hidden."""
        for fix in self._events:
            if not self._means(fix, fix.event, article, report, report.words):
                continue
            self.hits[fix][article.path, report.anchor] = report.words
            if fix.hide:
                return None
            date, status = fix.date or report.date, fix.status or report.status
            report = replace(report, date=date, status=status, edited=True)
            if fix.actors is not None:
                meant = (self._id_meant(reference) for reference in fix.actors)
                report = replace(report, actors=tuple(dict.fromkeys(id for id in meant if id)))
        return report

    def _means(
        self, fix: Fix, reference: str, article: Article, report: QuoteReport | EventReport, folded: str
    ) -> bool:
        if fix.article and fix.article not in (article.id, article.path):
            return False
        if reference == report.anchor or reference in report.former:
            return True
        words = self._words[fix]
        return words.count(" ") > 0 and f" {words} " in f" {folded} "


def _reference(fix: Fix) -> str:
    return fix.quote if isinstance(fix, QuoteFix) else fix.event


def references(fix: Fix) -> tuple[str, ...]:
    """The actors that a correction names."""
    if isinstance(fix, QuoteFix):
        return (fix.speaker,) if fix.speaker else ()
    return fix.actors or ()
