"""Where words stand: brought up to date it is what is made from nothing."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.site import wordplaces
from briefgen.site.laid import Edition, Memory
from briefgen.site.wordplaces import moves_of, places_of, places_updated

ENTRIES = st.lists(st.frozensets(st.sampled_from("abc"), max_size=3), max_size=14)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("put", "drop", "change", "move")), st.integers(0, 20), st.frozensets(st.sampled_from("abcd"))
    ),
    max_size=4,
)
Entry = tuple[str, frozenset[str]]


def edited(entries: list[Entry], edits: list[tuple[str, int, frozenset[str]]]) -> list[Entry]:
    entries = list(entries)
    for number, (what, place, words) in enumerate(edits):
        at = place % (len(entries) + 1)
        if what == "put":
            entries.insert(at, (f"new {number}", words))
        elif entries and at < len(entries):
            old = entries.pop(at)
            if what == "change":
                entries.insert(at, (old[0], words))
            elif what == "move":
                entries.insert(place % 3, old)
    return entries


def edition_of(entries: list[Entry]) -> Edition:
    return Memory().edition("entries", ((id, (sorted(words),)) for id, words in entries))


@pytest.mark.parametrize("longest", [3, 100])
@given(words=ENTRIES, edits=EDITS)
def test_places_brought_up_to_date_are_those_made_from_nothing(
    words: list[frozenset[str]], edits: list[tuple[str, int, frozenset[str]]], longest: int
) -> None:
    wordplaces.LONGEST_LIST, longest = longest, wordplaces.LONGEST_LIST
    try:
        before = [(str(number), told) for number, told in enumerate(words)]
        after = edited(before, edits)
        moves = moves_of(edition_of(after).runs(edition_of(before).sealed), len(before))
        places = places_of(told for _, told in before)

        changes = dict(places_updated(places, moves, lambda place: after[place][1], len(after)))

        now = {word: steps for word, steps in {**places, **changes}.items() if steps is not None}
        assert now == places_of(told for _, told in after)
        assert all(changes[word] != places.get(word) for word in changes)
        assert set(moves.new) | set(chain.from_iterable(range(s.first, s.last) for s in moves.kept)) == set(
            range(len(after))
        )
    finally:
        wordplaces.LONGEST_LIST = longest
