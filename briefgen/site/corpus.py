"""The briefing with the indexes that pages ask for: by actor, by day, by article. Each is made when first asked for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from markupsafe import Markup

from briefgen.names import slug
from briefgen.records import (
    Actor,
    ActorId,
    Article,
    ArticleId,
    Briefing,
    Edtf,
    Event,
    Happening,
    Quote,
    Saying,
    Span,
)
from briefgen.site.copies import Report, first_printings
from briefgen.site.dates import When, parse_when

__all__ = ["Byline", "Corpus", "said_when"]

Byline = tuple[Markup, When | None]  # of an article: its publisher and its day


class Corpus:
    """A briefing, looked up from every side a page needs."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.articles: dict[ArticleId, Article] = {article.id: article for article in briefing.articles}
        self.actors: dict[ActorId, Actor] = {actor.id: actor for actor in briefing.actors}
        self._reports: dict[str, tuple[tuple[ArticleId, int], ...]] = {}  # by anchor: many pages ask for them
        self.weights: dict[str, float] = {}  # of happenings by anchor, as far as they were weighed
        self.bylines: dict[ArticleId, Byline] = {}  # as far as they were printed

    # ------------------------------------------------------------ order

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Oldest first; of one day in the order of articles and text."""
        return tuple(sorted(self.briefing.sayings, key=self._saying_order))

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """By the day they happened; those without a day on the calendar are left out."""
        dated = ((when.sort_key, e) for e in self.briefing.happenings if (when := parse_when(e.date)))
        return tuple(e for _, e in sorted(dated, key=lambda pair: (pair[0], pair[1].article, pair[1].event.span)))

    @cached_property
    def planned_days(self) -> frozenset[date]:
        """The days on which something planned begins."""
        planned = (parse_when(happening.date) for happening in self.happenings if happening.status == "planned")
        return frozenset(when.start for when in planned if when)

    @cached_property
    def newest(self) -> date | None:
        """The day of the newest article: the briefing's today."""
        return max((a.date for a in self.articles.values() if a.date), default=None)

    @cached_property
    def oldest(self) -> date | None:
        return min((a.date for a in self.articles.values() if a.date), default=None)

    @cached_property
    def previous_day(self) -> date | None:
        """The article day before the newest: what is new is new since then."""
        return max((a.date for a in self.articles.values() if a.date and a.date != self.newest), default=None)

    # ------------------------------------------------------------ by article

    @cached_property
    def article_sayings(self) -> dict[ArticleId, list[tuple[Saying, Quote]]]:
        """The sayings that an article reports, each with the quote as this article has it, in text order."""
        found: dict[ArticleId, list[tuple[Saying, Quote]]] = defaultdict(list)
        for saying in self.briefing.sayings:
            found[saying.article].append((saying, saying.quote))
            for other in saying.others:
                found[other.article].append((saying, self.briefing.findings[other.article].quotes[other.index]))
        for pairs in found.values():
            pairs.sort(key=lambda pair: (pair[1].content, pair[0].anchor))
        return found

    @cached_property
    def article_happenings(self) -> dict[ArticleId, list[tuple[Happening, Event]]]:
        found: dict[ArticleId, list[tuple[Happening, Event]]] = defaultdict(list)
        for happening in self.briefing.happenings:
            found[happening.article].append((happening, happening.event))
            for other in happening.others:
                found[other.article].append((happening, self.briefing.findings[other.article].events[other.index]))
        for pairs in found.values():
            pairs.sort(key=lambda pair: (pair[1].span, pair[0].anchor))
        return found

    def saying_reports(self, saying: Saying) -> tuple[tuple[ArticleId, int], ...]:
        """The articles that report a saying, the one shown first, each with the place of the first with its text."""
        if not saying.others:
            return ((saying.article, 0),)
        if saying.anchor not in self._reports:
            told = [(saying.article, saying.quote.content)]
            told += [(o.article, self.briefing.findings[o.article].quotes[o.index].content) for o in saying.others]
            self._reports[saying.anchor] = self._printings(told)
        return self._reports[saying.anchor]

    def happening_reports(self, happening: Happening) -> tuple[tuple[ArticleId, int], ...]:
        """The same for a happening."""
        if not happening.others:
            return ((happening.article, 0),)
        if happening.anchor not in self._reports:
            told = [(happening.article, (happening.event.span,))]
            told += [(o.article, (self.briefing.findings[o.article].events[o.index].span,)) for o in happening.others]
            self._reports[happening.anchor] = self._printings(told)
        return self._reports[happening.anchor]

    def _printings(self, told: Sequence[tuple[ArticleId, tuple[Span, ...]]]) -> tuple[tuple[ArticleId, int], ...]:
        findings = self.briefing.findings
        reports = [Report(self.articles[id].body, findings[id], words) for id, words in told]
        return tuple(zip((id for id, _ in told), first_printings(reports), strict=True))

    @cached_property
    def cast(self) -> dict[ArticleId, list[tuple[ActorId, float]]]:
        """The actors of an article, the most salient first."""
        found: dict[ArticleId, list[tuple[ActorId, float]]] = defaultdict(list)
        for actor in self.briefing.actors:
            for seen in actor.appearances:
                found[seen.article].append((actor.id, seen.salience))
        for entries in found.values():
            entries.sort(key=lambda entry: (-entry[1], entry[0]))
        return found

    @cached_property
    def mention_counts(self) -> dict[tuple[ArticleId, ActorId], int]:
        found: dict[tuple[ArticleId, ActorId], int] = defaultdict(int)
        for actor in self.briefing.actors:
            for seen in actor.appearances:
                found[seen.article, actor.id] += seen.mentions
        return found

    @cached_property
    def roles_in(self) -> dict[tuple[ArticleId, ActorId], str]:
        """The role that an article gives an actor, the first where it gives several."""
        return {
            (role.article, actor.id): role.title for actor in self.briefing.actors for role in reversed(actor.roles)
        }

    def mentions(self, article: ArticleId) -> list[tuple[Span, ActorId]]:
        """Where an article names actors of the site, in text order."""
        findings = self.briefing.findings.get(article)
        if not findings:
            return []
        who = self.briefing.local_actors.get(article, {})
        known = ((who.get(local.id), local) for local in findings.actors)
        spans = [
            (mention.span, id)
            for id, local in known
            if id in self.actors
            for mention in local.mentions
            if mention.form in ("name", "alias")
        ]
        return sorted(spans)

    # ------------------------------------------------------------ by actor

    @cached_property
    def sayings_by(self) -> dict[ActorId, list[Saying]]:
        found: dict[ActorId, list[Saying]] = defaultdict(list)
        for saying in self.sayings:
            for id in dict.fromkeys((saying.speaker, *saying.joint)):
                if id:
                    found[id].append(saying)
        return found

    @cached_property
    def sayings_about(self) -> dict[ActorId, list[Saying]]:
        """Sayings of others whose words name the actor."""
        found: dict[ActorId, list[Saying]] = defaultdict(list)
        named = {article: self.mentions(article) for article in {saying.article for saying in self.sayings}}
        for saying in self.sayings:
            inside = (
                id for span, id in named[saying.article] if any(part.covers(span) for part in saying.quote.content)
            )
            for id in dict.fromkeys(inside):
                if id != saying.speaker and id not in saying.joint:
                    found[id].append(saying)
        return found

    @cached_property
    def happenings_of(self) -> dict[ActorId, list[Happening]]:
        found: dict[ActorId, list[Happening]] = defaultdict(list)
        for happening in self.happenings:
            for id in dict.fromkeys((*happening.actors, happening.reported_by)):
                if id:
                    found[id].append(happening)
        return found

    @cached_property
    def seen_in(self) -> dict[ActorId, int]:
        """The articles that an actor appears in, a bit for each: two are compared in one step."""
        bit = {id: 1 << number for number, id in enumerate(self.articles)}
        return {actor.id: sum({bit[seen.article] for seen in actor.appearances}) for actor in self.briefing.actors}

    def companions(self, id: ActorId, limit: int) -> list[tuple[ActorId, int]]:
        """Who appears in the same articles, with the number of articles."""
        counts: Counter[ActorId] = Counter()
        for seen in self.actors[id].appearances:
            counts.update(other for other, _ in self.cast[seen.article] if other != id)
        return sorted(counts.items(), key=lambda entry: (-entry[1], -self.actors[entry[0]].salience, entry[0]))[:limit]

    def articles_of(self, id: ActorId) -> list[Article]:
        """Oldest first."""
        return self.by_date(seen.article for seen in self.actors[id].appearances)

    def by_date(self, ids: Iterable[ArticleId]) -> list[Article]:
        found = [self.articles[id] for id in ids if id in self.articles]
        return sorted(found, key=lambda article: (article.date or date.min, article.time or "", article.id))

    # ------------------------------------------------------------ by date

    @cached_property
    def days(self) -> dict[str, "DayShelf"]:
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

    @cached_property
    def outcomes(self) -> dict[str, Happening]:
        """Happenings by anchor: what a plan became."""
        return {happening.anchor: happening for happening in self.briefing.happenings}

    @cached_property
    def plans(self) -> dict[str, Happening]:
        """The plan that a report fulfils, by the report's anchor."""
        return {plan.outcome: plan for plan in self.briefing.happenings if plan.outcome}

    @cached_property
    def tags(self) -> dict[str, tuple[str, list[Article]]]:
        """By slug, so that "Peace talks" and "peace-talks" share a page: the spelling used first, and the articles."""
        found: dict[str, tuple[str, list[Article]]] = {}
        for article in self.by_date(self.articles):
            for key, tag in {slug(tag): tag for tag in reversed(article.tags)}.items():
                found.setdefault(key, (tag, []))[1].append(article)
        return dict(sorted(found.items()))

    def _saying_order(self, saying: Saying) -> tuple[date, ArticleId, Sequence[Span], str]:
        when = said_when(saying, self.articles)
        return (when.start if when else date.min, saying.article, saying.quote.content, saying.anchor)


class DayShelf:
    """What belongs to one page below dates/."""

    __slots__ = ("articles", "happenings", "sayings")

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.sayings: list[Saying] = []
        self.happenings: list[Happening] = []

    @property
    def weight(self) -> int:
        return len(self.articles) + len(self.sayings) + len(self.happenings)


def said_when(saying: Saying, articles: dict[ArticleId, Article]) -> When | None:
    """The day the words were said, else the day the article reports them."""
    if saying.date and (when := parse_when(saying.date)):
        return when
    article = articles.get(saying.article)
    return parse_when(Edtf(article.date.isoformat())) if article and article.date else None
