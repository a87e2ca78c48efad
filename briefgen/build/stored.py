"""Articles without their text: of ten thousand the heads are asked for again and again, the texts one by one."""

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Protocol, get_type_hints

import msgspec

from briefgen.records import Article, ArticleId, Block, Inline

__all__ = ["HEAD", "WHOLE", "StoredArticle", "Text", "decode_head", "encode_head", "stored_articles"]

TEXT = {"body": str, "blocks": tuple[Block, ...], "inlines": tuple[Inline, ...]}
FIELDS = tuple(field.name for field in fields(Article) if field.name not in TEXT)
HEAD = attrgetter(*FIELDS)  # of an article: the values of all fields but its text
WHOLE = attrgetter(*(field.name for field in fields(Article)))
SETTERS = tuple(getattr(Article, name).__set__ for name in FIELDS)
HINTS = get_type_hints(Article)
Head = msgspec.defstruct("Head", [(name, HINTS[name]) for name in FIELDS], array_like=True, gc=False)


class Text(msgspec.Struct, gc=False):
    """The text of an article; what few pages ask for stays encoded."""

    body: str
    blocks: msgspec.Raw = msgspec.Raw(b"\x90")
    inlines: msgspec.Raw = msgspec.Raw(b"\x90")


class Texts(Protocol):
    """Brings the text of an article, by its path: the body by itself, since pages quote from all over."""

    def mark(self, path: str) -> bytes: ...  # of the file that the text was read from

    def body(self, path: str) -> str: ...

    def text(self, path: str) -> Text: ...


class StoredArticle(Article):
    """An article that asks for its text, by its path, whenever somebody reads it."""

    __slots__ = ("_texts",)
    _texts: Texts

    @classmethod
    def of(cls, head: Iterable[Any], texts: Texts) -> "StoredArticle":
        """The article with these values."""
        article = cls.__new__(cls)
        for put, value in zip(SETTERS, head, strict=True):
            put(article, value)
        object.__setattr__(article, "_texts", texts)
        return article

    def __eq__(self, other: object) -> bool:
        """Of two that were taken at different times nobody can tell what their texts were: both bring today's."""
        return self is other

    __hash__ = object.__hash__

    @property
    def stand_in(self) -> object:
        """What differs where anything of the article does: all of it but its id was read from one file.

        One that `replace` made, with a text of its own, is told by all of it."""
        if not hasattr(self, "_texts"):
            return Article(*WHOLE(self))
        return self.path, self.id, self._texts.mark(self.path)

    def with_id(self, id: ArticleId) -> "StoredArticle":
        """The article under this id."""
        if self.id == id:
            return self
        other = self.of(HEAD(self), self._texts)
        object.__setattr__(other, "id", id)
        return other

    def __getattr__(self, name: str) -> Any:
        """Asked for what was never set."""
        if name == "body":
            return self._texts.body(self.path)
        if name not in TEXT:
            raise AttributeError(name)
        return msgspec.msgpack.decode(getattr(self._texts.text(self.path), name), type=TEXT[name])


ENCODE = msgspec.msgpack.Encoder().encode
_decoded = msgspec.msgpack.Decoder(Head).decode
_all_decoded = msgspec.msgpack.Decoder(list[Head]).decode  # type: ignore[valid-type]


def encode_head(article: Article) -> bytes:
    """All fields of an article but its text."""
    return ENCODE(HEAD(article))


def decode_head(encoded: bytes) -> tuple[Any, ...]:
    """The values of all fields but the text, as `encode_head` wrote them."""
    values: tuple[Any, ...] = HEAD(_decoded(encoded))
    return values


def stored_articles(heads: bytes, texts: Texts) -> list[StoredArticle]:
    """The articles of an encoded row of heads."""
    return [StoredArticle.of(HEAD(head), texts) for head in _all_decoded(heads)]
