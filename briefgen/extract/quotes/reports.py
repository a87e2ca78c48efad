"""Reported speech by the parse: reporting words outside quotation marks, their source and what they report."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.extract.quotes.lexicon import Constructions, speech_nouns, speech_verbs, word_set
from briefgen.extract.quotes.phrases import according_report, headline_report, noun_report
from briefgen.extract.quotes.report import Range, Report, clause_range, trimmed
from briefgen.extract.quotes.sources import agent_word, own_subject, source_of
from briefgen.extract.quotes.text import NOWHERE, Text
from briefgen.extract.tokens import Sentence, Token
from briefgen.records import Span


def find_reports(text: Text) -> list[Report]:
    """Find the reporting words outside marks that bring a report, in order."""
    verbs, nouns = speech_verbs(), speech_nouns()
    found = []
    for i, lemma in enumerate(text.doc.columns.lemma):
        if lemma not in verbs and lemma not in nouns and lemma != "accord":
            continue
        if text.mark_of(i) != NOWHERE:
            continue
        token = text.doc[i]
        if token.pos_ in ("VERB", "AUX") and lemma in verbs:
            report = _verb_report(text, token, _kinds(token, verbs[lemma]))
        elif token.pos_ == "NOUN" and lemma in nouns:
            report = noun_report(text, token, nouns[lemma])
        elif token.lower_ == "according":
            report = according_report(text, token)
        else:
            report = None
        if report is not None:
            found.append(report)
    headline = headline_report(text)
    return [headline, *found] if headline is not None else found


# ---------------------------------------------------------------- verbs

HINTING = frozenset(["suggest", "show", "indicate", "promise"])
_WH = frozenset(["whether", "if", "what", "how", "why", "when", "where", "who", "which", "whom", "whose"])
_PUNCT = frozenset({",", ";", ":", "-", "--", "–", "—", "...", "…"})
_MARKS = frozenset({'"', "''", "``", "'", "`"})


def _verb_report(text: Text, verb: Token, kinds: Constructions) -> Report | None:
    for name, rule in _VERB_RULES:
        parts = [trimmed(text, part) for part in rule(text, verb, kinds)]
        content = tuple(part for part in parts if part is not None)
        if content:
            source = source_of(verb)
            if verb.lemma_ in HINTING and source is not None and source.lemma_ in word_set("evidence"):
                return None  # "polls suggest that": figures do not speak
            if source is None and (verb.tag_ in ("VBN", "VBG") or name == "question"):
                return None  # "asked if he would go", "it is worth noting that": nobody is told to have said it
            return Report(verb, cue_span(text, verb), source, content, name)
    return None


def _kinds(verb: Token, kinds: Constructions) -> Constructions:
    """'put' reports only in "as she put it"."""
    if verb.lemma_ == "put" and any(c.lower_ == "it" and c.dep_ == "dobj" for c in verb.rights):
        return kinds | {"clause"}
    return kinds


def _clause_after(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'said (that) talks would go on'"""
    for child in verb.rights:
        if child.dep_ != "ccomp" or not _is_finite(child) or child.left_edge.lower_ in _WHEN:
            continue
        question = child.left_edge.lower_ in _WH and child.left_edge.dep_ != "nsubj"
        if ("wh" if question else "clause") in kinds:
            return [clause_range(child, verb.i + 1)]
    return _clause_far(text, verb) if "clause" in kinds else []


def _clause_far(text: Text, verb: Token) -> list[Range]:
    """'said this week that talks would go on' where the parse hung the clause on the week"""
    for token in text.doc[verb.i + 1 : min(verb.i + FAR, verb.sent.end)]:
        clause = token.head
        if token.lower_ == "that" and token.dep_ == "mark" and clause.i > token.i and clause.dep_ in ("acl", "relcl"):
            time = clause.head
            if verb.i < time.i < token.i and (time.ent_type_ in ("DATE", "TIME") or time.dep_ == "npadvmod"):
                return [(token.i + 1, clause.right_edge.i + 1)]
    return []


FAR = 14  # tokens from a cue to its "that"
_WHEN = frozenset(["after", "before", "because", "while", "since", "until", "although", "though", "as"])


def _clause_before(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'talks would go on, the minister said', 'talks, he said, would go on', 'as he said, talks would go on'"""
    if "clause" not in kinds or own_subject(verb) is None or _has_thing(verb):
        return []
    first, end = cue_clause(verb)
    sentence = verb.sent
    if not _set_off(text, first, end, sentence):
        return []
    clause = next((c for c in verb.lefts if c.dep_ in ("ccomp", "advcl") and c.i < first), None)
    if clause is None and verb.dep_ in ("parataxis", "ccomp", "dep", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        return _around_aside(verb.head, first, end)
    if clause is None or clause.dep_ != "ccomp":
        return _sentence_before(text, verb, first, end)
    before: Range = (sentence.start, first)
    rest = _skip(text, end, sentence.end)
    beside = text.doc[min(rest, sentence.end - 1)]
    if text.mark_of(_skip_back(text, first)) != NOWHERE and (beside.tag_ == "VBG" or beside.lower_ == "without"):
        return [before]  # '"...," he said, speaking to reporters': how he said it
    if end < rest < sentence.end and _resumes(text, rest, clause):
        return [before, (rest, sentence.end)]
    return [before]


def _sentence_before(text: Text, verb: Token, first: int, end: int) -> list[Range]:
    """'Those who row tire, even with a "good" wind, he said.' where the parse found no clause before the cue: all
    of the sentence, when the cue ends it and a verb with a tense stands before"""
    sentence = verb.sent
    if verb.tag_ not in ("VBD", "VBZ") or any(t.is_alpha for t in text.doc[end : sentence.end]):
        return []
    if (
        text.doc[sentence.start].lower_ in _WHEN | {"when", "if", "asked"}
        or "direct" not in speech_verbs()[verb.lemma_]
    ):
        return []
    told = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in text.doc[sentence.start : first])
    return [(sentence.start, first)] if told and first - sentence.start >= FEWEST_BEFORE else []


FEWEST_BEFORE = 5  # tokens of a sentence before its cue


def _has_thing(verb: Token) -> bool:
    """Whether the verb has an object of its own that is no listener: "found little unity"."""
    if verb.lemma_ in _TOLD:
        return False
    return any(c.dep_ == "dobj" and c.i > verb.i and c.lower_ not in ("it", "so") for c in verb.rights)


_TOLD = frozenset(["tell", "inform", "assure", "remind", "notify", "warn", "advise", "ask", "promise"])


def _set_off(text: Text, first: int, end: int, sentence: Sentence) -> bool:
    """Whether a cue clause stands apart: punctuation, or "as", before it and punctuation after."""
    doc = text.doc
    if first <= sentence.start:
        return False
    last = first - 1
    while last - 1 > sentence.start and doc[last].lower_ in _MARKS and doc[last - 1].lower_ in _MARKS:
        last -= 1  # marks within marks
    before = doc[last].lower_
    if before == "as" and first - 1 == sentence.start:
        return end < sentence.end and doc[end].lower_ == ","
    if before in _MARKS and doc[last - 1].lower_ not in _ENDS:
        return False  # 'Maria "Mia" Stone said'
    if before not in _PUNCT | _MARKS and not (before == "as" and doc[first - 2].lower_ in _PUNCT):
        return False
    return end >= sentence.end or doc[end].lower_ in _PUNCT | _MARKS or doc[end].lower_ in ".?!"


_ENDS = frozenset({",", ".", "?", "!", "...", "…", "—", "–", "-"})


def _around_aside(head: Token, first: int, end: int) -> list[Range]:
    """The clause that an aside interrupts."""
    start, stop = head.left_edge.i, head.right_edge.i + 1
    parts = [(start, first)] if start < first else []
    return parts + ([(end, stop)] if end < stop else [])


def _skip(text: Text, start: int, end: int) -> int:
    while start < end and text.doc[start].lower_ in _PUNCT:
        start += 1
    return start


def _skip_back(text: Text, end: int) -> int:
    """The last token before `end` that is no punctuation."""
    last = end - 1
    while last > 0 and text.doc[last].is_punct:
        last -= 1
    return last


def _resumes(text: Text, rest: int, clause: Token) -> bool:
    """Whether what follows the cue clause still belongs to the report."""
    token = text.doc[rest]
    if clause.right_edge.i >= rest:
        return True
    if token.lemma_ in word_set("hangers") or token.pos_ in ("CCONJ", "SCONJ"):
        return False
    return token.tag_ in ("VBG", "VBN") and token.dep_ in ("advcl", "prep", "acl")


def _question(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'asked if talks would go on' where the parse took the clause for a condition"""
    if "wh" not in kinds:
        return []
    for child in verb.rights:
        if child.dep_ in ("advcl", "xcomp", "ccomp") and child.left_edge.lower_ in ("whether", "why", "how", "what"):
            return [(child.left_edge.i, child.right_edge.i + 1)]
        if child.dep_ == "advcl" and child.left_edge.lower_ == "if" and verb.lemma_ in ("ask", "wonder"):
            return [(child.left_edge.i, child.right_edge.i + 1)]
    return []


def _infinitive(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'vowed to go on', 'urged them to go on'"""
    if "to" not in kinds or (verb.lemma_ == "call" and not _has_prep(verb, "on")):
        return []
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl"):
            to = next((c for c in child.lefts if c.lower_ == "to" and c.dep_ == "aux"), None)
            if to is not None:
                first = to.i - 1 if text.doc[to.i - 1].dep_ == "neg" else to.i
                by = agent_word(verb)
                end = by.i if by is not None and by.i > to.i else child.right_edge.i + 1
                return [(first, end)]
    return []


def _has_prep(verb: Token, word: str) -> bool:
    return any(c.dep_ == "prep" and c.lower_ == word for c in verb.rights)


def _gerund(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'denied breaking the law'"""
    if "ing" not in kinds:
        return []
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VBG":
            return [(child.left_edge.i, child.right_edge.i + 1)]
    return []


def _as(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'described the plan as a farce'"""
    if "as" not in kinds:
        return []
    return _object_with(text, verb, frozenset({"as"}))


def _preposition(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'accused him of lying', 'warned of a war'"""
    return _object_with(text, verb, kinds & _PREPOSITIONS)


_PREPOSITIONS = frozenset({"of", "for", "about", "against", "on", "with", "at"})


def _object_with(text: Text, verb: Token, prepositions: frozenset[str]) -> list[Range]:
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
            first = thing.left_edge.i if thing is not None and thing.i < child.i else child.i + 1
            return [(first, child.right_edge.i + 1)]
    return []


def _object(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'announced her resignation'"""
    if "object" not in kinds:
        return []
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    return [(thing.left_edge.i, thing.right_edge.i + 1)] if thing is not None else []


def _marked_object(text: Text, verb: Token, kinds: Constructions) -> list[Range]:
    """'called the plan "a farce"': an object, any complement, with words in marks"""
    if "marks" not in kinds:
        return []
    first = None
    for child in verb.rights:
        if child.dep_ not in _COMPLEMENTS:
            continue
        left, end = child.left_edge.i, child.right_edge.i + 1
        if first is None and child.dep_ in _OBJECTS:
            first = left
        if any(text.mark_of(i) != NOWHERE for i in range(left, end)):
            return [(left if first is None else first, _without_aside(text, child, end))]
    return []


def _without_aside(text: Text, child: Token, end: int) -> int:
    """'cited "old" plans, which she said had failed': a relative clause behind a comma is the article's, unless it
    holds the words in marks"""
    for clause in child.rights:
        before = text.doc[clause.left_edge.i - 2 : clause.left_edge.i]
        if clause.dep_ == "relcl" and before[-1].is_punct and any(t.lower_ == "," for t in before):
            rest = range(clause.left_edge.i, end)
            return end if any(text.mark_of(i) != NOWHERE for i in rest) else clause.left_edge.i
    return end


_OBJECTS = frozenset({"dobj", "ccomp", "oprd", "xcomp", "nsubj", "attr", "acomp", "dative"})
_COMPLEMENTS = _OBJECTS | {"prep", "npadvmod", "advmod", "dep", "appos", "advcl"}
Rule = Callable[[Text, "Token", Constructions], list[Range]]
_VERB_RULES: tuple[tuple[str, Rule], ...] = (
    ("clause", _clause_after),
    ("clause-before", _clause_before),
    ("question", _question),
    ("infinitive", _infinitive),
    ("gerund", _gerund),
    ("marked-object", _marked_object),
    ("as", _as),
    ("preposition", _preposition),
    ("object", _object),
)


def _is_finite(clause: Token) -> bool:
    """A clause with a subject and no bare "to" of its own."""
    has_to = any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.lefts)
    return not has_to and (clause.tag_ not in ("VBG",) or any(c.dep_ in ("aux", "nsubj") for c in clause.lefts))


# ---------------------------------------------------------------- the cue


def cue_clause(verb: Token) -> Range:
    """The tokens of "he said on Friday": subject, verb and what belongs to it outside the report."""
    first = end = verb.i
    subject = own_subject(verb)
    for child in verb.children:
        if child.dep_ in ("ccomp", "punct", "parataxis", "advcl", "conj", "cc") and child != subject:
            continue
        if child == subject or child.i > verb.i or child.dep_ in ("aux", "neg", "advmod", "auxpass"):
            if child.dep_ == "advmod" and child.i < verb.i and not _close(child, verb):
                continue
            first, end = min(first, child.left_edge.i), max(end, child.right_edge.i)
    return first, end + 1


def _close(adverb: Token, verb: Token) -> bool:
    return verb.i - adverb.i <= 3


def cue_span(text: Text, verb: Token) -> Span:
    """The reporting words: the verb with its auxiliaries and particle."""
    first = end = verb.i
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg") and child.i < verb.i and verb.i - child.i <= 4:
            first = min(first, child.i)
        elif child.dep_ == "prt":
            end = max(end, child.i)
    if any(t.dep_ in ("nsubj", "punct") for t in text.doc[first : verb.i]):
        first = verb.i
    return text.span(first, end + 1)
