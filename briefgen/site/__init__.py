"""The site planned: a briefing in, pages out, each with what its template may see."""

from collections.abc import Callable, Iterable, Iterator

from briefgen.config import Settings
from briefgen.errors import BriefgenError, Problem
from briefgen.later import ready
from briefgen.records import Briefing, Page, Touched
from briefgen.site.corpus import Corpus, Past
from briefgen.site.frame import Frame
from briefgen.site.laid import Memory
from briefgen.site.pages import PAGE_MAKERS, PROMPT_MAKERS, PageMaker

__all__ = ["PAGE_MAKERS", "Planner", "plan", "planned"]


def plan(briefing: Briefing, settings: Settings, touched: Touched | None = None) -> Iterator[Page]:
    """The pages with their views."""
    return map(ready, planned(Frame(Corpus(briefing), settings), touched))


class Planner:
    """Plans the editions of a session; what pages of one rest on is remembered for the next."""

    def __init__(self) -> None:
        self._memory, self._settings = Memory(), Settings()
        self._past: Past | None = None

    def __call__(self, briefing: Briefing, settings: Settings) -> Callable[[Touched | None], Iterator[Page]]:
        """Plans every page; with what was touched only the most asked for of those that differ.

        One corpus serves all."""
        if settings != self._settings:
            self._memory, self._settings = Memory(), settings
        frame = Frame(Corpus(briefing, self._past), settings, self._memory)
        self._past = frame.corpus.past
        return lambda touched: planned(frame, touched, PROMPT_MAKERS if touched else PAGE_MAKERS)


def planned(frame: Frame, touched: Touched | None = None, makers: Iterable[PageMaker] = PAGE_MAKERS) -> Iterator[Page]:
    """Every page, or with `touched` the pages of what differs and the indexes; views may be made later.

    Two pages at one URL are an error."""
    seen: dict[str, str] = {}
    for maker in makers:
        for page in maker(frame, touched):
            if other := seen.get(page.url.casefold()):
                raise BriefgenError(Problem(page.url, f"two pages at one address: {other} and {maker.__name__}"))
            seen[page.url.casefold()] = maker.__name__
            yield page
