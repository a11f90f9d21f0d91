"""The rule for quotes by brute force: brackets, numbers, broken lines and note marks, as the contract has them.

The search of the program must agree with a search that tries every way of laying a quote from every place on.
"""

import unicodedata
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.analysis.anchoring import match
from generator.analysis.anchoring.match import find_brackets, find_matches
from generator.folding import fold, fold_source
from tests.support.quote_cases import TOKENS

NUMBER_MARKS = ",.'·/:，．：／\u066b\u066c"
UNSPACED = ("CJK UNIFIED", "CJK COMPATIBILITY", "IDEOGRAPHIC", "HIRAGANA", "THAI ", "LAO ", "KHMER ", "MYANMAR ")
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"

Span = tuple[int, int]
Element = tuple[str, str]  # words, elision, replaced, lead or rest; with its text
Layout = tuple[Span, ...]


def is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" or unicodedata.category(character) == "Nl"


def is_digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def has_no_spaces(character: str) -> bool:
    return is_letter(character) and unicodedata.name(character, "").startswith(UNSPACED)


def is_hebrew(character: str) -> bool:
    return unicodedata.name(character, "").startswith("HEBREW LETTER")


class Source:
    """A source as the oracle sees it: its print, its folded text, and for each folded position what is before it."""

    def __init__(self, text: str, notes: tuple[Span, ...] = ()) -> None:
        self.text, self.folded = text, fold(text)
        self.notes = notes
        self.words = self.folded.text
        self.places = [self.folded.start(position) for position in range(len(self.words))] + [len(text)]
        self.sites = {
            self.at(start): (self.at(end), readings)
            for start, end, readings, _ in self.found_sites()
            if self.at(start) < self.at(end)
        }
        self.begins, self.ends, self.cuts = self.borders()

    def at(self, offset: int) -> int:
        return next(position for position, place in enumerate(self.places) if place >= offset)

    def found_sites(self) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
        """Where print broke a line inside a word or between characters without spaces, and the note marks."""
        for start in range(len(self.text)):
            end = start
            while end < len(self.text) and self.text[end] in " \n\xa0\t":
                end += 1
            if self.text[start:end].count("\n") != 1 or not start or end == len(self.text):
                continue
            if self.text[start - 1] in " \n\xa0\t":
                continue
            base = start - 1
            while base and is_mark(self.text[base]):
                base -= 1
            before, after = self.text[start - 1], self.text[end]
            if before in "-–\xad" and start > 1:
                word = start - 2
                while word and is_mark(self.text[word]):
                    word -= 1
                inside = is_letter(self.text[word]) and is_letter(after) and before in "-\xad"
                if before == "\xad":
                    if inside:
                        yield start - 1, end, (" ", ""), True
                elif self.text[word].isalnum() or self.text[word] == ".":
                    yield start - 1, end, ("- ", "-", "") if inside else ("- ", "-"), inside
            elif self.joins(self.text[base], after):
                yield start, end, (" ", ""), False
        for start, end in self.notes:
            spaced = start and self.text[start - 1].isspace() and (end == len(self.text) or self.text[end].isspace())
            first, last = self.at(start - bool(spaced)), self.at(end)
            yield start - bool(spaced), end, (self.words[first:last], ""), False

    @staticmethod
    def joins(before: str, after: str) -> bool:
        east = [
            unicodedata.name(character, "").startswith(("CJK", "HIRAGANA", "KATAKANA")) and is_letter(character)
            for character in (before, after)
        ]
        marks = [unicodedata.category(character)[0] == "P" for character in (before, after)]
        return any(east) and all(one or other for one, other in zip(east, marks, strict=True))

    def held(self) -> set[int]:
        """Positions inside grouped numbers, behind signs, and in and around words that a line's end breaks."""
        text, found = self.text, set()
        for start in range(len(text)):
            end = start
            while end < len(text) and is_digit(text[end]):
                end += 1
            if not 1 <= end - start <= 3 or (start and (is_digit(text[start - 1]) or text[start - 1] in ",.")):
                continue
            stop, spaces = end, []
            while (
                text[stop : stop + 1] in {" ", "\xa0", "\u2009"}
                and len(text[stop + 1 : stop + 4]) == 3
                and all(map(is_digit, text[stop + 1 : stop + 4]))
            ):
                spaces.append(stop)
                stop += 4
            following = text[stop : stop + 1] or " "
            if not is_digit(following) and not is_letter(following):
                found |= {place for space in spaces for place in (space, space + 1)}
        for place, sign in enumerate(text[:-1]):
            if sign not in "-−–":
                continue
            base = place - 1
            while base >= 0 and is_mark(text[base]):
                base -= 1
            before = text[base] if base >= 0 else " "
            close = place > 0 and (
                unicodedata.category(text[place - 1]) in {"Pe", "Pf"}
                or (text[place - 1] in "\"'" and place > 1 and not text[place - 2].isspace())
            )
            if before.isalnum() or close:
                continue
            if is_digit(text[place + 1]):
                found.add(place + 1)
            elif unicodedata.category(text[place + 1]) == "Sc" and is_digit(text[place + 2 : place + 3] or " "):
                found |= {place + 1, place + 2}
        for start, end, _, inside in self.found_sites():
            if inside:
                found |= set(range(start, end + 1))
        return {self.at(place) for place in found}

    def borders(self) -> tuple[set[int], set[int], set[int]]:
        """Where a match may begin, where it may end, and where a cut parts no character."""
        text, held = self.words, self.held()
        noted = {self.at(place) for note in self.notes for place in note}
        begins, ends, cuts = set(), set(), set()
        for position in range(len(text) + 1):
            left, right = text[:position], text[position:]
            if left and right and is_mark(right[0]) and left[-1] != " ":
                continue
            if left and right and self.folded.layers and self.places[position] == self.places[position - 1]:
                continue
            cuts.add(position)
            bases = [character for character in left if not is_mark(character)]
            before, preceding = (bases[-1] if bases else " "), (bases[-2] if len(bases) > 1 else " ")
            if left and is_mark(left[0]) and not bases:
                before = " "
            after, following = (right[:1] or " "), (right[1:2] or " ")
            wordy = (is_letter(before) or before.isalnum()) and (is_letter(after) or after.isalnum())
            if wordy and not any(map(has_no_spaces, (before, after))):
                inside = True
            else:
                inside = (
                    (after in NUMBER_MARKS and is_digit(before) and is_digit(following))
                    or (before in NUMBER_MARKS and left[-1] == before and is_digit(preceding) and is_digit(after))
                    or (after in "\"'" and is_hebrew(before) and is_hebrew(following))
                    or (before in "\"'" and left[-1] == before and is_hebrew(preceding) and is_hebrew(after))
                )
            ending = not (after == "'" and is_letter(before) and is_letter(following))
            free = position in noted
            if free or (not inside and position not in held):
                begins.add(position)
                if free or ending:
                    ends.add(position)
        return begins, ends, cuts

    def read(self, words: str, position: int) -> set[int]:
        """Every position where the words end that begin here, whichever way the sites are read."""
        if not words:
            return {position}
        found = set()
        if position in self.sites:
            end, readings = self.sites[position]
            for reading in readings:
                if words.startswith(reading):
                    rest = words[len(reading) :]
                    found |= self.read(rest, end) if rest or reading else set()
        if self.words[position : position + 1] == words[0]:
            found |= self.read(words[1:], position + 1)
        return found


# -- the quote -----------------------------------------------------------------------------------------------------


def brackets_of(quote: str) -> list[tuple[int, int, str]]:
    """The brackets that mean something: from, to, and what they do (`elision+` is one that touches a word's end)."""
    opened: list[int] = []
    closed = []
    for position, character in enumerate(quote):
        if character == "[":
            opened.append(position)
        elif character == "]" and opened:
            closed.append((opened.pop(), position + 1))
    found = []
    for start, end in sorted(closed):
        if any(a < start < end < b or start < a < b < end for a, b in closed):
            continue
        inside = quote[start + 1 : end - 1].replace(" ", "")
        base = start - 1
        while base > 0 and is_mark(quote[base]):
            base -= 1
        left = start > 0 and is_letter(quote[base]) and not has_no_spaces(quote[base])
        right = end < len(quote) and is_letter(quote[end]) and not has_no_spaces(quote[end])
        if inside in {"…", "..."}:
            found.append((start, end, "elision+" if left and not right else "elision"))
        elif left and not right:
            found.append((start, end, "rest"))
        elif right and not left and inside:
            found.append((start, end, "lead"))
        elif not left and not right and inside:
            marks = is_raised_number(inside) and start > 0 and is_digit(quote[start - 1])
            found.append((start, end, "replaced+" if marks else "replaced"))
    return found


def is_raised_number(text: str) -> bool:
    """Raised digits, with one comma, hyphen or raised minus between two, and a raised sign before the first."""
    text = text[1:] if text[0] in "⁺⁻₊₋" else text
    alone = all(mark not in ",⁻-" or text[place + 1 : place + 2] in set(RAISED) for place, mark in enumerate(text))
    return text[:1] in set(RAISED) and all(character in f"{RAISED},⁻-" for character in text) and alone


def elements_of(quote: str, brackets: list[tuple[int, int, str]]) -> list[Element]:
    """A reading: words and what stands between them; an elision at an end says nothing."""
    found: list[Element] = []
    position = 0
    for start, end, kind in [*brackets, (len(quote), len(quote), "end")]:
        if words := quote[position:start].strip(" "):
            found.append(("words", words))
        if kind != "end":
            found.append((kind.rstrip("+"), quote[start + 1 : end - 1]))
        position = end
    whole = [number for number, (kind, _) in enumerate(found) if kind in {"words", "lead", "rest", "raised"}]
    ends = {number for number in range(len(found)) if not whole or not whole[0] < number < whole[-1]}
    return [element for number, element in enumerate(found) if number not in ends or element[0] != "elision"]


def jamo(text: str) -> int:
    return sum(
        len(unicodedata.normalize("NFD", letter)) if "가" <= letter <= "힣" else 1
        for letter in text
        if not is_mark(letter)
    )


def rests(source: Source, start: int, end: int) -> Iterator[int]:
    """Where the word ends whose kept beginning is words[start:end]."""
    for last in range(end, min(len(source.words), end + 12) + 1):
        left_out = source.words[end:last]
        printed = source.text[source.places[end] : source.places[last]] if last > end else ""
        if not all(is_letter(character) or is_mark(character) or character in RAISED for character in printed):
            return
        following = source.words[last : last + 1]
        continues = following and (
            is_letter(following) or is_mark(following) or source.text[source.places[last]] in RAISED
        )
        if continues or last not in source.ends:
            continue
        if not left_out:
            yield last
            continue
        first = end
        while first > start and (is_letter(source.words[first - 1]) or is_mark(source.words[first - 1])):
            first -= 1
        kept = jamo(source.words[first:end])
        if jamo(left_out) <= 3 and kept >= 3 and kept >= jamo(left_out) and end in source.cuts:
            yield last


def layouts(reading: list[Element], source: Source, limit: int, position: int) -> Iterator[tuple[int, Layout]]:
    """Every way of laying the reading from `position` on: where it ends, and the places of its words."""
    if not reading:
        yield position, ()
        return
    kind, _ = reading[0]
    if kind in {"words", "lead"}:
        yield from word_layouts(reading, source, limit, position)
        if source.words[position : position + 1] == " ":  # white space beside brackets is not theirs
            yield from word_layouts(reading, source, limit, position + 1)
        return
    count = 0
    if kind == "elision":
        reading = reading[1:]
    while reading and kind == "replaced" and reading[0][0] == "replaced":
        count, reading = count + 1, reading[1:]
    for stop in range(position, len(source.words) + 1):
        if kind == "elision" or len(source.words[position:stop].strip(" ")) <= limit * count + count - 1:
            yield from layouts(reading, source, limit, stop)


def word_layouts(reading: list[Element], source: Source, limit: int, position: int) -> Iterator[tuple[int, Layout]]:
    kind, lead = reading[0]
    if kind == "lead":
        reading = reading[1:]
        if position not in source.begins or position not in source.cuts:
            return
        if source.words[position : position + len(lead)].lower() != lead.lower():
            return
        position += len(lead)
    elif position not in source.begins:
        return
    touched = reading[1][0] if len(reading) > 1 else ""
    for end in source.read(reading[0][1], position) if position in source.cuts else ():
        if touched == "rest":
            stops, rest = [*rests(source, position, end)], reading[2:]
        elif touched == "raised":
            stop = end + len(reading[1][1])
            shown = source.words[end:stop] == reading[1][1] and stop in source.ends
            stops, rest = [stop] if shown else [], reading[2:]
        else:
            stops, rest = [end] if end in source.ends and end in source.cuts else [], reading[1:]
        for stop in stops:
            for last, places in layouts(rest, source, limit, stop):
                yield last, ((position, end), *places)


def readings_of(quote: str) -> Iterator[list[list[Element]]]:
    """The readings in groups, each of which counts only where none before it has a match."""
    brackets = brackets_of(quote)
    own = [bracket for bracket in brackets if not bracket[2].startswith("elision")]
    for count in range(len(own), -1, -1):
        yield [
            elements_of(quote, [bracket for bracket in brackets if bracket not in chosen])
            for chosen in combinations(own, count)
        ]
    touching = [bracket for bracket in brackets if bracket[2].endswith("+")]
    beside = {"elision+": "rest", "replaced+": "raised"}
    for count in range(1, len(touching) + 1):
        yield [
            elements_of(quote, [(a, b, beside[kind] if (a, b, kind) in chosen else kind) for a, b, kind in brackets])
            for chosen in combinations(touching, count)
        ]


def brute(quote: str, source: Source, prefix: str, suffix: str, limit: int) -> dict[Span, set[Layout]]:
    """Every match as its stretch, without white space at the ends, with the earliest layout of each reading."""
    for group in readings_of(quote):
        found: dict[Span, set[Layout]] = {}
        for reading in group:
            if not any(kind == "words" and any(map(str.isalnum, words)) for kind, words in reading):
                continue
            laid: dict[Span, set[Layout]] = {}
            for start in range(len(source.words)):
                for end, places in layouts(reading, source, limit, start):
                    if stretch := stretch_of(reading, source, start, end, places, prefix, suffix):
                        laid.setdefault(stretch, set()).add(places)
            for stretch, ways in laid.items():
                found.setdefault(stretch, set()).add(min(ways))
        if found:
            return {
                span: ways
                for span, ways in found.items()
                if not any(other != span and span[0] <= other[0] and other[1] <= span[1] for other in found)
            }
    return {}


def stretch_of(
    reading: list[Element], source: Source, start: int, end: int, places: Layout, prefix: str, suffix: str
) -> Span | None:
    words = source.words
    first, last = places[0][0], places[-1][1]
    kind, inside = next(element for element in reading if element[0] in {"words", "lead"})
    outer = first - (len(inside) if kind == "lead" else 0)
    left = start + len(words[start:outer]) - len(words[start:outer].lstrip(" "))
    right = last + len(words[last:end].rstrip(" "))
    ends_in_rest = [kind for kind, _ in reading if kind in {"words", "rest", "raised"}][-1] != "words"
    outer_last = right if ends_in_rest else last
    if left < outer and left not in source.begins:
        return None
    if right > outer_last and right not in source.ends:
        return None
    if prefix and not any(
        at in source.begins and reach in source.read(prefix, at)
        for at in range(left + 1)
        for reach in {left, left - (words[left - 1 : left] == " ")}
    ):
        return None
    if suffix and not any(
        reach in source.ends
        for at in {right, right + (words[right : right + 1] == " ")}
        for reach in source.read(suffix, at)
    ):
        return None
    return left, right


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, str, str, str, int]:
    """A source and a quote of the same few tokens, so that matches are many, with a small limit."""
    few = [*draw(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=4, unique=True)), " ", "a"]
    more = [*few, *draw(st.lists(st.sampled_from(("[…]", "[x]", "[a]", "[A]", "[c]", "1[²]")), max_size=2))]
    source = "".join(draw(st.lists(st.sampled_from(few), min_size=1, max_size=10)))
    quote = "".join(draw(st.lists(st.sampled_from(more), min_size=1, max_size=6)))
    beside = st.just("") | st.lists(st.sampled_from(few), min_size=1, max_size=2).map("".join)
    prefix, suffix = draw(beside), draw(beside)
    assume(fold(source).text and any(map(str.isalnum, quote)))
    return source, quote, prefix, suffix, draw(st.sampled_from((1, 2, 3, 80)))


@settings(max_examples=700, deadline=None, derandomize=True)
@given(cases())
def test_the_matches_are_those_of_brute_force(case: tuple[str, str, str, str, int]) -> None:
    """The whole rule: the same stretches, each laid in the way whose parts come earliest."""
    source, quote, prefix, suffix, limit = case
    check_against_brute_force(source, (), quote, prefix, suffix, limit)


def check_against_brute_force(
    source: str, notes: tuple[Span, ...], quote: str, prefix: str, suffix: str, limit: int
) -> None:
    quote, prefix, suffix = fold(quote).text, fold(prefix).text, fold(suffix).text
    oracle = Source(source, notes)
    expected = brute(quote, oracle, prefix, suffix, limit)
    folded = fold_source(source, notes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(match, "REPLACED", limit)
        matches, _ = find_matches(quote, folded, prefix, suffix)
    found = {}
    for placed in matches:
        first, last = placed.parts[0].outer_start, placed.parts[-1].outer_end
        left = first - len(folded.text[placed.start : first].lstrip(" "))
        right = last + len(folded.text[last : placed.end].rstrip(" "))
        found[left, right] = tuple((part.start, part.end) for part in placed.parts)
    assert found.keys() == expected.keys()
    assert all(layout in expected[span] for span, layout in found.items())
    assert len(found) == len(matches)


@st.composite
def noted_cases(draw: st.DrawFn) -> tuple[str, tuple[Span, ...], str]:
    """A source with note marks, and a quote that has some of them and reads on over others."""
    pieces = draw(st.lists(st.sampled_from(("a", "ab", "37", " ", ".", "-\n", "*²", "*[1]", "*†")), max_size=8))
    source, notes = "", []
    for piece in pieces:
        if piece.startswith("*"):
            notes.append((len(source), len(source) + len(piece) - 1))
        source += piece.removeprefix("*")
    typed = [piece.removeprefix("*") for piece in pieces if not piece.startswith("*") or draw(st.booleans())]
    start = draw(st.integers(0, len(typed)))
    quote = "".join(typed[start : draw(st.integers(start, len(typed)))])
    assume(fold(source).text and any(map(str.isalpha, quote)))
    return source, tuple(notes), quote


@settings(max_examples=250, deadline=None, derandomize=True)
@given(noted_cases())
def test_notes_are_read_or_read_over(case: tuple[str, tuple[Span, ...], str]) -> None:
    """A quote may have a note mark or read on over it, and a match may begin and end beside one."""
    source, notes, quote = case
    check_against_brute_force(source, notes, quote, "", "", 80)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(TOKENS), max_size=8).map("".join))
@example("1\u0301,2")
@example("a\u0301'b")
def test_the_boundaries_are_those_of_brute_force(text: str) -> None:
    """Where a match may begin and end, and where a cut parts no character, at every place of every text."""
    folded = fold_source(text)
    begins, ends, cuts = Source(text).borders()
    everywhere = range(len(folded.text) + 1)
    assert {position for position in everywhere if folded.may_begin(position)} == begins
    assert {position for position in everywhere if folded.may_end(position)} == ends
    assert {position for position in everywhere if not folded.splits(position)} == cuts


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from((*TOKENS, "[[", "]]", "[ ]")), max_size=10).map("".join))
def test_brackets_are_those_of_brute_force(text: str) -> None:
    """Which brackets mean something, and what each does: nested and unclosed ones are plain text."""
    text = fold(text).text
    found = [(bracket.start, bracket.end, bracket.kind + "+" * bracket.touches) for bracket in find_brackets(text)]
    assert found == brackets_of(text)
