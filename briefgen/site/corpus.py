"""The briefing with the indexes that pages ask for: by actor, by day, by article. Each is made when first asked for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

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
    Event,
    Findings,
    Happening,
    LocalId,
    Quote,
    Saying,
    Span,
)
from briefgen.site.carried import Change, Lists, differing
from briefgen.site.casts import casts, mention_counts, roles_by_article, seen_in_bits
from briefgen.site.dates import parse_when
from briefgen.site.handed import Byline, DayShelf, Face, Past, Reports
from briefgen.site.laid import Edition
from briefgen.site.orders import (
    done_on,
    event_order,
    happening_order,
    inside,
    quote_order,
    said_when,
    speakers,
    takers,
)
from briefgen.site.reports import reports_of
from briefgen.site.roles import latest_role
from briefgen.site.seals import Seals

__all__ = ["Byline", "Corpus", "DayShelf", "Face", "Past", "Reports", "said_when"]


T = TypeVar("T", Saying, Happening)
V = TypeVar("V")


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
        self.before = past
        self.past = Past({}, {}, self.articles.entries, briefing.local_actors, {})

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
        return self._carry.ordered("sayings", self._told, self._saying_order)

    @fact
    def happenings(self) -> tuple[Happening, ...]:
        """By the day they happened; those without a day on the calendar are left out."""
        return self._carry.ordered("happenings", self._dated, happening_order)

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
        return self._carry.by_key("article_sayings", self._told, self._quoted_in, quote_order, itemgetter(0))

    def _quoted_in(self, saying: Saying) -> Iterator[tuple[ArticleId, tuple[Saying, Quote]]]:
        yield saying.article, (saying, saying.quote)
        for other in saying.others:
            yield other.article, (saying, self.findings[other.article].quotes[other.index])

    @table
    def article_happenings(self) -> Mapping[ArticleId, list[tuple[Happening, Event]]]:
        return self._carry.by_key("article_happenings", self._done, self._told_in, event_order, itemgetter(0))

    def _told_in(self, happening: Happening) -> Iterator[tuple[ArticleId, tuple[Happening, Event]]]:
        yield happening.article, (happening, happening.event)
        for other in happening.others:
            yield other.article, (happening, self.findings[other.article].events[other.index])

    def saying_reports(self, saying: Saying) -> Reports:
        """The articles that report a saying, the one shown first, each with the place of the first with its text."""
        return reports_of(self, saying)

    def happening_reports(self, happening: Happening) -> Reports:
        """The same for a happening."""
        return reports_of(self, happening)

    @table
    def cast(self) -> Mapping[ArticleId, list[tuple[ActorId, float]]]:
        """The actors of an article, the most salient first."""
        return self._of_actors("cast", casts)

    @table
    def mention_counts(self) -> Mapping[ArticleId, Mapping[ActorId, int]]:
        return self._of_actors("mentions", mention_counts)

    @table
    def roles_in(self) -> Mapping[ArticleId, Mapping[ActorId, str]]:
        """The role that an article gives an actor, the first where it gives several."""
        return self._of_actors("roles", roles_by_article)

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
        return self._carry.by_key_in_order("sayings_by", self.sayings, self._told, speakers, self._saying_order)

    @table
    def sayings_about(self) -> Mapping[ActorId, list[Saying]]:
        """Sayings of others whose words name the actor."""
        named: dict[ArticleId, list[tuple[int, int, ActorId]]] = {}

        def about(saying: Saying) -> Iterator[tuple[ActorId, Saying]]:
            if saying.article not in named:
                mentions = self.mentions(saying.article)
                named[saying.article] = sorted((span.start, span.end, id) for span, id in mentions)
            named_in = inside(named[saying.article], saying.quote.content)
            yield from ((id, saying) for id in dict.fromkeys(named_in) if id not in (saying.speaker, *saying.joint))

        return self._carry.by_key_in_order("sayings_about", self.sayings, self._told, about, self._saying_order)

    @table
    def happenings_of(self) -> Mapping[ActorId, list[Happening]]:
        return self._carry.by_key_in_order("happenings_of", self.happenings, self._dated, takers, happening_order)

    @table
    def seen_in(self) -> Mapping[ActorId, tuple[ArticleId, ...]]:
        """The articles that an actor appears in."""
        return {actor.id: tuple(seen.article for seen in actor.appearances) for actor in self._briefing.actors}

    @cached_property
    def _seen_in(self) -> dict[ActorId, int]:
        """The same, a bit for each article: two are compared in one step."""
        return self._of_actors("seen in", seen_in_bits)

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
        articles: dict[str, list[Article]] = defaultdict(list)
        for article in self.by_date(self.articles):
            if article.date:
                articles[article.date.isoformat()].append(article)
        said = self._carry.by_key_in_order("said on", self.sayings, self._told, self._said_on, self._saying_order)
        done = self._carry.by_key_in_order("done on", self.happenings, self._dated, done_on, happening_order)
        keys = sorted(articles.keys() | said.keys() | done.keys())
        return {key: DayShelf(articles.get(key, []), said.get(key, []), done.get(key, [])) for key in keys}

    def _said_on(self, saying: Saying) -> Iterator[tuple[str, Saying]]:
        if (when := said_when(saying, self.articles)) and when.key:
            yield when.key, saying

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

    # ------------------------------------------------------------ from one edition to the next

    @cached_property
    def _carry(self) -> Lists:
        """Lists of the edition before are of use where it knew the same actors."""
        self.past.lists["actors"] = ids = self.faces.entries.keys()
        before = self.before.lists if self.before else {}
        return Lists(before if before.get("actors") == ids else {}, self.past.lists)

    def _of_actors(self, name: str, make: Callable[[Sequence[Actor]], V]) -> V:
        """What is made from the actors alone."""
        actors = tuple(self._briefing.actors)
        return self._carry.kept(name, actors, lambda: make(actors))

    @cached_property
    def _told(self) -> Change[Saying]:
        """What differs in the sayings from the edition before."""
        return self._carry.change("every saying", tuple(self._briefing.sayings), self._stale)

    @cached_property
    def _done(self) -> Change[Happening]:
        return self._carry.change("every happening", tuple(self._briefing.happenings), self._stale)

    @cached_property
    def _dated(self) -> Change[Happening]:
        """Of happenings with a day on the calendar."""
        new, every = ([one for one in told if parse_when(one.date)] for told in (self._done.new, self._done.every))
        return Change(self._done.gone, new, every)

    def _stale(self, told: Sequence[T]) -> Iterable[T]:
        """Where what an article tells, or who is who in it, may be another matter now."""
        changed = self._changed
        return (
            one
            for one in told
            if one.article in changed or (one.others and any(other.article in changed for other in one.others))
        )

    @cached_property
    def _changed(self) -> set[ArticleId]:
        """Articles that are other objects than before, or whose actors are told apart otherwise."""
        now, was = self.past, self.before or self.past
        return differing(was.articles, now.articles) | differing(was.local_actors, now.local_actors)
