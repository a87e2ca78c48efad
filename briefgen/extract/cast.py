"""The cast: the actors of one article, asked by quotes and events who a token means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec.structs import replace

from briefgen.extract.actors.coref import Walked, follow, phrase
from briefgen.extract.actors.described import role_in_description
from briefgen.extract.actors.salience import saliences
from briefgen.extract.actors.words import Words
from briefgen.extract.actors.world import country_of, nation_of
from briefgen.extract.tokens import Token
from briefgen.names import Gender, fold
from briefgen.records import Event, LocalActor, LocalId, Mention, Quote, Role, Span

__all__ = ["Cast"]


class Cast:
    """Who acts in an article. Built by `find_actors`; read by `find_quotes` and `find_events`.

    `actors` stand in order of first mention; `mentions` are all naming, pronoun and nominal mentions in text order.
    """

    def __init__(self, words: Words, actors: tuple[LocalActor, ...], named: Mapping[int, LocalId]) -> None:
        self.words, self.actors = words, actors
        self._named = named  # token index -> actor
        self._by_id = {actor.id: actor for actor in actors}
        self._nations = {
            country: actor.id
            for actor in reversed(actors)
            if actor.kind == "government"
            for name in (actor.name, *actor.aliases)
            if (country := country_of(fold(name)))
        }
        self._trail = follow(words, self._by_id, named)

    def named_in(self, span: Span) -> LocalId | None:
        """The actor that a naming mention in this span names; None where none or several do."""
        found = set(self.all_named_in(span))
        return found.pop() if len(found) == 1 else None

    def all_named_in(self, span: Span) -> tuple[LocalId, ...]:
        """The actors that naming mentions in this span name, in text order, each once."""
        first, last = self.words.at(span.start), self.words.at(span.end)
        return tuple(dict.fromkeys(self._named[i] for i in range(first, last) if i in self._named))

    def named_at(self, index: int) -> LocalId | None:
        """The actor that a naming mention at this token names."""
        return self._named.get(index)

    def resolve(self, token: Token) -> LocalId | None:
        """The actor that the noun phrase headed by `token` means: a name, a pronoun, a description; else None."""
        return self.resolve_at(token.i)

    def resolve_at(self, index: int) -> LocalId | None:
        """`resolve` by token index."""
        return self._named.get(index) or self._trail.by_token.get(index)

    def nation(self, name: str) -> LocalId | None:
        """The country of the article that a name or an adjective ("Russian") belongs to."""
        country = nation_of(name)
        return self._nations.get(country) if country else None

    def by_id(self, id: LocalId) -> LocalActor:
        return self._by_id[id]

    def gender(self, id: LocalId) -> Gender | None:
        """The gender that titles, the first name or the article's pronouns tell of a person."""
        return self._trail.gender.get(id)

    def findings(self, quotes: tuple[Quote, ...], events: tuple[Event, ...]) -> tuple[LocalActor, ...]:
        """The actors as findings: every mention, salience with quotes and events counted in."""
        rated = saliences(self.words, self.actors, self._trail.mentions, quotes, events)
        meant, told = self._meant(), self._told(quotes)
        return tuple(
            replace(
                actor,
                roles=_with(actor.roles, told[actor.id]) if actor.kind == "person" else actor.roles,
                mentions=_in_order(actor.mentions, meant[actor.id]),
                salience=rated[actor.id],
                gender=self.gender(actor.id),
            )
            for actor in self.actors
        )

    def _meant(self) -> dict[LocalId, list[Mention]]:
        """Each actor's pronouns and descriptions."""
        found: dict[LocalId, list[Mention]] = defaultdict(list)
        for walked in self._trail.mentions:
            if walked.form in ("pronoun", "nominal"):
                found[walked.actor].append(Mention(phrase(self.words, walked), walked.form))
        return found

    def _told(self, quotes: tuple[Quote, ...]) -> dict[LocalId, list[Role]]:
        """The roles that descriptions tell of whom they mean, in quotes' speakers too."""
        counts = Counter(m.actor for m in self._trail.mentions if self._by_id[m.actor].kind == "person")
        first = counts.most_common(1)[0][0] if counts else None
        means = [
            (walked.at, walked.actor)
            for walked in self._trail.mentions
            if walked.form == "nominal"
            and (self._is_backed(walked) or (walked.actor == first and self._is_open(walked)))
        ]
        for quote in quotes:
            if quote.speaker and quote.speaker_span and quote.rule.endswith("+description"):
                means.append((self.words.at(quote.speaker_span.end) - 1, quote.speaker))
        found: dict[LocalId, list[Role]] = defaultdict(list)
        for at, id in sorted(set(means)):
            if role := role_in_description(self.words, at):
                found[id].append(role)
        return found

    def _is_backed(self, walked: Walked) -> bool:
        """Whether a role beside the name has the description's noun."""
        noun = self.words.lower[walked.at]
        return any(noun in role.title.lower().split() for role in self._by_id[walked.actor].roles)

    def _is_open(self, walked: Walked) -> bool:
        """Whether a description says of whom the article speaks most, and of no place: "the Leveller nominee"."""
        kids = [k for k in self.words.children[walked.at] if k < walked.at]
        return not any(self.words.label[k] == "GPE" for k in kids)


def _in_order(mentions: tuple[Mention, ...], more: list[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted((*mentions, *more), key=lambda mention: mention.span)) if more else mentions


def _with(roles: tuple[Role, ...], more: list[Role]) -> tuple[Role, ...]:
    """Roles beside the name first; of those told elsewhere the ones that say something else, each once."""
    known = {role.title.lower() for role in roles}
    return (*roles, *{role.title.lower(): role for role in reversed(more) if role.title.lower() not in known}.values())
