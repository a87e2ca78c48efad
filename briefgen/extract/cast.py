"""The cast: the actors of one article, asked by quotes and events who a token means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.records import Article, Event, LocalActor, LocalId, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Cast:
    """Who acts in an article. Built by `find_actors`; read by `find_quotes` and `find_events`."""

    def __init__(self, doc: Doc, article: Article, actors: tuple[LocalActor, ...]) -> None:
        self.doc, self.article, self.actors = doc, article, actors
        self._named = {i: a.id for a in actors for m in a.mentions for i in range(m.span.start, m.span.end)}

    def named_in(self, span: Span) -> LocalId | None:
        """The actor that a naming mention in this span names; None where none or several do."""
        found = {self._named[i] for i in range(span.start, span.end) if i in self._named}
        return found.pop() if len(found) == 1 else None

    def resolve(self, token: Token) -> LocalId | None:
        """The actor that the noun phrase headed by `token` means: a name, a pronoun, a description; else None."""
        return self._named.get(token.idx)

    def by_id(self, id: LocalId) -> LocalActor:
        return next(actor for actor in self.actors if actor.id == id)

    def findings(self, quotes: tuple[Quote, ...], events: tuple[Event, ...]) -> tuple[LocalActor, ...]:
        """The actors as findings: every mention, salience with quotes and events counted in."""
        return self.actors
