"""Erasing a person: what remains of an article when somebody may not be named in it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from briefgen.records import Article, Findings, LocalId, Span

__all__ = ["erased"]

MASK = "█"  # one for each character: every offset stays


def erased(
    article: Article, findings: Findings, who: frozenset[LocalId], names: Iterable[str]
) -> tuple[Article, Findings]:
    """The article with every naming mention masked; quotes and events by or naming the person are left out.

    `names`: all printed names of the person. The full ones are masked wherever they stand; a part of a name
    ("Berg") where the article means the person by it, and in the title.
    """
    forms = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    local = [actor for actor in findings.actors if actor.id in who]
    named = {m.span for actor in local for m in actor.mentions if m.form in ("name", "alias")}
    full = _pattern(form for form in forms if " " in form)
    named |= {Span(*found.span()) for found in full.finditer(article.body)} if full else set()
    parts = _pattern(forms)
    return _masked(article, named, parts), _without(findings, who, named)


def _masked(article: Article, named: set[Span], names: re.Pattern[str] | None) -> Article:
    body = list(article.body)
    for span in named:
        body[span.start : span.end] = MASK * (span.end - span.start)

    def hidden(text: str) -> str:
        return names.sub(lambda found: MASK * len(found[0]), text) if names else text

    return replace(
        article,
        body="".join(body),
        title=hidden(article.title),
        summary=hidden(article.summary) if article.summary else article.summary,
        author=hidden(article.author) if article.author else article.author,
        tags=tuple(tag for tag in article.tags if hidden(tag) == tag),
    )


def _without(findings: Findings, who: frozenset[LocalId], named: set[Span]) -> Findings:
    def names(spans: Iterable[Span]) -> bool:
        return any(span.overlaps(other) for span in spans for other in named)

    quotes = tuple(
        quote
        for quote in findings.quotes
        if not who.intersection((quote.speaker, *quote.joint)) and not names((*quote.quoted, *quote.content))
    )
    events = tuple(
        event
        for event in findings.events
        if not who.intersection((event.reported_by, *event.actors)) and not names((event.sentence, event.span))
    )
    return replace(findings, actors=tuple(a for a in findings.actors if a.id not in who), quotes=quotes, events=events)


def _pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    either = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE) if either else None
