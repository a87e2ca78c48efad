"""Every URL of the site is spelt here: below the site root, without a leading slash; "" is the home page."""

from dataclasses import dataclass
from urllib.parse import quote as percent

from briefgen.names import slug
from briefgen.records import ActorId, ArticleId

__all__ = [
    "Links",
    "actor_letter_url",
    "actor_url",
    "anchor_url",
    "article_url",
    "date_url",
    "dossier_url",
    "numbered",
    "og_image_url",
    "quote_url",
    "tag_url",
    "text_fragment",
]

# Names below a folder of slugs begin with "~", which no slug contains: nothing of ours can meet an actor's page.


def actor_url(id: ActorId) -> str:
    return f"actors/{id}/"


def actor_letter_url(letter: str) -> str:
    """The alphabetical list of one letter."""
    return f"actors/~{letter.lower()}/"


def article_url(id: ArticleId) -> str:
    return f"articles/{id}/"


def anchor_url(article: ArticleId, anchor: str) -> str:
    """The permalink of a quote or an event: its mark in the article."""
    return f"articles/{article}/#{anchor}"


def quote_url(anchor: str) -> str:
    """The page of one quote, where there are such pages."""
    return f"quotes/{anchor}/"


def date_url(key: str) -> str:
    """`key` is a day, a month or a year: 2025-05-15 -> dates/2025/05/15/."""
    return f"dates/{key.replace('-', '/')}/"


def tag_url(tag: str) -> str:
    return f"tags/{slug(tag)}/"


def dossier_url(name: str) -> str:
    return f"briefings/{slug(name)}/"


def og_image_url(page: str) -> str:
    """The share image of one page."""
    return f"og/{page.strip('/').replace('/', '-') or 'home'}.png"


def numbered(base: str, number: int) -> str:
    """An older part of a long list."""
    return f"{base}~{number}/"


@dataclass(frozen=True, slots=True)
class Links:
    """Writes links as seen from one page. `root` leads to the site root: "", "../", "../../" or a path."""

    root: str
    portable: bool = False

    def to(self, url: str) -> str:
        """A relative link; with `portable` it names the file, so that it works without a server."""
        if self.portable:
            path, mark, fragment = url.partition("#")
            if not path or path.endswith("/"):
                return f"{self.root}{path}index.html{mark}{fragment}"
        return f"{self.root}{url}" or "./"


def links_from(url: str, *, portable: bool = False) -> Links:
    return Links("../" * url.count("/"), portable)


LONG_FRAGMENT = 80  # characters; a longer text is named by its first and last words
FRAGMENT_WORDS = 6


def text_fragment(url: str, words: str) -> str:
    """The publisher's page, opened at these words."""
    words = " ".join(words.split())
    if len(words) > LONG_FRAGMENT:
        parts = words.split(" ")
        ends = [" ".join(parts[:FRAGMENT_WORDS]), " ".join(parts[-FRAGMENT_WORDS:])]
    else:
        ends = [words]
    encoded = ",".join(percent(end, safe="!'()*~._").replace("-", "%2D") for end in ends)
    joint = "" if "#" in url else "#"
    return f"{url}{joint}:~:text={encoded}"
