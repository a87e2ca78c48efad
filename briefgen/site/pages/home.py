"""The home page: the briefing itself."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from briefgen.records import Edtf, Happening, Page, SourcedRole, Touched
from briefgen.site.corpus import Corpus
from briefgen.site.dates import long_day, parse_when
from briefgen.site.frame import Frame
from briefgen.site.jsonld import Node, actor_node, event_node
from briefgen.site.rows import article_row, key_actor, pick_quotes, publishers
from briefgen.site.strips import strip_of
from briefgen.site.urls import actor_url, anchor_url, dossier_url
from briefgen.site.views.pages import Fresh, HomeView
from briefgen.site.views.printer import Printer
from briefgen.site.weights import weightiest
from briefgen.wording import counted

__all__ = ["home_page", "upcoming"]

LATEST = 4  # developments shown
CONSIDERED = 400  # the newest, of which these are chosen: older ones are no longer fresh
UPCOMING = 3
ACTORS = 4
QUOTES = 3
ARTICLES = 4
NEW_NAMES = 8


def home_page(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    corpus, printer = frame.corpus, frame.printer("")
    key = [actor.id for actor in corpus.ranked[:ACTORS]]
    recent, fresh = list(reversed(corpus.by_date(corpus.articles))), _fresh(printer)
    rest = recent[len(fresh.articles) :] if fresh else recent  # the newest stand on top already
    due = upcoming(corpus)
    by_anchor = {saying.anchor: saying for saying in corpus.sayings}
    quoted = [by_anchor[anchor] for anchor in pick_quotes(corpus, QUOTES)]
    latest = _latest(corpus)
    view = HomeView(
        shell=frame.shell("", frame.settings.title, kind="home", nodes=_nodes(frame, due[:1] or latest[:1])),
        lede=frame.settings.description,
        period=_period(corpus),
        figures=_figures(printer),
        fresh=fresh,
        latest=tuple(printer.event(happening) for happening in latest),
        upcoming=tuple(printer.event(happening) for happening in due[:UPCOMING]),
        actors=tuple(key_actor(printer, id) for id in key),
        quotes=tuple(printer.quote(saying) for saying in quoted),
        strip=strip_of(printer, key),
        articles=tuple(article_row(printer, article) for article in rest[:ARTICLES]),
        sources=publishers(corpus)[:12],
        dossiers=tuple((d.title, printer.links.to(dossier_url(d.name))) for d in corpus.dossiers),
        urls={name: printer.links.to(f"{name}/") for name in ("actors", "quotes", "timeline", "articles", "dates")},
    )
    yield Page("", "home.html", view)


def upcoming(corpus: Corpus) -> list[Happening]:
    """Planned or possible after the newest article day, soonest first; spans that have begun come last."""
    if not corpus.newest:
        return []
    ahead = [h for h in corpus.happenings if h.status in ("planned", "possible") and not h.outcome]
    dated = [(h, when) for h in ahead if (when := parse_when(h.date)) and when.end > _today(corpus)]
    later = [h for h, when in dated if when.start > _today(corpus)]
    begun = [h for h, when in dated if when.start <= _today(corpus)]  # "this spring": may be over, may be not
    return later + begun


def _today(corpus: Corpus) -> date:
    return corpus.newest or date.min


def _latest(corpus: Corpus) -> list[Happening]:
    """The weightiest of what is told to have happened lately, newest first; only what is dated to a day or so."""
    told = [
        h
        for h in corpus.happenings
        if h.status in ("happened", "denied")
        and (when := parse_when(h.date))
        and when.precision in ("day", "interval")
        and when.start <= _today(corpus)
    ]
    return list(reversed(weightiest(corpus, told[-CONSIDERED:], LATEST)))


def _period(corpus: Corpus) -> str:
    if not corpus.oldest or not corpus.newest:
        return ""
    if corpus.oldest == corpus.newest:
        return long_day(corpus.newest)
    days = parse_when(Edtf(f"{corpus.oldest.isoformat()}/{corpus.newest.isoformat()}"))
    return days.text if days else ""


def _figures(printer: Printer) -> tuple[tuple[int, str, str], ...]:
    corpus, to = printer.corpus, printer.links.to
    figures = (
        (len(corpus.articles), "article", "articles/"),
        (len(corpus.actors), "actor", "actors/"),
        (len(corpus.sayings), "quote", "quotes/"),
        (len(corpus.happenings), "dated event", "timeline/"),
    )
    return tuple((number, counted(number, noun).split(" ", 1)[1], to(url)) for number, noun, url in figures)


def _fresh(printer: Printer) -> Fresh | None:
    """What came with the newest article day; None where there is no day before it."""
    corpus = printer.corpus
    newest, before = corpus.newest, corpus.previous_day
    if not newest or not before:
        return None
    articles = [a for a in corpus.by_date(corpus.articles) if a.date == newest]
    ids = {article.id for article in articles}
    names = [a for a in corpus.ranked if all(seen.article in ids for seen in a.appearances)]
    return Fresh(
        day=printer.when(parse_when(Edtf(newest.isoformat()))),
        since=long_day(before),
        articles=tuple(article_row(printer, article) for article in articles[:4]),
        more_articles=max(0, len(articles) - 4),
        actors=tuple(printer.actor(actor.id) for actor in names[:NEW_NAMES]),
        roles=_new_roles(printer, newest)[:NEW_NAMES],
        quotes=sum(len(corpus.article_sayings.get(id, ())) for id in ids),
        events=sum(len(corpus.article_happenings.get(id, ())) for id in ids),
    )


def _new_roles(printer: Printer, newest: date) -> tuple[tuple[Markup, str], ...]:
    """Roles that the newest day's articles give to an actor known before, and none before gave."""
    found = []
    for actor in printer.corpus.ranked:
        known = {role.title.casefold() for role in actor.roles if role.date != newest}
        fresh = [role for role in actor.roles if role.date == newest and role.title.casefold() not in known]
        if known and fresh:
            found.append((printer.actor(actor.id), _said(fresh)))
    return tuple(found)


def _said(roles: list[SourcedRole]) -> str:
    return ", ".join(dict.fromkeys(role.title for role in roles))


def _nodes(frame: Frame, shown: list[Happening]) -> list[Node]:
    """The site, its data set, what comes next and the key actors."""
    base, title, corpus = frame.absolute(""), frame.settings.title, frame.corpus
    site: Node = {"@type": "WebSite", "@id": f"{base}#site", "name": title, "url": base or "./"}
    described = frame.settings.description or f"Actors, quotes and dated events of {title}"
    if base:
        target = f"{base}search/?q={{search_term_string}}"
        site["potentialAction"] = {"@type": "SearchAction", "target": target}
    downloads = [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base}data/{name}"}
        for name, kind in (("briefing.sqlite", "application/vnd.sqlite3"), ("datapackage.json", "application/json"))
    ]
    data: Node = {"@type": "Dataset", "@id": f"{base}#data", "name": f"{title}: data", "description": described}
    data["distribution"] = downloads
    if frame.settings.license:
        data["license"] = frame.settings.license
    events = [_event(frame, happening) for happening in shown]
    actors = [actor_node(actor, frame.absolute(actor_url(actor.id))) for actor in corpus.ranked[:ACTORS]]
    return [site, data, *events, *actors]


def _event(frame: Frame, happening: Happening) -> Node:
    corpus = frame.corpus
    body = corpus.articles[happening.article].body
    url = frame.absolute(anchor_url(happening.article, happening.anchor))
    actors = [frame.absolute(actor_url(id)) for id in happening.actors if id in corpus.actors]
    return event_node(happening, " ".join(happening.event.span.cut(body).split()), url, actors)
