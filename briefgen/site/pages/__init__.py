"""The makers of pages, one for each kind. To add a kind: write a function, list it in `PAGE_MAKERS`.

A page's view is made by `frame.later`: by a function of ids and other plain values, that looks up what it shows in the
corpus. It is called again only when something that it looked up differs.
"""

from collections.abc import Callable, Iterator

from briefgen.records import Page, Touched
from briefgen.site.frame import Frame
from briefgen.site.pages.about import about_page, error_page, search_page
from briefgen.site.pages.actors import actor_list_pages, actor_pages
from briefgen.site.pages.articles import article_list_pages, article_pages
from briefgen.site.pages.data import data_files
from briefgen.site.pages.dates import calendar_pages, day_pages
from briefgen.site.pages.dossiers import dossier_pages
from briefgen.site.pages.feeds import feed_files
from briefgen.site.pages.home import home_page
from briefgen.site.pages.host import host_files
from briefgen.site.pages.ics import calendar_files
from briefgen.site.pages.lists import actor_entry_pages, of_day_pages, quote_pages, timeline_pages
from briefgen.site.pages.redirects import redirect_pages
from briefgen.site.pages.sayings import saying_pages
from briefgen.site.pages.search import search_files
from briefgen.site.pages.shares import share_files
from briefgen.site.pages.tags import tag_pages

__all__ = ["PAGE_MAKERS", "PROMPT_MAKERS", "PageMaker"]

PageMaker = Callable[[Frame, Touched | None], Iterator[Page]]

PAGE_MAKERS: tuple[PageMaker, ...] = (
    home_page,
    actor_list_pages,
    actor_pages,
    actor_entry_pages,
    calendar_pages,
    day_pages,
    of_day_pages,
    timeline_pages,
    quote_pages,
    saying_pages,
    article_list_pages,
    article_pages,
    tag_pages,
    dossier_pages,
    search_page,
    about_page,
    error_page,
    redirect_pages,
    feed_files,
    calendar_files,
    data_files,
    search_files,
    host_files,
    share_files,
)

# What one who edits an article looks at: made before all else when only some pages differ.
PROMPT_MAKERS: tuple[PageMaker, ...] = (article_pages, day_pages, actor_pages)
