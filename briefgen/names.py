"""What a name is: slugs for URLs and ids."""

import re
import unicodedata

from slugify import slugify

LONGEST_SLUG = 80  # characters; keeps paths short on every file system
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def slug(text: str, fallback: str = "unnamed") -> str:
    """A name for a URL: lower-case ASCII letters, digits and hyphens; never empty, never a path."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "").replace("'", "")
    made = re.sub(r"[^a-z0-9-]", "", slugify(plain, max_length=LONGEST_SLUG, word_boundary=True)) or fallback
    return f"{made}-1" if made in DEVICES else made
