"""Text that one article shares with another because it was copied, and not because both quote, name or say the same.

Candidates come from fingerprints; what two articles have of one another, and whether it was copied, is in `copies`.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.analysis.text_reuse.copied_passages import PreparedText, find_copied, prepare_text
from generator.analysis.text_reuse.fingerprints import Fingerprints, compute_fingerprints, find_candidates
from generator.cache.build_cache import StageCache
from generator.cache.digests import text_digest
from generator.cache.parallel import map_in_processes
from generator.cache.serialize import from_plain, to_plain
from generator.model import SharedPassage, SharedText

_WORTH_IT = 8  # pairs from which on workers repay their start


def cached_shared_text(
    texts: Mapping[str, str], memory: StageCache | None = None, jobs: int = 1
) -> tuple[SharedText, ...]:
    """The texts' copied passages; nothing of texts that the last build had too is made again."""
    if memory is None:
        return find_shared_text(texts)
    digests = {id: text_digest(text) for id, text in texts.items()}
    collection = text_digest(repr(digests))
    found = memory.recall("shared", collection)
    if found is None:
        found = to_plain(find_shared_text(texts, _fingerprints(texts, memory), jobs))
        memory.keep("shared", collection, found)
    else:  # the next build may want those of single texts
        _fingerprints(texts, memory)
    shared: tuple[SharedText, ...] = from_plain(found)
    return shared


def _fingerprints(texts: Mapping[str, str], memory: StageCache) -> Mapping[str, Fingerprints]:
    return {id: cached_fingerprints(text, memory) for id, text in texts.items()}


def cached_fingerprints(text: str, memory: StageCache) -> Fingerprints:
    """The text's fingerprints, which are in memory then."""
    key = text_digest(text)
    known: bytes | None = memory.recall("fingerprints", key)
    if known is not None:
        return frozenset(array("I", known))
    marks = compute_fingerprints(text)
    memory.keep("fingerprints", key, array("I", sorted(marks)).tobytes())  # marshal takes long to spell a set
    return marks


def find_shared_text(
    texts: Mapping[str, str], known: Mapping[str, Fingerprints] | None = None, jobs: int = 1
) -> tuple[SharedText, ...]:
    """The copied passages of every pair of texts that has some, in the mapping's order. `known` spares fingerprints.

    Text that stands in many of the texts is no copy of one another, unless it is long or most of what they say. Of
    very many copies of one text not every pair is compared: each with those before it, 50 at most, or with the last.
    """
    ids, bodies = tuple(texts), tuple(texts.values())
    known = known or {}
    marked = [known[id] if id in known else compute_fingerprints(text) for id, text in texts.items()]
    found = find_candidates(marked)
    chunk = max(_WORTH_IT // 2, -(-len(found.pairs) // (4 * jobs)))  # long ones: each reads the texts of its pairs anew
    work = partial(_compared, bodies, found.common)
    compared = zip(found.pairs, map_in_processes(work, found.pairs, jobs, least=_WORTH_IT, chunk=chunk), strict=True)
    shared = sorted((earlier, later, passages) for (later, earlier), passages in compared if passages)
    return tuple(SharedText(ids[first], ids[second], from_plain(each)) for first, second, each in shared)


def _compared(
    bodies: Sequence[str], common: Fingerprints, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[object, ...]]:
    """The copied passages of each pair of texts, packed."""
    read: dict[int, PreparedText] = {}
    last_use = {number: place for place, pair in enumerate(pairs) for number in pair}
    for place, (later, earlier) in enumerate(pairs):
        for number in (earlier, later):
            if number not in read:
                read[number] = prepare_text(bodies[number], common)
        if bodies[earlier] <= bodies[later]:
            passages = find_copied(read[earlier], read[later])
        else:  # what is found is the same in whatever order the texts come
            passages = tuple(sorted(map(SharedPassage.turned, find_copied(read[later], read[earlier])), key=_start))
        yield to_plain(passages)
        for number in (earlier, later):
            if last_use[number] == place:
                del read[number]


def _start(passage: SharedPassage) -> int:
    return passage.start
