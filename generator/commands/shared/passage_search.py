"""Search for a passage in the sources, with the evidence to paste for each place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from generator.analysis.anchoring.advice import describe_differences, describe_mend
from generator.analysis.anchoring.match import Match, find_matches, is_empty_quote
from generator.analysis.anchoring.mend import propose_quote, search_source
from generator.analysis.anchoring.nearest import align, similarity
from generator.analysis.anchoring.source_text import SourceText, in_context, prepare_texts, widen_to_words
from generator.article_text import mask_rest
from generator.commands.shared.quote_yaml import QuoteWithContext, disambiguate, unfolded_words
from generator.commands.shared.word_search import WordMatch, find_stretches
from generator.folding import fold, fold_source
from generator.language.sentences import split_sentences
from generator.language.tokens import WORD_OR_FIGURE
from generator.reading.sources import Library
from generator.values import dataclass

_SAME_WORDS = ("the same words, with other marks",)
_LEAST_SIMILARITY = 75.0  # out of 100; a passage below it that has none of the words is not shown
_LEAST_LIKE = 0.05  # of the alignment's score; who searches may type what is only half there
_LEAST_SCORE = 0.3  # of the words, weighed by their rarity; a stretch with fewer is not shown
_LEAST_OF_BEST = 0.6  # of the best place's score; a place with less is not shown
_MOST_NEAREST = 5  # places shown if the words are nowhere
_LONGEST_SENTENCE = 600  # code points of a passage that is offered with its whole sentences
_MOST_EXACT = 50  # exact places shown


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A place in a source: where it is, its words in context, and what differs from those sought.

    `quote` quotes it; where no words beside it make the place unique, it has several places, and is not `unique`.
    """

    text: SourceText
    place: str
    context: str
    differs: tuple[str, ...]
    quote: QuoteWithContext
    unique: bool = True

    @property
    def evidence(self) -> str:
        """The evidence to paste, as an item of a list in YAML."""
        return "\n".join(self.quote.lines())


@dataclass(frozen=True, slots=True)
class _Near:
    """A place that resembles what was sought: folded text[start:end]; the higher the score, the nearer."""

    text: SourceText
    start: int
    end: int
    score: float
    differs: tuple[str, ...]


def find_passages(library: Library, words: str, source: str = "") -> tuple[bool, tuple[FoundPassage, ...]]:
    """Return whether the words are in a source by the rule for quotes, and those places; else the nearest ones.

    With a source's id only that source is searched.
    """
    wanted = fold(words).text
    if is_empty_quote(wanted):
        return False, ()
    ids = frozenset(known.id for known in library.corpus.sources if source in {"", known.id})
    texts = prepare_texts(library.corpus, library.articles, ids)
    found = ((text, find_matches(wanted, text.folded)[0]) for text in texts.values())
    places = ((text, match, matches) for text, matches in found for match in matches)
    exact = tuple(_exact_passage(*place, wanted) for place in islice(places, _MOST_EXACT))
    if exact:
        return True, exact
    texts = {id: _article_alone(text) for id, text in texts.items()}
    near = _find_nearest(texts, wanted)
    nearest = [place.text for place in near]
    others = (text for text in texts.values() if text not in nearest)
    written = tuple(islice(_find_written_otherwise(dict.fromkeys((*nearest, *others)), words), _MOST_NEAREST))
    return False, written or tuple(map(_near_passage, near))


def _article_alone(text: SourceText) -> SourceText:
    """Return a source's text without what is beside its article: that is found by its very words only."""
    if not text.article.stretches:
        return text
    article = replace(text.article, text=mask_rest(text.article))
    return replace(text, article=article, folded=fold_source(article.text, article.notes))


def _find_written_otherwise(texts: Iterable[SourceText], words: str) -> Iterator[FoundPassage]:
    """Yield the places that have all the words, written otherwise or with others between them."""
    for text in texts:
        mend = propose_quote(words, text, search_source(text))
        if mend is None or not mend.quote:
            continue
        matches = _find_places(text, mend.quote)
        *explained, _ = describe_mend(mend)
        if "[…]" in mend.quote or "[" in words:
            yield _make_passage(text, matches[0], mend.quote, matches, tuple(explained) or _SAME_WORDS)
        else:
            yield _written_by_source(text, matches[0], fold(words).text)


def _written_by_source(text: SourceText, match: Match, wanted: str) -> FoundPassage:
    """Return a place that has the words, with all of them as the source writes them."""
    place = match.parts[0]
    start, end = min(match.start, place.outer_start), max(match.end, match.parts[-1].outer_end)
    quote = unfolded_words(text.article.text, text.folded, start, end)
    alignment = align(wanted, text.folded.text)
    differs = describe_differences(wanted, text.folded.text, alignment) if alignment else ()
    return _make_passage(text, Match(start, end, ()), quote, _find_places(text, quote), differs or _SAME_WORDS)


def _find_nearest(texts: Mapping[str, SourceText], wanted: str) -> Sequence[_Near]:
    """Return the places that most resemble the words: as they were typed, or with the same words in any order."""
    by_words = find_stretches({id: text.folded.text for id, text in texts.items()}, wanted)
    ids = [match.id for match in by_words] or list(texts)
    near = [*_find_alike((texts[id] for id in ids), wanted), *_find_in_any_order(texts, by_words)]
    near.sort(key=lambda place: -place.score)
    kept: list[_Near] = []
    for place in near:
        enough = len(kept) == _MOST_NEAREST or place.score < _LEAST_OF_BEST * near[0].score
        if not enough and not any(_overlap(place, known) for known in kept):
            kept.append(place)
    return kept


def _overlap(first: _Near, second: _Near) -> bool:
    return first.text.source.id == second.text.source.id and first.start < second.end and second.start < first.end


def _find_alike(texts: Iterator[SourceText], wanted: str) -> Iterator[_Near]:
    """Yield the passage of each source that most resembles what was typed, letter by letter."""
    for text in texts:
        source = text.folded.text
        nearest = align(wanted, source, _LEAST_LIKE)
        if nearest is None or is_empty_quote(words := source[nearest.start : nearest.end]):
            continue
        alike = similarity(wanted, words)
        if alike >= _LEAST_SIMILARITY or _split_words(wanted) & _split_words(words):
            differs = describe_differences(wanted, source, nearest)
            yield _Near(text, nearest.start, nearest.end, alike / 100, differs)


def _split_words(folded: str) -> frozenset[str]:
    return frozenset(WORD_OR_FIGURE.findall(folded.lower()))


def _find_in_any_order(texts: Mapping[str, SourceText], found: Sequence[WordMatch]) -> Iterator[_Near]:
    """Yield the stretches that hold many of the words sought."""
    for match in found:
        text = texts[match.id]
        folded = text.folded.text
        start, end = widen_to_words(text.folded, match.start, match.end)
        if match.score >= _LEAST_SCORE and not is_empty_quote(folded[start:end]):
            taken = ((typed, folded[first:last]) for typed, first, last in match.taken)
            differs = [f"you typed “{typed}”, the source has “{its}”" for typed, its in taken if its.lower() != typed]
            if match.missing:
                differs.append(f"missing: {', '.join(match.missing)}")
            yield _Near(text, start, end, match.score, tuple(differs) or ("the same words in a different arrangement",))


def _exact_passage(text: SourceText, match: Match, matches: tuple[Match, ...], wanted: str) -> FoundPassage:
    """Return a place of the words; its quote is the source's own words, or those typed if they have brackets."""
    if "[" in wanted:
        return _make_passage(text, match, wanted, matches)
    quote = unfolded_words(text.article.text, text.folded, match.start, match.end)
    return _make_passage(text, match, quote, matches if fold(quote).text == wanted else _find_places(text, quote))


def _near_passage(near: _Near) -> FoundPassage:
    start, end = _widen_to_sentences(near)
    quote = unfolded_words(near.text.article.text, near.text.folded, start, end)
    return _make_passage(near.text, Match(start, end, ()), quote, _find_places(near.text, quote), near.differs)


def _widen_to_sentences(near: _Near) -> tuple[int, int]:
    """Return the stretch with the rest of its first and last sentence, unless these are very long."""
    folded, article = near.text.folded, near.text.article.text
    start, end = folded.start(near.start), folded.end(near.end)
    low, high = max(start - _LONGEST_SENTENCE, 0), end + _LONGEST_SENTENCE
    spans = [(low + first, low + last) for first, last in split_sentences(article[low:high])]
    inside = [span for span in spans if span[0] < end and start < span[1]]
    if not inside or inside[-1][1] - inside[0][0] > _LONGEST_SENTENCE:
        return near.start, near.end
    first, last = folded.position(min(inside[0][0], start)), folded.position(max(inside[-1][1], end))
    return widen_to_words(folded, first, last)


def _find_places(text: SourceText, quote: str) -> tuple[Match, ...]:
    return find_matches(fold(quote).text, text.folded)[0]


def _make_passage(
    text: SourceText, match: Match, quote: str, matches: Sequence[Match], differs: tuple[str, ...] = ()
) -> FoundPassage:
    """Return the place of a quote that occurs at `matches`, with evidence that fits this place only."""
    evidence = disambiguate(text, quote, match, matches)
    unique = evidence is not None
    if evidence is None:
        differs = (*differs, "no words before or after it make this place unique: quote more words")
        evidence = QuoteWithContext(text.source.id, quote)
    context = in_context(text.folded.text, match.start, match.end)
    return FoundPassage(text, text.place(text.folded.start(match.start)), context, differs, evidence, unique)
