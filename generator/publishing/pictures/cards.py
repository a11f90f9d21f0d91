"""Social cards: one PNG a claim, 1200 x 630, for networks that show a picture beside a link.

Made where the site has an address and the extra `cards` is installed: Pillow draws, in Source Serif Pro from
the package font-source-serif-pro, so no font of the machine has a part in it. Text is laid out without Raqm, resampled
in whole numbers and packed run by run, without the hashing by which zlib differs from one processor to the next: with
the same Pillow, the same card is the same bytes. What the font has no letters for, or would need shaping, is not drawn
half: such a card has the site's name in place of the statement.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from generator.publishing.pictures.signs import POLYGONS
from generator.values import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1200, 630

_FONTS = "font_source_serif_pro"
_EDGE, _TOP, _FOOT = 88, 150, 516  # where lines begin, the statement begins, and the foot does
_SIZES = (76, 66, 57, 49, 42)  # of the statement: the largest in which all of it has room
_ROOM = WIDTH - 2 * _EDGE
_LEADING = 1.2
_QUIET = 190  # how much of the ink the quiet words have, of 255
_LONGEST = 500  # code points of a statement; more has no room in any size
_RUN_LENGTHS = 3  # zlib's Z_RLE
_PAPER, _INK = (252, 251, 248), (29, 28, 26)
_ACCENTS = {
    "yes": (10, 101, 67), "many": (10, 101, 67), "no": (165, 32, 31), "partly": (125, 77, 0), "both": (125, 77, 0),
}  # fmt: skip
_QUIET_ACCENT = (79, 85, 94)
_SHADES = 8  # of ink on paper, and as many of the accent: a palette of four bits


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a card says: a statement, whose site it is on, the judgement with its shape, and what the sources say."""

    statement: str
    site: str
    judgement: str
    shape: str
    sources: str


def is_installed() -> bool:
    """Cards can be made: what the extra brings is installed."""
    return find_spec("PIL") is not None and find_spec(_FONTS) is not None


def card_path(claim: str) -> str:
    """Where in the site the card of a claim is."""
    return f"cards/{claim}.png"


class CardPrinter:
    """Prints cards, where they are `available()`. The fonts are read once, and what they know of letters is kept."""

    def __init__(self) -> None:
        self._statement = tuple(_Face("Semibold", size) for size in _SIZES)
        self._strong = _Face("Semibold", 44)
        self._plain = _Face("Regular", 34)

    def print(self, card: SocialCard) -> bytes:
        """The card as a PNG in sixteen colours: about 15 kB."""
        from PIL import Image, ImageDraw

        drawn = Image.new("L", (WIDTH, HEIGHT))
        self._say(ImageDraw.Draw(drawn), card)
        drawn = drawn.point(_shades(0))
        judged = self._judged(card)
        drawn.paste(judged.point(_shades(_SHADES)), (_EDGE, _FOOT))
        drawn.paste(2 * _SHADES - 1, (0, 0, 24, HEIGHT))
        drawn.putpalette(_palette(_ACCENTS.get(card.shape, _QUIET_ACCENT)))
        written = BytesIO()
        drawn.save(written, "PNG", bits=4, compress_type=_RUN_LENGTHS)
        return written.getvalue()

    def _say(self, draw: "ImageDraw", card: SocialCard) -> None:
        """The site's name, the statement and what the sources say; each on as many lines as it is given room for."""
        site, sources = self._text(card.site), self._text(card.sources)
        statement = self._text(card.statement) or site or "A claim, checked against its sources"
        face, lines = self._set(statement)
        if site != statement:
            draw.text((_EDGE, 68), self._plain.cut(site, _ROOM), _QUIET, font=self._plain.font)
        for number, line in enumerate(lines):
            draw.text((_EDGE, _TOP + round(number * face.leading)), line, 255, font=face.font)
        left = WIDTH - _EDGE - self._plain.width(sources)
        draw.text((left, _FOOT + 10), sources, _QUIET, font=self._plain.font)

    def _judged(self, card: SocialCard) -> "Image":
        """The judgement after its shape: what stands at the foot before what the sources say."""
        from PIL import Image, ImageDraw

        room = int(_ROOM - self._plain.width(self._text(card.sources)) - 30)
        judged = Image.new("L", (room, 70))
        sign = _sign(card.shape)
        judged.paste(sign, (0, 10))
        left = sign.width + 20
        words = self._strong.cut(self._text(card.judgement), room - left)
        ImageDraw.Draw(judged).text((left, 0), words, 255, font=self._strong.font)
        return judged

    def _text(self, text: str) -> str:
        """The text on one line, composed; empty where a letter of it cannot be drawn as it should be."""
        composed = " ".join(normalize("NFC", text[:_LONGEST]).split())
        return composed if all(map(self._plain.draws, composed)) else ""

    def _set(self, text: str) -> tuple["_Face", list[str]]:
        """The statement in the largest size that has room for it; in the smallest, cut off where the room ends."""
        for face in self._statement:
            room = int((_FOOT - _TOP - 20) // face.leading)
            lines = list(face.lines(text))
            if len(lines) <= room:
                break
        else:
            lines[room - 1 :] = [face.cut(" ".join(lines[room - 1 :]), _ROOM)]
        return face, lines


class _Face:
    """A font in one size, and what was once asked of its letters: their widths, and whether it has them."""

    def __init__(self, weight: str, size: int) -> None:
        from importlib import resources

        from PIL import ImageFont

        # The .ttf's own hinting makes a quotation mark half as wide as it is drawn: letters would lie on it. Without
        # Raqm nothing is kerned, so a text is as wide as its letters.
        path = resources.files(_FONTS) / "files" / f"SourceSerifPro-{weight}.otf"
        self.font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
        self.leading = size * _LEADING
        self._widths: dict[str, float] = {}
        self._drawn: dict[str, bool] = {}

    def width(self, text: str) -> float:
        for each in text:
            if each not in self._widths:
                self._widths[each] = self.font.getlength(each)
        return sum(map(self._widths.__getitem__, text))

    def draws(self, letter: str) -> bool:
        """The font has this letter, and it stands on its own."""
        if letter not in self._drawn:
            known = letter == " " or bytes(self.font.getmask(letter)) != bytes(self.font.getmask("\uffff"))
            self._drawn[letter] = known and not combining(letter)
        return self._drawn[letter]

    def lines(self, text: str) -> Iterator[str]:
        """The words on lines of the card's width; a word that is wider than a line is cut off."""
        blank = self.width(" ")
        line: list[str] = []
        taken = 0.0
        for word in text.split():
            word = self.cut(word, _ROOM)
            width = self.width(word)
            if line and taken + blank + width > _ROOM:
                yield " ".join(line)
                line, taken = [], 0.0
            taken += width + (blank if line else 0)
            line.append(word)
        if line:
            yield " ".join(line)

    def cut(self, text: str, room: float) -> str:
        """The text where it has room; else its beginning and an ellipsis."""
        if self.width(text) <= room:
            return text
        room -= self.width("…")
        for place, letter in enumerate(text):
            room -= self.width(letter)
            if room < 0:
                return text[:place].rstrip() + "…"
        return text


def _sign(shape: str) -> "Image":
    """A badge's shape, 40 pixels high, drawn at four times its size so that its edges are smooth."""
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


def _shades(first: int) -> list[int]:
    """From how much of a pixel is covered to a place in the palette; nothing is paper in either half."""
    shades = [round(covered * (_SHADES - 1) / 255) for covered in range(256)]
    return [first + shade if shade else 0 for shade in shades]


def _palette(accent: tuple[int, int, int]) -> list[int]:
    return [
        round(paper + (full - paper) * shade / (_SHADES - 1))
        for colour in (_INK, accent)
        for shade in range(_SHADES)
        for paper, full in zip(_PAPER, colour, strict=True)
    ]
