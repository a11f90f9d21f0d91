"""Labels and shapes of judgements; dates, figures and counts in words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from generator.analysis.anchoring.levels import Folding
from generator.assertion import Assertion
from generator.cues import Cue
from generator.language.locales import find_locale
from generator.model import Claim, Evidence, Quantity, SharedText, Site, Standing
from generator.rating_scale import find_sign
from generator.source_files import MediaKind
from generator.values import dataclass
from generator.vocabulary import (
    CORROBORATIONS,
    MODALITIES,
    MODALITY_IDS,
    RELATIONS,
    STANCES,
    STRONGEST_FIRST,
    VERDICTS,
    Corroboration,
    Modality,
    RelationKind,
    Stance,
)


@dataclass(frozen=True, slots=True)
class Badge:
    """A judgement as a word and a shape, so that it can be read without colour. `kind` is what is judged."""

    kind: str
    word: str
    shape: str


UNQUOTED = Badge("silence", "Not quoted", "unquoted")
SILENT = Badge("silence", "Silent", "silent")
UNCLEAR = Badge("silence", "Not searched", "unquoted")


@dataclass(frozen=True, slots=True)
class AcceptedLabel:
    """What a warning says that the desk accepts, its code, and the desk's reason."""

    meaning: str
    code: str
    reason: str


def stance_badge(value: Stance) -> Badge:
    term = STANCES[value]
    return Badge("stance", term.label, term.sign)


def evidence_badge(evidence: Evidence) -> Badge:
    """Return the badge of a quote: its stance and, where that is not plain, how it says what the claim states."""
    term, modality = STANCES[evidence.stance], evidence.told_modality
    if modality in ("stated", "said"):
        return Badge("stance", term.label, term.sign)
    label = f"{term.label} ({MODALITIES[modality].label.lower()})"
    return Badge("stance", label, term.sign if MODALITIES[modality].counts else "open")


def corroboration_badge(value: Corroboration) -> Badge:
    term = CORROBORATIONS[value]
    return Badge("corroboration", term.label, term.sign)


def corroboration_badges() -> tuple[tuple[Corroboration, Badge], ...]:
    """Return every corroboration with its badge, the strongest first."""
    return tuple((corroboration, corroboration_badge(corroboration)) for corroboration in STRONGEST_FIRST)


def judgement_badge(site: Site, claim: Claim, standing: Standing) -> Badge:
    """Return the desk's verdict on the claim or, where it gives none, what the sources say."""
    return verdict_badge(site, claim.verdict) if claim.verdict else corroboration_badge(standing.corroboration)


def judged_statement(site: Site, claim: Claim, standing: Standing) -> str:
    """Return the statement with its judgement before it, for wherever it is named without its page."""
    return f"{judgement_badge(site, claim, standing).word}: {claim.statement}"


def withdrawn_statement(claim: Claim) -> str:
    """Return the statement of a withdrawn claim for wherever it is named without its page."""
    return f"Withdrawn: {claim.statement}"


def judged_title(site: Site, claim: Claim, standing: Standing) -> str:
    """Return the title of the claim's page: its headline or, without one, its statement, with the judgement before."""
    return f"{judgement_badge(site, claim, standing).word}: {claim.headline or claim.statement}"


def verdict_badge(site: Site, verdict: str) -> Badge:
    return verdict_badges(site)[verdict]


@lru_cache(4)
def verdict_badges(site: Site) -> Mapping[str, Badge]:
    """Return the badge of every verdict of this site. Those of an own scale have the shapes of their signs."""
    badges = {id: Badge("verdict", verdict.label, verdict.sign) for id, verdict in VERDICTS.items()}
    for rating in site.ratings:
        badges[rating.id] = Badge("verdict", rating.label, find_sign(rating, site.ratings))
    return badges


def scope_sentence(claim: Claim, language: str) -> str:
    """Return what a judgement holds for: the date that the claim is of, and the sources of this collection."""
    judged = "by the sources collected here and by nothing else."
    return f"As of {format_date(claim.date, language)}, judged {judged}" if claim.date else f"Judged {judged}"


def describe_assertion(assertion: Assertion, by: str, language: str) -> str:
    """Return who made a claim, `by` name, when and where, in words."""
    return ", ".join(
        part for part in (by, assertion.date and format_date(assertion.date, language), assertion.where) if part
    )


def relation_label(kind: RelationKind, *, reverse: bool) -> str:
    """Return how a claim is related to another one; `reverse` is for the other's page."""
    term = RELATIONS[kind]
    return term.reverse if reverse else term.label


def count_words(number: int, singular: str, language: str) -> str:
    """Return a number and its noun: `1 claim`, `20,000 claims`."""
    return f"{format_figure(number, language)} {singular if number == 1 else f'{singular}s'}"


def describe_checks(*, quotes: bool, prose: bool, all_found: bool) -> str:
    """Return what was checked when the site was built: quotes of the evidence, and quotations in the desk's texts.

    It has no count: every page says it, and is not to be made again whenever a quote is added.
    """
    found = ["every quote of the evidence, word for word, in its source"] if quotes else []
    found += ["every quotation in our own texts, capitals aside"] if prose and all_found else []
    unsure = " Not every quotation in our own texts was found." if prose and not all_found else ""
    return f"When this site was built, verbatim found {', and '.join(found)}.{unsure}" if found else unsure.strip()


def format_figure(number: float, language: str) -> str:
    """Return a number for people to read. Four digits are not grouped: they may be a year."""
    return find_locale(language).format_figure(number)


def shared_amount(pair: SharedText, language: str) -> str:
    """Return how much two sources have in common, in words."""
    amount = amount_in_common(pair.same, pair.words, pair.unit, language)
    passages = len(pair.passages)
    return f"{amount}, in {count_words(passages, 'passage', language)}" if passages > 1 else amount


def amount_in_common(same: int, words: int, unit: str, language: str) -> str:
    return f"{format_figure(same, language)} of {format_figure(words, language)} {unit} are the same"


def format_quantity(value: Quantity, language: str) -> str:
    words = ("about" if value.approximate else "", format_figure(value.value, language), value.unit or "")
    return " ".join(word for word in words if word)


def format_date(value: str, language: str) -> str:
    """Return a date for people to read, with nothing added: `2000`, `October 2000`, `24 October 2000`, `1990s`."""
    return find_locale(language).format_date(value)


def pdf_pages(first: int, last: int, language: str) -> str:
    """Return pages of a PDF in words, counted from its first page; other numbers may be printed on them."""
    begin, end = (find_locale(language).format_figure(page, most_ungrouped=999) for page in (first, last))
    return f"PDF page {begin}" if first == last else f"PDF pages {begin}–{end}"


def recording_times(first: Cue, last: Cue) -> str:
    """Return when words of a recording are said, in words."""
    return f"at {first.time}" if first.time == last.time else f"at {first.time}–{last.time}"


def file_size(size: int, language: str) -> str:
    """Return the bytes of a file as people read them, in units of a thousand."""
    locale = find_locale(language)
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            figure = f"{size / unit:.1f}" if size < 10 * unit else f"{size / unit:.0f}"
            return f"{locale.format_digits(figure.replace('.', locale.decimal))} {name}"
    return count_words(size, "byte", language)


def kept_original(kind: MediaKind) -> str:
    """Return the words of a link from a quote to the original that the site has."""
    return {"picture": "in the picture", "document": "in the document"}.get(kind, "in the recording")


def join_list(items: Iterable[str]) -> str:
    """Join the items like `A`, `A and B`, `A, B and C`."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def summarize_standing(claim: Claim, standing: Standing, language: str) -> tuple[str, ...]:
    """Return what the sources say of a claim, in plain sentences."""
    supporting, refuting = len(standing.supporting), len(standing.refuting)
    sentences = []
    if standing.corroboration == "inconsistent":
        sources = len({*standing.supporting, *standing.refuting})
        sentences.append(
            CORROBORATIONS["inconsistent"].sentence
            if sources == 1
            else f"{count_words(sources, 'source', language)}, which count as one, both support and refute this."
        )
        supporting = refuting = 0
    if supporting:
        sentences.append(
            f"{_count_sources(supporting, 'supports', language)} this{_count_origins(standing, supporting, language)}."
        )
    if refuting:
        closing = "" if supporting else _count_origins(standing, refuting, language)
        sentences.append(f"{_count_sources(refuting, 'refutes', language)} it{closing}.")
    if not sentences:
        sentences.append("No source supports or refutes this.")
    unsure = [evidence for evidence in claim.evidence if _is_unsure_support(evidence)]
    told = [evidence for evidence in claim.evidence if evidence not in unsure] if unsure else claim.evidence
    weak: tuple[Stance, ...] = ("qualifies", "mentions")
    for stance in weak:
        sources = len({evidence.source for evidence in told if evidence.counted_stance == stance})
        if sources:
            sentences.append(f"{_count_sources(sources, stance, language)} it.")
    for modality in _UNSURE if unsure else ():
        sources = len({evidence.source for evidence in unsure if evidence.told_modality == modality})
        if sources:
            verb = MODALITIES[modality].verb if sources == 1 else MODALITIES[modality].plural
            sentences.append(f"{count_words(sources, 'source', language)} {verb} that it is so.")
    return tuple(sentences)


_UNSURE: tuple[Modality, ...] = tuple(id for id in MODALITY_IDS if not MODALITIES[id].counts)


def _is_unsure_support(evidence: Evidence) -> bool:
    return evidence.stance == "supports" and evidence.told_modality in _UNSURE


def _count_sources(sources: int, stance: Stance, language: str) -> str:
    return f"{count_words(sources, 'source', language)} {stance if sources == 1 else STANCES[stance].plural}"


def _count_origins(standing: Standing, sources: int, language: str) -> str:
    if sources == 1:
        return ""
    origins = len(standing.origins)
    if origins == sources:
        return ", independently of each other"
    if origins == 1:
        return "; they count as one, since they have it from one another or from one origin"
    return f"; they count as {format_figure(origins, language)}, since some have it from others or from one origin"


FOLDING_LABELS: Mapping[Folding, str] = {
    "composition": "letters with accents, composed otherwise",
    "invisible": "characters that nobody sees",
    "ligature": "ligatures",
    "hyphenation": "hyphens at the ends of lines",
    "line-break": "line breaks in a script without spaces",
    "note-mark": "note marks",
    "raised-digit": "raised or lowered digits",
    "tatweel": "lengthened Arabic letters",
    "radical": "Kangxi radicals",
}


def level_sentence(foldings: Sequence[Folding]) -> str | None:
    """Return how a quote differs from its source's print; None where it does not."""
    if not foldings:
        return None
    return f"The same words; not compared were {join_list(FOLDING_LABELS[folding] for folding in foldings)}."
