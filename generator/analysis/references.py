"""Who names whom: every reference leads somewhere, and where the articles name the entities."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from generator.cache.build_cache import StageCache
from generator.cache.digests import text_digest
from generator.diagnostics import Diagnostic, Location, Outcome, suggestion_line
from generator.model import DEFAULT_SCALE, Article, Corpus, Entity, Mention, Reference, Source
from generator.patterns import lazy_pattern
from generator.reading.markdown_html import render_prose
from generator.reading.schema import Kind
from generator.text import UNSPACED, fold, has_no_unspaced, may_begin, may_end, token_of, tokens_like
from generator.values import dataclass

# A quote may not end before it; of whom it is said is named all the same.
_POSSESSIVE = lazy_pattern(r"'[sS](?!\w)")

_LINKS = "links lead to http, https or mailto addresses, or to claim:ID, source:ID, entity:ID, topic:ID"
_STAGE = "mentions"
SHARED = 100  # entities that may have one name
_MEANT = 100  # unknown ids that are compared with all known ones: each comparison costs as much as there are ids


def check_references(corpus: Corpus, declared: Mapping[Kind, Mapping[str, Location]]) -> Outcome[Corpus]:
    """The corpus, and a diagnostic for each reference that leads nowhere and each address that may not be published."""
    ratings = [each.id for each in (*DEFAULT_SCALE, *corpus.site.ratings)]
    known: dict[str, Mapping[str, object]] = {str(kind): ids for kind, ids in declared.items()}
    known["rating"] = dict.fromkeys(ratings)
    named = list(corpus.references)
    for entry in corpus.named:
        if any(id not in known[kind] for kind, id, _, _ in entry.ids):
            named.extend(entry.references())
    diagnostics: list[Diagnostic] = []
    for text, at in corpus.markdown:
        written = render_prose(text)
        named.extend(Reference(each.kind, each.id, at) for each in written.links)
        diagnostics.extend(
            Diagnostic(at, "bad-url", f"“{each[:100]}” may not be linked to", (_LINKS,)) for each in written.bad
        )
    diagnostics += _crowded_names(corpus)
    diagnostics += _contradicted(corpus.sources)
    unknown = [each for each in named if each.id not in known[each.kind]]
    diagnostics += [_unknown(each, known[each.kind], near=number < _MEANT) for number, each in enumerate(unknown)]
    return Outcome(corpus, tuple(diagnostics))


def _crowded_names(corpus: Corpus) -> Iterator[Diagnostic]:
    """Each place of a name that very many share would name them all: as many mentions as places times entities."""
    sharing: dict[str, list[Entity]] = {}
    for entity in corpus.entities:
        for name in _names(entity):
            sharing.setdefault(name, []).append(entity)
    for name, entities in sharing.items():
        if len(entities) > SHARED:
            message = f"“{name[:100]}” is a name of {len(entities):,} entities, where at most {SHARED} may share one"
            yield Diagnostic(
                entities[SHARED].location, "too-large", message, ("leave the alias out: it tells nobody apart",)
            )


def _contradicted(sources: Iterable[Source]) -> Iterator[Diagnostic]:
    """The rulings that a source is independent of itself, or of what it is derived from."""
    derived = {(each.id, each.derived_from) for each in sources}
    for source in sources:
        for ruling in source.independent_of:
            if ruling.source == source.id:
                message, help = "a source is not independent of itself", "name another source, or leave this out"
            elif {(source.id, ruling.source), (ruling.source, source.id)} & derived:
                message = f"of “{source.id}” and “{ruling.source}”, one has derived_from: the other"
                help = "remove derived_from, or this"
            else:
                continue
            yield Diagnostic(ruling.location, "bad-value", message, (help,))


def _names(entity: Entity) -> Iterable[str]:
    """The entity's names as they are looked for, each once."""
    return dict.fromkeys(fold(each).text for each in (entity.name, *entity.aliases))


def _unknown(reference: Reference, known: Mapping[str, object], *, near: bool) -> Diagnostic:
    help = suggestion_line(reference.id, known) if near else ()
    if not help and reference.kind == "rating":
        help = (f"the verdicts are {', '.join(known)}",)
    what = "verdict" if reference.kind == "rating" else reference.kind
    return Diagnostic(
        reference.location, f"unknown-{reference.kind}", f"there is no {what} “{reference.id[:100]}”", help
    )


def find_mentions(
    corpus: Corpus, articles: Mapping[str, Article], memory: StageCache | None = None
) -> tuple[Mention, ...]:
    """Every place where an entity's name or alias stands as whole words, the longest name where several begin.

    One pass over each text for all names together: at each word the names that begin with it are looked up by length.
    Sorted by entity, then source (both in the corpus's order), then place. What `memory` has of a text need not be
    searched again.
    """
    memory, names = memory or StageCache(), index_names(corpus)
    found: dict[str, list[Mention]] = {entity.id: [] for entity in corpus.entities}
    for source in corpus.sources if names.named else ():
        if source.id not in articles:
            continue
        for name, start, end in find_names(articles[source.id].text, names, memory):
            for entity_id in names.named[name]:
                found[entity_id].append(Mention(entity_id, source.id, start, end))
    return tuple(each for entity in corpus.entities for each in found[entity.id])


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The entities that have a name, by each name, and the lengths of names by their first token, longest first.

    `likely` finds the tokens that begin as a name does, a few of all, in a text whose words have spaces between them.
    `digest` tells the names from any others.
    """

    named: Mapping[str, Sequence[str]]
    lengths: Mapping[str, Sequence[int]]
    likely: re.Pattern[str]
    digest: bytes


def index_names(corpus: Corpus) -> NameIndex:
    named: dict[str, list[str]] = {}
    lengths: dict[str, set[int]] = {}
    for entity in corpus.entities:
        for name in _names(entity):
            if first := _first(name):
                named.setdefault(name, []).append(entity.id)
                lengths.setdefault(first, set()).add(len(name))
    longest_first = {token: sorted(each, reverse=True) for token, each in lengths.items()}
    return NameIndex(named, longest_first, tokens_like(lengths), text_digest("\n".join(sorted(named))))


def find_names(text: str, names: NameIndex, memory: StageCache) -> Sequence[tuple[str, int, int]]:
    """Each place of the text where one of the names stands, with that name; they are in memory then."""
    key = names.digest, text_digest(text)
    places: Sequence[tuple[str, int, int]] | None = memory.recall(_STAGE, key)
    if places is None:
        folded = fold(text)
        places = tuple(
            (folded.text[start:end], folded.start(start), folded.end(end)) for start, end in _places(folded.text, names)
        )
        memory.keep(_STAGE, key, places)
    return places


def _first(name: str) -> str:
    """The token that the name begins with."""
    if has_no_unspaced(name):
        return token_of(name)
    found = _any_token().match(name)
    return found[0] if found else ""


@cache
def _any_token() -> re.Pattern[str]:
    """A word, or one character: of punctuation, or of a script that puts no spaces between words."""
    return re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}_])\w)+|\S")


def _places(text: str, names: NameIndex) -> Iterator[tuple[int, int]]:
    named, lengths, reached = names.named, names.lengths, 0
    tokens = names.likely if has_no_unspaced(text) else _any_token()
    for token in tokens.finditer(text):
        if token[0] not in lengths:
            continue
        start = token.start()
        if start < reached or not may_begin(text, start):
            continue
        for length in lengths[token[0]]:
            end = start + length
            if text[start:end] in named and end <= len(text) and (may_end(text, end) or _POSSESSIVE.match(text, end)):
                yield start, end
                reached = end
                break
