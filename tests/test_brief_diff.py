"""What differs for readers between two sites."""

from briefgen.brief import brief
from briefgen.build.differences import NAMES, SHOWN, differences
from briefgen.records import Actor, ActorId, Briefing
from briefgen.site.columns import TABLES
from tests.briefs import local, report

ANNA = {"id": "anna-berg", "name": "Anna Berg", "kind": "person", "role": "engineer", "aliases": ["Berg"]}
OTTO = {"id": "otto-kern", "name": "Otto Kern", "kind": "person", "role": None, "aliases": []}

NOBODY = Briefing()


def told(before: list[dict[str, object]], after: list[dict[str, object]], briefing: Briefing = NOBODY) -> list[object]:
    found = differences({"actors": before}, {"actors": after}, briefing)
    return [(one.what, one.id, one.changes, one.into) for one in found]


def test_equal_sites_differ_in_nothing() -> None:
    assert told([ANNA, OTTO], [OTTO, ANNA]) == []


def test_every_column_compared_is_published() -> None:
    published = {table: {column.name for column in columns} for table, columns in TABLES.items()}

    assert all(published[table].issuperset((*SHOWN[table], NAMES[table])) for table in SHOWN)


def test_new_and_gone_are_told() -> None:
    assert told([ANNA], [OTTO]) == [("gone", "anna-berg", {}, None), ("new", "otto-kern", {}, None)]


def test_a_changed_role_is_told_with_both_values() -> None:
    assert told([ANNA], [{**ANNA, "role": "chief engineer"}]) == [
        ("altered", "anna-berg", {"role": ("engineer", "chief engineer")}, None)
    ]


def test_counts_are_no_difference_for_readers() -> None:
    assert told([{**ANNA, "article_count": 1}], [{**ANNA, "article_count": 2}]) == []


def test_a_merged_actor_is_told_with_the_one_it_is_now() -> None:
    merged = Briefing(actors=(Actor(ActorId("anna-berg"), "Anna Berg", "person", former_ids=(ActorId("otto-kern"),)),))

    assert told([ANNA, OTTO], [ANNA], merged) == [("merged", "otto-kern", {}, "anna-berg")]


def test_a_new_address_of_one_actor_is_a_move() -> None:
    moved = Briefing(actors=(Actor(ActorId("a-berg"), "Anna Berg", "person", former_ids=(ActorId("anna-berg"),)),))

    assert told([ANNA], [{**ANNA, "id": "a-berg"}], moved) == [("moved", "anna-berg", {}, "a-berg")]


def test_two_articles_of_one_slug_get_two_and_are_told() -> None:
    briefing = brief([report("a/talks.txt", local("Anna Berg")), report("b/talks.txt")])

    assert sorted(article.id for article in briefing.articles) == ["talks", "talks-2"]
    assert ["talks-2" in doubt.what and "a/talks.txt" in doubt.what for doubt in briefing.doubts] == [True]


def test_versions_of_one_address_are_one_article() -> None:
    old = report("old.txt", local("Anna Berg"), url="https://example.org/a?x=1")
    new = report("new.txt", local("Otto Kern"), url="https://www.example.org/a/?x=1", day=3)

    briefing = brief([old, new])

    assert [(article.path, article.id) for article in briefing.articles] == [("new.txt", "old")]
    assert [article.path for article in briefing.versions[briefing.articles[0].id]] == ["old.txt"]
    assert [actor.name for actor in briefing.actors] == ["Otto Kern"]
