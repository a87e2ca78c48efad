"""A planned page whose view is made by whoever makes the page: a plan is cheap then, and can be shared out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.reads import Reads
from briefgen.records import Page

__all__ = ["Content", "Later", "Old", "OldFiles", "content_of", "no_old", "ready"]


class Content(NamedTuple):
    """The view of a page without a template: its bytes, and a digest of them (`fingerprints.digest`).

    `layout`: how they were laid, for the build that cuts them."""

    content: bytes | None  # None: those of the old file
    digest: bytes
    layout: bytes = b""


def content_of(view: object) -> bytes:
    """The bytes of a page without a template."""
    if isinstance(view, Content):
        assert view.content is not None
        return view.content
    return view if isinstance(view, bytes) else str(view).encode()


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Old:
    """A file of the last build as it lies there untouched: the digest of its bytes, empty where there is none."""

    digest: bytes = b""
    layout: Callable[[], bytes] = _nothing  # as it was laid; empty where that is not known
    content: Callable[[], bytes] = _nothing


OldFiles = Callable[[str], Old]  # by path


def no_old(path: str) -> Old:
    """There is no such file yet."""
    return Old()


@dataclass(frozen=True, slots=True)
class Later:
    """Stands for a view in a plan. Those of one `together` rest on the same dear work.

    With `reads`, the view is a function of `given` - plain values and records - and of what it looks up in `reads`.
    What `is_cut` may be cut out of old files in part: `make` is given those, too."""

    make: Callable[..., object]
    given: tuple[object, ...] = ()
    together: str = ""
    reads: Reads | None = None
    is_cut: bool = False

    def view(self, old: OldFiles = no_old) -> object:
        return self.make(*self.given, old) if self.is_cut else self.make(*self.given)


def ready(page: Page, old: OldFiles = no_old) -> Page:
    """The page with its view."""
    return Page(page.url, page.template, page.view.view(old)) if isinstance(page.view, Later) else page
