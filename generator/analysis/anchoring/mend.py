"""A quote to paste in the place of one that was not found: the same words, as the source has them.

Nothing is offered that changes a word or a figure, or that leaves out a negation.
"""

import re
from collections.abc import Callable, Iterator

from generator.analysis.anchoring.nearest import Alignment, align, word_form
from generator.folding import Folded, fold
from generator.language.negations import find_negation
from generator.values import dataclass

_ELISION = "[…]"
_DOTS = re.compile(r"\s*(?:\(\s*(?:…|\.{3})\s*\)|(?<!\[)(?:…+|\.{3,6}|\.(?: \.){2,})(?!\]))\s*")
_OUTER_MARKS = {
    '"': '"',
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "'": "'",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
}
_LAST_MARKS = ".,;:!?。、，؟।"
_MOST_LEFT_OUT = 40  # words that one elision of an offered quote may leave out


@dataclass(frozen=True, slots=True)
class Mend:
    """A quote that has exactly one place, what it leaves out of the source, and whether dots became an elision.

    Without a quote, `obstacle` is the word that no offer may leave out.
    """

    quote: str
    left_out: tuple[str, ...] = ()
    had_dots: bool = False
    obstacle: str = ""


def propose_quote(typed: str, source: Folded, text: str, count: Callable[[str], int]) -> Mend | None:
    """Return the first quote with exactly one place; None where none is found that changes no word.

    `text` is the source's own text, and `count` tells how many places a quote has there.
    """
    for quote in _rewritings(typed):
        if quote != typed and count(quote) == 1:
            return Mend(quote, had_dots=_DOTS.search(typed) is not None)
    simplest = _without_outer_marks(_with_elisions(typed))
    alignment = align(fold(simplest).text, source.text)
    return _from_alignment(simplest, alignment, source, text, count) if alignment else None


def _rewritings(typed: str) -> Iterator[str]:
    """Yield the quote with dots as elisions, without its outer marks, its last mark, with its first letter replaced."""
    elided = _with_elisions(typed)
    bare = _without_outer_marks(elided)
    for quote in dict.fromkeys((elided, bare)):
        for shortened in dict.fromkeys((quote, quote.rstrip(_LAST_MARKS))):
            yield shortened
            if shortened[:1].isalpha():
                yield f"[{shortened[0]}]{shortened[1:]}"


def _with_elisions(typed: str) -> str:
    return _DOTS.sub(f" {_ELISION} ", typed).strip()


def _without_outer_marks(typed: str) -> str:
    closing = _OUTER_MARKS.get(typed[:1], "")
    return typed[1:-1].strip() if len(typed) > 2 and closing and typed[-1] in closing else typed


def _from_alignment(
    typed: str, alignment: Alignment, source: Folded, text: str, count: Callable[[str], int]
) -> Mend | None:
    """Return the source's own words along an alignment, with elisions where only the source has words."""
    folded = fold(typed).text
    pieces: list[str] = []
    left_out: list[str] = []
    for step in alignment.steps:
        printed = text[source.start(step.j1) : source.end(step.j2)] if step.j1 < step.j2 else ""
        if step.tag == "equal":
            pieces.append(printed)
        elif words := _same_words(folded[step.i1 : step.i2], printed):
            for kept, dropped in words:
                pieces.append(kept if not dropped else _ELISION)
                left_out += [dropped] if dropped else []
        else:
            return None
    obstacle = next((negation for words in left_out if (negation := find_negation(words))), None)
    if obstacle:
        return Mend("", tuple(left_out), obstacle=obstacle)
    quote = " ".join(" ".join(pieces).split())
    return Mend(quote, tuple(left_out)) if count(quote) == 1 else None


def _same_words(typed: str, printed: str) -> list[tuple[str, str]]:
    """Return the printed words, each kept or left out, of which those kept are the typed ones but for marks and case.

    Empty where a word or a figure differs.
    """
    wanted, found = [word for word in typed.split() if word != _ELISION], list[tuple[str, str]]()
    number = 0
    for word in printed.split():
        if number < len(wanted) and _is_same_word(wanted[number], word):
            found.append((word, ""))
            number += 1
        elif found and found[-1][1]:
            found[-1] = ("", f"{found[-1][1]} {word}")
        else:
            found.append(("", word))
    too_long = any(len(dropped.split()) > _MOST_LEFT_OUT for _, dropped in found)
    return found if number == len(wanted) and not too_long else []


def _is_same_word(typed: str, printed: str) -> bool:
    """Return whether two words differ in marks, case or the look of letters only; figures must be the same."""
    if any(map(str.isdecimal, typed + printed)):
        return typed.strip(_LAST_MARKS + "\"'()") == printed.strip(_LAST_MARKS + "\"'()")
    return word_form(typed) == word_form(printed)
