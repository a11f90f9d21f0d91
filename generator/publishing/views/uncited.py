"""The sources that are not quoted for a claim: those that mention it, and those that are silent."""

from collections.abc import Iterator

from generator.model import Claim
from generator.publishing import addresses, labels
from generator.publishing.index import SiteIndex
from generator.publishing.views.links import Link, source_link
from generator.publishing.views.mentions import MentionView, SentencePiece
from generator.uncited import UncitedMention
from generator.values import dataclass

UNCITED_ANCHOR = "others"  # the id of the section on other sources, on claim pages and on the methodology page


@dataclass(frozen=True, slots=True)
class UncitedView:
    """How many sources are quoted, mention the claim or are silent, and the first of the latter two.

    `partial`: not every source was searched. `method` links to how mentions are found.
    """

    summary: str
    mentions: tuple[MentionView, ...]
    more: str | None
    silent: tuple[Link, ...]
    silent_more: str | None
    partial: bool
    method: Link


def uncited_view(index: SiteIndex, path: str, claim: Claim) -> UncitedView | None:
    """Return the sources that are not quoted for a claim; None if the site has no sources."""
    uncited = index.claims[claim.id].uncited
    quoted, speaking = len({evidence.source for evidence in claim.evidence}), len(uncited.speaking)
    if not quoted + speaking + uncited.silent_count + uncited.unclear:
        return None
    hidden, unnamed = speaking - len(uncited.remarks), uncited.silent_count - len(uncited.silent)
    return UncitedView(
        _summarize_counts(quoted, speaking, uncited.silent_count, uncited.unclear, index.site.language),
        tuple(_mention_view(index, path, remark) for remark in uncited.remarks),
        labels.count_words(hidden, "more source", index.site.language) if hidden else None,
        tuple(source_link(index, path, source) for source in uncited.silent),
        labels.count_words(unnamed, "more source", index.site.language) if unnamed else None,
        uncited.partial,
        Link(f"{addresses.link(path, 'methodology.html')}#{UNCITED_ANCHOR}", "How this is found"),
    )


def _summarize_counts(quoted: int, speaking: int, silent: int, unclear: int, language: str) -> str:
    total = quoted + speaking + silent + unclear
    if quoted == total:
        return (
            "The only source is quoted."
            if total == 1
            else f"All {labels.format_figure(total, language)} sources are quoted."
        )
    parts = [f"{labels.format_figure(quoted, language) if quoted else 'none'} {_agree(max(quoted, 1))} quoted"]
    if speaking:
        verb = "speaks" if speaking == 1 else "speak"
        parts.append(f"{labels.format_figure(speaking, language)} {verb} of this without being quoted")
    if silent:
        parts.append(f"{labels.format_figure(silent, language)} {_agree(silent)} silent")
    if unclear:
        number = labels.format_figure(unclear, language)
        parts.append(f"{number} {_agree(unclear)} in a language whose forms of names we do not know")
    return f"Of {labels.count_words(total, 'source', language)}, {labels.join_list(parts)}."


def _agree(number: int) -> str:
    return "is" if number == 1 else "are"


def _mention_view(index: SiteIndex, path: str, remark: UncitedMention) -> MentionView:
    """Return the sentence that mentions the claim; without pieces if it may not be published."""
    link, passage = source_link(index, path, remark.source), None
    begin, end = index.sources[remark.source].text.shown_around(remark.start)
    published = begin <= remark.start and remark.end <= end
    if published:
        passage = index.sources[remark.source].quotes.find_around(remark.start, remark.end)
    return MentionView(
        Link(f"{link.href}#{passage}", link.text) if passage else link,
        passage is not None,
        index.foreign_language(remark.source),
        tuple(_split_pieces(index.article(remark.source).text, remark)) if published else (),
    )


def _split_pieces(text: str, remark: UncitedMention) -> Iterator[SentencePiece]:
    at = remark.start
    for start, end in remark.marks:
        if at < start:
            yield SentencePiece(text[at:start], name=False)
        yield SentencePiece(text[start:end], name=True)
        at = end
    if at < remark.end:
        yield SentencePiece(text[at : remark.end], name=False)
