"""Which blocks of a page are the article: trafilatura chooses, and the words stay those of the page.

An extractor's own text is not word for word the page's: it marks lists and tables, joins and drops. So it only points,
and what is kept are whole blocks of the page as verbatim reads it.
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

_TELLING = 30  # letters and digits of a line that stand in no other place by chance
_SEARCHED = 5_000_000_000  # code points that lines are looked for in, in vain
_BARE = re.compile(r"[\W_]+")


def is_installed() -> bool:
    """The extractor is installed."""
    return find_spec("trafilatura") is not None


def run_extractor(content: bytes) -> bytes:
    """JSON of the lines that the extractor gives for an HTML page in UTF-8; it runs in a process of its own."""
    from trafilatura import extract  # noqa: PLC0415 - an extra, and slow to import

    found = extract(content.decode(), output_format="txt", include_comments=False, include_tables=True)
    return json.dumps((found or "").splitlines()).encode()


def extract_article(html: str, text: str) -> str | None:
    """The blocks of a page's text that are its article, joined by blank lines; None where the extractor finds none.

    `text` is what verbatim reads in the page.
    """
    try:
        lines = json.loads(
            run_sandboxed("generator.commands.article_extraction", "run_extractor", html.encode("utf-8", "replace"))
        )
    except (WorkTimedOut, WorkFailed, ValueError):
        return None
    return join_blocks(text.split(ELISION), lines)


def join_blocks(blocks: Sequence[str], lines: Iterable[str]) -> str | None:
    """The blocks of which the lines tell, joined by blank lines; None where there are none.

    A long line points at all blocks that it covers, or whose words it begins or ends with. A short one, which may stand
    anywhere, only points at a block that it is all of, between two that long ones point at.
    """
    bare = [_bare(each) for each in blocks]
    whole, starts = "".join(bare), [0, *accumulate(map(len, bare))]
    kept: set[int] = set()
    short: set[str] = set()
    place = searched = 0
    for line in (_bare(cell) for each in lines for cell in each.split("|")):
        if len(line) < _TELLING:
            short.add(line)
            continue
        for words in dict.fromkeys((line, line[:_TELLING], line[-_TELLING:])):
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
    return ELISION.join(blocks[each] for each in between if each in kept or (bare[each] and bare[each] in short))


def _bare(text: str) -> str:
    return _BARE.sub("", text).casefold()
