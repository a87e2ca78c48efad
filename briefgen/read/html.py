"""Pages saved from a browser: main text by trafilatura, the rest from what the page says of itself."""

import re
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, Problem
from briefgen.read.article import article
from briefgen.read.evidence import Evidence, evidence
from briefgen.read.keys import Given, Header
from briefgen.read.walk import text_of, without_title
from briefgen.records import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document


_FEW_WORDS = 10  # a menu, not an article
# "Advertisement – continue reading below", a paragraph among the story's own
_ADVERT_LENGTH = 60
_ADVERT = re.compile(
    r"\W*(advertisement|advertising|sponsored)\W*((the )?(story|article)?\s*continues?\W[\w ]{0,30})?\W*", re.I
)


def parse_html(name: str, text: str) -> Article:
    """Read a saved page. Raises BriefgenError when no article is found on it."""
    page = _tree(name, text)
    found = evidence(page, text)
    main = _main(_without_adverts(page))
    if main is None or main.body is None or len(" ".join(main.body.itertext()).split()) < _FEW_WORDS:
        raise BriefgenError(Problem(name, "no article text is found on this page", "save the article's own page"))
    body, inlines = text_of(main.body)
    titled = without_title(body, inlines, found.title)
    header = _header(found, main)
    if titled.title and "title" not in header:
        header = {**header, "title": Given(titled.title)}
    warnings = (f"the date is taken from {found.dated_by}",) if found.dated_by else ()
    return article(name, header, titled.body, inlines=titled.inlines, warnings=warnings)


def _tree(name: str, text: str) -> "HtmlElement":
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # lxml refuses a declared encoding in decoded text
    try:
        return html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise BriefgenError(Problem(name, "is no HTML page", "save it again from the browser")) from error


def _without_adverts(page: "HtmlElement") -> "HtmlElement":
    """Take out the lines that only say that an advertisement stood there."""
    for element in list(page.iter("p", "div", "span")):
        words = (element.text or "").strip()
        if len(element) == 0 and len(words) <= _ADVERT_LENGTH and _ADVERT.fullmatch(words):
            element.drop_tree()
    return page


def _main(page: "HtmlElement") -> "Document | None":
    """The main text. Dates are none of its business: it would compare them with today's."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from copy import deepcopy

    found = bare_extraction(
        deepcopy(page), output_format="html", include_formatting=True, include_links=True, include_comments=False
    )
    return None if isinstance(found, dict) else found


def _header(found: Evidence, main: "Document") -> Header:
    """What the page says as header keys; the extractor's own finds fill the gaps."""
    said: dict[str, str | None] = {
        "title": found.title or getattr(main, "title", None),
        "date": found.date,
        "author": found.author,
        "source": found.source,
        "url": found.url,
        "summary": found.summary,
        "language": found.language,
    }
    header: dict[str, Given] = {key: Given(value) for key, value in said.items() if value}
    if found.tags:
        header["tags"] = Given(found.tags)
    return header
