"""Who speaks of what: the sentences of a collection by the terms that they have, and a source's best for a claim.

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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import accumulate
from math import log
from operator import or_

from generator.analysis.references import find_mentions
from generator.language.sentences import Span
from generator.language.terms import find_terms, is_character_pair, to_term, word_lister
from generator.model import Article, Corpus, Mention, Source
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
class ClaimQuery:
    """What a claim speaks of: terms of its statement and names in it, and further names that the curator lists."""

    said: tuple[str, ...]
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceIndex:
    """Who is there to speak: sources by number, `spans` their sentences, all of them counted on from one to the next.

    `spoken` has the sentences of each source that have a term, `having` the sources that do, as bits; `rarity` is what
    a term weighs, 0 where nobody has it, and `dense` in how many sentences of a source it is on average.
    """

    spans: Sequence[Span]
    spoken: Sequence[Mapping[str, Sequence[int]]]
    having: Mapping[str, int]
    rarity: Mapping[str, float]
    dense: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hit:
    """The sentence of a source that speaks most of a claim, both by number, and how much of the claim it has."""

    source: int
    unit: int
    share: float


class _Spellings(dict[str, str]):
    """The term of each word as it is spelt, where it is one of those wanted, else an empty text; learnt on the way."""

    def __init__(self, wanted: Mapping[str, object]) -> None:
        super().__init__()
        self.wanted = wanted

    def __missing__(self, word: str) -> str:
        found = to_term(word)
        self[word] = known = found if found is not None and found in self.wanted else ""
        return known


def build_queries(corpus: Corpus, mentions: Sequence[Mention]) -> Mapping[str, ClaimQuery]:
    """The subject of each claim, by its id. An entity that no source names is looked for by its words."""
    named = {each.entity for each in mentions}
    inside: dict[str, list[Mention]] = {}
    for id, mention in _names_in_statements(corpus):
        if mention.entity in named:
            inside.setdefault(id, []).append(mention)
    found = {}
    for claim in corpus.claims:
        names = inside.get(claim.id, ())
        said = dict.fromkeys(_name(each.entity) for each in names)
        said |= dict.fromkeys(
            find_terms(claim.statement, corpus.site.language, ((each.start, each.end) for each in names))
        )
        figure = to_term(f"{claim.quantity.value}") if claim.quantity else None
        listed = [_name(each) for each in claim.entities if each in named]
        found[claim.id] = ClaimQuery(
            tuple(said if figure is None else said | {figure: None}),
            tuple(each for each in dict.fromkeys(listed) if each not in said),
        )
    return found


def _names_in_statements(corpus: Corpus) -> Iterator[tuple[str, Mention]]:
    """Each name in a statement, at its place there, with its claim's id: all statements are searched as one text."""
    begins, reached = [], 0
    for claim in corpus.claims:
        begins.append(reached)
        reached += len(claim.statement) + len(_BETWEEN)
    text = _BETWEEN.join(each.statement for each in corpus.claims)
    asked = replace(corpus, sources=(Source("", ""),))
    for each in find_mentions(asked, {"": Article("", text, (), plain=True, sha256="")}):
        number = bisect_right(begins, each.start) - 1
        yield (
            corpus.claims[number].id,
            replace(each, start=each.start - begins[number], end=each.end - begins[number]),
        )


def _name(entity: str) -> str:
    return NAME + entity


def build_sentence_index(
    corpus: Corpus,
    articles: Mapping[str, Article],
    mentions: Sequence[Mention],
    sentences: Mapping[str, Sequence[Span]],
    subjects: Mapping[str, ClaimQuery],
) -> SentenceIndex:
    """The whole collection, as far as the subjects ask for it: one pass over each text."""
    number = {each: 0 for subject in subjects.values() for each in (*subject.said, *subject.listed)}
    having = dict(number)
    known = _Spellings(number)
    spans: list[Span] = []
    spoken: list[dict[str, list[int]]] = []
    place: dict[str, tuple[int, int, Sequence[Span]]] = {}
    for source in corpus.sources:
        here: dict[str, list[int]] = {}
        text = articles[source.id].text if source.id in articles else ""
        listed = word_lister(text)
        own = tuple(_parts(text, sentences.get(source.id, ())))
        place[source.id] = len(spoken), len(spans), own
        for unit, (begin, end) in enumerate(own, len(spans)):
            for each in dict.fromkeys(map(known.__getitem__, listed(begin, end))):
                if each:
                    here.setdefault(each, []).append(unit)
        spans += own
        spoken.append(here)
    for mention in mentions:
        key = _name(mention.entity)
        if key in number:
            bit, first, theirs = place[mention.source]
            unit = first + max(bisect_right(theirs, mention.start, key=_begin) - 1, 0)
            units = spoken[bit].setdefault(key, [])
            if not units or units[-1] != unit:
                units.append(unit)
    for bit, here in enumerate(spoken):
        for each, units in here.items():
            number[each] += len(units)
            having[each] |= 1 << bit
    rarity = {each: _rarity(each, many, len(spans) + 1) for each, many in number.items()}
    dense = {each: many / max(len(spoken), 1) for each, many in number.items()}
    return SentenceIndex(spans, spoken, having, rarity, dense)


def _rarity(key: str, number: int, total: int) -> float:
    return log(total / number) / log(total) * (0.5 if is_character_pair(key) else 1) if number else 0.0


def _parts(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences of a text, and of those longer than SENTENCE the parts."""
    for start, end in sentences:
        begin = start
        while end - begin > SENTENCE:
            cut = text.rfind(" ", begin, begin + SENTENCE)
            cut = begin + SENTENCE if cut <= begin else cut
            yield begin, cut
            begin = cut + (text[cut] == " ")
        if begin < end:
            yield begin, end


def _begin(span: Span) -> int:
    return span[0]


def search(subject: ClaimQuery, hall: SentenceIndex, quoted: int, most: int) -> tuple[tuple[Hit, ...], bool]:
    """The best sentence of each source that speaks of the subject and is not quoted; and whether some were not asked.

    So many sources are asked that about `most` places of terms are looked at.
    """
    said = {each: hall.rarity[each] for each in subject.said}
    total = sum(rarity or UNKNOWN for rarity in said.values())
    both = said | {each: hall.rarity[each] * LISTED for each in subject.listed}
    terms = sorted((each for each in both.items() if each[1] > 0), key=lambda each: (-each[1], each[0]))[:TERMS]
    bar = min(max(ALONE, min(ENOUGH, SHARE * total)), MOST * total or ALONE)
    sources = int(most / (1 + sum(hall.dense[each] for each, _ in terms)))
    asked, partial = _asked(terms, hall, quoted, bar, sources)
    best = []
    for source in set_bits(asked):
        found = _best_sentence(terms, hall.spoken[source], bar)
        if found:
            best.append(Hit(source, found[1], min(1.0, found[0] / total) if total else 0.0))
    return tuple(sorted(best, key=lambda each: (-each.share, each.source))), partial


def _asked(
    terms: Sequence[tuple[str, float]], hall: SentenceIndex, quoted: int, bar: float, most: int
) -> tuple[int, bool]:
    """The sources that may have a sentence which reaches the bar, as bits, and whether `most` ended the search.

    They have one of the names, where the claim has any, and two terms whose weights reach the bar together with those
    of all commoner ones: the two rarest of such a sentence.
    """
    having = [hall.having[key] for key, _ in terms]
    named = [each for each, (key, _) in zip(having, terms, strict=True) if key.startswith(NAME)]
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


def _best_sentence(
    terms: Sequence[tuple[str, float]], spoken: Mapping[str, Sequence[int]], bar: float
) -> tuple[float, int] | None:
    """What the sentence of a source weighs that has most of the terms, and its number: the first of those."""
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
    """The places of the bits that are set, in order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
