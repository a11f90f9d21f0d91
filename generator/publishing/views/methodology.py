"""How the claims were checked, told by the constants and functions that check them."""

from collections.abc import Iterator
from typing import ClassVar
from unicodedata import category

from generator.analysis.anchoring.match import REPLACED
from generator.analysis.uncited.relevance import ENOUGH, MOST, SENTENCE, SHARE
from generator.analysis.uncited.uncited_mentions import MOST_MENTIONS
from generator.folding import fold
from generator.model import DEFAULT_SCALE, Rating
from generator.publishing import addresses
from generator.publishing.index import PROSE, PROSE_FOUND, SiteIndex
from generator.publishing.views import labels
from generator.publishing.views.facets import corroboration_page, verdict_page
from generator.publishing.views.frame import Frame, Link
from generator.publishing.views.labels import Badge
from generator.reading.quotations import LEAST_UNSPACED, LEAST_WORDS
from generator.values import dataclass
from generator.vocabulary import CORROBORATIONS, STANCE_IDS, STANCES, TIE_KINDS, TIES, VERDICTS

_SIGNS = {'"': "double quotation marks", "'": "single quotation marks and apostrophes", "-": "hyphens and dashes"}
_FIRST, _LAST = 0x21, 0x2300  # where Unicode has the punctuation and the minus sign of all scripts that we fold


@dataclass(frozen=True, slots=True)
class Definition:
    """A word, what it means, and the list of the claims that it is said of, where there are any."""

    badge: Badge
    meaning: str
    claims: Link | None = None


@dataclass(frozen=True, slots=True)
class EquivalentCharacters:
    """Characters that are one when a quote is compared."""

    name: str
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelevanceFigures:
    """When a source speaks of a claim, in numbers: what its sentence needs to have, and how many are shown."""

    share: str
    enough: str
    most: str
    longest: str
    shown: str


@dataclass(frozen=True, slots=True)
class QuotationFigures:
    """Which quotations in the desk's own texts are looked for, and how many were found; None where there is none."""

    words: str
    characters: str
    found: str | None


@dataclass(frozen=True, slots=True)
class MethodPage:
    template: ClassVar[str] = "pages/methodology.html"

    frame: Frame
    alike: tuple[EquivalentCharacters, ...]
    replaced: str
    own: QuotationFigures
    stances: tuple[Definition, ...]
    verdicts: tuple[Definition, ...]
    corroborations: tuple[Definition, ...]
    one_origin: tuple[str, ...]
    others: RelevanceFigures
    sources: Link
    hashes: Link
    contact: str | None


def method_page(book: SiteIndex) -> MethodPage:
    path = "methodology.html"
    site = book.edition.corpus.site

    def lists(target: str, token: str) -> Link | None:
        number = book.counted.get(token, 0)
        return Link(addresses.link(path, target), labels.count_words(number, "claim")) if number else None

    description = f"How the claims of {site.title} are checked, and what its words mean."
    frame = book.frame(path, "Methodology", description)
    return MethodPage(
        frame=frame,
        alike=tuple(equivalent_characters()),
        replaced=labels.count_words(REPLACED, "character"),
        own=_quotations(book.counted.get(PROSE, 0), book.counted.get(PROSE_FOUND, 0)),
        stances=tuple(Definition(labels.stance_badge(each), STANCES[each].meaning) for each in STANCE_IDS),
        verdicts=tuple(
            Definition(
                book.verdicts[each.id],
                VERDICTS[each.id].meaning if not site.ratings else _graded(each, site.ratings),
                lists(verdict_page(each.id), f"verdict:{each.id}"),
            )
            for each in sorted(site.ratings or DEFAULT_SCALE, key=lambda one: one.value, reverse=True)
        ),
        corroborations=tuple(
            Definition(badge, CORROBORATIONS[state].meaning, lists(corroboration_page(state), f"sources-say:{state}"))
            for state, badge in labels.corroboration_badges()
        ),
        one_origin=tuple(TIES[kind] for kind in TIE_KINDS),
        others=RelevanceFigures(
            f"{SHARE:.0%}",
            labels.format_figure(ENOUGH),
            f"{MOST:.0%}",
            labels.count_words(SENTENCE, "character"),
            labels.count_words(MOST_MENTIONS, "source"),
        ),
        sources=Link(addresses.link(path, addresses.index("source")), "every source’s page"),
        hashes=Link(addresses.link(path, "manifest.json"), "manifest.json"),
        contact=frame.contact,
    )


def _quotations(sought: int, found: int) -> QuotationFigures:
    return QuotationFigures(
        labels.count_words(LEAST_WORDS, "word"),
        labels.count_words(LEAST_UNSPACED, "character"),
        f"{labels.format_figure(found)} of {labels.count_words(sought, 'such quotation')}" if sought else None,
    )


def equivalent_characters() -> Iterator[EquivalentCharacters]:
    """The signs that the comparison itself takes for one another, found by asking it."""
    asked = "".join(f"{each}x" for each in map(chr, range(_FIRST, _LAST)) if category(each)[0] in "PS")
    folded = fold(asked)
    for sign, name in _SIGNS.items():
        places = (folded.start(place) for place, each in enumerate(folded.text) if each == sign)
        yield EquivalentCharacters(name, tuple(asked[place] for place in places))


def _graded(rating: Rating, scale: tuple[Rating, ...]) -> str:
    place = sorted(scale, key=lambda each: each.value, reverse=True).index(rating) + 1
    return f"Grade {place} of {len(scale)} of our scale, from best to worst."
