"""Articles with every hostile text in every place that reaches a page, with findings made by hand around them."""

from dataclasses import replace

from msgspec import structs

from briefgen.errors import BriefgenError
from briefgen.read import parse
from briefgen.records import (
    Article,
    ArticleId,
    Edtf,
    Event,
    Findings,
    LocalActor,
    LocalId,
    Mention,
    Place,
    Quote,
    Role,
    Span,
    TimeExpression,
)
from tests.hostile.places import ALL, as_yaml


def hostile_pairs() -> list[tuple[Article, Findings]]:
    """An article for each payload, as the readers let it through."""
    articles = [_article(number, payload) for number, payload in enumerate(ALL)]
    return [(article, _findings(article)) for article in articles]


def _article(number: int, payload: str) -> Article:
    """The metadata by YAML, which can spell anything; the body as plain text, which keeps everything."""
    name = f"{number:03}-{payload.replace('/', '-')[:60]}.md"
    keys: dict[str, str | list[str]] = {
        "title": payload,
        "author": payload,
        "source": payload,
        "tags": [payload, "bridge"],
        "summary": payload,
    }
    address: dict[str, str | list[str]] = {"url": f"https://example.org/{payload}"}
    try:
        told = parse(_markdown(keys | address), name)
    except BriefgenError:
        told = parse(_markdown(keys), name)
    try:
        shown = parse(f"Date: 2031-03-04\n\nWord {payload} said on 4 March 2031: “{payload}”. End.".encode(), "x.txt")
    except BriefgenError:
        shown = parse(b"Date: 2031-03-04\n\nWord x said on 4 March 2031: \xe2\x80\x9cx\xe2\x80\x9d. End.", "x.txt")
    return replace(told, body=shown.body, blocks=shown.blocks, id=ArticleId(f"a{number}"), briefings=("dam",))


def _markdown(keys: dict[str, str | list[str]]) -> bytes:
    lines = "\n".join(f"{key}: {_value(value)}" for key, value in keys.items())
    return f"---\ndate: 2031-03-04\n{lines}\n---\n\nText.".encode()


def _value(value: str | list[str]) -> str:
    return as_yaml(value) if isinstance(value, str) else f"[{', '.join(map(as_yaml, value))}]"


def _findings(article: Article) -> Findings:
    """The payload is an actor's name, alias and role, a quote's words, an event's place and clause."""
    body = article.body
    name = _words(body, "Word ", " said")
    spoken = _words(body, ": “", "”. End.")
    day = _words(body, "said on ", ": “")
    actor = LocalActor(
        LocalId("x"),
        name.cut(body) or "x",
        "person",
        aliases=(spoken.cut(body) or "y",),
        roles=(Role(name.cut(body), name),),
        mentions=(Mention(name, "name"),),
        salience=0.5,
    )
    quote = Quote("direct", (spoken,), (spoken,), LocalId("x"), speaker_span=name, to=name.cut(body), confidence=0.9)
    quote = structs.replace(quote, date=Edtf("2031-03-04"), place=name.cut(body), rule="hand", speaker_confidence=0.9)
    whole = Span(0, len(body))
    event = Event(
        whole,
        Span(name.start, day.end),
        Edtf("2031-03-04"),
        day,
        "expression",
        "planned",
        actors=(LocalId("x"),),
        places=(Place(name.cut(body), name),),
        confidence=0.9,
        rule="hand",
    )
    return Findings((actor,), (quote,), (TimeExpression(day, "date", "2031-03-04"),), (event,))


def _words(body: str, before: str, after: str) -> Span:
    """What stands between two marks of our own: the first of the one, the last of the other."""
    start = body.index(before) + len(before)
    return Span(start, max(start, body.rindex(after) if after != ": “" else body.index(after)))
