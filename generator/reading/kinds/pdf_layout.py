"""The layout of a PDF: which lines make a block, and what on a page is no part of the running text.

Lines come in the file's order, which is the order in which browsers copy them, and mostly that of reading. Changed is
only what parts a sentence that a reader sees whole: columns that the file draws row by row, initials, and the heads,
feet and page numbers between two pages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from generator.reading.kinds.pdf_lines import PdfLine

_STOPS = re.compile(r"[.!?:…。！？؟।][\"'”’»)\]]*\Z")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:(?:page|seite|página|pagina|pág|p|s|стр|صفحة|עמוד)\W{1,2})?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\W{1,3}(?:of|von|de|di|sur|/|из|מתוך|من)?\W{0,3}\d{1,4})?\W*"
)
_WORD = re.compile(r"[^\W\d_]+")
_MARGIN = 4  # lines at each end of a page may be its head and its foot
_MOST_LINES = 12  # a paragraph may have been drawn before its initial
PageEdges = tuple[float, float]  # where the foot and the top of a page are, in points
_MARGIN_HEIGHT = 0.15  # of the page
INITIAL = 1.6  # times the size of the line that it begins
# Letters that are words of themselves: behind them a blank may have to be.
_ONE_LETTER_WORDS = frozenset("AIOEYÀÉÈÓÒaioàéèòóyeWZwzОАИВКСУЯ")
_LEAST_ROWS = 3  # side by side make columns
_LEAST_WORDS = 3  # of a line of a column
_RUNNING_ON = 0.5  # of the lines of prose go on in the line below with a small letter; cells of tables do not


def arrange_pages(pages: Sequence[Sequence[PdfLine]], edges: Sequence[PageEdges]) -> list[list[str]]:
    """Return the blocks of each page; the lines of a block are joined by line feeds."""
    known = Counter(word.lower() for lines in pages for line in lines for word in _WORD.findall(line.words))
    arranged = [join_initials(part_columns(lines), known) for lines in pages]
    margins = find_margins(arranged, edges)
    bodies = [
        [line for line in lines if line not in set(aside)] for lines, aside in zip(arranged, margins, strict=True)
    ]
    steps = line_steps(arranged)
    return place_margins(
        [group_lines(lines, steps) for lines in bodies],
        [group_lines(aside, steps) for aside in margins],
    )


# -- columns -------------------------------------------------------------------------------------------------------


def part_columns(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page, those of columns that are drawn row by row column by column."""
    found: list[PdfLine] = []
    rows: list[list[PdfLine]] = []
    columns: list[list[PdfLine]] = []
    for row in _group_rows(lines):
        places = _find_columns(row, columns, rows[-1]) if rows else None
        if places is None:
            found += _order_rows(rows, columns)
            rows, columns = [], [[] for _ in row]
            places = range(len(row))
        rows.append(row)
        for place, line in zip(places, row, strict=True):
            columns[place].append(line)
    return [*found, *_order_rows(rows, columns)]


def _group_rows(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Return lines that follow one another in the file and stand side by side, from the left."""
    rows: list[list[PdfLine]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last and line.size and abs(last.foot - line.foot) < 0.3 * line.size and line.left > last.right:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _find_columns(
    row: Sequence[PdfLine], columns: Sequence[Sequence[PdfLine]], above: Sequence[PdfLine]
) -> Sequence[int] | None:
    """Return in which of the columns the lines of a row are; None where it does not go on with them."""
    down = above[0].foot - row[0].foot
    if len(columns) < 2 or not 0 < down < 3 * above[0].size:
        return None
    lefts = [min(line.left for line in column) for column in columns]
    places = [sum(left <= line.left + 2 * line.size for left in lefts) - 1 for line in row]
    inside = all(line.right < ([*lefts, float("inf")])[place + 1] for place, line in zip(places, row, strict=True))
    return places if inside and min(places) >= 0 and len(set(places)) == len(places) else None


def _order_rows(rows: Sequence[Sequence[PdfLine]], columns: Sequence[Sequence[PdfLine]]) -> list[PdfLine]:
    """Return the lines of rows: column by column where they are prose, else row by row."""
    if len(columns) > 1 and all(len(column) >= _LEAST_ROWS for column in columns):
        down = [_runs_on(*pair) for column in columns for pair in pairwise(column)]
        prose = all(median(len(line.words.split()) for line in column) >= _LEAST_WORDS for column in columns)
        if prose and sum(down) > _RUNNING_ON * len(down):
            return [line for column in columns for line in column]
    return [line for row in rows for line in row]


def _runs_on(line: PdfLine, following: PdfLine) -> bool:
    """Return whether a line goes on in another: no stop at its end, and a small letter or a broken word behind it."""
    begins = following.words[:1]
    return not _STOPS.search(line.words) and (begins.islower() or (begins.isalpha() and not begins.isupper()))


# -- initials ------------------------------------------------------------------------------------------------------


def join_initials(lines: Sequence[PdfLine], known: Mapping[str, int]) -> list[PdfLine]:
    """Return the lines of a page, large initials joined with the words that they begin.

    `known` counts the words of the whole file, in small letters: they tell “A council” from “Acouncil”.
    """
    found: list[PdfLine] = []
    skipped: set[int] = set()
    for index, line in enumerate(lines):
        if index in skipped:
            continue
        initial = line.words
        if len(initial) == 1 and initial.isalpha():
            place = _find_begun_line(line, lines, index)
            if place is not None and place > index:
                begun = lines[place]
                skipped.add(place)
                line = begun._replace(words=_join_initial(initial, begun.words, known), left=line.left)
            elif place is not None and lines[place] in found:
                at = found.index(lines[place])
                begun = found[at]
                found[at] = begun._replace(words=_join_initial(initial, begun.words, known), left=line.left)
                continue
        found.append(line)
    return found


def _find_begun_line(initial: PdfLine, lines: Sequence[PdfLine], index: int) -> int | None:
    """Return the line right beside the top of an initial: the next one, or one that was drawn before."""
    near = [index + 1, *range(index - 1, max(-1, index - _MOST_LINES), -1)]
    existing: list[int] = [place for place in near if place < len(lines)]
    for place in sorted(existing, key=lambda place: -lines[place].foot):
        line = lines[place]
        up = line.foot - initial.foot
        beside = -0.2 * initial.size < line.left - initial.right < 0.6 * initial.size
        if line.size and initial.size > INITIAL * line.size and beside and -0.1 * initial.size < up < initial.size:
            return place
    return None


def _join_initial(initial: str, rest: str, known: Mapping[str, int]) -> str:
    word = _WORD.match(rest)
    if initial in _ONE_LETTER_WORDS and word and not known[(initial + word[0]).lower()] and known[word[0].lower()] > 1:
        return f"{initial} {rest}"
    return initial + rest


# -- heads, feet and page numbers ----------------------------------------------------------------------------------


def find_margins(pages: Sequence[Sequence[PdfLine]], edges: Sequence[PageEdges]) -> list[list[PdfLine]]:
    """Return the heads, feet and page numbers of each page.

    These are the outermost lines near the edges of the page that another page has at the same height, their numbers
    aside, and a page number alone in its line. No page is only margins.
    """
    ends = [list(_list_ends(lines, *edge)) for lines, edge in zip(pages, edges, strict=True)]
    keys = ([_margin_key(line) for end in page for row in end for line in row] for page in ends)
    seen = Counter(key for page in keys for key in dict.fromkeys(page))
    found = []
    for lines, page in zip(pages, ends, strict=True):
        margins: list[PdfLine] = []
        for end in page:
            for row in end:
                repeated = [line for line in row if seen[_margin_key(line)] > 1 or _is_page_number(line, row, pages)]
                if not repeated:
                    break
                margins += [line for line in repeated if line not in margins]
        found.append([line for line in lines if line in margins] if len(margins) < len(lines) else [])
    return found


def _is_page_number(line: PdfLine, row: Sequence[PdfLine], pages: Sequence[object]) -> bool:
    return len(row) == 1 and len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.words) is not None


def _list_ends(lines: Sequence[PdfLine], foot: float, top: float) -> Iterator[list[list[PdfLine]]]:
    """Yield the rows nearest to the top of a page, and those nearest to its foot, the outermost first."""
    reach = _MARGIN_HEIGHT * (top - foot)
    heights = {line.foot for line in lines if line.size}
    above = sorted((height for height in heights if height > top - reach), reverse=True)
    below = sorted(height for height in heights if height < foot + reach)
    for end in (above, below):
        yield [[line for line in lines if line.size and line.foot == height] for height in end[:_MARGIN]]


def _margin_key(line: PdfLine) -> tuple[str, int]:
    return _DIGITS.sub("0", line.words), round(line.foot / 3)


def place_margins(pages: Sequence[Sequence[str]], margins: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the blocks of each page with its heads and feet where they interrupt no sentence.

    They stand before the page's own words; where these go on with a sentence of the page before, they stand behind the
    first line of the page that ends in a stop, or on a later page where there is none.
    """
    found: list[list[str]] = []
    waiting: list[str] = []
    inside = False  # a sentence
    for blocks, aside in zip(pages, margins, strict=True):
        waiting += aside
        placed: list[str] = []
        for block in blocks:
            if waiting and not inside:
                placed += waiting
                waiting = []
            if waiting:
                lines = block.split("\n")
                ends = next((number for number, line in enumerate(lines, 1) if _STOPS.search(line)), 0)
                if ends:
                    placed += ["\n".join(lines[:ends]), *waiting, *filter(None, ["\n".join(lines[ends:])])]
                    waiting = []
                else:
                    placed.append(block)
            else:
                placed.append(block)
            inside = not _STOPS.search(block)
        if not blocks and not inside:
            placed, waiting = waiting, []
        found.append(placed)
    if waiting:
        found[-1] += waiting
    return found


# -- blocks --------------------------------------------------------------------------------------------------------


def line_steps(pages: Iterable[Sequence[PdfLine]]) -> Mapping[int, float]:
    """Return the usual distance from one line to the next, in points, by the size of their letters."""
    distances: dict[int, list[float]] = {}
    for lines in pages:
        for above, below in pairwise(lines):
            if above.size and 0 < above.foot - below.foot < 3 * above.size:
                distances.setdefault(round(above.size), []).append(above.foot - below.foot)
    return {size: median(found) for size, found in distances.items()}


def group_lines(lines: Iterable[PdfLine], steps: Mapping[int, float]) -> list[str]:
    """Return the blocks of a page: their lines, joined by line feeds.

    A block ends where the letters change size, where the next line is not below or is farther down than is usual for
    this size, and where the next line is indented after a full stop. Within a broken word none ends.
    """
    blocks: list[list[PdfLine]] = []
    for line in lines:
        if blocks and not _ends_before(line, blocks[-1], steps.get(round(line.size), 0)):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return ["\n".join(line.words for line in block) for block in blocks]


def _ends_before(line: PdfLine, block: Sequence[PdfLine], step: float) -> bool:
    last = block[-1]
    if not (last.size and line.size):
        return False
    if breaks_word(last.words, line.words):
        return False
    down = last.foot - line.foot
    if abs(last.size - line.size) > 0.1 * last.size or down > 1.2 * step or down < -0.5 * line.size:
        return True
    indented = line.left - min(line.left for line in block[-2:])
    return 0.5 * line.size < indented < 5 * line.size and bool(_STOPS.search(last.words))


def breaks_word(above: str, below: str) -> bool:
    """Return whether a word is broken between two lines: a letter and a hyphen, then a small letter."""
    return above[-1:] in {"-", "\u2010", "\xad"} and above[-2:-1].isalpha() and below[:1].islower()
