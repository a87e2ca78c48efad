"""Feeds and calendars of the site built by hand, read with other people's parsers."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from briefgen.site.dates import parse_when
from briefgen.site.pages.ics import fold
from tests.handmade import briefing
from tests.test_site import BASE, SETTINGS, built

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return built(briefing())


@pytest.mark.parametrize("path", ["feed.atom", "actors/mara-veldin/feed.atom", "actors/ostrel/feed.atom"])
def test_atom_has_what_the_standard_demands(site: dict[str, bytes], path: str) -> None:
    feed = ET.fromstring(site[path])

    for element in [feed, *feed.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated") or "")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


def test_the_feed_tells_the_newest_article_first_and_leaves_out_undated_ones(site: dict[str, bytes]) -> None:
    feed = ET.fromstring(site["feed.atom"])
    days = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]

    assert days == sorted(days, key=str, reverse=True)
    assert len(days) == 5
    assert feed.findtext(f"{ATOM}updated") == days[0]


def test_entry_ids_do_not_follow_the_site_to_another_folder(site: dict[str, bytes]) -> None:
    moved = built(briefing(), replace(SETTINGS, base_url="https://x.example/elsewhere/"))

    ids = [[e.findtext(f"{ATOM}id") for e in ET.fromstring(s["feed.atom"]).iter(f"{ATOM}entry")] for s in (site, moved)]
    assert ids[0] == ids[1]


def test_the_json_feed_has_its_keys(site: dict[str, bytes]) -> None:
    feed = json.loads(site["feed.json"])

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}feed.json"
    assert all({"id", "url", "title", "content_text", "date_published"} <= item.keys() for item in feed["items"])


@pytest.mark.parametrize("path", ["events.ics", "upcoming.ics", "actors/ivo-tarn/events.ics"])
def test_calendars_are_read_by_icalendar(site: dict[str, bytes], path: str) -> None:
    raw = site[path]
    events = list(Calendar.from_ical(raw).walk("VEVENT"))

    assert events
    assert not any(event.errors for event in events)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_an_interval_ends_on_the_day_after_its_last(site: dict[str, bytes]) -> None:
    events = {str(e["UID"]): e for e in Calendar.from_ical(site["events.ics"]).walk("VEVENT")}
    stay = events["e-talks-2@x.example"]

    assert (stay["DTSTART"].dt, stay["DTEND"].dt) == (date(2026, 3, 2), date(2026, 3, 7))
    assert str(stay["STATUS"]) == "TENTATIVE"


def test_only_events_with_a_day_are_in_the_calendar(site: dict[str, bytes]) -> None:
    ids = {str(e["UID"]).split("@")[0] for e in Calendar.from_ical(site["events.ics"]).walk("VEVENT")}

    assert "e-talks-3" not in ids  # 2019
    assert "e-dam-0" not in ids  # the 1990s


def test_a_long_line_is_folded_between_characters() -> None:
    line = "SUMMARY:" + "ü" * 100

    folded = fold(line)

    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


@pytest.mark.parametrize(
    ("edtf", "text", "key", "attribute"),
    [
        ("2026-03-02", "2 March 2026", "2026-03-02", "2026-03-02"),
        ("2026-03-02T14:30", "2 March 2026", "2026-03-02", "2026-03-02"),
        ("2026-03", "March 2026", "2026-03", "2026-03"),
        ("2026", "2026", "2026", "2026"),
        ("2022~", "about 2022", "2022", "2022"),
        ("199X", "the 1990s", None, None),
        ("19XX", "the 1900s", None, None),
        ("2026-21", "spring 2026", "2026", None),
        ("2026-34", "second quarter of 2026", "2026", None),
        ("2026-05-03/2026-05-05", "3 to 5 May 2026", "2026-05", None),
        ("2026-04-28/2026-05-02", "28 April to 2 May 2026", "2026", None),
        ("2025-12-30/2026-01-02", "30 December 2025 to 2 January 2026", None, None),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_known(
    edtf: str, text: str, key: str | None, attribute: str | None
) -> None:
    when = parse_when(edtf)

    assert when
    assert (when.text, when.key, when.datetime) == (text, key, attribute)


@pytest.mark.parametrize(
    "edtf", ["", "soon", "2026-13", "2026-02-30", "0000", "../2026", "2026-05-05/2026-05-03", "PRESENT_REF"]
)
def test_what_is_no_date_is_none(edtf: str) -> None:
    assert parse_when(edtf) is None
