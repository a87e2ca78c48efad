"""Marked source text: layers nest whatever their spans, ids stand once, nothing of the text is lost."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from briefgen.records import Span
from briefgen.site.marked import Layer, excerpt, marked, sentences

BODY = "One <b>two</b> three. Four “five” six. Seven & eight."


def layer(start: int, end: int, name: str = "x") -> Layer:
    return Layer(Span(start, end), f'<{name} id="{name}">', f"</{name}>", 0, f"<{name}>")


def nests(html: str) -> bool:
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", html):
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


def test_text_without_layers_is_escaped() -> None:
    assert marked(BODY, Span(0, 10), []) == "One &lt;b&gt;two"[: len("One &lt;b&gt;two")]


def test_crossing_layers_are_cut_and_the_id_stays_with_the_first_part() -> None:
    html = marked(BODY, Span(0, len(BODY)), [layer(0, 10, "a"), layer(5, 20, "q")])

    assert nests(html)
    assert html.count('id="q"') == 1
    assert html.index('id="q"') < html.index("<q>")


def test_what_ends_a_layer_stands_once_behind_it() -> None:
    one = Layer(Span(0, 3), "<q>", "</q>", 0, None, "<i>1</i>")

    assert marked(BODY, Span(0, 3), [one]) == "<q>One</q><i>1</i>"


@given(st.lists(st.tuples(st.integers(0, len(BODY)), st.integers(0, len(BODY))), max_size=8))
def test_any_layers_nest_and_keep_the_text(pairs: list[tuple[int, int]]) -> None:
    layers = [layer(min(p), max(p), f"l{n}") for n, p in enumerate(pairs) if p[0] != p[1]]

    html = str(marked(BODY, Span(0, len(BODY)), layers))

    assert nests(html)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == BODY
    assert all(html.count(f'id="l{n}"') <= 1 for n in range(8))


def test_titles_and_initials_end_no_sentence() -> None:
    text = "Mr. Tarn met Gen. A. Orsk. They spoke. “Well.” He left."

    assert [s.cut(text) for s in sentences(text, Span(0, len(text)))] == [
        "Mr. Tarn met Gen. A. Orsk. ", "They spoke. ", "“Well.” ", "He left.",
    ]  # fmt: skip


def test_an_excerpt_joins_neighbouring_sentences_and_drops_the_rest() -> None:
    text = "One. Two. Three. Four."

    runs = excerpt(text, Span(0, len(text)), [Span(0, 3), Span(5, 8), Span(17, 20)])

    assert [run.cut(text) for run in runs] == ["One. Two. ", "Four."]
