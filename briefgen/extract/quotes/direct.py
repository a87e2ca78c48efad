"""Quotes set as sentences of their own, each with the cue clause beside it where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.extract.quotes.lexicon import speech_verbs
from briefgen.extract.quotes.sources import is_time, own_subject, source_of
from briefgen.extract.quotes.stretches import TERMINAL, Stretch
from briefgen.extract.quotes.text import NOWHERE, Text
from briefgen.extract.tokens import Token, root_of
from briefgen.records import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole stretch with the words that attribute it. `rule` says where they were found; "" for none."""

    stretch: Stretch
    cue: Token | None = None
    source: Token | None = None
    rule: str = ""


def attribute(text: Text, stretches: list[Stretch]) -> list[Piece]:
    """Give every whole stretch its own cue clause, if it has one."""
    return [_piece(text, stretch) for stretch in stretches if stretch.whole]


def _piece(text: Text, stretch: Stretch) -> Piece:
    for name, rule in _RULES:
        found = rule(text, stretch)
        if found is not None:
            return Piece(stretch, *found, name)
    return Piece(stretch)


Found = tuple["Token | None", "Token | None"]  # cue, source

REACH = 45  # tokens from a stretch to its cue
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})


def _near(text: Text, stretch: Stretch) -> Found | None:
    """A cue that runs into the stretch: 'she said: “...”', 'he added, “...”'."""
    if stretch.before not in (":", ","):
        return None
    last = _content_before(text, stretch)
    if last is None:
        return None
    verb = text.doc[last]
    if not _is_cue(verb) or text.mark_of(last) != NOWHERE:
        return None
    source = _left_source(text, verb)
    return (verb, source) if source is not None else None


def _after(text: Text, stretch: Stretch) -> Found | None:
    """'“...,” she said', '“...,” said Ann Lee, the mayor'"""
    first, end = _segment_after(text, stretch)
    set_on = stretch.tail in ",?!…—–-" or stretch.after in (",", "—", "–", "-")
    if not set_on and not (stretch.tail == "." and 2 <= end - first <= LONGEST_TAG and text.mark_of(first) == NOWHERE):
        return None
    doc = text.doc
    for i in range(first, end):
        verb = doc[i]
        if not _is_cue(verb) or verb.dep_ == "relcl" or _is_noun_use(verb, first):
            continue
        source = _right_source(text, verb, first, end)
        if source is not None:
            return verb, source
    return _any_verb_after(text, stretch, first, end)


LONGEST_TAG = 4  # tokens of a whole sentence 'Ann Lee said.' after a full stop in marks


def _any_verb_after(text: Text, stretch: Stretch, first: int, end: int) -> Found | None:
    """'“...,” he deadpanned': any verb, when nothing but its subject parts it from the stretch."""
    if stretch.tail != "," or end - first < 2:
        return None
    for i in range(first, min(end, first + 8)):
        verb = text.doc[i]
        if verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBZ", "VBP"):
            subject = own_subject(verb)
            if subject is not None and first <= subject.i < end and subject.left_edge.i <= first + 1:
                return verb, subject
    return None


def _before(text: Text, stretch: Stretch) -> Found | None:
    """'Ann Lee told the crowd on Friday, “...”'"""
    if stretch.before in TERMINAL or stretch.before == "":
        return None
    return _cue_in(text, *_segment_before(text, stretch))


def _cue_in(text: Text, first: int, end: int) -> Found | None:
    """The last cue of a segment that has a source."""
    for i in range(end - 1, first - 1, -1):
        verb = text.doc[i]
        if text.mark_of(i) != NOWHERE:
            continue
        if verb.lower_ == "according" and i + 1 < end:
            source = next((c for t in (text.doc[i + 1], verb) for c in t.children if c.dep_ == "pobj"), None)
            return (verb, source) if source is not None else None
        if _is_cue(verb):
            source = _left_source(text, verb) or _opening_name(text, verb, first)
            if source is not None:
                return verb, source
    return None


def _opening_name(text: Text, verb: Token, first: int) -> Token | None:
    """'Ann Lee, the mayor, tweeted in response: “...”' where the parse hung the verb on the aside"""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or text.doc[verb.i - 1].text != ",":
        return None
    name = _noun_after(text, first, verb.i)
    return name if name is not None and name.pos_ == "PROPN" and name.i < verb.head.i else None


def _colon(text: Text, stretch: Stretch) -> Found | None:
    """'The minister put it this way: “...”', 'Lee: “...”'"""
    if stretch.before != ":":
        return None
    first, end = _segment_before(text, stretch)
    found, last = _subject_in(text, first, end), _content_before(text, stretch)
    named = last is not None and last >= first and text.doc[last].ent_type_ == "PERSON"
    if found is not None and last is not None and named and (found[1] is None or found[1].ent_type_ != "PERSON"):
        return found[0], text.doc[last]  # 'The frost does not trouble gardener Ann Lee: “...”'
    return found


def _credit(text: Text, stretch: Stretch) -> Found | None:
    """'Herring at dawn - Ann Lee: “...”': a name alone between a dash and the colon"""
    if stretch.before != ":":
        return None
    first, end = _segment_before(text, stretch)
    last = end - 1
    while last > first and text.doc[last].is_punct:
        last -= 1
    start = last
    while start > first and text.doc[start - 1].pos_ == "PROPN" and last - start < LONGEST_NAME:
        start -= 1
    dashed = start > first and text.doc[start - 1].text in ("-", "–", "—", "--")
    return (None, text.doc[last]) if dashed and text.doc[last].pos_ == "PROPN" else None


LONGEST_NAME = 5  # tokens


def _subject_in(text: Text, first: int, end: int) -> Found | None:
    """The subject of a segment's main verb, or the name that is all of it."""
    if first >= end:
        return None
    verbs = [t for t in text.doc[first:end] if t.pos_ in ("VERB", "AUX") and t.dep_ in _MAIN]
    for verb in verbs:
        subject = own_subject(verb)
        if subject is not None:
            return verb, source_of(verb)
    if not verbs and 0 < end - first <= 8:
        head = root_of(text.doc[first:end])
        if head.pos_ in ("PROPN", "NOUN"):
            return None, head
    return None


_MAIN = frozenset({"ROOT", "ccomp", "conj", "advcl"})


def _above(text: Text, stretch: Stretch) -> Found | None:
    """The paragraph before ends in a colon: 'The minister said this:'"""
    if stretch.before or not stretch.paragraph:
        return None
    above = text.paragraphs[stretch.paragraph - 1]
    if not above.cut(text.body).rstrip().endswith(":"):
        return None
    first, end = text.tokens_in(above)
    for i in range(end - 1, first, -1):
        if text.doc[i].lower_ in (".", "?", "!"):
            first = i + 1
            break
    return _cue_in(text, first, end) or _subject_in(text, first, end)


def _dash(text: Text, stretch: Stretch) -> Found | None:
    """'“...” — Ann Lee'"""
    if stretch.after not in ("—", "–", "―", "-"):
        return None
    first, end = text.tokens_in(_to_paragraph_end(text, stretch))
    while first < end and text.doc[first].lower_ in ("—", "–", "―", "-", "--", '"', "''"):
        first += 1
    if not 0 < end - first <= LONGEST_CREDIT or text.doc[first].pos_ != "PROPN":
        return None
    name = [t for t in text.doc[first:end] if not t.is_punct and not t.is_space]
    if any(t.pos_ in ("VERB", "AUX") for t in name):
        return None
    return None, _noun_after(text, first, end)


LONGEST_CREDIT = 12  # tokens of "— Ann Lee, teacher, Lowtown"

_RULES = (
    ("cue-near", _near),
    ("cue-after", _after),
    ("dash", _dash),
    ("colon", _credit),
    ("cue-before", _before),
    ("colon", _colon),
    ("colon-above", _above),
)

# ---------------------------------------------------------------- segments


def _segment_after(text: Text, stretch: Stretch) -> tuple[int, int]:
    """The tokens after a stretch up to the sentence's end, the next stretch or the paragraph's end."""
    first, limit = text.tokens_in(_to_paragraph_end(text, stretch))
    limit = min(limit, first + REACH)
    for i in range(first, limit):
        token = text.doc[i]
        if (text.mark_of(i) != NOWHERE and not _is_nickname(text, i)) or (token.lower_ in _STOPS and i > first):
            return first, i
    return first, limit


_STOPS = (".", "?", "!", ";")


def _is_nickname(text: Text, token: int) -> bool:
    """'Maria "Mia" Stone': a word in marks inside a name"""
    mark = text.marks[text.mark_of(token)]
    return " " not in mark.inner.cut(text.body) and mark.inner.cut(text.body).isalpha()


def _to_paragraph_end(text: Text, stretch: Stretch) -> Span:
    return Span(stretch.mark.outer.end, text.paragraphs[stretch.paragraph].end)


def _segment_before(text: Text, stretch: Stretch) -> tuple[int, int]:
    """The tokens before a stretch from the sentence's start, the stretch before or the paragraph's start."""
    start = text.token_at(text.paragraphs[stretch.paragraph].start)
    end = stretch.first
    for i in range(end - 1, max(start, end - REACH) - 1, -1):
        if text.mark_of(i) != NOWHERE:
            return i + 1, end
        if text.doc[i].lower_ in (".", "?", "!") and i < end - 2:
            return i + 1, end
    return max(start, end - REACH), end


def _content_before(text: Text, stretch: Stretch) -> int | None:
    """The last word before a stretch, punctuation passed over."""
    for i in range(stretch.first - 1, max(-1, stretch.first - 5), -1):
        if not text.doc[i].is_punct and not text.doc[i].is_space:
            return i
    return None


# ---------------------------------------------------------------- cue and source


def _is_cue(token: Token) -> bool:
    kinds = speech_verbs().get(token.lemma_)
    return kinds is not None and "direct" in kinds and token.pos_ in ("VERB", "AUX")


def _is_noun_use(verb: Token, first: int) -> bool:
    return verb.tag_ == "VBN" and verb.dep_ in ("amod", "acl") and verb.i > first


def _left_source(text: Text, verb: Token) -> Token | None:
    source = source_of(verb)
    if source is not None and text.mark_of(source.i) == NOWHERE:
        return source
    return None


def _right_source(text: Text, verb: Token, first: int, end: int) -> Token | None:
    subject = own_subject(verb)
    if subject is not None and first <= subject.i < end:
        return subject
    if verb.i == first or all(text.doc[i].pos_ in ("ADV", "PUNCT", "AUX") for i in range(first, verb.i)):
        return _noun_after(text, verb.i + 1, end)
    if verb.tag_ == "VBG":
        return None
    head = _noun_before(text, first, verb.i)
    return head if head is not None else None


def _noun_after(text: Text, first: int, end: int) -> Token | None:
    """The head of the noun phrase that starts here: '“...,” said the mayor'."""
    if first >= end or text.doc[first].pos_ not in NOMINAL:
        return None
    head = text.doc[first]
    while head.head.i > head.i and head.head.i < end and head.head.pos_ in NOMINAL:
        head = head.head
    if is_time(head) or (head.pos_ not in ("NOUN", "PROPN", "PRON") and head.lower_ != "old"):
        return None
    return head


def _noun_before(text: Text, first: int, verb: int) -> Token | None:
    """The head of the noun phrase that opens the segment, when the parse gave the verb no subject."""
    head = _noun_after(text, first, verb)
    if head is None and first < verb and all(text.doc[i].pos_ in NOMINAL for i in range(first, verb)):
        head = text.doc[verb - 1]  # "the almanac states": taken for one noun phrase with the verb
    return head if head is not None and head.pos_ in ("NOUN", "PROPN", "PRON") else None
