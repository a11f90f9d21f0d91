"""What the other sources say of a claim: those that speak of it without being quoted, and those that are silent."""

from collections.abc import Iterator

from generator.model import Claim, UncitedMention
from generator.publishing import addresses
from generator.publishing.index import SiteIndex
from generator.publishing.views import labels
from generator.publishing.views.frame import Link
from generator.publishing.views.mentions import MentionView, SentencePiece, passage_around
from generator.values import dataclass

UNCITED_ANCHOR = "others"  # where a claim's page has the other sources, and the methodology how they are found


@dataclass(frozen=True, slots=True)
class UncitedView:
    """The sources by what they say of a claim: all of them counted, and the first of each kind."""

    told: str
    asides: tuple[MentionView, ...]
    more: str | None
    silent: tuple[Link, ...]
    silent_more: str | None
    partial: bool
    rule: Link


def uncited_view(book: SiteIndex, path: str, claim: Claim) -> UncitedView | None:
    """None where the site has no sources."""
    silence = book.silence(claim)
    quoted, speaking = len({each.source for each in claim.evidence}), len(silence.speaking)
    if not quoted + speaking + silence.silent_count:
        return None
    hidden, unnamed = speaking - len(silence.remarks), silence.silent_count - len(silence.silent)
    return UncitedView(
        _told(quoted, speaking, silence.silent_count),
        tuple(_aside(book, path, each) for each in silence.remarks),
        labels.count_words(hidden, "more source") if hidden else None,
        tuple(book.source_link(path, each) for each in silence.silent),
        labels.count_words(unnamed, "more source") if unnamed else None,
        silence.partial,
        Link(f"{addresses.link(path, 'methodology.html')}#{UNCITED_ANCHOR}", "How this is found"),
    )


def _told(quoted: int, speaking: int, silent: int) -> str:
    total = quoted + speaking + silent
    if not speaking + silent:
        return "The only source is quoted." if total == 1 else f"All {labels.format_figure(total)} sources are quoted."
    parts = [f"{labels.format_figure(quoted) if quoted else 'none'} {_is(max(quoted, 1))} quoted"]
    if speaking:
        parts.append(
            f"{labels.format_figure(speaking)} {'speaks' if speaking == 1 else 'speak'} of this without being quoted"
        )
    if silent:
        parts.append(f"{labels.format_figure(silent)} {_is(silent)} silent")
    return f"Of {labels.count_words(total, 'source')}, {labels.join_list(parts)}."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _aside(book: SiteIndex, path: str, remark: UncitedMention) -> MentionView:
    """The sentence; without pieces where it may not be published."""
    link, passage = book.source_link(path, remark.source), None
    begin, end = book.stretch(remark.source, remark.start)
    published = begin <= remark.start and remark.end <= end
    if published:
        passage = passage_around(book, remark.source, remark.start, remark.end)
    return MentionView(
        Link(f"{link.href}#{passage}", link.text) if passage else link,
        passage is not None,
        book.language(book.sources[remark.source]),
        tuple(_pieces(book.edition.articles[remark.source].text, remark)) if published else (),
    )


def _pieces(text: str, remark: UncitedMention) -> Iterator[SentencePiece]:
    at = remark.start
    for start, end in remark.marks:
        if at < start:
            yield SentencePiece(text[at:start], name=False)
        yield SentencePiece(text[start:end], name=True)
        at = end
    if at < remark.end:
        yield SentencePiece(text[at : remark.end], name=False)
