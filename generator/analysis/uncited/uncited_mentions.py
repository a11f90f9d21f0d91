"""Uncited mentions: which sources speak of a claim without being quoted for it, and which are silent.

What it takes to speak of a claim is in `relevance`.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import groupby, islice
from operator import attrgetter, or_
from typing import Any

from generator.analysis.anchoring.source_text import in_quotation_marks
from generator.analysis.uncited.relevance import (
    MOST,
    NAME,
    ClaimContent,
    ClaimQuery,
    Collection,
    build_queries,
    build_sentence_index,
    search,
    set_bits,
)
from generator.article_text import mask_rest
from generator.cache.memo import Memo
from generator.diagnostics import Diagnostic
from generator.language.name_forms import has_plain_names
from generator.language.sentences import Span, split_sentences
from generator.language.terms import find_term_places
from generator.model import Article, Claim, Corpus, Entity, Mention, SharedText
from generator.text import Lines, lines_of
from generator.uncited import Uncited, UncitedMention

MOST_MENTIONS = 6  # sources of one claim whose sentence is told
MOST_SILENT = 6  # silent sources of one claim that are named
LEAST_PLACES = 128  # places of terms that are looked at for each claim at least
_ALL_PLACES = 250_000  # and for all claims together, where that is more


def split_articles(articles: Mapping[str, Article], memo: Memo | None = None) -> Mapping[str, tuple[Span, ...]]:
    """Return the sentences of each article, by its source."""
    texts = [article.text for article in articles.values()]
    return dict(zip(articles, (memo or Memo()).map(split_sentences, texts), strict=True))


def find_uncited(
    corpus: Corpus,
    articles: Mapping[str, Article],
    mentions: Sequence[Mention],
    sentences: Mapping[str, Sequence[Span]],
    memo: Memo | None = None,
) -> Mapping[str, Uncited]:
    """Return for each claim, by its id, what the sources say that are not quoted for it.

    `mentions` are as find_mentions has them, `sentences` those of each article, by its source.
    """
    # A power of two, so that one claim more changes nothing for all the others.
    most = 1 << max(LEAST_PLACES, _ALL_PLACES // max(len(corpus.claims), 1)).bit_length() - 1
    collection = Collection(
        corpus.site.language,
        tuple(
            (source.id, mask_rest(articles[source.id]) if source.id in articles else "") for source in corpus.sources
        ),
        sentences,
        tuple(Entity(entity.id, entity.name, "other", entity.aliases) for entity in corpus.entities),
        tuple(mentions),
        tuple(
            source.id
            for source in corpus.sources
            if source.id in articles
            and not has_plain_names(articles[source.id].text, source.language, corpus.site.language)
        ),
    )
    claims = [_extract_content(claim) for claim in corpus.claims]
    found = (memo or Memo()).map_prepared(prepare_search, claims, collection, most)
    return {claim.id: _build_uncited(claim.id, fields) for claim, fields in zip(corpus.claims, found, strict=True)}


def _extract_content(claim: Claim) -> ClaimContent:
    quoted = tuple(sorted({evidence.source for evidence in claim.evidence}))
    return ClaimContent(claim.statement, claim.entities, claim.quantity.value if claim.quantity else None, quoted)


def _build_uncited(claim: str, found: tuple[Any, ...]) -> Uncited:
    speaking, remarks, *rest = found
    return Uncited(claim, speaking, tuple(UncitedMention(*fields) for fields in remarks), *rest)


def prepare_search(
    claims: Sequence[ClaimContent], collection: Collection, most: int
) -> Callable[[ClaimContent], tuple[object, ...]]:
    """Return a function that finds the fields of Uncited, after the claim's id, for one of these claims.

    Sentences are indexed by the terms of these claims only. For a claim `most` places of terms are looked at.
    """
    queries = dict(zip(claims, build_queries(claims, collection), strict=True))
    index = build_sentence_index(collection, queries.values())
    ids = [source for source, _ in collection.texts]
    bits = {source: 1 << number for number, source in enumerate(ids)}
    unclear = reduce(or_, (bits[source] for source in collection.unclear), 0)
    marker = _Marker(dict(collection.texts), collection.mentions)

    def find(claim: ClaimContent) -> tuple[object, ...]:
        quoted = reduce(or_, (bits.get(source, 0) for source in claim.quoted), 0)
        best, partial = search(queries[claim], index, quoted, most)
        others = (1 << len(ids)) - 1 & ~quoted & ~reduce(or_, (1 << hit.source for hit in best), 0)
        silent = others & ~unclear
        hits = ((ids[hit.source], *index.spans[hit.unit], hit.share) for hit in best[:MOST_MENTIONS])
        return (
            tuple(ids[hit.source] for hit in best),
            tuple(marker.mark(queries[claim], hits)),
            tuple(ids[number] for number in islice(set_bits(silent), MOST_SILENT)),
            silent.bit_count(),
            partial,
            (others & unclear).bit_count(),
        )

    return find


# -- told to the curator ------------------------------------------------------------------------------------------


def check_unquoted_mentions(
    corpus: Corpus, articles: Mapping[str, Article], silences: Mapping[str, Uncited], shared: Iterable[SharedText] = ()
) -> Iterator[Diagnostic]:
    """Yield a warning for each source that has most of a claim in one sentence, and is not quoted for it.

    A source that repeats a quoted one gets none: derived from it, or with the sentence in text that the two share.
    """
    copied = _group_shared(shared)
    sources = {source.id: source for source in corpus.sources}
    lines: dict[str, Lines] = {}
    for claim in corpus.claims:
        quoted = {evidence.source for evidence in claim.evidence}
        for mention in silences[claim.id].remarks:
            if not mention.likely or sources[mention.source].derived_from in quoted:
                continue
            if any(
                other in quoted and start < mention.end and mention.start < end
                for other, start, end in copied[mention.source]
            ):
                continue
            article = articles[mention.source]
            if mention.source not in lines:
                lines[mention.source] = lines_of(article.text)
            line, column = lines[mention.source].place(mention.start)
            path = sources[mention.source].file if article.plain else f"sources/{mention.source}.txt"
            yield Diagnostic(
                claim.location,
                "unquoted-mention",
                f"“{mention.source}” speaks of “{claim.id}” and is not quoted for it",
                (
                    f"{path}:{line}:{column}: {in_quotation_marks(article.text[mention.start : mention.end], 300)}",
                    "quote it, whatever its stance; if it says nothing of the claim, leave it",
                ),
                (("claim", claim.id), ("source", mention.source)),
            )


def _group_shared(shared: Iterable[SharedText]) -> Mapping[str, list[tuple[str, int, int]]]:
    """Return for each source the other sources that it shares text with, and where in its text."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for pair in shared:
        for passage in pair.passages:
            found[pair.first].append((pair.second, passage.start, passage.end))
            found[pair.second].append((pair.first, passage.other_start, passage.other_end))
    return found


# -- marked for the reader ----------------------------------------------------------------------------------------


class _Marker:
    """Marks in a sentence what the claim has too, in time that hardly depends on the collection's size."""

    def __init__(self, texts: Mapping[str, str], mentions: Sequence[Mention]) -> None:
        self._texts, self._mentions = texts, mentions
        self._runs: dict[tuple[str, str], tuple[int, int]] = {}
        at = 0
        for key, run in groupby(mentions, attrgetter("entity", "source")):
            begin, at = at, at + sum(1 for _ in run)
            self._runs[key] = begin, at

    def mark(self, query: ClaimQuery, hits: Iterable[tuple[str, int, int, float]]) -> Iterator[tuple[object, ...]]:
        """Yield the fields of an UncitedMention for each hit: its source, its sentence, and its share of the claim."""
        names = [term.removeprefix(NAME) for term in (*query.said, *query.listed) if term.startswith(NAME)]
        wanted = frozenset(query.said)
        for source, start, end, share in hits:
            found = [span for name in names for span in self._find_names(name, source, start, end)]
            text = self._texts[source][start:end]
            found += [(start + begin, start + stop) for begin, stop in find_term_places(text, wanted)]
            marks: list[Span] = []
            for begin, stop in sorted(found):
                if marks and begin == marks[-1][0]:  # the longest of those that begin together
                    marks[-1] = begin, stop
                elif not marks or begin >= marks[-1][1]:
                    marks.append((begin, stop))
            yield source, start, end, tuple(marks), share >= MOST

    def _find_names(self, entity: str, source: str, start: int, end: int) -> Iterator[Span]:
        first, last = self._runs.get((entity, source), (0, 0))
        for at in range(bisect_left(self._mentions, start, first, last, key=_start), last):
            if self._mentions[at].end > end:
                return
            yield self._mentions[at].start, self._mentions[at].end


def _start(mention: Mention) -> int:
    return mention.start
