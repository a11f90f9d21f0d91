"""A quote to paste in the place of one that was not found: the same words, as the source has them.

Nothing is offered that changes a word or a figure, or that leaves out a negation.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.analysis.anchoring.match import RAISED_MARK, Match, build_layout, find_matches, is_empty_quote
from generator.analysis.anchoring.nearest import Alignment, Step, align, word_form
from generator.analysis.anchoring.placement import QuotePattern, find_occurrences
from generator.analysis.anchoring.source_text import SourceText, widen_to_words
from generator.folding import Folded, fold
from generator.language.identify import find_language, guess_language, is_latin
from generator.language.negations import find_negation, has_negating_ending
from generator.model import Gap
from generator.text import is_letter
from generator.values import dataclass

_ELISION = "[…]"
_KEPT = frozenset({"same", "word", "bracket"})  # steps of an alignment on which the words are the same
_THREE_DOTS = r"…+|\.{3,6}|\.(?: \.){2,}"
_DOTS = re.compile(rf"\s*(?<!\[)(?<!\[\s)(?:\(\s*(?:{_THREE_DOTS})\s*\)|{_THREE_DOTS})(?!\s*\])\s*")
_OUTER_ELISIONS = re.compile(r"^(?:\[…\]\s*)+|(?:\s*\[…\])+$")
_OUTER_MARKS = {
    '"': '"”', "“": '”"', "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'’", "‹": "›", "「": "」", "『": "』",
    "《": "》", "`": "'´`", "”": "”",
}  # fmt: skip
_LAST_MARKS = ".,;:!?。、，؟।"
_MOST_LEFT_OUT = 300  # words that the elisions of an offered quote may leave out
_MOST_ELISIONS = 12  # of an offered quote
_LEAST_BESIDE = 2  # words that have to be on either side of an elision that leaves out words
_ENDS_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)\]」』]*\s*\Z")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])[\"')\]]*\s+|(?<=[。！？])")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SEVERAL = re.compile(r"[,⁻\u2010-\u2015-]")  # between the numbers of two notes: the first is part of the word
_MOST_COMPLETED = 3  # letters that a word cut at an end of a quote may lack
# What makes a word its opposite where it stands before it.
_NEGATING_STARTS = frozenset(
    ("a", "an", "anti", "bez", "de", "dis", "il", "im", "in", "ir", "mis", "ne", "ni", "nie", "non", "un", "не")
)

Search = Callable[[str], tuple[Sequence[Match], QuotePattern]]  # the places of a quote, and how it was read


@dataclass(frozen=True, slots=True)
class Mend:
    """A quote that has exactly one place, what it leaves out of the source, and whether dots became an elision.

    Without a quote, `obstacle` is the negation that no offer may leave out.
    """

    quote: str
    left_out: tuple[str, ...] = ()
    had_dots: bool = False
    obstacle: str = ""


def propose_quote(typed: str, text: SourceText, search: Search) -> Mend | None:
    """Return the first quote with exactly one place that has the typed words; None where there is none.

    In turn: dots as elisions, without the outer marks, the first letter in brackets, without the last mark, a word
    that is cut at an end made whole, and the source's own words along the nearest passage.
    """
    typed = typed.strip()
    had_dots = _DOTS.search(typed) is not None
    refused: Mend | None = None
    for quote in _list_candidates(typed, text):
        mend = _try_quote(quote, typed, text, search, had_dots=had_dots)
        if mend and not mend.obstacle:
            return mend
        refused = refused or mend
    return refused


def _list_candidates(typed: str, text: SourceText) -> Iterator[str]:
    yield from _rewrite(typed)
    simplest = _without_outer_marks(with_elisions(typed))
    yield from _complete_words(simplest, text)
    for quote in dict.fromkeys((_without_outer_marks(typed), simplest)):
        folded = fold(quote)
        alignment = align(folded.text, text.folded.text)
        along = _follow_source(quote, folded, alignment, text) if alignment else None
        if along:
            yield along


def _try_quote(quote: str, typed: str, text: SourceText, search: Search, *, had_dots: bool) -> Mend | None:
    """Return the quote with what it leaves out, if it has exactly one place and leaves out no negation."""
    words = fold(quote)
    if quote == typed or is_empty_quote(words.text) or quote.count(_ELISION) > _MOST_ELISIONS:
        return None
    matches, pattern = search(quote)
    if len(matches) != 1:
        return None
    layout = build_layout(quote, words, text.folded, matches[0], pattern)
    gaps = [gap for gap in layout if isinstance(gap, Gap) and gap.kind == "left-out" and gap.start is not None]
    hidden = [text.article.text[gap.start : gap.end] for gap in gaps]
    if had_dots and quote.count(_ELISION) > sum(map(_has_words, hidden)):
        return None  # nothing is left out there, or the dots are the source's own
    left_out = tuple(" ".join(words.split()) for words in hidden)
    if sum(len(words.split()) for words in left_out) > _MOST_LEFT_OUT:
        return None
    language = find_language(text.article.text, text.source.language) if gaps else None
    negations = (_find_left_out_negation(text.article.text, gap.start or 0, gap.end or 0, language) for gap in gaps)
    obstacle = next(filter(None, negations), "")
    if obstacle:
        return Mend("", left_out, obstacle=obstacle)
    return Mend(quote, left_out, had_dots and _ELISION in quote)


def _find_left_out_negation(text: str, start: int, end: int, language: str | None) -> str:
    """Return a negation in the part of text[start:end] whose sentences go on before or behind it; or nothing.

    Without a language, a negation of any language counts.
    """
    pieces = [piece for piece in _SENTENCE_END.split(" ".join(text[start:end].split())) if piece]
    ends_apart = _ENDS_SENTENCE.search(text[start:end]) is not None
    if _ENDS_SENTENCE.search(text[max(start - 20, 0) : start]) and (len(pieces) > 1 or ends_apart):
        pieces[0] = ""
    if ends_apart and len(pieces) > 1:
        pieces[-1] = ""
    negations = (_find_negation(piece, language) for piece in (*pieces[:1], *pieces[-1:]))
    return next(filter(None, negations), None) or ""


def _find_negation(words: str, language: str | None) -> str | None:
    """Return a negation in a source of this language, or in the language that the words themselves seem to be in.

    A source in another script than Latin may have Latin words of any language.
    """
    if not is_latin(language):
        return find_negation(words)
    own = guess_language(words)
    return find_negation(words, language) or (find_negation(words, own) if own else None)


# -- the same words, written otherwise -----------------------------------------------------------------------------


def _rewrite(typed: str) -> Iterator[str]:
    """Yield the quote with dots as elisions, its outer marks off, its first letter in brackets, its last mark off."""
    elided = with_elisions(typed)
    for quote in dict.fromkeys((elided, _without_outer_marks(elided))):
        for shortened in dict.fromkeys((quote, quote.rstrip(_LAST_MARKS))):
            yield shortened
            if _begins_with_case(shortened):
                yield f"[{shortened[0]}]{shortened[1:]}"


def _begins_with_case(quote: str) -> bool:
    """Return whether brackets around the first letter stand for the letter alone, in either case."""
    first, second = quote[:1], quote[1:2]
    return first.swapcase() != first and len(first.swapcase()) == 1 and bool(second) and is_letter(second)


def with_elisions(typed: str) -> str:
    """Return the quote with dots as elisions; at its ends these say nothing."""
    return _OUTER_ELISIONS.sub("", _DOTS.sub(f" {_ELISION} ", typed).strip()) if _DOTS.search(typed) else typed


def _without_outer_marks(typed: str) -> str:
    for marks in (2, 1):
        closing = _OUTER_MARKS.get(typed[:1], "")
        doubled = marks == 1 or (typed[:1] == typed[1:2] and typed[-1:] == typed[-2:-1])
        if len(typed) > 2 * marks and closing and typed[-1] in closing and doubled:
            return typed[marks:-marks].strip()
    return typed


def _complete_words(typed: str, text: SourceText) -> Iterator[str]:
    """Yield the quote with the word that it begins or ends inside made whole, if that turns no word into another."""
    words, source = fold(typed).text, text.folded
    start = next(find_occurrences(source.text, words), None)
    if start is None or len(words.split()) <= _LEAST_BESIDE:
        return
    end = start + len(words)
    first, last = widen_to_words(source, start, end)
    before, after = source.text[first:start], source.text[end:last]
    whole = source.text[first:last]
    if (
        max(len(before), len(after)) <= _MOST_COMPLETED
        and all(map(is_letter, before + after))
        and before.casefold() not in _NEGATING_STARTS
        and not has_negating_ending(whole, find_language(text.article.text, text.source.language))
        and not (before and _has_word(source, words.split()[0]))
        and not (after and _has_word(source, words.split()[-1]))
    ):
        yield " ".join(text.article.text[source.start(first) : source.end(last)].split())


def _has_word(source: Folded, word: str) -> bool:
    """Return whether a stretch of letters is a word of its own somewhere in the source."""
    places = find_occurrences(source.text, word)
    return any(source.may_begin(place) and source.may_end(place + len(word)) for place in places)


# -- the source's own words along the nearest passage --------------------------------------------------------------


class _QuotePiece(NamedTuple):
    """Words of an offered quote: those of the source at start:end, or others in their place; an elision has none."""

    words: str
    start: int = -1
    end: int = -1


_ELIDED = _QuotePiece(f" {_ELISION} ")


def _follow_source(typed: str, quote: Folded, alignment: Alignment, text: SourceText) -> str | None:
    """Return the source's own words for the typed ones, with elisions where only the source has words.

    None where a word or a figure differs.
    """
    pieces: list[_QuotePiece] = []
    for kept, steps in groupby(_trim_marks(alignment.steps, quote.text), lambda step: step.tag in _KEPT):
        if kept:
            pieces += (_keep(step, typed, quote, text) for step in steps)
            continue
        bridge = _bridge(tuple(steps), quote.text, text)
        if bridge is None:
            return None
        pieces += bridge
    if not _has_words_beside(pieces, text):
        return None
    return " ".join("".join(_write(pieces)).split())


def _trim_marks(steps: Sequence[Step], typed: str) -> Sequence[Step]:
    """Return the steps without marks at an end where the source has others, or none."""

    def is_other_mark(step: Step) -> bool:
        return step.tag in {"other", "typed", "printed"} and not any(map(str.isalnum, typed[step.i1 : step.i2]))

    first, last = 0, len(steps)
    while first < last and is_other_mark(steps[first]):
        first += 1
    while last > first and is_other_mark(steps[last - 1]):
        last -= 1
    return steps[first:last]


def _keep(step: Step, typed: str, quote: Folded, text: SourceText) -> _QuotePiece:
    """Return the source's words; but what the curator put in brackets as it was typed."""
    mine = typed[quote.start(step.i1) : quote.end(step.i2)] if step.i1 < step.i2 else ""
    if step.tag == "bracket":
        return _QuotePiece(mine)
    return _QuotePiece(mine if "[" in mine else text.words(step.j1, step.j2), step.j1, step.j2)


def _bridge(steps: Sequence[Step], typed: str, text: SourceText) -> list[_QuotePiece] | None:
    """Return what goes where the two differ: the source's own marks, or an elision; None where words differ."""
    mine = [typed[step.i1 : step.i2] for step in steps if step.i1 < step.i2]
    spans = [(step.j1, step.j2) for step in steps if step.j1 < step.j2]
    printed = [text.folded.text[start:end] for start, end in spans]
    if _has_same_words(mine, printed):
        return [_QuotePiece(text.words(spans[0][0], spans[-1][1]), spans[0][0], spans[-1][1])] if spans else []
    if len(mine) == 1 and spans and (marked := _part_from_raised(mine[0], spans[0][0], spans[-1][1], text)):
        return marked
    return None if any(map(_has_words, mine)) else [_ELIDED]


def _part_from_raised(word: str, start: int, end: int, text: SourceText) -> list[_QuotePiece] | None:
    """Return a word with brackets for the raised digits that the source has right behind it; None for all else.

    Nobody but a reader knows a note's number from an exponent: behind a figure they are shown, and not left out.
    """
    last = start + len(word)
    if not text.folded.text.startswith(word, start) or last >= end:
        return None
    raised = text.words(last, end)
    if not RAISED_MARK.fullmatch(fold(raised).text):
        return None
    brackets = [f"[{raised}]"] if word[-1:].isdecimal() else [_ELISION] * (2 if _SEVERAL.search(raised) else 1)
    return [_QuotePiece(word, start, last), _QuotePiece(" ".join(brackets), last, end)]


def _has_words(token: str) -> bool:
    return any(map(str.isalnum, token))


def _has_same_words(mine: Sequence[str], printed: Sequence[str]) -> bool:
    """Return whether tokens are the same letters, however these are joined; every figure has to be the same."""
    letters = ["".join(word_form(token) for token in tokens if _has_words(token)) for tokens in (mine, printed)]
    figures = [[token for token in tokens if any(map(str.isdigit, token))] for tokens in (mine, printed)]
    return letters[0] == letters[1] and figures[0] == figures[1]


def _has_words_beside(pieces: Sequence[_QuotePiece], text: SourceText) -> bool:
    """Return whether elisions that leave out words of a sentence have enough words on both sides."""
    for number, piece in enumerate(pieces):
        if piece is not _ELIDED:
            continue
        before, after = pieces[max(number - _LEAST_BESIDE, 0) : number], pieces[number + 1 :][:_LEAST_BESIDE]
        if not before or not after:
            return False
        hidden = text.folded.text[before[-1].end : after[0].start] if min(before[-1].end, after[0].start) >= 0 else ""
        if not _is_apart(hidden) and min(len(before), len(after)) < _LEAST_BESIDE:
            return False
    return True


def _is_apart(words: str) -> bool:
    """Return whether words are no part of the sentence around them: stamps, numbers, capitals, what is in brackets."""
    outside = "".join(character for character in _BRACKETED.sub("", words) if character.isalpha())
    return not outside or outside.isupper()


def _write(pieces: Sequence[_QuotePiece]) -> Iterator[str]:
    """Yield the words of the pieces, with a space between two of them where the source has one."""
    end = -1
    for piece in pieces:
        if piece.start > end >= 0:
            yield " "
        yield piece.words
        end = piece.end


def search_source(text: SourceText, prefix: str | None = None, suffix: str | None = None) -> Search:
    """Return a function that finds the places of a quote in a source, beside the words given."""
    before, after = (fold(beside).text if beside else "" for beside in (prefix, suffix))
    return lambda quote: find_matches(fold(quote).text, text.folded, before, after)
