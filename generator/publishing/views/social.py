"""What networks are told of a page beside its link: Open Graph and Twitter's names for it, and a claim's card."""

from dataclasses import replace

from generator.model import Claim
from generator.publishing.pictures import cards
from generator.publishing.views import words
from generator.publishing.views.concordance import Concordance
from generator.publishing.views.frame import Frame, SocialImage


def with_card(book: Concordance, frame: Frame, claim: Claim) -> Frame:
    """The frame of the claim's page, with the card where the site has cards."""
    base = book.edition.corpus.site.base_url
    if not (frame.social and base and book.assets.cards):
        return frame
    shown = card(book, claim)
    image = SocialImage(
        f"{base.rstrip('/')}/{cards.address(claim.id)}",
        f"{shown.judgement}: {shown.statement}",
        cards.WIDTH,
        cards.HEIGHT,
    )
    return replace(frame, social=replace(frame.social, kind="article", card="summary_large_image", image=image))


def card(book: Concordance, claim: Claim) -> cards.Card:
    """The desk's verdict and what the sources say; where there is no verdict, what the sources say alone."""
    verdict, sources = book.verdict(claim), words.corroboration(book.standing(claim).corroboration)
    shown = verdict or sources
    return cards.Card(
        claim.statement,
        book.edition.corpus.site.title,
        shown.word,
        shown.shape,
        sources.word if verdict else "",
    )
