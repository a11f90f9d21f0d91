"""The passage of a source that is nearest to a quote, and what differs: an alignment of words with gaps.

The quote is laid whole on a stretch of the source of any length (semi-global alignment with affine gaps, after Gotoh
1982), so that nothing is missed before its beginning or behind its end, and what only the source has is one gap.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from generator.language.lookalikes import to_latin
from generator.text import UNSPACED
from generator.values import dataclass

_MOST_TOKENS = 200  # of a quote that are aligned
_ROOM = 60  # further tokens of the source that a stretch may have which is like a quote, beside twice the quote's own
_SAME, _OTHER_CASE, _SIMILAR, _DIFFERENT = 3.0, 2.0, 1.0, -1.0
_ONLY_TYPED = -1.0  # for each token of the quote that the source lacks
_GAP, _FURTHER = -1.0, -0.05  # for a gap in the quote, and for each further token in it
_LIKE = 0.4  # share of the quote's best score from which a passage is like it
_MOST_COMPARED = 2_000  # code points of a passage whose likeness is measured
_SIMILARITY = 70.0  # out of 100, from which two words are similar

# A word with its marks, or one character of a script without spaces.
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")

Tag = Literal["equal", "replace", "delete", "insert"]


class Step(NamedTuple):
    """A stretch of an alignment: typed[i1:i2] is equal to, replaces, lacks or adds to source[j1:j2] (code points)."""

    tag: Tag
    i1: int
    i2: int
    j1: int
    j2: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quote laid on the stretch source[start:end] that it is nearest to, step by step. Both texts are folded."""

    start: int
    end: int
    steps: tuple[Step, ...]


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    form: str  # how it is compared first: without case and marks


def align(quote: str, source: str) -> Alignment | None:
    """Return the quote laid on the nearest stretch of the source; None where nothing is like it."""
    typed = _tokenize(quote)[:_MOST_TOKENS]
    printed = _tokenize(source)
    window = _find_window(typed, printed)
    if not typed or window is None:
        return None
    first, last = window
    score, pairs = _lay(typed, printed[first:last])
    matched = [(i, first + j) for i, j in pairs]
    if score < _LIKE * _SAME * len(typed) or not matched:
        return None
    return _to_steps(typed, printed, matched)


def _tokenize(text: str) -> list[_Token]:
    return [_Token(found[0], found.start(), found.end(), word_form(found[0])) for found in _TOKEN.finditer(text)]


def word_form(word: str) -> str:
    """Return a word without case, accents, marks and the look of letters of other scripts; a mark alone is itself."""
    plain = to_latin(unicodedata.normalize("NFKD", word)).casefold()
    return "".join(character for character in plain if character.isalnum()) or word


def _find_window(typed: Sequence[_Token], printed: Sequence[_Token]) -> tuple[int, int] | None:
    """Return the tokens among which the nearest passage is: where most of the quote's words are, rare ones first."""
    wanted = {token.form for token in typed}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(printed):
        if token.form in wanted:
            places[token.form].append(number)
    if not places:
        return _similar_window(typed, printed)
    weights = {form: 1 / len(numbers) for form, numbers in places.items()}
    hits = sorted((number, form) for form, numbers in places.items() for number in numbers)
    size = 2 * len(typed) + _ROOM
    inside: Counter[str] = Counter()
    weight, best, start, left = 0.0, (0.0, 0), 0, 0
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
        if weight > best[0] + 1e-9:
            best, start = (weight, number), hits[left][0]
    return max(start - len(typed), 0), min(best[1] + len(typed) + 1, len(printed))


def _similar_window(typed: Sequence[_Token], printed: Sequence[_Token]) -> tuple[int, int] | None:
    """Return the tokens around the one most similar to the quote's longest word, where no word is the same."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed where something is wrong

    longest = max(typed, key=lambda token: len(token.form), default=None)
    if longest is None or not printed:
        return None
    found = process.extractOne(
        longest.form, [token.form for token in printed], scorer=fuzz.ratio, score_cutoff=_SIMILARITY
    )
    if found is None:
        return None
    return max(found[2] - 2 * len(typed), 0), min(found[2] + 2 * len(typed), len(printed))


def _lay(typed: Sequence[_Token], printed: Sequence[_Token]) -> tuple[float, list[tuple[int, int]]]:
    """Return the best score and the pairs of tokens that are laid on one another, in order."""
    similar = _Similarity()
    width = len(printed) + 1
    above = [0.0] * width
    choices: list[bytearray] = []
    for token in typed:
        row, gap = [above[0] + _ONLY_TYPED] + [0.0] * (width - 1), [float("-inf")] * width
        made = bytearray(width)
        made[0] = 1
        for j in range(1, width):
            gap[j] = max(row[j - 1] + _GAP, gap[j - 1] + _FURTHER)
            scores = (above[j - 1] + similar.score(token, printed[j - 1]), above[j] + _ONLY_TYPED, gap[j])
            row[j] = max(scores)
            made[j] = scores.index(row[j])
        choices.append(made)
        above = row
    end = max(range(width), key=above.__getitem__)
    score, pairs, i, j = above[end], [], len(typed), end
    while i and j:
        choice = choices[i - 1][j]
        if choice == 0:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif choice == 1:
            i -= 1
        else:
            j -= 1
    return score, pairs[::-1]


class _Similarity:
    """How well two tokens go together, each pair of forms compared once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bool] = {}

    def score(self, typed: _Token, printed: _Token) -> float:
        if typed.text == printed.text:
            return _SAME
        if typed.form == printed.form:
            return _OTHER_CASE
        key = typed.form, printed.form
        if key not in self._known:
            self._known[key] = _are_similar(*key)
        return _SIMILAR if self._known[key] else _DIFFERENT


def _are_similar(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > max(len(one), len(other)) // 2:
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed where something is wrong

    return fuzz.ratio(one, other) >= _SIMILARITY


def _to_steps(typed: Sequence[_Token], printed: Sequence[_Token], pairs: Sequence[tuple[int, int]]) -> Alignment:
    """Return the alignment of the tokens' texts: runs of equal tokens, and what differs between them."""
    steps: list[Step] = []
    i = 0
    j = pairs[0][1]

    def add(tag: Tag, i1: int, i2: int, j1: int, j2: int) -> None:
        if steps and steps[-1].tag == tag == "equal":
            steps[-1] = Step(tag, steps[-1].i1, i2, steps[-1].j1, j2)
        elif steps and tag != "equal" and steps[-1].tag != "equal":
            steps[-1] = _merged(steps[-1], i2, j2)
        else:
            steps.append(Step(tag, i1, i2, j1, j2))

    for next_i, next_j in (*pairs, (len(typed), pairs[-1][1] + 1)):
        if next_i > i or next_j > j:
            add("delete" if next_j == j else "insert" if next_i == i else "replace", i, next_i, j, next_j)
        if next_i < len(typed):
            same = typed[next_i].text == printed[next_j].text
            add("equal" if same else "replace", next_i, next_i + 1, next_j, next_j + 1)
        i, j = next_i + 1, next_j + 1
    return _in_code_points(typed, printed, steps)


def _merged(step: Step, i2: int, j2: int) -> Step:
    tag: Tag = "insert" if step.i1 == i2 else "delete" if step.j1 == j2 else "replace"
    return Step(tag, step.i1, i2, step.j1, j2)


def _in_code_points(typed: Sequence[_Token], printed: Sequence[_Token], steps: Sequence[Step]) -> Alignment:
    def span(tokens: Sequence[_Token], first: int, last: int) -> tuple[int, int]:
        if first < last:
            return tokens[first].start, tokens[last - 1].end
        place = tokens[first].start if first < len(tokens) else tokens[-1].end
        return place, place

    placed = tuple(Step(step.tag, *span(typed, step.i1, step.i2), *span(printed, step.j1, step.j2)) for step in steps)
    return Alignment(placed[0].j1, placed[-1].j2, placed)


def similarity(words: str, passage: str) -> float:
    """Return how alike two folded texts are in any case, from 0 to 100 (rapidfuzz's Indel similarity)."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed where something is wrong

    return fuzz.ratio(words[:_MOST_COMPARED].lower(), passage[:_MOST_COMPARED].lower())
