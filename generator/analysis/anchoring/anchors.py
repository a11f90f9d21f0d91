"""Every quote of the project anchored to its one place, or refused with advice."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from generator.analysis.anchoring.match import BRACKETS, build_layout, find_brackets, find_evidence
from generator.cache.memo import Memo
from generator.diagnostics import Outcome
from generator.folding import fold, fold_source
from generator.model import Anchor, Article, Corpus, Evidence, Gap, Segment
from generator.reading.originals import OriginalFiles

Span = tuple[int, int]
PlainGap = tuple[str, int | None, int | None, str]
Layout = tuple[Span | PlainGap, ...]  # of an anchor: its segments and its gaps
QuoteInText = tuple[str, tuple[Span, ...], str, str | None, str | None]  # text, note marks, quote, prefix and suffix


def anchor_quotes(
    corpus: Corpus,
    articles: Mapping[str, Article],
    memo: Memo | None = None,
    originals: OriginalFiles | None = None,
) -> Outcome[Mapping[str, Anchor]]:
    """Return the anchor of every piece of evidence by its id; a diagnostic for each that has none.

    Evidence of a source without an article is passed over: what is wrong there is reported already. A quote that is
    not in its source's text is looked for in its `originals` too.
    """
    written = (evidence for claim in corpus.claims for evidence in claim.evidence if evidence.quote)
    quotes = [evidence for evidence in written if evidence.source in articles]
    found: dict[str, Anchor] = {}
    for evidence, layout in zip(quotes, _find_layouts(quotes, articles, memo or Memo()), strict=True):
        if layout is not None:
            found[evidence.id] = Anchor(evidence.id, evidence.source, tuple(map(_to_part, layout)))
    lost = [evidence for evidence in quotes if evidence.id not in found]
    if not lost:
        return Outcome(found)
    from generator.analysis.anchoring.advice import explain_quotes  # noqa: PLC0415 - only needed where one is lost

    return Outcome(found, tuple(explain_quotes(lost, corpus, articles, originals)))


def _find_layouts(quotes: Sequence[Evidence], articles: Mapping[str, Article], memo: Memo) -> Iterable[Layout | None]:
    """Return the place of each quote in its source; None for a quote that has none, or several."""
    by_source = sorted(range(len(quotes)), key=lambda number: quotes[number].source)  # each text is folded once
    items = []
    for number in by_source:
        evidence, article = quotes[number], articles[quotes[number].source]
        items.append((article.text, article.notes, evidence.quote, evidence.prefix, evidence.suffix))
    ordered = dict(zip(by_source, memo.map(find_layout, items), strict=True))
    return [ordered[number] for number in range(len(quotes))]


def find_layout(item: QuoteInText) -> Layout | None:
    """Return the one place of a quote in a text; None where it has none, or several."""
    text, notes, words, prefix, suffix = item
    quote, source = fold(words), _fold_source(text, notes)
    if len(find_brackets(quote.text)) > BRACKETS:
        return None
    matches, pattern = find_evidence(quote, source, prefix, suffix)
    if len(matches) != 1:
        return None
    layout = build_layout(words, quote, source, matches[0], pattern)
    return tuple(
        (part.words, part.start, part.end, part.kind) if isinstance(part, Gap) else (part.start, part.end)
        for part in layout
    )


_fold_source = lru_cache(1)(fold_source)


def _to_part(part: Span | PlainGap) -> Segment | Gap:
    return Gap(*part) if len(part) == 4 else Segment(*part)  # type: ignore[arg-type]  # by its length
