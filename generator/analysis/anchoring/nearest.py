"""The passage of a source that is nearest to a quote, and what differs: an alignment of words and marks with gaps.

The quote is laid whole on a stretch of the source of any length (semi-global alignment with affine gaps, after Gotoh
1982): nothing is missed before its beginning or behind its end, and what only the source has is one gap.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from generator.analysis.anchoring.match import find_brackets
from generator.language.lookalikes import is_apostrophe, to_latin
from generator.text import UNSPACED
from generator.values import dataclass

_MOST_TOKENS = 250  # of a part of a quote that are aligned
_ROOM = 80  # further tokens of the source that a stretch may have which is like a part, beside twice the part's own
_REPLACED_ROOM = 400  # code points behind a part where the next one is sought, if brackets replace words between them

# Scores: of a pair of tokens, times their weight; of a token of the quote alone, likewise; and of gaps.
_SAME, _SAME_WORD, _SIMILAR, _DIFFERENT, _ONLY_TYPED = 2.0, 1.7, 0.8, -0.6, -0.9
_GAP, _GAP_WORD, _GAP_OTHER, _GAP_STOP = 1.2, 0.3, 0.03, 1.5
_LIKE = 0.35  # share of a quote's best score from which a passage is like it
_COSTS_OF_HIT = 4  # lookups that cost as much as to look at one place of a word
_MOST_COMPARED = 2_000  # code points of a passage whose likeness is measured
_SIMILARITY = 70.0  # out of 100, from which two words are similar

_MARKS = (
    r"!-/:-@\[-`{-~\xa1-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u05be\u05c0\u05c3\u060c\u061b\u061f\u06d4\u0964\u0965"
    r"\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3001-\u3003\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_STOPS = frozenset(".!?。！？…")
# Marks that are used for one another: of two kinds they are never laid on one another.
_KINDS_OF_MARKS = ("\"'`´«»‹›‟「」『』《》", ".,;:!?…。、，；：！？؟।", "-/~", "()[]{}")
_KIND_OF_MARK = {mark: kind for kind, marks in enumerate(_KINDS_OF_MARKS) for mark in marks}

Tag = Literal["same", "word", "other", "typed", "printed", "bracket"]


class Step(NamedTuple):
    """A step of an alignment: typed[i1:i2] beside source[j1:j2], in code points of the folded texts.

    They are the `same`, the same `word` in another form, or `other` words; or only one of both has something:
    what was `typed`, or what is `printed`. A `bracket` hides what is printed.
    """

    tag: Tag
    i1: int
    i2: int
    j1: int
    j2: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quote laid on the stretch source[start:end] that it is nearest to, token by token; `score` is 1 at best."""

    start: int
    end: int
    steps: tuple[Step, ...]
    score: float


class _Token(NamedTuple):
    """A word or a mark of a text, text[start:end], with the form in which it is compared.

    Of a `cut` word of a quote brackets stand for the rest, so that only its beginning is compared.
    """

    text: str
    start: int
    end: int
    form: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a quote between two brackets; the bracket behind them may hide `reach` code points, or any number."""

    tokens: tuple[_Token, ...]
    reach: int | None


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part of a quote laid on the source: its steps, and their score."""

    score: float
    steps: tuple[Step, ...]


@lru_cache(8)
def align(quote: str, source: str, least: float = _LIKE) -> Alignment | None:
    """Return the quote laid on the nearest stretch of the source; None where nothing is like it. Both are folded.

    Like it is what has at least this share of the best score. Of a quote with brackets the longest part is laid first,
    then those behind it and before it.
    """
    parts = _split_parts(quote)
    if not parts:
        return None
    printed = _tokenize_source(source)
    longest = max(range(len(parts)), key=lambda number: sum(len(token.form) for token in parts[number].tokens))
    laid: dict[int, _Laid] = {}
    low, high = 0, len(source)
    for number in range(longest, len(parts)):
        laid[number] = _lay(parts[number].tokens, printed, low, high)
        low = laid[number].steps[-1].j2
        reach = parts[number].reach
        high = len(source) if reach is None else low + reach
    high = laid[longest].steps[0].j1
    for number in range(longest - 1, -1, -1):
        reach = parts[number].reach
        laid[number] = _lay(
            parts[number].tokens, printed, 0 if reach is None else max(high - reach, 0), high, last=True
        )
        high = laid[number].steps[0].j1
    return _join([laid[number] for number in range(len(parts))], parts, least)


def count_pairs(quote: str) -> int:
    """Return about how many pairs of tokens `align` compares to lay a quote on a source."""
    tokens = min(sum(1 for _ in _token_pattern().finditer(quote)), _MOST_TOKENS)
    return tokens * (2 * tokens + _ROOM)


def _join(laid: Sequence[_Laid], parts: Sequence[_Part], least: float) -> Alignment | None:
    """Return the parts as one alignment, with what the brackets between them hide."""
    steps: list[Step] = []
    for part in laid:
        if steps:
            steps.append(Step("bracket", steps[-1].i2, part.steps[0].i1, steps[-1].j2, part.steps[0].j1))
        steps += part.steps
    best = sum(_SAME * _weigh(token.form) for part in parts for token in part.tokens)
    score = sum(part.score for part in laid) / best
    if score < least or all(step.tag in {"typed", "bracket"} for step in steps):
        return None
    return Alignment(steps[0].j1, steps[-1].j2, tuple(steps), score)


# -- tokens --------------------------------------------------------------------------------------------------------


@cache
def _token_pattern() -> re.Pattern[str]:
    """A character of a script without spaces; a word or a number with the marks inside it; or a mark."""
    letter = rf"[^\s{_MARKS}{UNSPACED}]"
    inside = rf"(?:{letter}|(?<=\d)[.,'·:/](?=\d)|['`´\u2032](?=[^\W\d_]))"
    return re.compile(rf"[{UNSPACED}]|{letter}{inside}*|\S")


def _split_parts(quote: str) -> list[_Part]:
    """Return the words of a quote between its brackets. Letters in brackets before a word are part of the word."""
    parts: list[_Part] = []
    places: list[int] = []  # of each character of the part that is gathered
    leads: dict[int, int] = {}  # where the letters in brackets begin that a word begins with, and their bracket
    cut: set[int] = set()
    position = 0

    def close(reach: int | None) -> None:
        view = "".join(quote[place] for place in places)
        tokens = tuple(
            _Token(
                found[0],
                leads.get(places[found.start()], places[found.start()]),
                places[found.end() - 1] + 1,
                word_form(found[0]),
                places[found.end() - 1] + 1 in cut,
            )
            for found in _token_pattern().finditer(view)
        )[:_MOST_TOKENS]
        if tokens:
            parts.append(_Part(tokens, reach))
        elif parts and reach is None:
            parts[-1] = _Part(parts[-1].tokens, None)
        places.clear()

    for bracket in find_brackets(quote):
        places.extend(range(position, bracket.start))
        position = bracket.end
        if bracket.kind == "lead":
            leads[bracket.start + 1] = bracket.start
            places.extend(range(bracket.start + 1, bracket.end - 1))
        elif bracket.kind == "rest":
            cut.add(bracket.start)
        else:
            close(None if bracket.kind == "elision" else _REPLACED_ROOM)
    places.extend(range(position, len(quote)))
    close(None)
    return parts


@dataclass(frozen=True, slots=True)
class _SourceTokens:
    """All tokens of a source: where each begins and ends, and its form; and the numbers of the tokens of each form."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    places: Mapping[str, Sequence[int]]


@lru_cache(4)
def _tokenize_source(source: str) -> _SourceTokens:
    spans = [found.span() for found in _token_pattern().finditer(source)]
    forms = tuple(word_form(source[start:end]) for start, end in spans)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(forms):
        places[form].append(number)
    return _SourceTokens(source, tuple(start for start, _ in spans), tuple(end for _, end in spans), forms, places)


@lru_cache(100_000)
def word_form(word: str) -> str:
    """Return a word without case, accents, marks and the look of letters of other scripts; a mark alone is itself.

    A word with digits keeps all but its case: every mark of a figure counts.
    """
    if any(map(str.isdigit, word)):
        return word.casefold()
    plain = to_latin(unicodedata.normalize("NFKD", to_latin(word))).casefold()
    return "".join(character for character in plain if character.isalnum() and not is_apostrophe(character)) or word


@lru_cache(100_000)
def _weigh(form: str) -> float:
    """Return how much a token counts: long words most, marks least."""
    return 0.5 + min(len(form), 7) / 4 if any(map(str.isalnum, form)) else 0.3


# -- where ---------------------------------------------------------------------------------------------------------


def _find_window(typed: Sequence[_Token], printed: _SourceTokens, begin: int, end: int) -> tuple[int, int] | None:
    """Return the tokens among which the nearest passage is: where most of the part's words are, rare ones first.

    Only tokens from `begin` to `end` count.
    """
    wanted = {token.form for token in typed if token.form.isalnum()} or {token.form for token in typed}
    places: dict[str, Sequence[int]] = {}
    for form in wanted:
        numbers = printed.places.get(form, ())
        inside_numbers = numbers[bisect_left(numbers, begin) : bisect_left(numbers, end)]
        if inside_numbers:
            places[form] = inside_numbers
    if not places:
        return _similar_window(typed, printed, begin, end)
    weights = {form: _weigh(form) / len(numbers) ** 0.5 for form, numbers in places.items()}
    size = 2 * len(typed) + _ROOM
    inside: Counter[str] = Counter()
    weight, best, first, last, left = 0.0, 0.0, 0, 0, 0
    hits = _list_hits(places, weights, size)
    for number, form in hits:
        if not inside[form]:
            weight += weights[form]
        inside[form] += 1
        while hits[left][0] <= number - size:
            gone = hits[left][1]
            inside[gone] -= 1
            if not inside[gone]:
                weight -= weights[gone]
            left += 1
        # Of windows with the same words the tightest: it holds them nearest to one another.
        if weight > best + 1e-9 or (weight > best - 1e-9 and number - hits[left][0] < last - first):
            best, first, last = max(weight, best), hits[left][0], number
    return max(first - len(typed), begin), min(last + len(typed) + 1, end)


def _list_hits(places: Mapping[str, Sequence[int]], weights: Mapping[str, float], size: int) -> list[tuple[int, str]]:
    """Return the places of the words in order, without most of those that are in no window of the greatest weight.

    What one window has is a lower bound of that weight. So the best one has a word of `rare`, for all others together
    weigh less, and the words around that one weigh as much.
    """
    forms = sorted(places, key=lambda form: (-weights[form], form))

    def weigh(low: int, high: int) -> float:
        """Return the weight of the words that have a place from `low` to `high`."""
        total = 0.0
        for form in forms:
            numbers = places[form]
            at = bisect_left(numbers, low)
            if at < len(numbers) and numbers[at] < high:
                total += weights[form]
        return total

    least = max(weigh(number, number + size) for number in places[forms[0]]) - 1e-6
    rare, rest = 0, sum(weights.values())
    while rest >= least and rare < len(forms):
        rest -= weights[forms[rare]]
        rare += 1
    numbers = sorted(number for form in forms[:rare] for number in places[form])
    if len(numbers) * len(forms) > _COSTS_OF_HIT * sum(map(len, places.values())):
        return sorted((number, form) for form in forms for number in places[form])
    hits: list[tuple[int, str]] = []
    done = 0
    for number in numbers:
        if weigh(number - size, number + size) >= least:
            low, done = max(number - size, done), number + size
            for form in forms:
                listed = places[form]
                hits += [(place, form) for place in listed[bisect_left(listed, low) : bisect_left(listed, done)]]
    return sorted(hits)


def _similar_window(typed: Sequence[_Token], printed: _SourceTokens, begin: int, end: int) -> tuple[int, int] | None:
    """Return the tokens around the one most similar to the part's longest word, where no word is the same."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed where something is wrong

    longest = max((token.form for token in typed), key=len, default="")
    forms = printed.forms[begin:end]
    found = process.extractOne(longest, forms, scorer=fuzz.ratio, score_cutoff=_SIMILARITY) if forms else None
    if found is None:
        return None
    number = begin + found[2]
    return max(number - 2 * len(typed), begin), min(number + 2 * len(typed), end)


# -- how -----------------------------------------------------------------------------------------------------------


def _lay(typed: Sequence[_Token], printed: _SourceTokens, low: int, high: int, *, last: bool = False) -> _Laid:
    """Return a part laid on its nearest stretch of source[low:high]; at one end of it where nothing is like it."""
    first, stop = bisect_left(printed.starts, low), bisect_right(printed.ends, high)
    window = _find_window(typed, printed, first, stop)
    if window is None:
        place = high if last else low
        steps = tuple(Step("typed", token.start, token.end, place, place) for token in typed)
        return _Laid(sum(_ONLY_TYPED * _weigh(token.form) for token in typed), steps)
    begin, end = window
    score, pairs = _find_pairs(typed, printed, begin, end)
    return _Laid(score, tuple(_to_steps(typed, printed, pairs, printed.starts[begin])))


def _find_pairs(
    typed: Sequence[_Token], printed: _SourceTokens, begin: int, end: int
) -> tuple[float, list[tuple[int, int]]]:
    """Return the best score and the pairs of tokens that are laid on one another, in order (Gotoh's algorithm)."""
    similarity = _Similarity(printed)
    width = end - begin + 1
    costs = [_gap_cost(printed, number) for number in range(begin, end)]
    above = [0.0] * width
    moves: list[bytearray] = []  # 0: a pair, 1: only typed, 2: only printed; for each row and column
    extends: list[bytearray] = []  # whether the gap that ends here is longer than one token
    for token in typed:
        alone = _ONLY_TYPED * _weigh(token.form)
        row, gap = [above[0] + alone], float("-inf")
        move, extend = bytearray(b"\1" * width), bytearray(width)
        for j in range(1, width):
            opened, extended = row[j - 1] - _GAP, gap
            gap = (max(extended, opened)) - costs[j - 1]
            extend[j] = extended >= opened
            best, choice = above[j - 1] + similarity.score(token, begin + j - 1), 0
            if above[j] + alone > best:
                best, choice = above[j] + alone, 1
            if gap > best:
                best, choice = gap, 2
            row.append(best)
            move[j] = choice
        moves.append(move)
        extends.append(extend)
        above = row
    j = max(range(width), key=above.__getitem__)
    return above[j], _trace_back(moves, extends, len(typed), j, begin)


def _trace_back(
    moves: Sequence[bytearray], extends: Sequence[bytearray], i: int, j: int, begin: int
) -> list[tuple[int, int]]:
    pairs = []
    while i and j:
        move = moves[i - 1][j]
        if move == 0:
            pairs.append((i - 1, begin + j - 1))
            i, j = i - 1, j - 1
        elif move == 1:
            i -= 1
        else:
            while extends[i - 1][j]:
                j -= 1
            j -= 1
    return pairs[::-1]


def _gap_cost(printed: _SourceTokens, number: int) -> float:
    """Return what a token costs in a gap: a time stamp is soon passed over, the end of a sentence is not."""
    form = printed.forms[number]
    if form in _STOPS:
        return _GAP_STOP
    return _GAP_WORD if form.isalpha() else _GAP_OTHER


class _Similarity:
    """How well a token of the quote goes with one of the source; each pair of forms is compared once."""

    def __init__(self, printed: _SourceTokens) -> None:
        from rapidfuzz import fuzz  # noqa: PLC0415 - only needed where something is wrong

        self._ratio = fuzz.ratio
        self._printed = printed
        self._known: dict[tuple[str, str], float] = {}

    def score(self, token: _Token, number: int) -> float:
        form = self._printed.forms[number]
        if token.form == form:
            same = token.text == self._printed.text[self._printed.starts[number] : self._printed.ends[number]]
            return (_SAME if same else _SAME_WORD) * _weigh(form)
        key = token.form, form
        if key not in self._known:
            self._known[key] = self._compare(token, form)
        return self._known[key]

    def _compare(self, token: _Token, form: str) -> float:
        weight = max(_weigh(token.form), _weigh(form))
        if token.cut and form.startswith(token.form):
            return _SAME_WORD * _weigh(token.form)
        if _KIND_OF_MARK.get(token.form) != _KIND_OF_MARK.get(form):
            return 4 * _DIFFERENT * weight
        return (_SIMILAR if self._are_similar(token.form, form) else _DIFFERENT) * weight

    def _are_similar(self, one: str, other: str) -> bool:
        if abs(len(one) - len(other)) > max(len(one), len(other)) // 2:
            return False
        return self._ratio(one, other, score_cutoff=_SIMILARITY) > 0


def _to_steps(
    typed: Sequence[_Token], printed: _SourceTokens, pairs: Sequence[tuple[int, int]], place: int
) -> Iterator[Step]:
    """Yield the steps between and on the pairs; without pairs all is only typed, at a place of the source."""
    i, j = 0, pairs[0][1] if pairs else 0
    if pairs:
        place = printed.starts[j]
    for next_i, next_j in (*pairs, (len(typed), None)):
        for token in typed[i:next_i]:
            yield Step("typed", token.start, token.end, place, place)
        if next_j is None:
            return
        before = typed[next_i - 1].end if next_i else typed[0].start
        for number in range(j, next_j):
            yield Step("printed", before, before, printed.starts[number], printed.ends[number])
        token, start, end = typed[next_i], printed.starts[next_j], printed.ends[next_j]
        yield Step(_compare(token, printed.text[start:end], printed.forms[next_j]), token.start, token.end, start, end)
        i, j, place = next_i + 1, next_j + 1, end


def _compare(token: _Token, printed: str, form: str) -> Tag:
    if token.text == printed or (token.cut and form.startswith(token.form)):
        return "same"
    if token.form != form:
        return "other"
    # The first letter may be in brackets, which stand for it in either case.
    bracketed = token.end - token.start > len(token.text)
    return "same" if bracketed and token.text.casefold() == printed.casefold() else "word"


def similarity(words: str, passage: str) -> float:
    """Return how alike two folded texts are, whatever their case: 0 to 100 (rapidfuzz's Indel similarity)."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed where something is wrong

    return fuzz.ratio(words[:_MOST_COMPARED].lower(), passage[:_MOST_COMPARED].lower())
