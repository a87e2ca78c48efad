"""The corpus: every article's actors, quotes and events merged and kept current. `update` gives the next edition.

The result is a function of the articles, the corrections and the ledger; whether articles came at once, one by one
or in another order makes no difference.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from briefgen.brief.anchors import Anchored, give_anchors
from briefgen.brief.blobs import packed, unpacked
from briefgen.brief.comparing import Compared, mark_of
from briefgen.brief.desk import Desk
from briefgen.brief.dossiers import dossiers_of
from briefgen.brief.doubts import applied, merge_doubts, speaker_doubt, undated, unmet, unused_corrections
from briefgen.brief.erase import erased
from briefgen.brief.first import FirstEvents, first_events
from briefgen.brief.found import Found, Library
from briefgen.brief.groups import Groups, Shared, ToldGroups, ToldKeys
from briefgen.brief.happenings import EventReport, happened_when, join_events
from briefgen.brief.lazy import FoundIn, Made, Remembered
from briefgen.brief.ledger import LedgerText, anchor_lines, forget_articles, parse_anchors, parse_ledger
from briefgen.brief.ordered import Ordered
from briefgen.brief.plans import Plans
from briefgen.brief.prepared import Cast, QuoteNote, Reports, keys_of_quote, packed_keys, quote_words
from briefgen.brief.reports import event_reports, happening_of, quote_reports, saying_of
from briefgen.brief.roster import Roster
from briefgen.brief.runs import Runs
from briefgen.brief.sayings import QuoteReport, Told, join_alike, join_quotes, may_not_join, said_when
from briefgen.brief.shelf import Shelf
from briefgen.brief.touched import Changes, what_differs
from briefgen.brief.uncollected import uncollected
from briefgen.brief.wordfixes import WordFixes
from briefgen.records import ActorId, Article, ArticleId, Briefing, Doubt, Findings, Happening, LocalId, Saying, Touched

__all__ = ["Corpus", "Edition"]

MANY = 1_000  # articles of a first edition from which it pays to join their events beside the quotes
Comparing = Callable[[], Compared]
Beside = Callable[[Callable[[], FirstEvents]], Callable[[], Any]]  # begins work; what it returns waits for it


@dataclass(frozen=True, slots=True)
class Edition:
    """What an update gives: the briefing, the ledger's next text, and what differs from the edition before.

    `touched` is None for the first edition: everything is new.
    """

    briefing: Briefing
    ledger: str
    touched: Touched | None = None


class Corpus:
    """All articles, merged. Takes the ledger's text; never reads or writes a file.

    Articles come with their findings, or with their cast where a `library` keeps the rest."""

    def __init__(self, ledger: str = "", desk: Desk | None = None, library: Library | None = None) -> None:
        self._ledger = parse_ledger(ledger)
        self._desk = desk or Desk()
        self._orphans = forget_articles(self._ledger, self._desk.erased_articles)
        self._erased: dict[str, frozenset[str]] = {}  # paths of erased articles, with the names that meant them
        self._found = Found(library)
        self._shelf = Shelf(self._ledger)
        self._roster = Roster(self._ledger, self._desk, self._found.whole)
        self._fixes = WordFixes(self._desk.quote_fixes, self._desk.event_fixes, self._roster.id_meant)
        self._anchored: dict[str, Anchored] = {}  # path
        self._runs = Runs()
        self._quotes: Groups[QuoteReport] = Groups(QuoteReport, self._join_quotes, self._runs)
        self._same_day: Shared[EventReport] = Shared()
        self._events: Groups[EventReport] = Groups(EventReport, join_events, self._same_day)
        self._unknown: dict[str, tuple[Doubt, ...]] = {}  # path: quotes without a speaker
        self._unread: set[str] = set()  # paths of articles without analysis
        self._articles: Ordered[Article] = Ordered(_newest)  # by path
        self._sayings: Ordered[tuple[QuoteReport, ...]] = Ordered(said_when)  # by anchor
        self._happenings: Ordered[tuple[EventReport, ...]] = Ordered(happened_when)
        self._plans = Plans(self._events, self._same_day)
        self._local_actors: dict[ArticleId, dict[LocalId, ActorId]] = {}
        self._paths: dict[ArticleId, str] = {}
        self._made_sayings: Remembered[Saying] = Remembered()
        self._made_happenings: Remembered[Happening] = Remembered()
        self._text = LedgerText()
        self._briefing: Briefing | None = None

    def __getstate__(self) -> dict[str, Any]:
        """For keeping: without what is made when it is asked for, and of groups that are in order the order only."""
        made = {"_briefing", "_made_sayings", "_made_happenings", "_text"}
        kept = {name: part for name, part in vars(self).items() if name not in made}
        orders = {name: kept[name].order for name in ("_sayings", "_happenings")}
        return {**kept, **orders, "_anchored": packed(self._anchored)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._anchored = unpacked(state.pop("_anchored"), dict[str, Anchored])
        vars(self).update(state)
        self._briefing, self._made_sayings, self._made_happenings = None, Remembered(), Remembered()
        self._text = LedgerText()
        self._sayings, self._happenings = Ordered(said_when), Ordered(happened_when)
        self._sayings.fill(state["_sayings"], self._quotes.as_taken())
        self._happenings.fill(state["_happenings"], self._events.as_taken())

    def resume(self, ledger: str) -> Briefing:
        """The present edition's briefing without its doubts, when the corpus was kept and read back.

        `ledger`: the text that was the edition's."""
        self._text.resume(self._ledger, ledger)
        self._briefing = self._assembled(doubts=False)
        return self._briefing

    @property
    def cut(self) -> frozenset[str]:
        """Paths of the articles from which somebody is erased: their text is not the file's."""
        return self._found.paths_cut()

    def update(
        self,
        changed: Iterable[tuple[Article, Findings | Cast]],
        removed: Iterable[str] = (),
        beside: Beside | None = None,
        comparing: Comparing | None = None,
    ) -> Edition:
        """Take new and changed articles in, take removed ones (by path) out; returns the next edition.

        `beside`: how a part of the work is begun that may go on beside another, where there is much of both.
        `comparing`: gives how the quotes of the first articles compare, where that was begun before."""
        with uncollected():
            return self._updated(changed, removed, beside, comparing)

    def _updated(
        self,
        changed: Iterable[tuple[Article, Findings | Cast]],
        removed: Iterable[str],
        beside: Beside | None,
        comparing: Comparing | None,
    ) -> Edition:
        removed = set(removed)
        for path in removed:
            self._erased.pop(path, None)
        casts: dict[str, Cast] = {}
        taken = list(self._taken_in(changed, casts))
        removed |= self._erased.keys()  # one of them may have been another article before
        self._found.forget(removed)
        fresh, gone = self._shelf.update(taken, removed)
        cards = {path: (casts.pop(path, None) or self._found.cast(path)).cards for path in fresh}
        stale = self._roster.update(fresh, cards, gone, self._orphans) | self._fixes.stale()
        del casts, cards
        finish = self._report(fresh.keys() | (stale & self._shelf.shown.keys()), gone, beside, comparing)
        text = self._text(self._ledger)
        finish()
        before, self._briefing = self._briefing, self._assembled()
        changes = Changes(
            self._articles.take_changes(),
            self._roster.actors.take_changes(),
            self._sayings.take_changes(),
            self._happenings.take_changes(),
            self._plans.take_changes(),
        )
        now = self._sayings.values, self._happenings.values
        touched = what_differs(before, self._briefing, changes, now) if before else None
        return Edition(self._briefing, text, touched)

    def _taken_in(
        self, changed: Iterable[tuple[Article, Findings | Cast]], casts: dict[str, Cast]
    ) -> Iterator[tuple[Article, Cast]]:
        """Articles for the shelf, those that the editor erased left out; their casts are noted, by path."""
        names = self._desk.erased_articles
        for article, found in changed:
            if names and (hit := names & {article.path, article.slug, PurePosixPath(article.path).stem}):
                self._erased[article.path] = hit
                continue
            self._erased.pop(article.path, None)
            casts[article.path] = cast = self._found.given(article, found)
            yield article, cast

    # ------------------------------------------------------------ quotes and events

    def _report(
        self, paths: set[str], gone: set[str], beside: Beside | None, comparing: Comparing | None
    ) -> Callable[[], None]:
        """Make the reports of these articles anew and join them; the events when what it returns is called."""
        out_quotes, out_events = self._forget(gone | paths)
        dirty_quotes, dirty_events = self._quotes.take_out(out_quotes), self._events.take_out(out_events)
        is_first = len(paths) > MANY and self._briefing is None and not self._fixes.has_events
        first = beside(partial(self._first_events, paths)) if beside and is_first else None
        quotes: list[QuoteReport] = []
        events: list[EventReport] = []
        counts, runs = bytearray(), bytearray()
        printed: dict[str, Article] = {}
        with self._found.reports_of(paths) as came:
            for path, prepared in came:
                article, reports = self._without_erased(path, prepared)
                printed[path] = article
                anchored = self._anchor(article, reports)
                self._paths[article.id] = path
                self._local_actors[article.id] = who = dict(sorted(self._roster.ids.get(path, {}).items()))
                if not reports.analysed:
                    self._unread.add(path)
                notes = reports.quote_notes
                told, each, keys = self._fixed(article, reports, quote_reports(article, notes, anchored, who))
                self._note_unknown(path, told, notes)
                quotes += told
                counts += each
                runs += keys
                if first is None:
                    events += self._fixed_events(article, event_reports(article, reports.event_notes, anchored, who))
            self._articles.update(printed, gone)
            found = comparing() if comparing and not self._quotes.groups else None
            if found and found.mark == mark_of(printed, bytes(counts), bytes(runs)):
                self._take_compared(quotes, found)
            else:
                self._runs.put([report.anchor for report in quotes], bytes(counts), bytes(runs))
                self._group_quotes(quotes, dirty_quotes)
        return partial(self._take_first, first) if first else partial(self._group_events, events, dirty_events)

    def _first_events(self, paths: set[str]) -> FirstEvents:
        """The events of these articles, where there are none yet."""
        events: list[EventReport] = []
        with self._found.reports_of(paths) as came:
            for path, prepared in came:
                article, reports = self._without_erased(path, prepared)
                anchored, who = self._anchor(article, reports), self._roster.ids.get(path, {})
                events += event_reports(article, reports.event_notes, anchored, who)
        return first_events(events)

    def _take_first(self, outcome: Callable[[], Any]) -> None:
        """The first events, as they were joined."""
        groups, keys, order, planned = outcome()
        self._events.take(ToldGroups(*groups))
        self._same_day.take(ToldKeys(*keys))
        self._happenings.fill(order, self._events.as_taken())
        self._plans.update([self._happening(self._events.groups[anchor]) for anchor in planned], ())

    def _take_compared(self, quotes: list[QuoteReport], found: Compared) -> None:
        """Join the first reports, whose words are compared already."""
        self._runs.fill([report.anchor for report in quotes], *found.arrays)
        groups = (
            group
            for places, lengths, pairs in found.likenesses
            for group in join_alike([quotes[place] for place in places], lengths, pairs)
        )
        self._quotes.fill(quotes, [group for group in groups if len(group) > 1])
        self._sayings.update(self._quotes.groups, ())

    def _group_quotes(self, quotes: list[QuoteReport], dirty: set[str]) -> None:
        """Join the new reports, and those that were joined to others before."""
        gone, fresh = self._quotes.update(quotes, dirty)
        self._sayings.update(fresh, gone)
        self._made_sayings.forget(gone)

    def _group_events(self, events: list[EventReport], dirty: set[str]) -> None:
        """Join the new reports, and those that were joined to others before."""
        self._same_day.put(events)
        gone, told = self._events.update(events, dirty)
        self._happenings.update(told, gone)
        self._made_happenings.forget(gone)
        planned = [self._happening(group) for group in told.values() if group[0].status == "planned"]
        self._plans.update(planned, gone | told.keys())

    def _forget(self, paths: set[str]) -> tuple[list[str], list[str]]:
        """Forget what was made of these articles. Returns the anchors of their quotes and events."""
        quotes: list[str] = []
        events: list[str] = []
        for path in self._articles.values.keys() & paths:
            self._fixes.forget(path)
            self._found.mend(path)
            self._unknown.pop(path, None)
            self._unread.discard(path)
            old = self._articles.values[path]
            self._local_actors.pop(old.id, None)
            self._paths.pop(old.id, None)
            if anchored := self._anchored.pop(path, None):
                quotes += anchored.quotes
                events += anchored.events
        return quotes, events

    def _without_erased(self, path: str, reports: Reports) -> tuple[Article, Reports]:
        """The article as it may be shown, and its reports: as they came, where nobody is erased."""
        article, who = self._shelf.shown[path], self._roster.erased.get(path)
        if who:
            names = {name for names in who.values() for name in names}
            article, found = erased(article, self._found.whole(path), frozenset(who), names)
            reports = self._found.cut(article, found)
        return article, reports

    def _anchor(self, article: Article, reports: Reports) -> Anchored:
        """The anchors of an article: those worked out before, unless it has another slug or the ledger knows others."""
        is_cut = bool(self._roster.erased.get(article.path))  # what the ledger kept may tell of the erased
        listed = self._ledger.anchors.get(article.id, "")
        known = "" if is_cut else listed
        if reports.slug == article.id and known in ("", reports.lines):
            made, lines = Anchored(reports.quote_anchors, reports.event_anchors, {}, {}, ()), reports.lines
        else:
            found = self._found.findings(article.path)
            made = give_anchors(article, found.quotes, found.events, parse_anchors(known))
            lines, made = anchor_lines(made.ledger), replace(made, ledger={})
        self._anchored[article.path] = made
        if lines != listed:
            self._ledger.anchors[article.id] = lines
        return made

    def _fixed(
        self, article: Article, reports: Reports, told: list[QuoteReport]
    ) -> tuple[list[QuoteReport], bytes, bytes]:
        """The quotes as the editor wants them, with the number of their keys and these."""
        if not self._fixes.has_quotes:
            return told, reports.counts, reports.runs
        words = quote_words(reports.words)
        kept = [fixed for one in told if (fixed := self._fixes.quote(article, one, words[one.index].words))]
        return kept, *packed_keys(keys_of_quote(reports, one.index) for one in kept)

    def _fixed_events(self, article: Article, told: list[EventReport]) -> list[EventReport]:
        if not self._fixes.has_events:
            return told
        return [kept for one in told if (kept := self._fixes.event(article, one))]

    def _note_unknown(self, path: str, told: list[QuoteReport], notes: Sequence[QuoteNote]) -> None:
        doubts = (speaker_doubt(path, one, notes[one.index].unsaid) for one in told if one.speaker is None)
        if found := tuple(doubt for doubt in doubts if doubt):
            self._unknown[path] = found

    def _join_quotes(self, reports: Sequence[QuoteReport]) -> list[tuple[QuoteReport, ...]]:
        """Join quotes that share runs of words."""
        if may_not_join(reports):
            return [(report,) for report in reports]
        told = []
        for report in sorted(reports, key=self._place):
            one = quote_words(self._found.words(self._paths[report.article]))[report.index]
            told.append(Told(report, one.words, one.length, self._runs.shared(report.anchor)))
        return join_quotes(told)

    def _place(self, report: QuoteReport) -> tuple[str, int]:
        return self._paths[report.article], report.index

    def _saying(self, group: tuple[QuoteReport, ...]) -> Saying:
        first = group[0]
        return saying_of(group, self._found.findings(self._paths[first.article]).quotes[first.index])

    def _happening(self, group: tuple[EventReport, ...]) -> Happening:
        first = group[0]
        return happening_of(group, self._found.findings(self._paths[first.article]).events[first.index])

    # ------------------------------------------------------------ the briefing

    def _assembled(self, *, doubts: bool = True) -> Briefing:
        articles = self._articles.tuple()
        self._plans.look_back(max(_days(articles), default=None))
        shelf = self._shelf
        dossiers, page_doubts = dossiers_of(self._desk.pages, self._roster.id_meant)
        anchored = {article.id: self._anchored[article.path] for article in articles}
        told, quotes, events = self._plans.told, self._made_sayings, self._made_happenings
        return Briefing(
            articles=articles,
            findings=FoundIn({article.id: article.path for article in articles}, self._found.findings),
            actors=self._roster.actors.tuple(),
            sayings=Made(self._sayings.row(), quotes.making(self._saying), _source, quotes.known()),
            happenings=Made(self._happenings.row(), events.making(self._happening, told), _source, events.known(told)),
            dossiers=dossiers,
            local_actors=dict(self._local_actors),
            unread=len(self._unread),
            versions={id: older for id, older in sorted(shelf.versions.items()) if older},
            quote_anchors={id: one.quotes for id, one in anchored.items()},
            event_anchors={id: one.events for id, one in anchored.items()},
            lost_anchors={id: one.lost for id, one in anchored.items() if one.lost},
            doubts=(*self._doubts(), *page_doubts) if doubts else (),
            corrections_applied=applied(self._desk, self._roster, self._fixes),
        )

    def _doubts(self) -> Iterator[Doubt]:
        yield from unused_corrections(self._desk, self._roster, self._fixes, self._ledger, self._shelf.shown)
        yield from unmet(self._desk, frozenset().union(*self._erased.values()))
        yield from self._shelf.doubts()
        yield from undated(self._shelf.shown.values())
        yield from merge_doubts(self._roster, self._desk)
        confirmed = {one.quote for one in self._desk.confirmed if one.quote}
        for path in sorted(self._unknown):
            yield from (
                doubt for doubt in self._unknown[path] if not any(f'"{one}"' in doubt.mend for one in confirmed)
            )


def _days(articles: tuple[Article, ...]) -> list[dt.date]:
    return [article.date for article in articles if article.date]


def _newest(article: Article) -> tuple[int, str]:
    """Newest first, undated last."""
    return (-article.date.toordinal() if article.date else 1, article.path)


def _source(group: tuple[QuoteReport | EventReport, ...]) -> ArticleId:
    """The article that a group is shown from: its findings are read once for all of them."""
    return group[0].article
