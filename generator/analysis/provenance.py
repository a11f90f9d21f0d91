"""Where each quote comes from, as the texts show it: credits to news agencies, and text that other sources share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.analysis.agencies import AgencyNames
from generator.analysis.independence import Provenance
from generator.article_text import join_stretches
from generator.cache.memo import Memo
from generator.language.sentences import sentence_context, split_sentences
from generator.model import Anchor, Article, SharedPassage, SharedText

NEAR = 200  # code points between a quote and shared text, at most, for the quote to be next to it

Place = tuple[int, int]  # where a quote starts and ends in its text


def trace_provenance(
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    agencies: AgencyNames,
    shared: Iterable[SharedText],
    memo: Memo | None = None,
) -> Mapping[str, Provenance]:
    """Return what the texts show of each quote's provenance, by the id of its evidence, where they show anything."""
    credited = _find_agencies(articles, anchors, agencies, memo or Memo())
    copies = _group_copies(shared)
    found: dict[str, Provenance] = {}
    for evidence, anchor in anchors.items():
        near = tuple(
            (other, passage)
            for other, passage in copies.get(anchor.source, ())
            if passage.start - NEAR < anchor.end and anchor.start < passage.end + NEAR
        )
        if near or credited.get(evidence):
            found[evidence] = Provenance(credited.get(evidence, ()), near)
    return found


def _group_copies(shared: Iterable[SharedText]) -> Mapping[str, Sequence[tuple[str, SharedPassage]]]:
    """Group shared passages by source, each with the other source that has it."""
    copies: dict[str, list[tuple[str, SharedPassage]]] = defaultdict(list)
    for pair in shared:
        for passage in pair.passages:
            copies[pair.first].append((pair.second, passage))
            copies[pair.second].append((pair.first, passage.swap_texts()))
    return copies


def _find_agencies(
    articles: Mapping[str, Article], anchors: Mapping[str, Anchor], agencies: AgencyNames, memo: Memo
) -> Mapping[str, tuple[str, ...]]:
    """Return the agencies that each quote is credited to, by the id of its evidence."""
    spellings = memo.map(find_spellings, [join_stretches(article) for article in articles.values()], agencies.further)
    naming = {source for source, names in zip(articles, spellings, strict=True) if names}
    quoted: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors.values():
        if anchor.source in naming:
            quoted[anchor.source].append(anchor)
    sought = tuple(sorted({name for names in spellings for name in names}))
    items = [
        (articles[source].text, articles[source].stretches, tuple((anchor.start, anchor.end) for anchor in here))
        for source, here in quoted.items()
    ]
    credited = memo.map(find_credits, items, replace(agencies, sought=sought))
    return {
        anchor.evidence: names
        for here, found in zip(quoted.values(), credited, strict=True)
        for anchor, names in zip(here, found, strict=True)
    }


def find_spellings(text: str, further: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the spellings of agencies' names in the text; `further` are the names that only this project knows."""
    return AgencyNames({}, further).spellings_in(text)


def find_credits(
    quoted: tuple[str, tuple[Place, ...], tuple[Place, ...]], agencies: AgencyNames
) -> tuple[tuple[str, ...], ...]:
    """Return the agencies that an article as a whole, or a quote's own sentence, is credited to: for each quote.

    Given are the text, the stretches that are the article (none: all of it), and the places of quotes.
    """
    text, stretches, places = quoted
    article = "".join(text[start:end] for start, end in stretches) if stretches else text
    credited, sentences = agencies.credits(article), split_sentences(text)
    found = []
    for start, end in places:
        _, begins, ends, _ = sentence_context(text, sentences, start, end)
        found.append(tuple(dict.fromkeys((*credited, *agencies.attributions(text[begins:ends])))))
    return tuple(found)
