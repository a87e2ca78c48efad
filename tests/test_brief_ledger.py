"""Permanent addresses: what was given once is kept, and the ledger survives hands and version control."""

from dataclasses import replace

import pytest

from briefgen.brief import Corpus, Desk, parse_corrections
from briefgen.brief.ledger import ledger_text, parse_ledger
from briefgen.errors import BriefgenError
from briefgen.records import Article, Findings, LocalId, Quote
from tests.briefs import local, report, words

BODY = "Berg spoke. “The gates stay shut until the autumn comes,” she said on the bridge."


def spoken(body: str, said: str, path: str = "a.txt") -> tuple[Article, Findings]:
    span = words(body, said)
    quote = Quote("direct", (span,), (span,), speaker=LocalId("anna-berg"))
    return report(path, local("Anna Berg"), body=body, quotes=(quote,))


def test_ledger_text_comes_back_the_same() -> None:
    ledger = Corpus().update([spoken(BODY, "The gates stay shut"), report('ü "x".txt', local("Ānna \\ Örn"))]).ledger

    assert ledger_text(parse_ledger(ledger)) == ledger


def test_a_ledger_edited_into_other_toml_is_understood() -> None:
    text = '[actors.anna]\nname = "Anna Berg"\nkind = "person"\narticle = "a"\n[articles."a.txt"]\nslug = "first"\n'

    briefing = Corpus(text).update([spoken(BODY, "The gates stay shut")]).briefing

    assert [actor.id for actor in briefing.actors] == ["anna"]
    assert [article.id for article in briefing.articles] == ["first"]


def test_conflict_marks_are_named_by_line() -> None:
    with pytest.raises(BriefgenError) as raised:
        parse_ledger("version = 1\n<<<<<<< ours\n=======\n>>>>>>> theirs\n")

    assert [problem.line for problem in raised.value.problems] == [2, 4]


def test_an_actor_keeps_its_id_when_its_full_name_becomes_known() -> None:
    first = Corpus().update(
        [report("a.txt", local("A. Berg")), report("b.txt", local("Anna Berg"), local("Otto Berg"))]
    )
    assert {actor.id for actor in first.briefing.actors} >= {"anna-berg"}
    alone = Corpus().update([report("a.txt", local("Berg"))]).ledger

    later = Corpus(alone).update([report("a.txt", local("Berg")), report("b.txt", local("Anna Berg", "Berg"))])

    assert [(actor.id, actor.name) for actor in later.briefing.actors] == [("berg", "Anna Berg")]


def test_an_address_outlives_the_article_whose_spelling_it_was_entered_under() -> None:
    slip = report("b.txt", local("Mara Lindkvist"))
    kept = report("a.txt", local("Mara Lindqvist"))
    ledger = Corpus().update([kept, slip]).ledger

    (actor,) = Corpus(ledger).update([kept]).briefing.actors

    assert actor.id == Corpus().update([kept, slip]).briefing.actors[0].id


def test_an_address_under_a_name_that_a_better_rule_cuts_leads_on() -> None:
    sure = report("b.txt", local("Board of Harbours", kind="organisation"))
    first = Corpus().update([report("a.txt", local("Board of Harbours Lindqvist", kind="organisation")), sure])

    (actor,) = (
        Corpus(first.ledger)
        .update([report("a.txt", local("Board of Harbours", kind="organisation")), sure])
        .briefing.actors
    )

    assert (actor.id, actor.former_ids) == ("board-of-harbours", ("board-of-harbours-lindqvist",))


def test_the_address_of_a_bare_name_that_is_split_leads_to_whom_it_meant() -> None:
    pairs = [report("a.txt", local("Anna Berg")), report("b.txt", local("Otto Berg")), report("c.txt", local("Berg"))]
    first = Corpus().update(pairs)
    split = parse_corrections('[[split]]\nactor = "berg"\narticles = ["c"]\nname = "Otto Berg"')

    later = Corpus(first.ledger, Desk(split)).update(pairs).briefing

    assert {actor.id: actor.former_ids for actor in later.actors} == {"anna-berg": (), "otto-berg": ("berg",)}


def test_an_article_moved_to_another_folder_keeps_its_slug() -> None:
    article, findings = spoken(BODY, "The gates stay shut")
    ledger = Corpus().update([(article, findings)]).ledger

    moved = Corpus(ledger).update([(replace(article, path="2031/renamed.txt"), findings)]).briefing

    assert [article.id for article in moved.articles] == ["a"]


def test_an_anchor_does_not_depend_on_what_stands_before() -> None:
    before = Corpus().update([spoken(BODY, "The gates stay shut")]).briefing.sayings[0].anchor

    later = Corpus().update([spoken("A new first paragraph.\n\n" + BODY, "The gates stay shut")]).briefing

    assert later.sayings[0].anchor == before


def test_a_moved_span_keeps_its_old_anchor_as_an_alias() -> None:
    first = Corpus().update([spoken(BODY, "The gates stay shut")])
    old = first.briefing.sayings[0].anchor

    saying = (
        Corpus(first.ledger).update([spoken(BODY, "The gates stay shut until the autumn comes")]).briefing.sayings[0]
    )

    assert saying.anchor != old
    assert saying.former_anchors == (old,)


def test_words_that_are_no_quote_any_more_keep_their_anchor_as_lost() -> None:
    first = Corpus().update([spoken(BODY, "The gates stay shut")])
    old = first.briefing.sayings[0].anchor

    later = Corpus(first.ledger).update([report("a.txt", local("Anna Berg"), body=BODY)]).briefing

    assert later.lost_anchors == {"a": ((old, words(BODY, "The gates stay shut")),)}


def test_a_slug_that_is_given_as_asked_for_after_all_is_no_collision() -> None:
    corpus = Corpus()
    corpus.update([report("a.txt"), report("b/a.txt")])
    assert [doubt.kind for doubt in corpus.update([]).briefing.doubts] == ["slug"]

    later = corpus.update([report("b/a.txt", slug="a-2")]).briefing

    assert not later.doubts


def board(path: str, name: str, **given: object) -> tuple[Article, Findings]:
    return report(path, local(name, kind="organisation"), **given)  # type: ignore[arg-type]


def test_an_article_that_becomes_a_version_of_another_is_no_holder_of_its_old_address() -> None:
    corpus, url = Corpus(), "https://example.org/b"
    older = report("b.txt", url=url)
    corpus.update([older, board("a.txt", "River Board")])

    edition = corpus.update([newer := board("a.txt", "Board", url=url, day=1)])

    assert Corpus(edition.ledger).update([older, newer]) == replace(edition, touched=None)


def test_an_id_that_leads_to_another_actor_no_more_is_no_former_id_of_it() -> None:
    corpus = Corpus()
    acronym = local("N.R.B.", kind="organisation")
    other = report("b.txt", local("River Board", "Board", kind="organisation"), acronym)
    corpus.update([report("a.txt", local("National River Board", "NRB", kind="organisation"))])
    corpus.update([other])
    corpus.update([changed := board("a.txt", "River Board")])

    edition = corpus.update([last := board("c.txt", "National River Board")])

    assert edition.briefing.actors == Corpus(edition.ledger).update([changed, other, last]).briefing.actors
