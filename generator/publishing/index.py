"""What belongs together in an edition, looked up once: the ways from a thing to all that names it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from hashlib import sha256
from itertools import accumulate, groupby
from typing import TypeVar, cast

from markupsafe import Markup

from generator.language.sentences import split_sentences
from generator.model import (
    Anchor,
    Claim,
    Edition,
    Entity,
    Evidence,
    Mention,
    ProsePlace,
    SharedText,
    Source,
    Standing,
    Topic,
    Uncited,
)
from generator.publishing import addresses
from generator.publishing.comparisons import choose_compared, group_by_source
from generator.publishing.excerpts import find_shown_spans, published_text
from generator.publishing.fragments import PhraseIndex, find_directive, index_phrases
from generator.publishing.views import labels
from generator.publishing.views.frame import Assets, Frame, Link, frame
from generator.publishing.views.labels import Badge
from generator.reading.markdown_html import raise_headings, render_prose, resolve_links
from generator.reading.quotations import link_quotations, search_form
from generator.values import dataclass

# What all of them are counted under; a facet's token has a colon. PROSE are the quotations in the desk's own texts.
CLAIMS, QUOTES, PROSE, PROSE_FOUND = "claims", "quotes", "prose", "prose-found"

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim in a list; `facets` are the tokens that a list which can be filtered has it under, blanks between."""

    href: str
    statement: str
    verdict: Badge | None
    corroboration: Badge
    date: str | None
    day: str | None
    sources: str
    facets: str = ""


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """An edition and its cross-references; every order in it is the corpus's own.

    `quoted` has the evidence of each source by where it begins, as claim and number; `related` the claims beside each
    claim, both ways, with the word for it and by id, `related_from` those that name it, by id and relation. `shown`
    has the stretches of a source that may be published, in order and apart; `reach`, for each passage of a source,
    where it begins and the end that reaches farthest up to there, with whose it is. `counted` has the number of
    claims under each facet's token, and of all CLAIMS and QUOTES. `shared` has what each source has in common with
    others, most first, `compared` the pairs that have a page of it, by that page's path. `known`, `worded`,
    `digests` and `links` are memos of sentences, phrases, hashes and links, filled on demand: they never change what is
    answered, nor what is asked of the mappings for it.
    """

    edition: Edition
    assets: Assets
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    entities: Mapping[str, Entity]
    verdicts: Mapping[str, Badge]
    quoted: Mapping[str, tuple[tuple[str, int], ...]]
    filed: Mapping[str, tuple[Claim, ...]]
    naming: Mapping[str, tuple[Claim, ...]]
    related: Mapping[str, tuple[tuple[str, str], ...]]
    related_from: Mapping[str, tuple[tuple[str, str], ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    shown: Mapping[str, tuple[tuple[int, int], ...]]
    reach: Mapping[str, tuple[tuple[int, ...], tuple[tuple[int, str], ...]]]
    counted: Mapping[str, int]
    shared: Mapping[str, tuple[SharedText, ...]]
    compared: Mapping[str, SharedText]
    known: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict, compare=False)
    worded: dict[str, PhraseIndex] = field(default_factory=dict, compare=False)
    digests: dict[str, str] = field(default_factory=dict, compare=False)
    links: dict[tuple[str, str], Link] = field(default_factory=dict, compare=False)

    def sentences(self, source: str) -> tuple[tuple[int, int], ...]:
        """The spans of a source's sentences."""
        text = self.edition.articles[source].text
        if source not in self.known:
            self.known[source] = split_sentences(text)
        return self.known[source]

    def text_sha256(self, source: str) -> str:
        """The SHA-256 of a source's published text."""
        article, shown = self.edition.articles[source], self.shown[source]
        if source not in self.digests:
            self.digests[source] = sha256(published_text(article, shown).encode()).hexdigest()
        return self.digests[source]

    def directive(self, anchor: Anchor) -> str | None:
        """The text fragment that finds a passage in its source, of words that may be published."""
        text = self.edition.articles[anchor.source].text
        if anchor.source not in self.worded:
            self.worded[anchor.source] = index_phrases(text)
        first, last = (self.stretch(anchor.source, each) for each in (anchor.start, anchor.end - 1))
        return find_directive(self.worded[anchor.source], anchor.start, anchor.end, first, last)

    def stretch(self, source: str, start: int) -> tuple[int, int]:
        """The stretch of a source around an offset that may be published; an empty one where nothing may be."""
        shown = self.shown[source]
        place = bisect_left(shown, (start + 1,)) - 1
        return shown[place] if place >= 0 and start < shown[place][1] else (start, start)

    def quotes(self, source: str) -> tuple[tuple[Claim, Evidence], ...]:
        """The evidence from a source, by where it begins there, with its claims."""
        claims = ((self.claims[id], number) for id, number in self.quoted.get(source, ()))
        return tuple((claim, claim.evidence[number - 1]) for claim, number in claims)

    def standing(self, claim: Claim) -> Standing:
        return self.edition.standings[claim.id]

    def silence(self, claim: Claim) -> Uncited:
        return self.edition.uncited.get(claim.id, Uncited(claim.id))

    def verdict(self, claim: Claim) -> Badge | None:
        return self.verdicts[claim.verdict] if claim.verdict else None

    def frame(self, path: str, title: str, description: str | None = None) -> Frame:
        checked = labels.describe_checks(*(self.counted.get(key, 0) for key in (QUOTES, PROSE, PROSE_FOUND)))
        return frame(self.edition.corpus.site, self.assets, path, title, description or title, checked)

    def card(self, path: str, claim: Claim) -> ClaimCard:
        """The claim as a list on the page at `path` shows it."""
        quoted = len({each.source for each in claim.evidence})
        return ClaimCard(
            addresses.link(path, addresses.page("claim", claim.id)),
            claim.statement,
            self.verdict(claim),
            labels.corroboration_badge(self.standing(claim).corroboration),
            labels.format_date(claim.date) if claim.date else None,
            claim.date,
            labels.count_words(quoted, "source"),
        )

    def cards(self, path: str, claims: Iterable[Claim]) -> tuple[ClaimCard, ...]:
        return tuple(self.card(path, each) for each in claims)

    def source_link(self, path: str, source: str) -> Link:
        label, place = self.sources[source].label, (path.rpartition("/")[0], source)
        if place not in self.links:
            self.links[place] = Link(addresses.link(path, addresses.page("source", source)), label)
        return self.links[place]

    def comparison(self, one: str, other: str) -> str | None:
        """The path of the page that shows what two sources share, where there is one."""
        paths = (addresses.comparison(one, other), addresses.comparison(other, one))
        return next((each for each in paths if each in self.compared), None)

    def ruling(self, one: str, other: str) -> str | None:
        """Why the desk counts two sources apart, whatever seems to tie them."""
        said = ((one, other), (other, one))
        reasons = (each.reason for id, of in said for each in self.sources[id].independent_of if each.source == of)
        return next(reasons, None)

    def language(self, source: Source) -> str | None:
        """The language of a source's text where it is known to be another than the site's."""
        return source.language if source.language != self.edition.corpus.site.language else None

    def prose(self, path: str, text: str | None, owner: str, *, below: int = 2) -> Markup | None:
        """Return a Markdown field as the page at `path` prints it: safe, its links relative to the page.

        `owner` is whose text it is (`claim:ID`): quotations in it lead to their places in the sources. It stands below
        a heading of the level `below`, 1 or 2.
        """
        if not text:
            return None

        def address(kind: str, id: str) -> str:
            return addresses.link(path, addresses.page(cast(addresses.Kind, kind), id))

        html = resolve_links(render_prose(text).html, address)
        if places := self.edition.prose_places.get(owner):
            links = {place[0]: self._quotation_link(path, place) for place in places}
            html = link_quotations(html, lambda words: links.get(search_form(words)))
        return Markup(raise_headings(html) if below == 1 else html)  # noqa: S704 - sanitised there

    def _quotation_link(self, path: str, place: ProsePlace) -> str | None:
        """Return the link to a quotation's place in its source: to the passage around it where there is one."""
        _, source, start, end, passage = place
        if self.stretch(source, start)[1] < end:
            return None  # it is not published
        page = addresses.link(path, addresses.page("source", source))
        return f"{page}#{passage}" if passage else page


def build_index(edition: Edition, assets: Assets) -> SiteIndex:
    corpus = edition.corpus
    quoted = _quoted(edition)
    return SiteIndex(
        edition,
        assets,
        claims={each.id: each for each in corpus.claims},
        sources={each.id: each for each in corpus.sources},
        topics={each.id: each for each in corpus.topics},
        entities={each.id: each for each in corpus.entities},
        verdicts=labels.verdict_badges(corpus.site),
        quoted=quoted,
        filed=_grouped((topic, claim) for claim in corpus.claims for topic in dict.fromkeys(claim.topics)),
        naming=_grouped((entity, claim) for claim in corpus.claims for entity in dict.fromkeys(claim.entities)),
        related=_related(corpus.claims),
        related_from=_grouped(
            (each.claim, (claim.id, each.relation)) for claim in corpus.claims for each in claim.related
        ),
        mentions={entity: tuple(each) for entity, each in groupby(edition.mentions, lambda mention: mention.entity)},
        shown=find_shown_spans(edition),
        reach={source: _reach(edition, each) for source, each in quoted.items()},
        counted=_counted(edition),
        shared=group_by_source(edition.shared),
        compared=choose_compared(edition),
        known=dict(edition.sentences),
    )


def facet_tokens(claim: Claim, standing: Standing) -> tuple[str, ...]:
    """The tokens of all facets that leave this claim in the list."""
    return (
        *((f"verdict:{claim.verdict}",) if claim.verdict else ()),
        f"sources-say:{standing.corroboration}",
        *(f"topic:{each}" for each in dict.fromkeys(claim.topics)),
        *(f"source:{each}" for each in dict.fromkeys(each.source for each in claim.evidence)),
        *(f"name:{each}" for each in dict.fromkeys(claim.entities)),
    )


def _counted(edition: Edition) -> Mapping[str, int]:
    claims = edition.corpus.claims
    found = Counter(token for claim in claims for token in facet_tokens(claim, edition.standings[claim.id]))
    found[CLAIMS], found[QUOTES] = len(claims), sum(len(each.evidence) for each in claims)
    found[PROSE], found[PROSE_FOUND] = edition.prose_counts
    return found


def _reach(edition: Edition, quoted: Iterable[tuple[str, int]]) -> tuple[tuple[int, ...], tuple[tuple[int, str], ...]]:
    anchors = [edition.anchors[f"{claim}-{number}"] for claim, number in quoted]
    ends = accumulate(((each.end, each.evidence) for each in anchors), max)
    return tuple(each.start for each in anchors), tuple(ends)


def _quoted(edition: Edition) -> dict[str, tuple[tuple[str, int], ...]]:
    found = _grouped((each.source, each) for claim in edition.corpus.claims for each in claim.evidence)
    return {
        source: tuple(
            (each.claim, each.number) for each in sorted(quoted, key=lambda one: edition.anchors[one.id].start)
        )
        for source, quoted in found.items()
    }


def _related(claims: Iterable[Claim]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Both directions, each claim's own words first; a tie that both sides tell in the same word stands once."""
    told = [(claim.id, each.relation, each.claim) for claim in claims for each in claim.related]
    both = {(one, relation, other) for one, relation, other in told}
    own = [(one, (labels.relation_label(relation, reverse=False), other)) for one, relation, other in told]
    others = [
        (other, (labels.relation_label(relation, reverse=True), one))
        for one, relation, other in told
        if (other, relation, one) not in both
    ]
    return {claim: tuple(dict.fromkeys(each)) for claim, each in _grouped([*own, *others]).items()}


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
