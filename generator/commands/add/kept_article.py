"""Which part of a saved page is kept as its article: the words that bound it, and an account of what is beside it."""

from collections.abc import Iterator, Sequence

from generator.analysis.anchoring.article_stretches import Bounds, Span, match_article, name_stretches, tidy_stretches
from generator.analysis.anchoring.source_text import shorten
from generator.article_text import list_regions
from generator.commands.add import article_extraction
from generator.language.tokens import find_words
from generator.model import Article
from generator.reading.kinds.saved_page import read_saved_page, read_whole_page
from generator.text import has_no_unspaced, has_words
from generator.values import dataclass

_MOST_STRETCHES = 12  # of an article: more than a person would check
_SHOWN = 3  # stretches beside the article that the account names
_LITTLE = 0.1  # of a page's words, the article's share below which a person has to look


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """The first and last words of an article's stretches; none where the page reads so without them.

    `account` says how much of the page's text they are, and what is beside them.
    """

    bounds: tuple[Bounds, ...]
    account: str
    notes: tuple[str, ...] = ()


def find_page_article(html: str, *, as_text: bool = False) -> KeptArticle:
    """Return which part of a page is its article; `as_text` says that the source is its text and not the page."""
    page, plain = read_whole_page(html), read_saved_page(html).text
    return find_article(html, page.text, () if as_text else page.notes, page.text if as_text else plain, plain)


def find_article(html: str, text: str, marks: Sequence[Span], unbounded: str, plain: str) -> KeptArticle:
    """Return which part of a source's text, with these note marks, is the article of the page that it is made of.

    `unbounded` is the text that the source has where its entry names no article, and `plain` that of the page without
    its boilerplate.
    The extractor says so, or else, where it is not installed or finds nothing, what pages call their own cookie
    banners and sidebars is no article.
    """
    spans: Sequence[Span] = ()
    notes = []
    if article_extraction.is_installed():
        spans = article_extraction.extract_article(html, text)
        if not spans:
            notes.append("no article was found in the page: all of it is the article but cookie boxes and sidebars")
    else:
        notes.append(f"the program that finds the article in a page is not installed: {article_extraction.EXTRA}")
    spans = spans or match_article(text, plain)
    stretches = tidy_stretches(text, _join_nearest(spans, _MOST_STRETCHES))
    if not stretches and unbounded == text:
        return KeptArticle((), _account_for(text, ()), tuple(notes))
    bounds = name_stretches(text, marks, stretches or ((0, len(text)),))
    kept, words = (count_words(part) for part in (_join(text, stretches), text))
    if kept < _LITTLE * words:
        notes.append("hardly any of the page's text is its article: look at article: in the entry, and correct it")
    return KeptArticle(bounds, _account_for(text, stretches), tuple(notes))


def _join_nearest(spans: Sequence[Span], most: int) -> Sequence[Span]:
    """Return at most so many stretches: the shortest gaps between them are taken in."""
    gaps = sorted(range(1, len(spans)), key=lambda number: spans[number][0] - spans[number - 1][1])
    joined = set(gaps[: max(len(spans) - most, 0)])
    found: list[Span] = []
    for number, (start, end) in enumerate(spans):
        found.append((found.pop()[0] if number in joined else start, end))
    return found


def _account_for(text: str, stretches: Sequence[Span]) -> str:
    """Return how much of a text is the article, and how the rest begins."""
    words = count_words(text)
    if not stretches:
        return f"kept all {words:,} words as the article"
    kept = count_words(_join(text, stretches))
    beside = list(_list_beside(text, stretches))
    more = f" and {len(beside) - _SHOWN} more" if len(beside) > _SHOWN else ""
    return f"kept {kept:,} of {words:,} words as the article; beside it: {', '.join(beside[:_SHOWN])}{more}"


def _list_beside(text: str, stretches: Sequence[Span]) -> Iterator[str]:
    """Yield how each stretch that is not the article begins, the longest first."""
    article = Article("", text, (), plain=True, sha256="", stretches=tuple(stretches))
    beside = [text[start:end].strip() for start, end, is_article in list_regions(article) if not is_article]
    for words in sorted(beside, key=len, reverse=True):
        first = words.split("\n", 1)[0]
        more = " …" if len(first) < len(words) and len(first) <= 40 else ""
        yield f"‘{shorten(first, 40)}{more}’"


def _join(text: str, stretches: Sequence[Span]) -> str:
    return "".join(text[start:end] for start, end in stretches) if stretches else text


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces, of pairs of characters."""
    if has_no_unspaced(text):
        return sum(map(has_words, text.split()))
    return sum(1 for _ in find_words(text))
