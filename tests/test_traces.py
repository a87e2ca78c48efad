"""What pages looked up is noted in full: whatever changes in a briefing, a key told without making the view is true."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import islice

import msgspec
import pytest
from msgspec import structs

from briefgen.build.stored import HEAD, StoredArticle, Text
from briefgen.build.traces import Kept, Traces, basis_of, ready_noted
from briefgen.config import Settings
from briefgen.fingerprints import PACKAGE
from briefgen.later import Later, ready
from briefgen.reads import ALL, Lookup, Reads, fact, table
from briefgen.records import Article, ArticleId, Briefing, Page
from briefgen.render import Renderer, page_path, theme_folder
from briefgen.site import planned
from briefgen.site.corpus import Corpus
from briefgen.site.frame import Frame
from tests.handmade import briefing, many

SETTINGS = replace(Settings(), title="Brenn", base_url="https://x.example/", page_size=3, share_images=True)
RENDERER = Renderer([theme_folder()])
STATE = b"state"
OTHER = {
    "person": "organisation", "direct": "mixed", "mixed": "indirect", "said": "denied", "happened": "planned",
    "planned": "happened", "denied": "happened", "name": "pronoun", "alias": "name", "paragraph": "heading",
}  # fmt: skip


def variants(value: object) -> Iterator[object]:
    """The value with one thing in it changed, for each thing: a text longer, a number larger, an entry gone."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from (structs.replace(value, **{name: other}) for other in variants(getattr(value, name)))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for other in variants(getattr(value, field.name)):
                yield replace(value, **{field.name: other})
    elif isinstance(value, tuple):
        for place, entry in enumerate(value):
            yield value[:place] + value[place + 1 :]
            yield from ((*value[:place], other, *value[place + 1 :]) for other in variants(entry))
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield {name: kept for name, kept in value.items() if name != key}
            yield from ({**value, key: other} for other in variants(entry))
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, dt.date):
        yield value + dt.timedelta(1)
    elif isinstance(value, str):
        yield OTHER.get(value, f"{value}x")


def pages(source: Briefing, settings: Settings = SETTINGS) -> list[Page]:
    return list(planned(Frame(Corpus(source), settings)))


def traced(source: Briefing) -> bytes:
    """The traces of a first build of it."""
    traces, paths = Traces(b"", STATE), []
    for page in pages(source):
        path, basis = page_path(page.url), basis_of(page, RENDERER.closure(page.template))
        assert traces.key(path, page, basis) is None
        made, noted = ready_noted(page, basis)
        if noted:
            traces.take(path, RENDERER.key(made), noted)
        paths.append(path)
    return traces.encoded(paths)


def told(encoded: bytes, source: Briefing, before: Traces | None = None) -> dict[str, bool]:
    """For each page whose key the traces tell, whether it is the true one."""
    traces, found = Traces(encoded, STATE, before), {}
    for page in pages(source):
        path = page_path(page.url)
        basis = traces.basis(path, page, RENDERER.closure(page.template))
        if key := traces.key(path, page, basis):
            found[path] = key == RENDERER.key(ready(page))
    return found


def wrong_keys(source: Briefing, changed: Iterator[object]) -> tuple[list[str], int]:
    """The pages told wrongly after any of these changes, and the number of changes after which there was a site."""
    encoded, wrong, built = traced(source), list[str](), 0
    for other in changed:
        assert isinstance(other, Briefing)
        try:
            found = told(encoded, other)
        except (KeyError, ValueError, IndexError, AssertionError, StopIteration):  # nothing stands where it points
            continue
        built += 1
        wrong += [path for path, is_true in found.items() if not is_true]
    return wrong, built


def test_nothing_changed_and_all_noted_keys_are_told() -> None:
    source = briefing()
    noted = [page for page in pages(source) if basis_of(page, b"x")]

    found = told(traced(source), source)

    assert len(found) == len(noted) > 60
    assert all(found.values())


def test_a_changed_title_leaves_most_pages_alone() -> None:
    source = briefing()
    first, *others = source.articles

    found = told(traced(source), replace(source, articles=(replace(first, title="Another title"), *others)))

    assert all(found.values())
    assert len(found) > len(pages(source)) / 3


def test_any_change_of_a_briefing_is_seen() -> None:
    """One change of fifty; all of them are tried by the slow test."""
    wrong, built = wrong_keys(briefing(), islice(variants(briefing()), 0, None, 50))

    assert wrong == []
    assert built > 20


def test_any_change_is_seen_in_a_session_too() -> None:
    """Where what a lookup gave is at hand, and an article whose findings changed is another object."""
    source = briefing()
    encoded, wrong, built = traced(source), list[str](), 0
    for other in islice(variants(source), 7, None, 50):
        assert isinstance(other, Briefing)
        last = Traces(encoded, STATE)
        for page in pages(source):
            path = page_path(page.url)
            last.key(path, page, last.basis(path, page, RENDERER.closure(page.template)))
        last.encoded(map(page_path, (page.url for page in pages(source))))
        try:
            found = told(b"", replace(other, articles=tuple(map(replace, other.articles))), last)
        except (KeyError, ValueError, IndexError, AssertionError, StopIteration):  # nothing stands where it points
            continue
        built += bool(found)
        wrong += [path for path, is_true in found.items() if not is_true]

    assert wrong == []
    assert built > 20


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
def test_every_change_of_a_briefing_is_seen(half: int) -> None:
    wrong, built = wrong_keys(briefing(), islice(variants(briefing()), half, None, 2))

    assert wrong == []
    assert built > 500


@pytest.mark.slow
def test_changes_of_a_larger_briefing_are_seen() -> None:
    wrong, built = wrong_keys(many(12), islice(variants(many(12)), 0, None, 151))  # each list in parts, as with more

    assert wrong == []
    assert built > 20


def test_traces_of_another_state_or_damaged_ones_tell_nothing() -> None:
    source = briefing()
    encoded = traced(source)
    page = next(page for page in pages(source) if basis_of(page, b"x"))
    path, basis = page_path(page.url), basis_of(page, RENDERER.closure(page.template))

    assert Traces(encoded, STATE).key(path, page, basis)
    assert Traces(encoded, b"other").key(path, page, basis) is None
    assert Traces(encoded[:-7], STATE).key(path, page, basis) is None
    assert Traces(encoded, STATE).key(path, page, basis[::-1]) is None


class Unread:
    """Knows of what file an article's text was read; whoever asks for the text is wrong."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark

    def mark(self, path: str) -> bytes:
        return self._mark

    def body(self, path: str) -> str:
        raise AssertionError(path)

    def text(self, path: str) -> Text:
        raise AssertionError(path)


class Newsstand(Reads):
    """Something with a table of articles."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._article = article

    @table
    def papers(self) -> Mapping[str, Article]:
        return {"a": self._article}


@pytest.mark.parametrize(("mark", "id", "same"), [(b"1", "a", True), (b"2", "a", False), (b"1", "b", False)])
def test_an_article_is_told_from_another_without_its_text(mark: bytes, id: str, same: bool) -> None:
    one = StoredArticle.of(HEAD(Article("a.md", "T", "", id=ArticleId("a"))), Unread(b"1"))
    other = StoredArticle.of(HEAD(Article("a.md", "T", "", id=ArticleId(id))), Unread(mark))
    stands = Newsstand(one), Newsstand(other)

    seals = [list(stand.seals([("papers", "a"), ("papers", ALL)])) for stand in stands]
    bases = [basis_of(Page("a/", "t", Later(str, (article,), reads=Reads())), b"x") for article in (one, other)]

    assert [was == now for was, now in zip(*seals, strict=True)] == [same, same]
    assert (bases[0] == bases[1]) is same


def test_an_article_whose_text_was_cut_is_told_by_all_of_it() -> None:
    stored = StoredArticle.of(HEAD(Article("a.md", "T", "")), Unread(b"1"))
    cut = [replace(stored, body=body, blocks=(), inlines=()) for body in ("████ said", "████ said", "████ did")]

    one, same, other = (basis_of(Page("a/", "t", Later(str, (article,), reads=Reads())), b"x") for article in cut)

    assert one == same
    assert one != other


def test_views_see_the_briefing_through_what_is_noted() -> None:
    """Only the corpus may look behind its tables."""
    sources = {path: path.read_text("utf-8") for path in (PACKAGE / "site").rglob("*.py") if path.name != "corpus.py"}

    assert [path.name for path, text in sources.items() if re.search(r"\._briefing\b|\.entries\b", text)] == []


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda kept: kept._replace(seals=kept.seals[1:]),
        lambda kept: kept._replace(lookups=kept.lookups[:3], seals=kept.seals[:3]),
        lambda kept: kept._replace(pages={path: t._replace(lookups=t.lookups[1:]) for path, t in kept.pages.items()}),
        lambda kept: kept._replace(lookups=[("by_date", key) for _, key in kept.lookups]),
        lambda kept: kept._replace(lookups=[("__class__", key) for _, key in kept.lookups]),
    ],
)
def test_traces_that_somebody_wrote_into_the_store_tell_nothing_and_are_made_anew(
    spoilt: Callable[[Kept], Kept],
) -> None:
    source = briefing()
    encoded = msgspec.msgpack.encode(spoilt(msgspec.msgpack.decode(traced(source), type=Kept)))

    assert told(encoded, source) == {}


class Shop(Reads):
    """Something with a table and a fact."""

    def __init__(self, prices: dict[str, int]) -> None:
        super().__init__()
        self._prices = prices

    @table
    def prices(self) -> Mapping[str, int]:
        return self._prices

    @fact
    def total(self) -> int:
        return sum(self.prices.values())


@pytest.mark.parametrize(
    ("look", "noted"),
    [
        (lambda shop: shop.prices["tea"], {("prices", "tea")}),
        (lambda shop: "milk" in shop.prices, {("prices", "milk")}),
        (lambda shop: shop.prices.get("milk", 0) + shop.prices["tea"], {("prices", "milk"), ("prices", "tea")}),
        (lambda shop: shop.total, {("total", "\0")}),
        (lambda shop: len(shop.prices), {("prices", "\0")}),
        (lambda shop: list(shop.prices), {("prices", "\0")}),
        (lambda shop: dict(shop.prices.items()), {("prices", "\0")}),
        (lambda shop: None in shop.prices, set()),
    ],
)
def test_lookups_are_noted_and_what_is_worked_out_for_them_is_not(look: object, noted: set[tuple[str, str]]) -> None:
    shop = Shop({"tea": 3, "salt": 1})

    assert shop.during(lambda: look(shop))[1] == noted  # type: ignore[operator]


def test_a_seal_tells_whether_a_lookup_gives_the_same() -> None:
    before, after = Shop({"tea": 3, "salt": 1}), Shop({"tea": 3, "salt": 2})
    lookups = (("prices", "tea"), ("prices", "salt"), ("prices", "milk"), ("prices", "\0"), ("total", "\0"))

    sealed = zip(before.seals(lookups), after.seals(lookups), strict=True)

    assert [one == other for one, other in sealed] == [True, False, True, False, False]


def test_where_a_lookup_gives_what_it_gave_its_seal_is_the_one_known() -> None:
    before, after = Shop({"tea": 3, "salt": 1}), Shop({"salt": 2, "tea": 3})
    lookups = (("prices", "tea"), ("prices", "salt"), ("prices", "\0"), ("milk", "\0"))
    known = [b"seal"] * len(list(before.seals(lookups)))

    sealed = list(after.seals(lookups, before, known))

    assert sealed[0] == b"seal"
    assert sealed[1:] == list(after.seals(lookups))[1:]


def test_another_order_is_another_answer() -> None:
    before, after = Shop({"tea": 3, "salt": 1}), Shop({"salt": 1, "tea": 3})
    before.prices, after.prices  # noqa: B018 - made

    assert not after.gives_the_same("prices", "\0", before)
    assert after.gives_the_same("prices", "tea", before)


def test_what_is_remembered_notes_its_lookups_every_time() -> None:
    shop, known = Shop({"tea": 3}), dict[str, tuple[int, set[Lookup]]]()

    def made() -> int:
        return shop.remembered(known, "twice", lambda: 2 * shop.prices["tea"])

    assert shop.during(made) == shop.during(made) == (6, {("prices", "tea")})
