"""The corpus: every article's actors, quotes and events merged and kept current. `update` gives the next edition.

The result is a function of the articles, the corrections and the ledger; whether articles came at once, one by one
or in another order makes no difference.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from briefgen.brief.anchors import Anchored, give_anchors
from briefgen.brief.desk import Desk
from briefgen.brief.dossiers import dossiers_of
from briefgen.brief.doubts import applied, merge_doubts, speaker_doubt, undated, unmet, unused_corrections
from briefgen.brief.erase import erased
from briefgen.brief.groups import Groups
from briefgen.brief.happenings import EventReport, join_events
from briefgen.brief.ledger import Ledger, LedgerText, parse_ledger
from briefgen.brief.ordered import Ordered
from briefgen.brief.plans import Plans
from briefgen.brief.reports import event_reports, happening_of, quote_reports, saying_of
from briefgen.brief.roster import Roster
from briefgen.brief.sayings import QuoteReport, join_quotes
from briefgen.brief.shelf import Shelf
from briefgen.brief.touched import Changes, what_differs
from briefgen.brief.uncollected import uncollected
from briefgen.brief.wordfixes import WordFixes
from briefgen.records import ActorId, Article, ArticleId, Briefing, Doubt, Findings, Happening, LocalId, Saying, Touched

__all__ = ["Corpus", "Edition"]


@dataclass(frozen=True, slots=True)
class Edition:
    """What an update gives: the briefing, the ledger's next text, and what differs from the edition before.

    `touched` is None for the first edition: everything is new.
    """

    briefing: Briefing
    ledger: str
    touched: Touched | None = None


class Corpus:
    """All articles and their findings, merged. Takes the ledger's text; never reads or writes a file."""

    def __init__(self, ledger: str = "", desk: Desk | None = None) -> None:
        self._ledger = parse_ledger(ledger)
        self._desk = desk or Desk()
        self._orphans = _forget_articles(self._ledger, self._desk.erased_articles)
        self._erased: frozenset[str] = frozenset()  # names of erased articles that were met
        self._shelf = Shelf(self._ledger)
        self._roster = Roster(self._ledger, self._desk)
        self._fixes = WordFixes(self._desk.quote_fixes, self._desk.event_fixes, self._roster.id_meant)
        self._anchored: dict[str, Anchored] = {}  # path
        self._former: dict[str, tuple[str, ...]] = {}  # anchor: older ones that it stands for
        self._quotes: Groups[QuoteReport] = Groups(join_quotes)
        self._events: Groups[EventReport] = Groups(join_events)
        self._unknown: dict[str, tuple[Doubt, ...]] = {}  # path: quotes without a speaker
        self._articles: Ordered[Article] = Ordered()  # by path; newest first
        self._findings: dict[str, Findings] = {}  # path
        self._sayings: Ordered[Saying] = Ordered()  # by anchor
        self._happenings: Ordered[Happening] = Ordered()
        self._plans = Plans()
        self._locals: dict[str, list[tuple[ArticleId, LocalId]]] = {}  # path: its places in the next table
        self._local_actors: dict[tuple[ArticleId, LocalId], ActorId] = {}
        self._text = LedgerText()
        self._briefing: Briefing | None = None

    def update(self, changed: Iterable[tuple[Article, Findings]], removed: Iterable[str] = ()) -> Edition:
        """Take new and changed articles in, take removed ones (by path) out; returns the next edition."""
        with uncollected():
            return self._updated(changed, removed)

    def _updated(self, changed: Iterable[tuple[Article, Findings]], removed: Iterable[str]) -> Edition:
        shown, gone = self._shelf.update(self._not_erased(changed), removed)
        fresh = {path: (article, self._shelf.findings[path]) for path, article in shown.items()}
        stale = self._roster.update(fresh, gone) | self._fixes.stale()
        self._roster.erase_orphans(self._orphans)
        self._report(fresh.keys() | (stale & self._shelf.shown.keys()), gone)
        before, self._briefing = self._briefing, self._assembled()
        changes = Changes(
            self._articles.take_changes(),
            self._roster.actors.take_changes(),
            self._sayings.take_changes(),
            self._happenings.take_changes() + self._plans.take_changes(),
        )
        touched = what_differs(before, self._briefing, changes) if before else None
        return Edition(self._briefing, self._text(self._ledger), touched)

    def _not_erased(self, changed: Iterable[tuple[Article, Findings]]) -> Iterator[tuple[Article, Findings]]:
        """Leave out the articles that the editor erased."""
        names = self._desk.erased_articles
        for article, findings in changed:
            if hit := names & {article.path, article.slug, PurePosixPath(article.path).stem}:
                self._erased |= hit
            else:
                yield article, findings

    # ------------------------------------------------------------ quotes and events

    def _report(self, paths: set[str], gone: set[str]) -> None:
        """Make the reports of these articles anew and join them."""
        out_quotes: list[str] = []
        out_events: list[str] = []
        for path in gone | paths:
            self._forget_locals(path)
            self._fixes.forget(path)
            self._findings.pop(path, None)
            self._unknown.pop(path, None)
            if old := self._anchored.pop(path, None):
                out_quotes += old.quotes
                out_events += old.events
                for anchor in old.former:
                    self._former.pop(anchor, None)
        quotes: list[QuoteReport] = []
        events: list[EventReport] = []
        printed: dict[str, tuple[tuple[int, str], Article]] = {}
        for path in sorted(paths):
            article, findings = self._without_erased(path)
            self._findings[path], printed[path] = findings, (_newest(article), article)
            anchored = self._anchor(article, findings)
            who = self._roster.ids.get(path, {})
            self._locals[path] = [(article.id, local) for local in who]
            self._local_actors |= {(article.id, local): id for local, id in who.items()}
            made = quote_reports(article, findings, anchored, who, self._fixes.quote)
            self._unknown[path] = tuple(doubt for report in made if (doubt := speaker_doubt(article, report)))
            quotes += made
            events += event_reports(article, findings, anchored, who, self._fixes.event)
        self._articles.update(printed, gone)
        self._join_quotes(quotes, out_quotes)
        self._join_events(events, out_events)

    def _forget_locals(self, path: str) -> None:
        for place in self._locals.pop(path, ()):
            del self._local_actors[place]

    def _without_erased(self, path: str) -> tuple[Article, Findings]:
        article, findings = self._shelf.shown[path], self._shelf.findings[path]
        who = self._roster.erased.get(path)
        if not who:
            return article, findings
        return erased(article, findings, frozenset(who), {name for names in who.values() for name in names})

    def _anchor(self, article: Article, findings: Findings) -> Anchored:
        is_cut = bool(self._roster.erased.get(article.path))  # what the ledger kept may tell of the erased
        known = {} if is_cut else self._ledger.anchors.get(article.id, {})
        made = give_anchors(article, findings.quotes, findings.events, known)
        self._anchored[article.path] = made
        self._former |= made.former
        if made.ledger != self._ledger.anchors.get(article.id, {}):
            self._ledger.anchors[article.id] = made.ledger
        return made

    def _join_quotes(self, added: list[QuoteReport], removed: list[str]) -> None:
        gone, fresh = self._quotes.update(added, removed)
        made = {}
        for anchor in fresh:
            group = self._quotes.groups[anchor]
            saying = saying_of(group, self._former)
            made[anchor] = (_said(saying, group[0].published), saying)
        self._sayings.update(made, gone)

    def _join_events(self, added: list[EventReport], removed: list[str]) -> None:
        gone, fresh = self._events.update(added, removed)
        made = [happening_of(self._events.groups[anchor], self._former) for anchor in fresh]
        self._happenings.update({event.anchor: (_happened(event), event) for event in made}, gone)
        self._plans.update(self._events, made, gone)

    # ------------------------------------------------------------ the briefing

    def _assembled(self) -> Briefing:
        articles = self._articles.tuple()
        self._plans.look_back(max(_days(articles), default=None))
        shelf = self._shelf
        dossiers, page_doubts = dossiers_of(self._desk.pages, self._roster.id_meant)
        return Briefing(
            articles=articles,
            findings={article.id: self._findings[article.path] for article in articles},
            actors=self._roster.actors.tuple(),
            sayings=self._sayings.tuple(),
            happenings=self._plans.told(self._happenings.tuple()),
            dossiers=dossiers,
            local_actors=dict(self._local_actors),
            versions={id: older for id, older in sorted(shelf.versions.items()) if older},
            quote_anchors={article.id: self._anchored[article.path].quotes for article in articles},
            event_anchors={article.id: self._anchored[article.path].events for article in articles},
            lost_anchors={article.id: lost for article in articles if (lost := self._anchored[article.path].lost)},
            doubts=(*self._doubts(), *page_doubts),
            corrections_applied=applied(self._desk, self._roster, self._fixes),
        )

    def _doubts(self) -> Iterator[Doubt]:
        yield from unused_corrections(self._desk, self._roster, self._fixes, self._ledger, self._shelf.shown)
        yield from unmet(self._desk, self._erased)
        yield from self._shelf.doubts()
        yield from undated(self._shelf.shown.values())
        yield from merge_doubts(self._roster, self._desk)
        confirmed = {one.quote for one in self._desk.confirmed if one.quote}
        for path in sorted(self._unknown):
            yield from (
                doubt for doubt in self._unknown[path] if not any(f'"{one}"' in doubt.mend for one in confirmed)
            )


def _forget_articles(ledger: Ledger, erased_articles: frozenset[str]) -> frozenset[ActorId]:
    """Take erased articles out of the ledger. Returns the actors it knew from them: they may be in no other."""
    paths = {path for path, entry in ledger.articles.items() if erased_articles & {path, entry.slug}}
    slugs = {ledger.articles.pop(path).slug for path in paths} | {ArticleId(name) for name in erased_articles}
    for slug in slugs:
        ledger.anchors.pop(slug, None)
    known = frozenset(id for id, entry in ledger.actors.items() if entry.article in slugs)
    for id in known:
        ledger.actors[id] = replace(ledger.actors[id], article="")
    return known


def _days(articles: tuple[Article, ...]) -> list[dt.date]:
    return [article.date for article in articles if article.date]


def _newest(article: Article) -> tuple[int, str]:
    """Newest first, undated last."""
    return (-article.date.toordinal() if article.date else 1, article.path)


def _said(saying: Saying, published: dt.date | None) -> tuple[str, ArticleId, int]:
    when = saying.date or (published.isoformat() if published else "9999")
    return when, saying.article, min((span.start for span in saying.quote.content), default=0)


def _happened(event: Happening) -> tuple[str, ArticleId, int]:
    return event.date.replace("~", ""), event.article, event.event.span.start
