"""Files laid entry by entry: whatever differs, the bytes are those of a file made from nothing."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.fingerprints import digest
from briefgen.later import no_old
from briefgen.site.laid import Edition, Form, Memory

FORM = Form(b"[", b",", b"]", b"none")
TABLES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2)).flatmap(
    lambda table: st.permutations(list(table.items()))
)


def laid(memory: Memory, table: list[tuple[str, int]], present: bytes | None, made: list[str]) -> bytes:
    """`made`: the ids of entries that were made."""
    edition = Edition((id, (number,)) for id, number in table)

    def entry(place: int) -> bytes:
        made.append(edition.ids[place])
        return f"{edition.ids[place]}{edition.sources[place][0]}".encode() * (1 + edition.sources[place][0])

    def old(wanted: bytes) -> bytes | None:
        return present if present is not None and digest(present) == wanted else None

    return memory.lay("file", edition, entry, FORM, old).content


@given(st.lists(TABLES, min_size=2, max_size=5))
def test_a_file_cut_from_the_old_one_is_the_one_made_from_nothing(tables: list[list[tuple[str, int]]]) -> None:
    memory, present = Memory(), None
    for before, table in zip([[], *tables], tables, strict=False):
        made: list[str] = []
        present = laid(memory, table, present, made)

        assert present == laid(Memory(), table, None, [])
        assert made == [id for id, number in table if (id, number) not in before]


def test_a_file_that_is_not_as_it_was_laid_is_made_anew() -> None:
    memory, made = Memory(), list[str]()
    laid(memory, [("a", 1), ("b", 2)], None, [])

    laid(memory, [("a", 1), ("b", 2)], b"defaced", made)

    assert made == ["a", "b"]


def test_single_values_are_made_once() -> None:
    memory, made = Memory(), list[int]()

    def value(place: int) -> int:
        made.append(place)
        return place

    memory.values("names", Edition([("a", (1,)), ("b", (2,))]), value)
    memory.values("names", Edition([("b", (2,)), ("c", (3,))]), value)

    assert made == [0, 1, 1]


def test_there_is_no_old_file_at_first() -> None:
    assert no_old(b"") is None
