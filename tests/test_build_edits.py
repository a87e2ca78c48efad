"""The proof of the incremental build: after any series of edits the site is, byte for byte, a clean build's."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefgen.build import STATE, Options
from briefgen.build.executor import LocalExecutor
from briefgen.build.session import Session
from briefgen.config import load_settings
from briefgen.errors import BriefgenError
from briefgen.store import Store
from tests.sites import Project

pytestmark = pytest.mark.model

TITLES = ("Talks in Ostrel", "Flood at Brenn", "A bridge opens")
BODIES = (
    'Mara Veldin, the foreign minister of Ostrel, met Ivo Tarn on Monday. "We will sign in April," Veldin said.',
    'Ivo Tarn said on 4 March 2026 that the dam at Brenn would hold. "It is old but sound," he said.',
    'Nothing was decided. The Brenn River Council, led by Odo Haske, meets again on 9 March. "We wait," Haske said.',
    "The minister of Ostrel, Mara Veldin, will visit Brenn on 12 April 2026. Ivo Tarn denied on Friday that he left.",
)
DATES = ("2026-03-02", "2026-03-05", "2025-12-31", "")
TAGS = ("talks", "flood, talks", "")
NAMES = ("a.txt", "b.txt", "deep/c.txt", "d.md", "2026-02-01-e.txt")
PAGES = ("templates/home.html", "templates/actor.html")
STATIC = ("static/CNAME", "static/extra/logo.svg")
SETTINGS = ('title = "One"\n', 'title = "Two"\nsource_text = "full"\n', "page_size = 3\n", "portable = true\n")
CORRECTIONS = (
    '[[actor]]\nactor = "Mara Veldin"\nname = "Mara Velde"\n\n[[quote]]\nquote = "We wait"\nhide = true\n',
    '[[erase]]\nactor = "Ivo Tarn"\n',
    '[[erase]]\narticle = "a.txt"\n\n[[not_same]]\nactors = ["Mara Veldin", "Odo Haske"]\n',
    '[[actor]]\nactor = "Odo Haske"\njoin = ["Ivo Tarn"]\n',
    '[[quote]]\nquote = "We will sign in April"\nspeaker = "Ivo Tarn"\n',
    '[[event]]\nevent = "met Ivo Tarn on Monday"\nstatus = "denied"\n\n[[confirm]]\nactors = ["Ivo Tarn"]\n',
    '[[split]]\nactor = "Ivo Tarn"\narticles = ["b.txt"]\nname = "Ivo Tarn the elder"\n',
)

Edit = Callable[[Project], None]


def article(title: str, body: str, date: str, tags: str, draft: bool, *, matter: bool) -> str:
    keys = [f"title: {title}", *([f"date: {date}"] if date else []), *([f"draft: {draft}".lower()] if draft else [])]
    if matter:
        keys += [f"tags: [{tags}]"] if tags else []
        return "---\n" + "\n".join(keys) + f"\n---\n\n{body}\n"
    return "\n".join([*keys, *([f"tags: {tags}"] if tags else [])]) + f"\n\n{body}\n"


@st.composite
def articles(draw: st.DrawFn) -> Edit:
    """Write an article: a new one, or a new title, date, tag or body of one that is there."""
    name = draw(st.sampled_from(NAMES))
    parts = [draw(st.sampled_from(choice)) for choice in (TITLES, BODIES, DATES, TAGS)]
    text = article(*parts, draw(st.sampled_from((False, False, False, True))), matter=name.endswith(".md"))
    return lambda project: void(project.write(f"content/{name}", text))


def removed(path: str) -> Edit:
    return lambda project: (project.root / path).unlink(missing_ok=True)


def renamed(old: str, new: str) -> Edit:
    def rename(project: Project) -> None:
        source, target = project.root / "content" / old, project.root / "content" / new
        if source.is_file() and source.suffix == target.suffix:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)

    return rename


def same_stamp(name: str, letter: str) -> Edit:
    """Other words of the same length, with the old time put back."""

    def replace(project: Project) -> None:
        file = project.root / "content" / name
        if file.is_file():
            was = file.stat()
            file.write_text(file.read_text("utf-8").replace("Veldin", f"Veldi{letter}"), "utf-8")
            os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))

    return replace


def written(path: str, text: str) -> Edit:
    return lambda project: void(project.write(path, text))


def template(name: str, line: str) -> Edit:
    """The theme's own template with a line more."""
    theme = Path(__file__).parent.parent / name
    text = theme.read_text("utf-8") if theme.is_file() else "{{ page.url }}\n"
    return written(name, f"{text}{line}\n")


def defaced(project: Project) -> None:
    """Someone edits the output by hand."""
    for file in sorted((project.root / "site").rglob("*.html"))[:2]:
        file.write_text("defaced")


def void(value: object) -> None:
    return None


def again(published: object) -> bool:
    """What a preview answers when nothing changed meanwhile: the pages that differ come first, then the rest."""
    return False


EDITS = st.one_of(
    articles(),
    articles(),
    articles(),
    st.builds(removed, st.sampled_from([f"content/{name}" for name in NAMES])),
    st.builds(renamed, st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.builds(same_stamp, st.sampled_from(NAMES), st.sampled_from("mno")),
    st.builds(template, st.sampled_from(PAGES), st.sampled_from(("<!-- a -->", "{# b #}", "<!-- {{ page.url }} -->"))),
    st.builds(removed, st.sampled_from(PAGES)),
    st.builds(written, st.sampled_from(STATIC), st.sampled_from(("one", "two"))),
    st.builds(removed, st.sampled_from(STATIC)),
    st.builds(written, st.just("briefgen.toml"), st.sampled_from(SETTINGS)),
    st.builds(written, st.just("corrections.toml"), st.sampled_from(CORRECTIONS)),
    st.builds(removed, st.just("corrections.toml")),
    st.just(defaced),
)
STEPS = st.lists(st.tuples(st.lists(EDITS, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=6)

# Shrinking would cost minutes; the failing steps are printed as they are.
SHORT = settings(deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))


def check(steps: list[tuple[list[Edit], bool]], executor: LocalExecutor) -> None:
    """Apply the edits, build after each step - in the running session or in a new one - and compare."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / "project", executor)
        project.write("content/a.txt", article(TITLES[0], BODIES[0], DATES[0], TAGS[0], False, matter=False))
        project.write("content/b.txt", article(TITLES[1], BODIES[1], DATES[1], TAGS[1], False, matter=False))
        session = Session(project.root, Options(), executor)
        session.build(load_settings(project.root), void, again)
        for edits, anew in steps:
            for edit in edits:
                edit(project)
            if anew:
                session.close()
                session = Session(project.root, Options(), executor)
            session.build(load_settings(project.root), void, again)
            assert project.site() == project.clean_site()
        session.close()


@settings(
    max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(STEPS)
def test_an_incremental_site_equals_a_clean_one(analysts: LocalExecutor, steps: list[tuple[list[Edit], bool]]) -> None:
    check(steps, analysts)


def test_a_session_goes_on_where_somebody_is_erased(analysts: LocalExecutor) -> None:
    erase = written("corrections.toml", '[[erase]]\nactor = "Ivo Tarn"\n')
    sizes = [written("briefgen.toml", f"page_size = {size}\n") for size in (3, 4)]

    check([([erase], True), ([sizes[0]], False), ([sizes[1]], True)], analysts)


@pytest.mark.long
@settings(
    max_examples=300, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(STEPS)
def test_an_incremental_site_equals_a_clean_one_at_length(
    analysts: LocalExecutor, steps: list[tuple[list[Edit], bool]]
) -> None:
    check(steps, analysts)


def test_a_failed_build_between_two_good_ones_leaves_no_trace(tmp_path: Path, analysts: LocalExecutor) -> None:
    project = Project(tmp_path / "project", analysts)
    project.write("content/a.txt", article(TITLES[0], BODIES[0], DATES[0], TAGS[0], False, matter=False))
    with Session(project.root, Options(), analysts) as session:
        session.build(load_settings(project.root), void, again)
        project.write("templates/home.html", "{% if %}")
        project.write("content/a.txt", article(TITLES[1], BODIES[1], DATES[1], TAGS[1], False, matter=False))
        with pytest.raises(BriefgenError):
            session.build(load_settings(project.root), void, again)
        removed("templates/home.html")(project)

        session.build(load_settings(project.root), void, again)

        assert project.site() == project.clean_site()


WIRE = (
    "The harbour of Ostrel stayed shut for a ninth day as crews and owners argued over night shifts. “The ferry will "
    "sail on Monday whatever the weather does,” said Ilse Harrow, head of the crews, after she had left the talks "
    "through a side door. The owners called the meeting useful and declined to name the day of the next one."
)


def test_a_copy_of_a_text_becomes_a_source_of_its_own_when_it_is_rewritten(
    tmp_path: Path, analysts: LocalExecutor
) -> None:
    project = Project(tmp_path / "project", analysts)
    said = WIRE[WIRE.index("“") : WIRE.index("”") + 1]
    project.write("content/a.txt", article(TITLES[0], WIRE, DATES[0], "", False, matter=False))
    project.write("content/b.txt", article(TITLES[1], WIRE, DATES[1], "", False, matter=False))
    with Session(project.root, Options(), analysts) as session:
        session.build(load_settings(project.root), void, again)
        page = project.root / "site/actors/ilse-harrow/index.html"
        assert "(same text: " in page.read_text("utf-8")

        own = f"Nobody on the quay slept. {said} said Ilse Harrow when she came out at last. Rain fell on the lorries."
        project.write("content/b.txt", article(TITLES[2], own, DATES[1], "", False, matter=False))
        session.build(load_settings(project.root), void, again)

        assert "(same text: " not in page.read_text("utf-8")
        assert project.site() == project.clean_site()


def test_an_article_with_a_hidden_quote_may_be_edited(tmp_path: Path, analysts: LocalExecutor) -> None:
    project = Project(tmp_path / "project", analysts)
    project.write("content/a.txt", article(TITLES[0], WIRE, DATES[0], "", False, matter=False))
    project.write("corrections.toml", '[[quote]]\nquote = "The ferry will sail on Monday"\nhide = true\n')
    with Session(project.root, Options(), analysts) as session:
        session.build(load_settings(project.root), void, again)
        assert "whatever the weather does" not in (project.root / "site/quotes/index.html").read_text("utf-8")

        project.write("content/a.txt", article(TITLES[2], WIRE + " It rained.", DATES[1], "", False, matter=False))
        session.build(load_settings(project.root), void, again)

        assert project.site() == project.clean_site()


def test_what_a_preview_keeps_when_it_ends_serves_the_next_process(tmp_path: Path, analysts: LocalExecutor) -> None:
    project = Project(tmp_path / "project", analysts)
    for name, title, body in zip("ab", TITLES, BODIES, strict=False):
        project.write(f"content/{name}.txt", article(title, body, DATES[0], TAGS[0], False, matter=False))
    with Session(project.root, Options(), analysts) as session:
        session.build(load_settings(project.root), void, again)
        project.write("content/a.txt", article(TITLES[2], BODIES[0], DATES[0], TAGS[1], False, matter=False))
        session.build(load_settings(project.root), void, again)
        with Store(project.root / STATE / "store.sqlite") as store:
            before = store.fact("traces"), store.fact("layout data/articles.json")
    with Store(project.root / STATE / "store.sqlite") as store:
        kept = store.fact("traces"), store.fact("layout data/articles.json")

    project.write("content/b.txt", article(TITLES[1], BODIES[1], DATES[1], TAGS[1], False, matter=False))
    project.build()

    assert all(kept)
    assert not any(before)
    assert project.site() == project.clean_site()
