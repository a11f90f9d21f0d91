"""Stretches of a source's text that are the article proper: found by their first and last words, and named by them.

A page is more than its article: menus, lists of other stories, small print. All of it is the source's text, and can be
quoted; which stretches are the article is said in claims.yaml, in words that stand there by the rule for quotes.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from generator.analysis.anchoring.match import BRACKETS, PLACES, Match, find_brackets, find_matches, is_empty_quote
from generator.folding import Folded, fold, fold_source
from generator.reading.yamltree import find_forbidden
from generator.text import ELISION, has_words

Span = tuple[int, int]
Bounds = tuple[str, str]  # the first words of a stretch, and its last
BoundedText = tuple[str, tuple[Span, ...], tuple[Bounds, ...]]  # a text, its note marks, its stretches

# Folded characters that are tried as first, or as last, words: half as many more each time.
_LENGTHS = (30, 45, 68, 102, 153, 230, 345, 517, 776, 1_164, 1_746)


# -- from words to places ------------------------------------------------------------------------------------------


def find_stretches(item: BoundedText) -> tuple[Span, ...] | None:
    """Return where the stretches of a text are, in order; none where they are all of it, None where one has no place.

    They are widened to the marks that touch them, and joined where no word is between them.
    """
    text, notes, named = item
    search, found, at = WordSearch(text, notes), [], 0
    for first, last in named:
        begin = search.find(first, at)
        end = search.find(last, begin.end) if begin else None
        if begin is None or end is None:
            return None
        found.append((search.folded.start(begin.start), search.folded.end(end.end)))
        at = end.end
    return tidy_stretches(text, found)


class WordSearch:
    """Finds words in a text by the rule for quotes, in the order of the text."""

    def __init__(self, text: str, notes: Sequence[Span]) -> None:
        self._text, self._notes = text, notes
        self.folded: Folded = fold_source(text, notes)

    def find(self, words: str, at: int) -> Match | None:
        """Return the first place of the words at a folded position or behind it."""
        quote = fold(words).text
        if is_empty_quote(quote) or len(find_brackets(quote)) > BRACKETS:
            return None
        matches, _ = find_matches(quote, self.folded)
        found = next((match for match in matches if match.start >= at), None)
        if found or len(matches) < PLACES:
            return found
        offset = self.folded.start(at)  # no more places are looked for at once: the rest is searched by itself
        rest = fold_source(
            self._text[offset:], [(start - offset, end - offset) for start, end in self._notes if start >= offset]
        )
        behind, _ = find_matches(quote, rest)
        return Match(behind[0].start + at, behind[0].end + at, ()) if behind else None


def tidy_stretches(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return stretches in order, widened to the marks that touch them, joined where there is no word between them.

    Each ends where the next word begins. Stretches that are the whole text are none.
    """
    found: list[Span] = []
    for start, end in spans:
        reached = found[-1][1] if found else 0
        while start > reached and not (text[start - 1].isspace() or text[start - 1].isalnum()):
            start -= 1
        while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
            end += 1
        while end < len(text) and text[end].isspace():
            end += 1
        if not has_words(text[reached:start]):
            start = found.pop()[0] if found else 0
        found.append((start, end))
    if found and not has_words(text[found[-1][1] :]):
        found[-1] = (found[-1][0], len(text))
    return () if found == [(0, len(text))] else tuple(found)


# -- from another text ---------------------------------------------------------------------------------------------


def match_article(text: str, article: str) -> tuple[Span, ...]:
    """Return the stretches of a text whose blocks, in order, are those of the article; none where none is."""
    blocks, wanted = text.split(ELISION), [block.strip() for block in article.split(ELISION)]
    kept, place = [], 0
    for number, block in enumerate(blocks):
        if place < len(wanted) and block.strip() == wanted[place]:
            kept.append(number)
            place += 1
    return join_blocks(blocks, kept)


def join_blocks(blocks: Sequence[str], kept: Iterable[int]) -> tuple[Span, ...]:
    """Return the stretches of the joined blocks that these blocks, by number, make up."""
    starts = (0, *accumulate(len(block) + len(ELISION) for block in blocks))
    found: list[Span] = []
    for number in sorted(kept):
        start, end = starts[number], starts[number] + len(blocks[number])
        if found and found[-1][1] + len(ELISION) == start:
            start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


# -- from places to words ------------------------------------------------------------------------------------------


def name_stretches(text: str, notes: Sequence[Span], spans: Sequence[Span]) -> tuple[Bounds, ...]:
    """Return the words by which the stretches are found, as few as do; none where no words do.

    A stretch that begins, or ends, with words that stand before it too is made longer by whole blocks. Few have to be.
    """
    search, named = WordSearch(text, notes), list[Bounds]()
    at = position = 0  # where the stretch before ends: a folded position, and an offset
    waiting = list(reversed(spans))
    while waiting:
        start, end = waiting.pop()
        bounds = _name_stretch(search, text, max(start, position), end, at)
        if bounds is None:
            wider = _widen(text, max(start, position), end, position)
            if wider == (max(start, position), end):
                return ()
            while waiting and waiting[-1][0] <= wider[1]:
                wider = (wider[0], max(wider[1], waiting.pop()[1]))
            waiting.append(wider)
            continue
        (first, last), at, position = bounds
        named.append((first, last))
    return tuple(named)


def _widen(text: str, start: int, end: int, reached: int) -> Span:
    """Return a stretch with one block more on each side, as far as the text behind `reached` goes."""
    before = text.rfind(ELISION, reached, max(start - len(ELISION), reached))
    behind = text.find(ELISION, end + len(ELISION))
    return (before + len(ELISION) if before >= 0 else reached), (behind if behind >= 0 else len(text))


def _name_stretch(search: WordSearch, text: str, start: int, end: int, at: int) -> tuple[Bounds, int, int] | None:
    """Return the words of a stretch, and where it ends, folded and in the text; None where no words find it."""
    folded = search.folded
    first, last = folded.position(start), folded.position(end)
    while first < last and folded.text[first] == " ":
        first += 1
    while last > first and folded.text[last - 1] == " ":
        last -= 1
    for words, stop in _first_words(folded, text, first, last):
        begin = search.find(words, at)
        if begin is None or begin.start != first or begin.end != stop:
            continue
        for ending in _last_words(folded, text, stop, last):
            found = search.find(ending, stop)
            if found and found.end == last:
                return (words, ending), last, folded.end(last)
    return None


def _first_words(folded: Folded, text: str, first: int, last: int) -> Iterator[tuple[str, int]]:
    half = (last - first) // 2
    for length in (min(_LENGTHS[0], half), *_LENGTHS):  # of a short stretch at most half: last words are needed too
        stop = first + length
        while stop < last and (folded.text[stop - 1] == " " or not folded.may_end(stop)):
            stop += 1
        if stop >= last:
            break
        yield from ((words, stop) for words in _as_typed(text, folded, first, stop))


def _last_words(folded: Folded, text: str, first: int, last: int) -> Iterator[str]:
    for length in _LENGTHS:
        begin = max(last - length, first)
        while begin > first and not folded.may_begin(begin):
            begin -= 1
        yield from _as_typed(text, folded, begin, last)
        if begin == first:
            break


def _as_typed(text: str, folded: Folded, start: int, end: int) -> Iterator[str]:
    """Yield the words of a folded stretch on one line, where they can be typed."""
    words = " ".join(text[folded.start(start) : folded.end(end)].split())
    if words and not find_forbidden(words):
        yield words


def quote_stretches(bounds: Sequence[Bounds]) -> str:
    """Return the line of an entry that names these stretches."""
    named = ", ".join(f"{{from: {_to_json(first)}, to: {_to_json(last)}}}" for first, last in bounds)
    return f"article: [{named}]"


def _to_json(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
