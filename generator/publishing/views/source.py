"""The page of one source: what is known of it, the article with its quoted passages marked, and their claims."""

from collections.abc import Sequence
from typing import ClassVar

from markupsafe import Markup

from generator.model import SharedText, Source
from generator.publishing import addresses
from generator.publishing.excerpts import published_text
from generator.publishing.index import SiteIndex
from generator.publishing.views import labels
from generator.publishing.views.citations import Citation, cite_source
from generator.publishing.views.evidence import QuotePiece, quote_pieces
from generator.publishing.views.frame import Frame, Link
from generator.publishing.views.labels import Badge
from generator.publishing.views.passages import ArticleRow, QuotedPassage, article_rows, excerpt_rows
from generator.publishing.views.strip import Stripe, quote_strip, quoted_share
from generator.values import dataclass
from generator.vocabulary import STANCE_IDS

COPIES = 20  # sources that share text with one, which its page lists

_DATES = ("published", "accessed")


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One thing known of a source, with how it is known where the source does not state it."""

    name: str
    text: str
    machine: str | None = None
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage in the margin and in the list below the article: back to its place, and on to its claim."""

    id: str
    number: int
    passage: str
    badge: Badge
    stance: str
    claim: Link
    parts: tuple[QuotePiece, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class ArticleSection:
    """A part of the article, and beside it the claims of the passages that begin there."""

    article: Markup
    notes: tuple[PassageEntry, ...]


@dataclass(frozen=True, slots=True)
class SharedSource:
    """Another source that has some of this one's text: how much, where it is shown, why they still count apart."""

    source: Link
    told: str
    comparison: str | None
    ruling: str | None


@dataclass(frozen=True, slots=True)
class SourcePage:
    template: ClassVar[str] = "pages/source.html"

    frame: Frame
    title: str
    facts: tuple[SourceFact, ...]
    derived_from: Link | None
    url: str | None
    archive_url: str | None
    note: Markup | None
    text: str
    text_sha256: str
    file_sha256: str
    original_sha256: str | None
    plain: bool
    excerpts: bool
    language: str | None
    article: tuple[ArticleSection, ...]
    passages: tuple[PassageEntry, ...]
    stances: tuple[tuple[str, Badge], ...]
    copies: tuple[SharedSource, ...]
    copies_more: str | None
    strip: tuple[Stripe, ...]
    covered: str
    summary: str
    citations: tuple[Citation, ...]


def source_page(book: SiteIndex, source: Source) -> SourcePage:
    path = addresses.page("source", source.id)
    article = book.edition.articles[source.id]
    quoted = book.quotes(source.id)
    shared = book.shared.get(source.id, ())
    passages = tuple(
        QuotedPassage(
            book.edition.anchors[evidence.id],
            number,
            f"{addresses.link(path, addresses.page('claim', claim.id))}#e{evidence.number}",
            evidence.stance,
            claim.statement,
        )
        for number, (claim, evidence) in enumerate(quoted, 1)
    )
    withheld = source.display == "excerpts"
    claims = labels.count_words(len({claim.id for claim, _ in quoted}), "claim")
    summary = (
        f"{labels.count_words(len(quoted), 'passage')} quoted, in {claims}" if quoted else "No claim quotes this source"
    )
    laid_out = (
        excerpt_rows(article, book.shown[source.id], passages)
        if withheld
        else article_rows(article, passages, book.sentences(source.id))
    )
    entries = tuple(
        PassageEntry(
            id=evidence.id,
            number=each.number,
            passage=f"{addresses.link(path, path)}#{evidence.id}",
            badge=labels.stance_badge(evidence.stance),
            stance=evidence.stance,
            claim=Link(each.href, claim.statement),
            parts=quote_pieces(each.anchor, article.text),
            speaker=evidence.speaker,
        )
        for each, (claim, evidence) in zip(passages, quoted, strict=True)
    )
    return SourcePage(
        frame=book.frame(path, source.label, f"{source.label}: {summary[0].lower()}{summary[1:]}."),
        title=source.label,
        facts=_facts(source),
        derived_from=book.source_link(path, source.derived_from) if source.derived_from else None,
        url=source.url,
        archive_url=source.archive_url,
        note=book.prose(path, source.note, f"source:{source.id}", below=1),
        text=addresses.link(path, addresses.text(source.id)),
        text_sha256=book.text_sha256(source.id),
        file_sha256=article.sha256,
        original_sha256=source.original.sha256.lower() if source.original else None,
        plain=article.plain and not withheld,
        excerpts=withheld,
        language=book.language(source),
        article=tuple(_noted(each, entries) for each in laid_out),
        passages=entries,
        stances=tuple(
            (each, labels.stance_badge(each)) for each in STANCE_IDS if any(one.stance == each for one in passages)
        ),
        copies=tuple(_copy(book, path, source.id, each) for each in shared[:COPIES]),
        copies_more=labels.count_words(len(shared) - COPIES, "other source") if len(shared) > COPIES else None,
        strip=quote_strip(len(article.text), passages),
        covered=quoted_share(len(article.text), passages),
        summary=summary,
        citations=cite_source(source),
    )


def _copy(book: SiteIndex, path: str, source: str, pair: SharedText) -> SharedSource:
    other = pair.second if pair.first == source else pair.first
    page = book.comparison(source, other)
    return SharedSource(
        book.source_link(path, other),
        labels.shared_amount(pair),
        addresses.link(path, page) if page else None,
        book.ruling(source, other),
    )


def _noted(row: ArticleRow, entries: Sequence[PassageEntry]) -> ArticleSection:
    return ArticleSection(row.article, tuple(entries[each.number - 1] for each in row.passages))


def published_bytes(book: SiteIndex, source: Source) -> bytes:
    """sources/ID.txt: the source text, or as much of it as may be published."""
    article = book.edition.articles[source.id]
    if source.display == "full":
        return article.text.encode()
    return published_text(article, book.shown[source.id]).encode()


def _facts(source: Source) -> tuple[SourceFact, ...]:
    """What is known of a source; publisher and date are told even where they are not known."""
    values = {
        "publisher": source.publisher,
        "author": labels.join_list(source.author) if source.author else None,
        "published": source.published,
        "accessed": source.accessed,
        "language": source.language,
    }
    told = {each for each, value in values.items() if value} | {"publisher", "published"}
    values |= {"title": source.title, "url": source.url, "archive_url": source.archive_url}
    inferred = dict(source.inferred)
    return tuple(
        SourceFact(
            name.replace("_", " ").capitalize(),
            (labels.format_date(value) if name in _DATES else value) if value else "not stated",
            value if name in _DATES else None,
            inferred.get(name),
        )
        for name, value in values.items()
        if name in told or name in inferred
    )
