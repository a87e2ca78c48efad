"""A planned page whose view is made by whoever makes the page: a plan is cheap then, and can be shared out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.reads import Reads
from briefgen.records import Page

__all__ = ["Content", "Later", "Old", "content_of", "no_old", "ready"]

Old = Callable[[bytes], bytes | None]  # a file as it lies there, where this is the digest of its bytes


class Content(NamedTuple):
    """The view of a page without a template: its bytes, and a digest of them (`fingerprints.digest`)."""

    content: bytes
    digest: bytes


def content_of(view: object) -> bytes:
    """The bytes of a page without a template."""
    if isinstance(view, Content):
        return view.content
    return view if isinstance(view, bytes) else str(view).encode()


def no_old(digest: bytes) -> None:
    """There is no such file yet."""


@dataclass(frozen=True, slots=True)
class Later:
    """Stands for a view in a plan. Those of one `together` rest on the same dear work.

    With `reads`, the view is a function of `given` - plain values and records - and of what it looks up in `reads`.
    What `is_cut` may be cut out of the old file in part: `make` is given that, too."""

    make: Callable[..., object]
    given: tuple[object, ...] = ()
    together: str = ""
    reads: Reads | None = None
    is_cut: bool = False

    def view(self, old: Old = no_old) -> object:
        return self.make(*self.given, old) if self.is_cut else self.make(*self.given)


def ready(page: Page, old: Old = no_old) -> Page:
    """The page with its view."""
    return Page(page.url, page.template, page.view.view(old)) if isinstance(page.view, Later) else page
