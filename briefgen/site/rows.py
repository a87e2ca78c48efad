"""Entries of lists made from records: actors, articles, counts in words, sparklines."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from markupsafe import Markup

from briefgen.records import Actor, ActorId, Article, Saying
from briefgen.site.corpus import Corpus, said_when
from briefgen.site.dates import MONTHS, parse_when
from briefgen.site.roles import latest_role
from briefgen.site.urls import actor_url, article_url
from briefgen.site.views.cards import ActorRow, ArticleRow
from briefgen.site.views.pages import KeyActor
from briefgen.site.views.printer import Printer, short
from briefgen.wording import counted

__all__ = ["actor_row", "article_row", "key_actor", "pick_quotes", "portrait_of", "publishers", "spark"]

SPARK_BARS = 16
LEAST_LATEST = 30  # characters of a latest quote that say something on their own
LONGEST_SUMMARY = 200


def actor_row(printer: Printer, actor: Actor) -> ActorRow:
    corpus = printer.corpus
    dates = [day for seen in actor.appearances if (day := corpus.articles[seen.article].date)]
    return ActorRow(
        id=actor.id,
        url=printer.links.to(actor_url(actor.id)),
        name=actor.name,
        kind=actor.kind,
        role=latest_role(actor),
        quotes=len(corpus.sayings_by.get(actor.id, ())),
        events=len(corpus.happenings_of.get(actor.id, ())),
        articles=len(actor.appearances),
        seen=_seen(min(dates), max(dates)) if dates else Markup(""),
        spark=spark(dates, corpus.oldest, corpus.newest),
    )


def _seen(first: date, last: date) -> Markup:
    """From when to when, in few letters: "3 Mar – 24 Apr 2026"."""
    ends = [last] if first == last else [first, last]
    years = ["" if first.year == last.year and end is not last else f" {end.year}" for end in ends]
    shown = [f"{end.day} {MONTHS[end.month - 1][:3]}{year}" for end, year in zip(ends, years, strict=True)]
    times = (f'<time datetime="{end}">{words}</time>' for end, words in zip(ends, shown, strict=True))
    return Markup(" – ".join(times))


def article_row(printer: Printer, article: Article) -> ArticleRow:
    corpus = printer.corpus
    day = parse_when(article.date.isoformat()) if article.date else None
    return ArticleRow(
        url=printer.links.to(article_url(article.id)),
        title=article.title,
        source=article.source or "",
        when=printer.when(day),
        summary=short(article.summary or "", LONGEST_SUMMARY),
        quotes=len(corpus.article_sayings.get(article.id, ())),
        events=len(corpus.article_happenings.get(article.id, ())),
        key=printer.actors(id for id, _ in corpus.cast.get(article.id, ())[:4]),
    )


def key_actor(printer: Printer, id: ActorId) -> KeyActor:
    """An actor with what is needed at a glance: role and who gives it, counts, the latest quote."""
    corpus = printer.corpus
    actor, said = corpus.actors[id], corpus.sayings_by.get(id, [])
    told = [counted(len(actor.appearances), "article")]
    told += [counted(len(said), "quote")] if said else []
    told += [counted(len(done), "event")] if (done := corpus.happenings_of.get(id, [])) else []
    telling = [s for s in said if s.quote.assertion == "said" and _length(s) >= LEAST_LATEST]
    verbatim = [s for s in telling if s.quote.kind == "direct"] or [s for s in telling if s.quote.kind == "mixed"]
    found = verbatim or telling
    latest = found[-1] if found else None
    role = latest_role(actor)
    given = next((known for known in actor.roles if known.title == role and not actor.role_set), None)
    return KeyActor(
        link=printer.actor(id),
        kind=actor.kind,
        role=role,
        role_url=printer.links.to(article_url(given.article)) if given else "",
        counts=" · ".join(told),
        portrait=portrait_of(printer, actor),
        quote=printer.quote(latest) if latest else None,
    )


def _length(saying: Saying) -> int:
    return sum(span.end - span.start for span in saying.quote.content)


def portrait_of(printer: Printer, actor: Actor) -> str:
    """From this page. A picture elsewhere is never loaded: readers ask no other host for anything."""
    if not actor.portrait or "://" in actor.portrait or actor.portrait.startswith("//"):
        return ""
    return printer.links.root + quote(actor.portrait.removeprefix("/"))


def pick_quotes(corpus: Corpus, wanted: int, *, since: date | None = None) -> list[str]:
    """Anchors of the quotes to show first: verbatim, by key actors, long enough to say something, no actor twice."""
    best: dict[ActorId, tuple[float, str]] = {}
    for saying in corpus.sayings:
        when = said_when(saying, corpus.articles)
        if not saying.speaker or saying.speaker not in corpus.salience or saying.quote.assertion != "said":
            continue
        if since and (not when or when.start < since):
            continue
        known = best.get(saying.speaker, (0.0, ""))
        weight = (0.3 + corpus.salience[saying.speaker]) * _worth(saying)
        if (weight * _spread(len(saying.others)), saying.anchor) <= known:
            continue  # not even if all its reports were sources of their own
        sources = {first for _, first in corpus.saying_reports(saying)}
        best[saying.speaker] = max(known, (weight * _spread(len(sources) - 1), saying.anchor))
    ranked = sorted(best.values(), key=lambda entry: (-entry[0], entry[1]))
    return [anchor for score, anchor in ranked[:wanted] if score > 0]


def _worth(saying: Saying) -> float:
    """A quote of 60 to 280 characters reads best on its own."""
    kind, length = saying.quote.kind, sum(span.end - span.start for span in saying.quote.quoted)
    if kind == "indirect" or length < 20:
        return 0.0
    fit = 1.0 if 60 <= length <= 280 else 0.5
    return fit * (1.0 if kind == "direct" else 0.7)


def _spread(others: int) -> float:
    """What further sources add."""
    return 1 + 0.3 * min(others, 3)


def publishers(corpus: Corpus) -> tuple[tuple[str, int], ...]:
    counts = Counter(article.source for article in corpus.articles.values() if article.source)
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def spark(days: Iterable[date], first: date | None, last: date | None) -> str:
    """Bars of activity over the covered period, as an SVG path in a box of 48 x 12."""
    if not first or not last:
        return ""
    span = max((last - first).days + 1, 1)
    bins = Counter(min((day - first).days * SPARK_BARS // span, SPARK_BARS - 1) for day in days)
    top = max(bins.values(), default=0)
    return "".join(f"M{n * 3} 12v-{max(2, round(12 * c / top))}h2V12z" for n, c in sorted(bins.items()))
