"""Actors of one article: names joined, kinds decided, roles read, mentions resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.cast import Cast
from briefgen.extract.marks import Marked
from briefgen.records import Article, LocalActor, LocalId, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_actors"]

KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "government"}


def find_actors(doc: Doc, article: Article, marks: tuple[Marked, ...]) -> Cast:
    """Find the named actors and build the cast that quotes and events ask."""
    actors: dict[str, LocalActor] = {}
    for ent in doc.ents:
        if ent.label_ in KINDS:
            name = article.body[ent.start_char : ent.end_char].removesuffix("’s").removesuffix("'s").strip()
            id = LocalId(name.lower().replace(" ", "-"))
            old = actors.get(id)
            mention = Mention(Span(ent.start_char, ent.start_char + len(name)), "name")
            mentions = (*(old.mentions if old else ()), mention)
            actors[id] = LocalActor(id, name, KINDS[ent.label_], mentions=mentions, salience=len(mentions) / 100)  # type: ignore[arg-type]
    return Cast(doc, article, tuple(actors.values()))
