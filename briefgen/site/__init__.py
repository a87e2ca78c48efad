"""The site planned: a briefing in, pages out."""

from collections.abc import Iterator

from briefgen.config import Settings
from briefgen.records import Briefing, Page

__all__ = ["plan"]


def plan(briefing: Briefing, settings: Settings) -> Iterator[Page]:
    """Every page of the site, each with what its template may see."""
    names = {actor.id: actor.name for actor in briefing.actors}
    yield Page(
        "", "home.html", {"title": settings.title, "actors": sorted(names.values()), "articles": briefing.articles}
    )
