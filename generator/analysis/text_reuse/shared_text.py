"""Text that articles share because it was copied, and not because both quote, name or say the same.

Which articles may share text is in `fingerprints`; what two have of one another, and whether it was copied, is in
`copied_passages`.
"""

from array import array
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.analysis.text_reuse.fingerprints import (
    PARTNERS,
    Fingerprints,
    compute_fingerprints,
    find_candidates,
)
from generator.cache.digests import Digested, digest_plain
from generator.cache.memo import Memo
from generator.model import SharedPassage, SharedText

if TYPE_CHECKING:
    from generator.analysis.text_reuse.copied_passages import PreparedText


def find_shared_text(texts: Mapping[str, str], memo: Memo | None = None) -> tuple[SharedText, ...]:
    """Return the copied passages of every pair of texts that has some, in the mapping's order.

    Text that is in many of the texts is no copy of one another, unless it is long or most of what they say. Of very
    many copies of one text not every pair is compared: each with those before it, 50 at most, or with the last.
    """
    memo = memo or Memo()
    ids, bodies = tuple(texts), tuple(texts.values())
    ((pairs, common),) = memo.map(find_pairs, [tuple(memo.map(pack_fingerprints, bodies))])
    compared = memo.map(
        find_copied_passages, [(bodies[earlier], bodies[later]) for later, earlier in pairs], TextPreparer(common)
    )
    shared = sorted((earlier, later, found) for (later, earlier), found in zip(pairs, compared, strict=True) if found)
    return tuple(SharedText(ids[first], ids[second], passages) for first, second, passages in shared)


def pack_fingerprints(text: str) -> bytes:
    """Return the fingerprints of a text as bytes, which are kept in a tenth of the time that a set takes."""
    return array("I", sorted(compute_fingerprints(text))).tobytes()


def find_pairs(packed: tuple[bytes, ...]) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Return the pairs of texts that may share a passage, given the fingerprints of all, and which are common ones."""
    found = find_candidates([frozenset(array("I", fingerprints)) for fingerprints in packed])
    return found.pairs, tuple(sorted(found.common))


class TextPreparer(Digested):
    """Prepares texts to be compared, each once for the comparisons with its likely partners."""

    def __init__(self, common: tuple[int, ...]) -> None:
        self._digest = digest_plain(common)
        known: Fingerprints = frozenset(common)

        @lru_cache(2 * PARTNERS)
        def prepare(text: str) -> "PreparedText":
            from generator.analysis.text_reuse.copied_passages import prepare_text  # noqa: PLC0415 - as below

            return prepare_text(text, known)

        self.prepare = prepare

    @property
    def digest(self) -> bytes:
        return self._digest


def find_copied_passages(pair: tuple[str, str], texts: TextPreparer) -> tuple[SharedPassage, ...]:
    """Return the passages that two texts share, as the first has them: the same in whatever order the two come."""
    from generator.analysis.text_reuse.copied_passages import find_copied  # noqa: PLC0415 - few edits need it

    earlier, later = pair
    if earlier <= later:
        return find_copied(texts.prepare(earlier), texts.prepare(later))
    found = find_copied(texts.prepare(later), texts.prepare(earlier))
    return tuple(sorted(map(SharedPassage.swap_texts, found), key=_start))


def _start(passage: SharedPassage) -> int:
    return passage.start
