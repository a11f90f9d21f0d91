"""What languages write on to a name: particles, prefixes and endings, by which a name is known in a text all the same.

Only forms that hardly any other word has, so that a name is not found in what is no name: particles of Korean as they
agree with the letter before them, prefixes of Hebrew and Arabic before names that are long enough, what stands behind
an apostrophe in languages that put one before endings, and the s of Germanic genitives.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from generator.language.identify import LOOKED_AT, guess_language, known_language
from generator.text import is_hebrew

# Names stand there as they are, or with 's. Elsewhere endings or particles join them (Albrightová, 김정일은), so that a
# text without the name may speak of its bearer all the same.
_UNCHANGED = frozenset({
    "da", "de", "en", "es", "fr", "id", "it", "ja", "ms", "nb", "nl", "nn", "no", "pt", "sv", "th", "vi", "zh",
})  # fmt: skip
# What joins them there is written here, and they are found where the entities have their names in this language.
_JOINED = frozenset({"ar", "he", "ko", "tr"})
# With an apostrophe before the endings of all names (Ankara'da) or of foreign ones (Kennedy'ego).
_WITH_APOSTROPHES = frozenset({"az", "et", "fi", "ku", "pl", "tr"})
_WITH_GENITIVE_S = frozenset({"da", "de", "nb", "nl", "nn", "no", "sv"})
_APOSTROPHE_ENDING = re.compile(r"'[^\W\d_]+(?!\w)")
_GENITIVE_S = re.compile(r"(?<=[^\W\d_]{4})(?<![sxzßSXZ])s(?!\w)")
_POSSESSIVE = re.compile(r"'[sS](?!\w)")  # a quote may not end before it, but the name before it is a name

_PARTICLES = (
    "의 에 에서 에게 에게서 한테 한테서 께 께서 하고 도 만 까지 부터 마저 조차 밖에 보다 처럼 같이 만큼 뿐 마다 "
    "대로 입니다"
)
_AFTER_CONSONANT = "은 이 을 과 이랑 이나 이라도 이라고 이라는 이란 이며 이고 이었다 이다 으로 으로서 으로써 으로부터"
_AFTER_VOWEL = "는 가 를 와 랑 나 라도 라고 라는 란 며 였다 로 로서 로써 로부터"
_AFTER_R = _AFTER_CONSONANT.replace("으로", "로")
_FIRST_SYLLABLE, _LAST_SYLLABLE, _ENDS_IN_R, _FINALS = "\uac00", "\ud7a3", 8, 28
_MOST_PARTICLES = 12  # letters

# In the order in which they are written: and; that, when; in, as, from, to; the.
_HEBREW_PREFIX = re.compile("ו?(?:ש|כש|מש|לכש)?[בכלמ]?ה?\\Z")
_ARABIC_PREFIX = re.compile("[وف]?[بكل]?\\Z")
_ARABIC_ARTICLE = re.compile("[وف]?[بكل]?ال\\Z")
_TO_THE = re.compile("[وف]?لل")  # of ل and a name that begins with ال
_MOST_PREFIXES = 5  # letters
_SHORT = 3  # letters of names that may have only these prefixes, one of them: with others they are other words
_BEFORE_SHORT = frozenset("ובלמوب") | {"ل"}
_FOR_ARTICLE = 5  # letters of a name that may have the article where it is listed without: الحسن is not حسن


def has_plain_names(text: str, declared: str | None, default: str) -> bool:
    """Return whether a text in which a name is not found does not have it.

    `declared` is the text's language, where that is stated; else letters tell it, or it is the `default`, the site's.
    """
    language = known_language(declared) if declared else _guess(text) or known_language(default)
    return language in _UNCHANGED or (language in _JOINED and language == known_language(default))


def _guess(text: str) -> str | None:
    begin = text[:LOOKED_AT]
    return None if begin.isascii() else guess_language(begin)


def ends_with_form(text: str, end: int, language: Callable[[], str | None]) -> bool:
    """Return whether all that follows a name, up to the end of the word, is what its language writes on to names."""
    following = text[end : end + 1]
    if following == "'":
        if _POSSESSIVE.match(text, end):
            return True
        return _APOSTROPHE_ENDING.match(text, end) is not None and language() in _WITH_APOSTROPHES
    if following == "s":
        return _GENITIVE_S.match(text, end) is not None and language() in _WITH_GENITIVE_S
    return _is_syllable(following) and _has_particles(text, end)


def list_stems(word: str) -> Iterator[str]:
    """Yield what a word may be without the particles or the ending that it has, the longest first."""
    if word[-1] == "s":
        yield word[:-1]
    elif _is_syllable(word[-1]):
        for end in range(len(word) - 1, max(1, len(word) - _MOST_PARTICLES - 1), -1):
            yield word[:end]


def has_prefixes(word: str) -> bool:
    """Return whether words like this one, of Hebrew or Arabic letters, have prefixes."""
    return is_hebrew(word[0]) or "\u0621" <= word[0] <= "\u064a"


def list_prefixed(word: str) -> Iterator[tuple[int, str]]:
    """Yield where a name may begin in a Hebrew or Arabic word, behind its prefixes, and the rest of the word as a name.

    Of the Arabic ل before the article, ال of the name is written لل: these letters are the name's.
    """
    for place in range(1, min(_MOST_PREFIXES + 1, len(word) - _SHORT + 1)):
        prefix, rest = word[:place], word[place:]
        if len(rest) == _SHORT:
            fits = prefix in _BEFORE_SHORT
        elif is_hebrew(word[0]):
            fits = _HEBREW_PREFIX.match(prefix) is not None
        else:
            with_article = len(rest) >= _FOR_ARTICLE and _ARABIC_ARTICLE.match(prefix)
            fits = bool(with_article or _ARABIC_PREFIX.match(prefix))
        if fits:
            yield place, rest
    article = _TO_THE.match(word)
    if article:
        yield article.end() - 2, "ا" + word[article.end() - 1 :]


def _is_syllable(character: str) -> bool:
    return _FIRST_SYLLABLE <= character <= _LAST_SYLLABLE


def _has_particles(text: str, end: int) -> bool:
    """Return whether Korean particles, which agree with the letter before them, are the rest of the word."""
    last = text[end - 1]
    if not _is_syllable(last):
        kinds: tuple[str, ...] = ("vowel", "consonant")  # an abbreviation: how it is read is not known
    elif end > 1 and _is_syllable(text[end - 2]):
        final = (ord(last) - ord(_FIRST_SYLLABLE)) % _FINALS
        kinds = ("vowel",) if not final else ("r",) if final == _ENDS_IN_R else ("consonant",)
    else:
        return False  # a name of one syllable
    return any(_particle_pattern(kind).match(text, end) for kind in kinds)


@cache
def _particle_pattern(kind: str) -> re.Pattern[str]:
    after = {"vowel": _AFTER_VOWEL, "consonant": _AFTER_CONSONANT, "r": _AFTER_R}
    own, every = (f"(?:{'|'.join(forms.split())})" for forms in (f"{_PARTICLES} {after[kind]}", " ".join(
        (_PARTICLES, *after.values())
    )))  # fmt: skip
    more = "(?:은|는|도|만|의|까지|부터)?"
    return re.compile(rf"(?:{own}{more}|(?:들|씨|측|님)(?:{every}{more})?)(?!\w)")
