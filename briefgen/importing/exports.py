"""Exports of newspaper databases: one text with many articles in, one clipping an article.

Five forms are known: documents counted "1 of 30 DOCUMENTS" (LexisNexis) or closed by "End of Document" (Nexis Uni),
fields in two capital letters (Factiva), labelled fields between long lines (ProQuest), and briefgen's own header lines
between lines of dashes.
"""

import re
from collections.abc import Callable, Iterator

from briefgen.importing.clipping import Clipping, Found, Skipped
from briefgen.importing.make import from_text
from briefgen.read.dates import find_moment

_COUNTED = re.compile(r"^[^\S\n]*\d+ of \d+ DOCUMENTS?[^\S\n]*$", re.M)
_CLOSED = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.M)
_CODED = re.compile(r"^HD(?:[^\S\n]+|$)", re.M)
_CODES = "HD|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|SE|VOL|CR|ART"
_CODE_LINE = re.compile(rf"^({_CODES})(?:[^\S\n]+|$)", re.M)
_RULED = re.compile(r"^[^\S\n]*_{20,}[^\S\n]*$", re.M)
_DASHED = re.compile(r"^(?:-{5,}|={5,}|\*{5,})[^\S\n]*$", re.M)
_LABELS = "Byline|Section|Length|Dateline|Highlight|Load-Date|Language|Publication-Type|Graphic|Correction|Body"
_LABEL = re.compile(rf"^({_LABELS}|{_LABELS.upper()}):?[^\S\n]*", re.M)
_PROQUEST_LABEL = re.compile(
    r"^(Author|Abstract|Full text|Title|Publication title|Publication date|Publication info|Publication year|Subject|"
    r"Pages|Section|Publisher|Place of publication|Country of publication|ISSN|Source type|Language of publication|"
    r"Document type|ProQuest document ID|Document URL|Copyright|Last updated|Database|Links|Location|People|"
    r"Company / organization|Identifier / keyword):[^\S\n]*",
    re.M,
)
_COPYRIGHT = re.compile(r"^\s*(?:Copyright|©|\(c\)) .*|^\s*All Rights Reserved\s*$", re.M | re.I)


def is_export(text: str) -> bool:
    """Does a text hold many articles, or one in a database's form?"""
    return any(fits(text) for fits, _, _ in _FORMS)


def from_export(text: str, name: str) -> Found:
    """Every article of an export."""
    for fits, parted, read in _FORMS:
        if fits(text):
            for number, part in enumerate(parted(text), start=1):
                yield read(part, f"{name}, article {number}")
            return
    yield Skipped(name, "is in no form of export that is known")


# ---------------------------------------------------------------- LexisNexis, Nexis Uni


def _parts_counted(text: str) -> Iterator[str]:
    return (part for part in _COUNTED.split(text)[1:] if part.strip())


def _parts_closed(text: str) -> Iterator[str]:
    return (part for part in _CLOSED.split(text) if part.strip())


def _lexis(part: str, origin: str) -> Clipping | Skipped:
    """Outlet, date and headline are lines of their own at the top; labelled fields follow; then the text."""
    first = _LABEL.search(part)
    if not first:
        return Skipped(origin, "has none of the fields of a LexisNexis document")
    lines = [line.strip() for line in _COPYRIGHT.sub("", part[: first.start()]).splitlines() if line.strip()]
    dated = next((place for place, line in enumerate(lines) if find_moment(line)), None)
    labels, text = _labelled(part[first.start() :])
    headline, outlet = _headline(lines, dated)
    date = find_moment(lines[dated]) if dated is not None else None
    keys = {
        "title": headline,
        "date": date.day.isoformat() if date else None,
        "author": _without_by(labels.get("byline")),
        "source": outlet,
        "language": _LANGUAGES.get((labels.get("language") or "").split(";")[0].strip().lower()),
    }
    return from_text(origin, keys, text)


def _headline(lines: list[str], dated: int | None) -> tuple[str | None, str | None]:
    """LexisNexis prints outlet, date, headline; Nexis Uni headline, outlet, date."""
    if dated is None:
        return (lines[0] if lines else None), None
    if dated >= 2:
        return " ".join(lines[: dated - 1]), lines[dated - 1]
    after = [line for line in lines[dated + 1 :] if not re.search(r"\b[Ee]dition\b", line)]
    return (" ".join(after) or None), (lines[0] if dated == 1 else None)


def _labelled(text: str) -> tuple[dict[str, str], str]:
    """The labelled paragraphs above and below the text, and the text."""
    labels: dict[str, str] = {}
    body: list[str] = []
    in_body = False
    for paragraph in re.split(r"\n\s*\n", _COPYRIGHT.sub("", text)):
        label = _LABEL.match(paragraph.lstrip("\n"))
        if not label:
            body += [paragraph] if paragraph.strip() else []
            continue
        for line in paragraph.strip().splitlines():
            named = _LABEL.match(line)
            in_body = bool(named and named[1] == "Body")
            if named and not in_body:
                labels.setdefault(named[1].lower(), line[named.end() :].strip())
    return labels, "\n\n".join(_unwrapped(paragraph) for paragraph in body)


# ---------------------------------------------------------------- Factiva


def _parts_coded(text: str) -> Iterator[str]:
    starts = [found.start() for found in _CODED.finditer(text)]
    return (text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True))


def _factiva(part: str, origin: str) -> Clipping | Skipped:
    part = re.split(r"^Document \w+\s*$", part, maxsplit=1, flags=re.M)[0]
    codes = list(_CODE_LINE.finditer(part))
    ends = [code.start() for code in codes[1:]] + [len(part)]
    fields = {code[1]: part[code.end() : end].strip() for code, end in zip(codes, ends, strict=True)}
    keys = {
        "title": " ".join(fields.get("HD", "").split()),
        "date": fields.get("PD"),
        "author": _without_by(fields.get("BY")),
        "source": fields.get("SN"),
        "language": _LANGUAGES.get(fields.get("LA", "").lower()),
    }
    text = "\n\n".join(fields[code] for code in ("LP", "TD") if fields.get(code))
    return from_text(origin, keys, "\n\n".join(_unwrapped(p) for p in re.split(r"\n\s*\n", text)))


# ---------------------------------------------------------------- ProQuest


def _parts_ruled(text: str) -> Iterator[str]:
    return (part for part in _RULED.split(text) if _PROQUEST_LABEL.search(part))


def _proquest(part: str, origin: str) -> Clipping | Skipped:
    labels = list(_PROQUEST_LABEL.finditer(part))
    ends = [label.start() for label in labels[1:]] + [len(part)]
    fields = {label[1]: part[label.end() : end].strip() for label, end in zip(labels, ends, strict=True)}
    keys = {
        "title": " ".join(fields.get("Title", "").split()),
        "date": fields.get("Publication date"),
        "author": fields.get("Author"),
        "source": re.sub(r"\s*;.*", "", fields.get("Publication title", ""), flags=re.S),
        "url": (fields.get("Document URL") or "").split("?accountid")[0],
    }
    return from_text(origin, keys, fields.get("Full text", ""))


# ---------------------------------------------------------------- own header lines


def _parts_dashed(text: str) -> Iterator[str]:
    return (part.strip("\n") for part in _DASHED.split(text) if part.strip())


def _own(part: str, origin: str) -> Clipping | Skipped:
    from briefgen.importing.make import from_file

    return from_file(origin, part.encode(), "article.txt")


def _has_own_headers(text: str) -> bool:
    parts = list(_parts_dashed(text))
    return len(parts) > 1 and all(re.match(r"(?i)(title|headline|date):", part) for part in parts)


# ---------------------------------------------------------------- what they share

_LANGUAGES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt",
    "russian": "ru", "dutch": "nl", "polish": "pl", "turkish": "tr", "arabic": "ar", "chinese": "zh",
}  # fmt: skip


def _without_by(author: str | None) -> str | None:
    return re.sub(r"^by\s+", "", " ".join(author.split()), flags=re.I) if author else None


def _unwrapped(paragraph: str) -> str:
    """A paragraph printed over several lines as one."""
    return " ".join(line.strip() for line in paragraph.strip().splitlines())


_Form = tuple[Callable[[str], bool], Callable[[str], Iterator[str]], Callable[[str, str], Clipping | Skipped]]
_FORMS: tuple[_Form, ...] = (
    (lambda text: bool(_COUNTED.search(text)), _parts_counted, _lexis),
    (lambda text: bool(_CLOSED.search(text)), _parts_closed, _lexis),
    (lambda text: bool(_CODED.search(text) and re.search(r"^(?:LP|TD)(?:\s|$)", text, re.M)), _parts_coded, _factiva),
    (lambda text: bool(_RULED.search(text) and re.search(r"^Full text:", text, re.M)), _parts_ruled, _proquest),
    (_has_own_headers, _parts_dashed, _own),
)
