"""Actors of one article: names joined, kinds decided, roles read, mentions resolved."""

from __future__ import annotations

from briefgen.extract.actors.group import Group, ids_of
from briefgen.extract.actors.join import join
from briefgen.extract.actors.people import gender_of, is_other_name
from briefgen.extract.actors.roles import find_roles
from briefgen.extract.actors.spot import Spotted, spot
from briefgen.extract.actors.words import Words, look_at
from briefgen.extract.cast import Cast
from briefgen.extract.marks import Marked
from briefgen.extract.tokens import Tokens
from briefgen.names import fold
from briefgen.records import Article, LocalActor, LocalId, Mention, Span

__all__ = ["find_actors"]


def find_actors(tokens: Tokens, article: Article, marks: tuple[Marked, ...]) -> Cast:
    """Find the named actors and build the cast that quotes and events ask."""
    words = look_at(tokens, article, marks)
    groups = join(words, spot(words))
    actors = tuple(_actor(words, group, id) for group, id in zip(groups, ids_of(groups), strict=True))
    pairs = zip(groups, actors, strict=True)
    named = {i: actor.id for group, actor in pairs for s in group.spots for i in range(s.start, s.end)}
    return Cast(words, actors, named)


def _actor(words: Words, group: Group, id: LocalId) -> LocalActor:
    name = _name(words, group)
    own = fold(name)
    mentions = tuple(sorted([_mention(words, s, own) for s in group.spots], key=lambda mention: mention.span))
    gender = gender_of(words, group) if group.kind == "person" else None
    return LocalActor(
        id,
        name,
        group.kind,
        _aliases(group, name),
        () if group.kind == "government" else find_roles(words, group),
        mentions,
        len(mentions) / 100,
        gender,
    )


def _name(words: Words, group: Group) -> str:
    """The fullest form of the name that the actor goes by."""
    if group.kind == "government":
        return group.name
    own = [spot for spot in group.spots if not is_other_name(words, spot)] or group.spots
    if len(own) == 1:
        return own[0].text
    texts = list(dict.fromkeys(spot.text for spot in sorted(own, key=lambda spot: spot.start)))
    return max(texts, key=lambda text: (text[1:2] != ".", len(text.split()), len(text)))


def _aliases(group: Group, name: str) -> tuple[str, ...]:
    """The other naming forms, one spelling of each, in order of appearance."""
    seen = {fold(name): name}
    if len(group.spots) == 1 and fold(group.spots[0].text) in seen:
        return ()
    for spot_ in sorted(group.spots, key=lambda spot: spot.start):
        seen.setdefault(fold(spot_.text), spot_.text)
    del seen[fold(name)]
    return tuple(seen.values())


def _mention(words: Words, spot_: Spotted, key: str) -> Mention:
    span = Span(words.start[spot_.start], _end(words, spot_))
    return Mention(span, "name" if fold(spot_.text) == key else "alias")


def _end(words: Words, spot_: Spotted) -> int:
    """The end of the name without marks that cling to its last token."""
    end, last = words.end[spot_.end - 1], spot_.text[-1]
    while end > words.start[spot_.end - 1] + 1 and words.body[end - 1] != last:
        end -= 1
    return end
