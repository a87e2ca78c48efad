"""A piece of HTML and its header in, an `Article` out: bodies of Markdown files, feed entries, mails."""

from briefgen.read.article import article
from briefgen.read.body import Body
from briefgen.read.keys import Given, Header
from briefgen.read.walk import text_of, without_title
from briefgen.records import Article

# What foreign markup may bring: no pictures, no scripts, no styles.
_TAGS = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "em", "i", "strong", "b", "a",
    "code", "pre", "table", "thead", "tbody", "tr", "td", "th", "figure", "figcaption", "div", "span", "hr",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}


def parse_fragment(name: str, header: Header, markup: str) -> Article:
    """Read a body of HTML; a heading at its top is the title if the header has none. Raises BriefgenError."""
    import nh3
    from lxml import html

    clean = nh3.clean(markup, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None, url_schemes=_SCHEMES)
    if not clean.strip():
        return article(name, header, Body("", ()))
    body, inlines = text_of(html.fragment_fromstring(clean, create_parent="div"))
    given = header.get("title") or header.get("headline")
    titled = without_title(body, inlines, given.text() if given else None)
    if titled.title and not given:
        header = {**header, "title": Given(titled.title)}
    return article(name, header, titled.body, inlines=titled.inlines)
