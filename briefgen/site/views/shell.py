"""What every page has around its content: head, navigation, breadcrumbs, share card, structured data."""

from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["Alternate", "Crumb", "NavEntry", "Pager", "Shell"]


@dataclass(frozen=True, slots=True)
class NavEntry:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str  # "" for the page itself


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same content in another form: a feed, a calendar, JSON."""

    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Neighbouring parts of a long list, or neighbouring days."""

    newer: str = ""
    newer_label: str = ""
    older: str = ""
    older_label: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    site: str  # the site's title
    home: str
    title: str
    head_title: str
    description: str
    language: str
    root: str  # leads to the site root
    search: str
    about: str
    policy: str  # content security
    nav: tuple[NavEntry, ...]
    crumbs: tuple[Crumb, ...]
    alternates: tuple[Alternate, ...]
    canonical: str  # "" without base_url
    image: str  # absolute; "" without base_url
    image_alt: str
    og_type: str
    noindex: bool
    jsonld: Markup
    kind: str  # of page: styles and scripts look at it
