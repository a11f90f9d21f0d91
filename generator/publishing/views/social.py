"""What networks are told of a page beside its link: Open Graph and Twitter's names for it, and a claim's card."""

from dataclasses import replace

from generator.model import Claim
from generator.publishing.index import SiteIndex
from generator.publishing.pictures import cards
from generator.publishing.views import labels
from generator.publishing.views.frame import Frame, SocialImage


def add_card(book: SiteIndex, frame: Frame, claim: Claim) -> Frame:
    """The frame of the claim's page, with the card where the site has cards."""
    base = book.edition.corpus.site.base_url
    if not (frame.social and base and book.assets.cards):
        return frame
    shown = social_card(book, claim)
    image = SocialImage(
        f"{base.rstrip('/')}/{cards.card_path(claim.id)}",
        f"{shown.judgement}: {shown.statement}",
        cards.WIDTH,
        cards.HEIGHT,
    )
    return replace(frame, social=replace(frame.social, kind="article", card="summary_large_image", image=image))


def social_card(book: SiteIndex, claim: Claim) -> cards.SocialCard:
    """The desk's verdict and what the sources say; where there is no verdict, what the sources say alone."""
    verdict, sources = book.verdict(claim), labels.corroboration_badge(book.standing(claim).corroboration)
    shown = verdict or sources
    return cards.SocialCard(
        claim.statement,
        book.edition.corpus.site.title,
        shown.word,
        shown.shape,
        sources.word if verdict else "",
    )
