"""Small parts of HTML prepared once: links to actors, dates and articles, labels, the words of quotes and events."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from briefgen.records import ActorId, Article, ArticleId, Edtf, Happening, Quote, Saying, Span
from briefgen.site.corpus import Byline, Corpus, Face, said_when
from briefgen.site.dates import When, parse_when
from briefgen.site.marked import Layer, marked
from briefgen.site.urls import Links, actor_url, anchor_url, article_url, date_url, quote_url
from briefgen.site.views.cards import EventCard, QuoteCard

__all__ = ["Printer", "one_line", "outlet_name", "plain_words", "short"]

LONGEST_CONTEXT = 110  # characters of its sentence shown before and behind an event's clause
LONGEST_LEAD = 90  # characters of "the minister told reporters that" shown around reported speech
LONGEST_TITLE = 30  # characters of a title that stands for a source without a name
DATES = 10_000  # printed dates that stay at hand
CUT = Markup(' <span class="cut">…</span> ')
KIND_LABELS = {"direct": "", "mixed": "partly verbatim", "indirect": "reported speech"}
STATUS_LABELS = {"happened": "", "planned": "planned", "possible": "possible", "denied": "denied or called off"}


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints records as one page shows them: links relative to that page."""

    corpus: Corpus
    links: Links
    language: str = "en"
    min_confidence: float = 0.0
    shares: bool = False  # quotes have pages of their own

    # ------------------------------------------------------------ links

    def actor(self, id: ActorId) -> Markup:
        return self._named(id, self.corpus.faces[id])

    def actors(self, ids: Iterable[ActorId | None]) -> tuple[Markup, ...]:
        known = ((id, self.corpus.faces.get(id)) for id in dict.fromkeys(ids) if id)
        return tuple(self._named(id, face) for id, face in known if face)

    def _named(self, id: ActorId, face: Face) -> Markup:
        names, place = self.corpus.names, (self.links.root, id)
        if place not in names:
            names[place] = Markup(f'<a href="{self.links.to(actor_url(id))}">{escape(face.name)}</a>')
        return names[place]

    def when(self, when: When | None, name: str = "") -> Markup:
        """A date, linked to its page where it has one. `name`: a microformat class for the `time` element."""
        if when is None:
            return Markup("")
        words = timed(when, name)
        if when.key is None or when.key not in self.corpus.day_names:
            return words
        return Markup(f'<a href="{self.links.to(date_url(when.key))}">{words}</a>')

    def day(self, when: When | None) -> Markup:
        """The same, short: where the text beside it holds the `time` element."""
        if when is None or when.key is None or when.key not in self.corpus.day_names:
            return escape(when.text if when else "")
        return Markup(f'<a href="{self.links.to(date_url(when.key))}">{escape(when.text)}</a>')

    def source(self, article: Article, anchor: str, when: When | None = None) -> Markup:
        """Where a line stands: publisher and day, linked to the mark. Without the day where that is `when`."""
        name, day = self._byline(article)
        date = f", {day.text}" if day and (when is None or when.start != day.start) else ""
        href = self.links.to(anchor_url(article.id, anchor))
        return Markup(f'<a class="u-url" href="{href}">{name}{date}</a>')

    def _byline(self, article: Article) -> Byline:
        """Its publisher, ready to print, and its day; many lines name it."""
        bylines = self.corpus.bylines
        if article.id not in bylines:
            day = parse_when(Edtf(article.date.isoformat())) if article.date else None
            bylines[article.id] = escape(outlet_name(article)), day
        return bylines[article.id]

    def outlet(self, id: ArticleId) -> Markup:
        """A shorter one: the publisher alone."""
        name = outlet_name(self.corpus.articles[id])
        return Markup(f'<a href="{self.links.to(article_url(id))}">{escape(name)}</a>')

    def _words(self, anchor: str, make: Callable[[], Markup]) -> Markup:
        """The words of a quote or an event: many pages show them."""
        words = self.corpus.words
        if anchor not in words:
            words[anchor] = make()
        return words[anchor]

    # ------------------------------------------------------------ quotes

    def quote(self, saying: Saying) -> QuoteCard:
        article, quote = self.corpus.articles[saying.article], saying.quote
        when = said_when(saying, self.corpus.articles)
        others, copies = self._others(self.corpus.saying_reports(saying), saying.anchor)
        return QuoteCard(
            anchor=saying.anchor,
            kind=quote.kind,
            label=KIND_LABELS[quote.kind],
            words=self._words(saying.anchor, lambda: quote_words(article.body, quote)),
            lang=article.language if article.language != self.language else None,
            cite=article.url,
            speaker=self.actors((saying.speaker, *saying.joint)),
            speaker_words=quote.speaker_span.cut(article.body) if quote.speaker_span else "",
            cue=quote.cue_span.cut(article.body) if quote.cue_span else "",
            to=quote.to or "",
            when=self.when(when, "dt-published"),
            source=self.source(article, saying.anchor, when),
            others=others,
            copies=copies,
            assertion=quote.assertion,
            share=self.links.to(quote_url(saying.anchor)) if self.shares and quote.kind == "direct" else "",
            doubtful=quote.confidence < self.min_confidence,
            doubtful_speaker=(
                bool(saying.speaker) and not saying.edited and quote.speaker_confidence < self.min_confidence
            ),
        )

    def speaker(self, saying: Saying) -> str:
        """Who said it, in plain words: the actors, else as the source calls them."""
        known = (self.corpus.faces.get(id) for id in (saying.speaker, *saying.joint))
        names = [face.name for face in known if face]
        span, body = saying.quote.speaker_span, self.corpus.articles[saying.article].body
        return " and ".join(names) or (" ".join(span.cut(body).split()) if span else "")

    def _others(
        self, reports: Sequence[tuple[ArticleId, int]], anchor: str
    ) -> tuple[tuple[Markup, ...], tuple[Markup, ...]]:
        """Links to the reports but the one shown: sources of their own, and copies of a text already named."""
        links = [self.source(self.corpus.articles[id], anchor) for id, _ in reports]
        own = [place == first for place, (_, first) in enumerate(reports)]
        others = tuple(link for link, is_own in zip(links[1:], own[1:], strict=True) if is_own)
        return others, tuple(link for link, is_own in zip(links, own, strict=True) if not is_own)

    # ------------------------------------------------------------ events

    def event(self, happening: Happening, about: ActorId | None = None) -> EventCard:
        """`about`: an actor left out of the names, whose page this is."""
        article, event = self.corpus.articles[happening.article], happening.event
        when = parse_when(happening.date)
        others, copies = self._others(self.corpus.happening_reports(happening), happening.anchor)
        return EventCard(
            anchor=happening.anchor,
            status=happening.status,
            label=STATUS_LABELS[happening.status],
            when=self.when(when, "dt-start"),
            start=when.start.isoformat() if when else "",
            words=self._words(
                happening.anchor, lambda: event_words(article.body, event.sentence, event.span, event.date_span)
            ),
            lang=article.language if article.language != self.language else None,
            actors=self.actors(id for id in happening.actors if id not in (about, happening.reported_by)),
            reported_by=next(iter(self.actors((happening.reported_by,))), None),
            source=self.source(article, happening.anchor, when),
            others=others,
            copies=copies,
            outcome=self._outcome(happening),
            was_due=happening.was_due and not happening.outcome,
        )

    def _outcome(self, happening: Happening) -> Markup | None:
        """A link from a plan to the report of it, or from the report back to the plan."""
        if later := self.corpus.outcomes.get(happening.outcome or ""):
            told = "did not happen" if later.status == "denied" else "reported as happened"
            return self._anchor(later, told)
        if plan := self.corpus.plans.get(happening.anchor):
            return self._anchor(plan, "announced before")
        return None

    def _anchor(self, happening: Happening, words: str) -> Markup:
        return Markup(f'<a href="{self.links.to(anchor_url(happening.article, happening.anchor))}">{words}</a>')


def outlet_name(article: Article) -> str:
    """What a source is called: its publisher, else the host of its page, its author, the first words of its title."""
    host = (urlsplit(article.url or "").hostname or "").removeprefix("www.")
    return article.source or host or article.author or f"“{short(article.title, LONGEST_TITLE)}”"


@lru_cache(DATES)
def timed(when: When, name: str = "") -> Markup:
    """A date as a `time` element. `name`: its microformat class."""
    css = f' class="{name}"' if name else ""
    if when.precision == "interval":
        return _ends(when, css)
    if when.datetime is None:
        return Markup(f"<span>{escape(when.text)}</span>")
    return Markup(f'<time{css} datetime="{when.datetime}">{escape(when.text)}</time>')


def _ends(when: When, css: str) -> Markup:
    """An interval as two `time` elements."""
    first, last = when.text.removeprefix("about ").split(" to ", 1)
    about = "about " if when.approximate else ""
    return Markup(
        f'{about}<time{css} datetime="{when.start.isoformat()}">{escape(first)}</time> to '
        f'<time datetime="{when.end.isoformat()}">{escape(last)}</time>'
    )


def quote_words(body: str, quote: Quote) -> Markup:
    """The words as the source has them, in paragraphs; verbatim ones between quotation marks."""
    if led := _led(body, quote):
        return led
    verbatim = quote.kind == "direct" and bool(quote.quoted)
    parts = quote.quoted if verbatim else tuple(_closed(body, part) for part in quote.content)
    text = CUT.join(_line(body, part) for part in parts)
    return Markup(f"“{text.rstrip(',')}”") if verbatim else text  # the comma before "she said" is not the speaker's


def _led(body: str, quote: Quote) -> Markup | None:
    """Reported speech between the words that introduce it, in one piece: "she would come" alone tells too little."""
    if quote.kind != "indirect" or len(quote.content) != 1 or not quote.cue_span:
        return None
    content = quote.content[0]
    around = [span for span in (quote.speaker_span, quote.cue_span) if span]
    whole = Span(min(content.start, *(s.start for s in around)), max(content.end, *(s.end for s in around)))
    if len(whole.cut(body)) - len(content.cut(body)) > LONGEST_LEAD or "\n" in whole.cut(body):
        return None
    return marked(body, whole, [Layer(content, "<b>", "</b>")])


def one_line(body: str, quote: Quote) -> str:
    """A quote where there is no room for a card: verbatim words between quotation marks, all others bare."""
    if quote.kind == "direct" and quote.quoted:
        return f"“{plain_words(body, quote)}”"
    return " … ".join(" ".join(span.cut(body).split()) for span in quote.content)


def plain_words(body: str, quote: Quote) -> str:
    """The words of a quote in one line, without marks around them."""
    parts = quote.quoted or quote.content
    return " … ".join(" ".join(span.cut(body).split()) for span in parts).rstrip(",")


CLOSING = {"“": "”", '"': '"', "‘": "’", "''": "''"}


def _closed(body: str, span: Span) -> Span:
    """Words that open a quotation mark but stop before it closes: with the closing one, where it follows at once."""
    text = span.cut(body)
    for opening, closing in CLOSING.items():
        lacks = text.count(opening) % 2 if opening == closing else text.count(opening) > text.count(closing)
        if not lacks:
            continue
        at = body.find(closing, span.end, span.end + 1 + len(closing))
        if at >= 0 and body[span.end : at] in ("", ".", ",", "?", "!"):
            return Span(span.start, at + len(closing))
    return span


def _line(body: str, span: Span) -> Markup:
    """A quote running over paragraphs: one break each, without the marks that reopen it."""
    paragraphs = [p.strip() for p in span.cut(body).split("\n\n")]
    kept = [p if i == 0 else p.removeprefix("“").removeprefix('"') for i, p in enumerate(paragraphs)]
    return Markup("<br>").join(" ".join(p.split()) for p in kept)


def event_words(body: str, sentence: Span, clause: Span, phrase: Span | None) -> Markup:
    """The sentence with the clause that tells the event set off, cut short far from it."""
    shown = _window(body, sentence, clause)
    layers = [Layer(clause, "<b>", "</b>")]
    if phrase and (phrase := _without_stop(body, phrase)):
        layers.append(Layer(phrase, '<span class="ph">', "</span>", 1))
    before = Markup('<span class="cut">…</span> ') if shown.start > sentence.start else Markup("")
    behind = Markup(' <span class="cut">…</span>') if shown.end < sentence.end else Markup("")
    return before + marked(body, shown, layers) + behind


def _without_stop(body: str, phrase: Span) -> Span | None:
    end = phrase.start + len(phrase.cut(body).rstrip(".,;:"))
    return Span(phrase.start, end) if end > phrase.start else None


def _window(body: str, sentence: Span, clause: Span) -> Span:
    start, end = min(sentence.start, clause.start), max(sentence.end, clause.end)
    if clause.start - start > LONGEST_CONTEXT:
        start = body.find(" ", clause.start - LONGEST_CONTEXT, clause.start) + 1 or clause.start
    if end - clause.end > LONGEST_CONTEXT:
        end = max(body.rfind(" ", clause.end, clause.end + LONGEST_CONTEXT), clause.end)
    return Span(start, end)


def short(text: str, length: int) -> str:
    """Cut at a word."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"
