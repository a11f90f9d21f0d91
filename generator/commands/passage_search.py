"""Finding a passage in the sources, and the evidence to paste for it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from generator.analysis.anchoring.anchors import describe_differences, find_nearest, similarity
from generator.analysis.anchoring.match import Match, find_matches, is_empty_quote
from generator.analysis.anchoring.source_text import SourceText, in_context, prepare_texts, widen_to_words
from generator.commands.quote_yaml import QuoteWithContext, disambiguate, unfolded_words
from generator.commands.word_search import WORD, WordMatch, find_stretches
from generator.folding import fold
from generator.reading.sources import Library
from generator.values import dataclass

_ALIKE = 75.0  # out of 100: what is less like what was typed, and has none of its words, is not what was meant
_HELD = 0.3  # of the words, weighed by their rarity: what holds less of them is not what was meant
_BESIDE = 0.6  # of the best place's score: what has less is not shown beside it
_NEAREST = 5  # places that are shown where the words stand nowhere
_PLACES = 50  # exact places that are shown


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A place in a source: where it is, its words in context, what differs from the words sought, and its evidence."""

    place: str
    context: str
    differs: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class _Near:
    """A place that is not what was sought, but like it: folded text[start:end]; the higher the score, the nearer."""

    text: SourceText
    start: int
    end: int
    score: float
    differs: tuple[str, ...]


def find_passages(library: Library, words: str) -> tuple[bool, tuple[FoundPassage, ...]]:
    """Whether the words stand in a source exactly, by the rule for quotes; those places, else the nearest ones."""
    wanted = fold(words).text
    if is_empty_quote(wanted):
        return False, ()
    ids = frozenset(each.id for each in library.corpus.sources)
    texts = prepare_texts(library.corpus, library.articles, ids)
    found = ((text, find_matches(wanted, text.folded.text)[0]) for text in texts.values())
    places = ((text, match, matches) for text, matches in found for match in matches)
    exact = tuple(_exact(*place, wanted) for place in islice(places, _PLACES))
    if exact:
        return True, exact
    return False, tuple(_passage(each) for each in _nearest(texts, wanted))


def _nearest(texts: Mapping[str, SourceText], wanted: str) -> Sequence[_Near]:
    """The places that are most like the words: as they were typed, or with the words of it in any order."""
    by_words = find_stretches({id: text.folded.text for id, text in texts.items()}, wanted)
    ids = [each.id for each in by_words] or list(texts)
    near = [*_as_typed((texts[id] for id in ids), wanted), *_in_any_order(texts, by_words)]
    near.sort(key=lambda place: -place.score)
    kept: list[_Near] = []
    for each in near:
        here = each.text.source.id
        apart = all(one.text.source.id != here or one.end <= each.start or each.end <= one.start for one in kept)
        if apart and len(kept) < _NEAREST and each.score >= _BESIDE * near[0].score:
            kept.append(each)
    return kept


def _as_typed(texts: Iterator[SourceText], wanted: str) -> Iterator[_Near]:
    """The passage of each source that is most like what was typed, letter by letter."""
    for text in texts:
        nearest = find_nearest(wanted, text.folded.text)
        words = text.folded.text[slice(*nearest)] if nearest else ""
        alike = similarity(wanted, words)
        if nearest and (alike >= _ALIKE or _words(wanted) & _words(words)) and not is_empty_quote(words):
            yield _Near(text, *nearest, alike / 100, describe_differences(wanted, words))


def _words(folded: str) -> frozenset[str]:
    return frozenset(WORD.findall(folded.lower()))


def _in_any_order(texts: Mapping[str, SourceText], found: Sequence[WordMatch]) -> Iterator[_Near]:
    """The stretches that hold much of what was sought."""
    for each in found:
        text = texts[each.id]
        folded = text.folded.text
        start, end = widen_to_words(folded, each.start, each.end)
        if each.score >= _HELD and not is_empty_quote(folded[start:end]):
            taken = ((typed, folded[first:last]) for typed, first, last in each.taken)
            told = [f"you typed “{typed}”, the source has “{its}”" for typed, its in taken if its.lower() != typed]
            if each.missing:
                told.append(f"not there: {', '.join(each.missing)}")
            yield _Near(text, start, end, each.score, tuple(told) or ("the words stand there in another way",))


def _exact(text: SourceText, match: Match, matches: tuple[Match, ...], wanted: str) -> FoundPassage:
    """A place of the words: the quote is the source's own words, or the one typed where that has brackets."""
    if "[" in wanted:
        return _pasted(text, match, wanted, matches)
    quote = unfolded_words(text.article.text, text.folded, match.start, match.end)
    return _pasted(text, match, quote, matches if fold(quote).text == wanted else _places(text, quote))


def _passage(near: _Near) -> FoundPassage:
    quote = unfolded_words(near.text.article.text, near.text.folded, near.start, near.end)
    return _pasted(near.text, Match(near.start, near.end, ()), quote, _places(near.text, quote), near.differs)


def _places(text: SourceText, quote: str) -> tuple[Match, ...]:
    return find_matches(fold(quote).text, text.folded.text)[0]


def _pasted(
    text: SourceText, match: Match, quote: str, matches: Sequence[Match], differs: tuple[str, ...] = ()
) -> FoundPassage:
    """The place of a quote that has the places `matches`, its evidence such that it has this one."""
    evidence = disambiguate(text, quote, match, matches)
    if evidence is None:
        differs = (*differs, "no words beside it tell this place from the others: quote more words")
        evidence = QuoteWithContext(text.source.id, quote)
    context = in_context(text.folded.text, match.start, match.end)
    return FoundPassage(text.place(text.folded.start(match.start)), context, differs, "\n".join(evidence.lines()))
