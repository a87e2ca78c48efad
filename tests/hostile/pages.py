"""What a published file may not hold, whatever the articles were: files in, faults out."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from lxml import etree, html

from briefgen.records import File

SAFE_SEGMENT = re.compile(r"~?[a-z0-9_][a-z0-9._~-]*|\.nojekyll|_headers")
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
FORBIDDEN = {"iframe", "object", "embed", "base", "applet", "frame", "frameset", "style", "math", "template"}
ADDRESS_ATTRIBUTES = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "srcset",
    "cite",
    "{http://www.w3.org/1999/xlink}href",
)
OUTWARD = re.compile(r"(https?|mailto|webcal):", re.IGNORECASE)
POLICY_EXTRAS = {"img-src": {"data:"}, "script-src": {"'wasm-unsafe-eval'"}, "worker-src": {"blob:"}}
RUN_BY_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def faults_of(file: File) -> list[str]:
    """Each fault with the file it is in."""
    check = CHECKS.get(PurePosixPath(file.path).suffix, _nothing)
    return [f"{file.path}: {fault}" for fault in (*_path(file.path), *check(file))]


def _path(path: str) -> Iterator[str]:
    for segment in path.split("/"):
        if not SAFE_SEGMENT.fullmatch(segment) or DEVICES.fullmatch(segment) or len(segment) > 120:
            yield f"unsafe path segment {segment!r}"


def _page(file: File) -> Iterator[str]:
    text = file.content.decode("utf-8")
    page = html.document_fromstring(text)
    yield from _policy(page)
    for element in page.iter():
        if isinstance(element.tag, str):
            yield from _element(element)
    yield from (f"comment {c.text!r}" for c in page.iter(etree.Comment))


def _policy(page: html.HtmlElement) -> Iterator[str]:
    """The policy stands before all that it governs, and lets no inline script or style through."""
    policies = page.xpath("//meta[@http-equiv='Content-Security-Policy']")
    if (
        len(policies) != 1
        or policies[0].getprevious() is None
        or policies[0].xpath("preceding::script|preceding::link")
    ):
        yield "no content security policy before scripts and styles"
        return
    directives = [part.split() for part in policies[0].get("content").split(";") if part.strip()]
    if ["default-src", "'none'"] not in directives:
        yield "the policy does not begin by forbidding everything"
    for name, *sources in directives:
        allowed = {"'none'", "'self'"} | POLICY_EXTRAS.get(name, set())
        yield from (f"policy: {name} {source}" for source in sources if source not in allowed)


def _element(element: html.HtmlElement) -> Iterator[str]:
    if element.tag in FORBIDDEN:
        yield f"<{element.tag}> on the page"
    if element.tag == "script":
        yield from _script(element)
    if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        yield from _refresh(element.get("content") or "")
    for name, value in element.attrib.items():
        if name.startswith("on") or name in ("style", "srcdoc"):
            yield f"attribute {name}={value!r}"
        if name in ADDRESS_ATTRIBUTES:
            yield from _address(element, value)


def _script(element: html.HtmlElement) -> Iterator[str]:
    if element.get("type") == "application/ld+json":
        yield from _json_text(element.text or "")
    elif element.text or not re.fullmatch(
        r"(\.\./)*(assets|search|pagefind)/[\w.-]+\.js|(/[\w./-]*)?assets/[\w.-]+\.js", element.get("src", "")
    ):
        yield f"script {etree.tostring(element)[:120]!r}"


def _refresh(content: str) -> Iterator[str]:
    """Only to another page of the site."""
    if not re.fullmatch(r"0; ?url=(\.\./)*[\w./~-]*", content):
        yield f"refresh {content!r}"


def _address(element: html.HtmlElement, value: str) -> Iterator[str]:
    plain = re.sub(r"[\x00-\x20]", "", value)
    if re.match(r"[a-zA-Z][\w+.-]*:", plain) and not OUTWARD.match(plain):
        yield f"<{element.tag}> leads to {value!r}"
    if plain.startswith(("//", "\\")):
        yield f"<{element.tag}> leads to another host: {value!r}"
    if OUTWARD.match(plain) and element.tag not in ("a", "link", "blockquote", "q"):
        yield f"<{element.tag}> loads {value!r}"


def _json(file: File) -> Iterator[str]:
    yield from _json_text(file.content.decode("utf-8"))


def _json_text(text: str) -> Iterator[str]:
    try:
        json.loads(text)
    except ValueError as error:
        yield f"no JSON: {error}"


def _csv(file: File) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""), strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"{len(row)} cells, not {len(rows[0])}: {row!r:.100}"
        yield from (f"cell {c!r:.60}" for c in row if c.startswith(RUN_BY_A_SPREADSHEET) and not NUMBER.fullmatch(c))


def _xml(file: File) -> Iterator[str]:
    try:
        tree = etree.fromstring(file.content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield f"no XML: {error}"
        return
    if tree.getroottree().docinfo.internalDTD is not None:
        yield "a document type"
    for element in tree.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname in ("script", "foreignObject"):
            yield f"<{element.tag}>"
        href = element.get("href") if isinstance(element.tag, str) else None
        if href and re.match(r"\s*(javascript|data|vbscript):", href, re.IGNORECASE):
            yield f"leads to {href!r}"


def _calendar(file: File) -> Iterator[str]:
    """Every line of a known property, folded at 75 octets; nothing of an article's begins a line."""
    for line in file.content.decode("utf-8").split("\r\n"):
        if len(line.encode()) > 75:
            yield f"line of {len(line.encode())} octets"
        if line and not re.match(r"[A-Z-]+[:;]| ", line):
            yield f"line {line!r:.80}"
        if line.startswith("SUMMARY:injected") or "\n" in line or "\r" in line:
            yield f"injected line {line!r:.80}"


def _nothing(file: File) -> Iterator[str]:
    return iter(())


CHECKS: dict[str, Callable[[File], Iterator[str]]] = {
    ".html": _page,
    ".json": _json,
    ".webmanifest": _json,
    ".csv": _csv,
    ".xml": _xml,
    ".atom": _xml,
    ".svg": _xml,
    ".ics": _calendar,
}
