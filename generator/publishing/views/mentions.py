"""Every sentence that names an entity, as its page shows them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.language.sentences import sentence_context
from generator.model import Mention
from generator.publishing.index import SiteIndex
from generator.publishing.views.links import Link, source_link
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class SentencePiece:
    """A stretch of a sentence; `name` where it names what is spoken of."""

    text: str
    name: bool


@dataclass(frozen=True, slots=True)
class MentionView:
    """A sentence that names what is spoken of; `passage` says that the link leads to a quoted passage around it."""

    source: Link
    passage: bool
    language: str | None
    pieces: tuple[SentencePiece, ...]


def mention_views(index: SiteIndex, path: str, entity: str) -> tuple[MentionView, ...]:
    """The published sentences that name the entity, in the sources' order: each once, all its names in it marked."""
    return tuple(
        _place(index, path, source, start, end, names)
        for source, mentions in groupby(index.entities[entity].mentions, lambda each: each.source)
        for start, end, names in _by_sentence(index, source, mentions)
    )


def _by_sentence(
    index: SiteIndex, source: str, mentions: Iterable[Mention]
) -> Iterator[tuple[int, int, Sequence[Mention]]]:
    source_text = index.sources[source].text
    start = end = 0
    names: list[Mention] = []
    for each in mentions:
        stretch = source_text.shown_around(each.start)
        if each.end > stretch[1] or (names and each.start < names[-1].end):
            continue  # not ours to publish, or a name within a name
        if names and each.end <= end:
            names.append(each)
            continue
        if names:
            yield start, end, names
        # A long sentence is shown in parts, which must not overlap.
        _, first, last, _ = sentence_context(source_text.article.text, source_text.sentences, each.start, each.end)
        start, end = min(max(first, end, stretch[0]), each.start), max(min(last, stretch[1]), each.end)
        names = [each]
    if names:
        yield start, end, names


def _place(index: SiteIndex, path: str, source: str, start: int, end: int, names: Sequence[Mention]) -> MentionView:
    text = index.article(source).text
    pieces: list[SentencePiece] = []
    at = start
    for each in names:
        pieces += (
            SentencePiece(text[at : each.start], name=False),
            SentencePiece(text[each.start : each.end], name=True),
        )
        at = each.end
    pieces.append(SentencePiece(text[at:end], name=False))
    link, passage = (
        source_link(index, path, source),
        index.sources[source].quotes.find_around(names[0].start, names[0].end),
    )
    return MentionView(
        Link(f"{link.href}#{passage}", link.text) if passage else link,
        passage is not None,
        index.foreign_language(source),
        tuple(each for each in pieces if each.text),
    )
