"""A source's text in the forms that quotes need, and how messages show a place of it."""

from collections.abc import Mapping

from generator.folding import Folded, fold_source, index_words
from generator.model import Article, Corpus, Source
from generator.text import Lines, lines_of
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source's text: as published, folded, and its lines."""

    source: Source
    article: Article
    folded: Folded
    lines: Lines

    def place(self, offset: int) -> str:
        """Return where an offset is in a file that can be opened: path, line and column where the file is the text.

        The text of any other kind of file has no place of its own there: then it is the file, and the page of a PDF or
        the time of subtitles.
        """
        if self.article.plain:
            line, column = self.lines.place(offset)
            return f"{self.source.file}:{line}:{column}"
        page = self.article.page(offset)
        cue = self.article.cue(offset)
        within = f", page {page}" if page else f", at {cue.time}" if cue else ""
        return f"{self.source.file}{within}"

    def words(self, start: int, end: int) -> str:
        """Return the source's own words of a folded stretch, on one line."""
        return " ".join(self.article.text[self.folded.start(start) : self.folded.end(end)].split())

    def show(self, start: int, end: int, words: str) -> str:
        """Return where words are that a message shows, so that a reader can go there.

        Where the file has no lines of its own for the text, the words around are the place.
        """
        place = self.place(self.folded.start(start))
        if self.article.plain:
            return f"{place}: “{words}”"
        before, after = words_around(self.folded.text, start, end)
        return f"{place}: {before}»{words}«{after}"


def prepare_texts(
    corpus: Corpus, articles: Mapping[str, Article], wanted: frozenset[str], searches: int = 1
) -> Mapping[str, SourceText]:
    """Return the wanted sources that have an article, each folded once, for about so many searches."""
    return {
        source.id: SourceText(
            source, article, index_words(fold_source(article.text, article.notes), searches), lines_of(article.text)
        )
        for source in corpus.sources
        if source.id in wanted and (article := articles.get(source.id))
    }


def in_quotation_marks(words: str, most: int = 80) -> str:
    """Return words in quotation marks, on one line, cut where they are long."""
    return f"“{shorten(words, most)}”"


def shorten(words: str, most: int) -> str:
    """Return words on one line, cut where they are long."""
    line = " ".join(words.split())
    return f"{line[: most - 1]}…" if len(line) > most else line


def in_context(source: str, start: int, end: int, most: int = 40) -> str:
    """Return a place of a folded text with the words around it, the place itself between » and «."""
    before, after = words_around(source, start, end, most)
    inside = source[start:end]
    if len(inside) > 2 * most:
        inside = f"{inside[:most].rstrip()} … {inside[-most:].lstrip()}"
    return f"{before}»{inside}«{after}"


def words_around(source: str, start: int, end: int, most: int = 40) -> tuple[str, str]:
    """Return the words before and after a place of a folded text, cut at words."""
    before, after = source[max(start - most, 0) : start], source[end : end + most]
    if start > most:
        before = "…" + before.partition(" ")[2]
    if end + most < len(source):
        after = after.rpartition(" ")[0] + "…"
    return before, after


def widen_to_words(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Return the stretch widened until it begins and ends at word boundaries, without white space at its ends."""
    source = folded.text
    while start < end and source[start] == " ":
        start += 1
    while end > start and source[end - 1] == " ":
        end -= 1
    while not folded.may_begin(start):
        start -= 1
    # After the apostrophe inside a word a match may begin, but a word is not whole there.
    while not folded.may_end(end) or (not folded.may_end(end - 1) and folded.may_begin(end - 1)):
        end += 1
    return start, end
