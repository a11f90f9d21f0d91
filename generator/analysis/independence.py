"""Independence of sources: the ties that make some count as one, and the independent origins that are left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.analysis.agencies import AgencyNames, collect_agencies
from generator.analysis.hosts import host_name
from generator.folding import fold_name
from generator.model import Corpus, DismissedTie, Evidence, Origin, SharedPassage, Source, Tie
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a text shows of where a quote in it comes from.

    The agencies that it is credited to, and the passages in or beside the quote that other sources have too.
    """

    agencies: tuple[str, ...] = ()
    copies: tuple[tuple[str, SharedPassage], ...] = ()


NOTHING_SHOWN = Provenance()
NO_PROVENANCE: Mapping[str, Provenance] = MappingProxyType({})
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ResolvedNames:
    """Who the names of speakers and publishers belong to, by folded name; a name of two entities is left out.

    `publishers` are only those that are organizations. `apart` has, for both sources of a pair that the desk counts as
    independent, the other and the reason. `hosts` are those of the sources' addresses, which stand for a publisher.
    """

    sources: Mapping[str, Source]
    speakers: Mapping[str, str]
    publishers: Mapping[str, str]
    agencies: AgencyNames
    apart: Mapping[str, Mapping[str, str]]
    hosts: Mapping[str, str]

    def speaker(self, name: str) -> str:
        """Return what all names of one speaker have in common."""
        key = fold_name(name)
        return self.speakers.get(key, key)

    def publisher(self, name: str) -> str:
        """Return what all names of one publisher have in common: those of an entity, and X and “The X”."""
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
            key = fold_name(name)
            if speakers.setdefault(key, f"entity:{entity.id}") != f"entity:{entity.id}":
                shared.add(key)
    own = {key: id for key, id in speakers.items() if key not in shared}
    organizations = {f"entity:{entity.id}" for entity in corpus.entities if entity.kind == "organization"}
    apart: dict[str, dict[str, str]] = {}
    for source in corpus.sources:
        for ruling in source.independent_of:
            apart.setdefault(source.id, {}).setdefault(ruling.source, ruling.reason)
            apart.setdefault(ruling.source, {}).setdefault(source.id, ruling.reason)
    return ResolvedNames(
        {source.id: source for source in corpus.sources},
        own,
        {key: id for key, id in own.items() if id in organizations},
        collect_agencies(corpus.entities),
        apart,
        {source.id: host for source in corpus.sources if (host := host_name(source.url or source.archive_url))},
    )


@dataclass(frozen=True, slots=True)
class Ties:
    """The reasons why sources count as one, and those that the desk has dismissed."""

    holding: tuple[Tie, ...]
    overruled: tuple[DismissedTie, ...]


def find_ties(
    evidence: Sequence[Evidence], known: ResolvedNames, provenance: Mapping[str, Provenance] = NO_PROVENANCE
) -> Ties:
    """Return the ties between the sources of the evidence, as many as show which count as one.

    Cost is linear in the evidence: of the sources that share a publisher, a speaker, an agency or a root, each is tied
    to one of the others, and not to all.
    """
    sources = tuple(dict.fromkeys(quote.source for quote in evidence))
    if len(sources) < 2:
        return Ties((), ())
    traces = [(quote, provenance.get(quote.id, NOTHING_SHOWN)) for quote in evidence]
    found = (
        *_tie_publishers(sources, known),
        *_tie_hosts(sources, known),
        *_tie_speakers(evidence, known),
        *_tie_agencies(traces, known),
        *_tie_derivations(sources, known),
        *_tie_copies(traces, sources, known),
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
    """Return the sources of the evidence in groups that count as one: the connected components of the ties.

    Sources are in the order of their first quotes, origins in the order of their first sources.
    """
    sources = tuple(dict.fromkeys(quote.source for quote in evidence))
    if not ties:
        return tuple(Origin((source,), ()) for source in sources)
    circle = _DisjointSets({source: source for source in sources})
    for tie in ties:
        circle.join(tie.first, tie.second)
    groups: dict[str, list[str]] = {}
    for source in sources:
        groups.setdefault(circle.leader(source), []).append(source)
    tied: dict[str, list[Tie]] = {}
    for tie in ties:
        tied.setdefault(circle.leader(tie.first), []).append(tie)
    return tuple(Origin(tuple(members), tuple(tied.get(key, ()))) for key, members in groups.items())


@dataclass(frozen=True, slots=True)
class _DisjointSets:
    """Disjoint sets of sources (R. E. Tarjan, 1975): each follows another of its set, or itself."""

    follows: dict[str, str]

    def leader(self, one: str) -> str:
        while self.follows[one] != one:
            self.follows[one] = self.follows[self.follows[one]]
            one = self.follows[one]
        return one

    def join(self, one: str, other: str) -> bool:
        """Unite the sets of two sources; return whether they were apart before."""
        first, second = self.leader(one), self.leader(other)
        self.follows[second] = first
        return first != second


def without_article(name: str) -> str:
    """Return a folded name without a “the” before it."""
    return fold_name(name).removeprefix("the ")


def _connect(members: Iterable[str], known: ResolvedNames) -> Iterator[Pair]:
    """Yield pairs that connect all members, and all pairs that the desk counts as independent, in their order.

    All are paired with the first that no override concerns; only where there is none, all with all.
    """
    place = {member: number for number, member in enumerate(members)}
    hub = next((member for member in place if member not in known.apart), None)
    for member, number in place.items():
        if hub is None:
            yield from ((other, member) for other in place if place[other] < number)
            continue
        if member != hub:
            yield (hub, member) if place[hub] < number else (member, hub)
        yield from ((other, member) for other in known.apart.get(member, ()) if place.get(other, number) < number)


def _tie_publishers(sources: Sequence[str], known: ResolvedNames) -> Iterator[Tie]:
    members: dict[str, list[str]] = {}
    for source in sources:
        if name := known.publisher_of(source):
            members.setdefault(known.publisher(name), []).append(source)
    for group in members.values():
        for first, second in _connect(group, known):
            yield Tie(first, second, "publisher", f"both are published by {known.publisher_of(second)}")


def _tie_hosts(sources: Sequence[str], known: ResolvedNames) -> Iterator[Tie]:
    """Tie sources of one host, unless both name publishers: then these say whether they are independent.

    All are tied to one that names none. Only where the desk counts each of those as independent of something, all pairs
    are looked at.
    """
    members: dict[str, list[str]] = {}
    for source in sources:
        if host := known.hosts.get(source):
            members.setdefault(host, []).append(source)
    for host, group in members.items():
        nameless = [source for source in group if not known.publisher_of(source)]
        hubs = [source for source in nameless if source not in known.apart][:1] or nameless
        place = {source: number for number, source in enumerate(group)}
        overruled = [source for source in nameless if source in known.apart]
        pairs = [(hub, other) for hub in hubs for other in group if other != hub]
        pairs += [(one, other) for one in overruled for other in known.apart[one] if other in place and other != one]
        for one, other in pairs:
            first, second = sorted((one, other), key=place.__getitem__)
            yield Tie(first, second, "publisher", f"both are of {host}")


def _tie_speakers(evidence: Iterable[Evidence], known: ResolvedNames) -> Iterator[Tie]:
    members: dict[str, dict[str, str]] = {}
    for quote in evidence:
        if quote.speaker is not None:
            members.setdefault(known.speaker(quote.speaker), {}).setdefault(quote.source, quote.speaker)
    for named in members.values():
        for first, second in _connect(named, known):
            yield Tie(first, second, "speaker", f"both quote {named[second]}")


def _tie_agencies(traces: Iterable[tuple[Evidence, Provenance]], known: ResolvedNames) -> Iterator[Tie]:
    """Tie sources by the agency that they credit, quote, attribute a quote to, or are published by."""
    members: dict[str, dict[str, None]] = {}
    for evidence, trace in traces:
        named = (known.agencies.agency(name) for name in (evidence.speaker, known.publisher_of(evidence.source)))
        for agency in (*trace.agencies, *named):
            if agency:
                members.setdefault(agency, {})[evidence.source] = None
    for agency, sources in members.items():
        for first, second in _connect(sources, known):
            yield Tie(first, second, "agency", f"both have it from {agency}")


def _tie_derivations(sources: Sequence[str], known: ResolvedNames) -> Iterator[Tie]:
    """Tie sources to those they are derived from, at any remove, and sources derived from the same third one."""
    repeats: dict[str, list[str]] = {}
    present = frozenset(sources)
    for repeating in sources:
        seen = {repeating}
        source = known.sources.get(repeating)
        while source and source.derived_from and source.derived_from not in seen:
            root = source.derived_from
            seen.add(root)
            if root in present:
                yield Tie(
                    root, repeating, "derived", f"“{known.label(repeating)}” is derived from “{known.label(root)}”"
                )
                break
            known_before = root in repeats
            repeats.setdefault(root, []).append(repeating)
            if known_before:
                break
            source = known.sources.get(root)
    for root, members in repeats.items():
        for first, second in _connect(members, known):
            yield Tie(first, second, "derived", f"both are derived from “{known.label(root)}”")


def _tie_copies(
    traces: Iterable[tuple[Evidence, Provenance]], sources: Sequence[str], known: ResolvedNames
) -> Iterator[Tie]:
    """Tie sources by quotes in or beside text that the other has too, or that both share with a third source."""
    place = {source: number for number, source in enumerate(sources)}
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
    circles = _DisjointSets({source: source for source in sources})
    for first, second in sorted(direct, key=lambda pair: (place[pair[0]], place[pair[1]])):
        if second in known.apart.get(first, ()) or circles.join(first, second):
            yield Tie(first, second, "reuse", _explain_copy(direct[first, second]))
    for third, members in others.items():
        for first, second in _connect(members, known):
            overruled = second in known.apart.get(first, ())
            if (overruled and (first, second) not in direct) or (not overruled and circles.join(first, second)):
                yield Tie(first, second, "reuse", f"both have text of “{known.label(third)}”")


def _explain_copy(found: SharedPassage) -> str:
    """Say how much is the same: of a literal copy the text, of a paraphrase the words and their order."""
    if 2 * found.same >= found.words:
        return f"same text: {found.same} of {found.words} {found.unit}"
    return f"same words in the same order: {found.same} of {found.words} {found.unit}"
