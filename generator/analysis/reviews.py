"""Reviews: a fingerprint of what a person read of a claim, which tells whether that has changed since."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.folding import fold
from generator.model import Anchor, Article, Claim, Corpus, Review

_BESIDE = 30  # words on either side of a quote that a person cannot but have read
_REACH = 2_000  # code points that are looked for them in
_DIGITS = 16  # hexadecimal, of each part's SHA-256: enough to notice a change, short enough for a line of YAML

Anchors = Mapping[str, Anchor]
Articles = Mapping[str, Article]


def review_fingerprint(claim: Claim, anchors: Anchors, articles: Articles) -> str:
    """Return the digests of the parts of a claim, of which every quote has an anchor."""
    return "-".join(map(_digest, _list_parts(claim, anchors, articles).values()))


def _list_parts(claim: Claim, anchors: Anchors, articles: Articles) -> dict[str, str]:
    """Return what a person read, by what it is; new parts come last, since fingerprints of older versions lack them.

    The order of the evidence does not count, and of the passages neither white space nor kinds of quotation marks.
    """
    passages = sorted(_read_passage(anchors[quote.id], articles[quote.source].text) for quote in claim.evidence)
    return {
        "statement": claim.statement,
        "evidence": _evidence_words(claim),
        "passages": json.dumps(passages),
        "verdict": claim.verdict or "",
        "explanation": _explanation_words(claim),
        "headline": claim.headline or "",
    }


def _explanation_words(claim: Claim) -> str:
    return claim.explanation or ""


def _evidence_words(claim: Claim) -> str:
    evidence = sorted(
        json.dumps(
            [
                quote.source,
                quote.quote,
                quote.stance,
                quote.speaker,
                quote.value,
                quote.note,
                quote.prefix,
                quote.suffix,
                *([quote.modality] if quote.modality else []),
            ]
        )
        for quote in claim.evidence
    )
    return json.dumps(evidence)


def carry_fingerprint(fingerprint: str, then: Claim, now: Claim) -> str:
    """Return the fingerprint of a review of `then` as one of `now`, which differs from it in the ids that it names.

    A part that had changed since the review stays so. The passages name nothing.
    """
    parts = fingerprint.split("-")
    for number, words in ((1, _evidence_words), (4, _explanation_words)):
        if number < len(parts) and parts[number] == _digest(words(then)):
            parts[number] = _digest(words(now))
    return "-".join(parts)


def find_approval(claim: Claim) -> Review | None:
    """Return the last review, if it ended with a yes."""
    return None if claim.reviewed is None or claim.reviewed.objection else claim.reviewed


def changed_parts(claim: Claim, anchors: Anchors, articles: Articles) -> tuple[str, ...]:
    """Return the parts of a claim that changed since it was last reviewed; none where it never was.

    Fingerprints of older versions have the first three or five parts only: what they do not cover has not changed.
    """
    if claim.reviewed is None or not claim.reviewed.fingerprint:
        return ()
    then, now = claim.reviewed.fingerprint.split("-"), _list_parts(claim, anchors, articles)
    return tuple(part for digest, (part, words) in zip(then, now.items(), strict=False) if digest != _digest(words))


def check_reviews(corpus: Corpus, anchors: Anchors, articles: Articles) -> Iterator[Diagnostic]:
    """Yield a warning for each claim that has changed since it was reviewed, if all its quotes have anchors.

    Also for one that has not, where the reviewer objected to it.
    """
    for claim in corpus.claims:
        if claim.reviewed is None or any(evidence.id not in anchors for evidence in claim.evidence):
            continue
        parts = changed_parts(claim, anchors, articles)
        if parts:
            message = f"the claim “{claim.id}” has changed since it was last reviewed, {claim.reviewed.date}"
            help = f"changed: {', '.join(parts)}. Read its quotes again: verbatim review {claim.id}"
            yield Diagnostic(claim.reviewed.location, "review-stale", message, (help,))
        elif claim.reviewed.objection:
            who = claim.reviewed.by or "a reviewer"
            message = f"{who} objected to the claim “{claim.id}”, {claim.reviewed.date}: {claim.reviewed.objection}"
            help = f"change the claim, and review it again: verbatim review {claim.id}"
            yield Diagnostic(claim.reviewed.location, "review-objected", message, (help,))


def _read_passage(anchor: Anchor, text: str) -> str:
    """Return the words of the quote and those beside it, folded."""
    before = text[max(anchor.start - _REACH, 0) : anchor.start].split()[-_BESIDE:]
    after = text[anchor.end : anchor.end + _REACH].split()[:_BESIDE]
    inside = (text[segment.start : segment.end] for segment in anchor.segments)
    return fold(" ".join((*before, "|", *inside, "|", *after))).text


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]
