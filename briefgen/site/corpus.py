"""The briefing with the indexes that pages ask for: by actor, by day, by article. Each is made when first asked for."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial

from markupsafe import Markup

from briefgen.names import slug
from briefgen.reads import ALL, Lookup, Reads, fact, table
from briefgen.records import (
    Actor,
    ActorId,
    Article,
    ArticleId,
    Briefing,
    Dossier,
    Doubt,
    Edtf,
    Event,
    Findings,
    Happening,
    LocalId,
    Quote,
    Saying,
    Span,
)
from briefgen.site.copies import Report, first_printings
from briefgen.site.dates import When, parse_when
from briefgen.site.handed import Byline, DayShelf, Face, Past, Reports
from briefgen.site.laid import Edition
from briefgen.site.roles import latest_role
from briefgen.site.seals import Seals

__all__ = ["Byline", "Corpus", "DayShelf", "Face", "Past", "Reports", "said_when"]


class Corpus(Reads):
    """A briefing, looked up from every side a page needs.

    Views see it through tables and facts alone, which note what was asked: that is what a view rests on.
    `past` is of an edition before: an article whose text or findings changed since is another object now."""

    def __init__(self, briefing: Briefing, past: Past | None = None) -> None:
        super().__init__()
        self._briefing = briefing
        self.weights: dict[str, tuple[float, set[Lookup]]] = {}  # of happenings by anchor, as far as they were weighed
        self.bylines: dict[ArticleId, Byline] = {}  # as far as they were printed
        self.names: dict[tuple[str, ActorId], Markup] = {}  # linked, by the way to the site's root: likewise
        self.words: dict[str, Markup] = {}  # of quotes and events by anchor: likewise
        self.editions: dict[str, Edition] = {}  # of the data's tables: likewise
        self.printed: dict[ArticleId, bytes] = {}  # what tells articles apart as those that print something: likewise
        self._seals = Seals()
        self._before = past
        self.past = Past({}, {}, self.articles.entries)  # many pages ask for the same reports

    def told(self, one: object) -> object:
        return self._seals.told(one)

    def gives_the_same(self, name: str, key: str, before: Reads) -> bool:
        """Findings are fetched, today's by both editions: that they changed is told by the article's being another."""
        if name != "findings" or not isinstance(before, Corpus):
            return super().gives_the_same(name, key, before)
        was, now = before.articles.entries, self.articles.entries
        return key != ALL and was.get(ArticleId(key)) is now.get(ArticleId(key))

    # ------------------------------------------------------------ records

    @table
    def articles(self) -> Mapping[ArticleId, Article]:
        return {article.id: article for article in self._briefing.articles}

    @table
    def findings(self) -> Mapping[ArticleId, Findings]:
        return self._briefing.findings

    @table
    def versions(self) -> Mapping[ArticleId, tuple[Article, ...]]:
        """Older versions of an article's address."""
        return self._briefing.versions

    @table
    def local_actors(self) -> Mapping[ArticleId, Mapping[LocalId, ActorId]]:
        return self._briefing.local_actors

    @table
    def actors(self) -> Mapping[ActorId, Actor]:
        """Whole: any article about an actor changes it. For a name, ask `faces`."""
        return {actor.id: actor for actor in self._briefing.actors}

    @table
    def faces(self) -> Mapping[ActorId, Face]:
        return {actor.id: Face(actor.name, actor.kind, latest_role(actor)) for actor in self._briefing.actors}

    @table
    def salience(self) -> Mapping[ActorId, float]:
        return {actor.id: actor.salience for actor in self._briefing.actors}

    @fact
    def ranked(self) -> tuple[Actor, ...]:
        """All actors, the most salient first."""
        return self._briefing.actors

    @fact
    def dossiers(self) -> tuple[Dossier, ...]:
        return self._briefing.dossiers

    @fact
    def doubts(self) -> tuple[Doubt, ...]:
        return self._briefing.doubts

    @fact
    def corrections_applied(self) -> tuple[str, ...]:
        return self._briefing.corrections_applied

    @fact
    def unread(self) -> int:
        """Articles shown without analysis."""
        return self._briefing.unread

    # ------------------------------------------------------------ order

    @fact
    def sayings(self) -> tuple[Saying, ...]:
        """Oldest first; of one day in the order of articles and text."""
        return tuple(sorted(self._briefing.sayings, key=self._saying_order))

    @fact
    def happenings(self) -> tuple[Happening, ...]:
        """By the day they happened; those without a day on the calendar are left out."""
        dated = ((when.sort_key, e) for e in self._briefing.happenings if (when := parse_when(e.date)))
        return tuple(e for _, e in sorted(dated, key=lambda pair: (pair[0], pair[1].article, pair[1].event.span)))

    @fact
    def planned_days(self) -> tuple[date, ...]:
        """The days on which something planned begins, in order."""
        planned = (parse_when(happening.date) for happening in self.happenings if happening.status == "planned")
        return tuple(sorted({when.start for when in planned if when}))

    @fact
    def newest(self) -> date | None:
        """The day of the newest article: the briefing's today."""
        return max((a.date for a in self._briefing.articles if a.date), default=None)

    @fact
    def oldest(self) -> date | None:
        return min((a.date for a in self._briefing.articles if a.date), default=None)

    @fact
    def previous_day(self) -> date | None:
        """The article day before the newest: what is new is new since then."""
        return max((a.date for a in self._briefing.articles if a.date and a.date != self.newest), default=None)

    # ------------------------------------------------------------ by article

    @table
    def article_sayings(self) -> Mapping[ArticleId, list[tuple[Saying, Quote]]]:
        """The sayings that an article reports, each with the quote as this article has it, in text order."""
        found: dict[ArticleId, list[tuple[Saying, Quote]]] = defaultdict(list)
        for saying in self._briefing.sayings:
            found[saying.article].append((saying, saying.quote))
            for other in saying.others:
                found[other.article].append((saying, self.findings[other.article].quotes[other.index]))
        for pairs in found.values():
            pairs.sort(key=lambda pair: (pair[1].content, pair[0].anchor))
        return dict(found)

    @table
    def article_happenings(self) -> Mapping[ArticleId, list[tuple[Happening, Event]]]:
        found: dict[ArticleId, list[tuple[Happening, Event]]] = defaultdict(list)
        for happening in self._briefing.happenings:
            found[happening.article].append((happening, happening.event))
            for other in happening.others:
                found[other.article].append((happening, self.findings[other.article].events[other.index]))
        for pairs in found.values():
            pairs.sort(key=lambda pair: (pair[1].span, pair[0].anchor))
        return dict(found)

    def saying_reports(self, saying: Saying) -> Reports:
        """The articles that report a saying, the one shown first, each with the place of the first with its text."""
        if not saying.others:
            return ((saying.article, 0),)
        return self._reports(saying, partial(self._saying_reports, saying))

    def happening_reports(self, happening: Happening) -> Reports:
        """The same for a happening."""
        if not happening.others:
            return ((happening.article, 0),)
        return self._reports(happening, partial(self._happening_reports, happening))

    def _reports(self, told: Saying | Happening, make: Callable[[], Reports]) -> Reports:
        known, anchor = self.past.reports, told.anchor
        if anchor not in known:
            self.past.told[anchor] = told
            if self._before and self._before.told.get(anchor) == told and self._stands(self._before.reports[anchor][1]):
                known[anchor] = self._before.reports[anchor]
        return self.remembered(known, anchor, make)

    def _stands(self, lookups: Iterable[Lookup]) -> bool:
        """Whether these articles are those of before."""
        assert self._before
        was, now = self._before.articles, self.past.articles
        return all(was.get(ArticleId(key)) is now.get(ArticleId(key)) for _, key in lookups)

    def _saying_reports(self, saying: Saying) -> Reports:
        told = [(saying.article, saying.quote.content)]
        told += [(other.article, self.findings[other.article].quotes[other.index].content) for other in saying.others]
        return self._printings(told)

    def _happening_reports(self, happening: Happening) -> Reports:
        told = [(happening.article, (happening.event.span,))]
        told += [
            (other.article, (self.findings[other.article].events[other.index].span,)) for other in happening.others
        ]
        return self._printings(told)

    def _printings(self, told: Sequence[tuple[ArticleId, tuple[Span, ...]]]) -> Reports:
        reports = [Report(self.articles[id].body, self.findings[id], words) for id, words in told]
        return tuple(zip((id for id, _ in told), first_printings(reports), strict=True))

    @table
    def cast(self) -> Mapping[ArticleId, list[tuple[ActorId, float]]]:
        """The actors of an article, the most salient first."""
        found: dict[ArticleId, list[tuple[ActorId, float]]] = defaultdict(list)
        for actor in self._briefing.actors:
            for seen in actor.appearances:
                found[seen.article].append((actor.id, seen.salience))
        for entries in found.values():
            entries.sort(key=lambda entry: (-entry[1], entry[0]))
        return dict(found)

    @table
    def mention_counts(self) -> Mapping[ArticleId, Mapping[ActorId, int]]:
        found: dict[ArticleId, dict[ActorId, int]] = defaultdict(dict)
        for actor in self._briefing.actors:
            for seen in actor.appearances:
                found[seen.article][actor.id] = found[seen.article].get(actor.id, 0) + seen.mentions
        return dict(found)

    @table
    def roles_in(self) -> Mapping[ArticleId, Mapping[ActorId, str]]:
        """The role that an article gives an actor, the first where it gives several."""
        found: dict[ArticleId, dict[ActorId, str]] = defaultdict(dict)
        for actor in self._briefing.actors:
            for role in actor.roles:
                found[role.article].setdefault(actor.id, role.title)
        return dict(found)

    def mentions(self, article: ArticleId) -> list[tuple[Span, ActorId]]:
        """Where an article names actors of the site, by actor."""
        findings = self.findings.get(article)
        if not findings:
            return []
        who = self.local_actors.get(article, {})
        known = ((who.get(local.id), local) for local in findings.actors)
        return [
            (mention.span, id)
            for id, local in known
            if id in self.faces
            for mention in local.mentions
            if mention.form in ("name", "alias")
        ]

    # ------------------------------------------------------------ by actor

    @table
    def sayings_by(self) -> Mapping[ActorId, list[Saying]]:
        found: dict[ActorId, list[Saying]] = defaultdict(list)
        for saying in self.sayings:
            for id in dict.fromkeys((saying.speaker, *saying.joint)):
                if id:
                    found[id].append(saying)
        return dict(found)

    @table
    def sayings_about(self) -> Mapping[ActorId, list[Saying]]:
        """Sayings of others whose words name the actor."""
        found: dict[ActorId, list[Saying]] = defaultdict(list)
        named: dict[ArticleId, list[tuple[int, int, ActorId]]] = {}
        for saying in self.sayings:
            if saying.article not in named:
                mentions = self.mentions(saying.article)
                named[saying.article] = sorted((span.start, span.end, id) for span, id in mentions)
            inside = _inside(named[saying.article], saying.quote.content)
            for id in dict.fromkeys(inside):
                if id != saying.speaker and id not in saying.joint:
                    found[id].append(saying)
        return dict(found)

    @table
    def happenings_of(self) -> Mapping[ActorId, list[Happening]]:
        found: dict[ActorId, list[Happening]] = defaultdict(list)
        for happening in self.happenings:
            for id in dict.fromkeys((*happening.actors, happening.reported_by)):
                if id:
                    found[id].append(happening)
        return dict(found)

    @table
    def seen_in(self) -> Mapping[ActorId, tuple[ArticleId, ...]]:
        """The articles that an actor appears in."""
        return {actor.id: tuple(seen.article for seen in actor.appearances) for actor in self._briefing.actors}

    @cached_property
    def _seen_in(self) -> dict[ActorId, int]:
        """The same, a bit for each article: two are compared in one step."""
        bit = {article.id: 1 << number for number, article in enumerate(self._briefing.articles)}
        return {id: sum({bit[article] for article in articles}) for id, articles in self.seen_in.entries.items()}

    def shared(self, one: ActorId, other: ActorId) -> int:
        """In how many articles both appear."""
        self.seen_in.note(one)
        self.seen_in.note(other)
        return (self._seen_in[one] & self._seen_in[other]).bit_count()

    def companions(self, id: ActorId, limit: int) -> list[tuple[ActorId, int]]:
        """Who appears in the same articles, with the number of articles."""
        counts: Counter[ActorId] = Counter()
        for article in self.seen_in[id]:
            counts.update(other for other, _ in self.cast[article] if other != id)
        return sorted(counts.items(), key=lambda entry: (-entry[1], -self.salience[entry[0]], entry[0]))[:limit]

    def articles_of(self, id: ActorId) -> list[Article]:
        """Oldest first."""
        return self.by_date(self.seen_in[id])

    def by_date(self, ids: Iterable[ArticleId]) -> list[Article]:
        found = [self.articles[id] for id in ids if id in self.articles]
        return sorted(found, key=lambda article: (article.date or date.min, article.time or "", article.id))

    # ------------------------------------------------------------ by date

    @table
    def days(self) -> Mapping[str, DayShelf]:
        """What belongs to each day, month or year page, by its key, in calendar order."""
        shelves: dict[str, DayShelf] = defaultdict(DayShelf)
        for article in self.by_date(self.articles):
            if article.date:
                shelves[article.date.isoformat()].articles.append(article)
        for saying in self.sayings:
            if (when := said_when(saying, self.articles)) and when.key:
                shelves[when.key].sayings.append(saying)
        for happening in self.happenings:
            if (when := parse_when(happening.date)) and when.key:
                shelves[when.key].happenings.append(happening)
        return {key: shelves[key] for key in sorted(shelves)}

    @table
    def day_weights(self) -> Mapping[str, int]:
        """The number of entries of each of these pages."""
        return {key: shelf.weight for key, shelf in self.days.items()}

    @table
    def spans(self) -> Mapping[str, int]:
        """The entries of each month and each year, those dated to the whole month or year included."""
        found: dict[str, int] = defaultdict(int)
        for key, entries in self.day_weights.items():
            for span in {key[:4], key[:7]}:
                found[span] += entries
        return dict(sorted(found.items()))

    @table
    def day_names(self) -> Mapping[str, str]:
        """The keys of these pages: what a date can be linked to."""
        return {key: key for key in self.days}

    @table
    def outcomes(self) -> Mapping[str, Happening]:
        """Happenings by anchor: what a plan became."""
        return {happening.anchor: happening for happening in self._briefing.happenings}

    @table
    def plans(self) -> Mapping[str, Happening]:
        """The plan that a report fulfils, by the report's anchor."""
        return {plan.outcome: plan for plan in self._briefing.happenings if plan.outcome}

    @table
    def tags(self) -> Mapping[str, tuple[str, list[Article]]]:
        """By slug, so that "Peace talks" and "peace-talks" share a page: the spelling used first, and the articles."""
        found: dict[str, tuple[str, list[Article]]] = {}
        for article in self.by_date(self.articles):
            for key, tag in {slug(tag): tag for tag in reversed(article.tags)}.items():
                found.setdefault(key, (tag, []))[1].append(article)
        return dict(sorted(found.items()))

    def _saying_order(self, saying: Saying) -> tuple[date, ArticleId, Sequence[Span], str]:
        when = said_when(saying, self.articles)
        return (when.start if when else date.min, saying.article, saying.quote.content, saying.anchor)


def _inside(mentions: Sequence[tuple[int, int, ActorId]], parts: Iterable[Span]) -> Iterator[ActorId]:
    """Who is named in these parts of a text, by the mentions in it, in order."""
    for part in parts:
        first, last = (bisect_left(mentions, (place,)) for place in (part.start, part.end))
        yield from (id for _, end, id in mentions[first:last] if end <= part.end)


def said_when(saying: Saying, articles: Mapping[ArticleId, Article]) -> When | None:
    """The day the words were said, else the day the article reports them."""
    if saying.date and (when := parse_when(saying.date)):
        return when
    article = articles.get(saying.article)
    return parse_when(Edtf(article.date.isoformat())) if article and article.date else None
