"""Sentences of a text, and the context of a passage.

Lines are joined to units (a paragraph, a heading, a caption, a menu item), and units are cut at the punctuation that
ends a sentence. Both steps are linear, and rules, not a model: the same text gives the same sentences everywhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.language import months
from generator.patterns import lazy_pattern

Span = tuple[int, int]

CONTEXT = 300  # characters shown at most on either side of a passage's sentence

_CLOSERS = "\"'”’»›)\\]}"
_OPENERS = "\"'“‘«‹([{¿¡„‚"
_STOPS = ".!?…؟।۔։;\u037e"  # the last two ask a question in Greek, and end nothing elsewhere
_TIGHT_STOPS = "。！？｡።፧፨။។៕"  # after these no space has to follow
# It begins with a set, which is quickly found. `space` is there where the stop is one that blanks have to follow.
_STOP = lazy_pattern(
    rf"[{_STOPS}{_TIGHT_STOPS}](?:"
    rf"(?<=[{_STOPS}])(?<![{_STOPS}]{{2}})(?P<more>[{_STOPS}]*+)(?:[{_CLOSERS}]|[ \xa0\u202f][»›])*+(?P<space>\s+)"
    # 「はい。」と言った goes on after its quotation.
    rf"|(?<=[{_TIGHT_STOPS}])[{_TIGHT_STOPS}]*+(?:[{_CLOSERS}」』）】》]++(?![ぁ-ゖ])|(?![{_CLOSERS}」』）】》]))\s*)"
)
_ENDS = lazy_pattern(rf"[{_STOPS}{_TIGHT_STOPS}:][{_CLOSERS}」』）】》]*\Z")
_WORD = re.compile(r"[^\s\"'“”‘’«»()\[\]{}—–/-]+\Z")
_NEXT = lazy_pattern(rf"[{_OPENERS}]*(\w+)?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|Ph\.D", re.IGNORECASE)
_LIST_ITEM = lazy_pattern(r"[-*•·▪–—]\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s")
_LINE = re.compile(r"[^\S\n]*(\S(?:.*\S)?)?.*(?:\n|\Z)")
_SPACES = re.compile(r"\s+")


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name, never at a sentence's end.
_TITLES = _split(
    "adm amb brig capt cmdr col cpl dr fr ft gen gov hon insp lt maj messrs mr mrs ms mt mx pres prof pvt rep reps rev "
    "sen sens sgt sr sra st ste supt vs e.g i.e cf viz"
)
# Before a number.
_COUNTED = _split("no nos art ch fig figs p pp para sec vol vols c ca") | frozenset(months.ENGLISH_ABBREVIATIONS)
# In a sentence or at its end: the next word decides.
_EITHER = _split("co corp inc ltd bros plc jr sr esq etc al ave blvd dept est approx univ assn mio mrd")
_STARTERS = _split(
    "a after all also although an and another as at because before both but by despite during each even every few for "
    "from he her here his how however i if in instead it its just last later many meanwhile more most my no nobody "
    "not now of officials on one only our she since so some still such that the their then there these they this "
    "those though to two under until we what when where while who why with yet you your"
)


# German writes a date's day as an ordinal, “am 3. Oktober”.
_MONTHS = frozenset(name.lower() for name in months.GERMAN)
_NUMBER = re.compile(r"\(?\d{1,3}")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of the text in order, without the white space between them; they do not overlap.

    A blank line ends a sentence unless it stands in mid-sentence, as in wrapped wire copy; a line break does where the
    line is no part of hard-wrapped prose.
    """
    return tuple(span for start, end in _find_units(text) for span in _cut_sentences(text, start, end))


def sentence_context(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[int, int, int, int]:
    """Return context_start, sentence_start, sentence_end, context_end of text[start:end]; `spans` are the sentences.

    The sentence is all those that the passage touches; the context is one more on each side. Either is cut at a word
    CONTEXT characters from what it surrounds; a sentence that was cut gets no further context there.
    """
    first = bisect_right(spans, start, key=lambda span: span[1])
    after = bisect_left(spans, (end,))
    if first >= after:
        return start, start, end, end
    left, right = min(start, spans[first][0]), max(end, spans[after - 1][1])
    sentence_start, sentence_end = _cut_before(text, left, start), _cut_after(text, end, right)
    context_start, context_end = sentence_start, sentence_end
    if sentence_start == left and first > 0:
        context_start = _cut_before(text, spans[first - 1][0], left)
    if sentence_end == right and after < len(spans):
        context_end = _cut_after(text, right, spans[after][1])
    return context_start, sentence_start, sentence_end, context_end


def _cut_before(text: str, low: int, high: int) -> int:
    if high - low <= CONTEXT:
        return low
    space = _SPACES.search(text, high - CONTEXT - 1, high)
    return space.end() if space else high - CONTEXT


def _cut_after(text: str, low: int, high: int) -> int:
    if high - low <= CONTEXT:
        return high
    cut = max(text.rfind(space, low, low + CONTEXT + 1) for space in " \n")
    return len(text[:cut].rstrip()) if cut > low else low + CONTEXT


# -- lines -> units -----------------------------------------------------------------------------------------------


def _find_units(text: str) -> Iterator[Span]:
    """Yield the stretches of text that hold whole sentences."""
    lines = [(line.start(1), line.end(1)) for line in _LINE.finditer(text) if line.end() > line.start()]
    started = -1
    for block, blank_lines in _find_blocks(lines):
        width = _find_wrapped_width(block)
        if started < 0:
            started = block[0][0]
        for line, following in pairwise(block):
            if not _continues(text, line, following, width):
                yield started, line[1]
                started = following[0]
        if blank_lines and not (blank_lines[0] == 1 and _continues_below(text, block[-1], blank_lines[1])):
            yield started, block[-1][1]
            started = -1
        elif not blank_lines:
            yield started, block[-1][1]


def _find_blocks(lines: Sequence[Span]) -> Iterator[tuple[list[Span], tuple[int, Span] | None]]:
    """Yield the lines between blank lines; with each the number of blank lines below and the next line, or None."""
    block: list[Span] = []
    blank = 0
    for line in lines:
        if line[0] < 0:
            blank += 1
            continue
        if block and blank:
            yield block, (blank, line)
            block = []
        blank = 0
        block.append(line)
    if block:
        yield block, None


def _find_wrapped_width(block: Sequence[Span]) -> int:
    """Return the width at which the block's lines were wrapped, where most are about as long; else 0."""
    lengths = [end - start for start, end in block]
    width = max(lengths)
    full = sum(length >= 0.75 * width for length in lengths[:-1])
    return width if len(block) > 2 and 50 <= width <= 120 and full >= 0.6 * (len(block) - 1) else 0


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    if _LIST_ITEM.match(text, *following) or _is_quoted(text, line):
        return False
    if text[following[0]].islower():
        return line[1] - line[0] >= 50
    # The line was full where the next word had no room on it.
    first_word = _SPACES.search(text, *following)
    room = (first_word.start() if first_word else following[1]) - following[0]
    return width > 0 and line[1] - line[0] + 1 + room > width


def _continues_below(text: str, line: Span, following: Span) -> bool:
    """Whether a sentence goes on after one blank line, as in wire copy that was cut; captions are shorter."""
    if _ENDS.search(text, max(line[0], line[1] - 10), line[1]) or _is_quoted(text, line):
        return False
    if _LIST_ITEM.match(text, *following):
        return False
    return line[1] - line[0] >= (60 if text[following[0]].islower() else 80)


def _is_quoted(text: str, line: Span) -> bool:
    return text[line[0]] in _OPENERS and text[line[1] - 1] in '"”»'


# -- units -> sentences -------------------------------------------------------------------------------------------


def _cut_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for stop in _STOP.finditer(text, start, end):
        if not stop["space"] or _is_sentence_end(text, start, end, stop):
            last = stop.start("space") if stop["space"] else stop.end()
            yield start, start + len(text[start:last].rstrip())
            start = stop.end()
    if start < end:
        yield start, end


def _is_sentence_end(text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    if text[stop.start()] in ";\u037e" and not "\u0370" <= text[stop.start() - 1] <= "\u1fff":
        return False
    following = _NEXT.match(text, stop.end(), end)
    word = following[1] or "" if following else ""
    if following and not word:
        # A dash goes on with the sentence; any other sign may begin one.
        return stop.end() < end and following.end() < end and text[following.end()] not in "-–—,;:"
    if word[0].islower():
        return False
    if stop["more"] or text[stop.start()] != ".":
        return True
    before = _WORD.search(text, max(start, stop.start() - 20), stop.start())
    if _NUMBER.fullmatch(text, start, stop.start()):  # of an item in a list
        return False
    return before is None or _ends_between(before[0], word)


def _ends_between(last: str, word: str) -> bool:
    """Whether a full stop between these two words ends a sentence."""
    name = last.lower()
    if name in _TITLES or (last.isdecimal() and len(last) < 3 and word.lower() in _MONTHS):
        return False
    if name in _COUNTED:
        return not word[0].isdigit()
    if (len(last) == 1 and last.isupper() and last != "I") or name in _EITHER or _DOTTED.fullmatch(last):
        return word.lower() in _STARTERS and not (len(last) == 1 and len(word) == 1)
    return True
