"""Lists carried from one edition of a session to the next are those of an edition made from nothing."""

from dataclasses import replace
from itertools import islice

import pytest

from briefgen.reads import Table
from briefgen.records import Article, Briefing
from briefgen.site.carried import Lists
from briefgen.site.corpus import Corpus, Past
from tests.handmade import briefing, many
from tests.test_traces import variants

CARRIED = (
    "sayings", "happenings", "article_sayings", "article_happenings", "sayings_by", "sayings_about", "happenings_of",
    "days", "cast", "mention_counts", "roles_in", "_seen_in",
)  # fmt: skip


def lists(source: Briefing, past: Past | None = None) -> tuple[dict[str, object], Past]:
    corpus = Corpus(source, past)
    made = {name: getattr(corpus, name) for name in CARRIED}
    told = {name: one.entries if isinstance(one, Table) else one for name, one in made.items()}
    return told | {"order of days": list(corpus.days)}, corpus.past


def as_in_a_session(other: Briefing, source: Briefing) -> Briefing:
    """An article whose findings changed is another object there."""

    def now(article: Article) -> Article:
        return article if other.findings.get(article.id) is source.findings.get(article.id) else replace(article)

    return replace(other, articles=tuple(map(now, other.articles)))


@pytest.mark.parametrize("source", [briefing(), many(3)], ids=["few", "many"])
def test_lists_are_the_same_carried_or_made_whatever_changes(source: Briefing) -> None:
    first, past = lists(source)
    assert lists(source, past)[0] == first
    built = 0
    for other in islice(variants(source), 1, None, 13 if len(source.articles) < 20 else 97):
        assert isinstance(other, Briefing)
        edition = as_in_a_session(other, source)
        try:
            clean, _ = lists(edition)
        except (KeyError, ValueError, IndexError, AssertionError, StopIteration):  # nothing stands where it points
            continue
        built += 1
        carried, since = lists(edition, past)

        assert carried == clean
        assert lists(source, since)[0] == first

    assert built > 50


def test_a_list_that_the_edition_before_was_not_asked_for_is_made() -> None:
    source = briefing()
    corpus = Corpus(source)
    assert corpus.sayings

    assert lists(source, corpus.past)[0] == lists(source)[0]


def test_lists_that_nothing_belongs_to_are_the_same_objects() -> None:
    source = briefing()
    past = lists(source)[1]
    said = replace(source.sayings[0])
    other = replace(source, sayings=(said, *source.sayings[1:]))
    before, now = past.lists["article_sayings"], lists(other, past)[1].lists["article_sayings"]

    changed = {key for key in now if now[key] is not before[key]}

    assert changed == {said.article, *(one.article for one in said.others)}


def test_the_first_edition_has_nothing_before_it() -> None:
    made: dict[str, object] = {}

    assert Lists({}, made).ordered("a", Lists({}, made).change("b", (2, 1), lambda told: ()), abs) == (1, 2)


def test_what_rests_on_actors_alone_is_made_anew_only_where_one_differs() -> None:
    source = briefing()
    past = lists(source)[1]
    equal = replace(source, actors=tuple(map(replace, source.actors)))
    first, *rest = source.actors
    other = replace(source, actors=(replace(first, appearances=first.appearances[1:]), *rest))

    assert lists(equal, past)[1].lists["cast"][1] is past.lists["cast"][1]
    assert lists(other, past)[1].lists["cast"][1] is not past.lists["cast"][1]
