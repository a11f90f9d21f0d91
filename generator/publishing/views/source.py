"""The page of one source: what is known of it, the article with its quoted passages marked, and their claims."""

from collections.abc import Sequence
from typing import ClassVar

from markupsafe import Markup

from generator.model import STANCES, SharedText, Source
from generator.publishing import addresses
from generator.publishing.excerpts import published_text
from generator.publishing.views import words
from generator.publishing.views.citations import Citation, cite_source
from generator.publishing.views.concordance import Concordance
from generator.publishing.views.evidence import Part, parts
from generator.publishing.views.frame import Frame, Link
from generator.publishing.views.passages import Passage, Row, excerpt_rows, rows
from generator.publishing.views.strip import Stripe, covered, strip
from generator.publishing.views.words import Badge
from generator.values import dataclass

COPIES = 20  # sources that share text with one, which its page lists

_DATES = ("published", "accessed")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a source, with how it is known where the source does not state it."""

    name: str
    text: str
    machine: str | None = None
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage in the margin and in the list below the article: back to its place, and on to its claim."""

    id: str
    number: int
    passage: str
    badge: Badge
    stance: str
    claim: Link
    parts: tuple[Part, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the article, and beside it the claims of the passages that begin there."""

    article: Markup
    notes: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Copy:
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
    facts: tuple[Fact, ...]
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
    article: tuple[Stretch, ...]
    passages: tuple[Entry, ...]
    stances: tuple[tuple[str, Badge], ...]
    copies: tuple[Copy, ...]
    copies_more: str | None
    strip: tuple[Stripe, ...]
    covered: str
    summary: str
    citations: tuple[Citation, ...]


def source_page(book: Concordance, source: Source) -> SourcePage:
    path = addresses.page("source", source.id)
    article = book.edition.articles[source.id]
    quoted = book.quotes(source.id)
    shared = book.shared.get(source.id, ())
    passages = tuple(
        Passage(
            book.edition.anchors[evidence.id],
            number,
            f"{addresses.link(path, addresses.page('claim', claim.id))}#e{evidence.number}",
            evidence.stance,
            claim.statement,
        )
        for number, (claim, evidence) in enumerate(quoted, 1)
    )
    withheld = source.display == "excerpts"
    claims = words.count(len({claim.id for claim, _ in quoted}), "claim")
    summary = f"{words.count(len(quoted), 'passage')} quoted, in {claims}" if quoted else "No claim quotes this source"
    laid_out = (
        excerpt_rows(article, book.shown[source.id], passages)
        if withheld
        else rows(article, passages, book.sentences(source.id))
    )
    entries = tuple(
        Entry(
            id=evidence.id,
            number=each.number,
            passage=f"{addresses.link(path, path)}#{evidence.id}",
            badge=words.stance(evidence.stance),
            stance=evidence.stance,
            claim=Link(each.href, claim.statement),
            parts=parts(each.anchor, article.text),
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
        note=book.prose(path, source.note, below=1),
        text=addresses.link(path, addresses.text(source.id)),
        text_sha256=book.text_sha256(source.id),
        file_sha256=article.sha256,
        original_sha256=source.original.sha256.lower() if source.original else None,
        plain=article.plain and not withheld,
        excerpts=withheld,
        language=book.language(source),
        article=tuple(_noted(each, entries) for each in laid_out),
        passages=entries,
        stances=tuple((each, words.stance(each)) for each in STANCES if any(one.stance == each for one in passages)),
        copies=tuple(_copy(book, path, source.id, each) for each in shared[:COPIES]),
        copies_more=words.count(len(shared) - COPIES, "other source") if len(shared) > COPIES else None,
        strip=strip(len(article.text), passages),
        covered=covered(len(article.text), passages),
        summary=summary,
        citations=cite_source(source),
    )


def _copy(book: Concordance, path: str, source: str, pair: SharedText) -> Copy:
    other = pair.second if pair.first == source else pair.first
    page = book.comparison(source, other)
    return Copy(
        book.source_link(path, other),
        words.shared(pair),
        addresses.link(path, page) if page else None,
        book.ruling(source, other),
    )


def _noted(row: Row, entries: Sequence[Entry]) -> Stretch:
    return Stretch(row.article, tuple(entries[each.number - 1] for each in row.passages))


def published_bytes(book: Concordance, source: Source) -> bytes:
    """sources/ID.txt: the source text, or as much of it as may be published."""
    article = book.edition.articles[source.id]
    if source.display == "full":
        return article.text.encode()
    return published_text(article, book.shown[source.id]).encode()


def _facts(source: Source) -> tuple[Fact, ...]:
    """What is known of a source; publisher and date are told even where they are not known."""
    values = {
        "publisher": source.publisher,
        "author": words.listing(source.author) if source.author else None,
        "published": source.published,
        "accessed": source.accessed,
        "language": source.language,
    }
    told = {each for each, value in values.items() if value} | {"publisher", "published"}
    values |= {"title": source.title, "url": source.url, "archive_url": source.archive_url}
    inferred = dict(source.inferred)
    return tuple(
        Fact(
            name.replace("_", " ").capitalize(),
            (words.date(value) if name in _DATES else value) if value else "not stated",
            value if name in _DATES else None,
            inferred.get(name),
        )
        for name, value in values.items()
        if name in told or name in inferred
    )
