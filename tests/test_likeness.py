"""Near-identical articles: shortened, lengthened and lightly rewritten ones among follow-ups that share background."""

import random
import re
from itertools import combinations
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.likeness import Index, clusters, likeness, shingles
from tests.clippings import Story, sentence, story

OTHER_WORDS = {
    "said": "told the Wire",
    "people watched": "onlookers stood",
    "though": "although",
    "according to": "as put by",
    "About": "Some",
    "most of them": "nearly all",
    "Nobody": "No one",
    "asked": "wanted to know",
    "had been": "was",
}


def shortened(told: Story, chance: random.Random) -> str:
    """The first half, as an outlet short of space prints it."""
    kept = max(2, len(told.paragraphs) * chance.randrange(40, 80) // 100)
    return "\n\n".join(told.paragraphs[:kept])


def rewritten(told: Story, chance: random.Random) -> str:
    """A sentence in four left out, words exchanged, paragraphs set anew."""
    kept = [s for paragraph in told.sentences for s in paragraph if chance.random() > 0.25]
    words = re.compile("|".join(map(re.escape, OTHER_WORDS)))
    return "\n\n".join(words.sub(lambda found: OTHER_WORDS[found[0]], s) for s in kept)


def lengthened(told: Story, chance: random.Random) -> str:
    """With a local paragraph put in front and a boilerplate behind."""
    return f"{sentence(chance)} {sentence(chance)}\n\n{told.text}\n\nThe Wire is an agency. All rights reserved."


def follow_up(told: Story, number: int) -> str:
    """Another day's story that repeats a third of the first as background."""
    return story(number).text + "\n\n" + "\n\n".join(told.paragraphs[-2:])


def test_near_identical_articles_are_found_and_follow_ups_are_not() -> None:
    """The bar: precision 0.95, recall 0.9 over pairs."""
    chance = random.Random(7)
    texts: dict[str, str] = {}
    for number in range(120):
        told = story(number)
        texts[f"{number}"] = told.text
        texts[f"{number} follow"] = follow_up(told, 5000 + number)
        make = (shortened, rewritten, lengthened)[number % 3]
        texts[f"{number} again"] = make(told, chance)
    true = {frozenset((f"{number}", f"{number} again")) for number in range(120)}

    found = {frozenset(pair) for group in clusters(texts) for pair in combinations(group, 2)}

    assert len(found & true) / len(true) >= 0.9
    assert len(found & true) / len(found) >= 0.95


def test_marks_case_and_white_space_do_not_count() -> None:
    assert shingles("“It’s over,” He said  loudly.") == shingles("it's over he said loudly")


def test_two_stories_share_almost_nothing() -> None:
    assert likeness(shingles(story(1).text), shingles(story(2).text)) < 0.2


def test_texts_too_short_to_compare_are_alike_only_when_the_same() -> None:
    assert likeness(shingles("one two three four five"), shingles("one two three four six")) == 0.0
    assert likeness(shingles("one two three four five"), shingles("one two three four five")) == 1.0


def test_clusters_join_through_a_common_text() -> None:
    told = story(1, paragraphs=12)
    halves = {
        "a": "\n".join(told.paragraphs[:6]),
        "b": "\n".join(told.paragraphs[6:]),
        "all": told.text,
        "x": story(2).text,
    }

    assert clusters(halves) == (("a", "b", "all"),)


def test_likest_comes_first() -> None:
    index = Index()
    index.add("half", "\n".join(story(1).paragraphs[:3]) + story(9).text)
    index.add("all", story(1).text)

    assert [name for name, _ in index.alike(story(1).text)] == ["all", "half"]


@pytest.mark.model
@pytest.mark.slow
def test_check_lists_articles_that_repeat_one_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for name, day, text in (
        ("b", 5, story(1).text),
        ("a", 6, "\n\n".join(story(1).paragraphs[:4])),
        ("c", 7, story(2).text),
    ):
        (content / f"{name}.txt").write_text(f"Title: {name}\nDate: 2031-03-0{day}\n\n{text}\n", "utf-8")

    run(["check", str(tmp_path)])

    assert "  b.txt: stands nearly word for word in a.txt too\n" in capsys.readouterr().out
