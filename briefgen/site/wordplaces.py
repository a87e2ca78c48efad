"""Where words stand in a numbered row of entries: made from nothing, or brought up to date where few entries differ."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

from briefgen.site.laid import Run

__all__ = ["Moves", "Steps", "moves_of", "places_of", "places_updated"]

LONGEST_LIST = 20_000  # entries kept for one word
Steps = list[int]  # numbers of entries, ascending: the first, then from one to the next
WordsOf = Callable[[int], Collection[str]]


class Stay(NamedTuple):
    """Entries in a row: where they stand, and where they stood."""

    first: int
    last: int
    old: int


class Moves(NamedTuple):
    """What became of the old entries: those that stay, in order; the old numbers of those gone; those of new ones."""

    kept: list[Stay]
    gone: set[int]
    new: list[int]


def moves_of(runs: Iterable[Run], count: int) -> Moves:
    """The moves of so many entries. One that was overtaken by others counts as gone and new."""
    kept: list[Stay] = []
    gone: set[int] = set()
    new: list[int] = []
    end = 0
    for run in runs:
        if run.old is None or run.old < end:
            new += range(run.first, run.last)
            continue
        gone.update(range(end, run.old))
        kept.append(Stay(run.first, run.last, run.old))
        end = run.old + run.last - run.first
    gone.update(range(end, count))
    return Moves(kept, gone, new)


def places_of(words: Iterable[Iterable[str]]) -> dict[str, Steps]:
    """Each word, in order, with the entries it stands in."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, told in enumerate(words):
        for word in told:
            found[word].append(number)
    return {word: _steps(found[word][:LONGEST_LIST]) for word in sorted(found)}


def places_updated(
    places: Mapping[str, Steps], moves: Moves, words: WordsOf, count: int
) -> Iterator[tuple[str, Steps | None]]:
    """The words that stand elsewhere now; None: in no entry any more. `words`: of one of `count` entries, by number."""
    fresh: dict[str, list[int]] = defaultdict(list)
    for number in sorted(moves.new):
        for word in words(number):
            fresh[word].append(number)
    shifts = _shifts(moves)
    for word, steps in places.items():
        if word in fresh or not moves.gone.isdisjoint(accumulate(steps)):
            now = _anew(word, steps, moves, fresh.pop(word, []), words, count)
            if now != steps:
                yield word, now or None
        elif shifts and (moved := _shifted(steps, shifts)) != steps:
            yield word, moved
    for word, numbers in fresh.items():
        yield word, _steps(numbers[:LONGEST_LIST])


def _shifts(moves: Moves) -> list[tuple[int, int]]:
    """From which old number on entries stand further on than those before them, and by how many."""
    shifts = [(0, 0), *((run.old, run.first - run.old) for run in moves.kept)]
    return [(old, shift - before) for (_, before), (old, shift) in pairwise(shifts) if shift != before]


def _shifted(steps: Steps, shifts: Sequence[tuple[int, int]]) -> Steps:
    numbers, moved = [*accumulate(steps)], steps.copy()
    for old, by in shifts:
        place = bisect_left(numbers, old)
        if place == len(numbers):
            break
        moved[place] += by
    return moved


def _anew(word: str, steps: Steps, moves: Moves, new: Sequence[int], words: WordsOf, count: int) -> Steps:
    """A word's entries: those that stay, and new ones among them. A list that was cut off is filled up again."""
    numbers, is_cut = [*accumulate(steps)], len(steps) == LONGEST_LIST
    stay = [number for run in moves.kept for number in _in_run(numbers, run)]
    end = _behind(numbers[-1], moves) if is_cut else count
    found = sorted([*stay, *new[: bisect_left(new, end)]])
    while is_cut and len(found) < LONGEST_LIST and end < count:
        if word in words(end):
            found.append(end)
        end += 1
    return _steps(found[:LONGEST_LIST]) if found else []


def _in_run(numbers: Sequence[int], run: Stay) -> Iterator[int]:
    """The numbers that stay in a run, as they are now."""
    first, last = bisect_left(numbers, run.old), bisect_left(numbers, run.old + run.last - run.first)
    shift = run.first - run.old
    return (number + shift for number in numbers[first:last])


def _behind(number: int, moves: Moves) -> int:
    """Where the entries now begin that stand behind all that stay up to an old number."""
    place = bisect_right(moves.kept, number, key=lambda run: run.old)
    if not place:
        return 0
    run = moves.kept[place - 1]
    return min(run.last, run.first + number + 1 - run.old)


def _steps(numbers: list[int]) -> Steps:
    return [numbers[0], *map(sub, numbers[1:], numbers)]
