"""A dateline stands before the story, not in its first sentence: findings that begin in one begin after it."""

from msgspec.structs import replace

from briefgen.records import Article, Event, Quote, Span

__all__ = ["events_past_datelines", "quotes_past_datelines"]


def quotes_past_datelines(quotes: tuple[Quote, ...], article: Article) -> tuple[Quote, ...]:
    """Cut the dateline off what is reported."""
    places = _datelines(article)
    if not places:
        return quotes
    return tuple(replace(quote, content=tuple(_past(span, places) for span in quote.content)) for quote in quotes)


def events_past_datelines(events: tuple[Event, ...], article: Article) -> tuple[Event, ...]:
    """Cut the dateline off the sentence and the clause."""
    places = _datelines(article)
    if not places:
        return events
    return tuple(replace(one, sentence=_past(one.sentence, places), span=_past(one.span, places)) for one in events)


def _datelines(article: Article) -> dict[int, int]:
    """Where each dateline starts, and where the text after it does."""
    return {
        block.span.start: after.span.start
        for block, after in zip(article.blocks, article.blocks[1:], strict=False)
        if block.kind == "dateline" and after.kind != "dateline"
    }


def _past(span: Span, places: dict[int, int]) -> Span:
    for start, text in places.items():
        if start <= span.start < text < span.end:
            return Span(text, span.end)
    return span
