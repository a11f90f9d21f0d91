"""What a statement speaks of, as terms to look for: its content words, whatever their endings, and its figures."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import chain, repeat

from generator.folding import fold
from generator.text import UNSPACED, has_no_unspaced, unspaced_pattern

# All that is no letter, digit or mark, and may not be folded away: written out, since marks are no \w to Python. The
# first part is all that there is before the scripts without spaces.
_SIGNS = (
    r"\s\x00-/:-@\[-`{-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb-\xbf\xd7\xf7\u02b9-\u02ff\u055a-\u055f\u0589\u058a"
    r"\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965"
)
_FAR_SIGNS = (
    r"\u0e3f\u2010-\u202f\u2030-\u205f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb"
    r"\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_FIGURE = r"\d[\d.,\xa0\u202f]*\d"  # with its separators
_SPACED_WORD = re.compile(rf"{_FIGURE}|[^{_SIGNS}]+")
_GROUPED = re.compile(r"[., ](?=\d{3}(?!\d))| ")
_LONGEST = 8  # letters of a word that are compared: what follows is nearly always an ending, in any language


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that every statement may have, whatever it speaks of.
_FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": _words(
        "a about above according across after again against ago all almost already also although always am among "
        "an and another any anything are around as asked at away be became because become been before being below "
        "between both but by called came can cannot could describe described describes did didn do does doesn "
        "doing don done down dr during each either else enough even ever every everything few for from further "
        "gave get gets getting give given gives go goes going gone got had has have having he her here hers "
        "herself him himself his how however i if in instead into is isn it its itself just keep kept know known "
        "last later least less let like made make makes making many may me might mine more most mr mrs ms much "
        "must my myself near neither never no none nor not nothing now of off often on once one only onto or "
        "other others our ours out over own per perhaps put quite rather really said same saw say saying says see "
        "seen several shall she should since so some something soon still such take taken takes tell than that "
        "the their theirs them themselves then there these they thing things this those though through thus to "
        "together told too took toward towards two under unless until up upon us use used very via was wasn way "
        "we well went were weren what when where whether which while who whom whose why will with within without "
        "won would yes yet you your yours"
    ),
    "de": _words(
        "aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus bei beim bereits "
        "bis da dabei dafür damit dann daran das dass dem den denen der deren des dessen die dies diese diesem "
        "diesen dieser dieses doch dort du durch ein eine einem einen einer eines er erst es etwa etwas für ganz "
        "gegen gibt habe haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins "
        "ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können man mehr mit muss nach nicht "
        "noch nun nur ob oder ohne sagt sagte schon sei sein seine seinem seinen seiner seit sich sie sind so "
        "soll sollen sollte um und uns unter viel viele vom von vor war waren was weil weiter wenn wer werde "
        "werden wie wieder will wir wird wo wurde wurden zu zum zur zwischen über"
    ),
    "es": _words(
        "a al algo algunas algunos ante antes así aunque bajo bien cada como con contra cual cuando de del desde "
        "después dijo donde dos durante e el ella ellas ellos en entre era eran es esa ese eso esta estas este "
        "esto estos está están fue fueron ha habia había han hasta hay la las le les lo los me mientras muy más "
        "ni no nos o otra otras otro otros para pero poco por porque que quien qué se según ser si sido sin sobre "
        "son su sus sí también tan tanto tiene tienen todo todos tras tu un una unas uno unos y ya"
    ),
    "fr": _words(
        "a afin ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir ce cela celle celui "
        "ces cet cette ceux chaque chez comme contre dans de depuis des deux dit donc dont du elle elles en "
        "encore entre est et eu fait font il ils je jusqu la le les leur leurs lors lui ma mais me mes moins mon "
        "même ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus pour quand que quel quelle "
        "qui sa sans se selon ses si son sont sous sur ta toujours tous tout toute toutes très tu un une vers vos "
        "votre vous y étaient était été être"
    ),
    "it": _words(
        "a ad ai al alla alle allo anche ancora avere aveva avevano c che chi ci come con contro cosa così cui da "
        "dagli dai dal dalla dalle dallo degli dei del della delle dello dentro di dice dopo dove due durante e ed "
        "era erano essere fa fare fino fra gli ha hanno i il in invece io l la le lei lo loro lui ma mentre molto "
        "ne negli nei nel nella nelle nello no noi non nostro o ogni oltre per perché però più poco poi prima "
        "qualche quando quanto quella quelle quelli quello questa queste questi questo sarà se secondo sempre "
        "senza si sia sono sotto stata state stati stato sua sue sugli sui sul sulla sulle suo suoi tra tutta "
        "tutte tutti tutto un una uno verso è"
    ),
    "nl": _words(
        "aan al alle alleen als altijd andere bij binnen daar dan dat de deze die dit doen door dus een eens en "
        "enkele er geen haar had hadden heb hebben heeft hem hen het hier hij hoe hun iets ik in is ja kan kon "
        "kunnen maar meer men met mijn moet moeten na naar niet nog nu of om omdat onder ons ook op over sinds te "
        "tegen toch toen tot tussen twee uit van veel volgens voor waar waren was wat we weer wel werd werden wie "
        "wil worden wordt ze zei zich zij zijn zo zonder zou zouden zullen"
    ),
    "pt": _words(
        "a ainda algumas alguns além ano anos antes ao aos apenas após as assim até cada com como contra da das de "
        "depois desde dessa desse desta deste disse do dois dos durante e ela elas ele eles em enquanto entre era "
        "eram essa esse esta estava este está estão eu foi foram há isso já lhe mais mas me mesma mesmo muito na "
        "nas nem no nos não nós o onde os ou outra outras outro outros para pela pelas pelo pelos pode pois por "
        "porque pouco quando que quem se segundo seja sem sempre ser será seu seus sido sobre sua suas são também "
        "tem tinha toda todas todo todos três um uma você à às é"
    ),
    "ru": _words(
        "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже два для до его "
        "ее если есть еще ещё её же за здесь и из или им их к как когда которая которого которое которой котором "
        "которые который которых кто лет ли между меня много может можно мы на над нас не него нее нет ни них но "
        "ну о об один однако он она они оно от очень перед по под после потом потому почти при про раз с сам "
        "своего своей своих свою себя сейчас сказал со так также такие такой там тем теперь то тогда того тоже "
        "только том тот три тут ты у уже чем через что чтобы эта эти этих это этого этой этом этот я"
    ),
}


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(rf"{_FIGURE}|[^{_SIGNS}{_FAR_SIGNS}{UNSPACED}]+")


@cache
def _pair() -> re.Pattern[str]:
    """Where there are no spaces, each two characters side by side, as search engines index Chinese."""
    return re.compile(rf"(?=([{UNSPACED}]{{2}}))")


def iter_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of the text with its place; where words have no spaces between them, each two characters."""
    for group, each in _matches(text):
        yield each[group], each.start(group), each.end(group)


def find_term_places(text: str, wanted: Container[str | None]) -> Iterator[tuple[int, int]]:
    """The place of each word of the text whose term is wanted."""
    for group, each in _matches(text):
        if to_term(each[group]) in wanted:
            yield each.span(group)


def _matches(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Each word of the text as a group of a match."""
    if has_no_unspaced(text):
        return zip(repeat(0), _SPACED_WORD.finditer(text))
    return chain(zip(repeat(0), _any_word().finditer(text)), zip(repeat(1), _pair().finditer(text)))


def word_lister(text: str) -> Callable[[int, int], list[str]]:
    """What lists the words alone of a stretch of the text, quickly."""
    if has_no_unspaced(text):
        return partial(_SPACED_WORD.findall, text)
    word, pair = _any_word(), _pair()
    if not unspaced_pattern().search(text):
        return partial(word.findall, text)
    return lambda start, end: word.findall(text, start, end) + pair.findall(text, start, end)


def is_character_pair(term: str) -> bool:
    """Whether the term is two characters of a script without spaces: about half a word."""
    return not has_no_unspaced(term) and unspaced_pattern().match(term) is not None


@cache
def _grammar() -> frozenset[str]:
    return frozenset().union(*_FUNCTION_WORDS.values())


def is_function_word(word: str) -> bool:
    """Whether the word, in small letters, is a function word of any language whose function words we know."""
    return word in _grammar()


@lru_cache(100_000)
def to_term(word: str) -> str | None:
    """What all forms of a word have in common, however it is spelt; None for a single letter.

    Figures lose their separators (`37,000`, `37.000`: 37000). Of English words the regular endings are taken off, and
    of all words what follows the eighth letter. A short word in capitals that would be a function word else is a name
    (`US`, `WHO`).
    """
    plain = fold(word).text
    if plain[:1].isdecimal() and plain[-1:].isdecimal():
        return _GROUPED.sub("", plain).replace(",", ".")
    if len(plain) > 1 and plain.isupper() and plain.casefold() in _FUNCTION_WORDS["en"]:
        return plain
    plain = plain.casefold()
    if len(plain) < 2:
        return None
    return (_stem(plain) if plain.isascii() and len(plain) > 3 else plain)[:_LONGEST]


def find_terms(statement: str, language: str, names: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """The statement's content words and figures as terms, each once, in its order; none of those inside `names`."""
    taken = sorted(names)
    known = _FUNCTION_WORDS.get(language.partition("-")[0].lower(), frozenset())
    found: dict[str, None] = {}
    for word, start, end in iter_words(statement):
        if taken and any(start < stop and begin < end for begin, stop in taken):
            continue
        each = to_term(word)
        if each is not None and (each.isupper() or word.casefold() not in known):
            found.setdefault(each)
    return tuple(found)


# -- English endings ----------------------------------------------------------------------------------------------


def _stem(word: str) -> str:
    """The word without its inflection: steps 1 and 5a of M. F. Porter, “An algorithm for suffix stripping” (1980)."""
    if word.endswith("s"):
        word = word[: -2 if word.endswith(("sses", "ies")) else -1 if not word.endswith("ss") else None]
    if word.endswith("eed"):
        word = word[:-1] if _syllables(word[:-3]) else word
    else:
        for ending in ("ed", "ing"):
            if word.endswith(ending) and "v" in _shape(word[: -len(ending)]):
                word = _restored(word[: -len(ending)])
                break
    if word.endswith("y") and "v" in _shape(word[:-1]):
        word = word[:-1] + "i"
    if word.endswith("e"):
        short = word[:-1]
        syllables = _syllables(short)
        if syllables > 1 or (syllables == 1 and not _is_closed(short)):
            word = short
    return word


def _restored(word: str) -> str:
    """What was there before -ed or -ing: `bas` was base, `plann` plan."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        return word[:-1]
    return word + "e" if _syllables(word) == 1 and _is_closed(word) else word


def _shape(word: str) -> str:
    """A letter c or v for each: y is a vowel after a consonant."""
    shape = ""
    for each in word:
        shape += "v" if each in "aeiou" or (each == "y" and shape.endswith("c")) else "c"
    return shape


def _syllables(word: str) -> int:
    """Porter's measure: how often a vowel is followed by a consonant."""
    return _shape(word).count("vc")


def _is_closed(word: str) -> bool:
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"
