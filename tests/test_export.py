"""One briefing to hand over: what a choice takes in, and the three kinds of files made of it."""

import datetime as dt
import json
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from briefgen.cli import run
from briefgen.errors import BriefgenError
from briefgen.export import Choice, export
from briefgen.export.html import to_html
from briefgen.export.paper import Line, Paper, Section, make_paper
from briefgen.export.pdf import by_browser, to_pdf
from briefgen.export.rows import ActorRow, ArticleRow, EventRow, QuoteRow, Rows
from briefgen.export.word import to_docx

ARTICLES = (
    ArticleRow(
        "strike",
        "Port strike begins",
        dt.date(2031, 2, 24),
        "Harbour Post",
        "Ana Brill",
        "https://h.example/s",
        ("port",),
        (),
    ),
    ArticleRow(
        "end", "Strike <ends> & all is well", dt.date(2031, 3, 4), "Courier", None, None, ("port", "pay"), ("nine",)
    ),
)
ACTORS = (
    ActorRow("reld", "Tomas Reld", "person", ("Reld",), "port director", ("strike", "end"), 0.5, 1, 1),
    ActorRow("harrow", "Ilse Harrow", "person", (), None, ("strike",), 0.9, 1, 0),
    ActorRow("voss", "Petra Voss", "person", (), "minister", ("end",), 0.7, 0, 0),
)
QUOTES = (
    QuoteRow("direct", "We got enough", "harrow", "Ilse Harrow", "she", None, "said", "end", ("strike",)),
    QuoteRow(
        "indirect",
        "the owners had offered nine percent",
        "reld",
        "Tomas Reld",
        "Reld",
        "2031-02-24",
        "said",
        "strike",
        (),
    ),
    QuoteRow("direct", "It is a gift", None, None, "an official", None, "said", "strike", ()),
    QuoteRow("direct", "Never said", "reld", "Tomas Reld", "Reld", None, "denied", "strike", ()),
)
EVENTS = (
    EventRow(
        "2031-03-11", dt.date(2031, 3, 11), "planned", "The dockers will vote", "", (), None, ("Velmar",), "end", ()
    ),
    EventRow(
        "2031-02-24",
        dt.date(2031, 2, 24),
        "happened",
        "Dockers walked out",
        "",
        ("harrow",),
        "reld",
        (),
        "strike",
        ("end",),
    ),
    EventRow(
        "2031-02-25", dt.date(2031, 2, 25), "denied", "ships were turned away", "", ("reld",), None, (), "strike", ()
    ),
)
ROWS = Rows(ACTORS, QUOTES, EVENTS, ARTICLES)


def paper(**choice: object) -> Paper:
    return make_paper(ROWS, Choice("The strike", **choice))  # type: ignore[arg-type]


def lines(made: Paper, heading: str) -> list[tuple[str, str]]:
    return [
        (line.label, line.words) for section in made.sections if section.heading == heading for line in section.lines
    ]


def test_whole_site_in_sections_with_numbered_sources() -> None:
    made = paper(intro=("Our words.",))

    assert made.period == "24 February 2031 to 4 March 2031"
    assert lines(made, "Key actors") == [("Ilse Harrow", "person"), ("Tomas Reld", "port director")]
    assert lines(made, "What happened") == [
        ("24 February 2031", "Dockers walked out"),
        ("25 February 2031", "ships were turned away"),
    ]
    assert lines(made, "What was planned") == [("11 March 2031", "The dockers will vote")]
    assert lines(made, "What was said") == [
        ("Tomas Reld", "the owners had offered nine percent"),
        ("an official", "“It is a gift”"),
        ("Ilse Harrow", "“We got enough”"),
    ]
    assert made.sources == (
        "Ana Brill, “Port strike begins”, Harbour Post, 24 February 2031. https://h.example/s",
        "“Strike <ends> & all is well”, Courier, 4 March 2031.",
    )


def test_every_line_names_all_its_sources_and_every_number_has_one() -> None:
    made = paper()

    notes = {line.words: line.notes for section in made.sections for line in section.lines}
    assert notes["Dockers walked out"] == (1, 2)
    assert {number for numbers in notes.values() for number in numbers} == set(range(1, len(made.sources) + 1))
    assert all(notes.values())


def test_doubt_and_denial_stand_beside_the_words() -> None:
    remarks = {line.words: line.remark for section in paper().sections for line in section.lines}

    assert remarks["Dockers walked out"] == "according to Tomas Reld"
    assert remarks["ships were turned away"] == "denied"


def test_words_that_nobody_said_are_no_quote() -> None:
    assert "“Never said”" not in [words for _, words in lines(paper(), "What was said")]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"actors": frozenset({"harrow"})}, {"Dockers walked out", "“We got enough”"}),
        ({"since": dt.date(2031, 3, 1)}, {"The dockers will vote", "“We got enough”"}),
        (
            {"until": dt.date(2031, 2, 24)},
            {"Dockers walked out", "the owners had offered nine percent", "“It is a gift”"},
        ),
        ({"tags": frozenset({"pay"})}, {"The dockers will vote", "“We got enough”"}),
        ({"tags": frozenset({"none"}), "name": "nine"}, {"The dockers will vote", "“We got enough”"}),
        (
            {"actors": frozenset({"harrow"}), "tags": frozenset({"pay"})},
            {"The dockers will vote", "“We got enough”", "Dockers walked out"},
        ),
        ({"places": frozenset({"Velmar"})}, {"The dockers will vote"}),
    ],
)
def test_choice_takes_in_what_it_names(choice: dict[str, object], words: set[str]) -> None:
    made = paper(**choice)

    assert {
        line.words for section in made.sections if section.heading != "Key actors" for line in section.lines
    } == words


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("2031-03", "March 2031"),
        ("2031", "2031"),
        ("2031~", "about 2031"),
        ("2031-03-03/2031-03-05", "3 March 2031 – 5 March 2031"),
        ("203X", "203X"),
        ("2031-21", "2031-21"),
    ],
)
def test_dates_are_printed_with_the_precision_that_they_have(edtf: str, printed: str) -> None:
    event = EventRow(edtf, dt.date(2031, 1, 1), "happened", "It rained", "", (), None, (), "end", ())

    assert lines(make_paper(Rows((), (), (event,), ARTICLES), Choice("x")), "What happened") == [(printed, "It rained")]


def test_html_is_escaped_and_notes_lead_to_sources() -> None:
    page = to_html(paper(intro=("<b>ours</b>",)))

    assert "&lt;b&gt;ours&lt;/b&gt;" in page
    assert "Strike &lt;ends&gt; &amp; all is well" in page
    assert '<sup><a href="#source-1">1</a>, <a href="#source-2">2</a></sup>' in page
    assert '<li id="source-2">' in page


def test_word_document_has_headings_and_a_note_for_each_source() -> None:
    docx = pytest.importorskip("docx")
    content = to_docx(paper(intro=("Our words.",)))

    document = docx.Document(BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert headings == ["The strike", "Key actors", "What happened", "What was planned", "What was said"]
    notes = [part for part in document.part.rels.values() if part.reltype.endswith("/endnotes")]
    said = re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>", notes[0].target_part.blob.decode())
    assert said == ["Sources", *(f" {escape(source)}" for source in paper(intro=()).sources)]


def test_each_source_is_one_endnote_and_later_lines_lead_to_it() -> None:
    pytest.importorskip("docx")
    lines = (Line("March", "One", (1, 2)), Line("April", "Two", (1,)))
    content = to_docx(Paper("x", "", (), (Section("What happened", lines),), ("First & best", "Second")))

    xml = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    assert re.findall(r'endnoteReference w:id="(\d)"', xml) == ["1", "2"]
    assert re.findall(r"NOTEREF source_(\d)", xml) == ["1"]


@pytest.mark.slow
def test_word_document_opens_in_an_office_program_with_its_notes_numbered(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "paper.docx").write_bytes(to_docx(paper(intro=("Our words.",))))

    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    words = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "paper.docx")]
    subprocess.run(words, check=True, capture_output=True, timeout=120)

    said = " ".join(text_of((tmp_path / "paper.pdf").read_bytes()))
    for number, source in enumerate(paper(intro=()).sources, start=1):
        assert re.search(rf"{number}\s*{re.escape(source[:20])}", said)


def long_paper() -> Paper:
    return Paper(
        "The strike", "", (), (Section("What happened", (Line("March", "Words " * 40, (1,)),) * 60),), ("One.",)
    )


def text_of(pdf: bytes) -> list[str]:
    pypdf = pytest.importorskip("pypdf")
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


@pytest.mark.slow
def test_browser_prints_numbered_pages_with_all_words() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no Chromium here")

    pages = text_of(by_browser(to_html(long_paper()), browser))

    assert len(pages) > 3
    assert "The strike" in pages[0]
    assert f"1 / {len(pages)}" in pages[0]
    assert "Sources" in pages[-1]


def test_weasyprint_prints_too() -> None:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # its libraries may be missing though it is there
        pytest.skip("WeasyPrint is not installed")

    pages = text_of(to_pdf(to_html(long_paper())))

    assert "The strike" in pages[0]
    assert "Sources" in pages[-1]


# ---------------------------------------------------------------- the command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose site was built, as far as exporting looks at it."""
    import msgspec

    data = tmp_path / "site/data"
    data.mkdir(parents=True)
    for table in ("actors", "quotes", "events", "articles"):
        rows = [{**row, "more": 1} for row in msgspec.to_builtins(getattr(ROWS, table))]
        (data / f"{table}.json").write_text(json.dumps(rows), "utf-8")
    return tmp_path


def test_command_writes_a_curated_page(project: Path) -> None:
    (project / "content/briefings").mkdir(parents=True)
    own = "---\ntitle: Nine days\nactors: [harrow]\nsince: 2031-02-01\n---\n\nThis is *ours*.\n"
    (project / "content/briefings/nine.md").write_text(own, "utf-8")

    status = run(["export", str(project / "nine.html"), "--briefing", "nine", "--project", str(project)])

    page = (project / "nine.html").read_text("utf-8")
    assert status == 0
    assert "<h1>Nine days</h1>" in page
    assert "<p>This is ours.</p>" in page
    assert "Tomas Reld:" not in page
    assert "We got enough" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x.odt"], "no file ending in '.odt' can be made"),
        (["x.html", "--actor", "nobody"], "there is no actor 'nobody'"),
        (["x.html", "--briefing", "none"], "there is no such curated page"),
        (["x.html", "--since", "soon"], "'soon' is no date"),
        (["x.html", "--since", "2099-01-01"], "nothing is chosen by this"),
    ],
)
def test_faults_are_one_clear_line(
    project: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)

    assert run(["export", *words]) == 1
    assert said in capsys.readouterr().err


def test_site_that_is_not_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(BriefgenError, match=r"actors\.json: is not there \(run briefgen build first\)"):
        export(tmp_path, Choice("x"), ".html")
