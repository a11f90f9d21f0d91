"""What the sources that are not quoted say of a claim: those that speak of it all the same, and those that are silent.

What it takes to speak of a claim is in `hearing`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import groupby, islice
from operator import attrgetter, or_

from generator.diagnostics import Diagnostic
from generator.judging.hearing import MOST, NAME, Subject, gathered, heard, numbers, subjects_of
from generator.judging.quotes import shown
from generator.judging.terms import term, words
from generator.model import Article, Corpus, Mention, Remark, Silence
from generator.sentences import Span
from generator.text import Lines, lines_of

REMARKS = 6  # sources of one claim whose sentence is told
SILENT = 12  # silent sources of one claim that are named
LOOKED = 100  # places of terms that are looked at for each claim at least
_LOOKED = 1_500_000  # and for all claims together, where that is more


def silences_of(
    corpus: Corpus,
    articles: Mapping[str, Article],
    mentions: Sequence[Mention],
    sentences: Mapping[str, Sequence[Span]],
) -> Mapping[str, Silence]:
    """For each claim, by its id, what the sources say that are not quoted for it.

    `mentions` are as find_mentions has them, `sentences` those of each article, by its source.
    """
    subjects = subjects_of(corpus, mentions)
    hall = gathered(corpus, articles, mentions, sentences, subjects)
    most = max(LOOKED, _LOOKED // max(len(corpus.claims), 1))
    ids = [each.id for each in corpus.sources]
    bits = {each: 1 << number for number, each in enumerate(ids)}
    marked = _Marking(articles, mentions)
    found = {}
    for claim in corpus.claims:
        quoted = reduce(or_, (bits.get(each.source, 0) for each in claim.evidence), 0)
        subject = subjects[claim.id]
        best, partial = heard(subject, hall, quoted, most)
        silent = (1 << len(ids)) - 1 & ~quoted & ~reduce(or_, (1 << each.source for each in best), 0)
        found[claim.id] = Silence(
            claim.id,
            tuple(ids[each.source] for each in best),
            tuple(
                marked.remark(subject, ids[each.source], *hall.spans[each.unit], each.share) for each in best[:REMARKS]
            ),
            tuple(ids[each] for each in islice(numbers(silent), SILENT)),
            silent.bit_count(),
            partial,
        )
    return found


def unquoted_mentions(
    corpus: Corpus, articles: Mapping[str, Article], silences: Mapping[str, Silence]
) -> Iterator[Diagnostic]:
    """A warning for each source that has most of a claim in one sentence, and is not quoted for it.

    What repeats a quoted source by the curator's own word is passed over.
    """
    sources = {each.id: each for each in corpus.sources}
    lines: dict[str, Lines] = {}
    for claim in corpus.claims:
        quoted = {each.source for each in claim.evidence}
        for each in silences[claim.id].remarks:
            if not each.likely or sources[each.source].derived_from in quoted:
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
                    f"{path}:{line}:{column}: {shown(article.text[each.start : each.end], 300)}",
                    "quote it, whatever its stance; if it says nothing of the claim, leave it",
                ),
            )


class _Marking:
    """Finds in a sentence what a claim speaks of, in time that the collection's size hardly changes."""

    def __init__(self, articles: Mapping[str, Article], mentions: Sequence[Mention]) -> None:
        self._articles, self._mentions = articles, mentions
        self._runs: dict[tuple[str, str], tuple[int, int]] = {}
        at = 0
        for key, run in groupby(mentions, attrgetter("entity", "source")):
            begin, at = at, at + sum(1 for _ in run)
            self._runs[key] = begin, at

    def remark(self, subject: Subject, source: str, start: int, end: int, share: float) -> Remark:
        """The sentence with the names and words of the subject marked."""
        wanted = frozenset(subject.said)
        found = [span for key in (*subject.said, *subject.listed) for span in self._named(key, source, start, end)]
        text = self._articles[source].text
        found += [(begin, stop) for word, begin, stop in words(text, start, end) if term(word) in wanted]
        marks: list[Span] = []
        for begin, stop in sorted(found, key=lambda each: (each[0], -each[1])):
            if not marks or begin >= marks[-1][1]:
                marks.append((begin, stop))
        return Remark(source, start, end, tuple(marks), share >= MOST)

    def _named(self, key: str, source: str, start: int, end: int) -> Iterator[Span]:
        first, last = self._runs.get((key.removeprefix(NAME), source), (0, 0))
        for at in range(bisect_left(self._mentions, start, first, last, key=_start), last):
            if self._mentions[at].end > end:
                return
            yield self._mentions[at].start, self._mentions[at].end


def _start(mention: Mention) -> int:
    return mention.start
