"""The site planned: a briefing in, pages out, each with what its template may see."""

from collections.abc import Iterable, Iterator

from briefgen.config import Settings
from briefgen.errors import BriefgenError, Problem
from briefgen.later import ready
from briefgen.records import Briefing, Page, Touched
from briefgen.site.corpus import Corpus
from briefgen.site.frame import Frame
from briefgen.site.pages import PAGE_MAKERS, PROMPT_MAKERS, PageMaker

__all__ = ["PAGE_MAKERS", "PROMPT_MAKERS", "plan", "planned"]


def plan(briefing: Briefing, settings: Settings, touched: Touched | None = None) -> Iterator[Page]:
    """The pages with their views."""
    return map(ready, planned(briefing, settings, touched))


def planned(
    briefing: Briefing,
    settings: Settings,
    touched: Touched | None = None,
    makers: Iterable[PageMaker] = PAGE_MAKERS,
) -> Iterator[Page]:
    """Every page, or with `touched` the pages of what differs and the indexes; views may be made later.

    Two pages at one URL are an error."""
    frame = Frame(Corpus(briefing), settings)
    seen: dict[str, str] = {}
    for maker in makers:
        for page in maker(frame, touched):
            if other := seen.get(page.url.casefold()):
                raise BriefgenError(Problem(page.url, f"two pages at one address: {other} and {maker.__name__}"))
            seen[page.url.casefold()] = maker.__name__
            yield page
