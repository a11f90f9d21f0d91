"""Folding: how a quote and a source are made comparable, with the way back from every folded character.

Beside the folded text, a source has *options*: stretches that print broke or that a note interrupts, and that may be
read in more than one way.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from generator import text as words
from generator.patterns import lazy_pattern
from generator.text import DROPPED, SPACE, is_letter, is_mark
from generator.values import dataclass

# Sets come first in these patterns: where a pattern may begin is then found quickly.
_IRREGULAR = re.compile(f"[{SPACE}{DROPPED}](?:[{SPACE}{DROPPED}]+|(?<=[{DROPPED}]))")
_SPACE = lazy_pattern(f"[{SPACE}]")
_BLANK = re.compile(f"[{SPACE}{DROPPED}]")
_BLANKS = re.compile(f"[{SPACE}{DROPPED}]*")
_OTHER_SPACES = re.compile(f"[{SPACE.replace(' ', '')}]")
_PLAIN = re.compile(r"(?:[!-~]++(?: [!-~]++)*)?")  # words of ASCII, one space between two: most quotes
_BEYOND_ASCII = lazy_pattern(r"[\x00-\x7f]?[^\x00-\x7f]+")

_LOOKALIKES = {'"': "“”„‟״", "'": "‘’‚‛׳", "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
TATWEEL = "\u0640"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
# What the third rewriting looks at: ligatures, tatweel, radicals, raised digits, spaces inside French quotation marks.
_SPECIAL = re.compile(f"[ﬀ-ﬆ]|{TATWEEL}+|[\u2f00-\u2fd5]|[{RAISED}]+|(?<=[«‹]) | (?=[»›])")
_RAISED = lazy_pattern(f"[{RAISED}]")
_WORTH_INDEX = 300_000_000  # code points to search from which on an index of words is quicker, its making included
_STREAM_SAFE = 30  # characters of a letter with its marks: Unicode's Stream-Safe Text Format allows no more

# What ends a line behind a letter, digit or stop, and the line break behind it with the white space around it.
_HYPHEN = "-\u2010\u2011"
_BROKEN = lazy_pattern(rf"[{_HYPHEN}\u2012-\u2015\u2212\xad][^\S\n]*\n[^\S\n]*(?=\S)")
_MAYBE_EAST_ASIAN = lazy_pattern("[^\x00-\u2e7f]")  # one range, which is quickly compiled and searched for
_LINE_BREAK = lazy_pattern(r"[^\S\n]*\n[^\S\n]*(?=\S)")
_SIGN = lazy_pattern(r"[-\u2212\u2013](?=[^\w\s]?\d)")
_GROUPED = lazy_pattern(r"\d(?<![\d.,]\d)\d{0,2}(?:[ \xa0\u2007-\u200a\u202f]\d{3})+(?!\d)")


class Option(NamedTuple):
    """A stretch text[start:end] of folded text that may also be read as any of `readings` (its own text is one)."""

    start: int
    end: int
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Layer:
    """One rewriting of a text as stretches: from `after[i]` on it is what was between `begins[i]` and `ends[i]`."""

    after: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def start(self, position: int) -> int:
        """Return where the character at `position` began before the rewriting."""
        index = bisect_right(self.after, position) - 1
        return self.begins[index] if self._is_rewritten(index) else self.begins[index] + position - self.after[index]

    def end(self, position: int) -> int:
        """Return where the character before `position` ended before the rewriting."""
        index = bisect_right(self.after, position - 1) - 1
        return self.ends[index] if self._is_rewritten(index) else self.begins[index] + position - self.after[index]

    def _is_rewritten(self, index: int) -> bool:
        # The last stretch is never rewritten: _rewrite closes with one that is kept, empty if need be.
        if index + 1 == len(self.after):
            return False
        return self.ends[index] - self.begins[index] != self.after[index + 1] - self.after[index]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and the way back to the original's offsets (code points).

    `uncut` are positions that the original's print holds together (inside a grouped number, behind a sign, around a
    word broken at a line's end): no match begins or ends there. At `bounds`, the edges of note marks, one may in any
    case. `raised` are the raised digits that folding made plain. `joined` is the text without its options, for searches
    that are to find words on both sides of one. `expands` says whether folding made several characters of one. Only a
    source has more than that and its text and layers. `word_places` are the offsets of each word between two spaces,
    where so many quotes are looked for that an index repays its making.
    """

    text: str
    layers: tuple[_Layer, ...]
    options: tuple[Option, ...] = ()
    uncut: frozenset[int] = frozenset()
    bounds: frozenset[int] = frozenset()
    raised: frozenset[int] = frozenset()
    joined: "Folded | None" = None
    expands: bool = False
    word_places: Mapping[str, Sequence[int]] | None = None

    def start(self, position: int) -> int:
        """Return the original offset at which the folded character at `position` begins."""
        for layer in self.layers:
            position = layer.start(position)
        return position

    def end(self, position: int) -> int:
        """Return the original offset just after the folded character before `position`; dropped ones are outside."""
        for layer in self.layers:
            position = layer.end(position)
        return position

    def position(self, offset: int) -> int:
        """Return the first folded position that begins at the original offset or behind it."""
        return bisect_left(range(len(self.text)), offset, key=self.start)

    def splits(self, position: int) -> bool:
        """Return whether a cut here parts a letter from its marks, or one printed character into two."""
        return words.splits_marks(self.text, position) or (self.expands and self._is_inside(position))

    def _is_inside(self, position: int) -> bool:
        """Return whether the characters on both sides are made of one printed character."""
        return 0 < position < len(self.text) and self.start(position) == self.start(position - 1)

    def may_begin(self, position: int) -> bool:
        """Return whether a match may begin here."""
        if position in self.uncut or position in self.bounds:
            return position in self.bounds
        return words.may_begin(self.text, position) and not (self.expands and self._is_inside(position))

    def may_end(self, position: int) -> bool:
        """Return whether a match may end here."""
        if position in self.uncut or position in self.bounds:
            return position in self.bounds
        return words.may_end(self.text, position) and not (self.expands and self._is_inside(position))


def fold(text: str) -> Folded:
    """Fold a text as quotes and sources are compared: the contract's folding, in its order, in linear time.

    NFC; soft hyphens, zero-width characters and direction marks dropped; each run of white space one space, none at
    the ends; ligatures, radicals, tatweel and raised digits behind letters made plain; double and single quotation
    marks, hyphens and dashes each made one character.
    """
    if text.isascii() and _PLAIN.fullmatch(text):
        return Folded(text, ())
    layers, expands = [], False
    for edits in (_compositions, _blanks, _plain_forms):
        found = tuple(edits(text))
        if found:
            expands = expands or any(len(replacement) > 1 for _, _, replacement in found)
            text, layer = _rewrite(text, found)
            layers.append(layer)
        if edits is _blanks:
            text = _OTHER_SPACES.sub(" ", text)
    if not text.isascii():
        for plain, lookalikes in _LOOKALIKES.items():
            for lookalike in lookalikes:
                text = text.replace(lookalike, plain)
    return Folded(text, tuple(reversed(layers)), expands=expands)


@lru_cache(10_000)
def fold_name(name: str) -> str:
    """Return what the spellings of a name have in common: folded, in small letters."""
    return fold(name).text.casefold()


def fold_source(text: str, notes: Sequence[tuple[int, int]] = ()) -> Folded:
    """Fold a source: also find what may be read in several ways, and where its print allows no cut.

    `notes` are the places of note marks in the text: a quote may have such a mark, or read on over it.
    """
    folded = fold(text)
    options: list[Option] = []
    held = set(_held_together(text))
    for start, end, readings, inside_word in (*_line_ends(text), *_note_options(text, notes)):
        first, last = folded.position(start), folded.position(end)
        if first < last:
            options.append(Option(first, last, (folded.text[first:last], *readings)))
        if inside_word:
            held.update(range(start, end + 1))
    options.sort()
    return Folded(
        folded.text,
        folded.layers,
        tuple(options),
        frozenset(folded.position(position) for position in held),
        frozenset(folded.position(position) for note in notes for position in note),
        frozenset(folded.position(digit.start()) for digit in (() if text.isascii() else _RAISED.finditer(text))),
        _leave_out(folded.text, options) if options else None,
        folded.expands,
    )


def _leave_out(text: str, options: Sequence[Option]) -> Folded:
    """Return a folded text without its options."""
    joined, layer = _rewrite(text, [(option.start, option.end, "") for option in options])
    return Folded(joined, (layer,))


def index_words(source: Folded, searches: int) -> Folded:
    """Return a source with an index of its words, if it is worth that for so many searches."""
    if searches * len(source.text) < _WORTH_INDEX:
        return source
    places: defaultdict[str, list[int]] = defaultdict(list)
    position = 0
    for word in source.text.split(" "):
        places[word].append(position)
        position += len(word) + 1
    return replace(source, word_places=places)


def is_blank(text: str) -> bool:
    """Return whether nothing of the text is left when it is folded."""
    return _BLANKS.fullmatch(text) is not None


# -- what may be read in several ways ------------------------------------------------------------------------------


def _line_ends(text: str) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """Yield where a line's end may be read otherwise: from, to, the further readings, and if it is inside a word."""
    if "\n" not in text:
        return
    for broken in _BROKEN.finditer(text):
        before = words.base_before(text, broken.start())
        hyphen = text[broken.start()]
        inside = is_letter(before) and is_letter(text[broken.end()]) and hyphen in f"{_HYPHEN}\xad"
        if hyphen == "\xad":
            if inside:
                yield broken.start(), broken.end(), ("",), True
        elif before.isalnum() or before == ".":
            yield broken.start(), broken.end(), ("-", "") if inside else ("-",), inside
    if not text.isascii() and _MAYBE_EAST_ASIAN.search(text):
        for line_break in _LINE_BREAK.finditer(text):
            before, after = words.base_before(text, line_break.start()), text[line_break.end()]
            if _joins_lines(before, after):
                yield line_break.start(), line_break.end(), ("",), False


@cache
def _east_asian() -> re.Pattern[str]:
    """One character of Han, Hiragana or Katakana."""
    return re.compile(
        "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
        "\U00020000-\U0003ffff\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]"
    )


def _joins_lines(before: str, after: str) -> bool:
    """Return whether one of two characters is Han, Hiragana or Katakana, and the other such a one or punctuation."""
    east_asian = [_east_asian().match(character) is not None for character in (before, after)]
    punctuation = [unicodedata.category(character)[0] == "P" for character in (before, after)]
    return any(east_asian) and all(map(max, east_asian, punctuation))


def _note_options(text: str, notes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """Yield the note marks, each with the space before it where one is behind it too: without the mark one is left."""
    for start, end in notes:
        spaced = start > 0 and text[start - 1].isspace() and (end == len(text) or text[end].isspace())
        yield start - spaced, end, ("",), False


def _held_together(text: str) -> Iterator[int]:
    """Yield the offsets inside numbers in groups, and behind the signs of numbers."""
    for grouped in _GROUPED.finditer(text):
        if not is_letter(text[grouped.end() : grouped.end() + 1] or " "):
            for position in range(grouped.start() + 1, grouped.end()):
                if not text[position].isdecimal():
                    yield position
                    yield position + 1
    for sign in _SIGN.finditer(text):
        before, after = words.base_before(text, sign.start()), text[sign.end()]
        if (
            before.isalnum()
            or _closes(text, sign.start())
            or not (after.isdecimal() or unicodedata.category(after) == "Sc")
        ):
            continue
        yield sign.end()
        if not after.isdecimal():
            yield sign.end() + 1


def _closes(text: str, position: int) -> bool:
    """Return whether a closing mark is right before the position: a bracket, or a quotation mark behind a character."""
    before = text[position - 1 : position]
    if before in {'"', "'"}:
        return position > 1 and not text[position - 2].isspace()
    return bool(before) and unicodedata.category(before) in {"Pe", "Pf"}


# -- rewriting -----------------------------------------------------------------------------------------------------


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """The stretches that NFC rewrites. Normalising a base with all that may join it is normalising the whole."""
    if unicodedata.is_normalized("NFC", text):
        return
    for stretch in _BEYOND_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", stretch[0]):
            continue
        start = stretch.start()
        for position in range(start + 1, stretch.end() + 1):
            if position < stretch.end() and _joins(text[position - 1], text[position]):
                continue
            cluster = text[start:position]
            composed = unicodedata.normalize("NFC", _order_marks(cluster) if len(cluster) > _STREAM_SAFE else cluster)
            if composed != cluster:
                yield start, position, composed
            start = position


def _order_marks(cluster: str) -> str:
    """Return the decomposed cluster with its marks in canonical order: Python's own sorting takes quadratic time."""
    decomposed = "".join(unicodedata.normalize("NFD", character) for character in cluster)
    runs = groupby(decomposed, key=lambda character: unicodedata.combining(character) > 0)
    return "".join("".join(sorted(run, key=unicodedata.combining)) if marks else "".join(run) for marks, run in runs)


def _joins(before: str, character: str) -> bool:
    """Whether NFC may join a character to the one before: marks, Hangul vowels and finals, Kirat Rai vowel signs.

    Nothing joins a blank: folding drops it, and the stretch must not begin with it.
    """
    if "\u1160" <= character <= "\u11ff":
        return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    if "\U00016d40" <= character <= "\U00016d7f":
        return "\U00016d40" <= before <= "\U00016d7f"
    return is_mark(character) and not _BLANK.match(before)


def _blanks(text: str) -> Iterator[tuple[int, int, str]]:
    """What is dropped and what becomes one space, but for the lone white space that stays where it is."""
    begin, end = 0, len(text)
    while begin < end and _BLANK.match(text, begin):
        begin += 1
    while end > begin and _BLANK.match(text, end - 1):
        end -= 1
    if begin:
        yield 0, begin, ""
    for blank in _IRREGULAR.finditer(text, begin, end):
        yield blank.start(), blank.end(), " " if _SPACE.search(blank[0]) else ""
    if end < len(text):
        yield end, len(text), ""


def _plain_forms(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ligatures, radicals, tatweel, raised digits behind a letter, and spaces inside French quotation marks."""
    if text.isascii():
        return
    for found in _SPECIAL.finditer(text):
        special = found[0]
        behind_letter = is_letter(words.base_before(text, found.start()))
        if special[0] == TATWEEL:
            yield found.start(), found.end(), "" if behind_letter else "-" * len(special)
        elif special[0] in RAISED:
            if behind_letter:
                yield found.start(), found.end(), "".join(str(unicodedata.digit(digit)) for digit in special)
        elif special == " ":
            yield found.start(), found.end(), ""
        else:
            yield found.start(), found.end(), LIGATURES.get(special) or unicodedata.normalize("NFKC", special)


def _rewrite(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, _Layer]:
    pieces: list[str] = []
    after, begins, ends = [], [], []
    length = kept = 0
    for start, end, replacement in edits:
        if start > kept:
            after.append(length)
            begins.append(kept)
            ends.append(start)
            pieces.append(text[kept:start])
            length += start - kept
        if replacement:
            after.append(length)
            begins.append(start)
            ends.append(end)
            pieces.append(replacement)
            length += len(replacement)
        kept = end
    after.append(length)
    begins.append(kept)
    ends.append(len(text))
    pieces.append(text[kept:])
    return "".join(pieces), _Layer(tuple(after), tuple(begins), tuple(ends))
