"""Who a reporting word belongs to, by the parse: its subject, the subject it shares, the noun it describes."""

from __future__ import annotations

from briefgen.extract.quotes.lexicon import speech_verbs, word_set
from briefgen.extract.tokens import Token

MOST_STEPS = 6  # from a verb up to the one whose subject it shares
RELATIVE = frozenset({"who", "which", "that", "whom"})
_SHARES = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "parataxis"})


def source_of(verb: Token) -> Token | None:
    """The head of the noun phrase that says what this verb reports; None where there is none or it is not told."""
    if (outer := _outer_cue(verb)) is not None:
        return source_of(outer)
    first = cue_shared(verb)
    token = first if first is not None else verb
    for step in range(MOST_STEPS):
        subject = own_subject(token)
        if subject is not None:
            empty = subject.lower_ == "it" and step and token.lemma_ == "be"
            return None if empty else _antecedent(token, subject)
        agent = _agent(token)
        if agent is not None:
            return agent
        if _is_passive(token, step):
            return None
        if token.dep_ in ("acl", "relcl"):
            return _issuer(token.head)
        if (quoted := _quoted_as(token)) is not None:
            return quoted
        if (beside := _beside(token)) is not None:
            return beside
        if token.dep_ not in _SHARES or token.head == token:
            return _cut_off(token)
        if not step and token.dep_ == "conj" and (neighbour := _new_subject(token)) is not None:
            return neighbour
        if token.dep_ == "xcomp" and (person := _made_to(token)) is not None:
            return person
        token = token.head
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            return _issuer(token)
    return None


def _outer_cue(verb: Token) -> Token | None:
    """'Lee argued that a lamp would help, saying it was cheap': the cue in whose report the parse hung this
    one"""
    if verb.tag_ != "VBG" or not verb.i or verb.nbor(-1).text != ",":
        return None
    for beside in reversed(verb.doc[max(verb.sent.start, verb.i - NEXT_CUE) : verb.i - 1]):
        if beside.text == ",":
            break
        if beside.tag_ in ("VBD", "VBZ") and beside.lemma_ in speech_verbs() and own_subject(beside) is not None:
            return beside  # "he said on Friday, adding that"
    clause = verb.head
    for _ in range(MOST_STEPS):
        if clause.dep_ == "ccomp":
            outer = clause.head
            told = outer.lemma_ in speech_verbs() and outer.i < clause.i and own_subject(outer) is not None
            return outer if told else None
        if clause.dep_ not in ("xcomp", "advcl", "conj", "acl", "relcl") or clause.head == clause:
            return None
        clause = clause.head
    return None


NEXT_CUE = 8  # tokens from a cue to the one that goes on with it


def _beside(verb: Token) -> Token | None:
    """'her adviser, Ann Lee, said', 'after Lee, asked about it, had said': the person right before a past or present
    verb that the parse left without a subject"""
    if verb.tag_ not in ("VBD", "VBZ") or verb.dep_ in ("conj", "relcl", "acl"):
        return None
    doc, start, i = verb.doc, verb.sent.start, verb.i - 1
    while i > start and doc[i].pos_ in ("AUX", "ADV", "PART"):
        i -= 1
    if i > start and doc[i].text == ",":
        opened = next((k for k in range(i - 1, max(start, i - LONGEST_ASIDE), -1) if doc[k].text == ","), None)
        named = doc[i - 1].ent_type_ == "PERSON" and (opened is None or doc[opened + 1].ent_type_ == "PERSON")
        if not named and opened is None:
            return None
        i = i - 1 if named or opened is None else opened - 1
    return doc[i] if i >= start and doc[i].ent_type_ == "PERSON" else None


LONGEST_ASIDE = 20  # tokens between the commas of an aside


def _cut_off(verb: Token) -> Token | None:
    """'Lee, meanwhile, who sits there, said': the subject that the parse gave to the clause beside it"""
    if verb.tag_ not in ("VBD", "VBZ") or not verb.i or verb.nbor(-1).text != ",":
        return None
    for child in reversed(list(verb.lefts)):
        subject = next((c for c in child.lefts if c.dep_ == "nsubj" and c.lower_ not in RELATIVE), None)
        if child.dep_ in ("ccomp", "advcl") and subject is not None:
            asides = (t for t in child.subtree if subject.i < t.i and t.lower_ in _ASIDE)
            return subject if next(asides, None) is not None else None
    return None


_ASIDE = frozenset({"who", "whose", "which"})


def cue_shared(verb: Token) -> Token | None:
    """'said it was opposed and warned them': the first cue, when the parse took the second into the first's report"""
    clause = verb.head
    while clause.dep_ in ("ccomp", "acomp") and clause.head.dep_ in ("ccomp", "acomp"):
        clause = clause.head  # "said she thinks it should be shown but said"
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or verb.i < clause.i or own_subject(verb) is not None:
        return None
    first = clause.head
    same = verb.tag_ == first.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP", "VBG") and first.i < clause.i
    reports = any(c.dep_ in ("ccomp", "xcomp") or (c.dep_ == "prep" and c.lower_ == "of") for c in verb.rights)
    spoken = verb.lemma_ in speech_verbs() and reports
    turned = first.tag_ == "VBD" and clause.tag_ in ("VBZ", "VBP")  # "said it thinks so but warned"
    return first if same and (spoken or turned) and first.pos_ == "VERB" else None


def _quoted_as(verb: Token) -> Token | None:
    """'The Post quoted another official as saying': the official"""
    outer = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or outer.lemma_ not in ("quote", "cite"):
        return None
    return next((c for c in outer.rights if c.dep_ == "dobj"), None)


def _is_passive(token: Token, step: int) -> bool:
    """'it was said that', 'Asked if he would': the one who says it is not told."""
    if token.lemma_ == "quote":
        return False
    participle = not step and token.tag_ == "VBN" and token.dep_ in ("advcl", "acl")
    if participle and not any(c.dep_ == "aux" for c in token.lefts):
        return True
    return any(c.dep_ in ("nsubjpass", "expl", "csubj") for c in token.children)


def _new_subject(verb: Token) -> Token | None:
    """'Lee said ..., and analysts warned': the noun before the verb when the parse shared the first subject."""
    if not verb.i:
        return None
    noun = verb.doc[verb.i - 1]
    if noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.head == verb or noun.ent_type_ in ("DATE", "TIME"):
        return None
    first = noun
    while first.i and verb.doc[first.i - 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
        first = verb.doc[first.i - 1]
    return noun if first.i and verb.doc[first.i - 1].pos_ in ("CCONJ", "SCONJ") else None


def _made_to(verb: Token) -> Token | None:
    """'forced the banker to admit': the one who is made to say it."""
    thing = next((c for c in verb.head.rights if c.dep_ == "dobj" and c.i < verb.i), None)
    if thing is None or not any(c.lower_ == "to" for c in verb.lefts):
        return None
    return thing if thing.ent_type_ == "PERSON" or thing.lower_ in ("him", "her", "them") else None


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject; of two ("head of the council Ann Lee said") the nearer."""
    found = None
    for child in verb.children:
        if child.dep_ == "nsubj" and is_time(child):
            continue  # "Lee, the mayor, said Thursday": the day is no speaker
        is_subject = child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and verb.lemma_ == "quote")
        if is_subject and (found is None or child.i < verb.i):
            found = child
    return found


def is_time(token: Token) -> bool:
    """A day or an hour, which never speaks; "the 70-year-old" may."""
    return token.ent_type_ in ("DATE", "TIME") and token.lower_ != "old"


def _antecedent(verb: Token, subject: Token) -> Token | None:
    """The noun behind "who": the relative clause's own."""
    if subject.lower_ in RELATIVE and subject.tag_ in ("WP", "WDT", "IN"):
        clause = verb
        while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head != clause:
            clause = clause.head
        return clause.head if clause.dep_ in ("relcl", "acl") else None
    return subject


def _agent(verb: Token) -> Token | None:
    by = agent_word(verb)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def agent_word(verb: Token) -> Token | None:
    """The "by" of a passive: 'was asked by Lee', 'was asked to go by Lee'"""
    direct = next((c for c in verb.rights if c.dep_ == "agent"), None)
    if direct is not None or verb.tag_ != "VBN" or not any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.lefts):
        return direct
    inner = (c for x in verb.rights if x.dep_ == "xcomp" for c in x.rights)
    return next((c for c in inner if c.lower_ == "by" and c.dep_ in ("prep", "agent")), None)


def _issuer(noun: Token) -> Token | None:
    """Of a noun with "saying ...": its owner, the one who issued it, or itself (a report, protesters)."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    by = next((c for c in noun.children if c.lower_ in ("by", "from") and c.dep_ in ("prep", "agent")), None)
    if by is not None:
        return next((c for c in by.children if c.dep_ == "pobj"), noun)
    if noun.lemma_ in word_set("issued"):
        head = noun.head
        if noun.dep_ == "pobj" and head.head != head:
            head = head.head
        if head.pos_ == "VERB":
            return own_subject(head) or noun
    return noun
