"""Records made when they are asked for: a merged corpus holds short reports, and whole records only where read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, cast, overload

from briefgen.brief.uncollected import uncollected
from briefgen.records import ArticleId, Findings

__all__ = ["FoundIn", "Made", "Remembered"]

G = TypeVar("G")
V = TypeVar("V")


class Made(Sequence[V], Generic[G, V]):
    """A sequence of records, each made of its group by `make`; all at once, and kept, when they are gone through.

    `beside`: groups of one such value are made one after the other. `known`: what was made of a group before."""

    def __init__(
        self,
        groups: Sequence[G],
        make: Callable[[G], V],
        beside: Callable[[G], str],
        known: Callable[[G], V | None] = lambda group: None,
    ) -> None:
        self._groups, self._make, self._beside, self._known = groups, make, beside, known
        self._all: tuple[V, ...] | None = None

    def __len__(self) -> int:
        return len(self._groups)

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[V, ...]: ...
    def __getitem__(self, place: int | slice) -> V | tuple[V, ...]:
        if self._all is not None:
            return self._all[place]
        if isinstance(place, slice):
            return tuple(map(self._make, self._groups[place]))
        return self._make(self._groups[place])

    def __iter__(self) -> Iterator[V]:
        if self._all is None:
            with uncollected():
                groups = tuple(self._groups)
                made = [*map(self._known, groups)]
                missing = [n for n, one in enumerate(made) if one is None]
                for n in sorted(missing, key=lambda n: self._beside(groups[n])):
                    made[n] = self._make(groups[n])
                self._all = tuple(cast("list[V]", made))
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


class FoundIn(Mapping[ArticleId, Findings]):
    """The findings of each article, fetched when asked for."""

    def __init__(self, paths: Mapping[ArticleId, str], fetch: Callable[[str], Findings]) -> None:
        self._paths, self._fetch = paths, fetch

    def __getitem__(self, article: ArticleId) -> Findings:
        return self._fetch(self._paths[article])

    def __iter__(self) -> Iterator[ArticleId]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Remembered(Generic[V]):
    """Records made before, by their group: from one edition to the next nearly all are the same."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[object, V]] = {}  # by the anchor of the group's first report

    def making(self, make: Callable[[Any], V], last: Callable[[V], V] = lambda one: one) -> Callable[[Any], V]:
        """A function that makes the record of a group, unless it did before; `last` is applied every time."""

        def made(group: Any) -> V:
            known = self._made.get(group[0].anchor)
            if known is None or known[0] is not group:
                known = self._made[group[0].anchor] = (group, make(group))
            return last(known[1])

        return made

    def known(self, last: Callable[[V], V] = lambda one: one) -> Callable[[Any], V | None]:
        """A function that gives the record of a group, if it was made before."""

        def known(group: Any) -> V | None:
            found = self._made.get(group[0].anchor)
            return last(found[1]) if found is not None and found[0] is group else None

        return known

    def forget(self, anchors: Iterable[str]) -> None:
        """These groups are gone."""
        for anchor in anchors:
            self._made.pop(anchor, None)
