"""The methodology page: how claims are checked, written from the constants and functions that check them."""

from collections.abc import Iterator, Mapping
from typing import ClassVar
from unicodedata import category

from markupsafe import Markup

from generator.analysis.anchoring.levels import FOLDINGS, LEVELS, Folding, MatchLevel
from generator.analysis.anchoring.match import REPLACED
from generator.analysis.uncited.relevance import ENOUGH, MOST, SENTENCE, SHARE
from generator.analysis.uncited.uncited_mentions import MOST_MENTIONS
from generator.folding import fold
from generator.publishing import addresses, labels
from generator.publishing.index import PROSE, PROSE_FOUND, SiteIndex
from generator.publishing.labels import AcceptedLabel, Badge
from generator.publishing.tallies import explain_dots
from generator.publishing.views.facets import corroboration_page, verdict_page
from generator.publishing.views.frame import Frame, page_frame
from generator.publishing.views.links import Link, accepted_warnings
from generator.rating_scale import DEFAULT_SCALE, Rating, sort_best_first
from generator.reading.quotations import LEAST_UNSPACED, LEAST_WORDS
from generator.values import dataclass
from generator.vocabulary import (
    CORROBORATIONS,
    GLOSSARY,
    MODALITIES,
    MODALITY_IDS,
    STANCE_IDS,
    STANCES,
    TIE_KINDS,
    TIES,
    VERDICTS,
)

_SIGNS = {'"': "double quotation marks", "'": "single quotation marks and apostrophes", "-": "hyphens and dashes"}
# Of what can be seen, an example as a source prints it and as a quote may have it.
EXAMPLES: Mapping[Folding, tuple[str, str]] = {
    "ligature": ("of\ufb01ce", "office"),
    "hyphenation": ("nego-\ntiations", "negotiations"),
    "line-break": ("東京\n大阪", "東京大阪"),
    "note-mark": ("policy¹² failed", "policy failed"),
    "raised-digit": ("CO₂", "CO2"),
    "tatweel": ("كتـــاب", "كتاب"),
    "radical": ("\u2f08", "人"),
}
_FIRST, _LAST = 0x21, 0x2300  # the range of Unicode that has all punctuation and minus signs that are folded


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, its meaning, and a link to the claims that it applies to, if there are any."""

    badge: Badge
    meaning: str
    claims: Link | None = None


@dataclass(frozen=True, slots=True)
class EquivalentCharacters:
    """Characters that count as the same when a quote is compared."""

    name: str
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoldedDifference:
    """A difference that does not count beyond the kinds of marks: its name, and one printed and as it may be typed."""

    name: str
    printed: str | None
    typed: str | None


@dataclass(frozen=True, slots=True)
class LevelNames:
    """The match levels as claims.json names them: of quotes that are exactly the print, and of those that are not."""

    exact: MatchLevel
    normalised: MatchLevel


@dataclass(frozen=True, slots=True)
class RelevanceFigures:
    """The numbers of the rule by which a sentence of a source speaks of a claim.

    It has a `share` of the statement's weight, or as much as `whole_words` have; or three of its words have a
    `common_share`. A longer sentence than `sentence_limit` counts as several; `source_limit` sources are shown.
    """

    share: str
    whole_words: str
    common_share: str
    sentence_limit: str
    source_limit: str


@dataclass(frozen=True, slots=True)
class QuotationFigures:
    """Which quotations in the desk's own texts are looked for, and how many were found; None if there is none."""

    words: str
    characters: str
    found: str | None


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The methodology page. `bracket_limit`: how much of a source words in brackets may replace.

    `tie_rules`: what makes two sources count as one.
    """

    template: ClassVar[str] = "pages/methodology.html"

    frame: Frame
    equivalent_characters: tuple[EquivalentCharacters, ...]
    folded: tuple[FoldedDifference, ...]
    levels: LevelNames
    bracket_limit: str
    own: QuotationFigures
    stances: tuple[Definition, ...]
    modalities: tuple[Definition, ...]
    verdicts: tuple[Definition, ...]
    corroborations: tuple[Definition, ...]
    tie_rules: tuple[str, ...]
    relevance: RelevanceFigures
    dots: tuple[tuple[Markup, str], ...]
    glossary: tuple[tuple[str, str], ...]
    accepted: tuple[AcceptedLabel, ...]
    sources: Link
    hashes: Link
    contact: str | None


def method_page(index: SiteIndex) -> MethodPage:
    path = "methodology.html"
    site = index.site

    def link_claims(target: str, token: str) -> Link | None:
        number = index.counts.get(token, 0)
        return (
            Link(addresses.link(path, target), labels.count_words(number, "claim", index.site.language))
            if number
            else None
        )

    description = f"How the claims of {site.title} are checked, and what its words mean."
    frame = page_frame(index, path, "Methodology", description)
    return MethodPage(
        frame=frame,
        equivalent_characters=tuple(equivalent_characters()),
        folded=tuple(folded_differences()),
        levels=LevelNames(*LEVELS),
        bracket_limit=labels.count_words(REPLACED, "character", index.site.language),
        own=_count_quotations(index.counts[PROSE], index.counts[PROSE_FOUND], index.site.language),
        stances=tuple(Definition(labels.stance_badge(stance), STANCES[stance].meaning) for stance in STANCE_IDS),
        modalities=tuple(
            Definition(Badge("stance", term.label, "open"), term.meaning)
            for term in (MODALITIES[id] for id in MODALITY_IDS)
            if term.verb
        ),
        verdicts=tuple(
            Definition(
                labels.verdict_badge(index.site, rating.id),
                VERDICTS[rating.id].meaning if not site.ratings else _describe_grade(rating, site.ratings),
                link_claims(verdict_page(rating.id), f"verdict:{rating.id}"),
            )
            for rating in sort_best_first(site.ratings or DEFAULT_SCALE)
        ),
        corroborations=tuple(
            Definition(
                badge, CORROBORATIONS[state].meaning, link_claims(corroboration_page(state), f"sources-say:{state}")
            )
            for state, badge in labels.corroboration_badges()
        ),
        tie_rules=tuple(TIES[kind] for kind in TIE_KINDS),
        relevance=RelevanceFigures(
            f"{SHARE:.0%}",
            labels.format_figure(ENOUGH, index.site.language),
            f"{MOST:.0%}",
            labels.count_words(SENTENCE, "character", index.site.language),
            labels.count_words(MOST_MENTIONS, "source", index.site.language),
        ),
        dots=tuple(explain_dots()),
        glossary=tuple(GLOSSARY.items()),
        accepted=accepted_warnings(index, path, site.accept, "site"),
        sources=Link(addresses.link(path, addresses.index("source")), "every source’s page"),
        hashes=Link(addresses.link(path, "manifest.json"), "manifest.json"),
        contact=frame.contact,
    )


def _count_quotations(sought: int, found: int, language: str) -> QuotationFigures:
    return QuotationFigures(
        labels.count_words(LEAST_WORDS, "word", language),
        labels.count_words(LEAST_UNSPACED, "character", language),
        f"{labels.format_figure(found, language)} of {labels.count_words(sought, 'such quotation', language)}"
        if sought
        else None,
    )


def equivalent_characters() -> Iterator[EquivalentCharacters]:
    """Yield the signs that count as the same when quotes are compared, found by folding all of them."""
    signs = "".join(f"{sign}x" for sign in map(chr, range(_FIRST, _LAST)) if category(sign)[0] in "PS")
    folded = fold(signs)
    for sign, name in _SIGNS.items():
        places = (folded.start(place) for place, character in enumerate(folded.text) if character == sign)
        yield EquivalentCharacters(name, tuple(signs[place] for place in places))


def folded_differences() -> Iterator[FoldedDifference]:
    """Yield what else does not count, in the order of claims.json's `folded`, with an example that readers can see."""
    for folding in FOLDINGS:
        printed, typed = EXAMPLES.get(folding, (None, None))
        yield FoldedDifference(labels.FOLDING_LABELS[folding], printed and printed.replace("\n", "⏎"), typed)


def _describe_grade(rating: Rating, scale: tuple[Rating, ...]) -> str:
    if rating.description:
        return rating.description
    if rating.value is None:
        return "A grade that is off our scale: neither better nor worse than others."
    graded = sort_best_first(grade for grade in scale if grade.value is not None)
    return f"Grade {graded.index(rating) + 1} of {len(graded)} of our scale, from best to worst."
