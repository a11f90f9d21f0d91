"""Copied passages of two articles: close copies, and paraphrases that keep the words in order.

Passages come from local alignment at two scales (see `alignment`). Close ones count by their runs: what two writers
have on end by chance is no evidence, nor are names, figures, quotations and set phrases. Loose ones count by the
telling words that stand in both texts in the same order, less what stands between them: writers who tell of one event
apart choose the same words, but hardly ever so many of them in one order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from operator import and_

from generator.analysis.text_reuse.alignment import (
    CLOSE,
    LOOSE,
    Chain,
    Run,
    Seeds,
    find_chains,
    find_loose_chains,
    find_seeds,
    score_loose_chain,
)
from generator.analysis.text_reuse.fingerprints import Fingerprints, WordTable, forms_per_word, hash_ngrams, split_words
from generator.analysis.text_reuse.running_prose import (
    mark_content_words,
    mark_quoted_words,
    mark_reported_words,
    mark_spoken_words,
    mark_telling_words,
)
from generator.model import SharedPassage
from generator.values import dataclass

BY_CHANCE = 2  # telling words of a run that any two writers may have in common; what is beyond them counts
STATEMENT = 40  # words in common, at most, that may be one statement that both report
ALONE = 10  # what a close passage must count for the article to be a copy
TOGETHER = 20  # what the close passages of a pair must count together, where none does so alone
LEAST = 4  # what one must count to be named at all
DENSE = 0.5  # of a close passage's words, those that are the same at least
LOOSELY = 6  # what a loose passage must be worth for the article to be a copy, where both texts have TYPICAL words
TYPICAL = 250
EDITED = 3  # runs of it at least: text that nobody touched, and that is no close passage, is a set phrase
FAINT = 3  # what any passage must count to be named in an article that is known as a copy
CRUMB = 2  # what one must count to be named together with others that it follows closely
JOINED = 25  # words between two passages, at most in either text, that make one
FOOTER = 40  # words of what stands below articles that have nothing else in common
SIGNED = 3  # words that may follow it
LONG = 60  # words in common of a passage that is no set phrase, in however many articles it stands
LARGE = 0.3  # of the shorter article's words, those in common that make it a copy, in however many articles they stand


@dataclass(frozen=True, slots=True)
class PreparedText:
    """An article, prepared to be compared.

    Of each word `tells` says whether it tells of copying, `rare` also that it is in no set phrase of the collection,
    `content` whether it tells by itself, `spoken` whether it is somebody's without
    quotation marks, and `reported` whether it may be somebody's whom the article reports. A word
    is `per_word` forms.
    """

    text: str
    words: WordTable
    per_word: int
    close: Seeds
    loose: Seeds
    tells: Sequence[bool]
    rare: Sequence[bool]
    content: Sequence[bool]
    spoken: Sequence[bool]
    reported: Sequence[bool]

    def ends_in(self, start: int, end: int) -> bool:
        """Whether these words are the last paragraph, FOOTER words at most and less than half of the text."""
        count, most = len(self.words.forms), FOOTER * self.per_word
        if end + SIGNED < count or end - start > most or 2 * (end - start) > count:
            return False
        before = self.words.ends[start - 1] if start else 0
        return "\n" in self.text[before : self.words.starts[start]]


def prepare_text(text: str, common: Fingerprints) -> PreparedText:
    """Prepare an article to be compared; `common` are the fingerprints of the collection's set phrases."""
    words = split_words(text)
    letters = forms_per_word(words.forms)
    tells = mark_telling_words(text, words, mark_quoted_words(text, words))
    alone = mark_content_words(words, tells)
    rare = list(tells)
    for gram, start, end in hash_ngrams(words.forms) if common else ():
        if gram in common:
            rare[start:end] = [False] * (end - start)
    close, loose = find_seeds(words.forms, CLOSE, letters), find_seeds(words.forms, LOOSE, letters, alone)
    return PreparedText(
        text,
        words,
        letters,
        close,
        loose,
        tells,
        rare,
        alone,
        mark_spoken_words(text, words),
        mark_reported_words(text, words),
    )


def find_copied(one: PreparedText, other: PreparedText) -> tuple[SharedPassage, ...]:
    """Return the passages that were copied, in the order of the first text; none where the two are independent."""
    found = find_chains(one.words.forms, other.words.forms, other.close)
    large = sum(map(_count_same, found)) >= LARGE * min(len(one.words.forms), len(other.words.forms))
    counted = [
        (_weigh_close(chain, one, other, rarely=not (large or _count_same(chain) >= LONG)), chain)
        for chain in found
        if _count_same(chain) >= DENSE * _measure(chain)
    ]
    footers = [chain for _, chain in counted if _is_footer(chain, one, other)]
    strong = [counts for counts, chain in counted if counts >= LEAST and chain not in footers]
    same = sum(map(_count_same, found)) / one.per_word
    heard = sum(_count_hearsay(chain, one, other) for _, chain in counted) if same <= STATEMENT else 0
    if max(strong, default=0) - heard < ALONE and sum(strong) - heard < TOGETHER:
        enough = _loose_threshold(one, other)
        loose = _find_loose(one, other, footers, rarely=not large)
        if not any(worth >= enough and len(chain) >= EDITED for worth, chain in loose):
            return ()
    named = [(counts, chain) for counts, chain in counted if counts >= CRUMB]
    loose = _find_loose(one, other, [chain for _, chain in named], rarely=not large)
    named += [(worth, chain) for worth, chain in loose if worth >= CRUMB]
    return tuple(_build_passage(chain, one, other) for chain in _join_close(named, JOINED * one.per_word))


def _count_same(chain: Chain) -> int:
    return sum(length for _, _, length in chain)


def _measure(chain: Chain) -> int:
    """Return the number of words from the chain's first to its last, in the text where they are more."""
    (start, other_start, _), (last, other_last, length) = chain[0], chain[-1]
    return max(last - start, other_last - other_start) + length


def _is_footer(chain: Chain, one: PreparedText, other: PreparedText) -> bool:
    """Whether both texts end in the passage, as a short paragraph of its own: papers cut a report from its end."""
    (start, other_start, _), (last, other_last, length) = chain[0], chain[-1]
    return one.ends_in(start, last + length) and other.ends_in(other_start, other_last + length)


def _weigh_close(chain: Chain, one: PreparedText, other: PreparedText, *, rarely: bool) -> float:
    """Return how much a close chain shows copying: the telling words of each run beyond those expected by chance."""
    ones, others = (one.rare, other.rare) if rarely else (one.tells, other.tells)
    return sum(max(0, _count_both(run, ones, others, one, other) / one.per_word - BY_CHANCE) for run in chain)


def _count_both(run: Run, ones: Sequence[bool], others: Sequence[bool], one: PreparedText, other: PreparedText) -> int:
    """Return how many words of a run tell in both texts; what is spoken in both tells in neither."""
    start, there, length = run
    both: list[bool] = list(map(and_, ones[start : start + length], others[there : there + length]))
    spoken: Iterator[bool] = map(and_, one.spoken[start : start + length], other.spoken[there : there + length])
    return sum(tells and not said for tells, said in zip(both, spoken, strict=True))


def _count_hearsay(chain: Chain, one: PreparedText, other: PreparedText) -> float:
    """Return how many telling words of a chain are in sentences in which one of the articles reports somebody."""
    ones, others = (list(map(and_, text.tells, text.reported)) for text in (one, other))
    return (
        sum(
            any(pair)
            for start, there, length in chain
            for pair in zip(ones[start : start + length], others[there : there + length], strict=True)
        )
        / one.per_word
    )


def _loose_threshold(one: PreparedText, other: PreparedText) -> float:
    """Return the least score of a loose passage: by chance, the best one grows with the logarithm of the texts' sizes.

    S. Karlin and S. F. Altschul, “Methods for assessing the statistical significance of molecular sequence features by
    using general scoring schemes” (1990).
    """
    sizes = len(one.words.forms) * len(other.words.forms) / one.per_word**2
    return LOOSELY + log(max(1, sizes / TYPICAL**2))


def _find_loose(
    one: PreparedText, other: PreparedText, without: Sequence[Chain], *, rarely: bool
) -> list[tuple[float, Chain]]:
    """Return the loose chains of two texts and their scores; they neither touch nor cross the passages in `without`."""
    ones, others = [0] * len(one.words.forms), [0] * len(other.words.forms)
    for number, chain in enumerate(without, 1):
        (start, other_start, _), (last, other_last, length) = chain[0], chain[-1]
        ones[start : last + length] = [number] * (last + length - start)
        others[other_start : other_last + length] = [number] * (other_last + length - other_start)
    begins, others_begin = one.content, other.content
    if rarely:
        begins, others_begin = (list(map(and_, text.content, text.rare)) for text in (one, other))

    def weigh(run: Run) -> float:
        start, other_start, length = run
        if any(ones[start : start + length]) or any(others[other_start : other_start + length]):
            return 0
        return _count_both(run, begins, others_begin, one, other) / one.per_word

    def apart(before: Run, after: Run) -> bool:
        (start, other_start, length), (end, other_end, _) = before, after
        return any(ones[start + length : end]) or any(others[other_start + length : other_end])

    found = find_loose_chains(one.words.forms, other.words.forms, one.per_word, other.loose, begins, weigh)
    return [(score_loose_chain(part, weigh, one.per_word), part) for chain in found for part in _split(chain, apart)]


def _split(chain: Chain, apart: Callable[[Run, Run], bool]) -> Iterator[Chain]:
    """Yield the chain in parts, split between runs that are to be apart."""
    start = 0
    for place, (before, after) in enumerate(pairwise(chain), 1):
        if apart(before, after):
            yield chain[start:place]
            start = place
    yield chain[start:]


def _join_close(named: Iterable[tuple[float, Chain]], most: int) -> Iterator[Chain]:
    """Yield the chains in the order of the first text; those that follow one another closely in both texts are joined.

    A chain that counts less than FAINT is kept only as a part of such a one.
    """
    ordered = sorted(named, key=lambda rated: rated[1])
    line = _find_main_line(ordered)
    kept = [rated for number, rated in enumerate(ordered) if number in line or rated[0] >= FAINT]
    following = {
        chain: after for (_, chain), (_, after) in pairwise(sorted(kept, key=lambda rated: rated[1][0][1]))
    }  # in the other text
    counts = 0.0
    joined: Chain = ()
    last: Chain = ()
    for count, chain in kept:
        if joined and following.get(last) is chain and _measure_gap(joined, chain) <= most:
            counts, joined = counts + count, joined + chain
        else:
            if counts >= FAINT:
                yield joined
            counts, joined = count, chain
        last = chain
    if counts >= FAINT:
        yield joined


def _find_main_line(ordered: Sequence[tuple[float, Chain]]) -> frozenset[int]:
    """Return the numbers of the chains that are in order in both texts and together count most."""
    best: list[float] = []
    before: list[int] = []
    for number, (count, chain) in enumerate(ordered):
        earlier = range(max(0, number - LOOSE.look_back), number)
        via = max(
            (number_before for number_before in earlier if _follows(ordered[number_before][1], chain)),
            key=best.__getitem__,
            default=-1,
        )
        best.append(count + (best[via] if via >= 0 else 0))
        before.append(via)
    line = set()
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        line.add(at)
        at = before[at]
    return frozenset(line)


def _follows(before: Chain, after: Chain) -> bool:
    (start, other_start, length), (begin, other_begin, _) = before[-1], after[0]
    return start + length <= begin and other_start + length <= other_begin


def _measure_gap(before: Chain, after: Chain) -> int:
    """Return the number of words between two chains, in the text where they are more."""
    (start, other_start, length), (begin, other_begin, _) = before[-1], after[0]
    return max(begin - start, other_begin - other_start) - length


def _build_passage(chain: Chain, one: PreparedText, other: PreparedText) -> SharedPassage:
    (start, other_start, _), (last, other_last, length) = chain[0], chain[-1]
    ones, others = one.words, other.words
    return SharedPassage(
        ones.starts[start],
        ones.ends[last + length - 1],
        others.starts[other_start],
        others.ends[other_last + length - 1],
        _count_same(chain),
        _measure(chain),
        "words" if one.per_word == 1 else "characters",
        tuple(
            (ones.starts[begin], ones.ends[begin + size - 1], others.starts[there], others.ends[there + size - 1])
            for begin, there, size in _join_runs(chain)
        ),
    )


def _join_runs(chain: Chain) -> Iterator[Run]:
    """Yield the runs, adjacent ones joined."""
    start, other, length = chain[0]
    for run in chain[1:]:
        if run[:2] == (start + length, other + length):
            length += run[2]
        else:
            yield start, other, length
            start, other, length = run
    yield start, other, length
