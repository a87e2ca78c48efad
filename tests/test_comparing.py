"""Quotes compared before it is known who said them: joined as they are otherwise, whatever their articles are like."""

from random import Random

import pytest

from briefgen.brief import Compared, Corpus, Desk, Edition, compared, newest_versions, parse_corrections, prepare
from briefgen.records import Article, Findings, Quote
from tests.briefs import local, report, words

SAID = (
    "The ferry to Ostrel will sail on Monday whatever the weather does",
    "The ferry to Ostrel will sail on Monday",
    "the ferry to Ostrel will not sail on Tuesday whatever anybody says of it",
    "Not a single barrel was ever found in the harbour",
    "No comment",
)
NAMES = ("Anna Berg", "Otto Kern", "")


def pairs(random: Random) -> list[tuple[Article, Findings]]:
    made = []
    for n in range(20):
        said, name = random.choice(SAID), random.choice(NAMES)
        body = f"Report {n}. “{said},” {name or 'somebody'} said."
        who = [local(name)] if name else []
        quote = Quote("direct", (words(body, said),), (words(body, said),), speaker=who[0].id if who else None)
        url = random.choice((None, f"https://wire.example/{n % 3}"))
        path = f"{random.choice('ab')}{n}/ferry.txt"  # they all ask for one slug
        made.append(report(path, *who, body=body, quotes=(quote,), day=n, url=url))
    return made


def comparison(made: list[tuple[Article, Findings]]) -> Compared:
    reports = {article.path: prepare(article, found)[1] for article, found in made}
    return compared((path, reports[path]) for path in newest_versions(article for article, _ in made))


def told(edition: Edition) -> tuple[object, ...]:
    return edition.ledger, [(saying.anchor, saying.speaker, saying.others) for saying in edition.briefing.sayings]


@pytest.mark.parametrize("seed", range(20))
def test_quotes_compared_before_are_joined_the_same(seed: int) -> None:
    made = pairs(Random(seed))
    before, at_once = Corpus(), Corpus()

    first = told(before.update(made, comparing=lambda: comparison(made))), told(at_once.update(made))
    edited = [(article, found) for article, found in pairs(Random(seed + 1)) if article.path == made[0][0].path]
    second = told(before.update(edited, [made[1][0].path])), told(at_once.update(edited, [made[1][0].path]))

    assert first[0] == first[1]
    assert second[0] == second[1]


def test_what_was_compared_before_is_not_compared_again() -> None:
    made = pairs(Random(0))
    nothing_alike = comparison(made)._replace(likenesses=[])

    briefing = Corpus().update(made, comparing=lambda: nothing_alike).briefing

    assert any(saying.others for saying in Corpus().update(made).briefing.sayings)
    assert not any(saying.others for saying in briefing.sayings)


def test_where_somebody_is_erased_the_quotes_are_compared_anew() -> None:
    made = pairs(Random(0))
    desk = Desk(parse_corrections('[[erase]]\nactor = "anna-berg"\n'))
    editions = [Corpus(desk=desk).update(made, comparing=one) for one in (None, lambda: comparison(made))]

    assert told(editions[0]) == told(editions[1])
