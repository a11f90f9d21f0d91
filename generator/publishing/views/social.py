"""Social cards: the pictures of claims that social networks show with a link."""

from dataclasses import replace

from generator.model import Claim
from generator.publishing import labels
from generator.publishing.index import SiteIndex
from generator.publishing.pictures import cards
from generator.publishing.tallies import MOST_DOTS
from generator.publishing.views.frame import Frame, SocialImage


def add_card(index: SiteIndex, frame: Frame, claim: Claim) -> Frame:
    """Return the frame of the claim's page as that of an article, with its card if the site has cards."""
    base = index.site.base_url
    if not (frame.social and base):
        return frame
    modified = max((correction.date for correction in claim.corrections), default=None)
    social = replace(frame.social, kind="article", published=claim.checked, modified=modified)
    if not has_card(index, claim):
        return replace(frame, social=social)
    card = social_card(index, claim)
    image = SocialImage(
        f"{base.rstrip('/')}/{cards.card_path(claim.id)}",
        f"{card.judgement}: {card.statement}",
        cards.WIDTH,
        cards.HEIGHT,
    )
    return replace(frame, social=replace(social, card="summary_large_image", image=image))


def has_card(index: SiteIndex, claim: Claim) -> bool:
    """Return whether the site has a picture of the claim."""
    return index.assets.cards and cards.can_show(claim.statement)


def social_card(index: SiteIndex, claim: Claim) -> cards.SocialCard:
    """Return the card: the judgement, what the sources add to it with their dots, and the date that it is of."""
    judgement = index.judge(claim.id)
    badge, dots = judgement.badge, judgement.tally.dots
    return cards.SocialCard(
        claim.statement,
        index.site.title,
        badge.word,
        badge.shape,
        judgement.note,
        tuple(dot.kind for dot in dots) if len(dots) <= MOST_DOTS else (),
        f"as of {labels.format_date(claim.date, index.site.language)}" if claim.date else "",
    )
