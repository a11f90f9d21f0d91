"""Mentions of an entity, as its page shows them: every sentence that names it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.language.sentences import sentence_context
from generator.model import Mention
from generator.publishing.index import SiteIndex
from generator.publishing.views.links import Link, source_link
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class SentencePiece:
    """A stretch of a sentence; `name` if it is to be shown in bold, as the name of an entity is."""

    text: str
    name: bool


@dataclass(frozen=True, slots=True)
class MentionView:
    """A sentence that mentions an entity or a claim; `passage` if its link leads to a quoted passage around it."""

    source: Link
    passage: bool
    language: str | None
    pieces: tuple[SentencePiece, ...]


def mention_views(index: SiteIndex, path: str, entity: str) -> tuple[MentionView, ...]:
    """Return the published sentences that name the entity, in the sources' order, each once with all names marked."""
    return tuple(
        _mention_view(index, path, source, start, end, names)
        for source, mentions in groupby(index.entities[entity].mentions, lambda mention: mention.source)
        for start, end, names in _group_by_sentence(index, source, mentions)
    )


def _group_by_sentence(
    index: SiteIndex, source: str, mentions: Iterable[Mention]
) -> Iterator[tuple[int, int, Sequence[Mention]]]:
    source_text = index.sources[source].text
    start = end = 0
    names: list[Mention] = []
    for mention in mentions:
        shown_start, shown_end = source_text.shown_around(mention.start)
        if mention.end > shown_end or (names and mention.start < names[-1].end):
            continue  # it may not be published, or is a name within a name
        if names and mention.end <= end:
            names.append(mention)
            continue
        if names:
            yield start, end, names
        # A long sentence is shown in parts, which must not overlap.
        _, first, last, _ = sentence_context(
            source_text.article.text, source_text.sentences, mention.start, mention.end
        )
        start, end = min(max(first, end, shown_start), mention.start), max(min(last, shown_end), mention.end)
        names = [mention]
    if names:
        yield start, end, names


def _mention_view(
    index: SiteIndex, path: str, source: str, start: int, end: int, names: Sequence[Mention]
) -> MentionView:
    text = index.article(source).text
    pieces: list[SentencePiece] = []
    at = start
    for name in names:
        pieces += (
            SentencePiece(text[at : name.start], name=False),
            SentencePiece(text[name.start : name.end], name=True),
        )
        at = name.end
    pieces.append(SentencePiece(text[at:end], name=False))
    link = source_link(index, path, source)
    passage = index.sources[source].quotes.find_around(names[0].start, names[0].end)
    return MentionView(
        Link(f"{link.href}#{passage}", link.text) if passage else link,
        passage is not None,
        index.foreign_language(source),
        tuple(piece for piece in pieces if piece.text),
    )
