"""Who said it: the named actor behind the words by which the text names a quote's source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.cast import Cast
from briefgen.extract.quotes.joining import Draft
from briefgen.extract.quotes.text import Text
from briefgen.records import LocalId, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 12  # words in a mention
_AFTER = frozenset({"prep", "compound", "flat", "nummod", "case", "nmod"})


def attribute_speakers(text: Text, cast: Cast, drafts: list[Draft]) -> tuple[Quote, ...]:
    """Decide every draft's speaker, in the order of the text."""
    quotes = []
    last: tuple[Span | None, LocalId | None] = (None, None)
    for draft in drafts:
        span: Span | None
        if draft.source is not None:
            span = mention(text, draft.source)
            speaker = cast.resolve(draft.source) or cast.named_in(span)
            last = (span, speaker)
        elif draft.rule == "standing":
            span, speaker = last
        else:
            span, speaker = None, None
        quotes.append(
            Quote(
                draft.kind,
                tuple(draft.quoted),
                tuple(draft.content),
                speaker=speaker,
                speaker_span=span,
                cue_span=draft.cue_span,
                rule=draft.rule,
            )
        )
    return tuple(quotes)


def mention(text: Text, head: Token) -> Span:
    """The words that name a source: its noun phrase without clauses, at most twelve words."""
    first, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ in ("prep", "compound", "flat", "nummod", "case", "nmod") and child.lower_ not in (
            "in",
            "on",
            "at",
        ):
            end = max(end, child.right_edge.i + 1)
    for child in head.lefts:
        if child.dep_ in ("punct", "relcl", "advcl", "ccomp"):
            first = max(first, child.right_edge.i + 1)
    if end - first > LONGEST:
        end = head.i + 1
    if end - first > LONGEST:
        first = max(first, head.i - 3)
    return text.span(first, end)
