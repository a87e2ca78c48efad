"""Markdown articles."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import BriefgenError
from briefgen.read import parse
from briefgen.records import Article


def markdown(content: str) -> Article:
    return parse(content.encode(), "content/a.md")


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.span.cut(article.body)) for block in article.blocks]


def test_front_matter_is_the_metadata() -> None:
    article = markdown(
        '---\ntitle: "Strike: over"\ndate: 2031-03-04T14:30:00Z\nauthor: [Ana Brill, Jon Moor]\n'
        "tags:\n  - port\n  - strike\ndraft: no\nsource: Harbour Post\n---\nThe strike ended.\n"
    )

    assert article.title == "Strike: over"
    assert (article.date, article.time) == (dt.date(2031, 3, 4), "14:30+00:00")
    assert article.author == "Ana Brill, Jon Moor"
    assert article.tags == ("port", "strike")
    assert not article.draft
    assert article.body == "The strike ended."


def test_markup_becomes_blocks_and_inlines_over_plain_text() -> None:
    article = markdown(
        "The *strike* at [the port](https://port.example/) **ended**\non Tuesday.\n\n"
        "## What next\n\n> It is over.\n\n- One\n- Two `x`\n"
    )

    assert article.body == "The strike at the port ended on Tuesday.\n\nWhat next\n\nIt is over.\n\nOne\n\nTwo x"
    assert [kind for kind, _ in blocks(article)] == ["paragraph", "heading", "quotation", "list-item", "list-item"]
    assert [(mark.tag, mark.span.cut(article.body), mark.href) for mark in article.inlines] == [
        ("em", "strike", None),
        ("a", "the port", "https://port.example/"),
        ("strong", "ended", None),
        ("code", "x", None),
    ]


def test_first_heading_is_the_title_where_none_is_given() -> None:
    article = markdown("# Strike over\n\nThe *strike* ended.\n\n# Later\n\nAll is well.")

    assert (article.title, article.title_given) == ("Strike over", True)
    assert article.body == "The strike ended.\n\nLater\n\nAll is well."
    assert [(block.kind, block.level) for block in article.blocks][1] == ("heading", 2)
    assert article.inlines[0].span.cut(article.body) == "strike"


def test_heading_that_repeats_the_title_is_no_prose() -> None:
    assert markdown("---\ntitle: Strike over\n---\n# Strike over!\n\nIt ended.").body == "It ended."


def test_scripts_and_unsafe_links_do_not_get_through() -> None:
    article = markdown('It <script>alert("x")</script>ended [here](javascript:alert(1)) <img src=x onerror=y>now.')

    assert article.body == "It ended here now."
    assert article.inlines == ()


def test_dateline_and_capitals_are_told_in_markdown_too() -> None:
    article = markdown(
        "---\ndate: 2031-03-05\n---\nVELMAR, March 4 (HPA) - It ended.\n\nLONG TALKS\n\nThey took all night."
    )

    assert blocks(article)[:3] == [
        ("dateline", "VELMAR, March 4 (HPA) -"),
        ("paragraph", "It ended."),
        ("heading", "LONG TALKS"),
    ]
    assert article.dateline == dt.date(2031, 3, 4)


def test_table_row_is_one_block_with_its_cells_parted() -> None:
    assert markdown("| Port | Ships |\n|---|---|\n| Velmar | 12 |\n").body == "Port | Ships\n\nVelmar | 12"


def test_horizontal_line_at_the_top_without_keys_is_a_fault_and_below_prose_is_not() -> None:
    assert markdown("It ended.\n\n---\n\nAll is well.").body == "It ended.\n\nAll is well."


@given(st.text(max_size=300))
def test_any_markdown_is_read_or_refused_and_every_span_lies_in_the_body(content: str) -> None:
    try:
        article = markdown(content)
    except BriefgenError:
        return

    ends = [block.span.end for block in article.blocks]
    assert ends == sorted(ends)
    assert all(block.span.cut(article.body).strip() for block in article.blocks)
    assert all(0 <= mark.span.start < mark.span.end <= len(article.body) for mark in article.inlines)
