"""The sample in content/ reads as it should: it is the first thing a newcomer builds."""

from pathlib import Path

import pytest

from briefgen.config import load_settings
from briefgen.read import SUFFIXES, read

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
OWN_PAGES = {"actors", "briefings"}
ARTICLES = sorted(
    path
    for path in CONTENT.rglob("*")
    if path.suffix in SUFFIXES and path.relative_to(CONTENT).parts[0] not in OWN_PAGES
)


def test_the_sample_shows_every_form_of_article() -> None:
    assert {path.suffix for path in ARTICLES} == {".txt", ".md", ".html"}
    assert len(ARTICLES) >= 8


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_each_sample_article_is_dated_and_says_it_is_invented(path: Path) -> None:
    article = read(path, path.relative_to(CONTENT).as_posix())

    assert article.date
    assert article.title
    assert article.source or path.name == "strike-begins.txt"  # the short form has no place for one
    assert "invented story" in article.body
    assert not article.warnings


@pytest.mark.parametrize("path", [path for path in ARTICLES if path.suffix == ".html"], ids=lambda path: path.name)
def test_saved_sample_pages_lose_what_is_round_the_story(path: Path) -> None:
    body = read(path, path.name).body

    for around in (
        "cookie",
        "Advertisement",
        "ADVERTISEMENT",
        "Subscribe",
        "Most read",
        "turnip",
        "All rights",
        "Log in",
    ):
        assert around not in body


def test_one_saying_is_reported_twice_in_two_lengths() -> None:
    bodies = [read(path, path.name).body for path in ARTICLES]

    assert sum("Water is not a favour that a neighbour grants" in body for body in bodies) == 2
    assert sum("It is a debt that a river pays" in body for body in bodies) == 1


def test_the_sample_settings_name_every_setting() -> None:
    text = (ROOT / "briefgen.toml").read_text("utf-8")
    settings = load_settings(ROOT)

    missing = [name for name in settings.__dataclass_fields__ if f"{name} = " not in text]

    assert missing == []
