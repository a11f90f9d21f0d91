"""The article of a saved page: trafilatura chooses the blocks, and their words stay those of the page.

An extractor's own text is not word for word the page's: it marks lists and tables, joins and drops. So it only points
at blocks, and whole blocks of the page as verbatim reads it are kept.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import accumulate

from generator.reading.sandbox import WorkFailed, WorkTimedOut, run_sandboxed
from generator.text import ELISION

EXTRA = "pip install 'verbatim-site[pages]'"

_LEAST_LETTERS = 30  # letters and digits of a line that is in no second place by chance
_SEARCHED = 5_000_000_000  # code points searched in vain for lines before giving up
_BARE = re.compile(r"[\W_]+")


def is_installed() -> bool:
    """Return whether the extractor is installed."""
    return find_spec("trafilatura") is not None


def run_extractor(content: bytes) -> bytes:
    """Return, as JSON, the lines that the extractor finds in an HTML page in UTF-8. Runs in a process of its own."""
    from trafilatura import extract  # noqa: PLC0415 - an extra, and slow to import

    found = extract(content.decode(), output_format="txt", include_comments=False, include_tables=True)
    return json.dumps((found or "").splitlines()).encode()


def extract_article(html: str, text: str) -> str | None:
    """Return the blocks of a page's text that are its article, joined by blank lines; None if the extractor finds none.

    `text` is the page as verbatim reads it.
    """
    try:
        lines = json.loads(
            run_sandboxed("generator.commands.add.article_extraction", "run_extractor", html.encode("utf-8", "replace"))
        )
    except (WorkTimedOut, WorkFailed, ValueError):
        return None
    return join_blocks(text.split(ELISION), lines)


def join_blocks(blocks: Sequence[str], lines: Iterable[str]) -> str | None:
    """Return the blocks that the lines point at, joined by blank lines; None if there are none.

    A long line points at all blocks that it covers, or whose words it begins or ends with. A short one, which may occur
    anywhere, only points at a block that it is all of, between two that long ones point at.
    """
    letters = [_letters_only(block) for block in blocks]
    whole, starts = "".join(letters), [0, *accumulate(map(len, letters))]
    kept: set[int] = set()
    short: set[str] = set()
    place = searched = 0
    for line in (_letters_only(cell) for row in lines for cell in row.split("|")):
        if len(line) < _LEAST_LETTERS:
            short.add(line)
            continue
        for words in dict.fromkeys((line, line[:_LEAST_LETTERS], line[-_LEAST_LETTERS:])):
            found = whole.find(words, place)
            found = found if found >= 0 else whole.find(words)
            if found >= 0:
                place = found + len(words)
                kept.update(range(bisect_right(starts, found) - 1, bisect_left(starts, place)))
            else:
                searched += len(whole)
            if found >= 0 and words is line:
                break
        if searched > _SEARCHED:
            break
    if not kept:
        return None
    between = range(min(kept), max(kept) + 1)
    return ELISION.join(
        blocks[index] for index in between if index in kept or (letters[index] and letters[index] in short)
    )


def _letters_only(text: str) -> str:
    return _BARE.sub("", text).casefold()
