"""Structured data (schema.org as JSON-LD): records in, nodes of one graph a page out."""

from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from briefgen.records import Actor, Article, Happening, Saying
from briefgen.site.dates import parse_when

__all__ = ["Node", "actor_node", "article_node", "breadcrumbs", "event_node", "quotation_node", "reference", "script"]

Node = dict[str, object]

ACTOR_TYPES = {"person": "Person", "organisation": "Organization", "government": "GovernmentOrganization"}


def script(graph: Sequence[Node]) -> Markup:
    """The graph as the content of a script element: no "<" may end it early."""
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": graph}).decode()
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def reference(url: str) -> Node:
    return {"@id": url}


def breadcrumbs(url: str, trail: Sequence[tuple[str, str]]) -> Node:
    entries = [
        {"@type": "ListItem", "position": place, "name": name, "item": to} for place, (name, to) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{url}#trail", "itemListElement": entries}


def actor_node(actor: Actor, url: str, *, full: bool = False) -> Node:
    """An actor: name and address; `full` adds what the sources call it."""
    node: Node = {"@type": ACTOR_TYPES[actor.kind], "@id": f"{url}#actor", "name": actor.name, "url": url}
    if full and actor.aliases:
        node["alternateName"] = list(actor.aliases)
    if full and actor.kind == "person" and (titles := list(dict.fromkeys(role.title for role in actor.roles))):
        node["jobTitle"] = titles[:8]
    if full and actor.link:
        node["sameAs"] = actor.link
    return node


def quotation_node(saying: Saying, words: str, url: str, speaker_url: str | None, article_url: str) -> Node:
    node: Node = {"@type": "Quotation", "@id": url, "text": words, "isPartOf": reference(article_url + "#article")}
    if speaker_url:
        node["creator"] = reference(speaker_url + "#actor")
        node["spokenByCharacter"] = reference(speaker_url + "#actor")
    if saying.date and (when := parse_when(saying.date)) and when.datetime:
        node["dateCreated"] = when.datetime
    return node


def event_node(happening: Happening, words: str, url: str, actor_urls: Sequence[str]) -> Node:
    """Without a location: the source names places, not where it took place."""
    node: Node = {"@type": "Event", "@id": url, "name": words, "url": url}
    when = parse_when(happening.date)
    if when and (when.datetime or when.precision == "interval"):
        node["startDate"] = when.datetime or when.start.isoformat()
        if when.precision == "interval":
            node["endDate"] = when.end.isoformat()
    if happening.status == "planned":
        node["eventStatus"] = "https://schema.org/EventScheduled"
    if actor_urls:
        node["actor"] = [reference(actor + "#actor") for actor in actor_urls]
    return node


def article_node(article: Article, url: str, mentions: Sequence[str]) -> Node:
    node: Node = {"@type": "NewsArticle", "@id": f"{url}#article", "headline": article.title, "url": url}
    if article.date:
        node["datePublished"] = article.date.isoformat()
    if article.author:
        node["author"] = {"@type": "Person", "name": article.author}
    if article.source:
        node["publisher"] = {"@type": "Organization", "name": article.source}
    if article.url:
        node["isBasedOn"] = article.url
    if mentions:
        node["mentions"] = [reference(actor + "#actor") for actor in mentions]
    return node
