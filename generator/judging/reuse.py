"""Text that one article shares with another because it was copied, and not because both quote, name or say the same.

Candidates come from fingerprints, passages from local alignment. A passage counts where enough of its words in common
tell of copying: its own prose, in runs longer than any two writers have by chance.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import and_

from generator.judging.alignment import Chain, Run, Seeds, chains, seeds_of
from generator.judging.fingerprints import (
    GRAM,
    WINDOW,
    Fingerprints,
    Words,
    candidates,
    fingerprints,
    grams,
    per_word,
    words_of,
)
from generator.judging.prose import quoted, telling
from generator.memo import Memory, text_digest
from generator.model import Passage, SharedText
from generator.processes import shared_out
from generator.reading.packing import packed, unpacked
from generator.values import dataclass

__all__ = ["Fingerprints", "Passage", "SharedText", "common_words", "fingerprints", "shared_text"]

BY_CHANCE = 2  # telling words of a run that any two writers may have in common; what is beyond them counts
ALONE = 10  # what a passage must count to be copied
TOGETHER = 20  # what the passages of a pair must count together, where none does so alone
LEAST = 4  # what a passage must count to be named at all
DENSE = 0.5  # of a passage's words, those that are the same at least
_WORTH_IT = 8  # pairs from which on workers repay their start
FOOTER = 40  # words of what stands below articles that have nothing else in common
SIGNED = 3  # words that may follow it
LONG = 60  # words in common of a passage that is no set phrase, in however many articles it stands
LARGE = 0.3  # of the shorter article's words, those in common that make it a copy, in however many articles they stand


def remembered(texts: Mapping[str, str], memory: Memory | None = None, jobs: int = 1) -> tuple[SharedText, ...]:
    """The texts' copied passages; nothing of texts that the last build had too is made again."""
    if memory is None:
        return shared_text(texts)
    digests = {id: text_digest(text) for id, text in texts.items()}
    collection = text_digest(repr(digests))
    found = memory.recall("shared", collection)
    if found is None:
        found = packed(shared_text(texts, _fingerprints(texts, memory), jobs))
        memory.keep("shared", collection, found)
    else:  # the next build may want those of single texts
        _fingerprints(texts, memory)
    shared: tuple[SharedText, ...] = unpacked(found)
    return shared


def _fingerprints(texts: Mapping[str, str], memory: Memory) -> Mapping[str, Fingerprints]:
    return {id: marks_of(text, memory) for id, text in texts.items()}


def marks_of(text: str, memory: Memory) -> Fingerprints:
    """The text's fingerprints, which are in memory then."""
    key = text_digest(text)
    known: bytes | None = memory.recall("fingerprints", key)
    if known is not None:
        return frozenset(array("I", known))
    marks = fingerprints(text)
    memory.keep("fingerprints", key, array("I", sorted(marks)).tobytes())  # a set takes marshal as long to spell
    return marks


def shared_text(
    texts: Mapping[str, str], known: Mapping[str, Fingerprints] | None = None, jobs: int = 1
) -> tuple[SharedText, ...]:
    """The copied passages of every pair of texts that has some, in the mapping's order. `known` spares fingerprints.

    Text that stands in many of the texts is no copy of one another, unless it is long or most of what they say. Of
    very many copies of one text not every pair is compared: each with those before it, 50 at most, or with the last.
    """
    ids, bodies = tuple(texts), tuple(texts.values())
    known = known or {}
    marked = [known[id] if id in known else fingerprints(text) for id, text in texts.items()]
    found = candidates(marked)
    chunk = max(_WORTH_IT // 2, -(-len(found.pairs) // (4 * jobs)))  # long ones: each reads the texts of its pairs anew
    work = partial(_compared, bodies, found.common)
    compared = zip(found.pairs, shared_out(work, found.pairs, jobs, least=_WORTH_IT, chunk=chunk), strict=True)
    shared = sorted((earlier, later, passages) for (later, earlier), passages in compared if passages)
    return tuple(SharedText(ids[first], ids[second], unpacked(each)) for first, second, each in shared)


def _compared(
    bodies: Sequence[str], common: Fingerprints, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[object, ...]]:
    """The passages of each pair of texts, packed."""
    read: dict[int, _Read] = {}
    last_use = {number: place for place, pair in enumerate(pairs) for number in pair}
    for place, (later, earlier) in enumerate(pairs):
        for number in (earlier, later):
            if number not in read:
                read[number] = _read(bodies[number], common)
        yield packed(tuple(_passages(read[earlier], read[later])))
        for number in (earlier, later):
            if last_use[number] == place:
                del read[number]


def common_words(text: str, other: str, passage: Passage) -> tuple[tuple[int, int, int, int], ...]:
    """The words of a passage that are the same, run by run: text[start:end] and other[start:end], in code points."""
    first, second = _bare(text[passage.start : passage.end]), _bare(other[passage.other_start : passage.other_end])
    runs = sorted(run for chain in chains(first.words.forms, second.words.forms, second.seeds)[:1] for run in chain)
    return tuple(
        (
            passage.start + first.words.starts[start],
            passage.start + first.words.ends[start + length - 1],
            passage.other_start + second.words.starts[other_start],
            passage.other_start + second.words.ends[other_start + length - 1],
        )
        for start, other_start, length in runs
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """An article as it is compared; `tells` says of each word whether it tells of copying, `rare` also that it is in no
    set phrase of the collection."""

    words: Words
    seeds: Seeds
    per_word: int
    text: str
    tells: Sequence[bool] = ()
    rare: Sequence[bool] = ()

    def ends_in(self, start: int, end: int) -> bool:
        """Whether these words are the last paragraph, FOOTER words at most and less than half of the text."""
        count, most = len(self.words.forms), FOOTER * self.per_word
        if end + SIGNED < count or end - start > most or 2 * (end - start) > count:
            return False
        before = self.words.ends[start - 1] if start else 0
        return "\n" in self.text[before : self.words.starts[start]]


def _bare(text: str) -> _Read:
    words = words_of(text)
    letters = per_word(words.forms)
    return _Read(words, seeds_of(words.forms, letters), letters, text)


def _read(text: str, common: Fingerprints) -> _Read:
    bare = _bare(text)
    tells = telling(text, bare.words, quoted(text, bare.words))
    rare = list(tells)
    for place, gram in enumerate(grams(bare.words.forms) if common else ()):
        if gram in common:
            end = min(len(rare), place + GRAM * bare.per_word + WINDOW - 1)
            rare[place:end] = [False] * (end - place)
    return replace(bare, tells=tells, rare=rare)


def _passages(first: _Read, second: _Read) -> Iterator[Passage]:
    """The passages that count, in the order of the first text."""
    found = chains(first.words.forms, second.words.forms, second.seeds)
    whole = sum(length for chain in found for _, _, length in chain)
    large = whole >= LARGE * min(len(first.words.forms), len(second.words.forms))
    named = []
    for chain in found:
        passage = _passage(chain, first, second)
        counts = _counts(chain, first, second, rarely=not (large or passage.same >= LONG))
        if _is_tail(chain, first, second):
            continue
        if counts >= LEAST and passage.same >= DENSE * passage.words:
            named.append((counts, passage))
    if max((counts for counts, _ in named), default=0) >= ALONE or sum(counts for counts, _ in named) >= TOGETHER:
        yield from sorted((passage for _, passage in named), key=lambda each: each.start)


def _is_tail(chain: Chain, first: _Read, second: _Read) -> bool:
    """Whether both texts end in the passage, as a short paragraph of its own: papers cut a report from its end."""
    (start, other_start, _), (last, other_last, length) = chain[0], chain[-1]
    here = first.ends_in(start, last + length)
    return here and second.ends_in(other_start, other_last + length)


def _counts(chain: Chain, first: _Read, second: _Read, *, rarely: bool) -> float:
    """How much tells of copying: the telling words of each run, but for those that are there by chance."""
    ones, others = (first.rare, second.rare) if rarely else (first.tells, second.tells)
    return sum(max(0, _tells(run, ones, others) / first.per_word - BY_CHANCE) for run in chain)


def _tells(run: Run, first: Sequence[bool], second: Sequence[bool]) -> int:
    start, other, length = run
    return sum(map(and_, first[start : start + length], second[other : other + length]))


def _passage(chain: Chain, first: _Read, second: _Read) -> Passage:
    (start, other_start, _), (last, other_last, length) = chain[0], chain[-1]
    end, other_end = last + length, other_last + length
    return Passage(
        first.words.starts[start],
        first.words.ends[end - 1],
        second.words.starts[other_start],
        second.words.ends[other_end - 1],
        sum(size for _, _, size in chain),
        max(end - start, other_end - other_start),
        "words" if first.per_word == 1 else "characters",
    )
