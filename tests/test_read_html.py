"""Pages saved from a browser. The pages are of our own making, in the shapes that news sites and browsers give them."""

import datetime as dt
import json

import pytest

from briefgen.errors import BriefgenError
from briefgen.read import parse
from briefgen.records import Article

PROSE = """\
<p>VELMAR, March 4 (HPA) - The strike at the port of Velmar ended on Tuesday, said <a
href="https://x.example/m">minister Tomas Reld</a> &amp; others after nine days of talks.</p>
<p>“We are <em>glad</em>,” he told reporters <b>loudly</b>, and the ships that had waited outside
the harbour began to move before noon, the port office said.</p>
<h2>What comes next</h2>
<p>The dockers will vote on the agreement on Friday. It gives them more pay and shorter nights.</p>
<blockquote><p>It was a long night for all of us in that room.</p></blockquote><ul><li>More pay for night work</li>
<li>Shorter shifts in winter</li></ul>"""


def page(head: str = "", above: str = "<h1>Port strike ends</h1>", *, prose: str = PROSE, lang: str = "en") -> bytes:
    menu = "<nav><ul><li><a href=/>Home</a></li><li><a href=/world>World</a></li></ul></nav>"
    footer = "<footer><p>© 2031 Harbour Post. All rights reserved. Contact us. Terms of use.</p></footer>"
    body = f"<body>{menu}<main><article>{above}{prose}</article></main>{footer}</body>"
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head>{body}</html>'.encode()


def read(content: bytes, name: str = "content/a.html") -> Article:
    return parse(content, name)


def linked_data(**told: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **told})}</script>'


def test_main_text_is_plain_with_blocks_and_inlines() -> None:
    article = read(page())

    assert article.body.startswith(
        "VELMAR, March 4 (HPA) - The strike at the port of Velmar ended on Tuesday, said minister"
    )
    assert "All rights reserved" not in article.body
    assert "Home" not in article.body
    assert [b.kind for b in article.blocks] == [
        *("dateline", "paragraph", "paragraph", "heading", "paragraph", "quotation", "list-item", "list-item"),
    ]
    assert [(mark.tag, mark.span.cut(article.body)) for mark in article.inlines] == [
        ("a", "minister Tomas Reld"),
        ("em", "glad"),
        ("strong", "loudly"),
    ]


def test_linked_data_tells_everything() -> None:
    told = linked_data(
        **{"@type": "NewsArticle"},
        headline="Port strike ends after nine days",
        datePublished="2031-03-04T14:30:00+02:00",
        dateModified="2031-03-09",
        author=[{"@type": "Person", "name": "Ana Brill"}, {"@type": "Person", "name": "Jon Moor"}],
        publisher={"@type": "Organization", "name": "Harbour Post"},
        description="The strike is over.",
        keywords=["port", "strike"],
        url="https://harbour.example/2031/strike",
    )
    article = read(page(told))

    assert (article.title, article.title_given) == ("Port strike ends after nine days", True)
    assert (article.date, article.time) == (dt.date(2031, 3, 4), "14:30+02:00")
    assert (article.author, article.source) == ("Ana Brill, Jon Moor", "Harbour Post")
    assert (article.summary, article.tags) == ("The strike is over.", ("port", "strike"))
    assert article.url == "https://harbour.example/2031/strike"
    assert article.warnings == ()


def test_linked_data_in_a_graph_is_found() -> None:
    graph = [{"@type": "WebSite", "name": "HP"}, {"@type": "ReportageNewsArticle", "datePublished": "2031-03-04"}]

    assert read(page(linked_data(**{"@graph": graph}))).date == dt.date(2031, 3, 4)


def test_broken_linked_data_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", oops</script>'
    meta = '<meta property="article:published_time" content="2031-03-04">'

    assert read(page(broken + meta)).date == dt.date(2031, 3, 4)


@pytest.mark.parametrize(
    ("head", "above", "date"),
    [
        ('<meta property="article:published_time" content="2031-03-04T08:00:00Z">', "<h1>A b</h1>", "2031-03-04"),
        ('<meta name="DC.date.issued" content="2031-03-04">', "<h1>A b</h1>", "2031-03-04"),
        ('<meta name="pubdate" content="Tue, 4 Mar 2031 08:00:00 GMT">', "<h1>A b</h1>", "2031-03-04"),
        ("", '<h1>A b</h1><time datetime="2031-03-04T08:00">today</time>', "2031-03-04"),
        (
            "",
            '<time datetime="2031-03-09">Updated</time><time class="published" datetime="2031-03-04">4 March</time>',
            "2031-03-04",
        ),
        ("", '<h1>A b</h1><span class="post-date">Published on March 4, 2031 by Ana</span>', "2031-03-04"),
        ('<link rel="canonical" href="https://h.example/news/2031/03/04/strike">', "<h1>A b</h1>", "2031-03-04"),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', "<h1>A b</h1>", None),
        ("", "<h1>A b</h1>", None),
    ],
)
def test_date_is_taken_from_what_the_page_states(head: str, above: str, date: str | None) -> None:
    article = read(page(head, above))

    assert article.date == (dt.date.fromisoformat(date) if date else None)


def test_weak_source_of_a_date_is_told() -> None:
    article = read(page('<link rel="canonical" href="https://h.example/news/2031/03/04/strike">'))

    assert article.warnings == ("the date is taken from the page's address",)


def test_dates_of_other_articles_and_comments_are_not_taken() -> None:
    above = '<h1>A b</h1><aside><time datetime="2029-01-01">x</time></aside><div class="related">'

    assert read(page("", above + '<time datetime="2029-01-02">y</time></div>')).date is None


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        ("<title>Port strike ends | Harbour Post</title>", "<p>x</p>", "Port strike ends"),
        ('<title>x</title><meta property="og:title" content="Port strike ends">', "<h1>Menu</h1>", "Port strike ends"),
        (
            '<meta property="og:site_name" content="Harbour Post"><title>Port strike - day nine - Harbour Post</title>',
            "",
            "Port strike - day nine",
        ),
        ("<title>Port strike - day nine</title>", "", "Port strike - day nine"),
        ("<title>Harbour</title>", "<h1>Port strike ends</h1>", "Port strike ends"),
    ],
)
def test_title_without_the_outlets_name(head: str, above: str, title: str) -> None:
    assert read(page(head, above)).title == title


@pytest.mark.parametrize(
    ("saved", "url"),
    [
        ("<!-- saved from url=(0034)https://harbour.example/strike/ -->", "https://harbour.example/strike/"),
        (
            "<!--\n Page saved with SingleFile \n url: https://harbour.example/strike \n-->",
            "https://harbour.example/strike",
        ),
    ],
)
def test_address_is_found_where_the_browser_wrote_it(saved: str, url: str) -> None:
    article = read(page().replace(b"<html", saved.encode() + b"<html"))

    assert article.url == url
    assert article.source == "harbour.example"


def test_canonical_address_may_be_relative_to_the_saved_one() -> None:
    saved = b"<!-- saved from url=(0034)https://harbour.example/strike/?ref=home --><html"

    assert (
        read(page('<link rel="canonical" href="/strike">').replace(b"<html", saved)).url
        == "https://harbour.example/strike"
    )


def test_byline_is_the_author() -> None:
    assert read(page("", '<h1>A b</h1><p class="byline">By Ana Brill | Harbour Post</p>')).author == "Ana Brill"


def test_declared_encoding_is_believed_and_told() -> None:
    content = page('<meta name="date" content="2031-03-04">').replace(b'"utf-8"', b'"iso-8859-1"')
    article = read(content.decode("utf-8").encode("cp1252", "xmlcharrefreplace"))

    assert "“We are glad,”" in article.body
    assert "read as cp1252" in article.warnings[0]


def test_french_page_is_french() -> None:
    prose = "<p>La grève du port est finie mardi, a dit le ministre, et les dockers ont repris le travail.</p>" * 3

    assert read(page(prose=prose)).language == "fr"


def test_two_readings_are_the_same() -> None:
    assert read(page()) == read(page())


@pytest.mark.parametrize(
    "content", [b"<html></html>", b"<!-- nothing -->", b"<p></p>", b"<html><body><nav>Home</nav></body></html>"]
)
def test_page_without_an_article_is_a_fault(content: bytes) -> None:
    with pytest.raises(BriefgenError, match=r"a\.html: (no article text|is no HTML page|has no text)"):
        read(content, "a.html")
