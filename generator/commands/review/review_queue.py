"""Claims that wait for a review, each with the reason: never reviewed, changed since, or objected to."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.reviews import changed_parts, review_fingerprint
from generator.build import read_project
from generator.cache.memo import Memo
from generator.commands.review.claim_review import ClaimReading, read_claim
from generator.commands.shared.git import extract_revision
from generator.model import Anchor, Claim
from generator.reading.sources import Library
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim to review, why, and the parts that have changed since its last review."""

    claim: Claim
    reason: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which claims of the queue are wanted: of a topic, checked or last reviewed by a person, of some ids."""

    topic: str | None = None
    who: str | None = None
    ids: frozenset[str] | None = None

    def takes(self, claim: Claim) -> bool:
        people = {claim.checked_by, claim.reviewed.by if claim.reviewed else None}
        return (
            (self.topic is None or self.topic in claim.topics)
            and (self.who is None or self.who in people)
            and (self.ids is None or claim.id in self.ids)
        )


def list_waiting(library: Library, wanted: QueueFilter, memo: Memo) -> Iterator[WaitingClaim]:
    """Yield the claims that wait, in the order of their files."""
    anchors = anchor_quotes(library.corpus, library.articles, memo).value
    for claim in library.corpus.claims:
        found = wanted.takes(claim) and _find_reason(claim, anchors, library)
        if found:
            yield found


def _find_reason(claim: Claim, anchors: Mapping[str, Anchor], library: Library) -> WaitingClaim | None:
    review = claim.reviewed
    if any(evidence.id not in anchors for evidence in claim.evidence):
        return WaitingClaim(claim, "a quote of it has no place: verbatim check says more")
    if review is None:
        return WaitingClaim(claim, "never reviewed")
    by = f" by {review.by}" if review.by else ""
    changed = changed_parts(claim, anchors, library.articles)
    if review.objection:
        since = f"; changed since: {', '.join(changed)}" if changed else ""
        return WaitingClaim(claim, f"objected to {review.date}{by}: {review.objection}{since}", changed)
    if changed:
        return WaitingClaim(claim, f"reviewed {review.date}{by}; changed since: {', '.join(changed)}", changed)
    return None


def find_changed_since(root: Path, revision: str, library: Library, memo: Memo) -> frozenset[str]:
    """Return the ids of the claims that a reviewer would read otherwise than at a revision. Raises RevisionFailed."""
    now = _fingerprints(library, memo)
    with TemporaryDirectory(prefix="verbatim-") as folder:
        extract_revision(root, revision, Path(folder))
        then = _fingerprints(read_project(Path(folder)).value, Memo())
    return frozenset(id for id, fingerprint in now.items() if then.get(id) != fingerprint)


def _fingerprints(library: Library, memo: Memo) -> Mapping[str, str]:
    """Return the fingerprint of each claim; an empty one where a quote has no place."""
    anchors, articles = anchor_quotes(library.corpus, library.articles, memo).value, library.articles
    return {
        claim.id: review_fingerprint(claim, anchors, articles)
        if all(evidence.id in anchors for evidence in claim.evidence)
        else ""
        for claim in library.corpus.claims
    }


def queue_json(library: Library, waiting: Iterable[WaitingClaim]) -> str:
    """Return the queue as a JSON array: of each claim what the screen shows."""
    rows = [_row(each, read_claim(library, each.claim).value) for each in waiting]
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"


def _row(waiting: WaitingClaim, read: ClaimReading | None) -> Mapping[str, object]:
    claim = waiting.claim
    review = claim.reviewed
    return {
        "id": claim.id,
        "path": claim.location.path,
        "line": claim.location.line,
        "statement": claim.statement,
        "verdict": claim.verdict,
        "explanation": claim.explanation,
        "reason": waiting.reason,
        "changed": waiting.changed,
        "reviewed": {"date": review.date, "by": review.by, "objection": review.objection} if review else None,
        "quotes": [
            {"heading": quote.heading, "passage": quote.passage, "beside": quote.beside}
            for quote in (read.quotes if read else ())
        ],
    }
