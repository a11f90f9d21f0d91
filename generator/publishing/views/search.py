"""The search page: what a reader may narrow a search down to, and the lists for a reader without scripts."""

from dataclasses import replace
from typing import ClassVar

from generator.model import CORROBORATIONS
from generator.publishing import addresses
from generator.publishing.fulltext import SCRIPT, wanted
from generator.publishing.search import CLAIM, FIRST, NAME, QUOTE, SOURCE, TOPIC
from generator.publishing.views import words
from generator.publishing.views.concordance import Concordance
from generator.publishing.views.frame import Frame, Link, compiling
from generator.publishing.views.words import Badge
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter offers: its value in the index, its word, and the shape of its badge where it is a judgement."""

    value: str
    word: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search may be narrowed down by: its name in the page's address, its word, and what it offers."""

    name: str
    word: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`index` is the first script of the search index; filters offer only what this site has.

    `full` is the script that searches the whole text, where the site has that.
    """

    template: ClassVar[str] = "pages/search.html"

    frame: Frame
    index: str
    full: str | None
    kinds: tuple[Choice, ...]
    filters: tuple[Filter, ...]
    indexes: tuple[Link, ...]


def search_page(book: Concordance) -> SearchPage:
    path = "search.html"
    verdicts = Filter(
        "verdict",
        "Verdict",
        tuple(_judgement(id, badge) for id, badge in book.verdicts.items() if book.counted.get(f"verdict:{id}")),
    )
    corroborations = Filter(
        "corroboration",
        "Corroboration",
        tuple(
            _judgement(each, words.corroboration(each))
            for each in CORROBORATIONS
            if book.counted.get(f"sources-say:{each}")
        ),
    )
    frame = book.frame(path, "Search", "Search the claims, quotes, sources and names of this site.")
    full = wanted(book.edition.corpus)
    return SearchPage(
        frame=replace(frame, policy=compiling(frame.policy)) if full else frame,
        index=addresses.link(path, FIRST),
        full=addresses.link(path, SCRIPT) if full else None,
        kinds=(
            Choice(CLAIM, "Claims"),
            Choice(QUOTE, "Quotes"),
            Choice(SOURCE, "Sources"),
            Choice(NAME, "Names"),
            Choice(TOPIC, "Topics"),
        ),
        filters=tuple(each for each in (verdicts, corroborations) if each.choices),
        indexes=(
            Link("claims/index.html", "All claims"),
            Link("topics/index.html", "All topics"),
            Link("sources/index.html", "All sources"),
            Link("entities/index.html", "All names"),
        ),
    )


def _judgement(value: str, badge: Badge) -> Choice:
    return Choice(value, badge.word, badge.shape)
