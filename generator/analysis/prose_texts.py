"""The desk's own texts that may quote, and the quotations in them."""

from collections.abc import Iterator, Sequence

from generator.analysis.anchoring.match import is_empty_quote
from generator.diagnostics import Location
from generator.model import AcceptedWarning, Claim, Corpus
from generator.rating_scale import DEFAULT_SCALE
from generator.reading.field_places import Key
from generator.reading.quotations import list_quotations, search_form, search_forms
from generator.values import dataclass
from generator.vocabulary import CORROBORATIONS, STANCE_IDS, STANCES, STRONGEST_FIRST


@dataclass(frozen=True, slots=True)
class ProseText:
    """A text of the desk's own: whose it is, by which keys, and the sources that its quotations are sought in first."""

    owner: str
    keys: tuple[Key, ...]
    text: str
    location: Location
    sources: tuple[str, ...] = ()
    markdown: bool = True


@dataclass(frozen=True, slots=True)
class SoughtQuotation:
    """A quotation in a text of the desk's own, and the forms in which it is looked for, in turn."""

    place: ProseText
    words: str
    forms: tuple[str, ...]


def list_sought(corpus: Corpus) -> Iterator[SoughtQuotation]:
    """Yield the quotations of the desk's own texts, but for what is in quotation marks and is none."""
    exempt: frozenset[str] | None = None
    for place in _list_texts(corpus):
        for quotation in list_quotations(place.text, markdown=place.markdown):
            forms = tuple(search_forms(quotation.words))
            if exempt is None:
                exempt = frozenset(map(search_form, _list_exempt(corpus)))
            if forms[0] not in exempt and not is_empty_quote(forms[0]):
                yield SoughtQuotation(place, quotation.words, forms)


def _list_exempt(corpus: Corpus) -> Iterator[str]:
    """Yield what may be in quotation marks and be no quotation: labels, titles and names."""
    yield from (rating.label for rating in (*DEFAULT_SCALE, *corpus.site.ratings))
    yield from (CORROBORATIONS[state].label for state in STRONGEST_FIRST)
    yield from (STANCES[stance].label for stance in STANCE_IDS)
    yield corpus.site.title
    for source in corpus.sources:
        yield from (source.label, *source.author, *([source.publisher] if source.publisher else ()))
    yield from (topic.name for topic in corpus.topics)
    for entity in corpus.entities:
        yield from (entity.name, *entity.aliases)
    for claim in (*corpus.claims, *corpus.withdrawn):
        yield claim.statement
        yield from filter(None, (claim.headline,))
        yield from (evidence.speaker for evidence in claim.evidence if evidence.speaker)


def _list_texts(corpus: Corpus) -> Iterator[ProseText]:
    """Yield every text of the desk's own that may quote: all but names, titles, labels and the quotes themselves."""
    site = corpus.site
    for key in ("about", "description", "funding", "corrections_policy"):
        text = getattr(site, key)
        if text:
            yield ProseText("site", ("site", key), text, site.location, markdown=key != "description")
    for number, rating in enumerate(site.ratings):
        if rating.description:
            yield ProseText(
                "site", ("site", "ratings", number, "description"), rating.description, site.location, markdown=False
            )
    yield from _list_accepted("site", ("site",), site.accept)
    for source in corpus.sources:
        owner, keys, own = f"source:{source.id}", ("sources", source.id), (source.id,)
        if source.note:
            yield ProseText(owner, (*keys, "note"), source.note, source.location, own)
        if source.withheld:
            reason = (*keys, "withheld", "reason")
            yield ProseText(owner, reason, source.withheld.reason, source.location, own, markdown=False)
        for key, text in source.inferred:
            yield ProseText(owner, (*keys, "inferred", key), text, source.location, own, markdown=False)
        for ruling in source.independent_of:
            both = (source.id, ruling.source)
            reason = (*keys, "independent_of", ruling.source)
            yield ProseText(owner, reason, ruling.reason, ruling.location, both, markdown=False)
        yield from _list_accepted(owner, keys, source.accept, own)
    for kind, section, described in (("topic", "topics", corpus.topics), ("entity", "entities", corpus.entities)):
        for entry in described:
            if entry.description:
                place = (section, entry.id, "description")
                yield ProseText(f"{kind}:{entry.id}", place, entry.description, entry.location)
            yield from _list_accepted(f"{kind}:{entry.id}", (section, entry.id), entry.accept)
    for claim in corpus.claims:
        yield from _list_claim_texts(claim)
    for claim in corpus.withdrawn:
        yield from _list_notice_texts(claim)


def _list_claim_texts(claim: Claim) -> Iterator[ProseText]:
    owner, keys = f"claim:{claim.id}", ("claims", claim.id)
    sources = tuple(dict.fromkeys(evidence.source for evidence in claim.evidence))
    if not claim.claimed:  # else these are the claimant's words
        yield ProseText(owner, (*keys, "statement"), claim.statement, claim.location, sources, markdown=False)
        if claim.headline:
            yield ProseText(owner, (*keys, "headline"), claim.headline, claim.location, sources, markdown=False)
    if claim.explanation:
        yield ProseText(owner, (*keys, "explanation"), claim.explanation, claim.location, sources)
    yield from _list_changes(claim, owner, keys, sources)
    for number, evidence in enumerate(claim.evidence):
        if evidence.note:
            first = tuple(dict.fromkeys((evidence.source, *sources)))
            yield ProseText(owner, (*keys, "evidence", number, "note"), evidence.note, evidence.location, first)
    yield from _list_accepted(owner, keys, claim.accept, sources)


def _list_changes(claim: Claim, owner: str, keys: tuple[Key, ...], sources: tuple[str, ...]) -> Iterator[ProseText]:
    for key, changes in (("corrections", claim.corrections), ("history", claim.history)):
        for number, change in enumerate(changes):
            yield ProseText(owner, (*keys, key, number, "text"), change.text, claim.location, sources)


def _list_notice_texts(claim: Claim) -> Iterator[ProseText]:
    """Yield what the page of a withdrawn claim says."""
    owner, keys = f"claim:{claim.id}", ("claims", claim.id)
    sources = tuple(dict.fromkeys(evidence.source for evidence in claim.evidence))
    if not claim.claimed:
        yield ProseText(owner, (*keys, "statement"), claim.statement, claim.location, sources, markdown=False)
    if claim.withdrawn:
        yield ProseText(owner, (*keys, "withdrawn", "reason"), claim.withdrawn.reason, claim.location, sources)
    yield from _list_changes(claim, owner, keys, sources)


def _list_accepted(
    owner: str, keys: tuple[Key, ...], accepted: Sequence[AcceptedWarning], sources: tuple[str, ...] = ()
) -> Iterator[ProseText]:
    """Yield the reasons for which warnings are accepted."""
    for warning in accepted:
        place = (*keys, "accept", warning.code)
        yield ProseText(owner, place, warning.reason, warning.location, sources, markdown=False)
