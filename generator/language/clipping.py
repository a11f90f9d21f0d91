"""Whether the words just before or after a passage, in its own sentence, deny, doubt or restrict what it says."""

import re

from generator.language.negations import find_negations
from generator.language.qualifiers import CLUES, UNSPACED_LANGUAGES, Clues, compile_clues
from generator.patterns import lazy_pattern
from generator.values import dataclass

_NEGATION, _DOUBT, _CONDITION, _REFUTED = 5, 4, 6, 6  # how many words away each may be
_WITHOUT = 1  # and a preposition that negates only the noun behind it
_NEAR = 2  # words behind a passage, in a language whose verb is the last word
_CHARACTERS = 8  # how far they may be away in a script without spaces
_CONJUNCTIONS = lazy_pattern(r",\s+(?=(?:dass|ob|że|czy|что|будто|що|чи)\b)")
_CLAUSE = lazy_pattern(r"[;:()\[\]«»“”\"„…,，、。；：（）「」]|\s[-–—]\s|—|،|؛")
_ASIDE = re.compile(r",[^,;:]{1,40},\s*$")
_OPENERS = lazy_pattern(r"(?:[\s\"“”„‘«‹「『(]|(?<![^\W\d_])')+$")
_OPENER = lazy_pattern(r"[\s\"“”„‘«‹「『(']")
_CLOSERS = lazy_pattern(r"^[\s\"'“”’»›」』)]+")
_SEPARATOR = lazy_pattern(r"^(?:[,;:–—(،؛，；]|\s[-–—]\s)+\s*")
_WORD = re.compile(r"\S+")
_HYPHENS = ("-", "‐", "‑")
_PREFIX = lazy_pattern(
    r"\b(?:non|not|ex|anti|un|pseudo|quasi|semi|half|vice|counter|contra|mock|nicht|halb|vize|schein|mi|demi|"
    r"не|экс|анти|вице|псевдо|пол|eks|wice|niby|бывш\w*)[-‐‑]$",
    re.IGNORECASE,
)
_SUFFIX = lazy_pattern(
    r"^[-‐‑](?:free|less|like|style|proof|elect|designate|to-be|ish|esque|turned|frei|los|ähnlich)\b"
)
_RANGE_BEFORE = re.compile(r"\d\s?[-–—]\s?$")
_RANGE_AFTER = re.compile(r"^\s?(?:[-–—]|to|bis|à|do|до|tot|hingga|至|到|〜|～)\s?\d")
_FIGURE = re.compile(r"[^\w\s]{0,2}\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?![\d.,])")
_PREPOSITION = lazy_pattern("without|ohne|sans|sin|sem|senza|zonder|utan|uden|bez|без|tanpa|بدون|دون|غير|عدم")
# English verbs that take what follows for true, whether or not they are negated.
_FACTIVE = lazy_pattern(
    r"^\W*(?:\w+ ){0,3}(?:know|knew|known|realis\w+|realiz\w+|aware|notic\w+|forg[eo]t\w*|den\w+|doubt\w*|disput\w+|"
    r"disclos\w+|reveal\w*|surpris\w+|regret\w*|question\w*|(?:a |any )?(?:secret|surprise|coincidence|accident))\b"
)
# A source that is named as none: “according to a hoax”.
_ACCORDING = re.compile(r"according to\b|in (?:the|an?) \w+ (?:theory|story|letter|video)\b")
_SPURIOUS = re.compile(r"\b(?:hoax|fake|forged|invented|fictitious|fabricated|satir\w+|conspiracy)\b")
_MAY = re.compile(r"\bMay\b")  # the month, unlike the verb
_ADVERBS = frozenset({"yet", "doch", "toch"})  # against what goes before only behind a comma
_JOINED = lazy_pattern(r"^(?:and|und|et|y|e|en|i|и|та|і|dan|و)\b")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words beside a passage that change what it says; `sure` where hardly any sound quote stands beside the like.

    `kind` is negation, doubt, condition, hedge, bound, contrast or part (of a word, or of a range).
    """

    words: str
    kind: str
    sure: bool = True


def find_qualifier(before: str, passage: str, after: str, language: str | None) -> Qualifier | None:
    """Return what restricts a passage of a sentence, given the rest of the sentence on its two sides."""
    found = _find_cut_part(before, passage, after)
    if found or language not in CLUES:
        return found
    both = (_find_before(before, passage, language), _find_after(after, language))
    known = [qualifier for qualifier in both if qualifier]
    return next((qualifier for qualifier in known if qualifier.sure), known[0] if known else None)


def _find_cut_part(before: str, passage: str, after: str) -> Qualifier | None:
    """Return the part of a word, or of a range of figures, that the passage's edge cuts off."""
    if before[-1:] in _HYPHENS and (prefix := _PREFIX.search(before)):
        return Qualifier(prefix[0], "part")
    if suffix := _SUFFIX.search(after):
        return Qualifier(suffix[0], "part")
    if _FIGURE.match(passage) and _RANGE_BEFORE.search(before):
        return Qualifier(_last_words(before, 1), "bound")
    if passage[-1:].isdecimal() and (end := _RANGE_AFTER.search(after)):
        return Qualifier(end[0].strip(), "bound")
    return None


# -- before a passage ----------------------------------------------------------------------------------------------


def _find_before(before: str, passage: str, language: str) -> Qualifier | None:
    sentence = _plain(_MAY.sub("M.", before) if language == "en" else before)
    patterns = compile_clues(language)
    lead = _without_openers(sentence)
    if lead.endswith(",") and lead.count(",") == 1:
        if condition := patterns["condition"].match(lead):
            return Qualifier(condition[0], "condition")
        if _ACCORDING.match(lead) and (doubt := _SPURIOUS.search(lead)):
            return Qualifier(doubt[0], "doubt")
    clause = _last_clause(lead)
    if not clause or _begins_clause(passage, patterns["barrier"], language):
        return None
    if language in UNSPACED_LANGUAGES:
        return _find_in_characters(clause, passage, language)
    if bound := _find_bound(clause, passage, patterns["bound"]):
        return bound
    if negation := _find_negation(clause, patterns["barrier"], language):
        return negation
    for kind, reach in (("doubt", _DOUBT), ("condition", _CONDITION)):
        for found in patterns[kind].finditer(clause):
            if _governs(clause[found.end() :], reach, patterns["barrier"]):
                if kind == "doubt" and _is_denied(clause[: found.start()], language):
                    return None
                return Qualifier(found[0], kind)
    return _find_hedge(clause, patterns)


def _find_hedge(clause: str, patterns: dict[str, re.Pattern[str]]) -> Qualifier | None:
    """Return the hedge that the clause ends in."""
    for name in ("hedge", "weak"):
        for found in patterns[name].finditer(clause):
            if not clause[found.end() :].strip():
                return Qualifier(found[0], "hedge", name == "hedge")
    return None


def _find_bound(clause: str, passage: str, bounds: re.Pattern[str]) -> Qualifier | None:
    """Return what bounds the figure that the passage begins with."""
    if not _FIGURE.match(passage) or _YEAR.match(passage):
        return None
    for found in bounds.finditer(clause):
        if not clause[found.end() :].strip(" $€£¥"):
            return Qualifier(found[0], "bound")
    return None


def _find_negation(clause: str, barrier: re.Pattern[str], language: str) -> Qualifier | None:
    nearest = 0 if CLUES[language].verb_last else _NEGATION
    for word, start in find_negations(clause, language):
        rest = clause[start + len(word) :]
        presupposed = language == "en" and _FACTIVE.search(rest)
        reach = _WITHOUT if _PREPOSITION.fullmatch(word.lower()) else nearest
        if _governs(rest, reach, barrier) and not presupposed and not _is_denied(clause[:start], language):
            return Qualifier(word, "negation")
    return None


def _is_denied(before: str, language: str) -> bool:
    """Return whether a negation stands right before a word: who does not deny something says it."""
    nearest = " ".join(before.split()[-2:])
    return any(True for _ in find_negations(nearest, language))


def _governs(between: str, reach: int, barrier: re.Pattern[str]) -> bool:
    """Return whether a word may be said of a passage that these words are before."""
    return len(between.split()) <= reach and not barrier.search(between)


def _begins_clause(passage: str, barrier: re.Pattern[str], language: str) -> bool:
    """Return whether the passage begins with a word that begins another clause: `and`, `because`, `who`."""
    return language not in UNSPACED_LANGUAGES and barrier.match(passage.lower().lstrip("\"'“„«([")) is not None


def _find_in_characters(clause: str, passage: str, language: str) -> Qualifier | None:
    """Return what stands within a few characters before the passage, in a script without spaces."""
    patterns = compile_clues(language)
    near = clause[-_CHARACTERS:]
    if _FIGURE.match(passage) and (bound := patterns["bound"].search(near)):
        return Qualifier(bound[0], "bound")
    if not CLUES[language].verb_last:
        for word, _ in find_negations(near, language):
            return Qualifier(word, "negation")
    for kind, reach in (("doubt", _CHARACTERS), ("condition", _CHARACTERS), ("hedge", 3), ("weak", 3)):
        if found := patterns[kind].search(near[-reach:]):
            return Qualifier(found[0], "hedge" if kind == "weak" else kind, kind != "weak")
    return None


def _last_clause(sentence: str) -> str:
    """Return the words that a passage behind them is in one clause with; an aside between two commas is left out."""
    joined = _ASIDE.sub(" ", _CONJUNCTIONS.sub(" ", sentence)) if "," in sentence else sentence
    return _without_openers(_CLAUSE.split(f"{joined} ")[-1]).strip()


def _without_openers(text: str) -> str:
    """Return the text without the marks and spaces at its end that open a quotation."""
    return _OPENERS.sub("", text) if _OPENER.match(text[-1:]) else text


# -- after a passage -----------------------------------------------------------------------------------------------


def _find_after(after: str, language: str) -> Qualifier | None:
    patterns, clues = compile_clues(language), CLUES[language]
    rest = _CLOSERS.sub("", _plain(after)) if after[:1] in "\"'“”’»›」』)" else _plain(after)
    bare = _SEPARATOR.sub("", rest.lstrip())
    parted = bare != rest.lstrip()
    for name in ("but", "weak_but"):
        found = patterns[name].match(bare)
        if found and (parted or found[0] not in _ADVERBS):
            return Qualifier(found[0], "contrast", name == "but")
    if language in UNSPACED_LANGUAGES:
        near = _CLAUSE.split(bare, maxsplit=1)[0][: 2 * _CHARACTERS]
        found = patterns["refuted"].search(near)
        return Qualifier(found[0], "doubt") if found else None
    return _find_refuted(bare, parted, clues, patterns["refuted"])


def _find_refuted(bare: str, parted: bool, clues: Clues, refuted: re.Pattern[str]) -> Qualifier | None:
    """Return the word with which the clause behind a passage denies it."""
    if parted and (clues.verb_last or _JOINED.match(bare)):
        return None
    if parted and (spurious := _ACCORDING.match(bare) and _SPURIOUS.search(_CLAUSE.split(bare, maxsplit=1)[0])):
        return Qualifier(spurious[0], "doubt")
    reach = _NEAR if clues.verb_last or not parted else _REFUTED
    words = _CLAUSE.split(bare, maxsplit=1)[0].split()[: reach + 1]
    near = " ".join(words)
    found = refuted.search(near)
    if found is None or (found.start() == 0 and not parted and not clues.verb_last):
        return None
    return Qualifier(found[0], "doubt", not bare.startswith("who "))


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _last_words(text: str, number: int) -> str:
    return " ".join(_WORD.findall(text)[-number:])
