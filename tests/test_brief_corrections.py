"""The editor's last word: each kind of correction on small findings made by hand."""

import pytest

from briefgen.brief import Corpus, Desk, Edition, EditorPage, brief, parse_corrections
from briefgen.errors import BriefgenError
from briefgen.records import Actor, Article, Briefing, Event, Findings, LocalId, Mention, Quote, Span
from tests.briefs import local, report, words

Pairs = list[tuple[Article, Findings]]
ANNA, ANNA_ID = "Anna Berg", LocalId("anna-berg")
BODY = "Anna Berg said: “The sluice gates stay shut until the autumn.” The board meets on 5 March 2031."


def talks(path: str = "talks.txt", **given: object) -> tuple[Article, Findings]:
    said, meets = words(BODY, "The sluice gates stay shut until the autumn."), words(BODY, "The board meets")
    quote = Quote("direct", (said,), (said,), speaker=ANNA_ID)
    event = Event(meets, meets, "2031-03-05", None, "expression", "planned", actors=(LocalId("river-board"),))  # type: ignore[arg-type]
    anna, board = local(ANNA, "Berg"), local("River Board", "Board", kind="organisation")
    anna = type(anna)(anna.id, anna.name, anna.kind, anna.aliases, (), (Mention(Span(0, 9), "name"),), 0.5)
    return report(path, anna, board, body=BODY, quotes=(quote,), events=(event,), **given)  # type: ignore[arg-type]


def corrected(pairs: Pairs, text: str, ledger: str = "") -> Briefing:
    return Corpus(ledger, Desk(parse_corrections(text))).update(pairs).briefing


def actors(briefing: Briefing) -> dict[str, Actor]:
    return {actor.id: actor for actor in briefing.actors}


PEOPLE = [report("a.txt", local(ANNA, "Berg")), report("b.txt", local("Annegret Berg")), report("c.txt", local("Berg"))]


def test_join_makes_one_actor_with_a_former_id() -> None:
    found = actors(corrected(PEOPLE, '[[actor]]\nactor = "anna-berg"\njoin = ["annegret-berg"]'))

    assert list(found) == ["anna-berg"]
    assert found["anna-berg"].name == ANNA
    assert len(found["anna-berg"].appearances) == 3


def test_join_keeps_the_old_address_as_a_former_id() -> None:
    ledger = Corpus().update(PEOPLE).ledger

    found = actors(corrected(PEOPLE, '[[actor]]\nactor = "anna-berg"\njoin = ["annegret-berg"]', ledger))

    assert found["anna-berg"].former_ids == ("annegret-berg", "berg")


def test_two_people_of_one_surname_leave_the_bare_name_undecided() -> None:
    found = actors(brief(PEOPLE))

    assert set(found) == {"anna-berg", "annegret-berg", "berg"}


def test_split_gives_the_name_in_one_article_to_another() -> None:
    text = '[[split]]\nactor = "anna-berg"\narticles = ["a2"]\nname = "Anna Berg (sailor)"'

    found = actors(corrected([report("a.txt", local(ANNA)), report("a2.txt", local(ANNA))], text))

    assert {id: [seen.article for seen in actor.appearances] for id, actor in found.items()} == {
        "anna-berg": ["a"],
        "anna-berg-sailor": ["a2"],
    }


def test_not_same_keeps_names_apart_that_the_rules_would_join() -> None:
    pairs = [report("a.txt", local("Anna Berg")), report("b.txt", local("Anna M. Berg"))]

    assert len(brief(pairs).actors) == 1
    assert len(corrected(pairs, '[[not_same]]\nactors = ["Anna Berg", "Anna M. Berg"]').actors) == 2


TWINS = [report("a.txt", local("Mara Lund")), report("b.txt", local("Maria Lund"))]


def test_names_one_letter_apart_are_doubted_with_both_corrections_to_paste() -> None:
    (doubt,) = brief(TWINS).doubts

    assert doubt.what == "Mara Lund and Maria Lund may be one"
    joined, parted = doubt.mend.split("# or, if they are two:\n")
    assert len(corrected(TWINS, joined).actors) == 1
    assert len(corrected(TWINS, parted).actors) == 2
    assert not corrected(TWINS, parted).doubts


@pytest.mark.parametrize("other", ["Mara Lunden", "Mara Lundan", "Mira Lundin"], ids=["last", "inner", "given"])
def test_one_letter_anywhere_in_the_full_name_is_doubted(other: str) -> None:
    briefing = brief([report("a.txt", local("Mara Lundin")), report("b.txt", local(other))])

    assert [doubt.what for doubt in briefing.doubts] == [" and ".join(sorted(("Mara Lundin", other))) + " may be one"]


def test_short_surnames_one_letter_apart_are_two_names() -> None:
    assert not brief([report("a.txt", local("Mara Lee")), report("b.txt", local("Mara Leo"))]).doubts


def test_names_one_letter_apart_told_apart_by_their_ids_are_not_doubted() -> None:
    assert not corrected(TWINS, '[[not_same]]\nactors = ["mara-lund", "maria-lund"]').doubts


def test_names_one_letter_apart_come_first_among_doubtful_merges() -> None:
    twins = [report("t.txt", local("Mara Lund")), report("u.txt", local("Maria Lund"))]

    briefing = brief([*PEOPLE, *twins])

    assert [doubt.what for doubt in briefing.doubts] == [
        "Mara Lund and Maria Lund may be one",
        "Berg in c.txt may be Anna Berg or Annegret Berg",
    ]


def test_a_bare_name_that_is_none_of_those_in_doubt_is_confirmed() -> None:
    (doubt,) = brief(PEOPLE).doubts
    _, confirmed = doubt.mend.split("# or, if it is none of them:\n")

    briefing = corrected(PEOPLE, confirmed)

    assert not briefing.doubts
    assert "berg" in actors(briefing)


def test_rename_kind_role_portrait_and_link_are_set() -> None:
    text = (
        '[[actor]]\nactor = "anna-berg"\nname = "Anna van Berg"\nkind = "organisation"\nrole = "engineer"\n'
        'portrait = "anna.jpg"\nlink = "https://example.org/anna"'
    )

    anna = actors(corrected([talks()], text))["anna-berg"]

    assert (anna.name, anna.kind, anna.role_set) == ("Anna van Berg", "organisation", "engineer")
    assert (anna.portrait, anna.link) == ("anna.jpg", "https://example.org/anna")
    assert ANNA in anna.aliases


def test_slug_gives_a_new_address_and_keeps_the_old_one() -> None:
    ledger = Corpus().update([talks()]).ledger

    anna = actors(corrected([talks()], '[[actor]]\nactor = "anna-berg"\nslug = "a-berg"', ledger))["a-berg"]

    assert anna.former_ids == ("anna-berg",)


def test_hidden_actor_has_no_page_and_its_quote_no_speaker() -> None:
    briefing = corrected([talks()], '[[actor]]\nactor = "Anna Berg"\nhide = true')

    assert list(actors(briefing)) == ["river-board"]
    assert briefing.sayings[0].speaker is None


def test_quote_by_words_gets_speaker_date_and_kind() -> None:
    text = '[[quote]]\nquote = "sluice gates stay shut"\nspeaker = "river-board"\ndate = 2031-02-28\nkind = "mixed"'

    saying = corrected([talks()], text).sayings[0]

    assert (saying.speaker, saying.date, saying.quote.kind, saying.edited) == (
        "river-board",
        "2031-02-28",
        "mixed",
        True,
    )


def test_quote_by_anchor_is_hidden() -> None:
    anchor = brief([talks()]).sayings[0].anchor

    assert corrected([talks()], f'[[quote]]\nquote = "{anchor}"\nhide = true').sayings == ()


def test_event_gets_date_status_and_actors() -> None:
    text = '[[event]]\nevent = "the board meets"\ndate = "2031-03-06"\nstatus = "happened"\nactors = ["anna-berg"]'

    event = corrected([talks()], text).happenings[0]

    assert (event.date, event.status, event.actors) == ("2031-03-06", "happened", ("anna-berg",))


def test_erased_person_is_nowhere_in_the_edition() -> None:
    ledger = Corpus().update([talks()]).ledger
    desk = Desk(parse_corrections('[[erase]]\nactor = "Anna Berg"'))

    edition: Edition = Corpus(ledger, desk).update([talks()])

    assert "Berg" not in repr(edition.briefing)
    assert "berg" not in repr(edition.briefing).lower()
    assert "Berg" not in edition.ledger
    assert edition.briefing.articles[0].body.startswith("█████████ said")
    assert [happening.actors for happening in edition.briefing.happenings] == [("river-board",)]


def test_erased_article_is_gone_from_briefing_and_ledger() -> None:
    ledger = Corpus().update([talks(), report("other.txt")]).ledger
    desk = Desk(parse_corrections('[[erase]]\narticle = "talks"'))

    edition = Corpus(ledger, desk).update([talks(), report("other.txt")])

    assert [article.id for article in edition.briefing.articles] == ["other"]
    assert "talks" not in edition.ledger


UNUSED = [
    ('[[actor]]\nactor = "ana-berg"\nhide = true', 1, "'ana-berg' is no actor of any article", "'anna-berg'"),
    (
        '\n[[quote]]\nquote = "never said this"\nhide = true',
        2,
        "'never said this' matches nothing",
        "more of its words",
    ),
    ('[[split]]\nactor = "anna-berg"\narticles = ["talk"]\nname = "X Y"', 1, "there is no article 'talk'", "'talks'"),
    (
        '[[split]]\nactor = "Ana Berg"\narticles = ["talks"]\nname = "X Y"',
        1,
        "'Ana Berg' is not named in 'talks'",
        "'Anna Berg'",
    ),
    ('[[actor]]\nactor = "Zulu"\nhide = true', 1, "'Zulu' is no actor of any article", "not needed any more"),
    ('[[actor]]\nactor = "board river"\nhide = true', 1, "'board river' is no actor of any article", "'River Board'"),
    ('[[confirm]]\nquote = "gates stay shut"', 1, "'gates stay shut' is no quote's anchor", "write its anchor: q-"),
    ('[[confirm]]\nquote = "never said this"', 1, "'never said this' is no quote's anchor", "end of its permalink"),
]


@pytest.mark.parametrize(("text", "line", "what", "mend"), UNUSED, ids=[what for _, _, what, _ in UNUSED])
def test_unused_corrections_are_reported_with_line_and_suggestion(text: str, line: int, what: str, mend: str) -> None:
    (doubt,) = [doubt for doubt in corrected([talks()], text).doubts if doubt.kind == "unused-correction"]

    assert (doubt.path, doubt.line, doubt.what) == ("corrections.toml", line, what)
    assert mend in doubt.mend


def test_corrections_in_force_are_listed() -> None:
    text = '[[actor]]\nactor = "anna-berg"\nname = "A. Berg"\n[[actor]]\nactor = "nobody"\nhide = true'

    assert corrected([talks()], text).corrections_applied == ("actor anna-berg: name set",)


def test_corrections_that_found_nobody_are_not_told_as_done() -> None:
    text = (
        '[[split]]\nactor = "Nobody"\narticles = ["talks"]\nname = "X Y"\n'
        '[[not_same]]\nactors = ["Anna Berg", "Nobody"]\n[[erase]]\nactor = "Nobody"'
    )

    assert corrected([talks()], text).corrections_applied == ()


def test_a_split_that_found_its_actor_is_used_and_told() -> None:
    text = '[[split]]\nactor = "anna-berg"\narticles = ["a2"]\nname = "Anna Berg (sailor)"'

    briefing = corrected([report("a.txt", local(ANNA)), report("a2.txt", local(ANNA))], text)

    assert not briefing.doubts
    assert briefing.corrections_applied == ("actor anna-berg: another person in a2",)


def test_every_fault_of_the_file_is_told_at_once() -> None:
    text = '[[actor]]\nactor = "x"\nkind = "persn"\n\n[[acter]]\na = 1\n[[event]]\nevent = "e"\ndate = "2031-13-01"'

    with pytest.raises(BriefgenError) as raised:
        parse_corrections(text)

    assert [(problem.line, problem.what) for problem in raised.value.problems] == [
        (3, 'kind = "persn"'),
        (5, "unknown correction [[acter]]"),
        (9, 'date = "2031-13-01"'),
    ]


def test_editor_page_adds_note_and_link() -> None:
    page = EditorPage("actors/anna-berg.md", {"link": "https://example.org"}, "<p>Our words.</p>")

    anna = actors(Corpus(desk=Desk(pages=[page])).update([talks()]).briefing)["anna-berg"]

    assert (anna.note, anna.link) == ("<p>Our words.</p>", "https://example.org")


def test_dossier_selects_by_actor_tag_and_day() -> None:
    front = {"title": "The gates", "actors": ("anna-berg",), "tags": "water, law", "since": "2031-03-01"}

    dossier = Corpus(desk=Desk(pages=[EditorPage("briefings/gates.md", front)])).update([talks()]).briefing.dossiers[0]

    assert (dossier.name, dossier.actors, dossier.tags) == ("gates", ("anna-berg",), ("water", "law"))
    assert str(dossier.since) == "2031-03-01"


def test_notes_on_nobody_and_unknown_keys_are_doubted() -> None:
    pages = [EditorPage("actors/nobody.md", {}), EditorPage("briefings/gates.md", {"sinse": "2031-01-01"})]

    doubts = Corpus(desk=Desk(pages=pages)).update([talks()]).briefing.doubts

    assert {(doubt.path, doubt.what, doubt.mend) for doubt in doubts} == {
        ("actors/nobody.md", "'nobody' is no actor", "name the file like the actor's id"),
        ("briefings/gates.md", "the key 'sinse' means nothing here", "did you mean 'since'?"),
    }


def test_an_erased_person_whom_a_later_article_calls_by_another_name_is_hidden_under_it_everywhere() -> None:
    desk = Desk(parse_corrections('[[erase]]\nactor = "Anna Berg"'))
    first = report("a.txt", local(ANNA), tags=("Annie",))
    corpus = Corpus(desk=desk)
    assert corpus.update([first]).briefing.articles[0].tags == ("Annie",)

    named = corpus.update([report("b.txt", local(ANNA, "Annie"))]).briefing
    unnamed = corpus.update([report("b.txt", local(ANNA))]).briefing

    assert [article.tags for article in named.articles] == [(), ()]
    assert [article.tags for article in unnamed.articles] == [("Annie",), ()]


def test_an_article_that_comes_under_an_erased_slug_is_taken_out() -> None:
    corpus = Corpus(desk=Desk(parse_corrections('[[erase]]\narticle = "kept-out"')))
    corpus.update([report("a.txt", local(ANNA))])

    out = corpus.update([report("a.txt", local(ANNA), slug="kept-out")]).briefing
    back = corpus.update([report("a.txt", local(ANNA))]).briefing

    assert not out.articles
    assert not out.actors
    assert not out.doubts
    assert [article.id for article in back.articles] == ["a"]
    assert [doubt.kind for doubt in back.doubts] == ["unused-correction"]


def test_an_erased_article_that_is_gone_is_told_as_unused() -> None:
    corpus = Corpus(desk=Desk(parse_corrections('[[erase]]\narticle = "a"')))
    assert not corpus.update([report("a.txt"), report("b.txt")]).briefing.doubts

    later = corpus.update([], ["a.txt"]).briefing

    assert [doubt.kind for doubt in later.doubts] == ["unused-correction"]


def test_a_split_whose_article_is_gone_is_not_told_as_done() -> None:
    text = '[[split]]\nactor = "anna-berg"\narticles = ["a2.txt"]\nname = "Anna Berg (sailor)"'
    corpus = Corpus(desk=Desk(parse_corrections(text)))
    corpus.update([report("a.txt", local(ANNA)), report("a2.txt", local(ANNA))])

    later = corpus.update([], ["a2.txt"]).briefing

    assert not later.corrections_applied
    assert [doubt.kind for doubt in later.doubts] == ["unused-correction"]


def test_an_address_that_the_editor_wished_is_kept_for_the_full_name_once_there_is_one() -> None:
    desk = Desk(parse_corrections('[[actor]]\nactor = "DOR"\nslug = "the-department"'))
    acronym, placed, full = (
        local(name, kind="organisation") for name in ("DOR", "U.S. Rivers Department", "Department of Rivers")
    )
    pairs = [report("a.txt", acronym, placed), report("b.txt", full)]
    corpus = Corpus(desk=desk)
    corpus.update(pairs[:1])

    edition = corpus.update(pairs[1:])

    assert Corpus(edition.ledger, desk).update(pairs).ledger == edition.ledger


def test_an_id_that_only_an_erased_article_gave_is_no_former_id() -> None:
    known = [report("a.txt", local("River Board", kind="organisation"))]
    erased = report("b.txt", local("National River Board", kind="organisation"))
    ledger = Corpus().update([*known, erased]).ledger
    ledger = ledger.replace('article = "b" }', 'article = "b", now = "river-board" }')

    edition = Corpus(ledger, Desk(parse_corrections('[[erase]]\narticle = "b"'))).update([*known, erased])

    assert [(actor.id, actor.former_ids) for actor in edition.briefing.actors] == [("river-board", ())]
    assert "national" not in edition.ledger
