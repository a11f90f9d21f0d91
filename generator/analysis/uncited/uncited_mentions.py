"""What the sources that are not quoted say of a claim: those that speak of it all the same, and those that are silent.

What it takes to speak of a claim is in `hearing`.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import groupby, islice
from operator import attrgetter, or_
from typing import Any

from generator.analysis.anchoring.anchors import in_quotation_marks
from generator.analysis.uncited.relevance import (
    MOST,
    NAME,
    ClaimQuery,
    SentenceIndex,
    build_queries,
    build_sentence_index,
    search,
    set_bits,
)
from generator.cache.build_cache import StageCache, Stamped
from generator.cache.digests import digest_plain, text_digest
from generator.cache.processes import map_in_processes
from generator.diagnostics import Diagnostic
from generator.language.sentences import Span, split_sentences
from generator.language.terms import find_term_places
from generator.model import Article, Claim, Corpus, Mention, SharedText
from generator.text import Lines, lines_of
from generator.uncited import Uncited, UncitedMention

MOST_MENTIONS = 6  # sources of one claim whose sentence is told
MOST_SILENT = 6  # silent sources of one claim that are named
LEAST_PLACES = 128  # places of terms that are looked at for each claim at least
_LOOKED = 250_000  # and for all claims together, where that is more
SENTENCES, _SILENCES = "sentences", "silences"
_WORTH_IT = 400  # claims from which on workers repay their start
_CHUNK = 25


def split_articles(articles: Mapping[str, Article], memory: StageCache | None = None) -> Mapping[str, tuple[Span, ...]]:
    """The sentences of each article, by its source; what `memory` has of a text need not be cut again."""
    memory = memory or StageCache()
    return {id: cached_sentences(article.text, memory) for id, article in articles.items()}


def cached_sentences(text: str, memory: StageCache) -> tuple[Span, ...]:
    """The text's sentences, which are in memory then."""
    key = text_digest(text)
    spans: tuple[Span, ...] | None = memory.recall(SENTENCES, key)
    if spans is None:
        spans = split_sentences(text)
        memory.keep(SENTENCES, key, spans)
    return spans


def find_uncited(
    corpus: Corpus,
    articles: Mapping[str, Article],
    mentions: Sequence[Mention],
    sentences: Mapping[str, Sequence[Span]],
    memory: StageCache | None = None,
    jobs: int = 1,
) -> Mapping[str, Uncited]:
    """For each claim, by its id, what the sources say that are not quoted for it.

    `mentions` are as find_mentions has them, `sentences` those of each article, by its source. In a collection that is
    the same as in `memory`, only claims are looked for that are not.
    """
    memory = memory or StageCache()
    # A power of two, so that one claim more changes nothing for all the others.
    most = 1 << max(LEAST_PLACES, _LOOKED // max(len(corpus.claims), 1)).bit_length() - 1
    collection = _collection(corpus, articles)
    keys = {each.id: _key(each, most, collection) for each in corpus.claims}
    known: dict[str, Any] = {id: memory.recall(_SILENCES, key) for id, key in keys.items()}
    missing = replace(corpus, claims=tuple(each for each in corpus.claims if known[each.id] is None))
    if missing.claims:
        subjects = build_queries(missing, mentions)
        hall = build_sentence_index(missing, articles, mentions, sentences, subjects)
        ids = [each.id for each in corpus.sources]
        work = partial(_heard, subjects, hall, ids, _Marking(articles, mentions), most)
        found = map_in_processes(work, missing.claims, jobs, least=_WORTH_IT, chunk=_CHUNK)
        for claim, packed in zip(missing.claims, found, strict=True):
            known[claim.id] = digest_plain(packed), packed
            memory.keep(_SILENCES, keys[claim.id], known[claim.id])
    silences = {id: _unpacked(id, packed) for id, (_, packed) in known.items()}
    return Stamped(silences, {id: stamp for id, (stamp, _) in known.items()})


def _heard(
    subjects: Mapping[str, ClaimQuery],
    hall: SentenceIndex,
    ids: Sequence[str],
    marked: "_Marking",
    most: int,
    claims: Sequence[Claim],
) -> Iterator[tuple[object, ...]]:
    """The silence of each claim, packed."""
    bits = {each: 1 << number for number, each in enumerate(ids)}
    for claim in claims:
        quoted = reduce(or_, (bits.get(each.source, 0) for each in claim.evidence), 0)
        subject = subjects[claim.id]
        best, in_part = search(subject, hall, quoted, most)
        silent = (1 << len(ids)) - 1 & ~quoted & ~reduce(or_, (1 << each.source for each in best), 0)
        told = ((ids[each.source], *hall.spans[each.unit], each.share) for each in best[:MOST_MENTIONS])
        yield (
            tuple(ids[each.source] for each in best),
            tuple(marked.remarks(subject, told)),
            tuple(ids[each] for each in islice(set_bits(silent), MOST_SILENT)),
            silent.bit_count(),
            in_part,
        )


# -- kept from build to build -------------------------------------------------------------------------------------


def _collection(corpus: Corpus, articles: Mapping[str, Article]) -> bytes:
    """What tells a collection from every other: its texts, the names that are sought in them, and the language."""
    texts = [(each.id, text_digest(articles[each.id].text)) for each in corpus.sources if each.id in articles]
    names = [(each.id, each.name, each.aliases) for each in corpus.entities]
    return text_digest(repr((corpus.site.language, [each.id for each in corpus.sources], texts, names)))


def _key(claim: Claim, most: int, collection: bytes) -> bytes:
    """All that the silence of a claim follows from."""
    figure = claim.quantity.value if claim.quantity else None
    quoted = sorted({each.source for each in claim.evidence})
    return text_digest(repr((claim.statement, claim.entities, figure, quoted, most, collection)))


def _unpacked(claim: str, packed: Any) -> Uncited:
    speaking, remarks, *rest = packed
    return Uncited(claim, speaking, tuple(UncitedMention(*each) for each in remarks), *rest)


# -- told to the curator ------------------------------------------------------------------------------------------


def check_unquoted_mentions(
    corpus: Corpus, articles: Mapping[str, Article], silences: Mapping[str, Uncited], shared: Iterable[SharedText] = ()
) -> Iterator[Diagnostic]:
    """A warning for each source that has most of a claim in one sentence, and is not quoted for it.

    What repeats a quoted source is passed over: by the curator's own word, or where the sentence is in text that the
    two share.
    """
    copied = _copied(shared)
    sources = {each.id: each for each in corpus.sources}
    lines: dict[str, Lines] = {}
    for claim in corpus.claims:
        quoted = {each.source for each in claim.evidence}
        for each in silences[claim.id].remarks:
            if not each.likely or sources[each.source].derived_from in quoted:
                continue
            if any(
                other in quoted and start < each.end and each.start < end for other, start, end in copied[each.source]
            ):
                continue
            article = articles[each.source]
            if each.source not in lines:
                lines[each.source] = lines_of(article.text)
            line, column = lines[each.source].place(each.start)
            path = sources[each.source].file if article.plain else f"sources/{each.source}.txt"
            yield Diagnostic(
                claim.location,
                "unquoted-mention",
                f"“{each.source}” speaks of “{claim.id}” and is not quoted for it",
                (
                    f"{path}:{line}:{column}: {in_quotation_marks(article.text[each.start : each.end], 300)}",
                    "quote it, whatever its stance; if it says nothing of the claim, leave it",
                ),
            )


def _copied(shared: Iterable[SharedText]) -> Mapping[str, list[tuple[str, int, int]]]:
    """What each source has in common with others: the other one, and where in this one's text."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for pair in shared:
        for each in pair.passages:
            found[pair.first].append((pair.second, each.start, each.end))
            found[pair.second].append((pair.first, each.other_start, each.other_end))
    return found


# -- marked for the reader ----------------------------------------------------------------------------------------


class _Marking:
    """Finds in a sentence what a claim speaks of, in time that the collection's size hardly changes."""

    def __init__(self, articles: Mapping[str, Article], mentions: Sequence[Mention]) -> None:
        self._articles, self._mentions = articles, mentions
        self._runs: dict[tuple[str, str], tuple[int, int]] = {}
        at = 0
        for key, run in groupby(mentions, attrgetter("entity", "source")):
            begin, at = at, at + sum(1 for _ in run)
            self._runs[key] = begin, at

    def remarks(self, subject: ClaimQuery, told: Iterable[tuple[str, int, int, float]]) -> Iterator[tuple[object, ...]]:
        """Of sources, each with a sentence and the share of the subject that it has, what makes a Remark.

        The names and words of the subject in it are marked.
        """
        names = [key.removeprefix(NAME) for key in (*subject.said, *subject.listed) if key.startswith(NAME)]
        wanted = frozenset(subject.said)
        for source, start, end, share in told:
            found = [span for name in names for span in self._named(name, source, start, end)]
            text = self._articles[source].text[start:end]
            found += [(start + begin, start + stop) for begin, stop in find_term_places(text, wanted)]
            marks: list[Span] = []
            for begin, stop in sorted(found):
                if marks and begin == marks[-1][0]:  # the longest of those that begin together
                    marks[-1] = begin, stop
                elif not marks or begin >= marks[-1][1]:
                    marks.append((begin, stop))
            yield source, start, end, tuple(marks), share >= MOST

    def _named(self, entity: str, source: str, start: int, end: int) -> Iterator[Span]:
        first, last = self._runs.get((entity, source), (0, 0))
        for at in range(bisect_left(self._mentions, start, first, last, key=_start), last):
            if self._mentions[at].end > end:
                return
            yield self._mentions[at].start, self._mentions[at].end


def _start(mention: Mention) -> int:
    return mention.start
