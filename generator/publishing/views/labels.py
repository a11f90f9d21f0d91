"""The words that pages say things with: labels and shapes, dates and figures, counts."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.model import Claim, Quantity, Rating, SharedText, Site, Standing
from generator.values import dataclass
from generator.vocabulary import (
    CORROBORATIONS,
    RELATIONS,
    STANCES,
    STRONGEST_FIRST,
    VERDICTS,
    Corroboration,
    RelationKind,
    Stance,
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Badge:
    """A judgement as a word and a shape, so that colour is never what tells it. `kind` is what is judged."""

    kind: str
    word: str
    shape: str


UNQUOTED = Badge("silence", "Not quoted", "unquoted")


def stance_badge(value: Stance) -> Badge:
    term = STANCES[value]
    return Badge("stance", term.label, term.sign)


def corroboration_badge(value: Corroboration) -> Badge:
    term = CORROBORATIONS[value]
    return Badge("corroboration", term.label, term.sign)


def corroboration_badges() -> tuple[tuple[Corroboration, Badge], ...]:
    """Every corroboration with its badge, the strongest first."""
    return tuple((corroboration, corroboration_badge(corroboration)) for corroboration in STRONGEST_FIRST)


def verdict_badges(site: Site) -> Mapping[str, Badge]:
    """The badge of every verdict that a claim of this site may have. A scale's ends are no and yes."""
    badges = {id: Badge("verdict", verdict.label, verdict.sign) for id, verdict in VERDICTS.items()}
    values = [each.value for each in site.ratings]
    for each in site.ratings:
        badges[each.id] = Badge("verdict", each.label, _on_scale(each, min(values), max(values)))
    return badges


def _on_scale(rating: Rating, worst: float, best: float) -> str:
    if worst == best:
        return "open"
    return {worst: "no", best: "yes"}.get(rating.value, "partly")


def relation_label(kind: RelationKind, *, reverse: bool) -> str:
    """Return how a claim is related to another one; `reverse` is for the other's page."""
    term = RELATIONS[kind]
    return term.reverse if reverse else term.label


def count_words(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun: `1 claim`, `2,000 claims`."""
    return f"{format_figure(number)} {one if number == 1 else many or one + 's'}"


@lru_cache(4)
def describe_checks(quotes: int, sought: int, found: int) -> str:
    """Return what was checked when the site was built: quotes given as evidence, and quotations in the desk's texts."""
    told = []
    if quotes == 1:
        told.append("the one quote of the evidence, word for word, in its source")
    elif quotes:
        told.append(f"all {format_figure(quotes)} quotes of the evidence, word for word, in their sources")
    if sought == found == 1:
        told.append("the one quotation in our own texts, capitals aside")
    elif sought:
        number = "all" if found == sought else f"{format_figure(found)} of"
        told.append(f"{number} {count_words(sought, 'quotation')} in our own texts, capitals aside")
    return f"When this site was built, verbatim found {', and '.join(told)}." if told else ""


def format_figure(number: float) -> str:
    """A number as it is read. Four digits are not grouped: they may be a year."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        number = int(number)
    return f"{number:,}" if abs(number) >= 10_000 else str(number)


def shared_amount(pair: SharedText) -> str:
    """How much two sources have in common."""
    told = f"{format_figure(pair.same)} of {format_figure(pair.words)} {pair.unit} are the same"
    return f"{told}, in {count_words(len(pair.passages), 'passage')}" if len(pair.passages) > 1 else told


def format_quantity(value: Quantity) -> str:
    words = ("about" if value.approximate else "", format_figure(value.value), value.unit or "")
    return " ".join(each for each in words if each)


def format_date(value: str) -> str:
    """A partial ISO date as it is read, nothing added: `2000`, `October 2000`, `24 October 2000`."""
    year, *rest = value.split("-")
    if not rest:
        return year
    month = f"{_MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def pdf_pages(first: int, last: int) -> str:
    """Pages of a PDF, counted from its first, which need not be what is printed on them."""
    return f"PDF page {first:,}" if first == last else f"PDF pages {first:,}–{last:,}"


def join_list(items: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def summarize_standing(claim: Claim, standing: Standing) -> tuple[str, ...]:
    """What the sources say of a claim, in plain sentences."""
    supporting, refuting = len(standing.supporting), len(standing.refuting)
    sentences = []
    if supporting:
        sentences.append(f"{_say(supporting, 'supports')} this{_origins(standing, supporting)}.")
    if refuting:
        closing = "" if supporting else _origins(standing, refuting)
        sentences.append(f"{_say(refuting, 'refutes')} it{closing}.")
    if not sentences:
        sentences.append("No source supports or refutes this.")
    weak: tuple[Stance, ...] = ("qualifies", "mentions")
    for stance in weak:
        sources = len({evidence.source for evidence in claim.evidence if evidence.stance == stance})
        if sources:
            sentences.append(f"{_say(sources, stance)} it.")
    return tuple(sentences)


def _say(sources: int, stance: Stance) -> str:
    return f"{count_words(sources, 'source')} {stance if sources == 1 else STANCES[stance].plural}"


def _origins(standing: Standing, sources: int) -> str:
    if sources == 1:
        return ""
    origins = len(standing.origins)
    if origins == 1:
        return "; they count as one source, having one origin"
    return f"; they have {count_words(origins, 'independent origin')}"
