"""What a reader remembers on the way down an article: who was named, who was the subject, who spoke last."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from briefgen.extract.cast import Cast
from briefgen.extract.quotes.lexicon import word_set
from briefgen.extract.quotes.text import NOWHERE, Text
from briefgen.extract.tokens import Token, root_of
from briefgen.records import LocalId, Span

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
REACH = 3  # paragraphs back that a pronoun or a description looks


@dataclass(frozen=True, slots=True)
class Named:
    """A name passed on the way."""

    token: int  # its last token
    actor: LocalId  # "" for a speaker who is not named
    paragraph: int
    subject: bool
    main: bool  # of the sentence's main verb
    joint: tuple[LocalId, ...] = ()  # who spoke together with a speaker
    gender: str | None = None  # of a speaker who is not named


class Memory:
    """Names of an article in order, and the speakers decided so far."""

    def __init__(self, text: Text, cast: Cast) -> None:
        self.text, self.cast = text, cast
        self.spoke: list[Named] = []
        self.documents: dict[str, LocalId] = {}  # "report", "letter": whose it was
        self.said: tuple[Span, ...] = ()  # the words between marks whose speaker is asked for
        self._reported: list[tuple[int, int]] = []  # tokens of what was reported so far without marks
        self.beside: dict[LocalId, frozenset[str]] | None = None
        self.named = sorted(self._names(), key=lambda n: n.token)
        self._tokens = [n.token for n in self.named]

    def note(self, token: int, actor: LocalId, joint: tuple[LocalId, ...] = ()) -> None:
        """Remember that this actor spoke here, alone or with others."""
        self.spoke.append(Named(token, actor, self._paragraph(token), True, True, joint))

    def note_unnamed(self, token: int, gender: str | None) -> None:
        """Remember that somebody spoke here whom the text does not name: "a friend said"."""
        self.spoke.append(Named(token, LocalId(""), self._paragraph(token), True, True, (), gender))

    def note_reported(self, content: list[Span]) -> None:
        """Remember what was reported: its subjects are not those of the story."""
        self._reported += [self.text.tokens_in(span) for span in content]

    def is_reported(self, token: int) -> bool:
        """Whether a token stands in a reported clause."""
        return any(first <= token < end for first, end in self._reported)

    def before(self, token: int, paragraphs: int = REACH) -> list[Named]:
        """Names outside quotation marks before a token, the latest first, not farther than some paragraphs."""
        lowest = self._lowest(token, paragraphs)
        found = []
        for named in reversed(self.named[: bisect_left(self._tokens, token)]):
            if named.paragraph < lowest:
                break
            found.append(named)
        return found

    def after(self, token: int, paragraphs: int) -> list[Named]:
        """Names outside quotation marks after a token, the next first."""
        highest = self._paragraph(token) + paragraphs
        later = self.named[bisect_left(self._tokens, token) :]
        return [n for n in later if n.paragraph <= highest]

    def last_speaker(self, token: int, paragraphs: int = REACH) -> Named | None:
        """Who spoke last before a token."""
        lowest = self._lowest(token, paragraphs)
        earlier = [s for s in self.spoke if s.token < token and s.paragraph >= lowest]
        return max(earlier, key=lambda s: s.token) if earlier else None

    def is_person(self, actor: LocalId) -> bool:
        return self.cast.by_id(actor).kind == "person"

    def agrees(self, actor: LocalId, gender: str | None) -> bool:
        known = self.cast.by_id(actor).gender  # told by a title or a first name, not guessed from pronouns
        return gender is None or known is None or known == gender

    def _names(self) -> list[Named]:
        found = []
        for actor in self.cast.actors:
            for mention in actor.mentions:
                if mention.form not in ("name", "alias"):
                    continue
                first, end = self.text.tokens_in(mention.span)
                if first < end and self.text.mark_of(first) == NOWHERE:
                    head = root_of(self.text.doc[first:end])
                    subject = head.dep_ in SUBJECTS
                    main = subject and head.head.dep_ in ("ROOT", "conj")
                    found.append(Named(end - 1, actor.id, self.text.paragraph_of(mention.span.start), subject, main))
        return found

    def _lowest(self, token: int, paragraphs: int) -> int:
        """The first paragraph in reach; a line without words ("* * *") ends it."""
        here = self._paragraph(token)
        for number in range(here - 1, max(-1, here - min(paragraphs, REACH) - 1), -1):
            if not any(c.isalnum() for c in self.text.paragraphs[number].cut(self.text.body)):
                return number + 1
        return here - paragraphs

    def _paragraph(self, token: int) -> int:
        return self.text.paragraph_of(self.text.starts[token])


def gender_of(token: Token) -> str | None:
    """The gender that a word tells of a person: "he", "the congresswoman", "the former first lady"."""
    word = token.lower_
    if word in ("he", "him", "his", "himself"):
        return "m"
    if word in ("she", "her", "hers", "herself"):
        return "f"
    if word.endswith("woman") or word in word_set("female"):
        return "f"
    if (word.endswith("man") and word not in ("spokesman", "human", "german", "roman")) or word in word_set("male"):
        return "m"
    return None
