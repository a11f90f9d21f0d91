"""Where the articles of all sources are in their texts, as the entries say, or why a stretch of one is not there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.analysis.anchoring.article_stretches import BoundedText, WordSearch, find_stretches
from generator.analysis.anchoring.match import find_matches, is_empty_quote
from generator.cache.memo import Memo
from generator.diagnostics import Diagnostic, Location, Outcome
from generator.folding import Folded, fold
from generator.model import Article, Corpus, Evidence, Source
from generator.source_files import ArticleBounds
from generator.text import lines_of


def locate_articles(
    corpus: Corpus, articles: Mapping[str, Article], memo: Memo | None = None
) -> Outcome[Mapping[str, Article]]:
    """Return the articles with the stretches that their entries name; a diagnostic for each that has no place."""
    bounded = [source for source in corpus.sources if source.article and source.id in articles]
    if not bounded:
        return Outcome(articles)
    items = [_bounded_text(source, articles[source.id]) for source in bounded]
    located, lost = dict(articles), []
    for source, spans in zip(bounded, (memo or Memo()).map(find_stretches, items), strict=True):
        if spans is None:
            lost.append(_explain_lost(source, articles[source.id]))
        else:
            located[source.id] = replace(articles[source.id], stretches=spans)
    return Outcome(located, tuple(lost))


def _bounded_text(source: Source, article: Article) -> BoundedText:
    return article.text, article.notes, tuple((bounds.first, bounds.last) for bounds in source.article)


def _explain_lost(source: Source, article: Article) -> Diagnostic:
    """Return why one of the stretches has no place: the first of the words that are not where they should be."""
    search, at, before = WordSearch(article.text, article.notes), 0, ""
    for bounds in source.article:
        for key, words, location in _list_words(bounds):
            found = search.find(words, at)
            if found is None:
                return _report_lost(source, article, search.folded, (key, words, location), before)
            at, before = found.end, words
    raise AssertionError("every stretch has a place")


def _list_words(bounds: ArticleBounds) -> Iterator[tuple[str, str, Location]]:
    yield "from", bounds.first, bounds.first_at
    yield "to", bounds.last, bounds.last_at


def _report_lost(
    source: Source, article: Article, folded: Folded, bound: tuple[str, str, Location], before: str
) -> Diagnostic:
    from generator.analysis.anchoring.advice import explain_words  # noqa: PLC0415 - only needed where words are lost
    from generator.analysis.anchoring.source_text import SourceText, in_context, in_quotation_marks  # noqa: PLC0415

    key, words, location = bound
    text = SourceText(source, article, folded, lines_of(article.text))
    earlier = () if is_empty_quote(fold(words).text) else find_matches(fold(words).text, folded)[0]
    if not earlier:
        evidence = Evidence("", 1, source.id, words, "mentions", location=location)
        found = explain_words(evidence, text)
        help = tuple(f"{key}: {line[7:]}" if line.startswith("quote: ") else line for line in found.help)
        return replace(found, help=help)
    place = text.place(folded.start(earlier[0].start))
    message = f"{in_quotation_marks(words)} is not in {source.id} behind {in_quotation_marks(before)}"
    return Diagnostic(
        location,
        "quote-not-found",
        message,
        (
            f"it is before that, {place}: {in_context(folded.text, earlier[0].start, earlier[0].end)}",
            "write them in the order of the text: each from: behind the last to:, each to: behind its from:",
        ),
    )
