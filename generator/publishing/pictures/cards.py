"""Social cards: one PNG a claim, 1200 x 630, for networks that show a picture beside a link.

They are made if the site has an address and the extra `cards` is installed: Pillow draws them in Source Serif Pro from
the package font-source-serif-pro, so no font of the machine matters. Text is set without Raqm, resampled in whole
numbers and compressed by run lengths only, without zlib's hashing, which differs between processors: the same Pillow
makes the same bytes. A statement that the font lacks letters for, or that needs shaping, has no card.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from generator.patterns import lazy_pattern
from generator.publishing.pictures.signs import POLYGONS
from generator.values import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1200, 630

_FONTS = "font_source_serif_pro"
_EDGE, _TOP, _FOOT = 88, 150, 516  # the left end of lines, the top of the statement and the top of the foot
_SIZES = (76, 66, 57, 49, 42)  # of the statement: the largest in which all of it fits
_ROOM = WIDTH - 2 * _EDGE
_LEADING = 1.2
_QUIET = 190  # ink of less important words, of 255
_DOT, _DOT_STEP = 26, 34  # pixels: the size of a dot, and from one to the next
_LONGEST = 500  # code points of a statement; more does not fit in any size
_RUN_LENGTHS = 3  # zlib's Z_RLE
_PAPER, _INK = (252, 251, 248), (29, 28, 26)
_ACCENTS = {
    "yes": (10, 101, 67), "many": (10, 101, 67), "no": (165, 32, 31), "partly": (125, 77, 0), "both": (125, 77, 0),
}  # fmt: skip
_QUIET_ACCENT = (79, 85, 94)
_EVERYDAY = lazy_pattern("[ -~\xa0-\xff\u2013\u2014\u2018-\u201e\u2026]*")  # what the font has, without asking it
_SHADES = 8  # of ink on paper, and as many of the accent: a palette of four bits


@dataclass(frozen=True, slots=True)
class SocialCard:
    """The content of a card: the statement, the site's name, the judgement with its shape, and what the sources say.

    `dots` has the kind of each source's dot, and nothing where there are too many; `date` is what the judgement is of.
    """

    statement: str
    site: str
    judgement: str
    shape: str
    sources: str
    dots: tuple[str, ...] = ()
    date: str = ""


def is_installed() -> bool:
    """Return whether the extra `cards` is installed."""
    return find_spec("PIL") is not None and find_spec(_FONTS) is not None


def card_path(claim: str) -> str:
    """Return the path of a claim's card in the site."""
    return f"cards/{claim}.png"


@lru_cache(10_000)
def can_show(statement: str) -> bool:
    """Return whether a card can show the statement: the font has all of its letters, and none needs shaping."""
    return _EVERYDAY.fullmatch(statement) is not None or bool(_load_face().drawable_text(statement))


@cache
def _load_face() -> "_Face":
    return _Face("Regular", 34)


class CardPrinter:
    """Prints cards where `is_installed()`. The fonts are read once, and the widths of their letters are remembered."""

    def __init__(self) -> None:
        self._statement = tuple(_Face("Semibold", size) for size in _SIZES)
        self._strong = _Face("Semibold", 44)
        self._plain = _Face("Regular", 34)

    def print(self, card: SocialCard) -> bytes:
        """Return the card as a PNG in sixteen colours, about 15 kB."""
        from PIL import Image, ImageDraw

        image = Image.new("L", (WIDTH, HEIGHT))
        self._draw_texts(ImageDraw.Draw(image), card)
        image = image.point(_make_shade_table(0))
        judgement = self._draw_judgement(card)
        image.paste(judgement.point(_make_shade_table(_SHADES)), (_EDGE, _FOOT))
        image.paste(2 * _SHADES - 1, (0, 0, 24, HEIGHT))
        image.putpalette(_make_palette(_ACCENTS.get(card.shape, _QUIET_ACCENT)))
        file = BytesIO()
        image.save(file, "PNG", bits=4, compress_type=_RUN_LENGTHS)
        return file.getvalue()

    def _draw_texts(self, draw: "ImageDraw", card: SocialCard) -> None:
        """Draw the site's name, the statement and what the sources say."""
        site, sources = self._plain.drawable_text(card.site), self._plain.drawable_text(card.sources)
        site = " · ".join(filter(None, (site, card.date and self._plain.drawable_text(card.date))))
        statement = self._plain.drawable_text(card.statement)
        face, lines = self._fit_statement(statement)
        if site != statement:
            draw.text((_EDGE, 68), self._plain.truncate(site, _ROOM), _QUIET, font=self._plain.font)
        for number, line in enumerate(lines):
            draw.text((_EDGE, _TOP + round(number * face.leading)), line, 255, font=face.font)
        left = WIDTH - _EDGE - self._plain.measure(sources)
        draw.text((left, _FOOT + 10), sources, _QUIET, font=self._plain.font)
        for place, dot in enumerate(card.dots):
            _draw_dot(draw, dot, left - (len(card.dots) - place) * _DOT_STEP - 10, _FOOT + 18)

    def _draw_judgement(self, card: SocialCard) -> "Image":
        """Return an image of the shape and the judgement, for the foot of the card beside what the sources say."""
        from PIL import Image, ImageDraw

        beside = self._plain.measure(self._plain.drawable_text(card.sources)) + len(card.dots) * _DOT_STEP
        room = int(_ROOM - beside - 40)
        image = Image.new("L", (room, 70))
        sign = _draw_sign(card.shape)
        image.paste(sign, (0, 10))
        left = sign.width + 20
        words = self._strong.truncate(self._plain.drawable_text(card.judgement), room - left)
        ImageDraw.Draw(image).text((left, 0), words, 255, font=self._strong.font)
        return image

    def _fit_statement(self, text: str) -> tuple["_Face", list[str]]:
        """Return the lines of the statement in the largest size that fits; in the smallest, truncated to fit."""
        for face in self._statement:
            room = int((_FOOT - _TOP - 20) // face.leading)
            lines = list(face.wrap(text))
            if len(lines) <= room:
                break
        else:
            lines[room - 1 :] = [face.truncate(" ".join(lines[room - 1 :]), _ROOM)]
        return face, lines


class _Face:
    """A font in one size, which remembers the widths of its letters and whether it has them."""

    def __init__(self, weight: str, size: int) -> None:
        from importlib import resources

        from PIL import ImageFont

        # The hinting of the .ttf makes a quotation mark half as wide as it is drawn: letters would overlap it. Without
        # Raqm there is no kerning, so the width of a text is the sum of its letters' widths.
        path = resources.files(_FONTS) / "files" / f"SourceSerifPro-{weight}.otf"
        self.font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
        self.leading = size * _LEADING
        self._widths: dict[str, float] = {}
        self._drawn: dict[str, bool] = {}

    def measure(self, text: str) -> float:
        for letter in text:
            if letter not in self._widths:
                self._widths[letter] = self.font.getlength(letter)
        return sum(map(self._widths.__getitem__, text))

    def can_draw(self, letter: str) -> bool:
        """Return whether the font has this letter, and it is no combining mark."""
        if letter not in self._drawn:
            has_letter = letter == " " or bytes(self.font.getmask(letter)) != bytes(self.font.getmask("\uffff"))
            self._drawn[letter] = has_letter and not combining(letter)
        return self._drawn[letter]

    def drawable_text(self, text: str) -> str:
        """Return the text on one line, composed (NFC); empty if one of its letters cannot be drawn correctly."""
        composed = " ".join(normalize("NFC", text[:_LONGEST]).split())
        return composed if all(map(self.can_draw, composed)) else ""

    def wrap(self, text: str) -> Iterator[str]:
        """Yield lines of the text that are as wide as the card; a word that is wider than a line is truncated."""
        blank = self.measure(" ")
        line: list[str] = []
        taken = 0.0
        for word in text.split():
            word = self.truncate(word, _ROOM)
            width = self.measure(word)
            if line and taken + blank + width > _ROOM:
                yield " ".join(line)
                line, taken = [], 0.0
            taken += width + (blank if line else 0)
            line.append(word)
        if line:
            yield " ".join(line)

    def truncate(self, text: str, room: float) -> str:
        """Return the text if it fits, else its beginning and an ellipsis."""
        if self.measure(text) <= room:
            return text
        room -= self.measure("…")
        for place, letter in enumerate(text):
            room -= self.measure(letter)
            if room < 0:
                return text[:place].rstrip() + "…"
        return text


def _draw_dot(draw: "ImageDraw", kind: str, left: float, top: int) -> None:
    """Draw what one source says, as the dots of the pages do."""
    square = (left, top, left + _DOT, top + _DOT)
    if kind == "against":
        draw.polygon([(left + x * _DOT / 100, top + y * _DOT / 100) for x, y in POLYGONS["no"]], 255)
    elif kind == "both":
        draw.polygon([(left + x * _DOT / 100, top + y * _DOT / 100) for x, y in POLYGONS["both"]], 255)
    elif kind == "silent":
        draw.rectangle((left + 3, top + _DOT // 2 - 2, left + _DOT - 3, top + _DOT // 2 + 1), _QUIET)
    else:
        draw.ellipse(square, 255 if kind == "for" else 0, 255 if kind == "for" else _QUIET, 4)
        if kind == "partly":
            draw.pieslice(square, 90, 270, _QUIET)


def _draw_sign(shape: str) -> "Image":
    """Draw a badge's shape, 40 pixels high, at four times its size and reduce it so that its edges are smooth."""
    from PIL import Image, ImageDraw

    sign = Image.new("L", (272 if shape == "many" else 160, 160))
    draw = ImageDraw.Draw(sign)
    if shape in POLYGONS:
        draw.polygon([(x * 1.6, y * 1.6) for x, y in POLYGONS[shape]], 255)
    elif shape == "one":
        draw.ellipse((0, 0, 159, 159), 255)
    elif shape == "many":
        draw.ellipse((0, 16, 127, 143), 255)
        draw.ellipse((144, 16, 271, 143), 255)
    else:
        draw.ellipse((0, 0, 159, 159), outline=255, width=26)
        if shape == "partly":
            draw.pieslice((0, 0, 159, 159), 90, 270, fill=255)
    return sign.reduce(4)


def _make_shade_table(first: int) -> list[int]:
    """Return the place in the palette for each coverage of a pixel, 0 to 255; no coverage is paper in either half."""
    shades = [round(covered * (_SHADES - 1) / 255) for covered in range(256)]
    return [first + shade if shade else 0 for shade in shades]


def _make_palette(accent: tuple[int, int, int]) -> list[int]:
    return [
        round(paper + (full - paper) * shade / (_SHADES - 1))
        for colour in (_INK, accent)
        for shade in range(_SHADES)
        for paper, full in zip(_PAPER, colour, strict=True)
    ]
