"""Joining of events across articles: which reports are one happening, which plan came about. Pure records, no model."""

import datetime as dt

import pytest

from briefgen.brief.happenings import EventReport, join_events, outcomes
from briefgen.brief.kinds import content_words, kinds_of
from briefgen.records import ActorId, ArticleId, Edtf, Span, Status

NOWHERE = Span(0, 1)


def report(
    article: str,
    words: str,
    trigger: str,
    *actors: str,
    date: str = "2031-03-07",
    status: Status = "happened",
    place: str = "",
    published: int = 8,
) -> EventReport:
    who = tuple(ActorId(actor) for actor in actors)
    return EventReport(
        f"e-{article}", ArticleId(article), 0, 0, words, Edtf(date), status, who, None, dt.date(2031, 3, published),
        kinds_of(trigger, words), " ".join(sorted(content_words(words))), (place,) if place else (),
    )  # fmt: skip


def joined(*reports: EventReport) -> list[list[str]]:
    return sorted(sorted(one.article for one in group) for group in join_events(reports))


LOST = report("a", "ilse varga lost a vote of confidence in parliament", "lost", "varga")
OUSTED = report("b", "parliament voted to oust ilse varga in a vote of confidence", "voted", "varga", "parliament")


def test_one_event_in_other_words_is_joined() -> None:
    assert joined(LOST, OUSTED) == [["a", "b"]]


def test_one_event_is_joined_on_a_day_of_very_many() -> None:
    others = [report(f"x{n}", f"opened gate{n} lamp{n} wharf{n} mill{n}", "opened", "varga") for n in range(200)]

    assert [group for group in joined(*others, LOST, OUSTED) if len(group) > 1] == [["a", "b"]]


def test_another_day_is_another_event() -> None:
    other = report("b", "ilse varga lost a vote of confidence in parliament", "lost", "varga", date="2031-03-08")

    assert joined(LOST, other) == [["a"], ["b"]]


def test_other_actors_are_another_event() -> None:
    other = report("b", "anton reyl lost a vote of confidence in parliament", "lost", "reyl")

    assert joined(LOST, other) == [["a"], ["b"]]


def test_another_place_is_another_event() -> None:
    one = report("a", "a train hit a bus in tarnow", "hit", place="Tarnow")
    other = report("b", "a train hit a bus in kolm", "hit", place="Kolm")

    assert joined(one, other) == [["a"], ["b"]]


def test_without_actors_two_words_in_common_do_not_join() -> None:
    one = report("a", "a bomb killed two soldiers", "killed")
    other = report("b", "a landslide killed two hikers", "killed")

    assert joined(one, other) == [["a"], ["b"]]


def test_one_article_tells_an_event_once() -> None:
    again = report("a", "ilse varga lost the confidence vote in parliament", "lost", "varga")

    assert joined(LOST, again) == [["a"], ["a"]]


def test_a_denial_is_not_joined_to_the_event() -> None:
    denied = report("b", "ilse varga lost a vote of confidence in parliament", "lost", "varga", status="denied")

    assert joined(LOST, denied) == [["a"], ["b"]]


def test_events_known_to_the_year_need_a_shared_actor() -> None:
    one = report("a", "the party won the election in the north", "won", "party", date="2031")
    other = report("b", "the party won the election in the north again", "won", date="2031")

    assert joined(one, other) == [["a"], ["b"]]


def test_what_is_said_must_be_said_in_nearly_the_same_words() -> None:
    one = report("a", "the budget would be cut by a third", "said", "lind")
    other = report("b", "she would not cut the budget for schools and hospitals", "said", "lind")

    assert joined(one, other) == [["a"], ["b"]]


def test_the_first_and_longest_report_is_shown() -> None:
    late = report(
        "b", "ilse varga lost a vote of confidence in parliament on a stormy day", "lost", "varga", published=9
    )

    (group,) = join_events([late, LOST])

    assert [one.article for one in group] == ["a", "b"]


def test_a_plan_is_linked_to_the_report_that_it_happened() -> None:
    plan = report("p", "ilse varga will face a vote of confidence", "face", "varga", status="planned", published=5)

    assert outcomes([(plan,), (LOST,)]) == {"e-p": "e-a"}


def test_a_plan_is_not_linked_to_an_older_report() -> None:
    plan = report("p", "ilse varga will face a vote of confidence", "face", "varga", status="planned", published=9)

    assert outcomes([(plan,), (LOST,)]) == {}


def test_a_plan_of_another_is_not_linked() -> None:
    plan = report("p", "anton reyl will face a vote of confidence", "face", "reyl", status="planned", published=5)

    assert outcomes([(plan,), (LOST,)]) == {}


@pytest.mark.parametrize(
    ("trigger", "words", "kinds"),
    [
        ("turned", "the board turned down the bid", ("offer", "reject", "turn")),
        ("went", "nurses went on strike", ("walkout",)),
        ("held", "varga held talks with reyl in vienna", ("meet",)),
        ("exploded", "a tank exploded and killed six", ("explode", "kill")),
        ("praised", "lind praised the crew", ("prais",)),
    ],
)
def test_the_kinds_of_a_clause(trigger: str, words: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(trigger, words) == kinds


def test_content_words_leave_out_days_and_small_words() -> None:
    assert content_words("the signed treaty on friday with norland") == {"sign", "norland"}
