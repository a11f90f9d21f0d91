"""Labelled pairs of articles: families of texts on one event each, read from `families/*.txt`.

A file begins with `key: value` lines, then come its articles, each below a line `=== ID DEGREE`. The first is the
original, and each of the others makes a pair with it, whose degree says how the two belong together. In an article
⟦…⟧ is what it has from the original, ⟪…⟫ what any article has that is of this house or on this event: small print,
line-ups, formulas. The signs are no text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.text import UNSPACED

FOLDER = Path(__file__).resolve().parent / "families"

COPIED = ("verbatim", "light", "recast", "heavy", "retold")
APART = ("none", "quotes", "boilerplate")
DEGREES = (*COPIED, *APART)
HALVES = ("development", "held-out")

Span = tuple[int, int]

_KEYS = ("family", "half", "style", "origin")
_ARTICLE = re.compile(r"^=== ([a-z-]+) ([a-z]+)\n", re.MULTILINE)
_SIGNS = {"⟦": "⟧", "⟪": "⟫"}
_ANY_SIGN = re.compile("[⟦⟧⟪⟫]")
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|„[^“]*“|«[^»]*»|‘[^‘]*’(?!\w)|(?<!\w)'[^\n]*?'(?!\w)")


@dataclass(frozen=True, slots=True)
class Article:
    """One text, without signs; spans are of code points, in order. `copied` is from the family's original."""

    id: str
    degree: str
    text: str
    copied: tuple[Span, ...]
    furniture: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    title: str
    half: str
    style: str
    origin: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """An original and another article of its family."""

    original: Article
    other: Article

    @property
    def degree(self) -> str:
        return self.other.degree

    @property
    def ids(self) -> tuple[str, str]:
        return self.original.id, self.other.id


def read_families(folder: Path = FOLDER) -> tuple[Family, ...]:
    """All of them, by name; ValueError names the file and the article where one is not as it should be."""
    return tuple(parse_family(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))


def parse_family(name: str, content: str) -> Family:
    head, *rest = _ARTICLE.split(content)
    if any("===" in body for body in (head, *rest[2::3])):
        raise ValueError(f"{name}: an article begins with a line “=== ID DEGREE”, both in small letters")
    told = dict(line.partition(": ")[::2] for line in head.strip().splitlines())
    if tuple(told) != _KEYS or told["half"] not in HALVES:
        raise ValueError(f"{name}: a family tells {', '.join(_KEYS)}, the half {' or '.join(HALVES)}")
    articles = tuple(
        _parse_article(f"{name}/{id}", degree, body)
        for id, degree, body in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    )
    if [article.degree == "original" for article in articles] != [True] + [False] * (len(articles) - 1):
        raise ValueError(f"{name}: the first article, and only that, is the original")
    if len({article.id for article in articles}) < len(articles):
        raise ValueError(f"{name}: two articles have one id")
    return Family(name, told["family"], told["half"], told["style"], told["origin"], articles)


def list_pairs(chosen: Iterable[Family]) -> tuple[Pair, ...]:
    return tuple(Pair(family.articles[0], other) for family in chosen for other in family.articles[1:])


def texts_by_id(chosen: Iterable[Family]) -> Mapping[str, str]:
    """The articles by id: a collection as a project would hold it, originals before what is paired with them."""
    return {article.id: article.text for family in chosen for article in family.articles}


def find_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """As compared, with their start and end: runs of letters and digits, or a character of a script without spaces."""
    return tuple((match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text))


def find_quotations(text: str) -> Iterator[Span]:
    """What stands in quotation marks, paragraph by paragraph, so that a mark that is left open is of no harm."""
    for paragraph in re.finditer(r".+", text):
        yield from (
            (paragraph.start() + match.start(), paragraph.start() + match.end())
            for match in _QUOTATION.finditer(paragraph[0])
        )


def _parse_article(id: str, degree: str, body: str) -> Article:
    if degree not in {"original", *DEGREES}:
        raise ValueError(f"{id}: {degree} is none of {', '.join(DEGREES)}")
    pieces: list[str] = []
    length = last = 0
    opened: tuple[str, int] | None = None
    found: dict[str, list[Span]] = {sign: [] for sign in _SIGNS}
    body = body.strip()
    for sign in _ANY_SIGN.finditer(body):
        pieces.append(body[last : sign.start()])
        length += sign.start() - last
        last = sign.end()
        if opened is None and sign[0] in _SIGNS:
            opened = sign[0], length
        elif opened is not None and sign[0] == _SIGNS[opened[0]]:
            found[opened[0]].append((opened[1], length))
            opened = None
        else:
            raise ValueError(f"{id}: {sign[0]} is out of place after “{body[:last][-30:]}”")
    if opened is not None:
        raise ValueError(f"{id}: {opened[0]} is never closed")
    pieces.append(body[last:])
    if bool(found["⟦"]) != (degree in COPIED):
        raise ValueError(f"{id}: a copy, and only that, says with ⟦…⟧ what is copied")
    return Article(id, degree, "".join(pieces), tuple(found["⟦"]), tuple(found["⟪"]))
