"""Files laid entry by entry: whatever differs, the bytes are those of a file made from nothing."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from briefgen.config import Settings
from briefgen.fingerprints import digest
from briefgen.later import Content, Later, Old, OldFiles, content_of, no_old, ready
from briefgen.records import Article, ArticleId, Briefing, Findings, Saying, Source, Span
from briefgen.site import planned
from briefgen.site.corpus import Corpus
from briefgen.site.frame import Frame
from briefgen.site.laid import Edition, Form, Layout, Memory, lay, packed
from tests.handmade import briefing, many
from tests.test_copies import WIRE, report
from tests.test_traces import variants

FORM = Form(b"[", b",", b"]", b"none")
TABLES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2)).flatmap(
    lambda table: st.permutations(list(table.items()))
)
Table = list[tuple[str, int]]


def edition_of(table: Table, memory: Memory | None = None) -> Edition:
    return (memory or Memory()).edition("table", ((id, (number,)) for id, number in table))


def laid(edition: Edition, old: Old, made: list[str]) -> Content:
    """`made`: the ids of entries that were made."""

    def entry(place: int) -> bytes:
        made.append(edition.ids[place])
        return f"{edition.ids[place]}{edition.sources[place][0]}".encode() * (1 + edition.sources[place][0])

    return lay(edition, entry, FORM, old)


def lying(content: bytes, layout: bytes) -> Old:
    return Old(digest(content), lambda: layout, lambda: content)


@pytest.mark.parametrize("is_session", [True, False])
@given(tables=st.lists(TABLES, min_size=2, max_size=5))
def test_a_file_cut_from_the_old_one_is_the_one_made_from_nothing(tables: list[Table], is_session: bool) -> None:
    memory, old, present = Memory(), Old(), b""
    for before, table in zip([[], *tables], tables, strict=False):
        made: list[str] = []
        content = laid(edition_of(table, memory if is_session else None), old, made)
        present = present if content.content is None else content.content
        old = lying(present, content.layout)

        assert present == content_of(laid(edition_of(table), Old(), []))
        assert content.digest == digest(present)
        assert made == [id for id, number in table if (id, number) not in before]


def test_a_file_is_not_even_read_where_all_entries_are_the_same() -> None:
    table = [("a", 1), ("b", 2)]
    content = laid(edition_of(table), Old(), [])

    assert laid(edition_of(table), Old(content.digest, lambda: content.layout), []) == content._replace(content=None)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda layout: layout._replace(digest=b"other"),
        lambda layout: layout._replace(seals=()),
        lambda layout: layout._replace(seals=(layout.seals[0][1:],)),
        lambda layout: layout._replace(seals=(*layout.seals, b"12345678")),
        lambda layout: layout._replace(lengths=layout.lengths[1:]),
        lambda layout: layout._replace(lengths=layout.lengths[::-1]),
        lambda layout: layout._replace(lengths=b"", seals=(b"",)),
    ],
)
def test_a_file_with_another_layout_is_made_anew(spoilt: object) -> None:
    edition = edition_of([("a", 1), ("b", 2)])
    present, made = content_of(laid(edition, Old(), [])), list[str]()
    layout = spoilt(Layout(digest(present), (edition.sealed,), b"\4\0\0\0\6\0\0\0"))  # type: ignore[operator]

    content = laid(edition_of([("a", 1), ("b", 2), ("c", 0)]), lying(present, packed(layout)), made)

    assert made == ["a", "b", "c"]
    assert content.content == b"[a1a1,b2b2b2,c0]"


def test_a_layout_that_cannot_be_read_is_none() -> None:
    made: list[str] = []

    laid(edition_of([("a", 1)]), lying(b"[a1a1]", b"\xc1"), made)

    assert made == ["a"]


# ---------------------------------------------------------------- the files of all records

SETTINGS = replace(Settings(), title="Brenn", base_url="https://x.example/")
Files = dict[str, Content]


def cut(source: Briefing, memory: Memory, before: Files) -> Files:
    """The files of all records, cut from those of before where they can be."""

    def old(path: str) -> Old:
        found = before.get(path)
        return lying(content_of(found), found.layout) if found else Old()

    return {url: _whole(view, before.get(url)) for url, view in _views(source, memory, old)}


def _views(source: Briefing, memory: Memory, old: OldFiles) -> Iterator[tuple[str, Content]]:
    for page in planned(Frame(Corpus(source), SETTINGS, memory)):
        if isinstance(page.view, Later) and page.view.is_cut:
            view = ready(page, old).view
            assert isinstance(view, Content)
            yield page.url, view


def _whole(view: Content, before: Content | None) -> Content:
    return view if view.content is not None or before is None else view._replace(content=before.content)


def check(source: Briefing, changed: Iterator[object]) -> int:
    """Whatever changes, files cut from those of before are the files made from nothing. How many changes there were."""
    known = Memory()
    first, built = cut(source, known, {}), 0
    for other in changed:
        assert isinstance(other, Briefing)
        try:
            clean = cut(other, Memory(), {})
        except (KeyError, ValueError, IndexError, AssertionError, StopIteration):  # nothing stands where it points
            continue
        built += 1
        assert cut(other, Memory(), first) == clean
    return built


def test_a_file_of_all_records_is_the_same_cut_or_made_whatever_changes() -> None:
    source = briefing()

    assert check(source, islice(variants(source), 3, None, 50)) > 20


@pytest.mark.slow
def test_files_of_many_records_are_the_same_cut_or_made() -> None:
    assert check(many(12), islice(variants(many(12)), 5, None, 151)) > 20


def test_a_quote_is_told_by_what_else_the_articles_quote_that_report_it() -> None:
    """Where all around it is found to be said by others, a text is no longer known for a copy."""
    quote = report(WIRE).findings.quotes[0]
    everything = structs.replace(quote, quoted=(Span(0, quote.content[0].start), Span(quote.content[0].end, len(WIRE))))
    articles = tuple(Article(f"{name}.txt", name, WIRE, id=ArticleId(name)) for name in "ab")
    found = {article.id: Findings(quotes=(quote,)) for article in articles}
    sayings = (Saying("q", ArticleId("a"), quote, None, others=(Source(ArticleId("b"), 0),)),)
    copied = Briefing(articles, found, sayings=sayings)
    other = replace(copied, findings={**found, ArticleId("b"): Findings(quotes=(quote, everything))})

    first = cut(copied, Memory(), {})

    assert cut(other, Memory(), first) == cut(other, Memory(), {}) != first


def test_a_session_keeps_the_seals_of_what_is_equal() -> None:
    """An article whose text or findings changed is another object in a session."""
    source = briefing()
    for other in islice(variants(source), 11, None, 60):
        assert isinstance(other, Briefing)
        memory = Memory()
        first = cut(source, memory, {})
        try:
            clean = cut(other, Memory(), {})
        except (KeyError, ValueError, IndexError, AssertionError, StopIteration):  # nothing stands where it points
            continue

        assert cut(replace(other, articles=tuple(map(replace, other.articles))), memory, first) == clean


def test_a_script_of_the_search_index_that_somebody_changed_is_made_anew() -> None:
    source, memory = briefing(), Memory()
    first = cut(source, memory, {})
    defaced = {url: view for url, view in first.items() if url != "search/d0.js"}

    assert cut(source, memory, defaced) == first


def test_there_is_no_old_file_at_first() -> None:
    assert no_old("a").digest == b""
