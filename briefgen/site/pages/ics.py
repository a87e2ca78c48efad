"""Calendars (RFC 5545): all events, what is coming up, each actor's."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from urllib.parse import urlsplit

from briefgen.later import Content, Later, OldFiles
from briefgen.records import ActorId, Article, Happening, Page, Touched
from briefgen.site.dates import When, parse_when
from briefgen.site.frame import Frame
from briefgen.site.laid import Form, lay
from briefgen.site.pages.home import upcoming
from briefgen.site.tables import edition_of
from briefgen.site.urls import actor_url, anchor_url
from briefgen.site.views.printer import short

__all__ = ["calendar_day", "calendar_files", "fold"]

LONGEST_LINE = 75  # octets
LONGEST_SUMMARY = 120
LONGEST_SPAN = 62  # days; longer intervals are no entry of a calendar
STATUS = {"happened": "CONFIRMED", "planned": "TENTATIVE", "possible": "TENTATIVE", "denied": "CANCELLED"}
NO_DAY = date(1970, 1, 1)
WHOLE = "events.ics"
END = b"END:VCALENDAR\r\n"


def calendar_files(frame: Frame, touched: Touched | None) -> Iterator[Page]:
    """An actor without a day of its own has no calendar: one without entries is not valid."""
    yield Page(WHOLE, "", Later(_whole_calendar, (frame,), is_cut=True))
    yield Page("upcoming.ics", "", frame.later(_upcoming_calendar))
    for actor in frame.corpus.ranked:
        done = any(calendar_day(happening) for happening in frame.corpus.happenings_of.get(actor.id, ()))
        if done and (touched is None or actor.id in touched.actors):
            yield Page(f"{actor_url(actor.id)}events.ics", "", frame.later(_actor_calendar, actor.id))


def _whole_calendar(frame: Frame, old: OldFiles) -> Content:
    base, every = frame.settings.base_url, edition_of(frame, "events")
    edition = every.part([place for place, (happening, *_) in enumerate(every.sources) if calendar_day(happening)])
    head = _printed(_head(frame.settings.title))

    def entry(place: int) -> bytes:
        happening, article, *_ = edition.sources[place]
        return _printed(_event(base, happening, article))

    return lay(edition, entry, Form(head, b"", END, head + END), old(WHOLE))


def _upcoming_calendar(frame: Frame) -> bytes:
    return _calendar(frame, f"{frame.settings.title}: coming up", upcoming(frame.corpus))


def _actor_calendar(frame: Frame, id: ActorId) -> bytes:
    name = f"{frame.corpus.faces[id].name} · {frame.settings.title}"
    return _calendar(frame, name, frame.corpus.happenings_of.get(id, ()))


def _calendar(frame: Frame, name: str, happenings: Iterable[Happening]) -> bytes:
    articles, base = frame.corpus.articles, frame.settings.base_url
    dated = (happening for happening in happenings if calendar_day(happening))
    events = (_event(base, happening, articles[happening.article]) for happening in dated)
    return _printed(_head(name)) + _printed(chain.from_iterable(events)) + END


def _head(name: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//briefgen//event briefing//EN", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{_escaped(name)}"


def _printed(lines: Iterable[str]) -> bytes:
    return "".join([f"{fold(line)}\r\n" for line in lines]).encode()


def calendar_day(happening: Happening) -> When | None:
    """When an event stands in a calendar: dated to a day, or to a few; else None."""
    when = parse_when(happening.date)
    if when is None or when.precision not in ("day", "interval"):
        return None
    return when if (when.end - when.start).days <= LONGEST_SPAN else None


def _event(base_url: str, happening: Happening, article: Article) -> Iterator[str]:
    when = calendar_day(happening)
    assert when
    words = " ".join(happening.event.span.cut(article.body).split())
    source = ", ".join(
        filter(None, (article.source or article.title, article.date.isoformat() if article.date else ""))
    )
    sentence = " ".join(happening.event.sentence.cut(article.body).split())
    url = anchor_url(article.id, happening.anchor)
    yield "BEGIN:VEVENT"
    yield f"UID:{happening.anchor}@{urlsplit(base_url).hostname or 'briefgen.invalid'}"
    yield f"DTSTAMP:{(article.date or NO_DAY):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{when.start:%Y%m%d}"
    if when.end < date.max:
        yield f"DTEND;VALUE=DATE:{when.end + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(short(words, LONGEST_SUMMARY))}"
    yield f"DESCRIPTION:{_escaped(f'{sentence} ({source}; {happening.status})')}"
    yield f"STATUS:{STATUS[happening.status]}"
    yield "TRANSP:TRANSPARENT"
    if base_url:
        yield f"URL:{base_url}{url}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """Lines of at most 75 octets, cut between characters; a following line begins with a space."""
    rest, lines, room = line, [], LONGEST_LINE
    while len(rest.encode()) > room:
        cut = len(rest.encode()[:room].decode(errors="ignore"))
        lines.append(rest[:cut])
        rest, room = rest[cut:], LONGEST_LINE - 1
    return "\r\n ".join([*lines, rest])
