"""What all makers of pages share: the corpus, the settings they need, and the frame around a page's content."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Concatenate, ParamSpec

from markupsafe import Markup, escape

from briefgen.config import Settings
from briefgen.later import Later
from briefgen.records import Saying
from briefgen.site.corpus import Corpus
from briefgen.site.jsonld import Node, breadcrumbs, script
from briefgen.site.laid import Memory
from briefgen.site.urls import Links, actor_url, links_from, og_image_url
from briefgen.site.views.printer import Printer, short
from briefgen.site.views.shell import Alternate, Crumb, NavEntry, Shell

__all__ = ["FULL_TEXT", "POLICY", "Frame"]

NAVIGATION = (
    ("Briefing", ""),
    ("Actors", "actors/"),
    ("Timeline", "timeline/"),
    ("Quotes", "quotes/"),
    ("Dates", "dates/"),
    ("Articles", "articles/"),
    ("Search", "search/"),
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
FULL_TEXT = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") + "; worker-src 'self' blob:"
PICTURED = frozenset({"actor", "article", "day", "quote"})  # kinds of page with a share image of their own
LONGEST_TITLE = 68  # characters that a search result shows of a page's title
LONGEST_DESCRIPTION = 180  # characters that search engines and share cards show


Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Frame:
    """Given to every maker."""

    corpus: Corpus
    settings: Settings
    memory: Memory = field(default_factory=Memory)

    def later(
        self, make: Callable[Concatenate["Frame", Given], object], *given: Given.args, **none: Given.kwargs
    ) -> Later:
        """A view that is made when its page is: by a function of ours, from what it is given and looks up."""
        return Later(partial(make, self), given, reads=self.corpus)

    def printer(self, url: str) -> Printer:
        settings = self.settings
        return Printer(self.corpus, self.links(url), settings.language, settings.min_confidence, self.shares)

    @property
    def shares(self) -> bool:
        """Whether pages have share images of their own, and quotes pages of their own to carry them."""
        return bool(self.settings.share_images and self.settings.base_url)

    def links(self, url: str) -> Links:
        return links_from(url, portable=self.settings.portable)

    def absolute(self, url: str) -> str:
        """With `base_url`; the URL as it is without."""
        return self.settings.base_url + url

    def speaker(self, saying: Saying) -> str | None:
        """The address of the page of who said it."""
        id = saying.speaker
        return self.absolute(actor_url(id)) if id and id in self.corpus.faces else None

    def shell(
        self,
        url: str,
        title: str,
        *,
        kind: str,
        description: str = "",
        crumbs: Sequence[tuple[str, str]] = (),
        alternates: Mapping[str, tuple[str, str]] | None = None,
        nodes: Sequence[Node] = (),
        og_type: str = "website",
        noindex: bool = False,
        links: Links | None = None,
    ) -> Shell:
        """`crumbs`: (label, URL) of the pages above; `alternates`: URL to (media type, title)."""
        links, base, site = links or self.links(url), self.settings.base_url, self.settings.title
        feeds = {"feed.atom": ("application/atom+xml", site), **(alternates or {})}
        trail = [("Briefing", ""), *crumbs, (title, url)] if url else []
        return Shell(
            site=site,
            home=links.to(""),
            title=title,
            head_title=_head_title(title, site) if url else _cut(site),
            description=short(description or self.settings.description or f"{title}: {site}", LONGEST_DESCRIPTION),
            language=self.settings.language,
            root=links.root,
            search=links.to("search/"),
            about=links.to("about/"),
            policy=FULL_TEXT if self.settings.full_text else POLICY,
            nav=tuple(NavEntry(name, links.to(to), self._holds(to, url)) for name, to in NAVIGATION),
            crumbs=tuple(Crumb(name, links.to(to) if to != url else "") for name, to in trail),
            alternates=tuple(Alternate(kind_, name, links.to(to)) for to, (kind_, name) in feeds.items()),
            canonical=base + url if base else "",
            image=base + self._image(url, kind) if base else "",
            image_alt=f"{site}: who acted, what they said, what happened on which day",
            og_type=og_type,
            noindex=noindex,
            jsonld=self._jsonld(url, trail, nodes),
            kind=kind,
        )

    def _image(self, url: str, kind: str) -> str:
        """The page's own share image where the settings ask for one, else the theme's."""
        own = self.shares and kind in PICTURED
        return og_image_url(url) if own else "og.png"

    def _holds(self, section: str, url: str) -> bool:
        return url.startswith(section) if section else url == ""

    def _jsonld(self, url: str, trail: Sequence[tuple[str, str]], nodes: Sequence[Node]) -> Markup:
        graph = list(nodes)
        if trail:
            graph.append(breadcrumbs(self.absolute(url), [(name, self.absolute(to)) for name, to in trail]))
        return script(graph)


def _head_title(title: str, site: str) -> str:
    whole = f"{title} · {site}"
    return whole if len(escape(whole)) <= LONGEST_TITLE else _cut(title)


def _cut(title: str) -> str:
    """Short enough as written in HTML, where an apostrophe counts for five characters."""
    return short(title, max(LONGEST_TITLE - (len(escape(title)) - len(title)), LONGEST_TITLE // 2))
