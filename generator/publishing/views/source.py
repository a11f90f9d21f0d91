"""The page of one source: facts about it, its article with the quoted passages marked, and their claims."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import ClassVar

from markupsafe import Markup

from generator.article_text import join_stretches
from generator.language.directions import direction_of
from generator.model import Anchor, Article, Claim, Evidence, Segment, SharedText, Source
from generator.publishing import addresses, labels
from generator.publishing.excerpts import published_text
from generator.publishing.index import SiteIndex
from generator.publishing.labels import AcceptedLabel, Badge
from generator.publishing.recordings import is_recording
from generator.publishing.views.citations import Citation, CitationMeta, cite_source, describe_source
from generator.publishing.views.evidence import DateView, QuotePiece, date_view, evidence_pieces, publication_date
from generator.publishing.views.frame import Frame, allow_media, page_frame
from generator.publishing.views.links import (
    Link,
    accepted_warnings,
    render_markdown,
    render_plain,
    render_ruling,
    source_link,
)
from generator.publishing.views.passages import (
    ArticleRegion,
    QuotedPassage,
    article_regions,
    excerpt_rows,
)
from generator.publishing.views.strip import Stripe, quote_strip, quoted_share
from generator.values import dataclass
from generator.vocabulary import STANCE_IDS

LONG_LEAD = 300  # characters: what stands before the first passage is folded away where it is longer
MOST_SHARED = 20  # sources with the same text that a source's page lists

_DATES = ("published", "accessed")


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A fact about a source and, if the source does not state it, from what it is inferred."""

    name: str
    text: str
    machine: str | None = None
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage in the margin and in the list below the article, with links to its place and to its claim."""

    id: str
    number: int
    passage: str
    badge: Badge
    stance: str
    kinds: str
    claim: Link
    parts: tuple[QuotePiece, ...]
    speaker: str | None
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """A part of the text with the passages that begin there, for notes beside it.

    A part with a `label` is folded away, and `open` where a passage is in it; `apart` is what is not the article.
    """

    article: Markup
    notes: tuple[PassageEntry, ...]
    label: str | None = None
    open: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class MarkSwitch:
    """A choice of what is marked in the article: its id and its words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class SharedSource:
    """Another source with text of this one: how much, and the address of the page that compares the two.

    `ruling` is the desk's reason for counting the two separately.
    """

    source: Link
    amount: str
    comparison: str | None
    ruling: str | None


@dataclass(frozen=True, slots=True)
class OriginalView:
    """The published original of a source: its address, its format and size, and how it is shown.

    `picture` is what stands for it where it is a picture; a document is neither that nor played.
    """

    href: str
    label: str
    picture: str | None
    audio: bool
    video: bool


@dataclass(frozen=True, slots=True)
class WithheldNotice:
    """When and why a source's text was taken down."""

    date: DateView
    reason: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    template: ClassVar[str] = "pages/source.html"

    frame: Frame
    title: str
    byline: str
    published: DateView | None
    facts: tuple[SourceFact, ...]
    derived_from: Link | None
    url: str | None
    archive_url: str | None
    note: Markup | None
    text: str
    text_sha256: str
    file_sha256: str
    original_sha256: str | None
    original: OriginalView | None
    plain: bool
    excerpts: bool
    withheld: WithheldNotice | None
    language: str | None
    direction: str
    article: tuple[ReadingPart, ...]
    passages: tuple[PassageEntry, ...]
    switches: tuple[MarkSwitch, ...]
    stances: tuple[tuple[str, Badge], ...]
    shared_texts: tuple[SharedSource, ...]
    shared_texts_more: str | None
    strip: tuple[Stripe, ...]
    quoted_share: str
    summary: str
    accepted: tuple[AcceptedLabel, ...]
    citations: tuple[Citation, ...]
    metas: tuple[CitationMeta, ...]


def source_page(index: SiteIndex, id: str) -> SourcePage:
    path, record = addresses.page("source", id), index.sources[id]
    source, text, shared = record.source, record.text, record.shared
    article = text.article
    quoted = index.find_evidence(id)
    passages = tuple(
        QuotedPassage(
            index.anchor(evidence),
            number,
            f"{addresses.link(path, addresses.page('claim', claim.id))}#e{evidence.number}",
            evidence.counted_stance,
            claim.statement,
            _find_kinds(index, claim, evidence),
        )
        for number, (claim, evidence) in enumerate(quoted, 1)
    )
    excerpts, notice = source.display == "excerpts", _withheld_notice(index, path, source)
    claims = labels.count_words(len({claim.id for claim, _ in quoted}), "claim", index.site.language)
    summary = (
        f"{labels.count_words(len(quoted), 'passage', index.site.language)} quoted, in {claims}"
        if quoted
        else "No claim quotes this source"
    )
    regions = (
        (ArticleRegion(excerpt_rows(article, text.shown, passages), folded=False, quoted=True),)
        if excerpts
        else ()
        if notice
        else article_regions(article, passages, text.sentences)
    )
    within = () if notice else _within_article(article, passages)
    entries = tuple(
        PassageEntry(
            id=evidence.id,
            number=passage.number,
            passage=f"{addresses.link(path, path)}#{evidence.id}",
            badge=labels.evidence_badge(evidence),
            stance=evidence.counted_stance,
            kinds=" ".join(passage.kinds),
            claim=Link(passage.href, claim.statement),
            parts=evidence_pieces(index, evidence),
            speaker=evidence.speaker,
            sha256=withheld.sha256 if (withheld := index.withheld_quote(evidence)) else (),
        )
        for passage, (claim, evidence) in zip(passages, quoted, strict=True)
    )
    frame = page_frame(index, path, source.label, f"{source.label}: {summary[0].lower()}{summary[1:]}.")
    original = _original_view(path, source, index.site.language)
    return SourcePage(
        frame=replace(frame, policy=allow_media(frame.policy)) if original and is_recording(source) else frame,
        title=source.label,
        byline=" · ".join(filter(None, (source.publisher, labels.join_list(source.author) if source.author else None))),
        published=publication_date(source, index.site.language),
        facts=_list_facts(index, path, source),
        derived_from=source_link(index, path, source.derived_from) if source.derived_from else None,
        url=source.url,
        archive_url=source.archive_url,
        note=render_markdown(index, path, source.note, f"source:{source.id}", below=1),
        text=addresses.link(path, addresses.text(source.id)),
        text_sha256=text.sha256,
        file_sha256=article.sha256,
        original_sha256=source.original.sha256.lower() if source.original else None,
        original=original,
        plain=article.plain and not excerpts,
        excerpts=excerpts,
        withheld=notice,
        language=index.foreign_language(id),
        direction=direction_of(record.source.language),
        article=tuple(_reading_parts(regions, entries)),
        passages=entries,
        switches=tuple(_list_switches(passages, index.site.language)),
        stances=tuple(
            (stance, labels.stance_badge(stance))
            for stance in STANCE_IDS
            if any(passage.stance == stance for passage in passages)
        ),
        shared_texts=tuple(_shared_source(index, path, source.id, pair) for pair in shared[:MOST_SHARED]),
        shared_texts_more=labels.count_words(len(shared) - MOST_SHARED, "other source", index.site.language)
        if len(shared) > MOST_SHARED
        else None,
        strip=quote_strip(len(join_stretches(article)), within),
        quoted_share=quoted_share(len(join_stretches(article)), within),
        summary=summary,
        accepted=accepted_warnings(index, path, source.accept, f"source:{source.id}"),
        citations=cite_source(source, index.site.language),
        metas=describe_source(source),
    )


def _original_view(path: str, source: Source, language: str) -> OriginalView | None:
    original = source.original
    if not (original and original.published):
        return None
    file = original.published
    return OriginalView(
        href=addresses.link(path, addresses.original(source.id, original.file)),
        label=f"{file.format}, {labels.file_size(file.size, language)}",
        picture=f"The original of “{source.label}”; its text is below" if file.kind == "picture" else None,
        audio=file.kind == "audio",
        video=file.kind == "video",
    )


def _withheld_notice(index: SiteIndex, path: str, source: Source) -> WithheldNotice | None:
    date = date_view(source.withheld.date, index.site.language) if source.withheld else None
    if source.withheld is None or date is None:
        return None
    return WithheldNotice(date, render_plain(index, path, source.withheld.reason, f"source:{source.id}"))


def _shared_source(index: SiteIndex, path: str, source: str, pair: SharedText) -> SharedSource:
    other = pair.second if pair.first == source else pair.first
    page = index.comparison(source, other)
    return SharedSource(
        source_link(index, path, other),
        labels.shared_amount(pair, index.site.language),
        addresses.link(path, page) if page else None,
        render_ruling(index, path, source, other),
    )


def _find_kinds(index: SiteIndex, claim: Claim, evidence: Evidence) -> tuple[str, ...]:
    """Return the switches that a passage stays marked under."""
    uncited = index.claims[claim.id].uncited
    alone = not (uncited.speaking or uncited.partial) and all(
        other.source == evidence.source for other in claim.evidence
    )
    return (*(("against",) if evidence.stance in ("refutes", "qualifies") else ()), *(("alone",) if alone else ()))


def _list_switches(passages: Sequence[QuotedPassage], language: str) -> Iterator[MarkSwitch]:
    """Yield what can be marked; nothing where nothing is quoted, and no choice that would leave nothing."""
    if passages:
        yield MarkSwitch("show-all", f"All {labels.format_figure(len(passages), language)}")
        for kind, words in (
            ("against", "Only what refutes or qualifies"),
            ("alone", "Only what no other source has"),
        ):
            number = sum(kind in passage.kinds for passage in passages)
            if 0 < number < len(passages):
                yield MarkSwitch(f"show-{kind}", f"{words} ({labels.format_figure(number, language)})")
        yield MarkSwitch("show-plain", "Plain text")


def _reading_parts(regions: Sequence[ArticleRegion], entries: Sequence[PassageEntry]) -> Iterator[ReadingPart]:
    """Yield the parts of the text in order: what is folded away is one part, and so is what long stands before all."""
    begun = False
    for region in regions:
        if region.folded:
            text = Markup().join(row.article for row in region.rows)
            numbers = [passage.number for row in region.rows for passage in row.passages]
            notes = tuple(entries[number - 1] for number in numbers)
            yield ReadingPart(text, notes, "Also on this page", region.quoted, apart=True)
            continue
        for row in region.rows:
            leads = not begun and bool(entries) and not row.passages and len(row.article) > LONG_LEAD
            leads = leads and "<mark" not in row.article
            begun = True
            notes = tuple(entries[passage.number - 1] for passage in row.passages)
            yield ReadingPart(row.article, notes, "Before the first quoted passage" if leads else None)


def _within_article(article: Article, passages: Sequence[QuotedPassage]) -> tuple[QuotedPassage, ...]:
    """Return the passages with their places in the article alone, without what they have beside it."""
    if not article.stretches:
        return tuple(passages)
    starts = tuple(accumulate((end - start for start, end in article.stretches), initial=0))
    found = []
    for passage in passages:
        segments = tuple(
            Segment(max(segment.start, start) - start + shift, min(segment.end, end) - start + shift)
            for segment in passage.anchor.segments
            for (start, end), shift in zip(article.stretches, starts, strict=False)
            if segment.start < end and start < segment.end
        )
        if segments:
            found.append(replace(passage, anchor=Anchor(passage.anchor.evidence, passage.anchor.source, segments)))
    return tuple(found)


def published_bytes(index: SiteIndex, id: str) -> bytes:
    """Return sources/ID.txt: the source's text, or as much of it as may be published."""
    record = index.sources[id]
    article = record.text.article
    if record.source.display == "full":
        return article.text.encode()
    return published_text(article, record.text.shown).encode()


def _list_facts(index: SiteIndex, path: str, source: Source) -> tuple[SourceFact, ...]:
    """Return the facts about a source; publisher and date are `not stated` if they are unknown."""
    values = {
        "publisher": source.publisher,
        "author": labels.join_list(source.author) if source.author else None,
        "published": source.published,
        "accessed": source.accessed,
        "language": source.language,
    }
    listed = {name for name, value in values.items() if value} | {"publisher", "published"}
    values |= {"title": source.title, "url": source.url, "archive_url": source.archive_url}
    transcribed = source.original.transcribed if source.original else None
    made = (SourceFact("Text", transcribed),) if transcribed else ()
    inferred = {name: render_plain(index, path, text, f"source:{source.id}") for name, text in source.inferred}
    stated = (
        SourceFact(
            name.replace("_", " ").capitalize(),
            (labels.format_date(value, index.site.language) if name in _DATES else value) if value else "not stated",
            value if name in _DATES else None,
            inferred.get(name),
        )
        for name, value in values.items()
        if name in listed or name in inferred
    )
    return (*stated, *made)
