"""Speakers whom the article that quotes them never names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from generator.diagnostics import Diagnostic, accept_line
from generator.folding import fold_name
from generator.language.identify import find_language, known_language
from generator.language.stop_words import is_function_word
from generator.model import Article, Corpus, Source
from generator.patterns import lazy_pattern
from generator.text import has_no_unspaced

# Languages whose names stand in texts as they are, but for an ending of two letters.
_PLAIN = frozenset({"en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "no", "id", "ms", "vi", "ca", "af"})
_UNSPACED = frozenset({"zh", "ja", "ko", "th"})
_TITLES = (
    "mr mrs ms miss mx dr prof professor sir dame lord lady president vice premier prime chancellor minister secretary "
    "ambassador senator governor mayor general colonel captain marshal major sergeant king queen prince princess pope "
    "bishop chief chairman chairwoman chair director head deputy spokesman spokeswoman spokesperson judge justice "
    "officer editor reporter correspondent journalist author representative member state foreign former acting "
    "herr frau doktor präsident präsidentin minister ministerin kanzler kanzlerin bürgermeister sprecher sprecherin "
    "monsieur madame président présidente ministre maire señor señora presidente ministro alcalde signor signora "
    "sindaco senhor senhora burgemeester meneer mevrouw "
    "van von der den de di da del della du dos al el bin ben ibn la le las los the of and for officials critics"
)
_NO_NAMES = frozenset(_TITLES.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = lazy_pattern("[A-Za-z\u00c0-\u024f]")
_ACRONYM = re.compile(r"[A-Z]{2,6}\Z")


def check_speakers(corpus: Corpus, articles: Mapping[str, Article]) -> Iterator[Diagnostic]:
    """Yield a warning for each quote of a speaker of whose names no word is in the article, titles aside.

    Where names have endings that we do not know, and where the source is in another language and the speaker has no
    name in its script, nothing is said. Neither is of speakers without a name, such as a harbour master.
    """
    sources = {source.id: source for source in corpus.sources}
    named: dict[str, tuple[str, ...]] = {}
    for entity in corpus.entities:
        for name in (entity.name, *entity.aliases):
            named.setdefault(fold_name(name), (entity.name, *entity.aliases))
    known: dict[tuple[str, str], bool] = {}
    for claim in corpus.claims:
        for evidence in claim.evidence:
            source = sources.get(evidence.source)
            if not evidence.speaker or source is None or source.id not in articles:
                continue
            key = source.id, evidence.speaker
            if key not in known:
                names = (evidence.speaker, *named.get(fold_name(evidence.speaker), ()))
                known[key] = _is_unnamed(names, source, articles[source.id], corpus.site.language)
            if known[key]:
                yield Diagnostic(
                    evidence.location,
                    "speaker-unnamed",
                    f"the article “{source.id}” names no “{evidence.speaker}”",
                    (
                        "name the speaker as the article does, or give the entity that name as an alias",
                        accept_line("speaker-unnamed", f"the claim “{claim.id}”", "how the speaker is known"),
                    ),
                    (("claim", claim.id), ("source", source.id)),
                )


def _is_unnamed(names: tuple[str, ...], source: Source, article: Article, site_language: str) -> bool:
    words = list(_name_words(names))
    text = article.text
    if not words or any(word in text for word in words):
        return False
    language = find_language(text, source.language) or known_language(site_language)
    if language in _UNSPACED:
        foreign = [word for word in words if not _LATIN.search(word)]
        return bool(foreign) and not any(word[:2] in text for word in foreign)
    if language not in _PLAIN or (language != known_language(site_language) and not any(map(_LATIN.search, words))):
        return False
    about = " ".join((source.title or "", source.publisher or "", *source.author))
    plain = _strip_accents(f"{about} {text}")
    if any(_strip_accents(name).removeprefix("the ") in plain for name in names):
        return False
    return not any(_find_word(word, plain) for word in words) and not _has_initials(names, f"{about} {text}")


def _name_words(names: Iterable[str]) -> Iterator[str]:
    """Yield the words of the names that are of a name, and not of what somebody is: those with a capital letter."""
    first = True
    for name in names:
        words = _WORD.findall(name)
        capital = [word for word in words if not word[0].islower()]
        for word in words:
            plain = word.casefold()
            if word[0].islower() or plain in _NO_NAMES or (is_function_word(plain) and not word.isupper()):
                continue
            if first and len(capital) == 1 and len(words) > 1 and word == words[0]:
                continue  # “Residents of the island”: a capital letter at the beginning makes no name
            if first and len(words) == 1 and plain.endswith("s") and has_no_unspaced(word) and not word.isupper():
                continue  # “Residents”
            yield word
        first = False


def _find_word(word: str, plain: str) -> bool:
    """Return whether a text without accents has the word, perhaps with a short ending."""
    return _word_pattern(_strip_accents(word)).search(plain) is not None


@cache
def _word_pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}\w{{0,3}}(?!\w)")


def _strip_accents(text: str) -> str:
    if text.isascii():
        return text.casefold()
    return "".join(
        character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)
    ).casefold()


def _has_initials(names: Iterable[str], text: str) -> bool:
    """Return whether the text has a name's initials (`UN`), or the words whose initials a name is (`KCNA`)."""
    for name in names:
        if _ACRONYM.match(name):
            between = r"\w+[\s-](?:(?:of|the|and|for|de|der|des|für|und|la)\s)*"
            if re.search(r"(?<!\w)" + between.join(name) + r"\w+", text):
                return True
        initials = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
        if len(initials) > 1 and re.search(rf"(?<!\w){initials}(?!\w)", text.replace(".", "")):
            return True
    return False
