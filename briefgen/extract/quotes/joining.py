"""Marked stretches and reports joined to drafts of quotes: what was said, in which kind, with which cue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefgen.extract.quotes.direct import Piece
from briefgen.extract.quotes.report import Range, Report, trimmed
from briefgen.extract.quotes.stretches import Stretch
from briefgen.extract.quotes.text import NOWHERE, Text
from briefgen.extract.tokens import Token
from briefgen.records import QuoteKind, Span


@dataclass(slots=True)
class Draft:
    """A quote on its way: who said it is still to be decided."""

    kind: QuoteKind
    quoted: list[Span]
    content: list[Span]
    rule: str
    paragraph: int
    cue: Token | None = None
    cue_span: Span | None = None
    source: Token | None = None
    stretches: list[Stretch] = field(default_factory=list)


def join(text: Text, stretches: list[Stretch], pieces: list[Piece], reports: list[Report]) -> list[Draft]:
    """Make the drafts of all quotes, in order of the text."""
    direct = _direct(text, pieces)
    reported = _reported(text, stretches, direct, reports)
    drafts = sorted(direct + reported, key=_place)
    return sorted(drafts + _carried(text, stretches, drafts), key=_place)


def _place(draft: Draft) -> tuple[int, int]:
    return draft.content[0].start, draft.content[-1].end


# ---------------------------------------------------------------- words in marks that no report reaches


def _carried(text: Text, stretches: list[Stretch], drafts: list[Draft]) -> list[Draft]:
    """Words in marks after a quote of their paragraph go on with it: in its sentence ("said he had a buyer, but “the
    price was low”"), or as a sentence of the report ("Lee said ... Waiting “would be a waste of tar.”"), unless
    somebody else comes to speak or act before them."""
    found: list[Draft] = []
    for stretch in stretches:
        if _is_reached(stretch, drafts) or _is_capitalised(text, stretch) or _is_named_so(text, stretch):
            continue
        start = stretch.mark.inner.start
        before = [d for d in drafts if d.paragraph == stretch.paragraph and d.content[-1].end <= start]
        last = max(before, key=lambda d: d.content[-1].end, default=None)
        if last is None or last.cue is None:
            continue
        end = text.token_at(last.content[-1].end - 1) + 1
        told, here = text.doc[end - 1].sent, text.doc[stretch.first].sent
        same = here.start in (told.start, last.cue.sent.start)
        if last.kind == "direct" and same and stretch.before not in ",—–-":
            continue  # "...," said Lee, who lives in a “tin box”: what the article says of Lee
        if same and not _is_named_between(text, end, stretch):
            _go_on(text, last, stretch)
        elif here.start == told.end and _is_reporters_sentence(text, stretch, drafts):
            found.append(_carried_draft(text, stretch))
    return found


FEWEST_CARRIED = 4  # tokens between marks that stand for a sentence of a report
_NAMING = frozenset({"called", "known", "dubbed", "titled", "entitled", "named", "nicknamed"})


def _is_reached(stretch: Stretch, drafts: list[Draft]) -> bool:
    inner = stretch.mark.inner
    return any(c.overlaps(inner) for d in drafts for c in (*d.content, *d.quoted))


def _is_capitalised(text: Text, stretch: Stretch) -> bool:
    """A title or a name, not words of a sentence."""
    words = stretch.mark.inner.cut(text.body).split()
    return words[0][0].isupper() and all(w[0].isupper() or len(w) < 4 for w in words)


def _is_named_so(text: Text, stretch: Stretch) -> bool:
    """'boats known as “mud hens”', 'the so-called “soup law”'"""
    before = text.doc[max(0, stretch.first - 4) : max(0, stretch.first - 1)]
    return any(t.lower_ in _NAMING for t in before)


def _is_named_between(text: Text, first: int, stretch: Stretch) -> bool:
    """'Lee said it was shut, but Marsh wants a “new start”': another is the subject before the words in marks"""
    return any(t.dep_ in ("nsubj", "nsubjpass") and t.pos_ == "PROPN" for t in text.doc[first : stretch.first])


def _is_reporters_sentence(text: Text, stretch: Stretch, drafts: list[Draft]) -> bool:
    """Whether a sentence can only be what was reported: its verb stands between the marks or only links, nobody is
    named as its subject, and no other quote stands in it ("The crowd sang “...”" is the crowd's)."""
    sentence = text.doc[stretch.first].sent
    span = text.span(sentence.start, sentence.end)
    root = sentence.root
    links = root.lemma_ == "be" or text.mark_of(root.i) != NOWHERE
    if stretch.end - stretch.first < FEWEST_CARRIED or not links or _is_named_between(text, sentence.start, stretch):
        return False
    return not any(c.overlaps(span) for d in drafts for c in d.content)


def _go_on(text: Text, draft: Draft, stretch: Stretch) -> None:
    last, inner = draft.content[-1], stretch.mark.inner
    between = draft.cue is not None and last.end <= draft.cue.idx < inner.start
    if draft.kind == "direct" or between:
        draft.content.append(inner)
    else:
        draft.content[-1] = Span(last.start, inner.end)
    if draft.kind == "indirect":
        draft.kind = "mixed"
    draft.quoted.append(inner)
    draft.stretches.append(stretch)


def _carried_draft(text: Text, stretch: Stretch) -> Draft:
    sentence, inner = text.doc[stretch.first].sent, stretch.mark.inner
    span = text.span(*(trimmed(text, (sentence.start, sentence.end)) or (stretch.first, stretch.end)))
    content = Span(min(span.start, inner.start), max(span.end, inner.end))
    return Draft("mixed", [inner], [content], "carried", stretch.paragraph, stretches=[stretch])


# ---------------------------------------------------------------- direct


def _direct(text: Text, pieces: list[Piece]) -> list[Draft]:
    drafts: list[Draft] = []
    for piece in pieces:
        last = drafts[-1] if drafts else None
        if last is not None and _goes_on(text, last, piece):
            last.quoted.append(piece.stretch.mark.inner)
            last.content.append(piece.stretch.mark.inner)
            last.stretches.append(piece.stretch)
            if last.cue is None and piece.cue is not None:
                last.cue, last.source, last.rule = piece.cue, piece.source, piece.rule
                last.cue_span = text.token_span(piece.cue)
            continue
        if (
            piece.cue is None
            and piece.source is None
            and (_is_heading(text, piece.stretch) or _is_work(piece.stretch, text))
        ):
            continue
        drafts.append(_direct_draft(text, piece))
    return drafts


def _is_heading(text: Text, stretch: Stretch) -> bool:
    """A line of its own, short and in capitals: a heading, not speech."""
    if stretch.before or stretch.after or stretch.end - stretch.first > LONGEST_HEADING:
        return False
    words = [w for w in stretch.mark.inner.cut(text.body).split() if len(w) > 3]
    return bool(words) and all(w[0].isupper() for w in words)


LONGEST_HEADING = 10  # tokens


def _is_work(stretch: Stretch, text: Text) -> bool:
    """'in her play, “The Salt House,” she tells': a title inside a sentence, which no cue brings"""
    words = [w for w in stretch.mark.inner.cut(text.body).split() if len(w) > 3]
    return stretch.before == "," and bool(words) and all(not w[0].isalpha() or w[0].isupper() for w in words)


def _direct_draft(text: Text, piece: Piece) -> Draft:
    inner = piece.stretch.mark.inner
    cue = text.token_span(piece.cue) if piece.cue is not None else None
    rule = piece.rule or "standing"
    return Draft(
        "direct", [inner], [inner], rule, piece.stretch.paragraph, piece.cue, cue, piece.source, [piece.stretch]
    )


def _goes_on(text: Text, draft: Draft, piece: Piece) -> bool:
    """Whether a stretch belongs to the quote before: an open paragraph, "...," he said, "...", or a follow-up."""
    last, stretch = draft.stretches[-1], piece.stretch
    if stretch.mark.continues and not last.mark.closed:
        return True
    if stretch.paragraph != last.paragraph:
        return False
    if piece.cue is not None:
        return piece.cue == draft.cue or (draft.cue is None and not _words(text, last, stretch))
    ends = [i for i in range(last.end, stretch.first) if text.doc[i].lower_ in (".", "?", "!", ":")]
    between = [i for i in ends if any(text.doc[k].is_alpha for k in range(i + 1, stretch.first))]
    return not between or not any(text.doc[k].is_alpha for k in range(last.end, between[0]))


def _words(text: Text, last: Stretch, stretch: Stretch) -> bool:
    return bool(re.search(r"\w", text.body[last.mark.outer.end : stretch.mark.outer.start]))


# ---------------------------------------------------------------- mixed and indirect

NEEDS_MARKS = frozenset({"marked-object", "as", "preposition"})  # reported only with words in marks
PLAIN = frozenset({("preposition", "accuse"), ("as", "describe"), ("as", "characterize")})
FEWEST = 3  # words in an indirect quote


def _reported(text: Text, stretches: list[Stretch], direct: list[Draft], reports: list[Report]) -> list[Draft]:
    whole = [s for d in direct for s in d.stretches]
    partial = [s for s in stretches if not s.whole]
    drafts: list[Draft] = []
    for report in _outermost(text, reports):
        draft = _report_draft(text, report, whole, partial)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _outermost(text: Text, reports: list[Report]) -> list[Report]:
    """Reports that stand in no other's content, and no second report of the same words."""
    cues = [(report.cue.i, report) for report in reports]
    cues = [(at, report) for at, report in cues if not _is_told_within(text, report, cues)]
    inside = {i for at, r in cues for part in r.content for i in range(*part) if not part[0] <= at < part[1]}
    kept: list[Report] = []
    taken: set[Range] = set()
    for at, report in cues:
        if at in inside or report.content[0] in taken:
            continue
        taken.add(report.content[0])
        kept.append(report)
    return kept


def _is_told_within(text: Text, outer: Report, cues: list[tuple[int, Report]]) -> bool:
    """'reminded them of his comment that ...': the noun has the clause"""
    lowest, highest = min(first for first, _ in outer.content), max(end for _, end in outer.content)
    for at, inner in cues:
        if lowest <= at < highest and any(first <= at < end for first, end in outer.content):
            if _tells_it_all(text, inner, outer):
                return True
        elif inner.construction == "noun" and outer.construction == "clause" and inner.content == outer.content:
            return True
    return False


def _tells_it_all(text: Text, inner: Report, outer: Report) -> bool:
    """'recalled what Lee called "a farce"': whose words in marks they are is told by the verb inside"""
    if outer.construction == "according-to":  # "According to the Post, Lee said": Lee did
        start, stop = outer.content[-1]
        source = inner.source
        return source is not None and source.left_edge.i <= start and inner.content[-1][1] >= stop - 1
    if outer.construction not in NEEDS_MARKS:
        return False
    if inner.construction == "noun":
        return inner.content[-1][1] <= outer.content[0][1]
    if not any(c.lower_ == "what" for c in inner.cue.lefts) or inner.source is None or inner.source.pos_ == "PRON":
        return False  # "recalled what he called": one and the same speaks
    marked = [i for first, end in outer.content for i in range(first, end) if text.mark_of(i) != NOWHERE]
    return bool(marked) and all(any(first <= i < end for first, end in inner.content) for i in marked)


def _report_draft(text: Text, report: Report, whole: list[Stretch], partial: list[Stretch]) -> Draft | None:
    content: list[Span] = []
    quoted: list[Stretch] = []
    for first, end in report.content:
        span = text.span(first, end)
        content += _without(text, span, whole)
    content = [s for s in content if re.search(r"\w", s.cut(text.body))]
    for index, span in enumerate(content):
        for stretch in partial:
            if stretch.mark.inner.overlaps(span):
                span = Span(min(span.start, stretch.mark.inner.start), max(span.end, stretch.mark.inner.end))
                quoted.append(stretch)
        content[index] = span
    if not content or (not quoted and not _stands_alone(text, report, content)):
        return None
    if quoted and report.construction in CLAUSES and all(_is_title(text, stretch) for stretch in quoted):
        quoted = []
    kind: QuoteKind = "mixed" if quoted else "indirect"
    if quoted and not re.search(r"\w", _unquoted(text, content, quoted)):
        kind = "direct"
    rule = report.construction
    inner = [s.mark.inner for s in quoted]
    if kind == "direct":
        content = inner
    number = text.paragraph_of(report.cue.idx)
    return Draft(kind, inner, content, rule, number, report.cue, report.cue_span, report.source, quoted)


CLAUSES = frozenset({"clause", "clause-before", "question", "infinitive", "gerund", "according-to", "noun"})


def _is_title(text: Text, stretch: Stretch) -> bool:
    """'she watched “The Long Bridge”': a name, not words of hers"""
    words = [w for w in stretch.mark.inner.cut(text.body).split() if len(w) > 3]
    return len(words) > 1 and all(w[0].isupper() for w in words)


def _stands_alone(text: Text, report: Report, content: list[Span]) -> bool:
    words = sum(len(s.cut(text.body).split()) for s in content)
    plain = report.construction not in NEEDS_MARKS or (report.construction, report.cue.lemma_) in PLAIN
    return plain and words >= FEWEST


def _without(text: Text, span: Span, whole: list[Stretch]) -> list[Span]:
    """A stretch of content with the quotes that stand on their own cut out."""
    parts = []
    start = span.start
    for stretch in whole:
        outer = stretch.mark.outer
        if outer.overlaps(Span(start, span.end)):
            parts.append(Span(start, max(start, outer.start)))
            start = outer.end
    parts.append(Span(start, max(start, span.end)))
    return [_tidy(text.body, p) for p in parts if p.end - p.start > 1]


def _tidy(body: str, span: Span) -> Span:
    words = span.cut(body)
    start = span.start + len(words) - len(words.lstrip(" ,:;–—-"))
    return Span(start, max(start, span.start + len(words.rstrip(" ,:;–—-"))))


def _unquoted(text: Text, content: list[Span], quoted: list[Stretch]) -> str:
    left = "".join(text.body[s.start : s.end] for s in content)
    for stretch in quoted:
        left = left.replace(stretch.mark.inner.cut(text.body), "", 1)
    return left
