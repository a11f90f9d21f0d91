"""The words that claims are judged with: stances, corroborations, verdicts, relations, kinds of things and of ties.

Each word is said once, with all that the site prints of it. The tables are typed dictionaries: a word that lacks its
entry, or an entry without its word, is a type error.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypedDict, get_args

Sign = Literal["yes", "no", "partly", "both", "open", "one", "many", "unquoted"]
RatingSign = Literal["yes", "no", "partly", "open"]
RATING_SIGNS: tuple[RatingSign, ...] = get_args(RatingSign)


# -- what a quote does to a claim -----------------------------------------------------------------------------------


class StanceTerm(NamedTuple):
    """A stance: its label, what it means, its sign, and its verb in the plural."""

    label: str
    meaning: str
    sign: Sign
    plural: str


Stance = Literal["supports", "refutes", "qualifies", "mentions"]


class _StanceTable(TypedDict):
    supports: StanceTerm
    refutes: StanceTerm
    qualifies: StanceTerm
    mentions: StanceTerm


STANCES: _StanceTable = {
    "supports": StanceTerm("Supports", "The quote says that the claim is true.", "yes", "support"),
    "refutes": StanceTerm(
        "Refutes", "The quote says that it is not, or what cannot be true together with it.", "no", "refute"
    ),
    "qualifies": StanceTerm(
        "Qualifies",
        "The quote bears on it: the claim holds in part, under a condition, or in another version.",
        "partly",
        "qualify",
    ),
    "mentions": StanceTerm("Mentions", "The quote only speaks of its subject.", "open", "mention"),
}
STANCE_IDS: tuple[Stance, ...] = get_args(Stance)


# -- how a quote says it ------------------------------------------------------------------------------------------


class ModalityTerm(NamedTuple):
    """How a quote says what a claim states: its label, its meaning, and whether the quote then counts by its stance.

    `verb` and `plural` say in a sentence what sources do; those of what counts by its stance are not needed.
    """

    label: str
    meaning: str
    counts: bool
    verb: str = ""
    plural: str = ""


Modality = Literal["stated", "said", "forecast", "conditional", "denied"]


class _ModalityTable(TypedDict):
    stated: ModalityTerm
    said: ModalityTerm
    forecast: ModalityTerm
    conditional: ModalityTerm
    denied: ModalityTerm


MODALITIES: _ModalityTable = {
    "stated": ModalityTerm("Stated", "The source states it in its own voice.", True),
    "said": ModalityTerm("Said", "Somebody is quoted who says it.", True),
    "forecast": ModalityTerm(
        "Forecast",
        "The quote says that it will be so, before it could be known. It is shown, and counts as a mention only.",
        False,
        "only forecasts",
        "only forecast",
    ),
    "conditional": ModalityTerm(
        "Conditional",
        "The quote says that it may be so, or would be on a condition. It is shown, and counts as a mention only.",
        False,
        "says on a condition",
        "say on a condition",
    ),
    "denied": ModalityTerm("Denial", "The quote denies it, or tells of somebody who does.", True),
}
MODALITY_IDS: tuple[Modality, ...] = get_args(Modality)


# -- what all the evidence says -------------------------------------------------------------------------------------


class CorroborationTerm(NamedTuple):
    """A corroboration: its label, its definition, its sign; a short sentence for feeds; and a clause for messages."""

    label: str
    meaning: str
    sign: Sign
    sentence: str
    clause: str


Corroboration = Literal["unsourced", "single-source", "corroborated", "contested", "inconsistent", "refuted"]
_CorroborationTable = TypedDict(
    "_CorroborationTable",
    {
        "unsourced": CorroborationTerm,
        "single-source": CorroborationTerm,
        "corroborated": CorroborationTerm,
        "contested": CorroborationTerm,
        "inconsistent": CorroborationTerm,
        "refuted": CorroborationTerm,
    },
)
CORROBORATIONS: _CorroborationTable = {
    "unsourced": CorroborationTerm(
        "No source settles it",
        "No source supports or refutes the claim.",
        "open",
        "No source supports or refutes this.",
        "no evidence supports or refutes the claim",
    ),
    "single-source": CorroborationTerm(
        "Single source",
        "Sources support the claim and none refutes it, but they count as one.",
        "one",
        "One independent source supports this.",
        "the evidence supports it, from one independent source",
    ),
    "corroborated": CorroborationTerm(
        "Corroborated",
        "Two or more independent sources support the claim, and none refutes it.",
        "many",
        "Independent sources support this.",
        "independent sources support it and none refutes it",
    ),
    "contested": CorroborationTerm(
        "Contested by sources",
        "Some sources support the claim, and some refute it.",
        "both",
        "Sources contradict each other.",
        "some evidence supports it and some refutes it",
    ),
    "inconsistent": CorroborationTerm(
        "One source, which contradicts itself",
        "One source, or sources that count as one, both supports and refutes the claim, and no other does either.",
        "both",
        "One source both supports and refutes this: it contradicts itself.",
        "one and the same source both supports and refutes it",
    ),
    "refuted": CorroborationTerm(
        "Refuted by sources",
        "Sources refute the claim, and none supports it.",
        "no",
        "The sources refute this.",
        "the evidence refutes it and none supports it",
    ),
}
CORROBORATION_IDS: tuple[Corroboration, ...] = get_args(Corroboration)
STRONGEST_FIRST: tuple[Corroboration, ...] = (
    "corroborated",
    "single-source",
    "contested",
    "inconsistent",
    "refuted",
    "unsourced",
)


# -- what the desk says ---------------------------------------------------------------------------------------------


class VerdictTerm(NamedTuple):
    """A verdict of the built-in scale: its label, its value (higher is better), its meaning and its sign.

    `against` are the corroborations that speak against it.
    """

    label: str
    value: int
    meaning: str
    sign: Sign
    against: frozenset[Corroboration]


# Worst to best (AVeriTeC's four); schema.org wants a value for each.
VERDICTS: Mapping[str, VerdictTerm] = {
    "refuted": VerdictTerm(
        "Refuted",
        1,
        "The sources show the claim to be wrong.",
        "no",
        frozenset({"corroborated", "single-source", "contested", "inconsistent", "unsourced"}),
    ),
    "conflicting": VerdictTerm(
        "Conflicting evidence",
        2,
        "The sources disagree, or bear out one part of the claim and not another.",
        "both",
        frozenset({"corroborated", "single-source", "refuted", "unsourced"}),
    ),
    "not-enough-evidence": VerdictTerm(
        "Not enough evidence",
        3,
        "The sources do not settle the claim.",
        "open",
        frozenset({"corroborated", "refuted"}),
    ),
    "supported": VerdictTerm(
        "Supported",
        4,
        "The sources bear the claim out.",
        "yes",
        frozenset({"refuted", "contested", "inconsistent", "unsourced"}),
    ),
}


# -- how things are related -----------------------------------------------------------------------------------------


class RelationTerm(NamedTuple):
    """How one claim is related to another: its label on the one's page, and on the other's."""

    label: str
    reverse: str


RelationKind = Literal["contradicts", "refines", "supersedes", "context"]


class _RelationTable(TypedDict):
    contradicts: RelationTerm
    refines: RelationTerm
    supersedes: RelationTerm
    context: RelationTerm


RELATIONS: _RelationTable = {
    "contradicts": RelationTerm("Contradicts", "Contradicted by"),
    "refines": RelationTerm("Refines", "Refined by"),
    "supersedes": RelationTerm("Supersedes", "Superseded by"),
    "context": RelationTerm("Context", "Context for"),
}

RELATION_IDS: tuple[RelationKind, ...] = get_args(RelationKind)

TieKind = Literal["publisher", "speaker", "agency", "derived", "reuse"]


class _TieTable(TypedDict):
    publisher: str
    speaker: str
    agency: str
    derived: str
    reuse: str


# Why two sources count as one, as a clause for the methodology page.
TIES: _TieTable = {
    "publisher": "they have the same publisher, or one host where the publisher of either is not known;",
    "speaker": "both quote the same speaker;",
    "agency": "both have it from the same news agency, as they say themselves;",
    "derived": "one is known to be derived from the other;",
    "reuse": "the passage in one is, or stands next to, the other’s text, reused: the same prose, edited "
    "perhaps or paraphrased in the same order, and not only the same names or quotations.",
}

TIE_KINDS: tuple[TieKind, ...] = get_args(TieKind)

EntityKind = Literal["person", "organization", "place", "event", "work", "other"]
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


# -- the signs and words of the pages -----------------------------------------------------------------------------

DotKind = Literal["for", "both", "against", "partly", "other", "silent"]


class _DotTable(TypedDict):
    both: str
    against: str
    partly: str
    other: str
    silent: str


# What a dot stands for; `for` is a keyword of Python's, and no key of a class.
DOT_FOR = "A source that supports the claim. Sources that count as one share one long dot."
DOTS: _DotTable = {
    "both": "A source that both supports and refutes it.",
    "against": "A source that refutes it.",
    "partly": "A source that qualifies it.",
    "other": "A source that only speaks of it, quoted or not.",
    "silent": "A source that is silent.",
}

# The words that pages use in a sense of their own, in the order in which a reader meets them.
GLOSSARY: Mapping[str, str] = {
    "Claim": "A statement that can be right or wrong, in one sentence.",
    "Source": "An article, or another text, that was read.",
    "Quote": "Words of a source that bear on a claim, copied letter by letter.",
    "Passage": "The place of a quote in its source.",
    "Verdict": "Our own judgement of a claim.",
    "What the sources say": "What follows from the quotes alone, without our judgement.",
    "Independent": "Of two sources: neither has it from the other, or both from one origin. Others count as one.",
    "Not quoted": "Of a source: it speaks of the claim, and no words of it are given as evidence.",
    "Silent": "Of a source: as far as words can tell, it does not speak of the claim.",
    "Inferred": "Of a date or a name: not stated by the source, but concluded; its page says from what.",
}
