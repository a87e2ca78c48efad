"""Filters over lists that go on on other pages, and the full text of articles."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
NEWEST = "2025-01-30"  # article day of the long site


def test_a_filter_reaches_the_other_pages_of_a_list(visit: Visit) -> None:
    page = visit.open("long/quotes/")
    here = page.locator(".quote").count()
    total = int(page.get_by_role("status").get_attribute("data-total") or 0)
    assert here < total

    page.get_by_label("Words").fill("april")

    expect(page.locator(".quote").nth(here)).to_be_attached()
    expect(page.get_by_role("status")).to_contain_text(" shown")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    days = page.evaluate("[...document.querySelectorAll('.quote time')].map(e => e.dateTime)")
    assert days == sorted(days, reverse=True)


def test_the_timeline_stays_in_order_when_a_filter_fetches_other_parts(visit: Visit) -> None:
    page = visit.open("long/timeline/")
    here = page.locator(".event").count()

    page.get_by_label("Status").select_option("planned")

    expect(page.locator(".event").nth(here)).to_be_attached()
    expect(page.get_by_role("status")).to_contain_text(" shown")
    days = page.evaluate("[...document.querySelectorAll('.event .when time')].map(e => e.dateTime)")
    ahead, past = [day for day in days if day > NEWEST], [day for day in days if day <= NEWEST]
    assert [day[:4] for day in days] == sorted(day[:4] for day in ahead) + sorted((d[:4] for d in past), reverse=True)


def test_the_full_text_of_articles_is_searched_in_the_same_list(visit: Visit) -> None:
    page = visit.open("full/search/?q=nobody+counted")

    expect(page.get_by_role("heading", name="In the text of articles")).to_be_visible()
    found = page.locator("#results section").last.locator("a").first
    expect(page.get_by_role("status")).to_contain_text("found")
    found.click()

    expect(page.locator("article.story")).to_be_visible()
    assert "/full/articles/" in page.url


def test_the_full_text_is_found_from_any_page_below_any_path(visit: Visit) -> None:
    page = visit.open("full/actors/mara-veldin/")

    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("inspection")

    expect(page.get_by_role("heading", name="In the text of articles")).to_be_visible()
