"""Places where the articles name the entities."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial

from generator.article_text import mask_rest
from generator.cache.digests import Digested, digest_plain
from generator.cache.memo import Memo
from generator.folding import fold
from generator.language.identify import find_language
from generator.language.name_forms import ends_with_form, has_prefixes, list_prefixed, list_stems
from generator.model import Article, Corpus, Entity, Mention
from generator.text import UNSPACED, has_no_unspaced, may_begin, may_end, token_of, tokens_like

NamePlace = tuple[str, int, int]  # a name, and where it starts and ends in a text


def find_mentions(corpus: Corpus, articles: Mapping[str, Article], memo: Memo | None = None) -> tuple[Mention, ...]:
    """Return every place where an entity's name or alias is in an article, as whole words.

    What the article's language writes on to a name, and `name_forms` knows, is passed over.

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
    sources = [source for source in corpus.sources if source.id in articles]
    texts = [(mask_rest(articles[source.id]), source.language) for source in sources]
    places = (memo or Memo()).map(find_names, texts, names)
    found: dict[str, list[Mention]] = {entity.id: [] for entity in corpus.entities}
    for source, here in zip(sources, places, strict=True):
        for name, start, end in here:
            for entity_id in entities[name]:
                found[entity_id].append(Mention(entity_id, source.id, start, end))
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
    def have_prefixes(self) -> bool:
        """Whether there is a name to which prefixes are written on."""
        return any(map(has_prefixes, self.lengths))

    @cached_property
    def likely(self) -> re.Pattern[str]:
        """Finds the tokens that begin as a name does, few of all, in a text whose words have spaces between them."""
        return tokens_like(self.lengths)


def find_names(text: tuple[str, str | None], names: NameIndex) -> tuple[NamePlace, ...]:
    """Return each place of the text where one of the names is, and that name as folded.

    The text comes with its language, where that is declared. One pass over it for all names together: at each word the
    names that begin with it are looked up by length.
    """
    folded = fold(text[0])
    language = cache(partial(find_language, *text))
    return tuple(
        (name, folded.start(start), folded.end(start + len(name)))
        for name, start in _find_places(folded.text, names, language)
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


def _find_places(text: str, names: NameIndex, language: Callable[[], str | None]) -> Iterator[tuple[str, int]]:
    lengths, reached = names.lengths, 0
    plain = has_no_unspaced(text) and not (names.have_prefixes and not text.isascii())
    for token in (names.likely if plain else _any_token()).finditer(text):
        word, start = token[0], token.start()
        if start < reached:
            continue
        if word in lengths:
            name = _find_longest(text, start, lengths[word], names, language) if may_begin(text, start) else None
        else:
            name = None
        if name is None and (not word.isascii() or word[-1] == "s"):
            start, name = _find_in_word(text, start, word, names, language)
        if name is not None:
            yield name, start
            reached = start + len(name)


def _find_longest(
    text: str, start: int, lengths: Iterable[int], names: NameIndex, language: Callable[[], str | None], first: str = ""
) -> str | None:
    """Return the longest name at a place of the text, in which `first` is read as the first letter."""
    for length in lengths:
        end = start + length
        name = first + text[start + len(first) : end]
        if name in names.names and end <= len(text) and (may_end(text, end) or ends_with_form(text, end, language)):
            return name
    return None


def _find_in_word(
    text: str, start: int, word: str, names: NameIndex, language: Callable[[], str | None]
) -> tuple[int, str | None]:
    """Return where a name begins in a word that is more than the name, and the name; None where there is none."""
    if not may_begin(text, start):
        return start, None
    for stem in list_stems(word):
        name = _find_longest(text, start, names.lengths.get(stem, ()), names, language)
        if name:
            return start, name
    for place, rest in list_prefixed(word) if names.have_prefixes and has_prefixes(word) else ():
        first = rest[0] if rest[0] != word[place] else ""
        name = _find_longest(text, start + place, names.lengths.get(rest, ()), names, language, first)
        if name:
            return start + place, name
    return start, None
