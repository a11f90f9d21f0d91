"""Which language a text is in: by its script, then by its commonest words."""

import re
from collections import Counter
from functools import cache

LOOKED_AT = 1_500  # characters of a text: more would not change the answer

# The commonest words that hardly any other language of the list has.
_COMMON = {
    "en": "the of and is that was for with as are by this from were have has which it be",
    "de": "der die und das den von zu ist mit sich des dem ein eine auch auf für nicht wurde sie",
    "fr": "le la de les des et est dans une pour qui que sur pas par plus il sont avec du au cette",
    "es": "el los las del y que en de la una por con para su es se fue como más lo al sus",
    "pt": "o os de do da dos das e que em uma por com para no na não foi ao à mais",
    "it": "il di la che è la per un della del in sono con dei nel si gli alla ha non delle",
    "nl": "de het een van en is dat op te voor met zijn niet aan werd door ook bij naar",
    "sv": "och att det som en är på för av med den till ett inte var har de",
    "da": "og at det som en er på for af med den til et ikke var har de fra blev",
    "fi": "ja on että ei se oli joka hän mutta kun myös ovat sen tai kuin",
    "pl": "w na z się nie że do jest to przez od jak po dla oraz jego był",
    "cs": "v se na je že do by pro jako ale byl jeho které jsou",
    "ro": "și în cu care nu este din pentru sau fost sunt lui prin după între",
    "hu": "az és hogy nem egy volt csak mint meg még vagy",
    "tr": "ve bir bu için ile de da olarak olan çok daha gibi en sonra kadar ise",
    "id": "yang dan di dengan untuk dari ini pada itu dalam tidak adalah oleh ke akan",
    "vi": "và của là có trong được cho một các với không đã người những",
}
_SCRIPTS = (
    ("ko", "[\uac00-\ud7a3]"),
    ("ja", "[\u3041-\u3096\u30a1-\u30fa]"),
    ("zh", "[\u3400-\u9fff]"),
    ("fa", "[پچژگ]"),
    ("ar", "[\u0621-\u064a]"),
    ("hi", "[\u0900-\u0963]"),
    ("he", "[\u05d0-\u05ea]"),
    ("th", "[\u0e01-\u0e3a]"),
    ("el", "[\u0370-\u03ff]"),
    ("uk", "[іїєґІЇЄҐ]"),
    ("ru", "[\u0400-\u04ff]"),
)
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    """Return the language that the text is likely in; None where nothing tells, or where it is none that we know."""
    looked_at = text[:LOOKED_AT]
    if not looked_at.isascii():
        for language, pattern in _scripts():
            # A name in another script is no reason to take an article for one in that language.
            if len(pattern.findall(looked_at)) * 20 > len(looked_at):
                return language
    voters, votes = _voters(), dict.fromkeys(_COMMON, 0)
    words = Counter(_WORD.findall(looked_at.lower()))
    for word in words.keys() & voters.keys():
        for language in voters[word]:
            votes[language] += words[word]
    second, best = sorted(votes, key=votes.__getitem__)[-2:]
    return best if votes[best] > max(1, votes[second]) else None


def find_language(text: str, declared: str | None) -> str | None:
    """Return the language of a text as declared, or as guessed from its middle; None where nothing tells."""
    if declared:
        return known_language(declared)
    begin = max(0, (len(text) - LOOKED_AT) // 2)
    return guess_language(text[begin : begin + LOOKED_AT])


def is_latin(language: str | None) -> bool:
    """Return whether it is a language that is told by its commonest words, and not by its script."""
    return language in _COMMON


def known_language(tag: str) -> str:
    """Return the language of a tag such as pt-BR."""
    return tag.partition("-")[0].lower()


@cache
def _voters() -> dict[str, tuple[str, ...]]:
    voters: dict[str, tuple[str, ...]] = {}
    for language, words in _COMMON.items():
        for word in words.split():
            voters[word] = (*voters.get(word, ()), language)
    return voters


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((language, re.compile(pattern)) for language, pattern in _SCRIPTS)
