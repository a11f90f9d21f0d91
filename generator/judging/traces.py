"""What the texts themselves tell of where a passage comes from: credits to agencies, and text that others have too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from generator.judging.credits import Agencies
from generator.judging.independence import Trace
from generator.model import Anchor, Article, Evidence, Passage, SharedText
from generator.sentences import around, sentences
from generator.values import dataclass

NEAR = 200  # code points between a quote and reused text, at most, for the quote to stand next to it


@dataclass(frozen=True, slots=True)
class _Credits:
    """The agencies that a text is credited to, and its sentences; of a text that names no agency, none are told."""

    agencies: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Traces:
    """The traces of each piece of evidence that has an anchor. `credited` is a memo, filled on demand."""

    articles: Mapping[str, Article]
    anchors: Mapping[str, Anchor]
    agencies: Agencies
    copies: Mapping[str, tuple[tuple[str, Passage], ...]]
    credited: dict[str, _Credits] = field(default_factory=dict, compare=False)

    def __call__(self, evidence: Evidence) -> Trace:
        anchor = self.anchors.get(evidence.id)
        if anchor is None:
            return Trace()
        near = (
            each
            for each in self.copies.get(anchor.source, ())
            if each[1].start - NEAR < anchor.end and anchor.start < each[1].end + NEAR
        )
        return Trace(tuple(dict.fromkeys(self._agencies(anchor))), tuple(near))

    def _agencies(self, anchor: Anchor) -> Iterator[str]:
        text = self.articles[anchor.source].text
        if anchor.source not in self.credited:
            named = self.agencies.may_name(text)
            self.credited[anchor.source] = (
                _Credits(self.agencies.credits(text), sentences(text)) if named else _Credits()
            )
        told = self.credited[anchor.source]
        yield from told.agencies
        if told.sentences:
            _, start, end, _ = around(text, told.sentences, anchor.start, anchor.end)
            yield from self.agencies.attributions(text[start:end])


def traces_of(
    articles: Mapping[str, Article], anchors: Mapping[str, Anchor], agencies: Agencies, shared: Iterable[SharedText]
) -> Traces:
    copies: dict[str, list[tuple[str, Passage]]] = defaultdict(list)
    for pair in shared:
        for each in pair.passages:
            copies[pair.first].append((pair.second, each))
            copies[pair.second].append((pair.first, each.turned()))
    return Traces(articles, anchors, agencies, {source: tuple(each) for source, each in copies.items()})
