"""Sentences of the articles that are worth checking and that no claim quotes: scored, grouped and compared."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.mentions import find_mentions
from generator.article_text import mask_rest
from generator.cache.memo import Memo
from generator.commands.suggest.differences import describe_differences, find_traits
from generator.commands.suggest.grouping import ComparedSentence, group_sentences
from generator.commands.suggest.scoring import LANGUAGE, Score, score_sentences
from generator.commands.suggest.speakers import find_turns, name_speakers
from generator.language.identify import find_language, is_latin
from generator.language.sentences import Span, split_sentences
from generator.model import Article, Source
from generator.reading.sources import Library
from generator.text import has_words
from generator.values import dataclass

LEAST = 0.05  # the score below which a sentence is not worth checking
_ENOUGH = 300  # characters of a text of which the language can be guessed


@dataclass(frozen=True, slots=True)
class Suggestion:
    """text[start:end] of a source: a sentence worth checking that no claim quotes from.

    `score` and `reasons` are those of `score_sentences`.
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
    """Suggestions about the same thing, the best first, and the claims that already quote such a sentence.

    `first` is the sentence that the others are compared with; if a claim quotes it, it is not among the `suggestions`.
    """

    number: int
    first: str
    suggestions: tuple[Suggestion, ...]
    claims: tuple[str, ...]

    def compare_suggestions(self) -> Iterator[tuple[Suggestion, tuple[str, ...]]]:
        """Yield each suggestion with its differences from `first`."""
        first = find_traits(self.first)
        for suggestion in self.suggestions:
            is_first = suggestion.text == self.first
            yield suggestion, () if is_first else describe_differences(first, find_traits(suggestion.text))


@dataclass(frozen=True, slots=True)
class _Sentence:
    source: str
    start: int
    end: int
    text: str
    worth: Score
    claims: tuple[str, ...]


def find_suggestions(library: Library, memo: Memo | None = None) -> tuple[SuggestionGroup, ...]:
    """Return all that is worth checking, in groups numbered from 1, the group of the best sentence first.

    If the project has errors, what its claims quote is left out as far as it is known. Time is linear in the articles.
    Results of the last build in `memo` are reused.
    """
    # Sorting is stable: equal scores stay in the order of sources and places.
    found = sorted(_find_sentences(library, memo), key=lambda sentence: -sentence.worth.score)
    leaders = group_sentences(
        [
            ComparedSentence(sentence.source, sentence.text, named)
            for sentence, named in _find_named_entities(library, memo, found)
        ]
    )
    members: dict[int, list[_Sentence]] = {}
    for leader, sentence in zip(leaders, found, strict=True):
        members.setdefault(leader, []).append(sentence)
    groups: list[SuggestionGroup] = []
    for leader, sentences_of_it in members.items():
        first = found[leader].text
        number = len(groups) + 1
        suggested = tuple(
            Suggestion(
                sentence.source,
                sentence.start,
                sentence.end,
                sentence.text,
                sentence.worth.score,
                sentence.worth.reasons,
                number,
            )
            for sentence in sentences_of_it
            if not sentence.claims
        )
        if suggested:
            claims = dict.fromkeys(claim for sentence in sentences_of_it for claim in sentence.claims)
            groups.append(SuggestionGroup(number, first, suggested, tuple(claims)))
    return tuple(groups)


def rank(groups: Iterable[SuggestionGroup]) -> tuple[Suggestion, ...]:
    """Return all suggestions, best first; equal scores keep the order of the groups."""
    return tuple(
        sorted(
            (suggestion for group in groups for suggestion in group.suggestions),
            key=lambda suggestion: -suggestion.score,
        )
    )


def keep_best(groups: Sequence[SuggestionGroup], most: int | None) -> tuple[SuggestionGroup, ...]:
    """Return the groups with only the `most` best suggestions of all; with None, all of them."""
    if most is None:
        return tuple(groups)
    kept = frozenset(rank(groups)[:most])
    fewer = (
        replace(group, suggestions=tuple(suggestion for suggestion in group.suggestions if suggestion in kept))
        for group in groups
    )
    return tuple(group for group in fewer if group.suggestions)


def _find_sentences(library: Library, memo: Memo | None) -> Iterator[_Sentence]:
    """Yield the sentences worth checking, quoted or not, in the order of the sources, each text once a source."""
    quoted = _find_quoted(library, memo)
    for source in library.corpus.sources:
        article = library.articles.get(source.id)
        if article is None:
            continue
        covered = _Coverage(article, quoted.get(source.id, ()))
        body = mask_rest(article)
        spans = split_sentences(body)
        seen = set()
        for (start, end), worth in zip(spans, _score_article(body, spans, source), strict=True):
            text = body[start:end]
            if text in seen:
                continue
            seen.add(text)
            if worth.score >= LEAST and has_words(text):
                yield _Sentence(source.id, start, end, text, worth, covered.claims(start, end))


def _score_article(text: str, spans: Sequence[Span], source: Source) -> list[Score]:
    turns = find_turns(text)
    words = [text[turns.skip_label(start, end) : end] for start, end in spans]
    return score_sentences(words, name_speakers(turns, spans), _find_language(text, source))


def _find_language(text: str, source: Source) -> str | None:
    """Return the language of a source, None where it is not declared and little tells: it is read as English then."""
    language = find_language(text, source.language)
    return None if not source.language and is_latin(language) and len(text) < _ENOUGH else language


def find_unlearned(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Return the sources in languages from which no weights were learned, by language."""
    found: dict[str, tuple[str, ...]] = {}
    for source in library.corpus.sources:
        article = library.articles.get(source.id)
        language = _find_language(mask_rest(article), source) if article else None
        if language and language != LANGUAGE:
            found[language] = (*found.get(language, ()), source.id)
    return found


def _find_quoted(library: Library, memo: Memo | None) -> Mapping[str, list[tuple[int, int, str]]]:
    """Return for each source the stretches that claims quote, with the claim."""
    claims = {evidence.id: claim.id for claim in library.corpus.claims for evidence in claim.evidence}
    anchors = anchor_quotes(library.corpus, library.articles, memo).value
    found: dict[str, list[tuple[int, int, str]]] = {}
    for id, anchor in anchors.items():
        for segment in anchor.segments:
            found.setdefault(anchor.source, []).append((segment.start, segment.end, claims[id]))
    return found


class _Coverage:
    """Which claims quote words of a stretch of an article."""

    def __init__(self, article: Article, quoted: Sequence[tuple[int, int, str]]) -> None:
        self._text = article.text
        self._find_quoted = sorted(quoted)
        self._starts = [start for start, _, _ in self._find_quoted]
        # How far the stretches reach that begin at or before each: so that a search back knows where to end.
        self._reach: list[int] = []
        for _, end, _ in self._find_quoted:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def claims(self, start: int, end: int) -> tuple[str, ...]:
        """Return the claims that quote a letter or digit of text[start:end], each once, in order of their quotes."""
        found = []
        at = bisect_right(self._starts, end - 1) - 1
        while at >= 0 and self._reach[at] > start:
            first, last, claim = self._find_quoted[at]
            if last > start and has_words(self._text[max(first, start) : min(last, end)]):
                found.append(claim)
            at -= 1
        return tuple(dict.fromkeys(reversed(found)))


def _find_named_entities(
    library: Library, memo: Memo | None, found: Sequence[_Sentence]
) -> Iterator[tuple[_Sentence, tuple[tuple[str, str], ...]]]:
    """Yield each sentence with the entities that it names, and the words that name them."""
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for mention in find_mentions(library.corpus, library.articles, memo):
        mentions.setdefault(mention.source, []).append((mention.start, mention.end, mention.entity))
    for places in mentions.values():
        places.sort()
    for sentence in found:
        text, places = library.articles[sentence.source].text, mentions.get(sentence.source, [])
        first, last = bisect_right(places, (sentence.start,)), bisect_right(places, (sentence.end,))
        yield sentence, tuple((entity, text[start:end]) for start, end, entity in places[first:last])
