"""How a quote says what its claim states: as a fact, or as what will be, may be or is denied."""

import re
from collections.abc import Iterator
from itertools import islice

from generator.analysis.quote_in_source import Finding, QuoteInSource
from generator.language.identify import known_language
from generator.language.modality_cues import ModalityCue, find_modality_cues, is_tempered, stands_last
from generator.language.terms import find_terms
from generator.patterns import lazy_pattern
from generator.text import has_no_unspaced

_CLAUSE_END = lazy_pattern(r"[,.](?!\d)|[;:!?—–()\[\]\"“”«»。，、；：！？「」『』（）،؛؟]|\s-\s")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = lazy_pattern(r"[;!?。；！？؛؟]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)\.(?!\S|\s+[a-z])|, but\b")
_NO_CONDITION = lazy_pattern(r"\W+(?:not|only|any|anything|ever|indeed|possible|necessary|so|at all|you|we|i)\b")
_VERB = 5  # words behind a cue of which one is its verb
_REACH = 14  # words behind a cue that it is said of
_ENOUGH = 2  # terms of the statement that these have at least
_SHARE = 0.4  # and as much of all of them
_PART = 3  # or so many, if they are
_MOST = 0.75  # of the terms of what the cue is said of
_BESIDE = 3  # words right before the quote that a cue may be in
_ARGUES = ("supports", "refutes")
_MEANS = {
    "forecast": "it foretells what the claim states as a fact",
    "conditional": "it supposes what the claim states as a fact",
    "denied": "it denies what it is quoted for",
}


def modality_differs(quote: QuoteInSource) -> Iterator[Finding]:
    """A warning where the quote only foretells, supposes or denies what the claim states, and the desk has not said so.

    The cue is in the clause that has the statement's words, and the statement has none of its own.
    """
    if quote.modality or quote.stance not in _ARGUES:
        return
    language = known_language(quote.site_language)
    if quote.language != language:
        return
    words, begin = quote.kept_words, 0
    if has_no_unspaced(words):
        beside = " ".join(quote.before.split()[-_BESIDE:])
        begin = len(beside) + 1 if beside and not _CLAUSE_END.search(beside) else 0
        words = f"{beside} {words}" if begin else words
    cues = tuple(find_modality_cues(words, language))
    if not cues:
        return
    terms = frozenset(find_terms(quote.statement, language))
    for cue in cues:
        if cue.kind == "denied" and (quote.stance == "refutes" or begin > cue.start):
            continue  # who cuts off a denial is told by quote-clipped
        if _is_said_of(words, cue, terms, language):
            if not is_tempered(quote.statement, language):
                yield _report(quote, cue)
            return


def _is_said_of(words: str, cue: ModalityCue, terms: frozenset[str], language: str) -> bool:
    """Return whether what the cue is said of is what the statement says, or most of it is a part of that.

    It is the rest of the cue's clause, and its beginning where the verb right behind the cue is the statement's. Some
    cues govern the whole sentence, and `if` behind a comma the words before it; so does each cue of a language whose
    verb is the last word.
    """
    if stands_last(language):
        part = words[_begin_at(_SENTENCE_END, words, cue) : cue.end]
    else:
        part = _find_part(words, cue, terms, language)
    found = frozenset(find_terms(part, language))
    shared = len(terms & found)
    if shared >= _ENOUGH and shared >= _SHARE * len(terms):
        return True
    return shared >= _PART and shared >= _MOST * len(found)


def _find_part(words: str, cue: ModalityCue, terms: frozenset[str], language: str) -> str:
    """Return what a cue is said of that stands before it."""
    is_wide = cue.kind != "denied" and (cue.governs_sentence or words.startswith(",", cue.end))
    begin = cue.end + words.startswith(",", cue.end)
    end = (_SENTENCE_END if is_wide else _CLAUSE_END).search(words, begin)
    behind = words[begin : end.start() if end else len(words)]
    part = _first_words(behind, 2 * _REACH if is_wide else _REACH)
    if cue.is_condition and words[: cue.start].endswith(", ") and not _NO_CONDITION.match(behind):
        return words[_begin_at(_SENTENCE_END, words, cue) : cue.start]
    if terms.isdisjoint(find_terms(_first_words(behind, _VERB), language)):
        return part
    return f"{words[_begin_at(_CLAUSE_END, words, cue) : cue.start]} {part}"


def _begin_at(ends: re.Pattern[str], words: str, cue: ModalityCue) -> int:
    """Return where the clause or the sentence of a cue begins."""
    return max((end.end() for end in ends.finditer(words, 0, cue.start)), default=0)


def _first_words(text: str, most: int) -> str:
    """Return the beginning of a text that has so many words; of one without spaces three characters for each."""
    if not has_no_unspaced(text):
        return text[: 3 * most]
    last = next(islice(_WORD.finditer(text), most - 1, None), None)
    return text[: last.end()] if last else text


def _report(quote: QuoteInSource, cue: ModalityCue) -> Finding:
    help = "modality: stated, where the claim itself is of that"
    advice = {"forecast": "modality: forecast", "conditional": "modality: conditional"}
    first = advice.get(cue.kind, "stance: refutes; or another quote")
    message = f"the quote says “{cue.words}”: {_MEANS[cue.kind]}"
    return quote.diagnose("modality-differs", message, first, help, reason="why it says it as the claim does")
