"""A briefing made by hand for tests of the site: invented people, every kind of record, spans looked up in the text."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from briefgen.records import (
    Actor,
    ActorId,
    Appearance,
    Article,
    ArticleId,
    Block,
    Briefing,
    Dossier,
    Edtf,
    Event,
    Findings,
    Happening,
    Inline,
    LocalActor,
    LocalId,
    Mention,
    Place,
    Quote,
    Role,
    Saying,
    Source,
    SourcedRole,
    Span,
    TimeExpression,
)

NAMES = {
    "mara-veldin": ("Mara Veldin", "person", "foreign minister"),
    "ivo-tarn": ("Ivo Tarn", "person", "mayor of Brenn"),
    "ostrel": ("Ostrel", "government", ""),
    "brenn-harbour-union": ("Brenn Harbour Union", "organisation", ""),
    "lena-orsk": ("Lena Orsk", "person", "engineer"),
}
ALIASES = {"mara-veldin": ("Veldin",), "ivo-tarn": ("Tarn",), "brenn-harbour-union": ("the union",)}


@dataclass(frozen=True)
class Said:
    words: tuple[str, ...]
    speaker: str | None
    kind: str = "direct"
    cue: str = "said"
    naming: str = ""


@dataclass(frozen=True)
class Told:
    sentence: str
    clause: str
    date: str
    phrase: str = ""
    status: str = "happened"
    actors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    id: str
    title: str
    body: str
    day: str | None = "2026-03-02"
    source: str | None = "Brenn Post"
    url: str | None = None
    tags: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    told: tuple[Told, ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    extra: dict[str, object] = field(default_factory=dict)


STORIES = (
    Story(
        "talks",
        "Talks in Ostrel end <without> a date & a word",
        "OSTREL, March 2 -\n\nMara Veldin, the foreign minister of Ostrel, met Ivo Tarn on Monday. "
        '"We will sign in April," Veldin said. "Not a day later. Ask <b>anybody</b> in Brenn."\n\nTarn said the '
        'harbour would stay open until Friday. He called the plan "a boat without a floor".\n\n'
        "Nothing else was known. The two had last met in 2019, "
        "when the dam was built.",
        url="https://brenn-post.example/talks?id=1&x=2",
        tags=("talks", "Harbour"),
        said=(
            Said(("We will sign in April,", "Not a day later. Ask <b>anybody</b> in Brenn."), "mara-veldin"),
            Said(("the harbour would stay open until Friday",), "ivo-tarn", "indirect", "said"),
            Said(('the plan "a boat without a floor',), "ivo-tarn", "mixed", "called"),
        ),
        told=(
            Told(
                "Mara Veldin, the foreign minister of Ostrel, met Ivo Tarn on Monday.",
                "Mara Veldin, the foreign minister of Ostrel, met Ivo Tarn on Monday",
                "2026-03-02",
                "Monday",
                "happened",
                ("mara-veldin", "ivo-tarn"),
            ),
            Told('"We will sign in April," Veldin said.', "We will sign in April", "2026-04", "April", "planned"),
            Told(
                "Tarn said the harbour would stay open until Friday.",
                "the harbour would stay open",
                "2026-03-02/2026-03-06",
                "until Friday",
                "planned",
                ("ivo-tarn",),
            ),
            Told(
                "The two had last met in 2019, when the dam was built.",
                "The two had last met in 2019",
                "2019",
                "2019",
                "happened",
                ("mara-veldin", "ivo-tarn"),
            ),
        ),
        times=(("Monday", "2026-03-02"), ("April", "2026-04"), ("Friday", "2026-03-06"), ("2019", "2019")),
    ),
    Story(
        "strike",
        "Harbour workers begin a strike",
        'The Brenn Harbour Union began its strike on Wednesday. "We will sign in April," Mara Veldin had said on '
        'Monday.\n\nThe union denied that a ship was turned away on Tuesday. Workers may return on 20 March, '
        'Ivo Tarn said.',
        day="2026-03-04",
        source="Coast Wire",
        url="https://coast-wire.example/strike",
        tags=("harbour",),
        said=(Said(("We will sign in April,",), "mara-veldin", cue="said"),),
        told=(
            Told(
                "The Brenn Harbour Union began its strike on Wednesday.",
                "The Brenn Harbour Union began its strike",
                "2026-03-04",
                "on Wednesday",
                "happened",
                ("brenn-harbour-union",),
            ),
            Told(
                "The union denied that a ship was turned away on Tuesday.",
                "a ship was turned away on Tuesday",
                "2026-03-03",
                "Tuesday",
                "denied",
                ("brenn-harbour-union",),
            ),
            Told(
                "Workers may return on 20 March, Ivo Tarn said.",
                "Workers may return on 20 March",
                "2026-03-20",
                "20 March",
                "possible",
                ("ivo-tarn",),
            ),
        ),
        times=(("Wednesday", "2026-03-04"), ("20 March", "2026-03-20")),
    ),
    Story(
        "dam",
        "The dam of the nineties",
        "Lena Orsk, an engineer, looked after the dam in the 1990s. “It was old when I came,” she said. “It was older "
        "when I left.\n\n“Nobody counted.”\n\nThe inspection is due on 10 March. A source in Ostrel doubted it.",
        day="2026-03-05",
        source=None,
        said=(
            Said(("It was old when I came,", "It was older when I left.\n\n“Nobody counted."), "lena-orsk"),
            Said(("doubted it",), None, "indirect", "doubted", "A source in Ostrel"),
        ),
        told=(
            Told(
                "Lena Orsk, an engineer, looked after the dam in the 1990s.",
                "Lena Orsk, an engineer, looked after the dam in the 1990s",
                "199X",
                "in the 1990s",
                "happened",
                ("lena-orsk",),
            ),
            Told("The inspection is due on 10 March.", "The inspection is due", "2026-03-10", "10 March", "planned"),
        ),
        times=(("10 March", "2026-03-10"),),
    ),
    Story(
        "inspection",
        "Inspectors open the dam’s doors",
        "Inspectors opened the doors of the dam in Brenn on Tuesday, and Lena Orsk went in first. “It is wet,” "
        "Orsk said.\n\nThe minister Mara Veldin is to visit on 12 March.",
        day="2026-03-10",
        source="Brenn Post",
        url="https://brenn-post.example/inspection",
        tags=("dam",),
        said=(Said(("It is wet,",), "lena-orsk"),),
        told=(
            Told(
                "Inspectors opened the doors of the dam in Brenn on Tuesday, and Lena Orsk went in first.",
                "Inspectors opened the doors of the dam in Brenn",
                "2026-03-10",
                "on Tuesday",
                "happened",
                ("lena-orsk",),
            ),
            Told(
                "The minister Mara Veldin is to visit on 12 March.",
                "The minister Mara Veldin is to visit",
                "2026-03-12",
                "12 March",
                "planned",
                ("mara-veldin",),
            ),
        ),
        times=(("Tuesday", "2026-03-10"),),
    ),
    Story("undated", "A note without a day", "Ivo Tarn was seen in Brenn.", day=None, source=None),
    Story(
        "hafen",
        "Der Hafen bleibt zu",
        "Der Hafen von Brenn bleibt geschlossen, wie es hieß.",
        day="2026-03-06",
        source="Küstenbote",
        extra={"language": "de"},
    ),
)  # fmt: skip


def briefing(stories: Iterable[Story] = STORIES) -> Briefing:
    """The whole of it, with one quote in two articles, a plan that was fulfilled, an editor's note, a dossier."""
    articles = [_article(story) for story in stories]
    found = {a.id: _findings(story, a) for story, a in zip(stories, articles, strict=True)}
    actors = tuple(actor for id in NAMES if (actor := _actor(ActorId(id), articles, found)))
    local = {article: {one.id: ActorId(one.id) for one in findings.actors} for article, findings in found.items()}
    return Briefing(
        articles=tuple(sorted(articles, key=lambda a: a.date or date.min, reverse=True)),
        findings=found,
        actors=tuple(_edited(actor) for actor in actors),
        sayings=tuple(_sayings(articles, found)),
        happenings=tuple(_happenings(articles, found)),
        dossiers=(
            Dossier(
                "harbour", "The harbour", "<p>What the editor says about it.</p>", (ActorId("ivo-tarn"),), ("harbour",)
            ),
        ),
        local_actors=local,
        unread=sum(not findings.analysed for findings in found.values()),
        versions={ArticleId("talks"): (replace(articles[0], title="Talks go on"),)},
        corrections_applied=("corrections.toml:3: Tarn is Ivo Tarn",),
    )


def many(copies: int) -> Briefing:
    """The dated stories again and again, a day apart: long lists."""
    dated = [story for story in STORIES if story.day and not story.extra]
    start = date(2025, 1, 1).toordinal()
    return briefing(
        [
            replace(story, id=f"{story.id}-{n}", day=date.fromordinal(start + n).isoformat(), tags=story.tags)
            for n in range(copies)
            for story in dated
        ]
    )


def span(body: str, words: str, start: int = 0) -> Span:
    at = body.index(words, start)
    return Span(at, at + len(words))


def _article(story: Story) -> Article:
    blocks, at = [], 0
    for n, part in enumerate(story.body.split("\n\n")):
        kind = "dateline" if n == 0 and part.endswith("-") else "paragraph"
        blocks.append(Block(kind, Span(at, at + len(part))))  # type: ignore[arg-type]
        at += len(part) + 2
    inlines = (Inline("em", span(story.body, "Nothing")),) if "Nothing" in story.body else ()
    made = Article(
        path=f"{story.id}.txt",
        title=story.title,
        body=story.body,
        date=date.fromisoformat(story.day) if story.day else None,
        id=ArticleId(story.id),
        source=story.source,
        url=story.url,
        tags=story.tags,
        blocks=tuple(blocks),
        inlines=inlines,
    )
    return replace(made, **story.extra)  # type: ignore[arg-type]


def _findings(story: Story, article: Article) -> Findings:
    if article.language != "en":
        return Findings(analysed=False)
    body = article.body
    actors = tuple(local for id in NAMES if (local := _local(id, body)))
    times = tuple(TimeExpression(span(body, words), "date", value) for words, value in story.times)
    quotes, events = (tuple(_quote(body, s) for s in story.said), tuple(_event(body, t) for t in story.told))
    return Findings(actors, quotes, times, events)


def _local(id: str, body: str) -> LocalActor | None:
    name, kind, role = NAMES[id]
    if name not in body:
        return None
    mentions = [Mention(span(body, name), "name")]
    for alias in ALIASES.get(id, ()):
        at = body.find(alias, mentions[0].span.end)
        mentions += [Mention(Span(at, at + len(alias)), "alias")] if at >= 0 else []
    roles = (Role(role, span(body, role)),) if role and role in body else ()
    return LocalActor(LocalId(id), name, kind, ALIASES.get(id, ()), roles, tuple(mentions), 0.9)  # type: ignore[arg-type]


def _quote(body: str, said: Said) -> Quote:
    parts = tuple(span(body, words) for words in said.words)
    cue = body.find(said.cue, max(0, parts[0].start - 30))
    return Quote(
        kind=said.kind,  # type: ignore[arg-type]
        quoted=parts if said.kind == "direct" else (),
        content=parts,
        speaker=LocalId(said.speaker) if said.speaker else None,
        speaker_span=span(body, said.naming) if said.naming else None,
        cue_span=Span(cue, cue + len(said.cue)) if cue >= 0 else None,
        confidence=0.9,
        speaker_confidence=0.8,
        rule="by-hand",
    )


def _event(body: str, told: Told) -> Event:
    sentence = span(body, told.sentence)
    return Event(
        sentence=sentence,
        span=span(body, told.clause, sentence.start),
        date=Edtf(told.date),
        date_span=span(body, told.phrase, sentence.start) if told.phrase else None,
        dated_by="expression" if told.phrase else "article",
        status=told.status,  # type: ignore[arg-type]
        actors=tuple(map(LocalId, told.actors)),
        places=(Place("Brenn", span(body, "Brenn")),) if "Brenn" in body else (),
        confidence=0.7,
        rule="by-hand",
    )


def _actor(id: ActorId, articles: list[Article], found: dict[ArticleId, Findings]) -> Actor | None:
    name, kind, _ = NAMES[id]
    seen, roles = [], []
    for article in sorted(articles, key=lambda a: (a.date or date.min, a.id)):
        for local in found[article.id].actors:
            if local.id == id:
                seen.append(Appearance(article.id, local.id, len(local.mentions), local.salience))
                roles += [SourcedRole(role.title, article.id, role.span, article.date) for role in local.roles]
    if not seen:
        return None
    salience = 1 - list(NAMES).index(id) / 10
    return Actor(id, name, kind, ALIASES.get(id, ()), tuple(reversed(roles)), tuple(seen), salience)  # type: ignore[arg-type]


def _edited(actor: Actor) -> Actor:
    if actor.id != "ivo-tarn":
        return actor
    former = (ActorId("tarn"),)
    note, link = "<p>He keeps <em>bees</em>.</p>", "https://brenn.example/mayor"
    return replace(actor, former_ids=former, note=note, link=link, portrait="assets/icon.svg")


def _sayings(articles: list[Article], found: dict[ArticleId, Findings]) -> Iterable[Saying]:
    """The second report of a quote joins the first."""
    first: dict[tuple[str, str], Saying] = {}
    for article in articles:
        for n, quote in enumerate(found[article.id].quotes):
            key = (quote.content[0].cut(article.body), article.id[article.id.find("-") :] if "-" in article.id else "")
            if key in first:
                first[key] = replace(first[key], others=(*first[key].others, Source(article.id, n)))
            else:
                speaker = ActorId(quote.speaker) if quote.speaker else None
                first[key] = Saying(
                    f"q-{article.id}-{n}", article.id, quote, speaker, former_anchors=(f"q-old-{article.id}-{n}",)
                )
    return first.values()


def _happenings(articles: list[Article], found: dict[ArticleId, Findings]) -> Iterable[Happening]:
    """The plan of an inspection is fulfilled by the report of it; a meeting is told by two articles."""
    told_twice = (Source(ArticleId("strike"), 0),)
    for article in articles:
        for n, event in enumerate(found[article.id].events):
            place = (article.id, n)
            yield Happening(
                anchor=f"e-{article.id}-{n}",
                article=article.id,
                event=event,
                date=event.date,
                status=event.status,
                actors=tuple(map(ActorId, event.actors)),
                others=told_twice if place == ("talks", 0) else (),
                outcome="e-inspection-0" if place == ("dam", 1) else None,
                was_due=place == ("talks", 2),
            )
