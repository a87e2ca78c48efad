"""Runs of words that quotes share: the same answers whatever came first, was sorted, taken out or kept in between."""

from array import array
from collections.abc import Iterator
from random import Random

import pytest

from briefgen.brief import runs
from briefgen.brief.runs import Runs

Held = dict[str, set[int]]


@pytest.mark.parametrize("seed", range(40))
def test_runs_know_who_shares_a_key_after_any_changes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr(runs, "WORTH_SORTING", random.choice((0, 3, 10, 50)))
    known, held = Runs(), Held()

    for came in _quotes(random):
        _put(known, came)
        held |= came
        if random.random() < 0.5:
            gone = random.choice(sorted(held))
            known.take_out(gone)
            del held[gone]
        if random.random() < 0.3:
            known = _read_back(known)

        near = _near(held)
        for one in held:
            assert {*known.near(one), one} == near[one] | {one}
            assert known.component(one) == _component(one, near)
            assert sorted(known.shared(one)) == sorted(set(known.shared(one)) & held[one])
        assert known.linked(held) >= {one for one in held if _component(one, near) != {one}}


@pytest.mark.parametrize("seed", range(20))
def test_all_linked_quotes_are_found_in_one_go(seed: int) -> None:
    known, held = Runs(), Held()
    for came in _quotes(Random(seed)):
        _put(known, came)
        held |= came
    names, near = list(held), _near(held)

    found = known.components()

    linked = sorted({tuple(sorted(names.index(other) for other in _component(one, near))) for one in held})
    assert [tuple(one) for one in found] == [one for one in linked if len(one) > 1]
    for number, keys in (pair for one in found for pair in one.items()):
        others = (held[other] for other in names if other != names[number])
        assert keys == sorted(held[names[number]].intersection(*[set().union(*others)]))


def _quotes(random: Random) -> Iterator[Held]:
    for step in range(12):
        yield {f"q{step}-{n}": set(random.sample(range(25), random.randint(0, 4))) for n in range(random.randint(1, 5))}


def _put(known: Runs, quotes: Held) -> None:
    counts = array("H", map(len, quotes.values()))
    known.put(list(quotes), counts.tobytes(), array("I", [key for keys in quotes.values() for key in keys]).tobytes())


def _read_back(known: Runs) -> Runs:
    state = {name: part if name == "_anchors" else bytes(part) for name, part in known.__getstate__().items()}
    read = Runs()
    read.__setstate__(state)
    return read


def _near(held: Held) -> dict[str, set[str]]:
    return {one: {other for other in held if held[one] & held[other]} for one in held}


def _component(one: str, near: dict[str, set[str]]) -> set[str]:
    found, todo = {one}, [one]
    while todo:
        new = near[todo.pop()] - found
        found |= new
        todo += new
    return found
