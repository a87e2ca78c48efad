"""Where a stranger's text can stand: article files with a payload in one place each."""

import json
import tomllib
from collections.abc import Callable
from html import escape
from pathlib import Path

PAYLOADS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "payloads.toml").read_text("utf-8"))
ALL = [payload for payloads in PAYLOADS.values() for payload in payloads]
STORY = "Minister Ada Brook said on Friday that “the bridge is open”. She spoke in Velmar."


def _text_header(key: str) -> Callable[[str], str]:
    return lambda payload: f"Title: A bridge\nDate: 2031-03-04\n{key}: {payload}\n\n{STORY}\n"


def _front_matter(key: str) -> Callable[[str], str]:
    return lambda payload: f"---\ndate: 2031-03-04\n{key}: {payload}\n---\n\n{STORY}\n"


def _quoted_front_matter(key: str) -> Callable[[str], str]:
    """As a value that YAML surely reads."""
    return lambda payload: f"---\ndate: 2031-03-04\n{key}: {as_yaml(payload)}\n---\n\n{STORY}\n"


def as_yaml(text: str) -> str:
    """A text in quotation marks, with everything spelt out that YAML would not take as it is."""
    spelt = (c if c.isprintable() and c not in '\\"' else f"\\U{ord(c):08X}" for c in text)
    return f'"{"".join(spelt)}"'


def _page(payload: str) -> str:
    """Raw in the body: the page itself is the stranger's."""
    head = "<head><title>A bridge</title></head>"
    return f"<html>{head}<body><article><p>{STORY}</p><p>{payload}</p></article></body></html>"


def _page_metadata(payload: str) -> str:
    fact = json.dumps({"@type": "NewsArticle", "headline": payload, "author": payload, "url": payload})
    return (
        f'<html><head><title>{payload}</title><meta property="og:title" content="{escape(payload)}">'
        f'<meta name="author" content="{escape(payload)}"><link rel="canonical" href="{escape(payload)}">'
        f'<script type="application/ld+json">{fact}</script></head>'
        f"<body><article><p>{STORY} {STORY}</p></article></body></html>"
    )


# The name of the place -> the file's suffix, and the file's text for a payload.
PLACES: dict[str, tuple[str, Callable[[str], str]]] = {
    "text title": (".txt", _text_header("Title")),
    "text author": (".txt", _text_header("Author")),
    "text url": (".txt", _text_header("URL")),
    "text slug": (".txt", _text_header("Slug")),
    "text date": (".txt", _text_header("Published")),
    "text key": (".txt", lambda payload: f"Title: A bridge\n{payload}: x\n\n{STORY}\n"),
    "text body": (".txt", lambda payload: f"Title: A bridge\nDate: 2031-03-04\n\n{STORY}\n\n{payload}\n"),
    "text one line": (".txt", lambda payload: f" date 2031-03-04 {payload} {STORY}\n"),
    "front matter title": (".md", _quoted_front_matter("title")),
    "front matter tags": (
        ".md",
        lambda payload: (
            _quoted_front_matter("tags")(payload)
            .replace("\n---\n\n", "]\n---\n\n", 1)
            .replace("tags: ", "tags: [a, ", 1)
        ),
    ),
    "front matter slug": (".md", _quoted_front_matter("slug")),
    "front matter briefing": (".md", _quoted_front_matter("briefing")),
    "front matter raw": (".md", _front_matter("summary")),
    "front matter key": (".md", lambda payload: f"---\n{payload}\n---\n\n{STORY}\n"),
    "markdown body": (".md", lambda payload: f"---\ndate: 2031-03-04\n---\n\n{STORY}\n\n{payload}\n\n# {payload}\n"),
    "markdown link": (
        ".md",
        lambda payload: f"{STORY} [read]({payload}) ![x]({payload}) [{payload}](https://a.example)\n",
    ),
    "page body": (".html", _page),
    "page metadata": (".html", _page_metadata),
}
