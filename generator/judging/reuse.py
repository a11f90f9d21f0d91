"""Text that one article shares with another because it was copied, and not because both quote, name or say the same.

Candidates come from fingerprints; what two articles have of one another, and whether it was copied, is in `copies`.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.digests import text_digest
from generator.judging.copies import Reading, copied, reading
from generator.judging.fingerprints import Fingerprints, candidates, fingerprints
from generator.memo import Memory
from generator.model import Passage, SharedText
from generator.processes import shared_out
from generator.reading.packing import packed, unpacked

_WORTH_IT = 8  # pairs from which on workers repay their start


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
    memory.keep("fingerprints", key, array("I", sorted(marks)).tobytes())  # marshal takes long to spell a set
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
    """The copied passages of each pair of texts, packed."""
    read: dict[int, Reading] = {}
    last_use = {number: place for place, pair in enumerate(pairs) for number in pair}
    for place, (later, earlier) in enumerate(pairs):
        for number in (earlier, later):
            if number not in read:
                read[number] = reading(bodies[number], common)
        if bodies[earlier] <= bodies[later]:
            passages = copied(read[earlier], read[later])
        else:  # what is found is the same in whatever order the texts come
            passages = tuple(sorted(map(Passage.turned, copied(read[later], read[earlier])), key=_start))
        yield packed(passages)
        for number in (earlier, later):
            if last_use[number] == place:
                del read[number]


def _start(passage: Passage) -> int:
    return passage.start
