"""What in the articles is worth checking and not yet covered: sentences scored, grouped over articles, compared."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.mentions import find_mentions
from generator.cache.memo import Memo
from generator.commands.suggest.differences import describe_differences, find_traits
from generator.commands.suggest.grouping import ComparedSentence, group_sentences
from generator.commands.suggest.scoring import Score, score_sentence
from generator.language.sentences import split_sentences
from generator.model import Article
from generator.reading.sources import Library
from generator.text import has_words
from generator.values import dataclass

LEAST = 0.1  # the score below which a sentence is not worth checking


@dataclass(frozen=True, slots=True)
class Suggestion:
    """text[start:end] of a source: a sentence worth checking that no claim quotes from.

    `score` and `reasons` are as in worth.py.
    """

    source: str
    start: int
    end: int
    text: str
    score: float
    reasons: tuple[str, ...]
    group: int


@dataclass(frozen=True, slots=True)
class SuggestionGroup:
    """Suggestions that speak of the same thing, the best first, and the claims that already quote what does.

    `first` is the sentence that the others are compared with; where a claim covers it, it is none of `suggestions`.
    """

    number: int
    first: str
    suggestions: tuple[Suggestion, ...]
    claims: tuple[str, ...]

    def compared(self) -> Iterator[tuple[Suggestion, tuple[str, ...]]]:
        """Each suggestion with the ways in which it differs from `first`."""
        first = find_traits(self.first)
        for each in self.suggestions:
            yield each, describe_differences(first, find_traits(each.text)) if each.text != self.first else ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    source: str
    start: int
    end: int
    text: str
    worth: Score
    claims: tuple[str, ...]


def suggest(library: Library, memo: Memo | None = None) -> tuple[SuggestionGroup, ...]:
    """All that is worth checking, in groups numbered from 1, the group of the best sentence first.

    Of a project that has errors, what its claims quote is left out as far as it is known. Time grows with the
    articles, not with their square; what `memo` has of the last build is not computed again.
    """
    found = sorted(_sentences(library, memo), key=lambda each: -each.worth.score)  # stable: then by source and place
    leaders = group_sentences(
        [ComparedSentence(each.source, each.text, named) for each, named in _named(library, memo, found)]
    )
    members: dict[int, list[_Sentence]] = {}
    for leader, sentence in zip(leaders, found, strict=True):
        members.setdefault(leader, []).append(sentence)
    groups: list[SuggestionGroup] = []
    for leader, sentences_of_it in members.items():
        first = found[leader].text
        number = len(groups) + 1
        suggested = tuple(
            Suggestion(each.source, each.start, each.end, each.text, each.worth.score, each.worth.reasons, number)
            for each in sentences_of_it
            if not each.claims
        )
        if suggested:
            claims = dict.fromkeys(claim for each in sentences_of_it for claim in each.claims)
            groups.append(SuggestionGroup(number, first, suggested, tuple(claims)))
    return tuple(groups)


def rank(groups: Iterable[SuggestionGroup]) -> tuple[Suggestion, ...]:
    """All suggestions, best first; those with the same score as they stand in the groups."""
    return tuple(sorted((one for each in groups for one in each.suggestions), key=lambda one: -one.score))


def keep_best(groups: Sequence[SuggestionGroup], most: int | None) -> tuple[SuggestionGroup, ...]:
    """The groups with no more than the `most` best suggestions of all; None is all."""
    if most is None:
        return tuple(groups)
    kept = frozenset(rank(groups)[:most])
    fewer = (replace(each, suggestions=tuple(one for one in each.suggestions if one in kept)) for each in groups)
    return tuple(each for each in fewer if each.suggestions)


def _sentences(library: Library, memo: Memo | None) -> Iterator[_Sentence]:
    """What is worth checking, covered or not, in the order of the sources; what an article says twice, once."""
    quoted = _quoted(library, memo)
    for source in library.corpus.sources:
        article = library.articles.get(source.id)
        if article is None:
            continue
        covered = _Covered(article, quoted.get(source.id, ()))
        seen = set()
        for start, end in split_sentences(article.text):
            text = article.text[start:end]
            if text in seen:
                continue
            seen.add(text)
            worth = score_sentence(text)
            if worth.score >= LEAST and has_words(text):
                yield _Sentence(source.id, start, end, text, worth, covered.claims(start, end))


def _quoted(library: Library, memo: Memo | None) -> Mapping[str, list[tuple[int, int, str]]]:
    """For each source the stretches that claims quote, and which claims do."""
    claims = {each.id: claim.id for claim in library.corpus.claims for each in claim.evidence}
    anchors = anchor_quotes(library.corpus, library.articles, memo).value
    found: dict[str, list[tuple[int, int, str]]] = {}
    for id, anchor in anchors.items():
        for segment in anchor.segments:
            found.setdefault(anchor.source, []).append((segment.start, segment.end, claims[id]))
    return found


class _Covered:
    """Which claims quote words of a stretch of an article."""

    def __init__(self, article: Article, quoted: Sequence[tuple[int, int, str]]) -> None:
        self._text = article.text
        self._quoted = sorted(quoted)
        self._starts = [start for start, _, _ in self._quoted]
        # How far the stretches reach that begin at or before each: so that a search back knows where to end.
        self._reach: list[int] = []
        for _, end, _ in self._quoted:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def claims(self, start: int, end: int) -> tuple[str, ...]:
        """The claims that quote a letter or digit of text[start:end], each once, in the order of their quotes."""
        found = []
        at = bisect_right(self._starts, end - 1) - 1
        while at >= 0 and self._reach[at] > start:
            first, last, claim = self._quoted[at]
            if last > start and has_words(self._text[max(first, start) : min(last, end)]):
                found.append(claim)
            at -= 1
        return tuple(dict.fromkeys(reversed(found)))


def _named(
    library: Library, memo: Memo | None, found: Sequence[_Sentence]
) -> Iterator[tuple[_Sentence, tuple[tuple[str, str], ...]]]:
    """Each sentence with the entities that it names, and the words by which it does."""
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for each in find_mentions(library.corpus, library.articles, memo):
        mentions.setdefault(each.source, []).append((each.start, each.end, each.entity))
    for places in mentions.values():
        places.sort()
    for sentence in found:
        text, places = library.articles[sentence.source].text, mentions.get(sentence.source, [])
        first, last = bisect_right(places, (sentence.start,)), bisect_right(places, (sentence.end,))
        yield sentence, tuple((entity, text[start:end]) for start, end, entity in places[first:last])
