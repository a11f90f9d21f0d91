"""What several stages find in each article by itself, found beforehand by several processes where articles are many."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.analysis.agencies import AgencyNames, collect_agencies
from generator.analysis.anchoring.anchors import cache_places
from generator.analysis.provenance import cached_spellings
from generator.analysis.references import NameIndex, find_names, index_names
from generator.analysis.text_reuse.shared_text import cached_fingerprints
from generator.analysis.uncited.uncited_mentions import SENTENCES, cached_sentences
from generator.cache.build_cache import StageCache
from generator.cache.digests import text_digest
from generator.cache.parallel import map_in_processes
from generator.model import Article, Corpus, Evidence

_WORTH_IT = 50  # articles from which on workers repay their start
_CHUNK = 5

Kept = dict[str, dict[Any, Any]]


def study(corpus: Corpus, articles: Mapping[str, Article], memory: StageCache, jobs: int) -> None:
    """Where many articles are new, memory has what later stages would find in each, one after the other.

    Those are the places of its quotes and of names, its sentences, its fingerprints and the agencies that it names.
    """
    new = [each for each in articles.values() if memory.recall(SENTENCES, text_digest(each.text)) is None]
    if jobs < 2 or len(new) < _WORTH_IT:
        return
    quoted: dict[str, list[Evidence]] = {}
    for evidence in (each for claim in corpus.claims for each in claim.evidence):
        quoted.setdefault(evidence.source, []).append(evidence)
    work = partial(_studied, index_names(corpus), collect_agencies(corpus.entities), quoted)
    for found in map_in_processes(work, new, jobs, least=_WORTH_IT, chunk=_CHUNK):
        memory.learn(found)


def _studied(
    names: NameIndex, agencies: AgencyNames, quoted: Mapping[str, Sequence[Evidence]], articles: Sequence[Article]
) -> Iterator[Kept]:
    """What is kept of each article."""
    for each in articles:
        memory = StageCache()
        cache_places(quoted.get(each.source, ()), each.text, memory)
        find_names(each.text, names, memory)
        cached_sentences(each.text, memory)
        cached_fingerprints(each.text, memory)
        cached_spellings(each.text, agencies, memory)
        yield memory.kept
