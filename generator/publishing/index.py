"""The index of a site: a frozen record of each claim, source, topic and entity, with all that was found out."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from hashlib import sha256
from itertools import accumulate, groupby
from typing import TypeVar

from generator.analysis.anchoring.levels import MatchLevel, find_foldings, match_level
from generator.analysis.reviews import changed_parts
from generator.folding import fold
from generator.language.sentences import split_sentences
from generator.model import (
    Anchor,
    Article,
    Claim,
    Edition,
    Entity,
    Evidence,
    Mention,
    ProsePlace,
    SharedText,
    Site,
    Source,
    Standing,
    TextRun,
    Topic,
)
from generator.publishing.addresses import Assets, comparison
from generator.publishing.comparisons import choose_compared, group_by_source
from generator.publishing.excerpts import Spans, find_shown_spans, published_text
from generator.publishing.fragments import PhraseIndex, find_directive, index_phrases
from generator.publishing.labels import format_date, relation_label
from generator.publishing.tallies import ClaimJudgement, judge_claim
from generator.uncited import Uncited
from generator.values import dataclass
from generator.vocabulary import EntityKind

# The keys of `counts`, beside the tokens of facets, which have a colon in them.
CLAIMS, QUOTES, SOURCES, TOPICS, ENTITIES = "claims", "quotes", "sources", "topics", "entities"
# Quotations in the desk's own texts: those that were looked for, and those that were found.
PROSE, PROSE_FOUND = "prose", "prose-found"
ANY_QUOTES, ANY_PROSE, PROSE_ALL_FOUND = "any-quotes", "any-prose", "prose-all-found"  # 1 or 0
# Whether anything contradicts anything, and the sections that something is in, a bit each: not how much, so that pages
# are not made again with each new claim.
ANY_CONTRADICTIONS, OFFERED = "any-contradictions", "offered"
HAS_CLAIMS, HAS_SOURCES, HAS_TOPICS, HAS_ENTITIES, HAS_DATES, HAS_QUOTES = (1 << bit for bit in range(6))

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim and all that was found out about it.

    `anchors` are the places of its evidence, in the same order. `related` has labels and ids of the related claims,
    whichever of the two names the other, the claim's own relations first. `related_from` has ids and relations of the
    claims that name this one.
    """

    claim: Claim
    standing: Standing
    anchors: tuple[Anchor, ...]
    uncited: Uncited
    related: tuple[tuple[str, str], ...]
    related_from: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SourceContent:
    """What a source says, and how much of it is published.

    `sentences` and `shown` (what may be published) are spans in code points, in order and without overlaps; `sha256`
    is that of the published text.
    """

    article: Article
    sentences: Spans
    shown: Spans
    sha256: str

    def shown_around(self, offset: int) -> tuple[int, int]:
        """Return the published span that contains the offset; an empty span if that may not be published."""
        place = bisect_left(self.shown, (offset + 1,)) - 1
        return self.shown[place] if place >= 0 and offset < self.shown[place][1] else (offset, offset)


@dataclass(frozen=True, slots=True)
class SourceQuotes:
    """The evidence from a source, sorted by its beginning: ids of claims, and numbers.

    `starts` has their beginnings. `reached` has, for each, the greatest end of the evidence up to there, with the id
    of the evidence that ends there.
    """

    evidence: tuple[tuple[str, int], ...] = ()
    starts: tuple[int, ...] = ()
    reached: tuple[tuple[int, str], ...] = ()

    def find_around(self, start: int, end: int) -> str | None:
        """Return the id of a piece of evidence whose passage contains text[start:end], if there is one."""
        place = bisect_right(self.starts, start) - 1
        if place < 0 or self.reached[place][0] < end:
            return None
        return self.reached[place][1]


@dataclass(frozen=True, slots=True)
class WithheldQuote:
    """What is published of a quote whose words are not: the SHA-256 of each segment, and its match level."""

    evidence: str
    sha256: tuple[str, ...]
    level: MatchLevel


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source, its text, what is quoted from it, and what it shares with other sources, the most first.

    Where the text is withheld, `text` has no word of it, and `source` no title that stands in it; `withheld` has what
    is published of each quote.
    """

    source: Source
    text: SourceContent
    quotes: SourceQuotes
    shared: tuple[SharedText, ...]
    withheld: tuple[WithheldQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A topic and the ids of its claims."""

    topic: Topic
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity, the ids of the claims that name it, and its mentions in articles."""

    entity: Entity
    claims: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """All that a site's pages and files are made of, by id and in the curator's order.

    `pairs` has the pairs of sources that share text, by the path of the page that compares them. `counts` has the
    number of claims of each facet, by its token, and the totals. `withdrawn` has the claims of which only a notice is
    published, which no other table has. `quotations` has the places of quotations in the
    desk's own texts, by whose texts they are, such as `claim:ID`. `kinds` has what a name is, for all names and aliases
    of entities that are of one kind. `phrases` and `judgements` cache the phrases of sources and the judgements
    of claims; they are filled on demand.
    """

    site: Site
    assets: Assets
    claims: Mapping[str, ClaimRecord]
    sources: Mapping[str, SourceRecord]
    topics: Mapping[str, TopicRecord]
    entities: Mapping[str, EntityRecord]
    pairs: Mapping[str, SharedText]
    counts: Mapping[str, int]
    quotations: Mapping[str, tuple[ProsePlace, ...]]
    kinds: Mapping[str, EntityKind]
    withdrawn: Mapping[str, Claim] = field(default_factory=dict)
    phrases: dict[str, PhraseIndex] = field(default_factory=dict, compare=False)
    judgements: dict[str, ClaimJudgement] = field(default_factory=dict, compare=False)

    def anchor(self, evidence: Evidence) -> Anchor:
        """Return the place of a piece of evidence in its source."""
        return self.claims[evidence.claim].anchors[evidence.number - 1]

    def judge(self, claim: str) -> ClaimJudgement:
        """Return how a claim is judged, in one line, and what the sources say of it."""
        record = self.claims[claim]
        parts = (record.claim, record.standing, record.uncited)  # read, and so logged, whether cached or not
        if claim not in self.judgements:
            self.judgements[claim] = judge_claim(self.site, *parts)
        return self.judgements[claim]

    def article(self, source: str) -> Article:
        return self.sources[source].text.article

    def find_evidence(self, source: str) -> tuple[tuple[Claim, Evidence], ...]:
        """Return the evidence from a source with its claims, sorted by its beginning."""
        quotes = ((self.claims[id].claim, number) for id, number in self.sources[source].quotes.evidence)
        return tuple((claim, claim.evidence[number - 1]) for claim, number in quotes)

    def find_claim(self, id: str) -> Claim:
        """Return a claim, withdrawn or not."""
        return self.withdrawn[id] if id in self.withdrawn else self.claims[id].claim

    def quote_words(self, evidence: Evidence) -> str:
        """Return the source's own words of a quote, or the notice that they are withheld."""
        notice = self.withheld_notice(evidence.source)
        if notice:
            return notice
        text = self.article(evidence.source).text
        return " […] ".join(text[segment.start : segment.end] for segment in self.anchor(evidence).segments)

    def withheld_notice(self, source: str) -> str:
        """Return what stands for any words of a source whose text is withheld; an empty string for any other."""
        withheld = self.sources[source].source.withheld
        return (
            f"[The words of this source are withheld since {format_date(withheld.date, self.site.language)}.]"
            if withheld
            else ""
        )

    def withheld_quote(self, evidence: Evidence) -> WithheldQuote | None:
        """Return what is published of a quote instead of its words; None where these are."""
        found = (quote for quote in self.sources[evidence.source].withheld if quote.evidence == evidence.id)
        return next(found, None)

    def claimant(self, by: str) -> str:
        """Return the name of who makes a claim, given by an entity's id or by name."""
        return self.entities[by].entity.name if by in self.entities else by

    def text_directive(self, anchor: Anchor) -> str | None:
        """Return the text fragment that finds a passage in its source, made only of words that may be published.

        Each part of a quote with brackets has a directive of its own.
        """
        text = self.sources[anchor.source].text
        if not text.shown:
            return None
        if anchor.source not in self.phrases:
            self.phrases[anchor.source] = index_phrases(text.article.text)
        directives = [
            find_directive(
                self.phrases[anchor.source],
                segment.start,
                segment.end,
                text.shown_around(segment.start),
                text.shown_around(segment.end - 1),
            )
            for segment in anchor.segments
        ]
        return "&text=".join(directive for directive in directives if directive) or None

    def comparison(self, first: str, second: str) -> str | None:
        """Return the path of the page that compares two sources, if there is one."""
        paths = (comparison(first, second), comparison(second, first))
        return next((path for path in paths if path in self.pairs), None)

    def independence_reason(self, first: str, second: str) -> str | None:
        """Return the desk's reason for counting two sources separately, if it has given one."""
        for id, other in ((first, second), (second, first)):
            for override in self.sources[id].source.independent_of:
                if override.source == other:
                    return override.reason
        return None

    def foreign_language(self, source: str) -> str | None:
        """Return the language of a source's text if it is known and differs from the site's."""
        language = self.sources[source].source.language
        return language if language != self.site.language else None


def build_index(edition: Edition, assets: Assets) -> SiteIndex:
    corpus = edition.corpus
    return SiteIndex(
        edition.corpus.site,
        assets,
        claims=_make_claim_records(edition),
        sources=_make_source_records(edition),
        topics=_make_topic_records(edition),
        entities=_make_entity_records(edition),
        pairs=choose_compared(edition),
        counts=_count_facets(edition)
        | {
            CLAIMS: len(corpus.claims),
            QUOTES: sum(len(claim.evidence) for claim in corpus.claims),
            SOURCES: len(corpus.sources),
            TOPICS: len(corpus.topics),
            ENTITIES: len(corpus.entities),
            OFFERED: _offer_sections(edition),
            ANY_CONTRADICTIONS: any(
                standing.corroboration in ("contested", "inconsistent") for standing in edition.standings.values()
            )
            or any(relation.relation == "contradicts" for claim in corpus.claims for relation in claim.related),
            ANY_QUOTES: any(claim.evidence for claim in corpus.claims),
            PROSE: edition.prose_counts[0],
            PROSE_FOUND: edition.prose_counts[1],
            ANY_PROSE: edition.prose_counts[0] > 0,
            PROSE_ALL_FOUND: edition.prose_counts[0] == edition.prose_counts[1],
        },
        quotations=edition.prose_places,
        kinds=_find_kinds(corpus.entities),
        withdrawn={claim.id: claim for claim in corpus.withdrawn},
    )


def _offer_sections(edition: Edition) -> int:
    corpus = edition.corpus
    dated = any(claim.date for claim in corpus.claims) or any(source.published for source in corpus.sources)
    return (
        HAS_CLAIMS * bool(corpus.claims)
        | HAS_SOURCES * bool(corpus.sources)
        | HAS_TOPICS * bool(corpus.topics)
        | HAS_ENTITIES * bool(corpus.entities)
        | HAS_DATES * dated
        | HAS_QUOTES * any(claim.evidence for claim in corpus.claims)
    )


def _find_kinds(entities: Iterable[Entity]) -> dict[str, EntityKind]:
    found: dict[str, set[EntityKind]] = {}
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            found.setdefault(name, set()).add(entity.kind)
    return {name: kinds.pop() for name, kinds in found.items() if len(kinds) == 1}


def find_changed_parts(index: SiteIndex, claim: Claim) -> tuple[str, ...]:
    """Return the parts of a claim that have changed since a person reviewed it.

    Whether a text that is withheld has changed is not known here: the check of reviews tells.
    """
    if claim.reviewed is None:
        return ()
    anchors = {evidence.id: index.anchor(evidence) for evidence in claim.evidence}
    changed = changed_parts(claim, anchors, {item.source: index.article(item.source) for item in claim.evidence})
    withheld = any(index.withheld_notice(item.source) for item in claim.evidence)
    return tuple(part for part in changed if not (withheld and part == "passages"))


def facet_tokens(claim: Claim, standing: Standing) -> tuple[str, ...]:
    """Return the tokens of all facets that this claim has."""
    return (
        *((f"verdict:{claim.verdict}",) if claim.verdict else ()),
        f"sources-say:{standing.corroboration}",
        *(f"topic:{id}" for id in dict.fromkeys(claim.topics)),
        *(f"source:{id}" for id in dict.fromkeys(evidence.source for evidence in claim.evidence)),
        *(f"supports:{id}" for id in standing.supporting),
        *(f"name:{id}" for id in dict.fromkeys(claim.entities)),
    )


def _count_facets(edition: Edition) -> dict[str, int]:
    """Count the claims under each facet's token."""
    return Counter(
        token for claim in edition.corpus.claims for token in facet_tokens(claim, edition.standings[claim.id])
    )


def _make_claim_records(edition: Edition) -> dict[str, ClaimRecord]:
    claims, anchors = edition.corpus.claims, edition.anchors
    related = _list_related(claims)
    related_from = _group_by_key(
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


def _list_related(claims: Sequence[Claim]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the related claims in both directions, each claim's own first; relations named by both appear once."""
    listed = {claim.id for claim in claims}
    named = [
        (claim.id, relation.relation, relation.claim)
        for claim in claims
        for relation in claim.related
        if relation.claim in listed
    ]
    known = set(named)
    own = [(claim, (relation_label(kind, reverse=False), other)) for claim, kind, other in named]
    reverse = [
        (other, (relation_label(kind, reverse=True), claim))
        for claim, kind, other in named
        if (other, kind, claim) not in known
    ]
    return {claim: tuple(dict.fromkeys(others)) for claim, others in _group_by_key([*own, *reverse]).items()}


def _make_source_records(edition: Edition) -> dict[str, SourceRecord]:
    shown, shared = find_shown_spans(edition), group_by_source(edition.shared)
    quoted = _group_by_key(
        (evidence.source, evidence) for claim in edition.corpus.claims for evidence in claim.evidence
    )
    records = {}
    for source in edition.corpus.sources:
        evidence = quoted.get(source.id, ())
        withheld = source.display == "withheld"
        records[source.id] = SourceRecord(
            _hide_title(edition, source) if withheld else source,
            _make_source_content(edition, source, shown[source.id]),
            _make_source_quotes(edition, evidence),
            shared.get(source.id, ()),
            tuple(_make_withheld_quote(edition, item) for item in evidence) if withheld else (),
        )
    return records


def _hide_title(edition: Edition, source: Source) -> Source:
    """Return the source without its title, if that stands in its text: then it is words of the text too."""
    if (
        not source.title
        or fold(source.title).text.casefold() not in fold(edition.articles[source.id].text).text.casefold()
    ):
        return source
    return replace(source, title=None, inferred=tuple(pair for pair in source.inferred if pair[0] != "title"))


def _make_withheld_quote(edition: Edition, evidence: Evidence) -> WithheldQuote:
    anchor, article = edition.anchors[evidence.id], edition.articles[evidence.source]
    words = (article.text[segment.start : segment.end] for segment in anchor.segments)
    foldings = find_foldings(evidence.quote, anchor, article.text, article.notes)
    return WithheldQuote(evidence.id, tuple(sha256(part.encode()).hexdigest() for part in words), match_level(foldings))


def _make_source_content(edition: Edition, source: Source, shown: Spans) -> SourceContent:
    article = edition.articles[source.id]
    sentences = edition.sentences.get(source.id)
    published = article.text if source.display == "full" else published_text(article, shown)
    if source.display == "withheld":  # so that nothing that is made of the index can have a word of it
        whole = (TextRun(0, len(published)),) if published else ()
        article = replace(article, text=published, pieces=whole)
    return SourceContent(
        article,
        split_sentences(article.text) if sentences is None else sentences,
        shown,
        sha256(published.encode()).hexdigest(),
    )


def _make_source_quotes(edition: Edition, evidence: Iterable[Evidence]) -> SourceQuotes:
    quoted = sorted(((edition.anchors[item.id], item) for item in evidence), key=lambda pair: pair[0].start)
    return SourceQuotes(
        tuple((item.claim, item.number) for _, item in quoted),
        tuple(anchor.start for anchor, _ in quoted),
        tuple(accumulate(((anchor.end, anchor.evidence) for anchor, _ in quoted), max)),
    )


def _make_topic_records(edition: Edition) -> dict[str, TopicRecord]:
    claims = _group_by_key(
        (topic, claim.id) for claim in edition.corpus.claims for topic in dict.fromkeys(claim.topics)
    )
    return {topic.id: TopicRecord(topic, claims.get(topic.id, ())) for topic in edition.corpus.topics}


def _make_entity_records(edition: Edition) -> dict[str, EntityRecord]:
    claims = _group_by_key(
        (entity, claim.id) for claim in edition.corpus.claims for entity in dict.fromkeys(claim.entities)
    )
    mentions = {id: tuple(places) for id, places in groupby(edition.mentions, lambda mention: mention.entity)}
    return {
        entity.id: EntityRecord(entity, claims.get(entity.id, ()), mentions.get(entity.id, ()))
        for entity in edition.corpus.entities
    }


def _group_by_key(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
