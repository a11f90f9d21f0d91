"""Search for claims by words of theirs."""

from collections.abc import Iterable

from generator.commands.shared.word_search import find_stretches
from generator.model import Claim

_MOST = 20  # claims shown
_LEAST_OF_BEST = 0.6  # of the best claim's score; one with less is not shown


def search_claims(claims: Iterable[Claim], words: str) -> tuple[Claim, ...]:
    """Return the claims that have the words, in any form or spelling, those with most of them first."""
    by_id = {claim.id: claim for claim in claims}
    texts = {id: f"{id.replace('-', ' ')} {claim.statement} {' '.join(claim.topics)}" for id, claim in by_id.items()}
    found = sorted(find_stretches(texts, words), key=lambda match: -match.score)
    best = found[0].score if found else 0
    kept = dict.fromkeys(match.id for match in found if match.score >= _LEAST_OF_BEST * best)
    return tuple(by_id[id] for id in [*kept][:_MOST])
