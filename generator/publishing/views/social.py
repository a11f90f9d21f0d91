"""What networks are told of a page beside its link: Open Graph and Twitter's names for it, and a claim's card."""

from dataclasses import replace

from generator.model import Claim
from generator.publishing import labels
from generator.publishing.index import SiteIndex
from generator.publishing.pictures import cards
from generator.publishing.views.frame import Frame, SocialImage


def add_card(index: SiteIndex, frame: Frame, claim: Claim) -> Frame:
    """The frame of the claim's page, with the card where the site has cards."""
    base = index.site.base_url
    if not (frame.social and base and index.assets.cards):
        return frame
    shown = social_card(index, claim)
    image = SocialImage(
        f"{base.rstrip('/')}/{cards.card_path(claim.id)}",
        f"{shown.judgement}: {shown.statement}",
        cards.WIDTH,
        cards.HEIGHT,
    )
    return replace(frame, social=replace(frame.social, kind="article", card="summary_large_image", image=image))


def social_card(index: SiteIndex, claim: Claim) -> cards.SocialCard:
    """The desk's verdict and what the sources say; where there is no verdict, what the sources say alone."""
    verdict = labels.verdict_badge(index.site, claim.verdict) if claim.verdict else None
    sources = labels.corroboration_badge(index.claims[claim.id].standing.corroboration)
    shown = verdict or sources
    return cards.SocialCard(
        claim.statement,
        index.site.title,
        shown.word,
        shown.shape,
        sources.word if verdict else "",
    )
