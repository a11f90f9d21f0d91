"""The text of a PDF by pypdf, for `pdf`, which runs this module in a sandbox: the only importer of pypdf.

Words and their order are those of pypdf's plain extraction, which follows the order in which the file draws them. The
positions of the lines on the page decide which of them make one block.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGES = 5_000
CHARACTERS = 10_000_000

_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
_STOPS = re.compile(r"[.!?:…][\"'”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its words, where it begins in points from the left and the foot, and the size of its letters.

    A size of 0 means that its place is not known.
    """

    words: str
    left: float = 0
    foot: float = 0
    size: float = 0


def read_pdf_bytes(content: bytes) -> bytes:
    """Return JSON: `pages`, a list of blocks each, and `description`; or `fault`, why there is no text."""
    from pypdf import PdfReader  # noqa: PLC0415 - an extra, and slow to import
    from pypdf.errors import DependencyError  # noqa: PLC0415

    try:
        from io import BytesIO  # noqa: PLC0415

        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return _json({"fault": "encrypted"})
        if len(reader.pages) > PAGES:
            return _json({"fault": "long"})
        pages, length = [], 0
        for page in reader.pages:
            pages.append(page_lines(page))
            length += sum(len(line.words) for line in pages[-1])
            if length > CHARACTERS:
                return _json({"fault": "long"})
        steps = line_steps(pages)
        blocks = [group_lines(lines, steps) for lines in pages]
        return _json({"pages": blocks, "description": _read_description(reader)})
    except DependencyError:
        return _json({"fault": "encrypted"})
    except MemoryError:
        return _json({"fault": "long"})
    except Exception:
        return _json({"fault": "damaged"})  # a stranger's file may make it raise anything


def _json(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode()


def _read_description(reader: "PdfReader") -> dict[str, str]:
    """Return what the file's own description says, by its names there."""
    metadata: Mapping[str, object] = reader.metadata or {}
    found = {}
    for key in ("/Title", "/Author", "/CreationDate"):
        value = metadata.get(key)
        if isinstance(value, str) and value.strip():
            found[key[1:]] = _UNPRINTABLE.sub("\ufffd", value).strip()
    return found


def page_lines(page: "PageObject") -> list[PdfLine]:
    """Return the lines of a page in the file's order."""
    drawn: list[tuple[str, Sequence[float], Sequence[float], float]] = []
    whole = page.extract_text(visitor_text=lambda text, cm, tm, _, size: drawn.append((text, cm, tm, size or 0)))
    if "".join(text for text, *_ in drawn) != whole:  # the places of the words are not known
        return [PdfLine(_clean(line)) for line in whole.splitlines()]
    found: list[PdfLine] = []
    words: list[str] = []
    place = (0.0, 0.0, 0.0)
    for text, cm, tm, size in drawn:
        first, *others = text.split("\n")
        for number, part in enumerate((first, *others)):
            if number:
                found.append(PdfLine(_clean("".join(words)), *place))
                words, place = [], (0.0, 0.0, 0.0)
            if part.strip() and not place[2]:
                place = _find_place(cm, tm, size)
            words.append(part)
    found.append(PdfLine(_clean("".join(words)), *place))
    return found


def _clean(words: str) -> str:
    return " ".join(_UNPRINTABLE.sub("\ufffd", words).split())


def _find_place(cm: Sequence[float], tm: Sequence[float], size: float) -> tuple[float, float, float]:
    """Return where text begins and how tall it is, in points: the text's matrix within the page's."""
    left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    foot = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    return left, foot, size * (up[0] ** 2 + up[1] ** 2) ** 0.5


def line_steps(pages: Iterable[Sequence[PdfLine]]) -> Mapping[int, float]:
    """Return the usual distance from one line to the next, in points, by the size of their letters."""
    distances: dict[int, list[float]] = {}
    for lines in pages:
        for above, below in pairwise(line for line in lines if line.words):
            if above.size and 0 < above.foot - below.foot < 3 * above.size:
                distances.setdefault(round(above.size), []).append(above.foot - below.foot)
    from statistics import median  # noqa: PLC0415 - few builds read a PDF

    return {size: median(found) for size, found in distances.items()}


def group_lines(lines: Iterable[PdfLine], steps: Mapping[int, float]) -> list[str]:
    """Return the blocks of a page: their lines, joined by line feeds.

    A block ends where the letters change size, where the next line is not below or is farther down than is usual for
    this size, and where the next line is indented after a full stop.
    """
    blocks: list[list[PdfLine]] = []
    for line in lines:
        if not line.words:
            continue
        if blocks and not _ends_before(line, blocks[-1], steps.get(round(line.size), 0)):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return ["\n".join(line.words for line in block) for block in blocks]


def _ends_before(line: PdfLine, block: Sequence[PdfLine], step: float) -> bool:
    last = block[-1]
    if not (last.size and line.size):
        return False
    down = last.foot - line.foot
    if abs(last.size - line.size) > 0.1 * last.size or down > 1.2 * step or down < -0.5 * line.size:
        return True
    indented = line.left - min(last.left for last in block[-2:])
    return 0.5 * line.size < indented < 5 * line.size and bool(_STOPS.search(last.words))
