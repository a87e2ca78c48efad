"""What is in the site and what is at the target in, the steps between the two out. Pure: the order is the promise.

New files go first: nothing links to them yet. Then what changed, pages after what they are made of, the home page last.
Removals come at the very end, when no page links there any more. So whoever visits meanwhile meets no broken link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Phase = Literal["new assets", "new pages", "changed assets", "changed pages", "lists", "home", "removals"]
PHASES: tuple[Phase, ...] = (
    "new assets", "new pages", "changed assets", "changed pages", "lists", "home", "removals",
)  # fmt: skip
_LISTS = ("sitemap", "robots.txt", "feed.", "search/", "data/")  # they name pages: after these
PENDING = ""  # the hash of a file that may be there or not: an earlier run was stopped


@dataclass(frozen=True, slots=True)
class Step:
    """One file to write or, in the last phase, to remove."""

    phase: Phase
    path: str


def steps(site: Mapping[str, str], there: Mapping[str, str]) -> tuple[Step, ...]:
    """What to do, in order. Both sides are hashes by path."""
    wanted = (Step(_phase(path, path in there), path) for path, hashed in site.items() if there.get(path) != hashed)
    gone = (Step("removals", path) for path in there if path not in site)
    return tuple(sorted((*wanted, *gone), key=lambda step: (PHASES.index(step.phase), step.path)))


def _phase(path: str, is_there: bool) -> Phase:
    if path == "index.html":
        return "home"
    if path.startswith(_LISTS) or "/feed." in path:
        return "lists"
    if path.endswith(".html"):
        return "changed pages" if is_there else "new pages"
    return "changed assets" if is_there else "new assets"
