"""One quote told by several articles: what is one saying and what is not."""

import importlib.util
from pathlib import Path

import pytest

from briefgen.brief.sayings import quote_keys, same_words
from briefgen.records import Quote, Span

BENCH = Path(__file__).parents[1] / "bench"
DIRECT = Quote("direct", (Span(0, 1),), (Span(0, 1),))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("we will rebuild the bridge by spring", "we will rebuild the bridge by spring", True),
        ("we will rebuild the bridge by spring and open it", "rebuild the bridge by spring", True),
        ("we will rebuild the bridge by spring", "we will rebuild the bridge by autumn", False),
        ("we will rebuild the bridge by spring", "we will not sell the harbour to anyone", False),
    ],
    ids=["the same", "a part", "one word of a short quote differs", "another"],
)
def test_same_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


def test_a_short_quote_stands_alone() -> None:
    assert quote_keys("no comment at all", DIRECT) == ()


def test_reported_speech_without_marks_stands_alone() -> None:
    indirect = Quote("indirect", (), (Span(0, 1),))

    assert quote_keys("the bridge would be rebuilt by spring", indirect) == ()


def test_the_bench_set_is_joined_nearly_without_fault() -> None:
    bench = _bench()

    precision, recall, wrong = bench.measure((BENCH / "quote_joining.txt").read_text("utf-8"))

    assert precision >= 0.97, wrong
    assert recall >= 0.95, wrong


def _bench():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("quote_joining", BENCH / "quote_joining.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
