"""Quotes that a judgement rests on, as the home page and the page of contradictions show them."""

from generator.model import Claim, Evidence
from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.views.evidence import QuotePiece, quote_pieces, speaker_label
from generator.values import dataclass
from generator.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class DecisiveQuote:
    """A quote that a judgement rests on: its words, who says it, and the address of all of it."""

    stance: Stance
    parts: tuple[QuotePiece, ...]
    language: str | None
    who: str
    href: str


def choose_decisive(index: SiteIndex, path: str, claim: Claim) -> tuple[DecisiveQuote, ...]:
    """Return the shortest quote for the claim and the shortest against it; of them, the one that decides it."""
    shortest: dict[Stance, Evidence] = {}
    for evidence in claim.evidence:
        stance = evidence.counted_stance
        if stance not in shortest or len(evidence.quote) < len(shortest[stance].quote):
            shortest[stance] = evidence
    judged = labels.judgement_badge(index.site, claim, index.claims[claim.id].standing).shape
    wanted: dict[str, tuple[Stance, ...]] = {"yes": ("supports",), "many": ("supports",), "no": ("refutes",)}
    both: tuple[Stance, ...] = ("supports", "refutes")
    for stances in (wanted.get(judged, both), both, ("qualifies",), ("mentions",)):
        found = [shortest[stance] for stance in stances if stance in shortest]
        if found:
            return tuple(decisive_quote(index, path, evidence) for evidence in found)
    return ()


def decisive_quote(index: SiteIndex, path: str, evidence: Evidence) -> DecisiveQuote:
    source = index.sources[evidence.source].source
    who = speaker_label(source)
    return DecisiveQuote(
        evidence.stance,
        quote_pieces(index.anchor(evidence), index.article(evidence.source).text),
        index.foreign_language(evidence.source),
        f"{evidence.speaker}, in {who}" if evidence.speaker else who,
        f"{addresses.link(path, addresses.page('claim', evidence.claim))}#e{evidence.number}",
    )
