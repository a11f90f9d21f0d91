"""The home page, the page about the site and its method, and the page for lost readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import ClassVar

from markupsafe import Markup

from generator.model import VERDICTS, Claim, Rating
from generator.publishing import addresses
from generator.publishing.views import words
from generator.publishing.views.concordance import Card, Concordance
from generator.publishing.views.frame import Frame, Link, anywhere
from generator.publishing.views.glance import Glance, glances
from generator.publishing.views.subjects import Row, source_rows, topic_rows
from generator.publishing.views.words import Badge

_FIRST = 10  # claims that deserve a look first, at most
_DEFINITIONS = {
    "supported": "The sources bear the claim out.",
    "refuted": "The sources show the claim to be wrong.",
    "conflicting": "The sources disagree, or bear out one part of the claim and not another.",
    "not-enough-evidence": "The sources do not settle the claim.",
}


@dataclass(frozen=True, slots=True)
class HomePage:
    template: ClassVar[str] = "pages/home.html"

    frame: Frame
    title: str
    lead: str
    counts: tuple[Link, ...]
    glances: tuple[Glance, ...]
    first: tuple[Card, ...]
    latest: tuple[Card, ...]
    topics: tuple[Row, ...]
    sources: tuple[Row, ...]
    all_claims: str
    all_topics: Link | None
    all_sources: Link | None


@dataclass(frozen=True, slots=True)
class Definition:
    badge: Badge
    meaning: str | None


@dataclass(frozen=True, slots=True)
class AboutPage:
    template: ClassVar[str] = "pages/about.html"

    frame: Frame
    site: str
    about: Markup | None
    stances: tuple[Badge, ...]
    verdicts: tuple[Definition, ...]
    corroborations: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class LostPage:
    template: ClassVar[str] = "pages/404.html"

    frame: Frame


def home_page(book: Concordance) -> HomePage:
    path = "index.html"
    corpus = book.edition.corpus
    quotes = sum(len(each.evidence) for each in corpus.claims)
    lead = (
        f"{words.count(len(corpus.claims), 'claim')}, checked against {words.count(len(corpus.sources), 'source')}: "
        f"who says what, in their own words, with a link to the very passage. Every one of the "
        f"{words.count(quotes, 'quote')} was found, word for word, in its source."
    )
    topics, sources = topic_rows(book, path), source_rows(book, path)
    first = _first(book)
    return HomePage(
        frame=book.frame(path, corpus.site.title, corpus.site.description or lead),
        title=corpus.site.title,
        lead=corpus.site.description or lead,
        counts=(
            Link("claims/index.html", words.count(len(corpus.claims), "claim")),
            Link("matrix.html", words.count(quotes, "quote")),
            Link("sources/index.html", words.count(len(corpus.sources), "source")),
            Link("topics/index.html", words.count(len(corpus.topics), "topic")),
            Link("entities/index.html", words.count(len(corpus.entities), "name")),
        ),
        glances=glances(book),
        first=book.cards(path, first),
        latest=() if first else book.cards(path, corpus.claims[:_FIRST]),
        topics=tuple(topics[: addresses.PAGE_SIZE]),
        sources=tuple(sources[: addresses.PAGE_SIZE]),
        all_claims="claims/index.html",
        all_topics=_rest("topics/index.html", topics, "topic"),
        all_sources=_rest("sources/index.html", sources, "source"),
    )


def about_page(book: Concordance) -> AboutPage:
    path = "about.html"
    site = book.edition.corpus.site
    scale: tuple[Rating, ...] = site.ratings or VERDICTS
    best_first = sorted(scale, key=lambda each: each.value, reverse=True)
    return AboutPage(
        frame=book.frame(path, "About", f"How the claims of {site.title} were checked, and what its words mean."),
        site=site.title,
        about=book.prose(path, site.about),
        stances=tuple(words.stance(each) for each in ("supports", "refutes", "qualifies", "mentions")),
        verdicts=tuple(
            Definition(book.verdicts[each.id], None if site.ratings else _DEFINITIONS[each.id]) for each in best_first
        ),
        corroborations=tuple(Definition(badge, meaning) for badge, meaning in words.corroborations()),
    )


def lost_page(book: Concordance) -> LostPage:
    path = "404.html"
    return LostPage(anywhere(book.frame(path, "Page not found"), book.edition.corpus.site, path))


def _first(book: Concordance) -> Sequence[Claim]:
    """What deserves a look first: claims that sources dispute, that they refute, that other claims contradict."""
    contradicting = {
        claim for claim, told in book.related.items() if any(word.startswith("Contradict") for word, _ in told)
    }

    def urgency(claim: Claim) -> int:
        corroboration = book.standing(claim).corroboration
        if corroboration == "contested":
            return 0
        if corroboration == "refuted":
            return 1
        if claim.verdict in ("refuted", "conflicting"):
            return 2
        return 3 if claim.id in contradicting else 4

    return nsmallest(_FIRST, (each for each in book.edition.corpus.claims if urgency(each) < 4), key=urgency)


def _rest(href: str, rows: Sequence[Row], noun: str) -> Link | None:
    """The way to what is not on this page."""
    return Link(href, f"All {words.count(len(rows), noun)}") if len(rows) > addresses.PAGE_SIZE else None
