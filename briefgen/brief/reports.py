"""Quotes and events of one article as reports with anchors and actors; sayings and happenings from joined reports."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from briefgen.brief.anchors import Anchored, event_span, plain_words, quote_spans
from briefgen.brief.happenings import EventReport, event_keys
from briefgen.brief.kinds import kinds_of
from briefgen.brief.sayings import QuoteReport, quote_keys
from briefgen.records import ActorId, Article, Findings, Happening, LocalId, Saying, Source

__all__ = ["event_reports", "happening_of", "quote_reports", "saying_of"]

Who = Mapping[LocalId, ActorId]
R = TypeVar("R")
Fix = Callable[[Article, Anchored, R], R | None]


def quote_reports(
    article: Article, findings: Findings, anchored: Anchored, who: Who, fix: Fix[QuoteReport]
) -> tuple[QuoteReport, ...]:
    """The quotes of an article, ready for joining; `fix` applies the editor's word to each, None hides it."""
    reports = []
    for n, (quote, anchor) in enumerate(zip(findings.quotes, anchored.quotes, strict=True)):
        words = plain_words(" ".join(span.cut(article.body) for span in quote_spans(quote)))
        speaker = who.get(quote.speaker) if quote.speaker else None
        joint = tuple(who[local] for local in quote.joint if local in who)
        keys, source = quote_keys(words, quote), Source(article.id, n)
        made = QuoteReport(anchor, keys, source, quote, words, speaker, joint, quote.date, article.date)
        if kept := fix(article, anchored, made):
            reports.append(kept)
    return tuple(reports)


def event_reports(
    article: Article, findings: Findings, anchored: Anchored, who: Who, fix: Fix[EventReport]
) -> tuple[EventReport, ...]:
    """The events of an article, ready for joining; `fix` as for quotes."""
    reports = []
    for n, (event, anchor) in enumerate(zip(findings.events, anchored.events, strict=True)):
        words = plain_words(event_span(event).cut(article.body))
        actors = tuple(dict.fromkeys(who[local] for local in event.actors if local in who))
        told_by = who.get(event.reported_by) if event.reported_by else None
        trigger = event.trigger.cut(article.body) if event.trigger else ""
        made = EventReport(
            anchor,
            event_keys(words, event.date, actors),
            Source(article.id, n),
            event,
            words,
            event.date,
            event.status,
            actors,
            told_by,
            article.date,
            kinds=kinds_of(trigger, words),
        )
        kept = fix(article, anchored, made)
        if kept and kept is not made:
            kept = replace(kept, keys=event_keys(kept.words, kept.date, kept.actors))
        if kept:
            reports.append(kept)
    return tuple(reports)


def saying_of(group: tuple[QuoteReport, ...], former: Mapping[str, tuple[str, ...]]) -> Saying:
    """A saying from its reports, the one to show first. `former`: older anchors of each report."""
    first, *others = group
    return Saying(
        first.anchor,
        first.source.article,
        first.quote,
        first.speaker,
        first.joint,
        first.date,
        tuple(report.source for report in others),
        _older(group, former),
        any(report.edited for report in group),
    )


def happening_of(group: tuple[EventReport, ...], former: Mapping[str, tuple[str, ...]]) -> Happening:
    """A happening from its reports, the one to show first."""
    first, *others = group
    return Happening(
        first.anchor,
        first.source.article,
        first.event,
        first.date,
        first.status,
        actors=tuple(dict.fromkeys(actor for report in group for actor in report.actors)),
        reported_by=first.reported_by,
        others=tuple(report.source for report in others),
        former_anchors=_older(group, former),
        edited=any(report.edited for report in group),
    )


def _older(
    group: tuple[QuoteReport, ...] | tuple[EventReport, ...], former: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Anchors under which the group was known: those of its other reports, and their aliases."""
    first = group[0].anchor
    if len(group) == 1 and first not in former:
        return ()
    anchors = {anchor for report in group for anchor in (report.anchor, *former.get(report.anchor, ()))}
    return tuple(sorted(anchors - {first}))
