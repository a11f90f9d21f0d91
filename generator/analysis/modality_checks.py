"""How a quote says what its claim states: as a fact, or as what will be, may be or is denied."""

import re
from collections.abc import Iterator

from generator.analysis.quote_in_source import Finding, QuoteInSource
from generator.language.identify import known_language
from generator.language.modality_cues import ModalityCue, find_modality_cues, is_tempered
from generator.language.terms import find_terms, to_term
from generator.text import has_no_unspaced

_CLAUSE_END = re.compile(r"[,;:.!?—–()\[\]\"“”«»]|\s-\s")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[;.!?]")
_VERB = 3  # words behind a cue of which one is its verb
_REACH = 14  # words behind a cue that it is said of
_ENOUGH = 2  # terms of the statement that these have at least
_SHARE = 0.4  # and as much of all of them
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
        if _is_said_of(words, cue, terms):
            if not is_tempered(quote.statement, language):
                yield _report(quote, cue)
            return


def _is_said_of(words: str, cue: ModalityCue, terms: frozenset[str]) -> bool:
    """Return whether the rest of the cue's clause has what the statement says.

    Or its verb does, right behind the cue, and the clause the rest; after `if` the whole sentence counts.
    """
    ends = _SENTENCE_END if cue.kind == "conditional" and cue.subordinates else _CLAUSE_END
    end = ends.search(words, cue.end)
    clause = words[cue.end : end.start() if end else len(words)]
    behind = [to_term(word) for word in _WORD.findall(clause)[: _REACH if ends is _CLAUSE_END else 2 * _REACH]]
    shared = terms.intersection(behind)
    if not terms.isdisjoint(behind[:_VERB]):
        begin = max((end.end() for end in _CLAUSE_END.finditer(words, 0, cue.start)), default=0)
        shared |= terms.intersection(map(to_term, _WORD.findall(words[begin : cue.start])))
    return len(shared) >= _ENOUGH and len(shared) >= _SHARE * len(terms)


def _report(quote: QuoteInSource, cue: ModalityCue) -> Finding:
    help = "modality: stated, where the claim itself is of that"
    advice = {"forecast": "modality: forecast", "conditional": "modality: conditional"}
    first = advice.get(cue.kind, "stance: refutes; or another quote")
    message = f"the quote says “{cue.words}”: {_MEANS[cue.kind]}"
    return quote.diagnose("modality-differs", message, first, help, reason="why it says it as the claim does")
