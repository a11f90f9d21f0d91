"""The words that pages say things with: labels and shapes, dates and figures, counts."""

from collections.abc import Iterable, Mapping

from generator.model import VERDICTS, Claim, Corroboration, Quantity, Rating, SharedText, Site, Stance, Standing
from generator.values import dataclass

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


_STANCES: Mapping[Stance, Badge] = {
    "supports": Badge("stance", "Supports", "yes"),
    "refutes": Badge("stance", "Refutes", "no"),
    "qualifies": Badge("stance", "Qualifies", "partly"),
    "mentions": Badge("stance", "Mentions", "open"),
}
_STANCE_MEANINGS: Mapping[Stance, str] = {
    "supports": "The quote says that the claim is true.",
    "refutes": "The quote says that it is not, or what cannot be true together with it.",
    "qualifies": "The quote bears on it: the claim holds in part, under a condition, or in another version.",
    "mentions": "The quote only speaks of its subject.",
}
_CORROBORATIONS: Mapping[Corroboration, Badge] = {
    "unsourced": Badge("corroboration", "Unsourced", "open"),
    "single-source": Badge("corroboration", "Single source", "one"),
    "corroborated": Badge("corroboration", "Corroborated", "many"),
    "contested": Badge("corroboration", "Contested by sources", "both"),
    "refuted": Badge("corroboration", "Refuted by sources", "no"),
}
_MEANINGS: Mapping[Corroboration, str] = {
    "corroborated": "Two or more independent sources support the claim, and none refutes it.",
    "single-source": "Sources support the claim and none refutes it, but they count as one.",
    "contested": "Some sources support the claim, and some refute it.",
    "refuted": "Sources refute the claim, and none supports it.",
    "unsourced": "No source supports or refutes the claim.",
}
_VERDICT_SHAPES = {"refuted": "no", "conflicting": "both", "not-enough-evidence": "open", "supported": "yes"}
_RELATIONS = {
    "contradicts": ("Contradicts", "Contradicted by"),
    "refines": ("Refines", "Refined by"),
    "supersedes": ("Supersedes", "Superseded by"),
    "context": ("Context", "Context for"),
}


UNQUOTED = Badge("silence", "Not quoted", "unquoted")


def stance_badge(value: Stance) -> Badge:
    return _STANCES[value]


def stance_meaning(value: Stance) -> str:
    return _STANCE_MEANINGS[value]


def corroboration_badge(value: Corroboration) -> Badge:
    return _CORROBORATIONS[value]


def corroboration_meanings() -> tuple[tuple[Badge, str], ...]:
    """Every corroboration with what it means, the strongest first."""
    return tuple((_CORROBORATIONS[each], meaning) for each, meaning in _MEANINGS.items())


def corroboration_badges() -> tuple[tuple[Corroboration, Badge], ...]:
    """Every corroboration with its badge, the strongest first."""
    return tuple((each, _CORROBORATIONS[each]) for each in _MEANINGS)


def verdict_badges(site: Site) -> Mapping[str, Badge]:
    """The badge of every verdict that a claim of this site may have. A scale's ends are no and yes."""
    badges = {each.id: Badge("verdict", each.label, _VERDICT_SHAPES[each.id]) for each in VERDICTS}
    values = [each.value for each in site.ratings]
    for each in site.ratings:
        badges[each.id] = Badge("verdict", each.label, _on_scale(each, min(values), max(values)))
    return badges


def _on_scale(rating: Rating, worst: float, best: float) -> str:
    if worst == best:
        return "open"
    return {worst: "no", best: "yes"}.get(rating.value, "partly")


def relation_label(name: str, *, reverse: bool) -> str:
    """How a claim stands to another one; `reverse` is the other's side of it."""
    return _RELATIONS[name][reverse]


def count_words(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun: `1 claim`, `2,000 claims`."""
    return f"{format_figure(number)} {one if number == 1 else many or one + 's'}"


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
        sentences.append(f"{_say(supporting, 'supports', 'support')} this{_origins(standing, supporting)}.")
    if refuting:
        closing = "" if supporting else _origins(standing, refuting)
        sentences.append(f"{_say(refuting, 'refutes', 'refute')} it{closing}.")
    if not sentences:
        sentences.append("No source supports or refutes this.")
    for each, one, many in (("qualifies", "qualifies", "qualify"), ("mentions", "mentions", "mention")):
        sources = len({one.source for one in claim.evidence if one.stance == each})
        if sources:
            sentences.append(f"{_say(sources, one, many)} it.")
    return tuple(sentences)


def _say(sources: int, one: str, many: str) -> str:
    return f"{count_words(sources, 'source')} {one if sources == 1 else many}"


def _origins(standing: Standing, sources: int) -> str:
    if sources == 1:
        return ""
    origins = len(standing.origins)
    if origins == 1:
        return "; they count as one source, having one origin"
    return f"; they have {count_words(origins, 'independent origin')}"
