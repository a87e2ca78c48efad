"""What the scripts add: filters, search, cards, keys, citations; on a server and from file://."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_filter_hides_what_does_not_fit_and_tells_the_count(visit: Visit) -> None:
    page = visit.open("small/timeline/")
    whole = page.locator(".event").count()

    page.get_by_label("Status").select_option("planned")

    expect(page.get_by_role("status")).to_have_text(f"{page.locator('.event.planned').count()} of {whole} shown")
    expect(page.locator(".event.happened").first).to_be_hidden()
    assert "kind=planned" in page.url


def test_a_filtered_address_opens_filtered(visit: Visit) -> None:
    page = visit.open("small/timeline/?actor=lena-orsk")

    expect(page.get_by_label("Actor")).to_have_value("lena-orsk")
    assert page.locator(".event:visible").count() == 2
    months = page.locator("main section:visible").all()
    assert all(month.locator(".event:visible").count() for month in months if month.locator(".event").count())


def test_quotes_are_filtered_by_speaker_and_words(visit: Visit) -> None:
    page = visit.open("small/quotes/")

    page.get_by_label("Actor").select_option("ivo-tarn")
    page.get_by_label("Words").fill("boat")

    assert page.locator(".quote:visible").count() == 1


def test_events_are_filtered_by_period(visit: Visit) -> None:
    page = visit.open("small/timeline/")

    page.get_by_label("Period").select_option("2026-03")

    days = page.evaluate("[...document.querySelectorAll('.event:not([hidden]) time')].map(e => e.dateTime.slice(0, 7))")
    assert set(days) == {"2026-03"}
    assert "date=2026-03" in page.url


def test_events_are_filtered_by_how_exactly_they_are_dated(visit: Visit) -> None:
    page = visit.open("small/timeline/")

    page.get_by_label("Kind").select_option("7")

    months = page.evaluate("[...document.querySelectorAll('.event:not([hidden]) time')].map(e => e.dateTime.length)")
    assert months
    assert set(months) == {7}


def test_actors_are_sorted_by_name(visit: Visit) -> None:
    page = visit.open("small/actors/")

    page.get_by_label("Order").select_option("name")

    names = page.locator(".rows .name a").all_inner_texts()
    assert names == sorted(names)


def test_search_groups_its_results_and_tells_their_number(visit: Visit) -> None:
    page = visit.open("small/search/?q=veldin")

    expect(page.get_by_role("status")).to_contain_text("found")
    assert page.locator("#results h2").all_inner_texts()[0].startswith("Actors")
    expect(page.locator("#results a").first).to_have_text("Mara Veldin")


def test_search_finds_beginnings_of_words_without_accents_and_all_of_several(visit: Visit) -> None:
    page = visit.open("small/search/")

    page.get_by_role("searchbox").fill("KUSTENB")
    expect(page.locator("#results a")).to_have_text(["Der Hafen bleibt zu"])
    page.get_by_role("searchbox").fill("veldin nonsense")
    expect(page.get_by_role("status")).to_have_text("Nothing found")


def test_arrows_walk_through_the_results(visit: Visit) -> None:
    page = visit.open("small/search/?q=dam")
    expect(page.locator("#results a").first).to_be_visible()

    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowUp")

    assert first == page.locator("#results a").first.inner_text()
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_slash_opens_the_search_anywhere_and_escape_closes_it(visit: Visit) -> None:
    page = visit.open("small/articles/talks/")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("orsk")
    expect(page.locator("#results a").first).to_have_text("Lena Orsk")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_result_leads_to_the_words(visit: Visit) -> None:
    page = visit.open("small/search/?q=inspectors+opened")

    page.locator("#results a").first.click()

    page.wait_for_url("**/articles/inspection/**")
    expect(page.locator("mark:target")).to_contain_text("Inspectors opened")


def test_the_key_list_can_switch_single_keys_off(visit: Visit) -> None:
    page = visit.open("small/")

    page.keyboard.press("?")
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_n_and_p_turn_the_pages(visit: Visit) -> None:
    page = visit.open("small/dates/2026/03/04/")

    page.keyboard.press("n")
    page.wait_for_url("**/dates/2026/03/05/")
    page.keyboard.press("p")
    page.wait_for_url("**/dates/2026/03/04/")


def test_a_card_shows_on_hover_stays_under_the_pointer_and_goes_with_escape(visit: Visit) -> None:
    page = visit.open("small/articles/talks/")
    link = page.locator(".text a", has_text="Ivo Tarn").first

    link.hover()
    card = page.locator("#card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("mayor of Brenn" if "mayor" in card.inner_text() else "Ivo Tarn")
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")

    expect(card).to_be_hidden()


def test_a_card_shows_on_keyboard_focus_and_describes_its_link(visit: Visit) -> None:
    page = visit.open("small/articles/talks/")
    link = page.locator(".text a", has_text="Ivo Tarn").first

    page.keyboard.press("Tab")
    link.focus()

    expect(page.locator("#card")).to_be_visible()
    assert link.get_attribute("aria-describedby") == "card"


def test_a_quote_is_copied_with_its_source(visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("small/quotes/")

    page.locator("#q-inspection-0").get_by_role("button").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.context.clear_permissions()

    assert copied.startswith("“It is wet”\nLena Orsk, 10 March 2026, Brenn Post\n")
    assert copied.endswith("articles/inspection/#q-inspection-0")


def test_everything_works_from_a_folder(window: Page, folder: Path) -> None:
    visit = Visit(window, (folder / "portable").as_uri() + "/")
    page = visit.open("index.html")

    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("orsk")
    page.locator("#results a").first.click()
    expect(page.locator("h1")).to_have_text("Lena Orsk")
    page.get_by_role("link", name="Timeline").first.click()
    expect(page.locator("h1")).to_have_text("Timeline")
    visit.leave()

    assert visit.faults == []
