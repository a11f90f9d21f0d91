"""Which sources count as one: the ties between them, and the origins that follow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.analysis.agencies import AgencyNames, collect_agencies
from generator.folding import fold
from generator.model import Corpus, DismissedTie, Evidence, Origin, SharedPassage, Source, Tie
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a text tells of where a quote in it comes from.

    The agencies that it is credited to, and the passages around the quote that other sources have too.
    """

    agencies: tuple[str, ...] = ()
    copies: tuple[tuple[str, SharedPassage], ...] = ()


NO_PROVENANCE: Mapping[str, Provenance] = MappingProxyType({})
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ResolvedNames:
    """Who is who. Names are as folded; one that stands for two entities is in neither of the first two.

    `speakers` has the entity of a name, `publishers` those of them that are organizations. `apart` has the desk's
    reasons for counting a source apart from others, on both sides.
    """

    sources: Mapping[str, Source]
    speakers: Mapping[str, str]
    publishers: Mapping[str, str]
    agencies: AgencyNames
    apart: Mapping[str, Mapping[str, str]]

    def speaker(self, name: str) -> str:
        """What two names of one speaker have in common."""
        key = _key(name)
        return self.speakers.get(key, key)

    def publisher(self, name: str) -> str:
        """What two names of one publisher have in common: “The X” is X, and what else is, an entity says."""
        key = without_article(name)
        return self.publishers.get(key) or self.publishers.get(f"the {key}") or key

    def publisher_of(self, source: str) -> str | None:
        return self.sources[source].publisher if source in self.sources else None

    def label(self, source: str) -> str:
        return self.sources[source].label if source in self.sources else source


def resolve_names(corpus: Corpus) -> ResolvedNames:
    speakers: dict[str, str] = {}
    shared: set[str] = set()
    for entity in corpus.entities:
        for name in (entity.name, *entity.aliases):
            key = _key(name)
            if speakers.setdefault(key, f"entity:{entity.id}") != f"entity:{entity.id}":
                shared.add(key)
    own = {key: id for key, id in speakers.items() if key not in shared}
    organizations = {f"entity:{each.id}" for each in corpus.entities if each.kind == "organization"}
    apart: dict[str, dict[str, str]] = {}
    for source in corpus.sources:
        for ruling in source.independent_of:
            apart.setdefault(source.id, {}).setdefault(ruling.source, ruling.reason)
            apart.setdefault(ruling.source, {}).setdefault(source.id, ruling.reason)
    return ResolvedNames(
        {each.id: each for each in corpus.sources},
        own,
        {key: id for key, id in own.items() if id in organizations},
        collect_agencies(corpus.entities),
        apart,
    )


@dataclass(frozen=True, slots=True)
class Ties:
    """Why sources count as one, and what would be a reason had the desk not ruled otherwise."""

    holding: tuple[Tie, ...]
    overruled: tuple[DismissedTie, ...]


def find_ties(
    evidence: Sequence[Evidence], known: ResolvedNames, provenance: Mapping[str, Provenance] = NO_PROVENANCE
) -> Ties:
    """The ties between the sources of the evidence, as many as show who counts as one with whom.

    Cost is linear in the evidence: of the sources that share a publisher, a speaker, an agency or a root, each is tied
    to one of the others, and not to all.
    """
    sources = tuple(dict.fromkeys(each.source for each in evidence))
    traces = [(each, provenance.get(each.id, Provenance())) for each in evidence] if len(sources) > 1 else []
    found = (
        *_publishers(sources, known),
        *_speakers(evidence, known),
        *_agencies(traces, known),
        *_derivations(sources, known),
        *_reuse(traces, sources, known),
    )
    holding, overruled = [], []
    for tie in dict.fromkeys(found):
        reason = known.apart.get(tie.first, {}).get(tie.second)
        if reason is None:
            holding.append(tie)
        else:
            overruled.append(DismissedTie(tie, reason))
    return Ties(tuple(holding), tuple(overruled))


def group_origins(evidence: Sequence[Evidence], ties: Sequence[Tie]) -> tuple[Origin, ...]:
    """The sources of the evidence in groups that count as one each: the connected groups of the ties.

    Sources stand in order of first appearance, origins in the order of their first sources.
    """
    sources = tuple(dict.fromkeys(each.source for each in evidence))
    circle = _Circles({each: each for each in sources})
    for tie in ties:
        circle.join(tie.first, tie.second)
    groups: dict[str, list[str]] = {}
    for each in sources:
        groups.setdefault(circle.leader(each), []).append(each)
    tied: dict[str, list[Tie]] = {}
    for tie in ties:
        tied.setdefault(circle.leader(tie.first), []).append(tie)
    return tuple(Origin(tuple(members), tuple(tied.get(key, ()))) for key, members in groups.items())


@dataclass(frozen=True, slots=True)
class _Circles:
    """Who belongs together, by whom each follows: Tarjan's disjoint sets."""

    follows: dict[str, str]

    def leader(self, one: str) -> str:
        while self.follows[one] != one:
            self.follows[one] = self.follows[self.follows[one]]
            one = self.follows[one]
        return one

    def join(self, one: str, other: str) -> bool:
        """Whether the two did not belong together before."""
        first, second = self.leader(one), self.leader(other)
        self.follows[second] = first
        return first != second


def _key(name: str) -> str:
    return fold(name).text.casefold()


def without_article(name: str) -> str:
    """A name as names are compared that may have an article or not."""
    return _key(name).removeprefix("the ")


def _pairs(members: Iterable[str], known: ResolvedNames) -> Iterator[Pair]:
    """Pairs that connect all members but for what the desk counts apart, and the pairs that it does, in their order.

    All are tied to the first that no ruling concerns; only where there is none, all to all.
    """
    place = {each: number for number, each in enumerate(members)}
    hub = next((each for each in place if each not in known.apart), None)
    for each, number in place.items():
        if hub is None:
            yield from ((other, each) for other in place if place[other] < number)
            continue
        if each != hub:
            yield (hub, each) if place[hub] < number else (each, hub)
        yield from ((other, each) for other in known.apart.get(each, ()) if place.get(other, number) < number)


def _publishers(sources: Sequence[str], known: ResolvedNames) -> Iterator[Tie]:
    members: dict[str, list[str]] = {}
    for each in sources:
        if name := known.publisher_of(each):
            members.setdefault(known.publisher(name), []).append(each)
    for group in members.values():
        for first, second in _pairs(group, known):
            yield Tie(first, second, "publisher", f"both are published by {known.publisher_of(second)}")


def _speakers(evidence: Iterable[Evidence], known: ResolvedNames) -> Iterator[Tie]:
    members: dict[str, dict[str, str]] = {}
    for each in evidence:
        if each.speaker is not None:
            members.setdefault(known.speaker(each.speaker), {}).setdefault(each.source, each.speaker)
    for named in members.values():
        for first, second in _pairs(named, known):
            yield Tie(first, second, "speaker", f"both quote {named[second]}")


def _agencies(traces: Iterable[tuple[Evidence, Provenance]], known: ResolvedNames) -> Iterator[Tie]:
    """The agency that a text is credited to, that a quote rests on, that is quoted or that publishes the source."""
    members: dict[str, dict[str, None]] = {}
    for evidence, trace in traces:
        named = (known.agencies.agency(each) for each in (evidence.speaker, known.publisher_of(evidence.source)))
        for agency in (*trace.agencies, *named):
            if agency:
                members.setdefault(agency, {})[evidence.source] = None
    for agency, sources in members.items():
        for first, second in _pairs(sources, known):
            yield Tie(first, second, "agency", f"both have it from {agency}")


def _derivations(sources: Sequence[str], known: ResolvedNames) -> Iterator[Tie]:
    """A source repeats the one that it is derived from, and that one's; two that repeat a third are tied by it."""
    repeats: dict[str, list[str]] = {}
    present = frozenset(sources)
    for each in sources:
        seen = {each}
        source = known.sources.get(each)
        while source and source.derived_from and source.derived_from not in seen:
            root = source.derived_from
            seen.add(root)
            if root in present:
                yield Tie(root, each, "derived", f"“{known.label(each)}” is derived from “{known.label(root)}”")
                break
            known_before = root in repeats
            repeats.setdefault(root, []).append(each)
            if known_before:
                break
            source = known.sources.get(root)
    for root, members in repeats.items():
        for first, second in _pairs(members, known):
            yield Tie(first, second, "derived", f"both are derived from “{known.label(root)}”")


def _reuse(
    traces: Iterable[tuple[Evidence, Provenance]], sources: Sequence[str], known: ResolvedNames
) -> Iterator[Tie]:
    """Quotes in, or next to, text that the other source has too; or that both sources have in common with a third."""
    place = {each: number for number, each in enumerate(sources)}
    direct: dict[Pair, SharedPassage] = {}
    others: dict[str, dict[str, None]] = {}
    for evidence, trace in traces:
        for partner, passage in trace.copies:
            if partner not in place:
                others.setdefault(partner, {})[evidence.source] = None
                continue
            pair = (evidence.source, partner)
            pair = pair if place[evidence.source] < place[partner] else (partner, evidence.source)
            if pair not in direct or direct[pair].same < passage.same:
                direct[pair] = passage
    circles = _Circles({each: each for each in sources})
    for first, second in sorted(direct, key=lambda pair: (place[pair[0]], place[pair[1]])):
        if second in known.apart.get(first, ()) or circles.join(first, second):
            yield Tie(first, second, "reuse", _same_text(direct[first, second]))
    for third, members in others.items():
        for first, second in _pairs(members, known):
            overruled = second in known.apart.get(first, ())
            if (overruled and (first, second) not in direct) or (not overruled and circles.join(first, second)):
                yield Tie(first, second, "reuse", f"both have text of “{known.label(third)}”")


def _same_text(found: SharedPassage) -> str:
    """What was copied word by word is the same text; of a paraphrase, the words and their order are the same."""
    if 2 * found.same >= found.words:
        return f"same text: {found.same} of {found.words} {found.unit}"
    return f"same words in the same order: {found.same} of {found.words} {found.unit}"
