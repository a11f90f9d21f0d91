"""The site's index: a frozen record of each claim, source, topic and entity, with all that is known of it."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from hashlib import sha256
from itertools import accumulate, groupby
from typing import TypeVar

from generator.analysis.reviews import changed_parts
from generator.language.sentences import split_sentences
from generator.model import (
    Anchor,
    Article,
    Claim,
    Edition,
    Entity,
    Evidence,
    Mention,
    SharedText,
    Site,
    Source,
    Standing,
    Topic,
    Uncited,
)
from generator.publishing.addresses import Assets, comparison
from generator.publishing.comparisons import choose_compared, group_by_source
from generator.publishing.excerpts import Spans, find_shown_spans, published_text
from generator.publishing.fragments import PhraseIndex, find_directive, index_phrases
from generator.publishing.labels import relation_label
from generator.values import dataclass

# What is counted, beside the claims under each facet's token, which has a colon in it.
CLAIMS, QUOTES, SOURCES, TOPICS, ENTITIES = "claims", "quotes", "sources", "topics", "entities"

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim and all that was found out about it.

    `anchors` are the places of its evidence, in the same order. `related` has the claims beside it, whichever of the
    two names the other: a label and an id, the claim's own relations first. `related_from` has those that name it: an
    id and a relation.
    """

    claim: Claim
    standing: Standing
    anchors: tuple[Anchor, ...]
    uncited: Uncited
    related: tuple[tuple[str, str], ...]
    related_from: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublishedText:
    """What a source says, and how much of it is published.

    `sentences` and `shown` (what may be published) are spans in code points, in order and apart; `sha256` is that of
    the published text.
    """

    article: Article
    sentences: Spans
    shown: Spans
    sha256: str

    def shown_around(self, offset: int) -> tuple[int, int]:
        """Return the published span that holds the offset; an empty one where nothing may be published."""
        place = bisect_left(self.shown, (offset + 1,)) - 1
        return self.shown[place] if place >= 0 and offset < self.shown[place][1] else (offset, offset)


@dataclass(frozen=True, slots=True)
class SourceQuotes:
    """The evidence that is quoted from a source, by where it begins: ids of claims and numbers.

    For each of them, `starts` is where it begins, and `reached` the end that reaches farthest up to there, with the
    evidence that it is of.
    """

    evidence: tuple[tuple[str, int], ...] = ()
    starts: tuple[int, ...] = ()
    reached: tuple[tuple[int, str], ...] = ()

    def find_around(self, start: int, end: int) -> str | None:
        """Return the evidence whose passage holds text[start:end], if there is one."""
        place = bisect_right(self.starts, start) - 1
        if place < 0 or self.reached[place][0] < end:
            return None
        return self.reached[place][1]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source, its text, what is quoted from it, and what text it shares with others, most first."""

    source: Source
    text: PublishedText
    quotes: SourceQuotes
    shared: tuple[SharedText, ...]


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A topic and the ids of the claims that are filed under it."""

    topic: Topic
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity, the ids of the claims that name it, and the places where articles do."""

    entity: Entity
    claims: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """All that a site's pages and files are made of, by id and in the curator's order.

    `pairs` has the sources that share text and have a page of it, by the page's path; `counts` how many claims each
    facet's token leaves, and how many things there are in all. `phrases` is a memo of the sources' texts, filled on
    demand.
    """

    site: Site
    assets: Assets
    claims: Mapping[str, ClaimRecord]
    sources: Mapping[str, SourceRecord]
    topics: Mapping[str, TopicRecord]
    entities: Mapping[str, EntityRecord]
    pairs: Mapping[str, SharedText]
    counts: Mapping[str, int]
    phrases: dict[str, PhraseIndex] = field(default_factory=dict, compare=False)

    def anchor(self, evidence: Evidence) -> Anchor:
        """Return the place of a piece of evidence in its source."""
        return self.claims[evidence.claim].anchors[evidence.number - 1]

    def article(self, source: str) -> Article:
        return self.sources[source].text.article

    def find_evidence(self, source: str) -> tuple[tuple[Claim, Evidence], ...]:
        """Return the evidence from a source, by where it begins there, with its claims."""
        claims = ((self.claims[id].claim, number) for id, number in self.sources[source].quotes.evidence)
        return tuple((claim, claim.evidence[number - 1]) for claim, number in claims)

    def text_directive(self, anchor: Anchor) -> str | None:
        """Return the text fragment that finds a passage in its source, of words that may be published."""
        text = self.sources[anchor.source].text
        if anchor.source not in self.phrases:
            self.phrases[anchor.source] = index_phrases(text.article.text)
        first, last = text.shown_around(anchor.start), text.shown_around(anchor.end - 1)
        return find_directive(self.phrases[anchor.source], anchor.start, anchor.end, first, last)

    def comparison(self, first: str, second: str) -> str | None:
        """Return the path of the page that shows what two sources share, where there is one."""
        paths = (comparison(first, second), comparison(second, first))
        return next((path for path in paths if path in self.pairs), None)

    def independence_reason(self, first: str, second: str) -> str | None:
        """Return why the desk counts two sources apart, whatever seems to tie them."""
        for id, other in ((first, second), (second, first)):
            for override in self.sources[id].source.independent_of:
                if override.source == other:
                    return override.reason
        return None

    def foreign_language(self, source: str) -> str | None:
        """Return the language of a source's text where it is known to be another than the site's."""
        language = self.sources[source].source.language
        return language if language != self.site.language else None


def build_index(edition: Edition, assets: Assets) -> SiteIndex:
    corpus = edition.corpus
    return SiteIndex(
        edition.corpus.site,
        assets,
        claims=_claim_records(edition),
        sources=_source_records(edition),
        topics=_topic_records(edition),
        entities=_entity_records(edition),
        pairs=choose_compared(edition),
        counts=_counts(edition)
        | {
            CLAIMS: len(corpus.claims),
            QUOTES: sum(len(claim.evidence) for claim in corpus.claims),
            SOURCES: len(corpus.sources),
            TOPICS: len(corpus.topics),
            ENTITIES: len(corpus.entities),
        },
    )


def find_changed_parts(index: SiteIndex, claim: Claim) -> tuple[str, ...]:
    """Return the parts of a claim that have changed since a person reviewed it."""
    if claim.reviewed is None:
        return ()
    anchors = {evidence.id: index.anchor(evidence) for evidence in claim.evidence}
    return changed_parts(claim, anchors, {item.source: index.article(item.source) for item in claim.evidence})


def facet_tokens(claim: Claim, standing: Standing) -> tuple[str, ...]:
    """Return the tokens of all facets that leave this claim in the list."""
    return (
        *((f"verdict:{claim.verdict}",) if claim.verdict else ()),
        f"sources-say:{standing.corroboration}",
        *(f"topic:{id}" for id in dict.fromkeys(claim.topics)),
        *(f"source:{id}" for id in dict.fromkeys(evidence.source for evidence in claim.evidence)),
        *(f"name:{id}" for id in dict.fromkeys(claim.entities)),
    )


def _counts(edition: Edition) -> dict[str, int]:
    """Count the claims under each facet's token."""
    return Counter(
        token for claim in edition.corpus.claims for token in facet_tokens(claim, edition.standings[claim.id])
    )


def _claim_records(edition: Edition) -> dict[str, ClaimRecord]:
    claims, anchors = edition.corpus.claims, edition.anchors
    related = _relate(claims)
    related_from = _group(
        (relation.claim, (claim.id, relation.relation)) for claim in claims for relation in claim.related
    )
    return {
        claim.id: ClaimRecord(
            claim,
            edition.standings[claim.id],
            tuple([anchors[evidence.id] for evidence in claim.evidence]),
            edition.uncited.get(claim.id) or Uncited(claim.id),
            related.get(claim.id, ()),
            related_from.get(claim.id, ()),
        )
        for claim in claims
    }


def _relate(claims: Iterable[Claim]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return both directions, each claim's own first; a relation that both claims name alike is there once."""
    named = [(claim.id, relation.relation, relation.claim) for claim in claims for relation in claim.related]
    known = set(named)
    own = [(claim, (relation_label(kind, reverse=False), other)) for claim, kind, other in named]
    reverse = [
        (other, (relation_label(kind, reverse=True), claim))
        for claim, kind, other in named
        if (other, kind, claim) not in known
    ]
    return {claim: tuple(dict.fromkeys(others)) for claim, others in _group([*own, *reverse]).items()}


def _source_records(edition: Edition) -> dict[str, SourceRecord]:
    shown, shared = find_shown_spans(edition), group_by_source(edition.shared)
    quoted = _group((evidence.source, evidence) for claim in edition.corpus.claims for evidence in claim.evidence)
    return {
        source.id: SourceRecord(
            source,
            _source_text(edition, source, shown[source.id]),
            _source_quotes(edition, quoted.get(source.id, ())),
            shared.get(source.id, ()),
        )
        for source in edition.corpus.sources
    }


def _source_text(edition: Edition, source: Source, shown: Spans) -> PublishedText:
    article = edition.articles[source.id]
    sentences = edition.sentences.get(source.id)
    published = article.text if source.display == "full" else published_text(article, shown)
    return PublishedText(
        article,
        split_sentences(article.text) if sentences is None else sentences,
        shown,
        sha256(published.encode()).hexdigest(),
    )


def _source_quotes(edition: Edition, evidence: Iterable[Evidence]) -> SourceQuotes:
    quoted = sorted(((edition.anchors[item.id], item) for item in evidence), key=lambda pair: pair[0].start)
    return SourceQuotes(
        tuple((item.claim, item.number) for _, item in quoted),
        tuple(anchor.start for anchor, _ in quoted),
        tuple(accumulate(((anchor.end, anchor.evidence) for anchor, _ in quoted), max)),
    )


def _topic_records(edition: Edition) -> dict[str, TopicRecord]:
    claims = _group((topic, claim.id) for claim in edition.corpus.claims for topic in dict.fromkeys(claim.topics))
    return {topic.id: TopicRecord(topic, claims.get(topic.id, ())) for topic in edition.corpus.topics}


def _entity_records(edition: Edition) -> dict[str, EntityRecord]:
    claims = _group((entity, claim.id) for claim in edition.corpus.claims for entity in dict.fromkeys(claim.entities))
    mentions = {id: tuple(places) for id, places in groupby(edition.mentions, lambda mention: mention.entity)}
    return {
        entity.id: EntityRecord(entity, claims.get(entity.id, ()), mentions.get(entity.id, ()))
        for entity in edition.corpus.entities
    }


def _group(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
