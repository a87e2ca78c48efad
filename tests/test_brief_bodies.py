"""Organisations of many articles: whose short names and namesakes are one body."""

import pytest

from briefgen.brief import Corpus
from briefgen.records import Article, Findings
from tests.briefs import local, report


def reports(*names: str) -> list[tuple[Article, Findings]]:
    return [report(f"a{n}.txt", local(name, kind="organisation"), day=n) for n, name in enumerate(names)]


def pages(*names: str) -> list[str]:
    return sorted(actor.name for actor in Corpus().update(reports(*names)).briefing.actors)


@pytest.mark.parametrize(
    "names",
    [
        ("Justice Department", "U.S. Justice Department"),
        ("Senate", "U.S. Senate", "United States Senate"),
        ("US Court of Rivers", "United States Court of Rivers"),
        ("Al Tarnah", "al-Tarnah"),
        ("GOP", "Republican Party"),
    ],
)
def test_names_of_one_body_make_one_page(names: tuple[str, ...]) -> None:
    assert len(pages(*names)) == 1


def test_two_countries_ministries_stay_apart_beside_the_bare_name() -> None:
    names = ("Defense Ministry", "French Defense Ministry", "Polish Defense Ministry")

    assert pages(*names) == sorted(names)


@pytest.mark.parametrize(
    "names",
    [
        ("U.S. Justice Department", "Justice Department"),
        ("Defense Ministry", "French Defense Ministry", "Polish Defense Ministry"),
    ],
)
def test_bodies_told_one_after_another_make_the_pages_of_all_at_once(names: tuple[str, ...]) -> None:
    corpus = Corpus()
    for told in reports(*names):
        corpus.update([told])

    assert sorted(actor.name for actor in corpus.update([]).briefing.actors) == pages(*names)
