"""Tables over records that are kept encoded: what they answer is what a plain table would."""

from collections.abc import Callable, MutableMapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.brief import ordered as module
from briefgen.brief.encoded import ByKey, Encoded, Joined, Overlaid, encoded
from briefgen.brief.ordered import Ordered

LETTERS = list("abcdef")
EDITS = st.lists(st.tuples(st.sampled_from([*LETTERS, "x"]), st.none() | st.integers(100, 103)), max_size=12)


def numbers() -> ByKey[int]:
    return ByKey(LETTERS, Encoded(int, *encoded(range(len(LETTERS)))))


def edited(table: MutableMapping[str, int], edits: list[tuple[str, int | None]]) -> MutableMapping[str, int]:
    """The table with these values put in; None takes out."""
    for id, value in edits:
        if value is not None:
            table[id] = value
        elif id in table:
            del table[id]
    return table


@given(EDITS)
def test_a_table_over_another_is_like_a_copy_of_it(edits: list[tuple[str, int | None]]) -> None:
    over = edited(Overlaid(numbers()), edits)

    plain = edited(dict(zip(LETTERS, range(len(LETTERS)), strict=True)), edits)
    assert dict(over) == plain
    assert len(over) == len(plain)
    assert sorted(over.values()) == sorted(plain.values())
    assert [id in over for id in LETTERS] == [id in plain for id in LETTERS]
    assert [over.get(id) for id in [*LETTERS, "x"]] == [plain.get(id) for id in [*LETTERS, "x"]]


@pytest.mark.parametrize("miss", [lambda table: table["y"], lambda table: table.__delitem__("y")])
def test_what_is_not_there_is_told(miss: Callable[[Overlaid[int]], object]) -> None:
    with pytest.raises(KeyError):
        miss(Overlaid(numbers()))


def test_what_is_asked_for_again_is_the_same_object() -> None:
    records: Encoded[list[int]] = Encoded(list[int], *encoded([[1], [2]]))
    first = records[0]

    records.make_all()

    assert records[0] is first
    assert records[1] == [2]


def test_a_report_that_another_leads_is_no_group() -> None:
    groups = Joined(numbers(), {"b": ["b", "d"]})

    assert groups["a"] == (0,)
    assert groups["b"] == (1, 3)
    assert "d" not in groups
    assert list(groups) == ["a", "b", "c", "e", "f"]
    with pytest.raises(KeyError):
        groups["d"]


def test_a_blob_with_other_places_is_refused() -> None:
    blob, starts = encoded([1, 2])

    with pytest.raises(ValueError, match="ends elsewhere"):
        Encoded(int, blob, starts[:-4])


@given(st.lists(EDITS, max_size=4), st.sampled_from([0, 100]))
def test_the_order_of_many_is_kept_while_some_change(series: list[list[tuple[str, int | None]]], share: int) -> None:
    """`share`: whether all of it is sorted anew, or each put in its place."""
    ordered: Ordered[tuple[int, str]] = Ordered(lambda value: value)
    ordered.fill(LETTERS, {id: (n, id) for n, id in enumerate(LETTERS)})
    for edits in series:
        puts = {id: (value, id) for id, value in edits if value is not None}
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(module, "MANY", share)
            ordered.update(puts, [id for id, value in edits if value is None and id not in puts])

        assert list(ordered.row()) == sorted(ordered.values.values()) == list(ordered.tuple())
