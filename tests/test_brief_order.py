"""Merging is a function of the articles and the ledger: no order, no history."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.brief import Corpus, Desk, numbered, parse_corrections
from briefgen.brief import corpus as module
from briefgen.build.aside import begun
from briefgen.build.kept import MERGED, KeptMerge, keep_merge, kept_merge
from briefgen.records import Article, Briefing, Edtf, Event, Findings, LocalActor, LocalId, Quote, Status
from briefgen.store import Store
from tests.briefs import Texts, local, report, words

pytestmark = pytest.mark.slow

NAMES = [
    ("Anna Berg", "Berg"), ("Anna M. Berg", "Berg"), ("Berg",),
    ("Otto Berg",), ("O. Berg",), ("Berger",), ("Ann Berg",),
    ("Ivan Zelinskiy", "Zelinskiy"), ("Ivan Zelinsky",), ("Zelinskyy",), ("Anna",), ("Otto Berg Jr.",),
    ("Anna Kern", "Anna"), ("Anna Kern", "Annie"), ("Annie",), ("Merry Anna", "Anna"), ("Anna Berg Wins", "Anna Berg"),
    ("Otto",), ("Otto Kern", "Kern"),
]  # fmt: skip
BODIES = [
    ("River Board", "Board"), ("National River Board", "NRB"), ("NRB",), ("N.R.B.",), ("Board",), ("Berg",),
    ("North River Bank",), ("Department of Rivers",), ("Rivers Department", "DOR"), ("DOR",),
    ("U.S. Rivers Department",), ("French Rivers Department",), ("U.S. Senate",), ("French Senate",), ("Senate",),
]  # fmt: skip
SAID = ["We will open the sluice gates on Monday", "No", "The river belongs to nobody at all, said the board"]


SOME_NAMES, SOME_BODIES = (
    st.lists(st.sampled_from(named), max_size=3, unique_by=lambda forms: forms[0]) for named in (NAMES, BODIES)
)
A_GENDER = st.sampled_from([None, None, "m", "f"])
SOMETHING_SAID, AN_ADDRESS = st.sampled_from(SAID), st.sampled_from(["", "/u"])
A_STATUS: st.SearchStrategy[Status] = st.sampled_from(["happened", "happened", "planned"])


@st.composite
def reports(draw: st.DrawFn) -> list[tuple[Article, Findings]]:
    made = []
    for n in range(draw(st.integers(1, 7))):
        people, bodies, gender = draw(SOME_NAMES), draw(SOME_BODIES), draw(A_GENDER)
        actors = [local(*forms, gender=gender) for forms in people]
        actors += [local(*forms, kind="organisation") for forms in bodies if forms[0] not in [p[0] for p in people]]
        who = actors[0].id if actors else None
        made.append(_with_words(n, actors, who, draw(SOMETHING_SAID), draw(AN_ADDRESS), draw(A_STATUS)))
    return made


def _with_words(
    n: int, actors: list[LocalActor], who: LocalId | None, said: str, url: str, status: Status
) -> tuple[Article, Findings]:
    body = f"Report {n}. “{said}.” It rained on 1 March."
    quote = Quote("direct", (words(body, said),), (words(body, said),), speaker=who)
    rain = words(body, "It rained on 1 March")
    event = Event(rain, rain, Edtf("2031-03-01"), None, "expression", status, actors=(who,) if who else ())
    return report(f"{n % 3}/a{n}.txt", *actors, body=body, quotes=(quote,), events=(event,), day=n, url=url or None)


@settings(max_examples=300, deadline=None)
@given(reports(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_briefing(pairs: list[tuple[Article, Findings]], random: object) -> None:
    clean = Corpus().update(pairs)
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    other = Corpus().update(shuffled)

    assert other.briefing == clean.briefing
    assert other.ledger == clean.ledger


@settings(max_examples=300, deadline=None)
@given(reports())
def test_the_ledger_changes_nothing_when_nothing_changed(pairs: list[tuple[Article, Findings]]) -> None:
    first = Corpus().update(pairs)

    again = Corpus(first.ledger).update(pairs)

    assert again.ledger == first.ledger
    assert again.briefing == first.briefing


Pairs = list[tuple[Article, Findings]]
DESKS = st.sampled_from(
    [
        Desk(parse_corrections(text))
        for text in (
            "",
            '[[erase]]\nactor = "Anna Berg"',
            '[[erase]]\narticle = "a1"\n[[event]]\nevent = "It rained on 1 March"\nstatus = "denied"',
            '[[actor]]\nactor = "Anna Kern"\njoin = ["Ivan Zelinsky"]\n[[actor]]\nactor = "NRB"\nhide = true',
            '[[split]]\nactor = "Berg"\narticles = ["1/a1.txt"]\nname = "Vera Falk"',
            '[[quote]]\nquote = "No"\nhide = true\n[[actor]]\nactor = "Berg"\nslug = "the-minister"',
        )
    ]
)


def change(pairs: Pairs, present: dict[str, tuple[Article, Findings]], data: st.DataObject) -> tuple[Pairs, list[str]]:
    """Articles to put in and paths to take out; `present` is told of them."""
    put = data.draw(st.lists(st.sampled_from(pairs), max_size=3, unique_by=lambda pair: pair[0].path))
    drop = data.draw(st.lists(st.sampled_from(sorted(present)), max_size=2, unique=True)) if present else []
    drop = [path for path in drop if path not in {article.path for article, _ in put}]
    for path in drop:
        del present[path]
    present |= {pair[0].path: pair for pair in put}
    return put, drop


@settings(max_examples=400, deadline=None)
@given(reports(), st.data())
def test_incremental_is_clean(pairs: list[tuple[Article, Findings]], data: st.DataObject) -> None:
    desk = data.draw(DESKS)
    corpus = Corpus(desk=desk)
    present: dict[str, tuple[Article, Findings]] = {}
    for _ in range(data.draw(st.integers(1, 5))):
        put, drop = change(pairs, present, data)
        edition = corpus.update(put, drop)

    clean = Corpus(edition.ledger, desk).update(present.values())

    assert clean.ledger == edition.ledger
    assert clean.briefing == edition.briefing


@settings(max_examples=150, deadline=None)
@given(reports(), st.data())
def test_a_corpus_whose_first_events_were_joined_beside_goes_on_the_same(
    pairs: list[tuple[Article, Findings]], data: st.DataObject
) -> None:
    corpus, other = Corpus(), Corpus()
    present: dict[str, tuple[Article, Findings]] = {}
    for _ in range(data.draw(st.integers(1, 4))):
        put, drop = change(pairs, present, data)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(module, "MANY", 0)
            edition = corpus.update(put, drop, begun)
        once = other.update(put, drop)
        assert once.touched == edition.touched
        assert once.ledger == edition.ledger
        assert once.briefing == edition.briefing


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with Store(folder / "store.sqlite") as opened:
        yield opened


@settings(max_examples=200, deadline=None)
@given(reports(), st.data())
def test_incremental_is_clean_when_the_corpus_was_kept_in_between(
    folder: Path, store: Store, pairs: list[tuple[Article, Findings]], data: st.DataObject
) -> None:
    desk = data.draw(DESKS)
    corpus, library = Corpus(desk=desk), Texts(store, [])
    present: dict[str, tuple[Article, Findings]] = {}
    (folder / MERGED).unlink(missing_ok=True)
    for _ in range(data.draw(st.integers(2, 4))):
        put, drop = change(pairs, present, data)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(numbered, "MANY", data.draw(st.sampled_from((0, numbered.MANY))))  # 0: one by one
            edition = corpus.update(put, drop)
        library.texts = {path: article for path, (article, _) in present.items()}
        keep_merge(folder, KeptMerge(corpus, {}), b"key")
        kept = kept_merge(folder, b"key", library)
        assert kept
        corpus = kept.corpus
        assert plain(corpus.resume(edition.ledger)) == replace(plain(edition.briefing), doubts=())

    clean = Corpus(edition.ledger, desk).update(present.values())

    assert clean.ledger == edition.ledger
    assert clean.briefing == plain(edition.briefing)


def plain(briefing: Briefing) -> Briefing:
    """The briefing with its articles as they were read, wherever their text is."""
    older = {id: tuple(map(whole, versions)) for id, versions in briefing.versions.items()}
    return replace(briefing, articles=tuple(map(whole, briefing.articles)), versions=older)


def whole(article: Article) -> Article:
    return Article(**{field.name: getattr(article, field.name) for field in fields(Article)})
