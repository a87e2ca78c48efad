"""What looks like a time and is none: "may go", "the fall of the city", "2000 people", a name, an age, a score."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefgen.extract.times.lexicon import words
from briefgen.extract.times.readings import Length
from briefgen.extract.times.scan import Found
from briefgen.extract.tokens import Tokens


def is_trap(one: Found, text: str, tokens: Tokens) -> bool:
    """Whether a stretch that a rule matched is no time expression here."""
    if isinstance(one.reading, Length) and _AGE.match(text, one.end):
        return True
    check = _CHECKS.get(one.rule)
    return check is not None and check(one, text, tokens)


BEFORE = 24  # characters looked at on the left
_AGE = re.compile(r"[ -](?:old\b|olds\b|of age\b)", re.I)
_SHOUTED = re.compile(r"[A-Z]{3,}")
_NAME_AFTER = re.compile(r" (?:of the |for |on )?[A-Z][a-z]")
_SEASON_LEAD = re.compile(
    r"\b(?:in|since|by|until|during|over|through|throughout|before|after|of|this|that|each|every|late|early|mid|last|next)"
    r"[ -]+(?:the )?(?:\w+ and )?$",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:\b(?:No\.?|number|section|article|page|flight|room|route|highway|resolution|chapter|act|model|channel"
    r"|about|some|nearly|almost|over|than|only)|[$£€¥#])\s?$",
    re.I,
)
_MEASURED = re.compile(
    r"[,.]\d|\s?%|(?:\s|-)(?:percent|per cent|km|kilomet\w+|miles?|met(?:er|re)s?|feet|foot|pounds|dollars|euros"
    r"|kg|tons?|tonnes|square|acres|hours|GMT|UTC|EST|people|persons|troops|soldiers|men|women|children"
    r"|workers|employees|residents|times|votes|points|seats|copies|more|others)\b"
)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|to|between|and|or|during|before|after|through|on|at|for|as of|around"
    r"|about|circa|late|early|mid|the|its|his|her|their|a|an|this|that|years?|fiscal|summer|winter|spring|fall|autumn)"
    r"|\(|–|-)[ -]{0,3}$",
    re.I,
)
_OLD_YEAR_LEAD = re.compile(r"\b(?:in|since|until|by|years?|from|between|during)\s+$", re.I)
_SHORT_LEAD = re.compile(r"\b(?:in|of|since|from|and|to|class|summer|winter|spring|fall|autumn)\s+$", re.I)
_CLOCK_LEAD = re.compile(r"\b(?:at|by|until|till|from|around|about|between|before|after|and|to)\s+$", re.I)
_AT_HAND_LEAD = re.compile(
    r"\b(?:end|beginning|start|rest|middle|half|quarter|quarters|part|remainder|later|earlier|early|late|for|close|course)"
    r" (?:of |in |in the course of )?$",
    re.I,
)
_OF = re.compile(r" of (?:the |this |that |each |every )?(\w+)(?: (\w+))?")
_BC = re.compile(r",? (?:\d{1,4} )?B\.?C\.?(?:E\.?)?\b")


def _month(one: Found, text: str, tokens: Tokens) -> bool:
    """ "may" the verb, "May" the name, a march, "Mar" without its dot."""
    name = text[one.start : one.end].split()[-1]
    bare, token = name.rstrip(".").lower(), tokens.at(one.end - 1)
    if not name[0].isupper():
        return True
    if bare in ("may", "march") and (
        _SHOUTED.match(name) or token.pos_ in ("VERB", "AUX") or _is_march(one, text, bare)
    ):
        return True
    if (
        len(bare) <= 4
        and bare not in ("may", "june", "july")
        and not name.endswith(".")
        and text[one.end : one.end + 1] != "."
    ):
        return bare in ("mar", "jan", "dec", "sep", "jun")
    return (token.ent_type_ == "PERSON" and name == text[one.start : one.end]) or bool(_BC.match(text, one.end))


def _is_march(one: Found, text: str, name: str) -> bool:
    """ "March for Life", "the annual March", "the Long March", "Theresa May"."""
    if name == "march" and re.match(r" (?:for|on|against|of (?:the|\w+s\b)) ?", text[one.end : one.end + 14]):
        return True
    return bool(
        re.search(
            r"\b(?:annual|Long|Great|Million \w+|Women's|Freedom|Peace|Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister) $",
            text[max(0, one.start - BEFORE) : one.start],
        )
    )


def _weekday(one: Found, text: str, tokens: Tokens) -> bool:
    """ "Sun" and "Sat" without a dot; "on a Monday", any Monday; "Black Friday" and other names."""
    matched = text[one.start : one.end]
    name = next(word for word in matched.replace("-", " ").split() if word.rstrip(".,").lower() in words()["weekday"])
    short = len(name.rstrip(".,")) <= 5 and "day" not in name.lower()
    if short and (not name[0].isupper() or name.endswith(("n", "t", "d"))):
        return True
    if not name[0].isupper():
        return tokens.at(one.start).pos_ not in ("PROPN", "NOUN")
    before = text[max(0, one.start - BEFORE) : one.start]
    if re.search(r"\bon (?:an?|any) $", before):
        return not re.match(r" (?:in|of|last|this|that) ", text[one.end : one.end + 6])
    if re.search(r"\b(?:Bloody|[Ss]uper|Cyber|Giving|Small Business|Ruby) $", before):
        return True
    return (
        len(matched.split()) == 2
        and matched.split()[1][0].isupper()
        and not matched.isupper()
        and bool(_NAME_AFTER.match(text, one.end))
    )


def _season(one: Found, text: str, tokens: Tokens) -> bool:
    """The fall of a city, to spring, winter quarters, the Winter Olympics."""
    matched, token = text[one.start : one.end], tokens.at(one.end - 1)
    if " " in matched:
        return False
    if token.pos_ in ("VERB", "AUX") or (
        re.match(r" (?:of|from|in) (?:the |a |an |his |her |its |their )?[A-Za-z]", text[one.end : one.end + 12])
        and token.lower_ in ("fall", "spring")
    ):
        return True
    if re.match(r" (?:school|camp|job|house|intern|olympic|paralympic|games)", text[one.end : one.end + 12], re.I):
        return True
    if (token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i) or (
        _NAME_AFTER.match(text, one.end) and matched[0].isupper()
    ):
        return True
    return token.lower_ in ("fall", "spring") and not _SEASON_LEAD.search(text, max(0, one.start - BEFORE), one.start)


def _year(one: Found, text: str, tokens: Tokens) -> bool:
    """A number of things, money, a number in a name, the year a car was made."""
    year, before = int(text[one.end - 4 : one.end]), text[max(0, one.start - BEFORE) : one.start]
    if one.end - one.start == 4 and (
        (_NUMBERED.search(before) and not re.search(r"\b(?:in|since) \w+ $", before)) or _MEASURED.match(text, one.end)
    ):
        return True
    if _BC.match(text, one.end):
        return True
    if not 1500 <= year <= 2100:
        return not _OLD_YEAR_LEAD.search(before)
    if (
        re.match(r"['’]?s? ?([A-Z]\w+)", text[one.end : one.end + 20])
        and text[one.end :].split(None, 1)[0].lower() in words()["make"]
    ):
        return True
    token, led = tokens.at(one.end - 1), _YEAR_LEAD.search(before) is not None
    counted = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    if counted and token.head.lemma_ not in ("level", "price", "figure", "value", "rate", "standard"):
        return not re.search(
            r"\b(?:the|its|his|her|their|since|in|during|after|before|late as|early as|'s) $", before, re.I
        )
    return not led and token.ent_type_ in ("CARDINAL", "MONEY", "QUANTITY", "PERCENT")


def _short_year(one: Found, text: str, tokens: Tokens) -> bool:
    return not _SHORT_LEAD.search(text, max(0, one.start - BEFORE), one.start)


def _bare_clock(one: Found, text: str, tokens: Tokens) -> bool:
    """22:30 is a time after "at", "by", "until"; else a score, a verse, a ratio."""
    return not _CLOCK_LEAD.search(text, max(0, one.start - BEFORE), one.start)


def _at_hand(one: Found, text: str, tokens: Tokens) -> bool:
    """ "the year" is the one spoken of in "the end of the year"; not in "the year of the horse"."""
    if re.match(r"[ ]*(?:of|that|when|in which|'s [a-z]|-|he|she|it|they|[IVX]+\b)", text[one.end : one.end + 9]):
        return True
    return text[one.start : one.end].lower() != "the weekend" and not _AT_HAND_LEAD.search(
        text, max(0, one.start - BEFORE), one.start
    )


def _day_number(one: Found, text: str, tokens: Tokens) -> bool:
    """ "the 12th" with a noun behind is an ordinal."""
    token = tokens.at(one.end - 1)
    if token.head.i > token.i and token.dep_ in ("amod", "nummod", "compound", "nmod", "det"):
        return True
    return not re.search(r"\b(?:on|by|until|since|to|and|before|after) $", text[max(0, one.start - BEFORE) : one.start])


def _day_within(one: Found, text: str, tokens: Tokens) -> bool:
    """ "The first day of May", "of the month" is one of the calendar, not of an event."""
    of = _OF.match(text, one.end)
    said = [word.lower() for word in of.groups() if word] if of else []
    return any(word in words()[name] for word in said for name in ("month", "season", "unit"))


def _holiday(one: Found, text: str, tokens: Tokens) -> bool:
    """Someone called Christmas or Easter; Easter Island."""
    name = re.sub(r"^(?:[a-z]+ )+", "", text[one.start : one.end])  # "last Christmas"
    token = tokens.at(one.end - len(name))
    return (
        not name[0].isupper()
        or token.ent_type_ == "PERSON"
        or bool(
            re.match(
                r" (?:Island|Rising|Carol|Tree|tree|card|Offensive|lights|shopping|present|gift)",
                text[one.end : one.end + 11],
            )
        )
    )


def _reference(one: Found, text: str, tokens: Tokens) -> bool:
    """ "as soon as", "the current" of a river, "now that", futures traded."""
    matched, token = text[one.start : one.end].lower(), tokens.at(one.start)
    before, after = text[max(0, one.start - BEFORE) : one.start], text[one.end : one.end + 8]
    if matched == "soon":
        return before.endswith("as ") or bool(re.match(r" (?:after|enough|as|to be)\b", after))
    if matched == "current":
        return token.pos_ == "NOUN"
    return matched == "future" and before.endswith("no ")


def _length(one: Found, text: str, tokens: Tokens) -> bool:
    """ "24 hours a day" is no length, nor is "a weekend"."""
    after = text[one.end : one.end + 14]
    return bool(re.match(r" a (?:day|week)\b", after)) or text[one.end - 7 : one.end].lower() == "weekend"


def _vague(one: Found, text: str, tokens: Tokens) -> bool:
    """ "days" alone is a duration after "for", "in", "over" ...; "minutes apart" is no length told."""
    before = text[max(0, one.start - BEFORE) : one.start]
    if re.match(r"(?:of the)? ?(?:apart|ahead)\b", text[one.end : one.end + 12].lstrip()):
        return True
    return bool(
        re.search(
            r"\b(?:early|late|small|office|opening|working|business|school|olden|those|these"
            r"|good|old|happy|long|man|golden|final) $",
            before,
        )
    )


def _clock_named(one: Found, text: str, tokens: Tokens) -> bool:
    """ "High Noon", "the midnight sun"."""
    return bool(re.search(r"\bhigh $", text[max(0, one.start - BEFORE) : one.start], re.I)) or tokens.at(
        one.start
    ).dep_ in ("compound", "amod")


_OF_A_DAY = frozenset({"event", "attack", "result", "vote", "strike", "talk", "clash", "death", "remark", "paper"})
_OF_THE_AGE = frozenset(
    {"youth", "world", "society", "generation", "generations", "economy", "culture", "standards", "climate"}
)


def is_general(one: Found, text: str, tokens: Tokens) -> bool:
    """ "as popular today as ever", "still own today", "the leaders of tomorrow": these days, not this day."""
    token, said = tokens.at(one.start), text[one.start : one.end].lower()
    if said in ("today", "yesterday", "tomorrow") and token.dep_ == "pobj" and token.head.lower_ == "of":
        whose = token.head.head  # "the leaders of tomorrow", not "the events of yesterday"
        return whose.tag_ in ("NNS", "NNPS") and whose.lemma_ not in _OF_A_DAY
    if said != "today":
        return False
    sentence = token.sent
    if token.dep_ == "poss" and token.head.lower_ in _OF_THE_AGE:
        return True  # "what it is for today's youth"
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    if verb.lemma_ == "be" and any(child.lower_ in ("would", "'d") for child in verb.children):
        return True  # "he would be a rich man today"
    if verb.tag_ == "VBD" or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "MD") for child in verb.children
    ):
        return False
    if token.i == sentence.start and any(
        child.dep_ == "nsubj" and child.tag_ in ("NNS", "NNPS") for child in verb.children
    ):
        return verb.tag_ == "VBP"  # "Today, some farmers grow both"
    near = {word.lower_ for word in token.doc[max(sentence.start, token.i - 8) : token.i + 6]}
    compared = bool(near & {"still", "than", "ever", "size", "alive", "nowadays", "anymore"}) or near >= {"as", "was"}
    return compared or (sentence.text.rstrip().endswith("?") and verb.tag_ in ("VBZ", "VBP", "VBG"))


def _named_day(one: Found, text: str, tokens: Tokens) -> bool:
    """ "USA TODAY", "Russia Today", "CBS This Morning"."""
    name = text[one.start : one.end]
    if text[max(0, one.start - 1) : one.start] in ('"', "'", "“", "‘") and re.match(
        r"[.,]?(?:''|[\"'”’](?!s))", text[one.end : one.end + 3]
    ):
        return name[0].isupper()  # a programme called "Today"
    inside = re.search(r"[A-Z]\w+ $", text[max(0, one.start - BEFORE) : one.start]) is not None
    return inside and all(word[0].isupper() for word in name.split())


def _shifted(one: Found, text: str, tokens: Tokens) -> bool:
    """ABC's "This Week"; "the last week of the race" """
    name, token = text[one.start : one.end], tokens.at(one.start)
    before = text[max(0, one.start - BEFORE) : one.start]
    if all(word[0].isupper() for word in name.split()) and token.i != token.sent.start:
        return re.search(r"(?:[A-Z]\w*(?:['’]s)?|['’]s) [\"'“‘]*$", before) is not None
    is_of = re.match(r" of (?:the|a|an|his|her|its|their) (?!year|month)", text[one.end : one.end + 14])
    return bool(is_of) and re.search(r"\bthe $", before) is not None


_CHECKS: dict[str, Callable[[Found, str, Tokens], bool]] = {
    "month": _month,
    "that-month": _month,
    "weekday": _weekday,
    "season": _season,
    "year": _year,
    "short-year": _short_year,
    "clock-bare": _bare_clock,
    "the-year": _at_hand,
    "day-number": _day_number,
    "numbered-day": _day_within,
    "holiday": _holiday,
    "reference": _reference,
    "length": _length,
    "length-vague": _vague,
    "named-day": _named_day,
    "shifted": _shifted,
    "part-of-day": _named_day,
    "clock-named": _clock_named,
}
