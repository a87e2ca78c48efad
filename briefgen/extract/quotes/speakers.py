"""Who said it: the named actor behind the words by which the text names a quote's source.

Doubt is None, with the words of the text kept in `speaker_span`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefgen.extract.cast import Cast
from briefgen.extract.quotes.confidence import content_confidence, speaker_confidence
from briefgen.extract.quotes.details import assertion, date_said, listener, place_said
from briefgen.extract.quotes.joining import Draft
from briefgen.extract.quotes.memory import Memory, gender_of
from briefgen.extract.quotes.sources import own_subject
from briefgen.extract.quotes.speaker_rules import RULES, UNNAMED, is_one_person, mention
from briefgen.extract.quotes.text import NOWHERE, Text
from briefgen.extract.tokens import Token
from briefgen.records import Article, LocalId, Quote, Span, TimeExpression


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a draft. `speaker` None: the text does not name one, or there is doubt."""

    span: Span | None
    speaker: LocalId | None
    joint: tuple[LocalId, ...] = ()
    rule: str = ""
    finder: str = ""  # when another than the draft's: "follow-up", "next-paragraph", "introduced"


NOBODY = Attribution(None, None)


def attribute_speakers(
    text: Text, article: Article, cast: Cast, drafts: list[Draft], times: tuple[TimeExpression, ...]
) -> tuple[Quote, ...]:
    """Decide every draft's speaker, in the order of the text."""
    memory = Memory(text, cast)
    told: list[tuple[Draft, Attribution]] = []
    for draft in drafts:
        memory.said = tuple(draft.quoted) if draft.kind == "direct" else ()
        if draft.source is not None:
            found = _by_source(memory, draft.source)
            if found.speaker is not None:
                memory.note(draft.source.i, found.speaker, found.joint)
            elif is_one_person(draft.source):
                memory.note_unnamed(draft.source.i, gender_of(draft.source))
            if draft.kind != "direct":
                memory.note_reported(draft.content)
        elif draft.rule == "standing":
            found = _standing(memory, draft, told)
        elif draft.rule == "carried":
            found = replace(told[-1][1], finder="follow-up") if told else NOBODY
        else:
            found = NOBODY
        if draft.rule == "standing" and found is NOBODY and _is_fragment(draft):
            continue  # "Politicking." in marks on its own: a name or a term
        told.append((draft, found))
    return tuple(_quote(text, article, draft, found, times) for draft, found in told)


def _is_fragment(draft: Draft) -> bool:
    return sum(stretch.end - stretch.first for stretch in draft.stretches) < LEAST


LEAST = 8  # tokens of a quote that nobody is named for


def _quote(text: Text, article: Article, draft: Draft, found: Attribution, times: tuple[TimeExpression, ...]) -> Quote:
    finder = found.finder or draft.rule
    return Quote(
        draft.kind,
        tuple(draft.quoted),
        tuple(draft.content),
        speaker=found.speaker,
        joint=found.joint,
        speaker_span=found.span,
        cue_span=draft.cue_span,
        to=listener(text, draft),
        date=date_said(text, article, draft, times),
        place=place_said(text, draft),
        assertion=assertion(draft),
        confidence=content_confidence(finder),
        speaker_confidence=speaker_confidence(found.rule, follows=bool(found.finder)),
        rule=f"{finder}+{found.rule}" if found.rule else finder,
    )


def _by_source(memory: Memory, source: Token) -> Attribution:
    """The speaker behind a source in the text."""
    span = mention(memory.text, source)
    for name, rule in RULES:
        found = rule(memory, source)
        if found == UNNAMED:
            return Attribution(span, None, (), name)
        if found:
            return Attribution(span, found[0], found[1:], name)
    return Attribution(span, None)


# ---------------------------------------------------------------- quotes without a source of their own


def _standing(memory: Memory, draft: Draft, told: list[tuple[Draft, Attribution]]) -> Attribution:
    """Who spoke just before goes on, or the person speaks whom the line above is about."""
    last = next(((d, f) for d, f in reversed(told) if d.kind != "indirect" or f.speaker), None)
    if introduced := _subject_before(memory, draft, last[0] if last is not None else None):
        return introduced
    if last is not None and draft.paragraph == _last_paragraph(last[0]):
        return replace(last[1], finder="follow-up")
    if last is not None and draft.paragraph == _last_paragraph(last[0]) + 1 and _is_last(memory, last[0]):
        credited = last[0].rule in ("dash", "headline") or last[1].finder == "next-paragraph"
        return NOBODY if credited else replace(last[1], finder="next-paragraph")
    return _subject_above(memory, draft) or NOBODY


def _subject_before(memory: Memory, draft: Draft, last: Draft | None) -> Attribution | None:
    """'Lee calls her a master. "She did it again."': the person whom the sentence just before is about"""
    text = memory.text
    start = text.token_at(text.paragraphs[draft.paragraph].start)
    before = next((i for i in range(draft.stretches[0].first - 1, start - 1, -1) if text.doc[i].is_alpha), None)
    if before is None or text.mark_of(before) != NOWHERE:
        return None
    sentence = text.doc[before].sent
    if last is not None and last.content[-1].end > text.starts[sentence.start]:
        return None
    subject = own_subject(sentence.root)
    if subject is None or text.mark_of(subject.i) != NOWHERE or sentence.root.i > before:
        return None
    found = _by_source(memory, subject)
    if found.speaker is None or not memory.is_person(found.speaker):
        return None
    return replace(found, finder="introduced")


def _last_paragraph(draft: Draft) -> int:
    return draft.stretches[-1].paragraph if draft.stretches else draft.paragraph


def _is_last(memory: Memory, draft: Draft) -> bool:
    """Whether no other person is a subject between a quote and its paragraph's end."""
    paragraph = memory.text.paragraphs[_last_paragraph(draft)]
    end = max(c.end for c in draft.content)
    subjects = [n for n in memory.named if n.main and end < memory.text.starts[n.token] < paragraph.end]
    return all(n.actor == subjects[0].actor for n in subjects) and (draft.source is not None or not subjects)


def _subject_above(memory: Memory, draft: Draft) -> Attribution | None:
    """The last person that the paragraph above has for a main subject."""
    first = memory.text.tokens_in(memory.text.paragraphs[draft.paragraph])[0]
    for named in memory.before(first, 1):
        if named.main and named.paragraph == draft.paragraph - 1 and memory.is_person(named.actor):
            head = memory.text.doc[named.token]
            return Attribution(mention(memory.text, head), named.actor, (), "name", "introduced")
    return None
