"""What cannot be read, and what is read with a warning: encodings, sizes, headers."""

import codecs
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError
from briefgen.read import parse, read

BODY = "“It is over,” said Zoë Brühl of Velmar."


def problem(content: bytes, name: str = "a.txt") -> str:
    with pytest.raises(BriefgenError) as error:
        parse(content, name)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "a.txt: is empty"),
        ("a.txt", b" \n\n", "a.txt: is empty"),
        ("a.txt", b"\xef\xbb\xbf", "a.txt: has no text"),
        ("a.txt", b"Title: Strike\n\n", "a.txt: has no text"),
        ("a.md", b"---\ntitle: Strike\n---\n", "a.md: has no text"),
        ("a.txt", b"%PDF-1.7 blah", "a.txt: is a PDF, not text"),
        ("a.txt", b"abc\0def", "a.txt: is a binary file, not text"),
        ("a.txt", b"\xff\xfeabc\xd8", "a.txt: begins as UTF-16-LE and breaks at byte"),
        ("a.doc", b"Hello there", "a.doc: is no article that can be read"),
        ("a.txt", b"Title: A\nDate: 2031-02-30\n\nBody.", "a.txt:2: date '2031-02-30': there is no such day"),
        ("a.txt", b" date 2031-13-01 Body.", "a.txt:1: date '2031-13-01': there is no such day"),
        ("a.txt", b"Date: soon\n\nBody.", "a.txt:1: date 'soon': is no date that can be read"),
        ("a.txt", b"Date: 03/04/2031\n\nBody.", "may be read with the day or the month first"),
        ("a.txt", b"Date: 2031-03-04 25:00\n\nBody.", "a.txt:1: date '2031-03-04 25:00': there is no such time of day"),
        ("a.txt", b"Title: A\nSlug: ../../x\n\nBody.", "a.txt:2: slug '../../x' cannot be part of an address"),
        ("a.txt", b"Draft: perhaps\n\nBody.", "a.txt:1: draft 'perhaps' is neither true nor false"),
        ("a.md", b"---\ntitle: Strike\n\nBody.", "a.md:1: front matter is not closed"),
        ("a.md", b"---\ntitle: Strike: over\n---\nBody.", "a.md:2: front matter: mapping values are not allowed"),
        ("a.md", b"---\ntags: [a, b\n---\nBody.", "a.md:3: front matter:"),
        ("a.md", b"---\n- one\n- two\n---\nBody.", "a.md:2: front matter is no list of `key: value` lines"),
        ("a.md", b"---\ntitle: A\ndate: 2031-02-29\n---\nBody.", "a.md:3: date '2031-02-29': there is no such day"),
        ("a.md", b"---\ntitle: A\ntitle: B\n---\nBody.", "a.md:3: 'title' is given twice"),
        ("a.md", b"---\nauthor:\n  name: A\n---\nBody.", "a.md:2: 'author' holds more than a text or a list of texts"),
        ("a.html", b"<html><body></body></html>", "a.html: no article text is found on this page"),
    ],
)
def test_fault_is_named_with_file_and_line(name: str, content: bytes, said: str) -> None:
    assert said in problem(content, name)


def test_all_faults_of_a_header_are_named_at_once() -> None:
    said = problem(b"Date: 2031-02-30\nSlug: a/b\nDraft: perhaps\n\nBody.").splitlines()

    assert [line.split(": ")[0] for line in said] == ["a.txt:1", "a.txt:2", "a.txt:3"]


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"word " * 20_000)

    with pytest.raises(BriefgenError, match=r"content/large\.txt: is too large for an article: 100,000 bytes, 5,000"):
        read(large, "content/large.txt", max_bytes=5_000)


def test_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BriefgenError, match=r"gone\.txt: cannot be read: No such file"):
        read(tmp_path / "gone.txt", "gone.txt")


@pytest.mark.parametrize(
    "content",
    [
        BODY.encode("utf-8"),
        codecs.BOM_UTF8 + BODY.encode("utf-8"),
        codecs.BOM_UTF16_LE + BODY.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + BODY.encode("utf-16-be"),
        (BODY + "\r\n").encode("utf-8"),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be", "crlf"],
)
def test_encodings_that_say_what_they_are(content: bytes) -> None:
    article = parse(content, "2031-03-04-a.txt")

    assert article.body == BODY
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        ("The strike ended on Tuesday, he said. “It is over,” said Zoë Brühl of Velmar.", "cp1252"),
        (
            "Забастовка в порту закончилась во вторник, сказал министр транспорта города. Докеры вышли на работу.",
            "cp1251",
        ),
    ],
)
def test_other_encodings_are_detected_and_told(body: str, encoding: str) -> None:
    article = parse(f"Title: A\n\n{body}".encode(encoding), "2031-03-04-a.txt")

    assert article.body == body
    assert article.warnings == (f"line 3 is not UTF-8; read as {encoding} - save the file as UTF-8 to be sure",)


def test_windows_punctuation_read_as_latin_1_is_mended_and_controls_go() -> None:
    assert (
        parse("\x93It is over,\x94 he said.\x00".replace("\x00", "\x1b").encode(), "a.txt").body
        == "“It is over,” he said. "
    )
