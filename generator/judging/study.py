"""What several stages find in each article by itself, found beforehand by several processes where articles are many."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.digests import text_digest
from generator.judging.credits import Agencies, agencies_of
from generator.judging.links import Names, names_of, places_of
from generator.judging.quotes import keep_places
from generator.judging.reuse import marks_of
from generator.judging.silence import SENTENCES, spans_of
from generator.judging.traces import spellings_of
from generator.memo import Memory
from generator.model import Article, Corpus, Evidence
from generator.processes import shared_out

_WORTH_IT = 50  # articles from which on workers repay their start
_CHUNK = 5

Kept = dict[str, dict[Any, Any]]


def study(corpus: Corpus, articles: Mapping[str, Article], memory: Memory, jobs: int) -> None:
    """Where many articles are new, memory has what later stages would find in each, one after the other.

    Those are the places of its quotes and of names, its sentences, its fingerprints and the agencies that it names.
    """
    new = [each for each in articles.values() if memory.recall(SENTENCES, text_digest(each.text)) is None]
    if jobs < 2 or len(new) < _WORTH_IT:
        return
    quoted: dict[str, list[Evidence]] = {}
    for evidence in (each for claim in corpus.claims for each in claim.evidence):
        quoted.setdefault(evidence.source, []).append(evidence)
    work = partial(_studied, names_of(corpus), agencies_of(corpus.entities), quoted)
    for found in shared_out(work, new, jobs, least=_WORTH_IT, chunk=_CHUNK):
        memory.learn(found)


def _studied(
    names: Names, agencies: Agencies, quoted: Mapping[str, Sequence[Evidence]], articles: Sequence[Article]
) -> Iterator[Kept]:
    """What is kept of each article."""
    for each in articles:
        memory = Memory()
        keep_places(quoted.get(each.source, ()), each.text, memory)
        places_of(each.text, names, memory)
        spans_of(each.text, memory)
        marks_of(each.text, memory)
        spellings_of(each.text, agencies, memory)
        yield memory.kept
