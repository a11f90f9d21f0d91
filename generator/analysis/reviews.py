"""Whether a claim is still what a person read: a fingerprint of its statement, its evidence and their passages."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.folding import fold
from generator.model import Anchor, Article, Claim, Corpus

PARTS = ("statement", "evidence", "passages")

_BESIDE = 30  # words on either side of a quote that a person cannot but have read
_REACH = 2_000  # code points that are looked for them in
_DIGITS = 16  # hexadecimal, of each part's SHA-256: enough to notice a change, short enough for a line of YAML

Anchors = Mapping[str, Anchor]
Articles = Mapping[str, Article]


def review_fingerprint(claim: Claim, anchors: Anchors, articles: Articles) -> str:
    """What a person read of the claim, whose every quote has its anchor: the digests of the three PARTS.

    The order of the evidence does not count, and of the passages neither white space nor kinds of quotation marks.
    """
    evidence = sorted(
        json.dumps(
            [each.source, each.quote, each.stance, each.speaker, each.value, each.note, each.prefix, each.suffix]
        )
        for each in claim.evidence
    )
    passages = sorted(_passage(anchors[each.id], articles[each.source].text) for each in claim.evidence)
    return "-".join(_digest(each) for each in (claim.statement, json.dumps(evidence), json.dumps(passages)))


def changed_parts(claim: Claim, anchors: Anchors, articles: Articles) -> tuple[str, ...]:
    """The parts of a claim that are not what they were when it was last reviewed; none where it never was."""
    if claim.reviewed is None or not claim.reviewed.fingerprint:
        return ()
    then, now = claim.reviewed.fingerprint.split("-"), review_fingerprint(claim, anchors, articles).split("-")
    return tuple(part for part, *both in zip(PARTS, then, now, strict=False) if both[0] != both[1])


def check_reviews(corpus: Corpus, anchors: Anchors, articles: Articles) -> Iterator[Diagnostic]:
    """A warning for each claim that has changed since it was reviewed; what has no anchor is an error already."""
    for claim in corpus.claims:
        if claim.reviewed is None or any(each.id not in anchors for each in claim.evidence):
            continue
        parts = changed_parts(claim, anchors, articles)
        if parts:
            message = f"the claim “{claim.id}” has changed since it was last reviewed, {claim.reviewed.date}"
            help = f"changed: {', '.join(parts)}. Read its quotes again: verbatim review {claim.id}"
            yield Diagnostic(claim.reviewed.location, "review-stale", message, (help,))


def _passage(anchor: Anchor, text: str) -> str:
    """The words of the quote's place, and those beside it."""
    before = text[max(anchor.start - _REACH, 0) : anchor.start].split()[-_BESIDE:]
    after = text[anchor.end : anchor.end + _REACH].split()[:_BESIDE]
    inside = (text[each.start : each.end] for each in anchor.segments)
    return fold(" ".join((*before, "|", *inside, "|", *after))).text


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]
