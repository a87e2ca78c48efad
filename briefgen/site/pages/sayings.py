"""A page for each verbatim quote, only where share images are drawn: it carries the quote's own picture."""

from collections.abc import Iterator
from dataclasses import replace

from briefgen.records import Page, Saying, Touched
from briefgen.site.corpus import said_when
from briefgen.site.frame import Frame
from briefgen.site.jsonld import quotation_node
from briefgen.site.rows import article_row
from briefgen.site.urls import anchor_url, article_url, quote_url
from briefgen.site.views.pages import QuoteView, RedirectView
from briefgen.site.views.printer import outlet_name, plain_words, short

__all__ = ["saying_pages"]

LONGEST_HEADING = 60  # characters of the words in the page's title


def saying_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """With a redirect at each former address."""
    if touched is not None or not frame.shares:
        return
    sayings = [saying for saying in frame.corpus.sayings if saying.quote.kind == "direct"]
    taken = {saying.anchor for saying in frame.corpus.sayings}
    for saying in sayings:
        yield _page(frame, saying)
        for former in dict.fromkeys(saying.former_anchors):
            if former not in taken:
                taken.add(former)
                yield _redirect(frame, saying, former)


def _page(frame: Frame, saying: Saying) -> Page:
    return Page(quote_url(saying.anchor), "quote.html", frame.later(_view, saying))


def _view(frame: Frame, saying: Saying) -> QuoteView:
    url, corpus = quote_url(saying.anchor), frame.corpus
    printer, article = frame.printer(url), corpus.articles[saying.article]
    words, when = plain_words(article.body, saying.quote), said_when(saying, corpus.articles)
    who = printer.speaker(saying)
    day = when.text if when else ""
    link = frame.absolute(anchor_url(article.id, saying.anchor))
    node = quotation_node(saying, words, link, frame.speaker(saying), frame.absolute(article_url(article.id)))
    shell = frame.shell(
        url,
        ", ".join(filter(None, (who, day))) or short(words, LONGEST_HEADING),
        kind="quote",
        description=f"“{words}” {', '.join(filter(None, (who, day, outlet_name(article))))}",
        crumbs=[("Quotes", "quotes/")],
        nodes=[node],
        og_type="article",
        noindex=True,  # the article's page is the one to find
    )
    ids = dict.fromkeys(id for id, _ in corpus.saying_reports(saying))
    rows = tuple(article_row(printer, corpus.articles[id]) for id in ids)
    return QuoteView(shell, replace(printer.quote(saying), share=""), rows)


def _redirect(frame: Frame, saying: Saying, former: str) -> Page:
    target = quote_url(saying.anchor)
    link = frame.links(quote_url(former)).to(target)
    view = RedirectView(link, frame.absolute(target), saying.anchor, frame.settings.language)
    return Page(quote_url(former), "redirect.html", view)
