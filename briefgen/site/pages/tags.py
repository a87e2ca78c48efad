"""Tags as front matter gives them: an index and a page each."""

from collections.abc import Iterator

from briefgen.records import Page, Touched
from briefgen.site.frame import Frame
from briefgen.site.pages.lists import article_list, pager_of
from briefgen.site.paging import parts
from briefgen.site.views.lists import TagsView

__all__ = ["tag_pages"]


def tag_pages(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """None where no article has a tag."""
    tags = frame.corpus.tags
    if not tags:
        return
    to = frame.links("tags/").to
    entries = tuple((name, to(f"tags/{key}/"), len(found)) for key, (name, found) in tags.items())
    yield Page("tags/", "tags.html", TagsView(frame.shell("tags/", "Tags", kind="tags"), entries))
    for key, (name, articles) in tags.items():
        if touched is not None and name not in touched.tags and key not in touched.tags:
            continue
        every = parts(len(articles), frame.settings.page_size, f"tags/{key}/")
        for place, part in enumerate(every):
            shown = tuple(article.id for article in reversed(articles[part.start : part.end]))
            pager = pager_of(frame, every, place)
            view = frame.later(article_list, shown, part, name, (("Tags", "tags/"),), pager, len(articles))
            yield Page(part.url, "articles.html", view)
