"""What the texts themselves tell of where a passage comes from: credits to agencies, and text that others have too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from generator.analysis.agencies import AgencyNames
from generator.analysis.independence import Provenance
from generator.cache.build_cache import StageCache
from generator.cache.digests import text_digest
from generator.language.sentences import sentence_context, split_sentences
from generator.model import Anchor, Article, Evidence, SharedPassage, SharedText
from generator.values import dataclass

NEAR = 200  # code points between a quote and reused text, at most, for the quote to stand next to it


_STAGE = "agencies"


@dataclass(frozen=True, slots=True)
class _Credits:
    """The agencies that a text is credited to, and its sentences."""

    agencies: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ProvenanceFinder:
    """The traces of each piece of evidence that has an anchor.

    `naming` has the sources whose texts name an agency. `credited` is a memo, filled on demand.
    """

    articles: Mapping[str, Article]
    anchors: Mapping[str, Anchor]
    agencies: AgencyNames
    naming: frozenset[str]
    copies: Mapping[str, tuple[tuple[str, SharedPassage], ...]]
    credited: dict[str, _Credits] = field(default_factory=dict, compare=False)

    def __call__(self, evidence: Evidence) -> Provenance:
        anchor = self.anchors.get(evidence.id)
        if anchor is None:
            return Provenance()
        near = (
            each
            for each in self.copies.get(anchor.source, ())
            if each[1].start - NEAR < anchor.end and anchor.start < each[1].end + NEAR
        )
        return Provenance(tuple(dict.fromkeys(self._agencies(anchor))), tuple(near))

    def _agencies(self, anchor: Anchor) -> Iterator[str]:
        if anchor.source not in self.naming:
            return
        text = self.articles[anchor.source].text
        if anchor.source not in self.credited:
            self.credited[anchor.source] = _Credits(self.agencies.credits(text), split_sentences(text))
        told = self.credited[anchor.source]
        yield from told.agencies
        _, start, end, _ = sentence_context(text, told.sentences, anchor.start, anchor.end)
        yield from self.agencies.attributions(text[start:end])


def trace_provenance(
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    agencies: AgencyNames,
    shared: Iterable[SharedText],
    memory: StageCache | None = None,
) -> ProvenanceFinder:
    """What traces evidence; in a text that `memory` has, agencies need not be looked for again."""
    memory = memory or StageCache()
    spelt = {source: cached_spellings(each.text, agencies, memory) for source, each in articles.items()}
    sought = replace(agencies, sought=frozenset(each for names in spelt.values() for each in names))
    copies: dict[str, list[tuple[str, SharedPassage]]] = defaultdict(list)
    for pair in shared:
        for each in pair.passages:
            copies[pair.first].append((pair.second, each))
            copies[pair.second].append((pair.first, each.turned()))
    naming = frozenset(source for source, names in spelt.items() if names)
    return ProvenanceFinder(articles, anchors, sought, naming, {source: tuple(each) for source, each in copies.items()})


def cached_spellings(text: str, agencies: AgencyNames, memory: StageCache) -> tuple[str, ...]:
    """The spellings of agencies' names that stand in the text, which are in memory then."""
    key = agencies.further, text_digest(text)
    spelt: tuple[str, ...] | None = memory.recall(_STAGE, key)
    if spelt is None:
        spelt = agencies.spellings_in(text)
        memory.keep(_STAGE, key, spelt)
    return spelt
