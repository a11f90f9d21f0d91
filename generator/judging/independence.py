"""Which sources count as one: the ties between them, and the origins that follow."""

from collections.abc import Callable, Iterable, Mapping

from generator.model import Corpus, Evidence, Origin, Source, Tie
from generator.text import fold
from generator.values import dataclass

# The door for reused text: from the evidence at hand to the ties that shared passages make between its sources.
Reuse = Callable[[tuple[Evidence, ...]], Iterable[Tie]]


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who: sources by id, and the entity that a speaker's name or alias stands for, where it is one only."""

    sources: Mapping[str, Source]
    speakers: Mapping[str, str]

    def speaker(self, name: str) -> str:
        """What two names of one speaker have in common."""
        key = _key(name)
        return self.speakers.get(key, key)

    def label(self, source: str) -> str:
        return self.sources[source].label if source in self.sources else source


def identities_of(corpus: Corpus) -> Identities:
    speakers: dict[str, str] = {}
    shared: set[str] = set()
    for entity in corpus.entities:
        for name in (entity.name, *entity.aliases):
            key = _key(name)
            if speakers.setdefault(key, f"entity:{entity.id}") != f"entity:{entity.id}":
                shared.add(key)
    own = {key: id for key, id in speakers.items() if key not in shared}
    return Identities({each.id: each for each in corpus.sources}, own)


def no_reuse(evidence: tuple[Evidence, ...]) -> Iterable[Tie]:  # noqa: ARG001 - the signature is the door's
    return ()


def origins_of(evidence: tuple[Evidence, ...], known: Identities, reuse: Reuse = no_reuse) -> tuple[Origin, ...]:
    """The sources of the evidence in groups that count as one each: the connected groups of their ties.

    Sources stand in order of first appearance, origins in the order of their first sources. Cost is linear in the
    evidence: each source is tied to the first one that it shares a publisher, a speaker or a root with, not to all.
    """
    sources = tuple(dict.fromkeys(each.source for each in evidence))
    ties = (*_publishers(sources, known), *_speakers(evidence, known), *_derivations(sources, known), *reuse(evidence))
    leaders = {each: each for each in sources}

    def leader(source: str) -> str:
        while leaders[source] != source:
            leaders[source] = leaders[leaders[source]]
            source = leaders[source]
        return source

    for tie in ties:
        leaders[leader(tie.second)] = leader(tie.first)
    groups: dict[str, list[str]] = {}
    for each in sources:
        groups.setdefault(leader(each), []).append(each)
    tied: dict[str, list[Tie]] = {}
    for tie in ties:
        tied.setdefault(leader(tie.first), []).append(tie)
    return tuple(Origin(tuple(members), tuple(tied.get(key, ()))) for key, members in groups.items())


def _key(name: str) -> str:
    return fold(name).text.casefold()


def _publishers(sources: tuple[str, ...], known: Identities) -> Iterable[Tie]:
    first: dict[str, str] = {}
    for each in sources:
        publisher = known.sources[each].publisher if each in known.sources else None
        if publisher and (other := first.setdefault(_key(publisher), each)) != each:
            yield Tie(other, each, "publisher", f"both are published by {publisher}")


def _speakers(evidence: tuple[Evidence, ...], known: Identities) -> Iterable[Tie]:
    first: dict[str, str] = {}
    said: set[tuple[str, str]] = set()
    for each in evidence:
        if each.speaker is None:
            continue
        speaker = known.speaker(each.speaker)
        other = first.setdefault(speaker, each.source)
        if other != each.source and (speaker, each.source) not in said:
            said.add((speaker, each.source))
            yield Tie(other, each.source, "speaker", f"both quote {each.speaker}")


def _derivations(sources: tuple[str, ...], known: Identities) -> Iterable[Tie]:
    """A source repeats the one that it is derived from, and that one's; two that repeat a third are tied by it."""
    repeats: dict[str, str] = {}
    present = frozenset(sources)
    for each in sources:
        seen = {each}
        current = each
        while True:
            source = known.sources.get(current)
            if source is None or source.derived_from is None or source.derived_from in seen:
                break
            current = source.derived_from
            seen.add(current)
            if current in present:
                yield Tie(current, each, "derived", f"“{known.label(each)}” is derived from “{known.label(current)}”")
                break
            other = repeats.setdefault(current, each)
            if other != each:
                yield Tie(other, each, "derived", f"both are derived from “{known.label(current)}”")
                break
