"""Importing: what comes from each kind of source, what is left out and why, and that nothing is overwritten."""

import datetime as dt
import json
import plistlib
from pathlib import Path

import pytest

from briefgen.cli import run
from briefgen.importing import Imported, ImportReport, Sources, import_articles
from briefgen.importing.fetch import Fetcher
from briefgen.read import read
from tests import clippings as c
from tests.clippings import story

TODAY = dt.date(2033, 5, 6)


def imports(tmp_path: Path, *sources: Path, how: Sources | None = None, **options: bool) -> ImportReport:
    names = [str(source) for source in sources]
    return import_articles(names, tmp_path / "content", how or Sources(), today=TODAY, **options)


def source(tmp_path: Path, name: str, content: bytes | str) -> Path:
    path = tmp_path / "in" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def right(report: ImportReport, stories: list[c.Story]) -> int:
    """How many stories came with their title and their date."""
    came = {(imported.title, imported.date) for imported in report.imported}
    return sum((told.title, told.date) in came for told in stories)


@pytest.mark.slow
def test_day_of_clippings_comes_with_titles_and_dates_and_comes_once(tmp_path: Path) -> None:
    """84 saved pages, a feed of 50 entries, a mail folder and an export of 30 articles."""
    pages, feed, mails, export = (
        [story(n) for n in range(*span)] for span in ((84,), (84, 134), (134, 146), (146, 176))
    )
    for told in pages:
        source(tmp_path, f"pages/{told.number}.html", c.page(told, told.number))
    source(tmp_path, "feed.xml", c.rss(feed))
    source(tmp_path, "letters.mbox", c.mbox(mails))
    source(tmp_path, "export.txt", c.lexis(export))

    first = imports(tmp_path, tmp_path / "in")
    second = imports(tmp_path, tmp_path / "in")

    told = pages + feed + mails + export
    assert right(first, told) >= 0.95 * len(told)
    assert first.skipped == ()
    assert second.imported == ()
    assert all("is there already" in skipped.reason for skipped in second.skipped)


@pytest.mark.parametrize("make", [c.lexis, c.nexis, c.factiva, c.proquest])
def test_export_of_a_database_is_taken_apart(tmp_path: Path, make: object) -> None:
    stories = [story(number) for number in range(30)]

    report = imports(tmp_path, source(tmp_path, "export.txt", make(stories)))  # type: ignore[operator]

    assert right(report, stories) == 30
    article = read(tmp_path / "content" / report.imported[0].path, "a.md")
    assert (article.author, article.source) == (stories[0].author, stories[0].source)
    assert article.body == stories[0].text


def test_own_header_lines_between_dashes_are_an_export(tmp_path: Path) -> None:
    text = "-----\n".join(f"Title: {s.title}\nDate: {s.date}\n\n{s.text}\n" for s in map(story, range(3)))

    assert right(imports(tmp_path, source(tmp_path, "mine.txt", text)), [story(n) for n in range(3)]) == 3


def test_rtf_export_is_taken_apart(tmp_path: Path) -> None:
    stories = [story(number) for number in range(3)]
    marks = {"“": r"\'93", "”": r"\'94", "\n": "\\par\n"}
    rtf = "{\\rtf1\\ansi " + "".join(marks.get(char, char) for char in c.nexis(stories)) + "}"

    report = imports(tmp_path, source(tmp_path, "export.rtf", rtf))

    assert right(report, stories) == 3


def test_mhtml_and_webarchive_are_pages(tmp_path: Path) -> None:
    source(tmp_path, "a.mhtml", c.mhtml(story(1)))
    main = {
        "WebResourceData": c.page(story(2), 3),
        "WebResourceURL": story(2).url,
        "WebResourceTextEncodingName": "UTF-8",
    }
    source(tmp_path, "b.webarchive", plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY))

    report = imports(tmp_path, tmp_path / "in")

    assert right(report, [story(1), story(2)]) == 2
    text = (tmp_path / "content" / report.imported[0].path).read_text("utf-8")
    assert "retrieved: 2031-03-04\n" in text
    assert f'url: "{story(2).url}"' in (tmp_path / "content" / report.imported[1].path).read_text("utf-8")


def test_warc_archive_gives_its_pages(tmp_path: Path) -> None:
    warcio = pytest.importorskip("warcio")
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = source(tmp_path, "web.warc.gz", b"")
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for told, status in ((story(1), "200 OK"), (story(2), "404 Not Found")):
            headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            page = BytesIO(c.page(told, 3))
            writer.write_record(writer.create_warc_record(told.url, "response", payload=page, http_headers=headers))

    report = imports(tmp_path, path)

    assert warcio is not None
    assert [imported.title for imported in report.imported] == [story(1).title]


def test_word_document_keeps_headings_and_emphasis(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading(story(1).title, level=1)
    document.add_paragraph("March 4, 2031")
    paragraph = document.add_paragraph("The strike ")
    paragraph.add_run("ended").italic = True
    document.add_heading("What comes next", level=2)
    document.add_paragraph("Nobody knows.")
    path = source(tmp_path, "a.docx", b"")
    document.save(str(path))

    report = imports(tmp_path, path)

    article = read(tmp_path / "content" / report.imported[0].path, "a.md")
    assert (article.title, article.date) == (story(1).title, dt.date(2031, 3, 4))
    assert [(b.kind, b.span.cut(article.body)) for b in article.blocks][1:3] == [
        ("paragraph", "The strike ended"),
        ("heading", "What comes next"),
    ]
    assert article.inlines[0].tag == "em"


@pytest.mark.slow
def test_word_document_that_unpacks_to_very_much_is_not_unpacked(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    import zipfile

    path = source(tmp_path, "bomb.docx", b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range(210):
            part.write(b" " * 1_000_000)

    report = imports(tmp_path, path)

    assert report.skipped[0].reason == "unpacks to more than 200,000,000 bytes"


def test_broken_documents_are_skipped_with_a_reason(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("pypdf")
    for name, content in (
        ("a.docx", b"nothing"),
        ("b.pdf", b"%PDF-1.4 nothing"),
        ("c.webarchive", b"x"),
        ("d.xml", b"<a/>"),
    ):
        source(tmp_path, name, content)
    source(tmp_path, "e.mhtml", b"Subject: x\n\ntext")
    source(tmp_path, "f.odt", b"x")

    report = imports(tmp_path, tmp_path / "in")

    assert report.imported == ()
    assert [skipped.reason.split(":")[0] for skipped in report.skipped] == [
        "is no Word document that can be read",
        "is no PDF that can be read",
        "is no web archive that can be read",
        "is no RSS or Atom feed",
        "holds no HTML page",
        "files ending in .odt cannot be imported",
    ]


def test_atom_entry_keeps_the_day_that_it_prints(tmp_path: Path) -> None:
    report = imports(tmp_path, source(tmp_path, "a.atom", c.atom([story(1)])))

    article = read(tmp_path / "content" / report.imported[0].path, "a.md")
    assert (article.date, article.time) == (story(1).date, "01:00+05:00")


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl"])
def test_table_with_named_columns(tmp_path: Path, kind: str) -> None:
    rows = [
        {"Headline": s.title, "Published": str(s.date), "Volltext": s.text, "Outlet": s.source}
        for s in map(story, (1, 2))
    ]
    if kind == "jsonl":
        content = "\n".join(map(json.dumps, rows))
    else:
        import csv
        import io

        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(rows[0]), delimiter="," if kind == "csv" else "\t")
        writer.writeheader()
        writer.writerows(rows)
        content = stream.getvalue()

    report = imports(tmp_path, source(tmp_path, f"a.{kind}", content), how=Sources(columns={"text": "Volltext"}))

    assert right(report, [story(1), story(2)]) == 2
    assert "no column with a text" in imports(tmp_path / "x", tmp_path / "in").skipped[0].reason


def test_same_report_of_another_outlet_is_told_and_not_doubled(tmp_path: Path) -> None:
    short = "\n\n".join(story(1).paragraphs[:4])
    first = source(tmp_path, "a.txt", f"Title: One\nDate: 2031-03-04\n\n{story(1).text}")
    second = source(tmp_path, "b.txt", f"Title: Other\nDate: 2031-03-05\nSource: Else\n\n{short}")

    report = imports(tmp_path, first, second)

    assert [imported.path for imported in report.imported] == ["2031-03-04-one.md"]
    assert "repeats 2031-03-04-one.md (100% the same)" in report.skipped[0].reason


def test_kept_duplicate_is_a_draft_that_names_the_first(tmp_path: Path) -> None:
    first = source(tmp_path, "a.txt", f"Title: One\nDate: 2031-03-04\n\n{story(1).text}")
    second = source(tmp_path, "b.txt", f"Title: Other\nDate: 2031-03-05\n\n{' '.join(story(1).paragraphs[:4])}")

    report = imports(tmp_path, first, second, keep_duplicates=True)

    assert report.imported[1].duplicate_of == "2031-03-04-one.md"
    assert read(tmp_path / "content/2031-03-05-other.md", "b.md").draft


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "content/2031-03-04-one.md"
    mine.parent.mkdir()
    mine.write_text("My own words about something else entirely.", "utf-8")

    report = imports(tmp_path, source(tmp_path, "a.txt", f"Title: One\nDate: 2031-03-04\n\n{story(1).text}"))

    assert report.imported[0].path == "2031-03-04-one-2.md"
    assert mine.read_text("utf-8") == "My own words about something else entirely."


def test_title_cannot_lead_out_of_the_content_folder(tmp_path: Path) -> None:
    report = imports(tmp_path, source(tmp_path, "a.txt", f"Title: ../../etc/passwd\n\n{story(1).text}"))

    assert report.imported[0].path == "etc-passwd.md"


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    report = imports(tmp_path, source(tmp_path, "a.html", c.page(story(1), 0)), dry_run=True)

    assert isinstance(report.imported[0], Imported)
    assert not (tmp_path / "content").exists()


def test_parts_of_a_saved_page_are_passed_over(tmp_path: Path) -> None:
    source(tmp_path, "a.html", c.page(story(1), 0))
    source(tmp_path, "a_files/frame.html", c.page(story(2), 0))
    source(tmp_path, "a_files/style.css", b"x")
    source(tmp_path, ".DS_Store", b"x")

    report = imports(tmp_path, tmp_path / "in")

    assert (len(report.imported), report.skipped) == (1, ())


def test_command_tells_what_came_and_what_did_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = source(tmp_path, "a.html", c.page(story(1), 0))
    gone = tmp_path / "gone.html"

    status = run(["import", str(page), str(gone), "--project", str(tmp_path)])

    out = capsys.readouterr().out.splitlines()
    assert status == 0
    assert out[0].startswith("wrote content/203")
    assert out[1:] == [
        f"skipped {gone}: is neither a file nor a folder nor a web address",
        "1 imported, 1 skipped",
        f"Next: briefgen build {tmp_path}",
    ]
    assert run(["import", str(gone), "--project", str(tmp_path)]) == 1
    assert run(["import", str(page), "--project", str(tmp_path), "--json"]) == 0
    assert "is there already" in capsys.readouterr().out
    assert Fetcher().allow_private is False
