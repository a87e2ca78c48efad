"""Reports that no verb brings: nouns ("her claim that"), "according to", headlines ("Lee: ...")."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.extract.quotes.lexicon import Constructions, word_set
from briefgen.extract.quotes.report import Range, Report, clause_range, trimmed
from briefgen.extract.quotes.text import Text
from briefgen.extract.tokens import Token


def noun_report(text: Text, noun: Token, kinds: Constructions) -> Report | None:
    """'her claim that the vote was rigged'"""
    source = _owner(noun)
    if source is None:
        return None
    for child in _clauses(noun):
        first = child.left_edge
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.lefts)
        if (infinitive and "to" in kinds) or (first.lower_ == "that" and first.dep_ == "mark" and "clause" in kinds):
            content = trimmed(text, clause_range(child))
            if content is not None:
                return Report(noun, text.token_span(noun), source, (content,), "noun")
    return None


def _clauses(noun: Token) -> Iterator[Token]:
    """Clauses hung on a noun, or elsewhere by the parse when a time stands between: 'his comment last year that'"""
    yield from (c for c in noun.rights if c.dep_ in ("acl", "ccomp", "relcl"))
    doc, after = noun.doc, noun.i + 1
    while after < len(doc) and doc[after].ent_type_ in ("DATE", "TIME"):
        after += 1
    if noun.i + 1 < after < len(doc) and doc[after].lower_ == "that" and doc[after].dep_ == "mark":
        yield doc[after].head


def _owner(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ in ("by", "from") and child.i > noun.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def according_report(text: Text, token: Token) -> Report | None:
    """'Talks would go on, according to the ministry'"""
    doc = text.doc
    to = token.i + 1
    if to >= len(doc) or doc[to].lower_ != "to":
        return None
    source = next((c for t in (doc[to], token) for c in t.children if c.dep_ == "pobj"), None)
    if source is None:
        return None
    first, end = token.i, source.right_edge.i + 1
    content = tuple(r for part in _around(text, token, first, end) for r in (trimmed(text, part),) if r is not None)
    return Report(token, text.span(token.i, to + 1), source, content, "according-to") if content else None


def _around(text: Text, token: Token, first: int, end: int) -> Iterator[Range]:
    """What an adverbial phrase at [first, end) speaks of: the rest of its sentence or of its clause."""
    sentence = token.sent
    clause = token.head
    while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
        clause = clause.head
    start, stop = sentence.start, sentence.end
    if clause.dep_ == "relcl" and end < clause.right_edge.i:
        start, stop = clause.left_edge.i, clause.right_edge.i + 1
    if first > start:
        yield start, first
    if end < stop:
        yield end, stop


def headline_report(text: Text) -> Report | None:
    """'Lee: Talks Will Go On' as the article's first line"""
    if not text.paragraphs:
        return None
    first, end = text.tokens_in(text.paragraphs[0])
    colon = next((i for i in range(first, min(end, first + LONGEST_NAME)) if text.doc[i].text == ":"), None)
    _, last = trimmed(text, (first, end)) or (first, end)
    if colon is None or end - colon < SHORTEST or any(text.doc[i].lower_ in (".", "?") for i in range(first, last)):
        return None
    source = text.doc[colon - 1] if colon > first else None
    if (
        source is None
        or source.pos_ not in ("PROPN", "NOUN")
        or source.lemma_.lower() in word_set("no-headline-source")
    ):
        return None
    if any(text.doc[i].pos_ in ("VERB", "AUX", "PUNCT") for i in range(first, colon)):
        return None
    content = trimmed(text, (colon + 1, end))
    return Report(text.doc[colon], text.span(colon, colon + 1), source, (content,), "headline") if content else None


LONGEST_NAME = 7  # tokens of the name before a headline's colon
SHORTEST = 5  # tokens of a headline after its colon
