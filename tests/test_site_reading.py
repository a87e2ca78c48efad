"""What makes the site good to read and light to load: portraits, introductions of reported speech, sizes."""

from dataclasses import replace

import pytest

from briefgen.records import Actor, ActorId, ArticleId, Quote, SourcedRole, Span
from briefgen.site.roles import latest_role
from briefgen.site.views.printer import quote_words
from tests.handmade import briefing
from tests.test_site import SETTINGS, built


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return built(briefing())


def test_a_portrait_is_shown_sized_and_described_on_every_page_that_introduces_the_actor(
    site: dict[str, bytes],
) -> None:
    page = site["actors/ivo-tarn/index.html"].decode()

    assert '<img class="portrait u-photo" src="../../assets/icon.svg" alt="Ivo Tarn" width="128" height="128">' in page
    assert 'src="assets/icon.svg" alt="" width="56" height="56"' in site["index.html"].decode()


def test_a_portrait_on_another_host_is_not_loaded() -> None:
    made = briefing()
    far = tuple(replace(actor, portrait="https://elsewhere.example/p.jpg") for actor in made.actors)

    assert b"<img" not in built(replace(made, actors=far))["actors/ivo-tarn/index.html"]


def test_reported_speech_stands_between_the_words_that_introduce_it(site: dict[str, bytes]) -> None:
    page = site["quotes/index.html"].decode()

    assert "A source in Ostrel <b>doubted it</b>" in " ".join(page.split())


def test_a_doubtful_speaker_is_marked_below_the_threshold_of_the_settings(site: dict[str, bytes]) -> None:
    marked = built(briefing(), replace(SETTINGS, min_confidence=0.85))["quotes/index.html"].decode()

    assert marked.count("speaker doubtful") > 0
    assert "speaker doubtful" not in site["quotes/index.html"].decode()


def test_the_scripts_together_stay_below_ten_kilobytes(site: dict[str, bytes]) -> None:
    assert sum(len(site[f"assets/{name}.js"]) for name in ("site", "search")) < 10_000


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (("Its chief executive", "engineer of the dam"), "engineer of the dam"),
        (("the host", "younger sister"), ""),
        (("Veldin’s sister",), "Veldin’s sister"),
        (("the foreign minister",), "the foreign minister"),
    ],
)
def test_a_role_that_leans_on_its_sentence_is_not_shown_alone(titles: tuple[str, ...], shown: str) -> None:
    roles = tuple(SourcedRole(title, ArticleId("talks"), Span(0, 1), None) for title in titles)

    assert latest_role(Actor(ActorId("lena-orsk"), "Lena Orsk", "person", roles=roles)) == shown


def test_a_role_names_each_publisher_once() -> None:
    made = briefing()
    tarn = next(actor for actor in made.actors if actor.id == "ivo-tarn")
    wires = tuple(replace(article, source="Coast Wire") for article in made.articles)
    roles = tuple(SourcedRole("harbour master", article.id, Span(0, 1), article.date) for article in wires)
    actors = tuple(replace(tarn, roles=roles) if actor is tarn else actor for actor in made.actors)

    page = built(replace(made, articles=wires, actors=actors))["actors/ivo-tarn/index.html"].decode()

    called = page.split("<dt>Called</dt>", 1)[1].split("</dd>", 1)[0]
    assert called.count("Coast Wire") == 1


def test_a_long_article_names_a_speaker_as_a_link_once_in_its_margin(site: dict[str, bytes]) -> None:
    page = site["articles/talks/index.html"].decode()
    notes = "".join(part.split("</ol>", 1)[0] for part in page.split('<ol class="notes">')[1:])

    assert notes.count("Ivo Tarn") > 1
    assert notes.count('<a href="../../actors/ivo-tarn/">') == 1


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("He called the pier a ''scandal,'' and left.", "the pier a ''scandal,''"),
        ("He called the pier a ''scandal.''", "the pier a ''scandal.''"),
        ("He called the pier a “scandal.”", "the pier a “scandal.”"),
        ("He called the pier a ''scandal and left.", "the pier a ''scandal"),
    ],
)
def test_words_partly_verbatim_end_behind_their_closing_mark(body: str, shown: str) -> None:
    start, end = body.index("the pier"), body.index("scandal") + len("scandal")
    words = Span(start, end)

    assert quote_words(body, Quote("mixed", (Span(end - len("scandal"), end),), (words,))).unescape() == shown
