"""The articles: a list in parts, a page each with its marks and margin notes."""

from collections.abc import Iterator, Sequence

from briefgen.records import Article, ArticleId, Edtf, Page, Touched
from briefgen.site.dates import long_day, parse_when
from briefgen.site.frame import Frame
from briefgen.site.jsonld import article_node
from briefgen.site.pages.lists import pager_of
from briefgen.site.paging import Part, parts
from briefgen.site.passages import passages
from briefgen.site.rows import article_row
from briefgen.site.urls import actor_url, article_url, tag_url
from briefgen.site.views.lists import ArticleListView
from briefgen.site.views.pages import ArticleActor, ArticleView
from briefgen.site.views.printer import Printer, short
from briefgen.site.views.shell import Pager, Shell
from briefgen.wording import counted

__all__ = ["article_list_pages", "article_pages"]

ACTORS = 6  # in the side list
MENTIONED = 3  # in the structured data
LONGEST_LABEL = 60


def article_list_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    articles = frame.corpus.by_date(frame.corpus.articles)
    every = parts(len(articles), frame.settings.page_size, "articles/")
    for place, part in enumerate(every):
        shown = tuple(article.id for article in reversed(articles[part.start : part.end]))
        pager = pager_of(frame, every, place)
        yield Page(part.url, "articles.html", frame.later(_article_list, shown, part, pager, len(articles)))


def _article_list(frame: Frame, shown: Sequence[ArticleId], part: Part, pager: Pager, total: int) -> ArticleListView:
    printer, corpus = frame.printer(part.url), frame.corpus
    title = f"Articles, part {part.number}" if part.number else "Articles"
    tags = corpus.tags.items() if part.number == 0 else ()
    return ArticleListView(
        shell=frame.shell(part.url, title, kind="articles"),
        heading="Articles",
        lede="The sources of this briefing, newest first.",
        rows=tuple(article_row(printer, corpus.articles[id]) for id in shown),
        total=total,
        pager=pager,
        tags=tuple((name, printer.links.to(tag_url(key)), len(found)) for key, (name, found) in tags),
        actors=(),
    )


def article_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    order = frame.corpus.by_date(frame.corpus.articles)
    for place, article in enumerate(order):
        if touched is None or article.id in touched.articles:
            older = order[place - 1] if place else None
            newer = order[place + 1] if place + 1 < len(order) else None
            pager = _pager(frame, article_url(article.id), newer, older)
            yield Page(article_url(article.id), "article.html", frame.later(_article_view, article.id, pager))


def _pager(frame: Frame, url: str, newer: Article | None, older: Article | None) -> Pager:
    to = frame.links(url).to
    return Pager(
        newer=to(article_url(newer.id)) if newer else "",
        newer_label=short(newer.title, LONGEST_LABEL) if newer else "",
        older=to(article_url(older.id)) if older else "",
        older_label=short(older.title, LONGEST_LABEL) if older else "",
    )


def _article_view(frame: Frame, id: ArticleId, pager: Pager) -> ArticleView:
    url, corpus = article_url(id), frame.corpus
    printer, article = frame.printer(url), corpus.articles[id]
    day = parse_when(Edtf(article.date.isoformat())) if article.date else None
    findings = corpus.findings.get(article.id)
    actors = _actors(printer, article)
    return ArticleView(
        shell=_shell(frame, article),
        title=article.title,
        when=printer.when(day, "dt-published"),
        day=day.text if day else "",
        author=article.author or "",
        source=article.source or "",
        url=article.url or "",
        language=article.language,
        summary=article.summary or "",
        tags=tuple((tag, printer.links.to(tag_url(tag))) for tag in article.tags),
        mode=frame.settings.source_text,
        analysed=findings.analysed if findings else False,
        warnings=article.warnings,
        passages=passages(printer, article, frame.settings.source_text),
        actors=actors,
        quotes=len(corpus.article_sayings.get(article.id, ())),
        events=len(corpus.article_happenings.get(article.id, ())),
        versions=tuple(_version(old) for old in corpus.versions.get(article.id, ())),
        pager=pager,
    )


def _actors(printer: Printer, article: Article) -> tuple[ArticleActor, ...]:
    corpus = printer.corpus
    found = []
    for id, _ in corpus.cast.get(article.id, ())[:ACTORS]:
        face, mentions = corpus.faces[id], corpus.mention_counts[article.id][id]
        role = corpus.roles_in.get(article.id, {}).get(id) or face.role
        found.append(ArticleActor(printer.links.to(actor_url(id)), face.name, face.kind, role, mentions))
    return tuple(found)


def _version(article: Article) -> tuple[str, str]:
    return article.title, long_day(article.date) if article.date else "without a date"


def _shell(frame: Frame, article: Article) -> Shell:
    url, corpus = article_url(article.id), frame.corpus
    absolute = frame.absolute(url)
    cast = [id for id, _ in corpus.cast.get(article.id, ())[:MENTIONED]]
    said, done = (len(found.get(article.id, ())) for found in (corpus.article_sayings, corpus.article_happenings))
    source = f"{article.source}, " if article.source else ""
    day = f"{long_day(article.date)}: " if article.date else ""
    marks = f"{counted(said, 'quote')} and {counted(done, 'dated event')}, marked in place."
    return frame.shell(
        url,
        article.title,
        kind="article",
        description=article.summary or f"{source}{day}{marks}",
        crumbs=[("Articles", "articles/")],
        nodes=[article_node(article, absolute, [frame.absolute(actor_url(id)) for id in cast])],
        og_type="article",
        noindex=bool(article.url or article.source) and frame.settings.source_text == "full",
    )
