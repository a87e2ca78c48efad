"""Plain text articles."""

import datetime as dt

import pytest

from briefgen.read import parse
from briefgen.records import Article


def text(content: str, name: str = "content/a.txt") -> Article:
    return parse(content.encode(), name)


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.span.cut(article.body)) for block in article.blocks]


def test_header_lines_are_the_metadata_and_the_body_is_the_rest() -> None:
    article = text(
        "Title: Port strike ends\nDate: 2031-03-04 14:30+02:00\nAuthor: Ana Brill\nSource: Harbour Post\n"
        "URL: https://harbour.example/strike\nTags: port, strike,  port\nBriefing: harbour\n\n"
        "The strike ended.\n\nAll is well.\n"
    )

    assert article.title == "Port strike ends"
    assert article.title_given
    assert (article.date, article.time) == (dt.date(2031, 3, 4), "14:30+02:00")
    assert (article.author, article.source) == ("Ana Brill", "Harbour Post")
    assert article.url == "https://harbour.example/strike"
    assert (article.tags, article.briefings) == (("port", "strike"), ("harbour",))
    assert article.body == "The strike ended.\n\nAll is well."
    assert article.warnings == ()


def test_date_on_the_first_line_begins_the_body() -> None:
    article = text(" date 2031-03-04 The strike ended on Tuesday.\n\nAll is well.\n\n")

    assert article.date == dt.date(2031, 3, 4)
    assert article.body == "The strike ended on Tuesday.\n\nAll is well."
    assert (article.title, article.title_given) == ("The strike ended on Tuesday.", False)


def test_prose_with_a_colon_is_no_header() -> None:
    article = text("Analysis: the strike may go on.\n\nNobody knows.")

    assert article.body.startswith("Analysis: the strike")


def test_header_without_a_blank_line_ends_at_the_prose() -> None:
    assert text("Title: Strike\nDate: 2031-03-04\nThe strike ended.").body == "The strike ended."


def test_white_space_inside_the_body_is_kept() -> None:
    assert (
        text("Date: 2031-03-04\n\n  The  strike\tended. \n\n\nAll is well.").body
        == "  The  strike\tended. \n\n\nAll is well."
    )


def test_header_line_that_goes_on_indented_is_one_value() -> None:
    assert text("Title: A very long\n  title indeed\nDate: 2031-03-04\n\nBody.").title == "A very long title indeed"


def test_unknown_key_is_told_with_a_suggestion() -> None:
    article = text("Title: Strike\nAutor: Ana\nDate: 2031-03-04\n\nBody.")

    assert article.warnings == ("line 2: unknown key 'autor' is not used; did you mean 'author'?",)


def test_date_is_taken_from_the_file_name() -> None:
    assert text("Body here.", "content/2031-03-04-strike.txt").date == dt.date(2031, 3, 4)


def test_article_without_a_date_stays_undated_and_says_so() -> None:
    article = text("Body here.")

    assert article.date is None
    assert article.warnings == ("no date: relative dates stay unresolved",)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Mr. Reld of the U.S. office left. He said so.", "Mr. Reld of the U.S. office left."),
        ("“It is over,” he said. Then he left.", "“It is over,” he said."),
        ("VELMAR, March 4 (HPA) - The strike ended. More.", "The strike ended."),
        ("word " * 40, "word " * 15 + "word…"),
    ],
)
def test_title_is_the_first_sentence_cut_at_a_word(body: str, title: str) -> None:
    assert text(body).title == title


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("VELMAR, March 4 (HPA) - The strike ended.", "VELMAR, March 4 (HPA) -"),
        ("VELMAR, Norland (HPA) _ The strike ended.", "VELMAR, Norland (HPA) _"),
        ("VELMAR/SONDE, 4 March — The strike ended.", "VELMAR/SONDE, 4 March —"),
        ("PORT VELMAR — The strike ended.", "PORT VELMAR —"),
        ("Velmar, March 4, 2031 (HPA) – The strike ended.", "Velmar, March 4, 2031 (HPA) –"),
        ("(HPA) - The strike ended.", "(HPA) -"),
        ("Tuesday, March 4, 2031 The strike ended.", "Tuesday, March 4, 2031"),
    ],
)
def test_dateline_is_a_block_before_its_paragraph(line: str, dateline: str) -> None:
    article = text(f"Date: 2031-03-05\n\n{line}\n\nAll is well.")

    assert blocks(article)[:2] == [("dateline", dateline), ("paragraph", "The strike ended.")]


@pytest.mark.parametrize(
    "line",
    [
        "HPA - the news agency - said so.",
        "The port (HPA) - a big one - is shut.",
        "Reld — Velmar's mayor — left.",
        "NATO - Velmar is in it - met.",
    ],
)
def test_prose_with_a_dash_is_no_dateline(line: str) -> None:
    assert blocks(text(line)) == [("paragraph", line)]


@pytest.mark.parametrize(
    ("line", "published", "printed"),
    [
        ("VELMAR, March 4 (HPA) - It ended.", "2031-03-05", dt.date(2031, 3, 4)),
        ("VELMAR, Dec 31 (HPA) - It ended.", "2031-01-01", dt.date(2030, 12, 31)),
        ("VELMAR, March 4, 2029 (HPA) - It ended.", "2031-01-01", dt.date(2029, 3, 4)),
        ("VELMAR (HPA) - It ended.", "2031-01-01", None),
    ],
)
def test_dateline_date_has_the_year_nearest_to_publication(line: str, published: str, printed: dt.date | None) -> None:
    assert text(f"Date: {published}\n\n{line}").dateline == printed


def test_date_line_alone_at_the_top_is_a_dateline() -> None:
    article = text("Tuesday, March 4, 2031\n\nThe strike ended.")

    assert blocks(article)[0] == ("dateline", "Tuesday, March 4, 2031")
    assert article.dateline == dt.date(2031, 3, 4)


def test_capitals_and_short_lines_above_prose_are_headings() -> None:
    article = text(
        "It ended.\n\nLONG TALKS\n\nThey took all night, he said.\n\n"
        "What comes next\n\nNobody knows what will come next."
    )

    assert [(b.kind, b.level) for b in article.blocks] == [
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_caption_and_list_items_are_told() -> None:
    article = text("The port on Monday. Image: Ana Brill.\n\nIt ended.\n\n- one thing\n- another thing")

    assert [kind for kind, _ in blocks(article)] == ["caption", "paragraph", "list-item", "list-item"]


def test_lines_that_are_whole_paragraphs_are_blocks_of_their_own() -> None:
    article = text(
        "The strike at the port ended on Tuesday.\n“It is over,” he said to the reporters there.\nThen he left."
    )

    assert len(article.blocks) == 3


def test_lines_broken_at_a_column_are_joined_and_offsets_stay() -> None:
    wrapped = (
        "The strike at the port of Velmar ended on Tuesday\nafter nine days of talks between the owners and the\n"
        "dockers, who had asked for more pay.\n\nNobody knew on Monday that it would end so soon, said\n"
        "the mayor of the town."
    )
    article = text(wrapped)

    assert len(article.blocks) == 2
    assert article.body == wrapped.replace("\n\n", "§").replace("\n", " ").replace("§", "\n\n")


@pytest.mark.parametrize(
    ("content", "language"),
    [
        (
            "La grève du port est finie mardi, a dit le ministre dans la ville, et les dockers ont repris le travail.",
            "fr",
        ),
        (
            "Der Streik im Hafen ist am Dienstag zu Ende gegangen, sagte der Minister, und die Arbeit geht weiter.",
            "de",
        ),
        (
            "Забастовка в порту закончилась во вторник, сказал министр, и докеры вышли на работу.",
            "ru",
        ),
        (
            "Страйк у порту закінчився у вівторок, сказав міністр, і докери вийшли на роботу, щоб розвантажити судна.",
            "uk",
        ),
        (
            "The strike in the port of São Velmar ended on Tuesday, and the dockers have gone back to their work.",
            "en",
        ),
        ("港湾のストライキは火曜日に終わったと大臣は述べた。", "ja"),
    ],
)
def test_language_is_told_by_letters_and_common_words(content: str, language: str) -> None:
    assert text(content).language == language


def test_language_key_wins() -> None:
    assert text("Language: fr-CA\n\nThe strike is over and that is all there is to it.").language == "fr"


def test_draft_slug_and_summary() -> None:
    article = text("Title: A\nDraft: yes\nSlug: port-strike\nSummary: It ended.\n\nBody.")

    assert (article.draft, article.slug, article.summary) == (True, "port-strike", "It ended.")


def test_address_that_is_none_is_left_out_and_told() -> None:
    article = text("Date: 2031-03-04\nURL: javascript:alert(1)\n\nBody.")

    assert article.url is None
    assert "is no web address" in article.warnings[0]
