"""Places where the articles name the entities."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from generator.article_text import mask_rest
from generator.cache.digests import Digested, digest_plain
from generator.cache.memo import Memo
from generator.folding import fold
from generator.model import Article, Corpus, Entity, Mention
from generator.text import UNSPACED, has_no_unspaced, may_begin, may_end, token_of, tokens_like

# A quote may not end before it, but the name before it is a name all the same.
_POSSESSIVE = re.compile(r"'[sS](?!\w)")

NamePlace = tuple[str, int, int]  # a name, and where it starts and ends in a text


def find_mentions(corpus: Corpus, articles: Mapping[str, Article], memo: Memo | None = None) -> tuple[Mention, ...]:
    """Return every place where an entity's name or alias is in an article, as whole words.

    Where several names begin, the longest counts. Sorted by entity, then source (both in the corpus's order), then
    place.
    """
    entities: dict[str, list[str]] = {}
    for entity in corpus.entities:
        for name in folded_names(entity):
            entities.setdefault(name, []).append(entity.id)
    names = NameIndex(entities)
    if not names.lengths:
        return ()
    sources = [source.id for source in corpus.sources if source.id in articles]
    places = (memo or Memo()).map(find_names, [mask_rest(articles[source]) for source in sources], names)
    found: dict[str, list[Mention]] = {entity.id: [] for entity in corpus.entities}
    for source, here in zip(sources, places, strict=True):
        for name, start, end in here:
            for entity_id in entities[name]:
                found[entity_id].append(Mention(entity_id, source, start, end))
    return tuple(mention for entity in corpus.entities for mention in found[entity.id])


def folded_names(entity: Entity) -> Iterable[str]:
    """Return the entity's names as they are looked for, each once."""
    return dict.fromkeys(fold(name).text for name in (entity.name, *entity.aliases))


class NameIndex(Digested):
    """Names to look for, found by the token that they begin with."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = dict.fromkeys(name for name in names if _first_token(name))

    @cached_property
    def digest(self) -> bytes:
        return digest_plain(tuple(self.names))

    @cached_property
    def lengths(self) -> Mapping[str, Sequence[int]]:
        """The lengths of names by their first token, longest first."""
        lengths: dict[str, set[int]] = {}
        for name in self.names:
            lengths.setdefault(_first_token(name), set()).add(len(name))
        return {token: sorted(sizes, reverse=True) for token, sizes in lengths.items()}

    @cached_property
    def likely(self) -> re.Pattern[str]:
        """Finds the tokens that begin as a name does, few of all, in a text whose words have spaces between them."""
        return tokens_like(self.lengths)


def find_names(text: str, names: NameIndex) -> tuple[NamePlace, ...]:
    """Return each place of the text where one of the names is, and that name as folded.

    One pass over the text for all names together: at each word the names that begin with it are looked up by length.
    """
    folded = fold(text)
    return tuple(
        (folded.text[start:end], folded.start(start), folded.end(end))
        for start, end in _find_places(folded.text, names)
    )


def _first_token(name: str) -> str:
    if has_no_unspaced(name):
        return token_of(name)
    found = _any_token().match(name)
    return found[0] if found else ""


@cache
def _any_token() -> re.Pattern[str]:
    """A word, or one character: of punctuation, or of a script that puts no spaces between words."""
    return re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}_])\w)+|\S")


def _find_places(text: str, names: NameIndex) -> Iterator[tuple[int, int]]:
    lengths, reached = names.lengths, 0
    tokens = names.likely if has_no_unspaced(text) else _any_token()
    for token in tokens.finditer(text):
        if token[0] not in lengths:
            continue
        start = token.start()
        if start < reached or not may_begin(text, start):
            continue
        for length in lengths[token[0]]:
            end = start + length
            if (
                text[start:end] in names.names
                and end <= len(text)
                and (may_end(text, end) or _POSSESSIVE.match(text, end))
            ):
                yield start, end
                reached = end
                break
