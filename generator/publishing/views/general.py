"""The home page, the page about the site, and the page for lost readers."""

from collections.abc import Container, Iterator, Sequence
from heapq import nsmallest
from typing import ClassVar

from markupsafe import Markup

from generator.model import Claim, Topic
from generator.publishing import addresses
from generator.publishing.views import words
from generator.publishing.views.concordance import CLAIMS, QUOTES, Card, Concordance
from generator.publishing.views.frame import Frame, Link, anywhere
from generator.publishing.views.glance import Glance, glances
from generator.publishing.views.recipe import Recipe
from generator.publishing.views.subjects import Row, source_rows
from generator.values import dataclass

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


def home_recipe(book: Concordance) -> Recipe:
    corpus = book.edition.corpus
    topics = tuple(each.id for each in corpus.topics[: addresses.PAGE_SIZE])
    sources = tuple(each.id for each in corpus.sources[: addresses.PAGE_SIZE])
    latest = tuple(each.id for each in corpus.claims[:_FIRST])
    counts = (len(corpus.sources), len(corpus.topics), len(corpus.entities))
    return Recipe(home_page, (tuple(_first(book)), latest, topics, sources, counts))


def home_page(
    book: Concordance,
    urgent: tuple[str, ...],
    latest: tuple[str, ...],
    topics: tuple[str, ...],
    sources: tuple[str, ...],
    counts: tuple[int, int, int],
) -> Iterator[tuple[str, HomePage]]:
    """What deserves a look first, the topics and the sources, by their ids; `counts`: of all sources, topics, names."""
    path, site = "index.html", book.edition.corpus.site
    lead = _lead(book, counts[0])
    first = [book.claims[each] for each in urgent]
    yield (
        path,
        HomePage(
            frame=book.frame(path, site.title, site.description or lead),
            title=site.title,
            lead=site.description or lead,
            promise=lead if site.description else None,
            counts=(
                Link("claims/index.html", words.count(book.counted[CLAIMS], "claim")),
                Link("matrix.html", words.count(book.counted[QUOTES], "quote")),
                Link("sources/index.html", words.count(counts[0], "source")),
                Link("topics/index.html", words.count(counts[1], "topic")),
                Link("entities/index.html", words.count(counts[2], "name")),
            ),
            glances=glances(book),
            first=book.cards(path, first),
            latest=() if first else book.cards(path, [book.claims[each] for each in latest]),
            subjects=tuple(_subject(book, path, book.topics[each], frozenset(urgent)) for each in topics),
            sources=source_rows(book, path, sources),
            all_claims="claims/index.html",
            all_topics=_rest("topics/index.html", counts[1], "topic"),
            all_sources=_rest("sources/index.html", counts[0], "source"),
        ),
    )


def about_page(book: Concordance, sources: int) -> AboutPage:
    """The page about the site, which has so many sources."""
    path = "about.html"
    site = book.edition.corpus.site
    return AboutPage(
        frame=book.frame(path, "About", f"Who made {site.title}, and how."),
        about=book.prose(path, site.about, below=1),
        lead=_lead(book, sources),
        method="methodology.html",
    )


def lost_page(book: Concordance) -> LostPage:
    path = "404.html"
    return LostPage(anywhere(book.frame(path, "Page not found"), book.edition.corpus.site, book.assets, path))


def _lead(book: Concordance, sources: int) -> str:
    """What this site is, in one sentence and a promise."""
    return (
        f"{words.count(book.counted[CLAIMS], 'claim')}, checked against {words.count(sources, 'source')}: "
        f"who says what, in their own words, with a link to the very passage. Every one of the "
        f"{words.count(book.counted[QUOTES], 'quote')} was found, word for word, in its source."
    )


def _first(book: Concordance) -> Sequence[str]:
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

    urgent = nsmallest(_FIRST, (each for each in book.edition.corpus.claims if urgency(each) < 4), key=urgency)
    return [each.id for each in urgent]


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


def _rest(href: str, number: int, noun: str) -> Link | None:
    """The way to what is not on this page."""
    return Link(href, f"All {words.count(number, noun)}") if number > addresses.PAGE_SIZE else None
