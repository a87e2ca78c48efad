"""Articles with findings made by hand, for the tests of merging: names stand for the text that would hold them."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from briefgen.build.library import StoreLibrary
from briefgen.build.stored import Text
from briefgen.records import (
    ActorKind,
    Article,
    Event,
    Findings,
    LocalActor,
    LocalId,
    Mention,
    Quote,
    Role,
    Span,
)
from briefgen.store import Store

DAY = dt.date(2031, 3, 1)


def local(
    name: str, *aliases: str, kind: ActorKind = "person", role: str = "", gender: str | None = None
) -> LocalActor:
    """A local actor; its id is its name."""
    roles = (Role(role, Span(0, 1)),) if role else ()
    id = LocalId(name.lower().replace(" ", "-"))
    mentions = (Mention(Span(0, 1), "name"),)
    return LocalActor(id, name, kind, tuple(aliases), roles, mentions, 0.5, gender)  # type: ignore[arg-type]


def report(
    path: str, *actors: LocalActor, body: str = "", quotes: tuple[Quote, ...] = (), events: tuple[Event, ...] = (),
    day: int = 0, **given: object,
) -> tuple[Article, Findings]:  # fmt: skip
    """An article and what it yields; `day` counts from 1 March 2031."""
    text = body or f"Text of {path}."
    article = Article(path, f"Title of {path}", text, DAY + dt.timedelta(day), **given)  # type: ignore[arg-type]
    return article, Findings(tuple(actors), quotes, events=events)


def words(body: str, text: str) -> Span:
    """Where a text stands in a body."""
    start = body.index(text)
    return Span(start, start + len(text))


class Texts(StoreLibrary):
    """A library whose articles are these."""

    def __init__(self, store: Store, articles: Iterable[Article]) -> None:
        super().__init__(store, b"")
        self.texts = {article.path: article for article in articles}

    def body(self, path: str) -> str:
        return self.texts[path].body

    def text(self, path: str) -> Text:
        article = self.texts[path]
        return Text(
            article.body, *(msgspec.Raw(msgspec.msgpack.encode(part)) for part in (article.blocks, article.inlines))
        )
