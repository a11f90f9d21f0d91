"""Search for sentences that speak of a claim, by the terms that they have in common.

A sentence speaks of a claim where it has enough of what the statement has: its names, and its content words and
figures as `terms` has them. Each counts by its rarity, log(n / its sentences) / log(n) with n sentences in the
collection and one more: 1 where one sentence has it, 0 where all have (inverse document frequency, K. Spärck Jones
1972, on sentences). Where rarities add up to 1, chance alone would bring their words together in one sentence of the
collection. A sentence speaks of a claim where

- it has two of the claim's terms at least,
- their rarities add up to ALONE,
- and to SHARE of all that the statement has, or to ENOUGH,
- or three terms at least make up MOST of the statement, however common they are,
- and its source has one of the claim's names, where the claim has names that any source has.

Names that the curator lists and the statement does not have count LISTED, and are not missed where they are not
there; words of the statement that no source has count UNKNOWN.

The cost is one pass over the texts, and for each claim the sources that have two of its terms which are rare enough:
no others can have a sentence that reaches the bar (prefix filtering: S. Chaudhuri, V. Ganti, R. Kaushik 2006).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import accumulate
from math import log
from operator import or_

from generator.analysis.mentions import find_mentions
from generator.language.sentences import Span
from generator.language.terms import find_terms, is_character_pair, to_term
from generator.language.tokens import list_words
from generator.model import Article, Corpus, Entity, Mention, Site, Source
from generator.rating_scale import Number
from generator.values import dataclass

ALONE = 0.9
SHARE = 1 / 3
ENOUGH = 2.5
MOST = 0.6
UNKNOWN = 0.5
LISTED = 0.5
TERMS = 24  # of a claim, the rarest, that are looked for
SENTENCE = 600  # characters of a sentence; what is longer is several
NAME = "entity:"  # before an entity's id: no other term has a colon
_BETWEEN = " \N{PILCROW SIGN} "  # between two statements, in no name


@dataclass(frozen=True, slots=True)
class ClaimContent:
    """What decides which sentences speak of a claim; `quoted` are its sources, sorted."""

    statement: str
    entities: tuple[str, ...]
    figure: Number | None
    quoted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The sources by id and text, with their sentences, and where they name the entities.

    Of entities only the names count. A source without an article has an empty text. `unclear` are the sources that may
    have names in forms that are not looked for.
    """

    language: str
    texts: tuple[tuple[str, str], ...]
    sentences: Mapping[str, Sequence[Span]]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """The terms to search for: those of a claim's statement and names in it, and further names that it lists."""

    said: tuple[str, ...]
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceIndex:
    """All sentences by the terms that they have. Sources and sentences (`spans`) are known by their numbers.

    `spoken` has for each source the sentences with a term, `having` the sources with a term, as bits. `rarity` is the
    weight of a term, 0 where no source has it, and `dense` in how many sentences of a source it is on average.
    """

    spans: Sequence[Span]
    spoken: Sequence[Mapping[str, Sequence[int]]]
    having: Mapping[str, int]
    rarity: Mapping[str, float]
    dense: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hit:
    """The best sentence of a source for a claim, both by number, and the share of the claim that it has."""

    source: int
    unit: int
    share: float


class _TermCache(dict[str, str]):
    """The term of each word that was looked up, where it is one of those wanted; else an empty text."""

    def __init__(self, wanted: Mapping[str, object]) -> None:
        super().__init__()
        self.wanted = wanted

    def __missing__(self, word: str) -> str:
        found = to_term(word)
        self[word] = known = found if found is not None and found in self.wanted else ""
        return known


def build_queries(claims: Sequence[ClaimContent], collection: Collection) -> list[ClaimQuery]:
    """Return what each claim speaks of. An entity that no source names is looked for by its words."""
    named = {mention.entity for mention in collection.mentions}
    inside: dict[int, list[Mention]] = {}
    for number, mention in _find_names_in_statements(claims, collection):
        if mention.entity in named:
            inside.setdefault(number, []).append(mention)
    queries = []
    for number, claim in enumerate(claims):
        names = inside.get(number, ())
        places = ((mention.start, mention.end) for mention in names)
        said = dict.fromkeys(_term_of_entity(mention.entity) for mention in names)
        said |= dict.fromkeys(find_terms(claim.statement, collection.language, places))
        figure = to_term(f"{claim.figure}") if claim.figure is not None else None
        listed = dict.fromkeys(_term_of_entity(entity) for entity in claim.entities if entity in named)
        queries.append(
            ClaimQuery(
                tuple(said if figure is None else said | {figure: None}),
                tuple(name for name in listed if name not in said),
            )
        )
    return queries


def _find_names_in_statements(claims: Sequence[ClaimContent], collection: Collection) -> Iterator[tuple[int, Mention]]:
    """Yield each name in a statement, at its place there, with the claim's number: all are searched as one text."""
    begins, reached = [], 0
    for claim in claims:
        begins.append(reached)
        reached += len(claim.statement) + len(_BETWEEN)
    text = _BETWEEN.join(claim.statement for claim in claims)
    source = Source("", "", language=collection.language)
    corpus = Corpus(Site(""), sources=(source,), entities=collection.entities)
    for mention in find_mentions(corpus, {"": Article("", text, (), plain=True, sha256="")}):
        number = bisect_right(begins, mention.start) - 1
        begin = begins[number]
        yield number, replace(mention, start=mention.start - begin, end=mention.end - begin)


def _term_of_entity(entity: str) -> str:
    return NAME + entity


def build_sentence_index(collection: Collection, queries: Iterable[ClaimQuery]) -> SentenceIndex:
    """Return the index of all sentences by the terms that the queries ask for: one pass over each text."""
    number = {term: 0 for query in queries for term in (*query.said, *query.listed)}
    having = dict(number)
    known = _TermCache(number)
    spans: list[Span] = []
    spoken: list[dict[str, list[int]]] = []
    place: dict[str, tuple[int, int, Sequence[Span]]] = {}
    for source, text in collection.texts:
        here: dict[str, list[int]] = {}
        listed = list_words(text)
        own = tuple(_split_long(text, collection.sentences.get(source, ())))
        place[source] = len(spoken), len(spans), own
        for unit, (begin, end) in enumerate(own, len(spans)):
            for term in dict.fromkeys(map(known.__getitem__, listed(begin, end))):
                if term:
                    here.setdefault(term, []).append(unit)
        spans += own
        spoken.append(here)
    for mention in collection.mentions:
        key = _term_of_entity(mention.entity)
        if key in number:
            bit, first, theirs = place[mention.source]
            unit = first + max(bisect_right(theirs, mention.start, key=_start_of) - 1, 0)
            units = spoken[bit].setdefault(key, [])
            if not units or units[-1] != unit:
                units.append(unit)
    for bit, here in enumerate(spoken):
        for term, units in here.items():
            number[term] += len(units)
            having[term] |= 1 << bit
    rarity = {term: _weigh_rarity(term, many, len(spans) + 1) for term, many in number.items()}
    dense = {term: many / max(len(spoken), 1) for term, many in number.items()}
    return SentenceIndex(spans, spoken, having, rarity, dense)


def _weigh_rarity(key: str, number: int, total: int) -> float:
    return log(total / number) / log(total) * (0.5 if is_character_pair(key) else 1) if number else 0.0


def _split_long(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of a text, those longer than SENTENCE in parts."""
    for start, end in sentences:
        begin = start
        while end - begin > SENTENCE:
            cut = text.rfind(" ", begin, begin + SENTENCE)
            cut = begin + SENTENCE if cut <= begin else cut
            yield begin, cut
            begin = cut + (text[cut] == " ")
        if begin < end:
            yield begin, end


def _start_of(span: Span) -> int:
    return span[0]


def search(subject: ClaimQuery, hall: SentenceIndex, quoted: int, most: int) -> tuple[tuple[Hit, ...], bool]:
    """Return the best sentence of each source that speaks of the claim and is not quoted, the best first.

    Also return whether some sources were not searched: about `most` places of terms are looked at.
    """
    said = {term: hall.rarity[term] for term in subject.said}
    total = sum(rarity or UNKNOWN for rarity in said.values())
    both = said | {term: hall.rarity[term] * LISTED for term in subject.listed}
    terms = sorted(
        (weighed for weighed in both.items() if weighed[1] > 0), key=lambda weighed: (-weighed[1], weighed[0])
    )[:TERMS]
    bar = min(max(ALONE, min(ENOUGH, SHARE * total)), MOST * total or ALONE)
    sources = int(most / (1 + sum(hall.dense[term] for term, _ in terms)))
    asked, partial = _choose_sources(terms, hall, quoted, bar, sources)
    best = []
    for source in set_bits(asked):
        found = _find_best_sentence(terms, hall.spoken[source], bar)
        if found:
            best.append(Hit(source, found[1], min(1.0, found[0] / total) if total else 0.0))
    return tuple(sorted(best, key=lambda hit: (-hit.share, hit.source))), partial


def _choose_sources(
    terms: Sequence[tuple[str, float]], hall: SentenceIndex, quoted: int, bar: float, most: int
) -> tuple[int, bool]:
    """Return the sources that may have a sentence above the bar, as bits, and whether `most` ended the search.

    They have one of the names, where the claim has any, and two terms whose weights reach the bar together with those
    of all commoner ones: the two rarest of such a sentence.
    """
    having = [hall.having[key] for key, _ in terms]
    named = [sources for sources, (key, _) in zip(having, terms, strict=True) if key.startswith(NAME)]
    eligible = ~quoted & (reduce(or_, named) if named else reduce(or_, having, 0))
    rest = [*accumulate(weight for _, weight in reversed(terms))][::-1]
    asked = 0
    for second in range(1, len(terms)):
        for first in range(second):
            if terms[first][1] + rest[second] < bar:
                break
            more = asked | having[first] & having[second] & eligible
            if more.bit_count() > most:
                return asked, True
            asked = more
    return asked, False


def _find_best_sentence(
    terms: Sequence[tuple[str, float]], spoken: Mapping[str, Sequence[int]], bar: float
) -> tuple[float, int] | None:
    """Return the weight and the number of the sentence of a source that weighs most; the first of several."""
    heard: dict[int, float] = {}
    count: dict[int, int] = {}  # of the terms of a sentence that has more than one: no other can be enough
    for key, weight in terms:
        for unit in spoken.get(key, ()):
            if unit in heard:
                heard[unit] += weight
                count[unit] = count.get(unit, 1) + 1
            else:
                heard[unit] = weight
    best = max(
        (
            (weight, -unit)
            for unit, many in count.items()
            if (weight := heard[unit]) >= bar and many > (weight < ALONE) + 1
        ),
        default=None,
    )
    return (best[0], -best[1]) if best else None


def set_bits(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, in order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
