"""Permalinks are promises: a page at each former address of an actor."""

from collections.abc import Iterator

from briefgen.records import Page, Touched
from briefgen.site.frame import Frame
from briefgen.site.urls import actor_url
from briefgen.site.views.pages import RedirectView

__all__ = ["redirect_pages"]


def redirect_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    corpus = frame.corpus
    for actor in corpus.ranked:
        for former in dict.fromkeys(actor.former_ids):
            if former in corpus.actors or (touched is not None and actor.id not in touched.actors):
                continue
            target = actor_url(actor.id)
            link = frame.links(actor_url(former)).to(target)
            canonical = frame.settings.base_url + target if frame.settings.base_url else link
            view = RedirectView(link, canonical, actor.name, frame.settings.language)
            yield Page(actor_url(former), "redirect.html", view)
