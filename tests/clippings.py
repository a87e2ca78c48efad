"""Articles about an invented coast, and the forms in which the world hands them over: pages, feeds, mails, exports."""

import datetime as dt
import json
import random
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

TOWNS = ("Velmar", "Sonde", "Port Ilva", "Karsk", "Brannow", "Teshel", "Old Quay", "Mirren")
PEOPLE = ("Tomas Reld", "Ana Brill", "Jon Moor", "Ilse Harrow", "Petra Voss", "Marek Dunn", "Lena Okar", "Sam Tirrel")
OFFICES = ("harbour master", "mayor", "transport minister", "union leader", "judge", "fleet owner", "pilot", "warden")
THINGS = ("ferry", "crane", "lighthouse", "dry dock", "fish market", "customs shed", "breakwater", "tide mill")
DEEDS = ("closed", "sold", "repaired", "inspected", "flooded", "painted", "insured", "measured", "searched", "renamed")
REASONS = ("after a storm", "before the winter", "for the third time", "against advice", "without a vote", "at a loss")
OUTLETS = ("Harbour Post", "The Sonde Courier", "Coast Wire")


@dataclass(frozen=True)
class Story:
    """An article with known answers."""

    number: int
    title: str
    date: dt.date
    author: str
    source: str
    sentences: tuple[tuple[str, ...], ...]  # by paragraph

    @property
    def paragraphs(self) -> list[str]:
        return [" ".join(sentences) for sentences in self.sentences]

    @property
    def url(self) -> str:
        return f"https://{self.source.lower().replace(' ', '-')}.example/news/{self.number}-{self.title.split()[0].lower()}"

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def story(number: int, *, paragraphs: int = 6) -> Story:
    """The same number makes the same story; two numbers share no more than chance."""
    chance = random.Random(number)
    town, thing = chance.choice(TOWNS), chance.choice(THINGS)
    return Story(
        number,
        f"{chance.choice(('Old', 'New', 'Last', 'Lost'))} {thing} of {town} {chance.choice(DEEDS)} {chance.choice(REASONS)} ({number})",
        dt.date(2031, 1, 1) + dt.timedelta(days=chance.randrange(700)),
        chance.choice(PEOPLE),
        chance.choice(OUTLETS),
        tuple(tuple(sentence(chance) for _ in range(3)) for _ in range(paragraphs)),
    )


def sentence(chance: random.Random) -> str:
    person, office, town, thing = (chance.choice(words) for words in (PEOPLE, OFFICES, TOWNS, THINGS))
    deed, reason, count = chance.choice(DEEDS), chance.choice(REASONS), chance.randrange(3, 900)
    return chance.choice(
        (
            f"The {thing} in {town} was {deed} {reason}, and {count} people watched from the quay.",
            f"{person}, the {office} of {town}, said the {thing} had been {deed} {reason} by {count} workers.",
            f"“We never {deed} the {thing},” {person} told a meeting of {count} in {town}.",
            f"It cost {count} crowns to have the {thing} {deed}, according to the {office} in {town}.",
            f"Nobody in {town} knew why {person} had {deed} the {thing} {reason}, though {count} had asked.",
            f"About {count} letters reached the {office}; most of them asked whether {person} had {deed} the {thing}.",
        )
    )


# ---------------------------------------------------------------- pages


def page(told: Story, shape: int) -> bytes:
    """A story as a page of one of twelve shapes, by what the page says of itself."""
    head, above = SHAPES[shape % len(SHAPES)](told)
    paragraphs = "".join(f"<p>{escape(p, quote=False)}</p>\n" for p in told.paragraphs)
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/coast'>Coast</a></li><li>Weather</li></ul></nav>"
    more = "<aside class='related'><h3>More</h3><ul><li><a href='/x'>Gulls counted</a> <time datetime='2019-09-09'>x</time></ul></aside>"
    foot = "<footer><p>© 2033 All rights reserved. Cookies. Contact.</p></footer>"
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{menu}<main><article>{above}"
        f"{paragraphs}</article>{more}</main>{foot}</body></html>"
    ).encode()


def _linked(told: Story, **more: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": told.title, **more}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def _h1(told: Story) -> str:
    return f"<h1>{escape(told.title)}</h1>"


def _title(told: Story) -> str:
    return f"<title>{escape(told.title)} | {told.source}</title>"


def _meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{escape(content)}'>"


def _day(told: Story, form: str) -> str:
    return told.date.strftime(form)


SHAPES = (
    lambda s: (_linked(s, datePublished=f"{s.date}T08:00:00Z", author={"name": s.author}, url=s.url), _h1(s)),
    lambda s: (_linked(s, datePublished=f"{s.date}T23:30:00-05:00", dateModified="2034-01-01"), _h1(s)),
    lambda s: (_title(s) + _meta("og:title", s.title) + _meta("article:published_time", f"{s.date}T10:00:00+01:00"), _h1(s)),
    lambda s: (_title(s) + _meta("DC.date.issued", str(s.date)), _h1(s)),
    lambda s: (_title(s), f"{_h1(s)}<p class='byline'>By {s.author}</p><time datetime='{s.date}'>that day</time>"),
    lambda s: (_title(s), f"{_h1(s)}<span class='published-on'>Published {_day(s, '%B %d, %Y')}</span>"),
    lambda s: (_title(s), f"{_h1(s)}<div class='article-date'>{_day(s, '%d %B %Y')}</div>"),
    lambda s: (_title(s) + f"<link rel='canonical' href='https://a.example/{_day(s, '%Y/%m/%d')}/{s.number}'>", _h1(s)),
    lambda s: (_title(s) + _meta("og:site_name", s.source), f"<time class='pub' datetime='{s.date}T09:00'>x</time>"),
    lambda s: (_linked(s, datePublished=_day(s, "%a, %d %b %Y 08:00:00 GMT")), _h1(s)),
    lambda s: (_title(s) + _meta("parsely-pub-date", f"{s.date}T01:02:03Z") + _meta("og:title", f"{s.title} - {s.source}")
               + _meta("og:site_name", s.source), _h1(s)),
    lambda s: (_linked(s, datePublished=str(s.date)).replace("NewsArticle", "BlogPosting"), f"<header>{_h1(s)}</header>"),
)  # fmt: skip


def mhtml(told: Story) -> bytes:
    """A page with a part beside it, as Chrome saves it."""
    message = EmailMessage()
    message["Snapshot-Content-Location"] = told.url
    message["Subject"] = told.title
    message["Date"] = "Tue, 4 Mar 2031 10:00:00 +0000"
    message.set_content(page(told, 0).decode(), subtype="html", cte="quoted-printable")
    message.add_related("body {}", subtype="css")
    return message.as_bytes()


# ---------------------------------------------------------------- feeds, mails, exports


def rss(stories: list[Story], *, title: str = "Coast Wire") -> bytes:
    entries = "".join(
        f"<item><title>{escape(s.title)}</title><link>{s.url}</link><pubDate>{s.date:%a, %d %b %Y} 23:30:00 -0500</pubDate>"
        f"<dc:creator>{s.author}</dc:creator><description>{escape(s.paragraphs[0][:100])}</description>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{p}</p>' for p in s.paragraphs)}]]></content:encoded></item>"
        for s in stories
    )
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    return f"<?xml version='1.0'?><rss version='2.0' {spaces}><channel><title>{title}</title>{entries}</channel></rss>".encode()


def atom(stories: list[Story]) -> bytes:
    entries = "".join(
        f"<entry><title>{escape(s.title)}</title><id>{s.url}</id><link href='{s.url}'/><updated>{s.date}T01:00:00+05:00</updated>"
        f"<author><name>{s.author}</name></author><content type='html'>{escape(s.paragraphs[0])}</content></entry>"
        for s in stories
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title>{entries}</feed>".encode()


def mail(told: Story, *, html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = f"{told.author} <desk@coast.example>"
    message["Subject"] = f"[coast-list] {told.title}"
    message["Date"] = f"{told.date:%a, %d %b %Y} 07:15:00 +0200"
    if html:
        message.set_content("".join(f"<p>{p}</p>" for p in told.paragraphs), subtype="html")
    else:
        message.set_content(told.text + "\n\n-- \nUnsubscribe any time\n")
    return message.as_bytes()


def mbox(stories: list[Story]) -> bytes:
    return b"".join(b"From desk Mon Mar  4 00:00:00 2031\n" + mail(s, html=s.number % 2 == 0) + b"\n" for s in stories)


def lexis(stories: list[Story]) -> str:
    return "".join(
        f"{'':30}{number} of {len(stories)} DOCUMENTS\n\n\n{'':30}{s.source}\n\n{'':25}{s.date:%B} {s.date.day}, {s.date:%Y %A}"
        f"\n{'':30}Late Edition\n\n{s.title}\n\nBYLINE: By {s.author}\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 412 words\n\n"
        f"{wrapped(s)}\n\nLOAD-DATE: January 5, 2034\n\nLANGUAGE: ENGLISH\n\n{'':20}Copyright 2031 {s.source}\n"
        f"{'':20}All Rights Reserved\n\n\n"
        for number, s in enumerate(stories, start=1)
    )


def nexis(stories: list[Story]) -> str:
    return "".join(
        f"{s.title}\n{s.source}\n{s.date:%B} {s.date.day}, {s.date:%Y %A}\n\nCopyright 2031 {s.source} All Rights Reserved\n"
        f"Section: NEWS; Pg. 3\nLength: 412 words\nByline: {s.author}\nBody\n\n{s.text}\n\nLoad-Date: January 5, 2034\n\n"
        "End of Document\n\n"
        for s in stories
    )


def factiva(stories: list[Story]) -> str:
    return "".join(
        f"HD\n{s.title}\n\nBY By {s.author}\nWC 412 words\nPD {s.date.day} {s.date:%B %Y}\nSN {s.source}\nSC COAST\nLA English\n"
        f"CY Copyright 2031\n\nLP\n{s.paragraphs[0]}\n\nTD\n" + "\n\n".join(s.paragraphs[1:]) + "\n\nDocument COAST000020310304\n\n"
        for s in stories
    )  # fmt: skip


def proquest(stories: list[Story]) -> str:
    line = "_" * 60
    return line + "".join(
        f"\n\nDocument {s.number} of 99\n\n{s.title}\n\nAuthor: {s.author}\n\nPublication info: {s.source} ; Velmar: A.3.\n\n"
        f"Abstract: none\n\nFull text: {s.text}\n\nTitle: {s.title}\n\nPublication title: {s.source}; Velmar\n\n"
        f"Publication date: {s.date:%b} {s.date.day}, {s.date.year}\n\nDocument URL: {s.url}?accountid=1\n\n{line}"
        for s in stories
    )


def wrapped(told: Story) -> str:
    import textwrap

    return "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in told.paragraphs)
