"""An article's text for its page: passages with marks, and beside each the notes of what was taken from it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from briefgen.records import ActorId, Article, Block, Event, Findings, Happening, Quote, Saying, Span
from briefgen.site.corpus import said_when
from briefgen.site.dates import parse_when
from briefgen.site.marked import Layer, excerpt, marked
from briefgen.site.urls import text_fragment
from briefgen.site.views.pages import Note, Passage
from briefgen.site.views.printer import KIND_LABELS, STATUS_LABELS, Printer, event_words

__all__ = ["passages"]

GAP = Passage("gap", Markup(""))
DATED_BY = {"article": "dated by the article", "carried": "date carried on from an earlier sentence", "expression": ""}
LINKED_AGAIN = 3  # paragraphs after which a name is a link again
ASSERTIONS = {"said": "", "denied": "denied", "hypothetical": "supposed"}


@dataclass(frozen=True, slots=True)
class _Found:
    """One quote or event of this article, numbered in text order."""

    number: int
    anchor: str
    former: tuple[str, ...]
    spans: tuple[Span, ...]
    wanted: tuple[Span, ...]  # what an excerpt must show
    note: Note


def passages(printer: Printer, article: Article, mode: str) -> tuple[Passage, ...]:
    """`mode` is the setting `source_text`."""
    found = _found(printer, article)
    if mode == "none":
        return tuple(Passage("note-only", Markup(_aliases(e)), (replace(e.note, id=e.anchor, back=""),)) for e in found)
    layers = _layers(printer, article, found)
    shown = _blocks(article) if mode == "full" or not found else _excerpts(article, found)
    return tuple(_passages(article, shown, layers, found))


# ---------------------------------------------------------------- what is shown


def _blocks(article: Article) -> list[tuple[Block, Span]]:
    blocks = article.blocks or (Block("paragraph", Span(0, len(article.body))),)
    return [(block, block.span) for block in blocks]


def _excerpts(article: Article, found: Sequence[_Found]) -> list[tuple[Block, Span]]:
    """The sentences around what was extracted."""
    wanted = sorted(span for entry in found for span in entry.wanted)
    shown = []
    for block, span in _blocks(article):
        inside = [one for one in wanted if one.overlaps(span)]
        shown += [(block, run) for run in excerpt(article.body, span, inside)]
    return shown


def _passages(
    article: Article, shown: list[tuple[Block, Span]], layers: list[Layer], found: Sequence[_Found]
) -> Iterator[Passage]:
    reached = 0
    for block, span in shown:
        if article.body[reached : span.start].strip():
            yield GAP
        notes = tuple(e.note for e in found if reached <= e.spans[-1].start < span.end)
        original = _original(article, span) if notes and article.url else ""
        yield Passage(block.kind, marked(article.body, span, layers), notes, original)
        reached = span.end
    if article.body[reached:].strip():
        yield GAP


FRAGMENT_WORDS = 4  # enough to find a passage, where it is the only one that begins so


def _original(article: Article, span: Span) -> str:
    """The publisher's page at this passage."""
    words = span.cut(article.body).split()
    start = " ".join(words[:FRAGMENT_WORDS])
    plain = " ".join(article.body.split())
    return text_fragment(article.url or "", start if plain.count(start) == 1 else " ".join(words))


# ---------------------------------------------------------------- what was found


def _found(printer: Printer, article: Article) -> list[_Found]:
    corpus = printer.corpus
    quotes = corpus.article_sayings.get(article.id, [])
    events = corpus.article_happenings.get(article.id, [])
    both: list[tuple[Span, Saying | Happening, Quote | Event]] = [(q.content[0], s, q) for s, q in quotes if q.content]
    both += [(e.span, h, e) for h, e in events]
    both.sort(key=lambda entry: (_number_place(entry[2]), entry[1].anchor))
    found, used = [], set[str]()
    for number, (_, whole, local) in enumerate(both, 1):
        anchor = whole.anchor if whole.anchor not in used else f"{whole.anchor}-{number}"
        used.add(anchor)
        if isinstance(local, Quote) and isinstance(whole, Saying):
            found.append(_found_quote(printer, article, number, anchor, whole, local))
        elif isinstance(local, Event) and isinstance(whole, Happening):
            found.append(_found_event(printer, article, number, anchor, whole, local))
    return _linked_once(_ids_once(found))


def _number_place(local: Quote | Event) -> tuple[int, int, bool]:
    """Where the number of a mark stands: behind its last words; of marks that end together, the inner one's first."""
    is_event = isinstance(local, Event)  # stands outside of a quote with the same words
    last = local.span if isinstance(local, Event) else local.content[-1]
    return last.end, -last.start, is_event


def _linked_once(found: list[_Found]) -> list[_Found]:
    """In the margin a name or a day is a link where it first stands: a page with a hundred notes stays light."""
    seen = set[str]()

    def once(link: Markup) -> Markup:
        if link in seen:
            return escape(link.striptags())
        seen.add(link)
        return link

    return [
        replace(entry, note=replace(entry.note, who=tuple(map(once, entry.note.who)), when=once(entry.note.when)))
        for entry in found
    ]


def _ids_once(found: list[_Found]) -> list[_Found]:
    """A former anchor may be another's present one by now: the present one keeps it."""
    taken = {entry.anchor for entry in found}
    kept = []
    for entry in found:
        former = tuple(dict.fromkeys(old for old in entry.former if old not in taken))
        taken.update(former)
        kept.append(replace(entry, former=former))
    return kept


def _found_quote(printer: Printer, article: Article, number: int, anchor: str, saying: Saying, quote: Quote) -> _Found:
    body, when = article.body, said_when(saying, printer.corpus.articles)
    cue = quote.cue_span.cut(body) if quote.cue_span else ""
    to = f"to {quote.to}" if quote.to and quote.to not in cue else ""
    speaker = printer.actors((saying.speaker, *saying.joint))
    note = Note(
        number=number,
        id=f"n{number}",
        back=anchor,
        what="quote",
        label=", ".join(filter(None, (KIND_LABELS[quote.kind], ASSERTIONS[quote.assertion]))),
        who=speaker,
        who_words=quote.speaker_span.cut(body) if quote.speaker_span else "",
        told=" ".join(filter(None, (" ".join(cue.split()), to))),
        when=printer.day(when) if when and when.edtf != str(article.date) else Markup(""),
        phrase="",
        why=f"{quote.rule}, {quote.confidence:.0%}" + (f", speaker {quote.speaker_confidence:.0%}" if speaker else ""),
        elsewhere=_other_articles(printer, article, saying),
        reports=(),
    )
    named = tuple(span for span in (quote.speaker_span, quote.cue_span) if span)
    former = saying.former_anchors if saying.article == article.id else ()
    return _Found(number, anchor, former, quote.content, (*quote.content, *named), note)


def _found_event(
    printer: Printer, article: Article, number: int, anchor: str, happening: Happening, event: Event
) -> _Found:
    body = article.body
    reporter = printer.actors((happening.reported_by,))
    note = Note(
        number=number,
        id=f"n{number}",
        back=anchor,
        what="event",
        label=STATUS_LABELS[happening.status],
        who=(),
        who_words="",
        told=f"as {reporter[0].striptags()} says" if reporter else "",
        when=printer.day(parse_when(happening.date)),
        phrase=event.date_span.cut(body) if event.date_span else DATED_BY[event.dated_by],
        why=f"{event.rule}, {event.confidence:.0%}",
        elsewhere=(),
        reports=_reports(printer, article, happening),
    )
    former = happening.former_anchors if happening.article == article.id else ()
    return _Found(number, anchor, former, (event.span,), (event.sentence,), note)


def _other_articles(printer: Printer, article: Article, saying: Saying) -> tuple[Markup, ...]:
    ids = dict.fromkeys((saying.article, *(other.article for other in saying.others)))
    return tuple(printer.source(printer.corpus.articles[id], saying.anchor) for id in ids if id != article.id)


def _reports(printer: Printer, article: Article, happening: Happening) -> tuple[tuple[Markup, Markup], ...]:
    """How other articles tell the same event: source and words."""
    corpus = printer.corpus
    told = [(happening.article, happening.event)]
    told += [(o.article, corpus.findings[o.article].events[o.index]) for o in happening.others]
    found = []
    for id, event in told:
        if id != article.id:
            other = corpus.articles[id]
            words = event_words(other.body, event.sentence, event.span, event.date_span)
            found.append((printer.source(other, happening.anchor), words))
    return tuple(found)


# ---------------------------------------------------------------- layers over the text


def _layers(printer: Printer, article: Article, found: Sequence[_Found]) -> list[Layer]:
    marks = [layer for entry in reversed(found) for layer in _marks(entry)]  # of two alike the first stands inside
    ends = {border for layer in marks for border in (layer.span.start, layer.span.end)}
    links = [layer for layer in _inlines(article) if not _crossed(layer, ends)]
    taken = [layer.span for layer in links if layer.opens.startswith("<a")]
    return [*marks, *links, *_mentions(printer, article, taken, ends), *_times(printer, article)]


def _marks(entry: _Found) -> Iterator[Layer]:
    css = "e" if entry.note.what == "event" else "q"
    last = len(entry.spans) - 1
    for i, span in enumerate(entry.spans):
        again = f'<mark class="{css}">'
        opens = f'{_aliases(entry)}<mark class="{css}" id="{escape(entry.anchor)}">' if i == 0 else again
        number = f'<a href="#n{entry.number}">{entry.number}</a>' if i == last else ""
        yield Layer(span, opens, "</mark>", 0 if css == "e" else 1, again, number)


def _aliases(entry: _Found) -> str:
    return "".join(f'<span id="{escape(old)}"></span>' for old in entry.former)


def _inlines(article: Article) -> Iterator[Layer]:
    for inline in article.inlines:
        href = f' href="{escape(inline.href)}"' if inline.tag == "a" and inline.href else ""
        if inline.tag != "a" or href:
            yield Layer(inline.span, f"<{inline.tag}{href}>", f"</{inline.tag}>", 3)


def _crossed(layer: Layer, borders: set[int]) -> bool:
    """A link that a mark's number would stand in: links do not nest."""
    return layer.opens.startswith("<a") and any(layer.span.start < border <= layer.span.end for border in borders)


def _mentions(printer: Printer, article: Article, taken: list[Span], borders: set[int]) -> Iterator[Layer]:
    """Names linked to their actors where they have not just been; not where a link stands or a mark has its border."""
    sorted_mentions = sorted(
        printer.corpus.mentions(article.id), key=lambda pair: (pair[0].start, -pair[0].end, pair[1])
    )
    starts = [block.span.start for block in article.blocks]
    reached, linked = 0, dict[ActorId, int]()
    for span, id in sorted_mentions:
        cut = any(span.start < border < span.end for border in borders)
        paragraph = bisect_right(starts, span.start)
        just_been = id in linked and paragraph < linked[id] + LINKED_AGAIN
        if span.start < reached or cut or just_been or any(span.overlaps(other) for other in taken):
            continue
        reached = span.end
        linked[id] = paragraph
        opens = str(printer.actor(id)).split(">", 1)[0] + ">"
        yield Layer(span, opens, "</a>", 2)


def _times(printer: Printer, article: Article) -> Iterator[Layer]:
    findings = printer.corpus.findings.get(article.id, Findings())
    for time in findings.times:
        when = parse_when(time.value) if time.type in ("date", "time") else None
        if when and when.datetime:
            yield Layer(time.span, f'<time datetime="{when.datetime}">', "</time>", 4)
