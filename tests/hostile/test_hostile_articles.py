"""Articles that no model should be asked to read are shown without analysis, and said so."""

import pytest

from briefgen.build.intake import LONGEST_ANALYSED, LONGEST_SENTENCE, LONGEST_WORD, fingerprint
from briefgen.read import parse
from tests.hostile.places import STORY


@pytest.mark.parametrize(
    "text",
    [
        STORY * (LONGEST_ANALYSED // len(STORY) + 1),
        STORY + '"' * LONGEST_WORD,
        STORY + "data:x," + "a" * LONGEST_WORD,
        STORY + "It rained on Friday and on Monday and " * (LONGEST_SENTENCE // 30),
    ],
    ids=["too long", "marks without a space", "an address without an end", "a sentence without an end"],
)
def test_what_would_keep_the_model_busy_is_not_analysed(text: str) -> None:
    assert not fingerprint(parse(text.encode(), "x.txt"))


def test_a_long_article_is_analysed() -> None:
    assert fingerprint(parse((STORY * 500).encode(), "x.txt"))
