"""The home page, the page about the site, and the page for lost readers."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import ClassVar

from markupsafe import Markup

from generator.model import Claim, Topic
from generator.publishing import addresses
from generator.publishing.views import words
from generator.publishing.views.concordance import Card, Concordance
from generator.publishing.views.frame import Frame, Link, anywhere
from generator.publishing.views.glance import Glance, glances
from generator.publishing.views.subjects import Row, source_rows

_FIRST = 10  # claims that deserve a look first, at most
_OF_TOPIC = 3  # claims of each topic


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic with some of its claims; `rest` leads to the others, where there are any."""

    topic: Link
    total: str
    claims: tuple[Card, ...]
    rest: Link | None


@dataclass(frozen=True, slots=True)
class HomePage:
    template: ClassVar[str] = "pages/home.html"

    frame: Frame
    title: str
    lead: str
    promise: str | None
    counts: tuple[Link, ...]
    glances: tuple[Glance, ...]
    first: tuple[Card, ...]
    latest: tuple[Card, ...]
    subjects: tuple[Subject, ...]
    sources: tuple[Row, ...]
    all_claims: str
    all_topics: Link | None
    all_sources: Link | None


@dataclass(frozen=True, slots=True)
class AboutPage:
    template: ClassVar[str] = "pages/about.html"

    frame: Frame
    about: Markup | None
    lead: str
    method: str


@dataclass(frozen=True, slots=True)
class LostPage:
    template: ClassVar[str] = "pages/404.html"

    frame: Frame


def home_page(book: Concordance) -> HomePage:
    path = "index.html"
    corpus = book.edition.corpus
    quotes, lead = _quotes(book), _lead(book)
    sources, topics = source_rows(book, path), corpus.topics
    first = _first(book)
    shown = frozenset(each.id for each in first)
    return HomePage(
        frame=book.frame(path, corpus.site.title, corpus.site.description or lead),
        title=corpus.site.title,
        lead=corpus.site.description or lead,
        promise=lead if corpus.site.description else None,
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
        subjects=tuple(_subject(book, path, each, shown) for each in topics[: addresses.PAGE_SIZE]),
        sources=tuple(sources[: addresses.PAGE_SIZE]),
        all_claims="claims/index.html",
        all_topics=_rest("topics/index.html", topics, "topic"),
        all_sources=_rest("sources/index.html", sources, "source"),
    )


def about_page(book: Concordance) -> AboutPage:
    path = "about.html"
    site = book.edition.corpus.site
    return AboutPage(
        frame=book.frame(path, "About", f"Who made {site.title}, and how."),
        about=book.prose(path, site.about, below=1),
        lead=_lead(book),
        method="methodology.html",
    )


def lost_page(book: Concordance) -> LostPage:
    path = "404.html"
    return LostPage(anywhere(book.frame(path, "Page not found"), book.edition.corpus.site, book.assets, path))


def _quotes(book: Concordance) -> int:
    return sum(len(each.evidence) for each in book.edition.corpus.claims)


def _lead(book: Concordance) -> str:
    """What this site is, in one sentence and a promise."""
    corpus = book.edition.corpus
    return (
        f"{words.count(len(corpus.claims), 'claim')}, checked against {words.count(len(corpus.sources), 'source')}: "
        f"who says what, in their own words, with a link to the very passage. Every one of the "
        f"{words.count(_quotes(book), 'quote')} was found, word for word, in its source."
    )


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


def _subject(book: Concordance, path: str, topic: Topic, shown: Container[str]) -> Subject:
    """The topic's first claims, those before the others that the page does not show already."""
    claims = book.filed.get(topic.id, ())
    href, more = addresses.link(path, addresses.page("topic", topic.id)), len(claims) - _OF_TOPIC
    return Subject(
        Link(href, topic.name),
        words.count(len(claims), "claim"),
        book.cards(path, nsmallest(_OF_TOPIC, claims, key=lambda each: each.id in shown)),
        Link(href, f"{words.figure(more)} more") if more > 0 else None,
    )


def _rest(href: str, rows: Sequence[object], noun: str) -> Link | None:
    """The way to what is not on this page."""
    return Link(href, f"All {words.count(len(rows), noun)}") if len(rows) > addresses.PAGE_SIZE else None
