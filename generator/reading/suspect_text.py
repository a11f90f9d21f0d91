"""Signs that a source's text is not what its file shows to a reader: letters that are lost, hardly any text."""

from collections.abc import Iterator

from generator.text import has_words

Suspicion = tuple[str, tuple[str, ...]]  # what is wrong with a file's text, as a predicate, and what to do

_LOST = "\N{REPLACEMENT CHARACTER}"
_FEW_WORDS = 30
_LARGE_PAGE = 4_000  # bytes
_MARKUP = 200  # bytes of a page for each character of its text, from which on a program makes its text

_LOST_ADVICE = "save the file again in the encoding that it was written in, or correct the letters in a copy"
_EMPTY_ADVICE = (
    "such a page makes its text with a program: save it from a browser that shows it, or add its text as a .txt file"
)


def find_suspicions(text: str, size: int | None = None) -> Iterator[Suspicion]:
    """Yield what is suspect in a text; `size` is that of the page, in bytes, which the text is of."""
    lost = text.count(_LOST)
    if lost:
        first = text.index(_LOST)
        shown = " ".join(text[max(first - 20, 0) : first + 20].split())
        letters = "a letter that is" if lost == 1 else f"{lost:,} letters that are"
        yield f"has {letters} lost (U+FFFD), the first in “{shown}”", (_LOST_ADVICE,)
    if size is not None and size > max(_LARGE_PAGE, _MARKUP * len(text)):
        words = sum(map(has_words, text.split()))
        if words < _FEW_WORDS:
            yield f"has hardly any text: {words} words in {size:,} bytes", (_EMPTY_ADVICE,)
