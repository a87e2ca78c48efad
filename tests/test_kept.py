"""The merged corpus kept between processes: what was kept is gone on from, what does not fit is not read."""

import pickle
import zlib
from pathlib import Path

import pytest

from briefgen.brief import Corpus, Desk, EditorPage, parse_corrections
from briefgen.brief.erase import MASK
from briefgen.build import MERGED, STATE
from briefgen.build.executor import LocalExecutor
from briefgen.build.kept import HEAD_SIZE, NUMBER, SUM_SIZE, KeptMerge, keep_merge, kept_merge
from briefgen.build.library import StoreLibrary
from briefgen.records import Article, Event, Findings, Quote
from briefgen.store import Store
from tests.briefs import Texts, local, report, words
from tests.sites import FLOOD, TALKS, Project

KEY = b"key"
SAID = "The ferry to Ostrel will sail on Monday whatever the weather does"


def pairs() -> list[tuple[Article, Findings]]:
    made = []
    for n, name in enumerate(("Anna Berg", "Berg", "Anna Berg", "Otto Kern")):
        body = f"Report {n}. “{SAID},” {name} said. It rained on 1 March 2031."
        who, rain = local(name, kind="person"), words(body, "It rained on 1 March 2031")
        quote = Quote("direct", (words(body, SAID),), (words(body, SAID),), speaker=who.id)
        event = Event(rain, rain, "2031-03-01", None, "expression", "happened", actors=(who.id,))  # type: ignore[arg-type]
        made.append(report(f"a{n}.txt", who, body=body, quotes=(quote,), events=(event,), day=n))
    return made


@pytest.fixture
def library(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Store(tmp_path / "store.sqlite") as store:
        yield Texts(store, [article for article, _ in pairs()])


def test_a_corpus_read_back_goes_on_as_if_it_had_never_been_away(tmp_path: Path, library: StoreLibrary) -> None:
    first, last = pairs()[:-1], pairs()[-1]
    corpus = Corpus()
    before = corpus.update(first)
    keep_merge(tmp_path, KeptMerge(corpus, {"a0.txt": b"mark"}), KEY)

    kept = kept_merge(tmp_path, KEY, library)

    assert kept
    assert kept.known == {"a0.txt": b"mark"}
    briefing = kept.corpus.resume(before.ledger)
    assert [article.body for article in briefing.articles] == [article.body for article in before.briefing.articles]
    assert briefing.actors == before.briefing.actors
    assert briefing.sayings == before.briefing.sayings
    again, anew = kept.corpus.update([last], ["a0.txt"]), corpus.update([last], ["a0.txt"])
    assert again.ledger == anew.ledger
    assert again.touched == anew.touched
    assert again.briefing.actors == anew.briefing.actors
    assert again.briefing.sayings == anew.briefing.sayings
    assert again.briefing.happenings == anew.briefing.happenings
    assert again.briefing.local_actors == anew.briefing.local_actors


DESK = f"""
[[actor]]
actor = "Anna Berg"
join = ["Otto Kern"]
[[quote]]
quote = "{SAID}"
kind = "indirect"
[[event]]
event = "It rained on 1 March 2031"
status = "denied"
[[split]]
actor = "Anna Berg"
articles = ["a0.txt"]
name = "Anna Berg the elder"
[[not_same]]
actors = ["Anna Berg", "Otto Kern"]
[[confirm]]
actors = ["Otto Kern"]
[[erase]]
actor = "Otto Kern"
"""


def test_what_the_editor_said_is_kept_with_it(tmp_path: Path, library: StoreLibrary) -> None:
    page = EditorPage("actors/anna-berg.md", {"link": "https://example.org/", "tags": ("a", "b")}, "<p>Her page</p>")
    corpus = Corpus(desk=Desk(parse_corrections(DESK), [page]))
    before = corpus.update(pairs())
    keep_merge(tmp_path, KeptMerge(corpus, {}), KEY)

    kept = kept_merge(tmp_path, KEY, library)

    assert kept
    kept.corpus.resume(before.ledger)
    briefing = kept.corpus.update([]).briefing
    assert briefing.corrections_applied == before.briefing.corrections_applied
    assert briefing.doubts == before.briefing.doubts
    assert [article.body for article in briefing.articles] == [article.body for article in before.briefing.articles]
    assert MASK in "".join(article.body for article in briefing.articles)


def test_another_key_is_not_read(tmp_path: Path, library: StoreLibrary) -> None:
    keep_merge(tmp_path, KeptMerge(Corpus(), {}), KEY)

    assert kept_merge(tmp_path, b"other", library) is None


@pytest.mark.parametrize(
    "damage", [lambda file: file[:-9], lambda file: file[:60] + b"\x00" + file[61:], lambda _: b""]
)
def test_a_damaged_file_is_not_read(tmp_path: Path, library: StoreLibrary, damage) -> None:  # type: ignore[no-untyped-def]
    corpus = Corpus()
    corpus.update(pairs())
    keep_merge(tmp_path, KeptMerge(corpus, {}), KEY)
    (tmp_path / MERGED).write_bytes(damage((tmp_path / MERGED).read_bytes()))

    assert kept_merge(tmp_path, KEY, library) is None


@pytest.mark.model
def test_it_is_kept_anew_only_when_it_would_not_do(tmp_path: Path, analysts: LocalExecutor) -> None:
    project = Project(tmp_path / "project", analysts)
    article = project.write("content/a.txt", TALKS)
    project.write("content/b.txt", FLOOD)
    project.build()
    kept = tmp_path / "project" / STATE / MERGED
    first = kept.read_bytes()

    article.write_text(TALKS.replace("Tags: talks", "Tags: spring"), "utf-8")  # the ledger is the same
    project.build()
    assert kept.read_bytes() == first
    assert project.site() == project.clean_site()

    article.write_text(TALKS.replace("April", "June"), "utf-8")  # another quote, another anchor in the ledger
    project.build()
    second = kept.read_bytes()
    assert second != first
    assert project.site() == project.clean_site()

    article.unlink()  # what is gone from the content shall not stay behind here
    project.build()
    assert kept.read_bytes() != second
    assert b"Talks in Ostrel" not in kept.read_bytes()
    assert project.site() == project.clean_site()


@pytest.mark.model
def test_a_file_of_another_content_is_told_and_everything_merged_anew(tmp_path: Path, analysts: LocalExecutor) -> None:
    project = Project(tmp_path / "project", analysts)
    project.write("content/a.txt", TALKS)
    article = project.write("content/b.txt", FLOOD)
    project.build()
    file = project.root / STATE / MERGED
    whole = file.read_bytes()
    told = whole[HEAD_SIZE:-SUM_SIZE].replace(b"\xa8happened", b"\xa8hoppened")
    assert told != whole[HEAD_SIZE:-SUM_SIZE]
    file.write_bytes(whole[:HEAD_SIZE] + told + zlib.crc32(told).to_bytes(SUM_SIZE, "big"))

    article.write_text(FLOOD.replace("Flood at", "Floods at"), "utf-8")
    report = project.build()

    assert "merged anew" in report.warnings[0]
    assert project.site() == project.clean_site()
    assert not project.build().warnings


def named(module: str, name: str) -> bytes:
    """The opcodes by which a pickle asks for something by its name."""
    return b"".join(b"\x8c" + bytes([len(text)]) + text.encode() for text in (module, name)) + b"\x93"


OURS = "briefgen.brief.corpus"
GET = "Corpus.update.__globals__.__class__.__getitem__"
MKDIR = {
    "by its name": named("os", "mkdir"),
    "out of the built-in names": named(OURS, GET) + named(OURS, "Corpus.update.__builtins__") + b"\x8c\x04eval\x86R",
}


def slip_in(folder: Path, pickled: bytes) -> None:
    """Write a file of the right form, with this pickle."""
    places = (HEAD_SIZE, HEAD_SIZE + len(pickled))
    told = pickled + b"\x90" + b"".join(place.to_bytes(NUMBER, "big") for place in places)
    sum = zlib.crc32(told).to_bytes(SUM_SIZE, "big")
    (folder / MERGED).write_bytes((folder / MERGED).read_bytes()[:HEAD_SIZE] + told + sum)


def test_a_file_slipped_in_is_read_as_far_as_it_asks_for_nothing(tmp_path: Path, library: StoreLibrary) -> None:
    keep_merge(tmp_path, KeptMerge(Corpus(), {}), KEY)

    slip_in(tmp_path, pickle.dumps((None, {}), 5))

    assert kept_merge(tmp_path, KEY, library) == KeptMerge(None, {})  # type: ignore[arg-type]


@pytest.mark.parametrize("function", MKDIR.values(), ids=MKDIR)
def test_a_file_slipped_in_runs_nothing(tmp_path: Path, library: StoreLibrary, function: bytes) -> None:
    harm = tmp_path / "harm"
    told = str(harm) if b"eval" not in function else f"__import__('os').mkdir({str(harm)!r})"
    argument = b"X" + len(told).to_bytes(4, "little") + told.encode()
    keep_merge(tmp_path, KeptMerge(Corpus(), {}), KEY)
    slip_in(tmp_path, b"\x80\x05" + function + argument + b"\x85R.")

    assert kept_merge(tmp_path, KEY, library) is None
    assert not harm.exists()


LEADING_ELSEWHERE = {
    "a module that is not there": named("briefgen.brief.nowhere", "Corpus"),
    "more memory than there is": b"\x8e" + (1 << 62).to_bytes(8, "little"),
}


@pytest.mark.parametrize("asked", LEADING_ELSEWHERE.values(), ids=LEADING_ELSEWHERE)
def test_a_file_that_asks_for_what_is_not_there_is_not_read(
    tmp_path: Path, library: StoreLibrary, asked: bytes
) -> None:
    keep_merge(tmp_path, KeptMerge(Corpus(), {}), KEY)
    slip_in(tmp_path, b"\x80\x05" + asked + b".")

    assert kept_merge(tmp_path, KEY, library) is None


@pytest.mark.parametrize("start", [0, 1 << 40, (1 << 64) - 1])
def test_a_file_that_leads_nowhere_is_not_read(tmp_path: Path, library: StoreLibrary, start: int) -> None:
    keep_merge(tmp_path, KeptMerge(Corpus(), {}), KEY)
    whole = (tmp_path / MERGED).read_bytes()
    told = whole[HEAD_SIZE : -NUMBER - SUM_SIZE] + start.to_bytes(NUMBER, "big")
    (tmp_path / MERGED).write_bytes(whole[:HEAD_SIZE] + told + zlib.crc32(told).to_bytes(SUM_SIZE, "big"))

    assert kept_merge(tmp_path, KEY, library) is None


def test_a_disk_without_room_is_no_fault(tmp_path: Path, library: StoreLibrary) -> None:
    keep_merge(tmp_path / "gone", KeptMerge(Corpus(), {}), KEY)

    assert kept_merge(tmp_path / "gone", KEY, library) is None
