"""Pictures for share cards, drawn with Pillow (the extra `og`): a few words in, a PNG of 1200 x 630 out."""

import io
from typing import TYPE_CHECKING, Protocol

from briefgen.errors import BriefgenError, Problem

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

__all__ = ["ShareCard", "draw"]

SIZE = (1200, 630)
MARGIN = 90
PAPER, INK, QUIET = "#fcfbf8", "#1d1b18", "#5f5a52"
TITLE_SIZES = (76, 60, 48)  # the largest that fits
TITLE_ROOM = (SIZE[0] - 2 * MARGIN, 300)
LAST_LATIN = "\u024f"  # the font that comes with Pillow knows no further letters


class ShareCard(Protocol):
    """What a card says."""

    site: str
    title: str
    under: str
    accent: str


def draw(card: ShareCard) -> bytes:
    """Raises BriefgenError where Pillow is not installed."""
    try:
        from PIL import Image, ImageDraw
    except ImportError as error:
        mend = "pip install 'briefgen[og]', or take the setting out"
        raise BriefgenError(Problem("briefgen.toml", "share_images = true needs Pillow", mend)) from error
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 14), fill=card.accent)
    _write(pen, (MARGIN, 80), card.site, 34, QUIET)
    _title(pen, card.title)
    _write(pen, (MARGIN, SIZE[1] - 120), card.under, 34, QUIET)
    stream = io.BytesIO()
    image.quantize(32).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _font(size: int) -> "FreeTypeFont | ImageFont":
    from PIL.ImageFont import load_default

    return load_default(size)


def _write(pen: "ImageDraw", place: tuple[int, int], text: str, size: int, colour: str) -> None:
    """One line; letters that the font does not know are better left out than shown as boxes."""
    if all(letter <= LAST_LATIN or letter in "‘’“”–—…" for letter in text):
        pen.text(place, text, font=_font(size), fill=colour)


def _title(pen: "ImageDraw", title: str) -> None:
    """Set over as many lines as it needs, in the largest size that has room for them."""
    for size in TITLE_SIZES:
        lines = _lines(pen, title, size)
        if len(lines) * size * 1.2 <= TITLE_ROOM[1]:
            break
    for number, line in enumerate(lines[: int(TITLE_ROOM[1] / (size * 1.2))]):
        _write(pen, (MARGIN, 160 + round(number * size * 1.2)), line, size, INK)


def _lines(pen: "ImageDraw", text: str, size: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=_font(size)) <= TITLE_ROOM[0] or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
