"""People of many articles: whom a bare name means."""

from briefgen.brief import Corpus
from briefgen.records import Article, Findings, LocalActor
from tests.briefs import local, report


def pages(*articles: tuple[LocalActor, ...]) -> list[str]:
    pairs: list[tuple[Article, Findings]] = [report(f"a{n}.txt", *actors, day=n) for n, actors in enumerate(articles)]
    return sorted(actor.name for actor in Corpus().update(pairs).briefing.actors)


FAMILY = (local("Josef Tarrant", "Tarrant"), local("Agnes Tarrant"))


def test_a_first_name_beside_somebody_of_the_family_is_the_relative() -> None:
    assert pages(FAMILY, (local("Agnes Tarrant"), local("Josef"))) == ["Agnes Tarrant", "Josef Tarrant"]


def test_a_first_name_taken_for_a_body_is_the_relative() -> None:
    told = pages(FAMILY, (local("Agnes Tarrant"), local("Josef", kind="organisation")))

    assert told == ["Agnes Tarrant", "Josef Tarrant"]


def test_whom_an_article_calls_a_husband_is_the_relative() -> None:
    told = pages((local("Josef Tarrant", "Tarrant"),), (local("Agnes Tarrant"), local("Josef", role="husband")))

    assert told == ["Agnes Tarrant", "Josef Tarrant"]


def test_a_first_name_beside_a_stranger_of_the_surname_is_nobody_known() -> None:
    told = pages((local("Josef Tarrant", "Tarrant"),), (local("Agnes Tarrant"), local("Josef")))

    assert told == ["Agnes Tarrant", "Josef", "Josef Tarrant"]


def test_a_first_name_without_a_relative_is_nobody_known() -> None:
    told = pages(FAMILY[:1], (local("Agnes Berg"), local("Josef", role="husband")))

    assert told == ["Agnes Berg", "Josef", "Josef Tarrant"]


def test_a_first_name_that_two_of_the_family_have_is_undecided() -> None:
    family = (local("Josef A. Tarrant"), local("Josef B. Tarrant"))

    told = pages(family, (local("Agnes Tarrant"), local("Josef", role="husband")))

    assert "Josef" in told
