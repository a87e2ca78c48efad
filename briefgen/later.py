"""A planned page whose view is made by whoever makes the page: a plan is cheap then, and can be shared out."""

from collections.abc import Callable
from dataclasses import dataclass

from briefgen.reads import Reads
from briefgen.records import Page

__all__ = ["Later", "ready"]


@dataclass(frozen=True, slots=True)
class Later:
    """Stands for a view in a plan. Those of one `together` rest on the same dear work.

    With `reads`, the view is a function of `given` - plain values and records - and of what it looks up in `reads`."""

    make: Callable[..., object]
    given: tuple[object, ...] = ()
    together: str = ""
    reads: Reads | None = None

    def view(self) -> object:
        return self.make(*self.given)


def ready(page: Page) -> Page:
    """The page with its view."""
    return Page(page.url, page.template, page.view.view()) if isinstance(page.view, Later) else page
