"""Plain text in, blocks out: paragraphs, section headings, datelines, captions; and a title where none is given."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefgen.read.dates import MONTH, MONTHS, WEEKDAY, find_moment
from briefgen.records import Block, Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\S\n]*[^\s][^\n]*)*")
_LINE = re.compile(r"[^\n]+")
_ENDED = re.compile(r"[.!?:;…][\"'’”»)\]]*\s*$")
_BULLET = re.compile(r"\s*(?:[-*•–·]|\d{1,2}[.)])\s+\S")
_WRAP_COLUMN = 200  # nobody breaks lines by hand beyond this
_SHORT_LINE = 40  # lines of a table or an address are shorter than any column
_BROKEN_OFF = 0.3  # share of line ends inside a sentence that shows a text broken at a column
_HEADING_LENGTH = 90
_HEADING_WORDS = 9
_HEADING_LETTERS = 4
_CAPTION = re.compile(
    r"(?:^|[.!?)”\"]\s+)(?:File )?(?:image|photo|photograph|picture|credit)s?: [^.!?]{2,60}[.]?$", re.I
)
_CAPTION_LENGTH = 400

_DASH = r"[-–—―_]"
_DATE = rf"(?:(?:{WEEKDAY},?\s+)?(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?)"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]+(?:[ /-][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]*){0,3}"
_PROPER = r"[A-ZÀ-ÖØ-Þ][\w.’'-]+(?: (?:of |the |de |al-)?[A-ZÀ-ÖØ-Þ][\w.’'-]*){0,3}"
_AGENCY = r"\([A-Z][\w./& -]{1,30}\)"
# ISTANBUL, May 15 (Agency) - / UNITED NATIONS (AP) _ / Velmar, 3 May (HPA) — / (Agency) - / WASHINGTON — The ...
_DATELINE = re.compile(
    rf"(?:(?:{_CAPITALS}|{_PROPER})(?:, {_PROPER})?(?:,? {_DATE})?,? ?{_AGENCY}(?:,? {_DATE})?\s*{_DASH}+"
    rf"|(?:{_CAPITALS}|{_PROPER})(?:, {_PROPER})?,? {_DATE}\s*{_DASH}+"
    rf"|{_CAPITALS}(?:, {_PROPER})?\s+{_DASH}+(?=\s+[\"“‘']?[A-Z]|\s*$)"
    rf"|{_AGENCY}\s*{_DASH}+)(?:\s+|$)"
)
_SHORT_PLACE = re.compile(r"[A-Z.]{1,5}\s+[-–—―]")  # "NATO - the alliance": an acronym, no place
_DATE_ALONE = re.compile(
    rf"(?:Published |Updated |Posted )?(?:on )?(?:{WEEKDAY},?\s+)?"
    rf"(?:{MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{MONTH},?\s+\d{{4}})[.]?\s*$",
    re.I,
)
_DATE_AHEAD = re.compile(rf"{WEEKDAY}, {MONTH} \d{{1,2}}, \d{{4}}\s+(?=[A-Z“\"])")
_AT_THE_TOP = 3  # a date that stands alone is a dateline among the first blocks only
_PRINTED_DATE = re.compile(_DATE)

_TITLE_LENGTH = 80
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'’”»)]*(?=\s+[\"'‘“«(]?[A-Z0-9À-Þ])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|St|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec))\.$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """An article's plain text with the blocks it is set in."""

    body: str
    blocks: tuple[Block, ...]


def plain_body(text: str) -> Body:
    """Set a plain text in blocks. Lines broken at a column are joined, character for character: offsets stay."""
    text = text.strip("\n")
    if "\n" in text and _is_wrapped(text):
        text = re.sub(r"(?<=[^\n])\n(?=[^\S\n]*[^\s])(?![^\S\n]*(?:[-*•–·]|\d{1,2}[.)])\s)", " ", text)
    spans = [Span(*found.span()) for found in _LINE.finditer(text) if not found[0].isspace()]
    return Body(text, classified(text, tuple(Block("paragraph", span) for span in spans)))


def classified(body: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Tell what the paragraphs are: headings, datelines, captions, list items."""
    told: list[Block] = []
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        told += _told(body, block, following, place) if block.kind == "paragraph" else [block]
    return tuple(told)


def dateline_date(body: str, blocks: tuple[Block, ...], near: dt.date | None) -> dt.date | None:
    """The date printed in the dateline. Without a year it is the one nearest to the article's date."""
    for block in blocks:
        if block.kind == "dateline":
            printed = block.span.cut(body)
            full = find_moment(printed)
            return full.day if full else _nearest(printed, near)
    return None


def first_sentence(body: str, blocks: tuple[Block, ...]) -> str:
    """A title for an article without one: its first sentence, cut at a word."""
    prose = [b for b in blocks if b.kind in ("paragraph", "quotation", "list-item")] or list(blocks)
    text = " ".join(prose[0].span.cut(body).split())
    ends = (m.end() for m in _SENTENCE_END.finditer(text) if not _ABBREVIATED.search(text[: m.end()]))
    sentence = text[: next(ends, len(text))]
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    cut = sentence[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:-–—")
    return cut + "…"


def _is_wrapped(text: str) -> bool:
    """Was the text broken at a column? Then its line ends mean nothing."""
    inner = [
        line
        for chunk in _PARAGRAPH.findall(text)
        for line, following in pairwise(chunk.split("\n"))
        if not _BULLET.match(line) and not _BULLET.match(following)
    ]
    if not inner or max(map(len, text.split("\n"))) > _WRAP_COLUMN or median(map(len, inner)) < _SHORT_LINE:
        return False
    return sum(not _ENDED.search(line) for line in inner) > _BROKEN_OFF * len(inner)


def _told(body: str, block: Block, following: Block | None, place: int) -> Iterator[Block]:
    text = block.span.cut(body)
    dateline = _dateline(text, place)
    if dateline:
        yield Block("dateline", _trimmed(body, block.span.start, block.span.start + dateline))
        if text[dateline:].strip():
            yield Block("paragraph", Span(block.span.start + dateline, block.span.end))
    elif _BULLET.match(text):
        yield Block("list-item", block.span)
    elif len(text) <= _CAPTION_LENGTH and _CAPTION.search(text):
        yield Block("caption", block.span)
    elif following and _is_capitals(text):
        yield Block("heading", block.span, 2)
    elif following and _is_short_line(text, following.span.cut(body)):
        yield Block("heading", block.span, 3)
    else:
        yield block


def _dateline(text: str, place: int) -> int:
    """How many characters of a paragraph are its dateline; 0 for none."""
    if place < _AT_THE_TOP:
        found = _DATE_ALONE.match(text) or _DATE_AHEAD.match(text)
        if found:
            return found.end()
    found = _DATELINE.match(text[:160])
    if not found or (_SHORT_PLACE.match(found[0]) and "(" not in found[0]):
        return 0
    return found.end()


def _trimmed(body: str, start: int, end: int) -> Span:
    return Span(start, start + len(body[start:end].rstrip()))


def _is_capitals(text: str) -> bool:
    """FIRST TALKS FOR THREE YEARS"""
    return (
        len(text) <= _HEADING_LENGTH
        and text.isupper()
        and sum(map(str.isalpha, text)) >= _HEADING_LETTERS
        and not re.search(r"[.,;:\"”]\s*$", text)
    )


def _is_short_line(text: str, following: str) -> bool:
    """A few words without a full stop above a longer paragraph: "What comes next"."""
    return (
        text[:1].isupper()
        and len(text.split()) <= _HEADING_WORDS
        and len(text) <= _HEADING_LENGTH
        and not re.search(r"[.!?:;,…\"'”’)]\s*$|[\"“”]", text)
        and len(following) > 2 * len(text)
        and bool(_ENDED.search(following))
    )


def _nearest(printed: str, near: dt.date | None) -> dt.date | None:
    found = _PRINTED_DATE.search(printed)
    if not found or near is None:
        return None
    month = next(MONTHS[w] for w in re.findall(r"[a-z]+", found[0].lower()) if w in MONTHS)
    day = int(re.findall(r"\d+", found[0])[0])
    years = [dt.date(y, month, day) for y in (near.year - 1, near.year, near.year + 1) if _is_day(y, month, day)]
    return min(years, key=lambda date: abs(date - near), default=None)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
