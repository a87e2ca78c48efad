"""Shapes that break programs: depth, length, repetition, bombs. Read or refused, and in linear time."""

import time
from collections.abc import Callable

import pytest

from briefgen.errors import BriefgenError
from briefgen.read import parse
from tests.hostile.test_hostile_read import faults_of

STORY = "Minister Ada Brook said on Friday that “the bridge is open”. She spoke in Velmar. "
HEAD = "---\ntitle: A bridge\ndate: 2031-03-04\n---\n\n"

# The name, the file's suffix, its text at size n: what grows is the shape, not the story.
SHAPES: list[tuple[str, str, Callable[[int], str]]] = [
    ("quotation marks", ".txt", lambda n: STORY + '"' * n),
    ("opening marks", ".txt", lambda n: STORY + "“" * n),
    ("single marks", ".txt", lambda n: STORY + "'" * n),
    ("marks and words", ".txt", lambda n: STORY + '" a ' * (n // 4)),
    ("one long word", ".txt", lambda n: STORY + "a" * n),
    ("one long capital word", ".txt", lambda n: STORY + "A" * n),
    ("capital words", ".txt", lambda n: STORY + "Ab " * (n // 3)),
    ("initials", ".txt", lambda n: STORY + "A. " * (n // 3)),
    ("dashes", ".txt", lambda n: "VELMAR, March 3 " + "-" * n + STORY),
    ("dateline without end", ".txt", lambda n: "VELMAR" + " A" * (n // 2)),
    ("spaces", ".txt", lambda n: STORY + " " * n + "x"),
    ("blank lines", ".txt", lambda n: STORY + "\n" * n + "x"),
    ("tabs and blank lines", ".txt", lambda n: STORY + "\n\t" * (n // 2) + "x"),
    ("no-break spaces", ".txt", lambda n: STORY + "\u00a0" * n + "x"),
    ("short lines", ".txt", lambda n: "a\n" * (n // 2)),
    ("wrapped lines", ".txt", lambda n: "the quick word\n" * (n // 15)),
    ("bullets", ".txt", lambda n: "- a\n" * (n // 4)),
    ("digits", ".txt", lambda n: STORY + "1" * n),
    ("dates", ".txt", lambda n: STORY + "2031-01-01 " * (n // 11)),
    ("months", ".txt", lambda n: STORY + "March " * (n // 6)),
    ("full stops", ".txt", lambda n: STORY + "." * n),
    ("sentences", ".txt", lambda n: "A b. " * (n // 5)),
    ("headers", ".txt", lambda n: "Title: x\n" * (n // 9) + "\n" + STORY),
    ("continued header", ".txt", lambda n: "Title: x\n" + " y\n" * (n // 3) + "\n" + STORY),
    ("unknown headers", ".txt", lambda n: "Title: x\n" + "".join(f"k{i}: x\n" for i in range(n // 40)) + "\n" + STORY),
    ("combining marks", ".txt", lambda n: STORY + "e" + "\u0301" * n),
    ("bidi marks", ".txt", lambda n: STORY + "\u202e" * n),
    ("surrogate look-alikes", ".txt", lambda n: STORY + "\U0001f9e8" * (n // 4)),
    ("stars", ".md", lambda n: HEAD + STORY + "*" * n),
    ("stars and words", ".md", lambda n: HEAD + STORY + "*a " * (n // 3)),
    ("underscores", ".md", lambda n: HEAD + STORY + "_a" * (n // 2)),
    ("open brackets", ".md", lambda n: HEAD + STORY + "[" * n),
    ("open links", ".md", lambda n: HEAD + STORY + "[a](" * (n // 4)),
    ("open pictures", ".md", lambda n: HEAD + STORY + "![" * (n // 2)),
    ("nested links", ".md", lambda n: HEAD + STORY + "[" * (n // 2) + "](x)" * (n // 8)),
    ("quotation depth", ".md", lambda n: HEAD + ">" * n + STORY),
    ("quotation depth, spaced", ".md", lambda n: HEAD + "> " * (n // 2) + STORY),
    ("list depth", ".md", lambda n: HEAD + "- " * (n // 2) + STORY),
    ("indented list depth", ".md", lambda n: HEAD + "".join(f"{'    ' * i}- a\n" for i in range(int((n / 2) ** 0.5)))),
    ("backticks", ".md", lambda n: HEAD + STORY + "`" * n),
    ("backtick pairs", ".md", lambda n: HEAD + STORY + "`a" * (n // 2)),
    ("open tags", ".md", lambda n: HEAD + STORY + "<" * n),
    ("nested elements in Markdown", ".md", lambda n: HEAD + "<div>" * (n // 5) + STORY),
    ("open comment", ".md", lambda n: HEAD + STORY + "<!--" * (n // 4)),
    ("ampersands", ".md", lambda n: HEAD + STORY + "&" * n),
    ("backslashes", ".md", lambda n: HEAD + STORY + "\\" * n),
    ("table bars", ".md", lambda n: HEAD + STORY + "\n\n" + "|" * n + "\n" + "|-" * (n // 2)),
    ("reference definitions", ".md", lambda n: HEAD + "[a]: https://a.example\n" * (n // 23) + "\n" + STORY),
    ("hashes", ".md", lambda n: HEAD + "#" * n + STORY),
    ("underlined heading", ".md", lambda n: HEAD + "a\n" + "=" * n + "\n\n" + STORY),
    ("yaml depth", ".md", lambda n: "---\ntags: " + "[" * n + "\n---\n" + STORY),
    ("yaml depth, closed", ".md", lambda n: "---\ntags: " + "[" * (n // 2) + "]" * (n // 2) + "\n---\n" + STORY),
    ("yaml maps", ".md", lambda n: "---\ntags: " + "{a: " * (n // 4) + "\n---\n" + STORY),
    ("yaml keys", ".md", lambda n: "---\n" + "".join(f"k{i}: x\n" for i in range(n // 40)) + "---\n" + STORY),
    ("yaml dashes", ".md", lambda n: "---\n" + "- " * (n // 2) + "\n---\n" + STORY),
    ("yaml bomb", ".md", lambda n: "---\na0: &a0 [x]\n" + _doubling(min(n // 30, 60)) + "---\n" + STORY),
    ("unclosed front matter", ".md", lambda n: "---\n" + "a: b\n" * (n // 5)),
    ("fences", ".md", lambda n: "---\n" * (n // 4) + STORY),
    ("nested elements", ".html", lambda n: f"<html><body><article><p>{STORY * 3}</p>" + "<div>" * (n // 5)),
    ("nested inline", ".html", lambda n: f"<html><body><article><p>{STORY * 3}" + "<b>" * (n // 3)),
    ("nested lists", ".html", lambda n: f"<html><body><article><p>{STORY * 3}</p>" + "<ul><li>" * (n // 8)),
    ("nested tables", ".html", lambda n: f"<html><body><article><p>{STORY * 3}</p>" + "<table><tr><td>" * (n // 15)),
    ("paragraphs", ".html", lambda n: f"<html><body><article>{f'<p>{STORY}</p>' * (n // 90)}"),
    ("attributes", ".html", lambda n: f"<html><body {'a=b ' * (n // 4)}><article><p>{STORY * 3}</p>"),
    ("one long attribute", ".html", lambda n: f'<html><body class="{"a " * (n // 2)}"><article><p>{STORY * 3}</p>'),
    ("entities", ".html", lambda n: f"<html><body><article><p>{STORY * 3}</p><p>{'&amp;' * (n // 5)}</p>"),
    (
        "entity bomb",
        ".html",
        lambda n: f"<!DOCTYPE x [{_entities(min(n // 40, 40))}]><html><body><p>{STORY * 3}&e9;</p>",
    ),
    (
        "metadata",
        ".html",
        lambda n: f"<html><head>{'<meta name=author content=a>' * (n // 28)}</head><p>{STORY * 3}</p>",
    ),
    ("linked data depth", ".html", lambda n: _linked_data("[" * (n // 2) + "]" * (n // 2))),
    ("linked data graph", ".html", lambda n: _linked_data('{"@graph":' * (n // 20) + "1" + "}" * (n // 20))),
    ("linked data of odd kinds", ".html", lambda n: _linked_data('{"@type":"NewsArticle","keywords":5,"author":[[]]}')),
    ("linked data number", ".html", lambda n: _linked_data('{"@type":"NewsArticle","headline":' + "9" * n + "}")),
    ("comments", ".html", lambda n: f"<html><body><article><p>{STORY * 3}</p>{'<!-- x -->' * (n // 10)}"),
    ("scripts", ".html", lambda n: f"<html><body><article><p>{STORY * 3}</p>{'<script>x</script>' * (n // 18)}"),
    ("open angle brackets", ".html", lambda n: f"<html><body><article><p>{STORY * 3}</p>{'<' * n}"),
]

SMALL, LARGE = 15_000, 60_000  # characters; a quadratic reader takes sixteen times as long for four times as much
GROWTH = 9  # times as long at most, with room for a busy machine
QUICK = 0.5  # seconds: below it nothing is asked of the growth


def _doubling(levels: int) -> str:
    """The bomb of a billion laughs: each line names the one before it nine times."""
    return "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, levels))


def _entities(levels: int) -> str:
    return '<!ENTITY e0 "x">' + "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 9}">' for i in range(1, levels))


def _linked_data(text: str) -> str:
    head = f'<head><title>A bridge</title><script type="application/ld+json">{text}</script></head>'
    return f"<html>{head}<body><article><p>{STORY * 3}</p></article></body></html>"


@pytest.mark.parametrize(("suffix", "make"), [pytest.param(*shape[1:], id=shape[0]) for shape in SHAPES])
def test_a_hostile_shape_is_read_or_refused_in_linear_time(suffix: str, make: Callable[[int], str]) -> None:
    _seconds(suffix, make(500))  # libraries loaded

    small, large = _seconds(suffix, make(SMALL)), _seconds(suffix, make(LARGE))

    assert large < max(QUICK, GROWTH * small)


def _seconds(suffix: str, text: str) -> float:
    start = time.process_time()
    try:
        assert faults_of(parse(text.encode("utf-8", "surrogatepass"), f"shape{suffix}")) == []
    except BriefgenError as error:
        assert all("\n" not in str(problem) for problem in error.problems)  # noqa: PT017
    return time.process_time() - start
