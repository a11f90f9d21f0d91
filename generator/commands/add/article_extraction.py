"""The article of a saved page: an extractor says which blocks of the page's text it is made of.

An extractor's own text is not word for word the page's: it marks lists and tables, joins, moves and drops. So it only
points at blocks of the page as verbatim reads it, and the page with all its text is the source.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import accumulate

from generator.analysis.anchoring.article_stretches import Span, join_blocks
from generator.reading.sandbox import WorkFailed, WorkTimedOut, run_sandboxed
from generator.text import ELISION

EXTRA = "pip install 'verbatim-site[pages]'"

_WINDOW = 30  # letters and digits in a row that are in no second place by chance
_TRIED = 4  # places of the same letters that are tried
_COVERED = 0.5  # of a block's windows: if the extractor gave more of them, the block is in the article
_BESIDE = 20  # letters and digits of its neighbour that a short block is looked for with
_SEARCHED = 2_000_000_000  # letters searched in vain for short blocks before giving up
_BARE = re.compile(r"[\W_]+")


def is_installed() -> bool:
    """Return whether the extractor is installed."""
    return find_spec("trafilatura") is not None


def run_extractor(content: bytes) -> bytes:
    """Return, as JSON, the lines that the extractor finds in an HTML page in UTF-8. Runs in a process of its own."""
    from trafilatura import extract  # noqa: PLC0415 - an extra, and slow to import

    found = extract(content.decode(), output_format="txt", include_comments=False, include_tables=True)
    return json.dumps((found or "").splitlines()).encode()


def extract_article(html: str, text: str) -> tuple[Span, ...]:
    """Return the stretches of a page's text that are its article; none if the extractor finds none.

    `text` is all the text of the page as verbatim reads it.
    """
    try:
        lines = json.loads(
            run_sandboxed("generator.commands.add.article_extraction", "run_extractor", html.encode("utf-8", "replace"))
        )
    except (WorkTimedOut, WorkFailed, ValueError):
        return ()
    blocks = text.split(ELISION)
    return join_blocks(blocks, choose_blocks(blocks, lines))


def choose_blocks(blocks: Sequence[str], lines: Iterable[str]) -> frozenset[int]:
    """Return the blocks, by number, that are in what the extractor gave, or that have one of its lines in them.

    A block counts by what of it was given, more than half of it, wherever its lines were broken; of several blocks with
    the same words it is the next one. A short block, which may occur anywhere, counts where it was given beside the
    words that are beside it in the page, or as a line of its own between two blocks that count.
    """
    letters = [_letters_only(block) for block in blocks]
    given = [line for row in lines for cell in row.split("|") if (line := _letters_only(cell))]
    whole = "".join(given)
    kept = _find_covered(letters, whole) | _find_lines(letters, [line for line in given if len(line) >= _WINDOW])
    if not kept:
        return frozenset()
    first, last, short = min(kept), max(kept), frozenset(given)
    beside = _find_beside(letters, whole, kept)
    between = {number for number in range(first, last) if letters[number] in short and len(letters[number]) < _WINDOW}
    return frozenset(kept | between | beside)


def _find_covered(letters: Sequence[str], given: str) -> set[int]:
    """Return the blocks of which more than half was given."""
    windows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    counts = [0] * len(letters)
    for number, block in enumerate(letters):
        for start in range(0, len(block) - _WINDOW + 1, _WINDOW):
            windows[block[start : start + _WINDOW]].append((number, start))
            counts[number] += 1
    covered: dict[int, set[int]] = defaultdict(set)
    reached, at = (0, 0), 0
    while at <= len(given) - _WINDOW:
        places = windows.get(given[at : at + _WINDOW], ())
        behind = bisect_left(places, reached)
        options = [*places[behind : behind + _TRIED], *places[:_TRIED]]  # the next places, else the first ones
        whole = next((place for place in options if given.startswith(letters[place[0]], max(at - place[1], 0))), None)
        if whole:
            number, start = whole
            covered[number].update(range(0, len(letters[number]), _WINDOW))
            reached, at = (number, len(letters[number])), at - start + len(letters[number])
            continue
        if options:
            covered[options[0][0]].add(options[0][1])
            reached = options[0]
        at += 1
    return {number for number, starts in covered.items() if len(starts) > _COVERED * counts[number]}


def _find_lines(letters: Sequence[str], lines: Iterable[str]) -> set[int]:
    """Return the blocks that have one of the lines, all of it, in them."""
    whole, starts = "".join(letters), (0, *accumulate(map(len, letters)))
    found: set[int] = set()
    place = searched = 0
    for line in lines:
        at = whole.find(line, place)
        at = at if at >= 0 else whole.find(line)
        if at < 0:
            searched += len(whole)
            if searched > _SEARCHED:
                break
            continue
        place = at + len(line)
        found.update(range(bisect_right(starts, at) - 1, bisect_left(starts, place)))
    return {number for number in found if letters[number]}


def _find_beside(letters: Sequence[str], given: str, kept: Collection[int]) -> set[int]:
    """Return the short blocks that were given right before or behind the words that are there in the page."""
    whole, starts = "".join(letters), (0, *accumulate(map(len, letters)))
    found: set[int] = set()
    searched = 0
    for number in _list_short(letters, kept):
        start, end = starts[number], starts[number + 1]
        for context in (whole[max(start - _BESIDE, 0) : end], whole[start : end + _BESIDE]):
            if len(context) > _BESIDE and context in given:
                found.add(number)
                break
            searched += len(given)
        if searched > _SEARCHED:
            break
    return found


def _list_short(letters: Sequence[str], kept: Collection[int]) -> Iterator[int]:
    return (number for number, block in enumerate(letters) if block and len(block) < _WINDOW and number not in kept)


def _letters_only(text: str) -> str:
    return _BARE.sub("", text).casefold()
