"""Signs that a source's text is not what a reader of the file sees: what `text-suspect` tells.

`find_suspicions` looks at the text alone, and at the facts that the reader of a kind gives beside it. Each sign is one
that ordinary texts do not show: a table, a formula or a cover page is none.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from generator.patterns import lazy_pattern
from generator.suspicion import FilePageFacts, Suspicion
from generator.text import has_words

_OCR = "run text recognition (OCR) on the file first, or add what is printed there as a text with --original"
_TYPE_OUT = "compare it with the file, and quote only what is right; or add the text that you see as a .txt file"

_SAVE_AGAIN = "save the page from a browser that shows it, or add its text as a .txt file"

_FEW_WORDS = 30  # of a page
_LARGE_PAGE = 4_000  # bytes
_MARKUP = 200  # bytes of a page for each character of its text, from which on a program makes its text
_LEAST = 3  # letters that are lost, and words that are turned round
_LOST = lazy_pattern("(?<=[^\\W_])\ufffd|\ufffd(?=[^\\W_])|(?<=[^\\W_])[\ue000-\uf8ff](?=[^\\W_])")
_MAYBE_LOST = lazy_pattern("[\ufffd\ue000-\uf8ff]")
_LONG_WORD = 22  # letters; hardly any word of a language with blanks has more
_CHUNK = 1_500  # characters in which
_RUN_TOGETHER = 0.5  # of the letters stand in longer words
_LETTERS = re.compile(r"[^\W\d_]+")
_ADDRESS = lazy_pattern(r"\S*(?:://|www\.|[@/\\_=])\S*")
_RIGHT_TO_LEFT = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
# Letters that only end a word, and the Arabic article, which only begins one.
_FINAL = frozenset("ךםןףץةى")
_ARTICLE = "ال"
_PRESENTATION = lazy_pattern("[\ufb50-\ufdff\ufe70-\ufefc]")

_HARDLY = 150  # letters on a page that is a picture, or all shapes, are a stamp and no text
_COVERED = 0.6  # of a page by pictures
_SHAPES = 300  # on a page: letters drawn as shapes
_FEW_PAGES = 2  # may be covers


def find_suspicions(
    text: str, page_starts: Sequence[int] = (), facts: Sequence[FilePageFacts] = ()
) -> tuple[Suspicion, ...]:
    """Return the signs in a source's text; `page_starts` and `facts` are those of the pages of a paged file."""
    pages = [
        (number, text[start:end], fact)
        for number, (start, end, fact) in enumerate(
            zip(page_starts, [*page_starts[1:], len(text)], facts, strict=False), start=1
        )
    ]
    return (
        *_find_pictures(pages),
        *_find_lost_letters(text, pages),
        *_find_words_run_together(text),
        *_find_wrong_order(text),
        *_find_missing_words(pages),
    )


def find_empty_page(text: str, size: int) -> Iterator[Suspicion]:
    """Yield the sign that a saved page of so many bytes has no text of its own: a program fills it in the browser."""
    words = sum(map(has_words, text.split()))
    if words < _FEW_WORDS and size > max(_LARGE_PAGE, _MARKUP * len(text)):
        yield Suspicion(f"it has hardly any text: {words} words in {size:,} bytes", _SAVE_AGAIN)


def _find_pictures(pages: Sequence[tuple[int, str, FilePageFacts]]) -> Iterator[Suspicion]:
    covered, counts = [], []
    for number, words, fact in pages:
        letters = sum(map(len, _LETTERS.findall(words)))
        drawn = fact.pictures >= _COVERED or (fact.shapes >= _SHAPES and letters < _HARDLY / 10)
        if drawn and letters < _HARDLY:
            covered.append(number)
            counts.append(letters)
    if covered and (len(covered) > _FEW_PAGES or 2 * len(covered) > len(pages)):
        many = max(counts)
        yield Suspicion(
            f"{_list_pages(covered)} of {len(pages)} {_are(covered)} with hardly any text "
            f"({'no' if not many else f'at most {many}'} letters on each): nothing that is printed there can be quoted",
            _OCR,
        )


def _are(numbers: Sequence[int]) -> str:
    return "is a picture" if len(numbers) == 1 else "are pictures"


def _list_pages(numbers: Sequence[int]) -> str:
    """Return pages as a person names them: page 3, pages 1–3 and 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    shown = ["–".join(map(str, span)) for span in spans]
    if len(shown) > 6:
        shown = [*shown[:5], f"{len(shown) - 5} more places"]
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"page{'s' * (len(numbers) > 1)} {listed}"


def _find_lost_letters(text: str, pages: Sequence[tuple[int, str, FilePageFacts]]) -> Iterator[Suspicion]:
    lost = list(_LOST.finditer(text)) if _MAYBE_LOST.search(text) else []
    if len([found for found in lost if found[0] != "\ufffd"]) < _LEAST:
        lost = [found for found in lost if found[0] == "\ufffd"]
    if lost:
        start = max(0, lost[0].start() - 12)
        shown = " ".join(text[start : lost[0].end() + 12].split())
        yield Suspicion(
            f"{_count(len(lost), 'letter')} of its words {'is' if len(lost) == 1 else 'are'} lost, first in “{shown}”",
            _TYPE_OUT,
        )
        return
    unmapped = [number for number, words, fact in pages if fact.unmapped > max(20, len("".join(words.split())) / 5)]
    if unmapped:
        yield Suspicion(
            f"the fonts on {_list_pages(unmapped)} do not say which letters they print: the text there may be others",
            _OCR,
        )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _find_words_run_together(text: str) -> Iterator[Suspicion]:
    tokens = [token for token in text.split() if len(token) > _LONG_WORD]
    if sum(len(word) > _LONG_WORD for token in tokens for word in _LETTERS.findall(token)) <= _LEAST:
        return  # a glance is enough for most texts
    for start in range(0, len(text), _CHUNK):
        words = _LETTERS.findall(_ADDRESS.sub(" ", text[start : start + _CHUNK]))
        letters = sum(map(len, words))
        long = [word for word in words if len(word) > _LONG_WORD and not _unspaced_pattern().search(word)]
        if letters > 150 and len(long) > _LEAST and sum(map(len, long)) > _RUN_TOGETHER * letters:
            yield Suspicion(f"words run together, as in “{long[0][:40]}”: the blanks between them are lost", _TYPE_OUT)
            return


@cache
def _unspaced_pattern() -> re.Pattern[str]:
    """One character of a script whose words may be as long as a sentence: a large set, compiled when needed."""
    return re.compile(
        "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
    )


def _find_wrong_order(text: str) -> Iterator[Suspicion]:
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return
    right = wrong = 0
    example = ""
    for found in _RIGHT_TO_LEFT.finditer(text):
        word = "".join(letter for letter in found[0] if unicodedata.category(letter) != "Mn")
        word = unicodedata.normalize("NFKC", word)
        if len(word) < 3:
            continue
        forward = word.startswith(_ARTICLE) or word[-1] in _FINAL
        backward = word.endswith(_ARTICLE[::-1]) or word[0] in _FINAL
        right += forward and not backward
        wrong += backward and not forward
        if backward and not forward and not example:
            example = found[0]
    if wrong >= _LEAST and wrong > right / 4:
        yield Suspicion(f"words of right-to-left script stand in the wrong order, as in “{example}”", _TYPE_OUT)
    elif len(_PRESENTATION.findall(text)) > len("".join(_RIGHT_TO_LEFT.findall(text))) / 4:
        yield Suspicion("its Arabic letters are presentation forms, which no quote that is typed has", _TYPE_OUT)


def _find_missing_words(pages: Sequence[tuple[int, str, FilePageFacts]]) -> Iterator[Suspicion]:
    for what, on in (
        ("form field", {number: fact.typed for number, _, fact in pages if fact.typed}),
        ("note or stamp", {number: fact.stamped for number, _, fact in pages if fact.stamped}),
    ):
        if on:
            count = sum(map(len, on.values()))
            plural = what.replace("note or stamp", "notes or stamps") if count > 1 else what
            named = f"{count:,} {plural}{'s' * (count > 1 and what == 'form field')}" if count > 1 else f"a {what}"
            first = next(iter(on.values()))[0][:40]
            yield Suspicion(
                f"what is typed in {named} on {_list_pages(list(on))} is not in the text, such as “{first}”"
                if what == "form field"
                else f"the words of {named} on {_list_pages(list(on))} are not in the text, such as “{first}”",
                "print the file to a new PDF, which makes them text of the page, and add that",
            )
