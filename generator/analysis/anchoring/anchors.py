"""Anchors: the one place of each quote in its source, or a report of why there is none and what would help."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from generator.analysis.anchoring.match import (
    BRACKETS,
    PLACES,
    Match,
    build_layout,
    find_brackets,
    find_matches,
    is_empty_quote,
)
from generator.analysis.anchoring.placement import QuotePattern, occurs
from generator.cache.memo import Memo
from generator.diagnostics import Diagnostic, Outcome
from generator.model import Anchor, Article, Corpus, Evidence, Gap, Segment, Source
from generator.text import Folded, Lines, fold, lines_of, may_begin, may_end
from generator.values import dataclass

_NEEDLE = 250  # code points of a quote that the nearest passage is searched with: longer ones cost far more
_ALIKE = 50.0  # below this score out of 100 a passage is nothing like the quote
_SEARCHED = 500_000_000  # code points of source text searched for what is like a quote, in one run
_COMPARED_CHARACTERS = 2_000  # code points that likeness looks at
_COMPARED = 200  # words of a quote that are compared one by one
_SHOWN = 20  # places, or differences, that one message shows


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source's text as published and as folded, and its lines."""

    source: Source
    article: Article
    folded: Folded
    lines: Lines

    def place(self, offset: int) -> str:
        """Return path, line and column of an offset: in the file if that is plain text, else in the published text."""
        path = self.source.file if self.article.plain else f"sources/{self.source.id}.txt"
        line, column = self.lines.place(offset)
        return f"{path}:{line}:{column}"


def prepare_texts(corpus: Corpus, articles: Mapping[str, Article], wanted: frozenset[str]) -> Mapping[str, SourceText]:
    """Return the wanted sources that have an article, by id, each folded once."""
    return {
        source.id: SourceText(
            source, articles[source.id], fold(articles[source.id].text), lines_of(articles[source.id].text)
        )
        for source in corpus.sources
        if source.id in wanted and source.id in articles
    }


def anchor_quotes(
    corpus: Corpus, articles: Mapping[str, Article], memo: Memo | None = None
) -> Outcome[Mapping[str, Anchor]]:
    """Return the anchor of every piece of evidence by its id, and a diagnostic for each that has none.

    Evidence of a source without an article is left out: that source has a diagnostic.
    """
    written = (quote for claim in corpus.claims for quote in claim.evidence if quote.quote)  # an empty one is reported
    evidence = [quote for quote in written if quote.source in articles]
    found: dict[str, Anchor] = {}
    for quote, layout in zip(evidence, _find_layouts(evidence, articles, memo or Memo()), strict=True):
        if layout is not None:
            found[quote.id] = Anchor(quote.id, quote.source, tuple(map(_to_part, layout)))
    lost = [quote for quote in evidence if quote.id not in found]
    return Outcome(found, tuple(_explain_all(lost, corpus, articles)))


Layout = tuple[str | tuple[int, int], ...]  # of an anchor: its segments, and the words of its gaps
QuoteInText = tuple[str, str, str | None, str | None]  # a source's text, a quote, its prefix and suffix


def _find_layouts(evidence: Sequence[Evidence], articles: Mapping[str, Article], memo: Memo) -> Iterable[Layout | None]:
    """Return the place of each quote in its source; None for a quote that has none, or several."""
    by_source = sorted(range(len(evidence)), key=lambda number: evidence[number].source)  # each text is folded once
    quotes = [evidence[number] for number in by_source]
    layouts = memo.map(
        find_layout,
        [(articles[quote.source].text, quote.quote, quote.prefix, quote.suffix) for quote in quotes],
    )
    ordered = dict(zip(by_source, layouts, strict=True))
    return (ordered[number] for number in range(len(evidence)))


def find_layout(item: QuoteInText) -> Layout | None:
    """Return the one place of a quote in a text; None where it has none, or several."""
    text, words, prefix, suffix = item
    quote = fold(words)
    if is_empty_quote(quote.text) or len(find_brackets(quote.text)) > BRACKETS:
        return None
    folded = _fold_source(text)
    matches, pattern = _find_matches(quote, folded, prefix, suffix)
    if len(matches) != 1:
        return None
    layout = build_layout(words, quote, folded, matches[0], pattern)
    return tuple(part.words if isinstance(part, Gap) else (part.start, part.end) for part in layout)


_fold_source = lru_cache(1)(fold)


def _to_part(part: str | tuple[int, int]) -> Segment | Gap:
    return Gap(part) if isinstance(part, str) else Segment(*part)


def _find_matches(
    quote: Folded, folded: Folded, prefix: str | None, suffix: str | None
) -> tuple[tuple[Match, ...], QuotePattern]:
    before, after = (fold(beside).text if beside else "" for beside in (prefix, suffix))
    return find_matches(quote.text, folded.text, before, after)


# -- quotes without one place -------------------------------------------------------------------------------------


def _explain_all(lost: Sequence[Evidence], corpus: Corpus, articles: Mapping[str, Article]) -> Iterator[Diagnostic]:
    """Say of each of these quotes why it has no place, or no single one; of very many, the first at length."""
    texts = prepare_texts(corpus, articles, frozenset(evidence.source for evidence in lost))
    everywhere: Mapping[str, SourceText] = {}  # all sources, folded when the first quote is not found
    size, searched = sum(len(article.text) for article in articles.values()), 0
    for evidence in lost:
        text, quote = texts[evidence.source], fold(evidence.quote)
        if is_empty_quote(quote.text):
            yield _report_empty(evidence)
            continue
        if len(find_brackets(quote.text)) > BRACKETS:
            yield _report_brackets(evidence)
            continue
        matches, pattern = _find_matches(quote, text.folded, evidence.prefix, evidence.suffix)
        if matches:
            yield _report_ambiguous(evidence, text, matches)
            continue
        searched += size
        explained = _explain(quote.text, pattern, text, near=searched <= _SEARCHED)
        if searched <= _SEARCHED:
            everywhere = everywhere or prepare_texts(corpus, articles, frozenset(articles))
        elsewhere = _find_elsewhere(evidence, quote.text, everywhere) if searched <= _SEARCHED else ()
        yield _report_missing(evidence, text, (*explained, *elsewhere))


def _report_empty(evidence: Evidence) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "quote-empty",
        f"{in_quotation_marks(evidence.quote)} has no letter or digit outside brackets",
        ("quote words of the source itself: brackets hold what was left out or replaced",),
    )


def _report_brackets(evidence: Evidence) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "too-large",
        f"{in_quotation_marks(evidence.quote)} has more than {BRACKETS} pairs of brackets",
        ("make several pieces of evidence of it",),
    )


def _report_ambiguous(evidence: Evidence, text: SourceText, matches: tuple[Match, ...]) -> Diagnostic:
    places = [
        f"{text.place(text.folded.start(match.start))}: {in_context(text.folded.text, match.start, match.end)}"
        for match in matches[:_SHOWN]
    ]
    if len(matches) > _SHOWN:
        places.append(f"and {len(matches) - _SHOWN} more")
    return Diagnostic(
        evidence.location,
        "quote-ambiguous",
        f"{in_quotation_marks(evidence.quote)} stands {_count_times(len(matches))} in {evidence.source}",
        (*places, "say which one is meant: quote more words, or add prefix: or suffix: with the words beside it"),
    )


def _count_times(number: int) -> str:
    return f"{number:,} times" if number < PLACES else f"{PLACES:,} times or more"


def _report_missing(evidence: Evidence, text: SourceText, explained: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "quote-not-found",
        f"{in_quotation_marks(evidence.quote)} is not, word for word, in {evidence.source} ({text.source.file})",
        explained,
    )


# -- why a quote was not found ------------------------------------------------------------------------------------


def _explain(quote: str, pattern: QuotePattern, text: SourceText, *, near: bool) -> tuple[str, ...]:
    source = text.folded.text
    if pattern.prefix or pattern.suffix:
        matches, _ = find_matches(quote, source)
        if matches:
            beside = " and ".join(
                f"the {name} “{words}”"
                for name, words in (("prefix", pattern.prefix), ("suffix", pattern.suffix))
                if words
            )
            return (
                f"the quote is there, but not beside {beside}:",
                *(
                    f"{text.place(text.folded.start(match.start))}: {in_context(source, match.start, match.end)}"
                    for match in matches[:_SHOWN]
                ),
            )
    part = next((part for part in pattern.parts if not occurs(part, quote, source)), None)
    if part is None:
        return ("each part is there, but not in this order, or too far apart for the brackets between them",)
    words = quote[part.start : part.end]
    lines = [f"this part is not there: {in_quotation_marks(words)}"] if len(pattern.parts) > 1 else []
    inside = _find_inside_words(words, source)
    if inside:
        start, end = inside
        place = text.place(text.folded.start(start))
        return (
            *lines,
            f"it begins or ends inside a word, {place}: the source has {in_quotation_marks(source[start:end])}",
        )
    if not near:
        return (*lines, "the nearest passage was not searched: too many quotes were not found in this run")
    nearest = find_nearest(words, source)
    if nearest is None:
        return (*lines, "nothing like it is in this source")
    start, end = nearest
    passage = source[start:end]
    place = text.place(text.folded.start(start))
    return (*lines, f"nearest, {place}: {in_quotation_marks(passage, 400)}", *describe_differences(words, passage))


def _find_inside_words(words: str, source: str) -> tuple[int, int] | None:
    """Return the words' first place without regard to word boundaries, widened to whole words."""
    start = source.find(words)
    if start < 0:
        return None
    end = start + len(words)
    return widen_to_words(source, start, end)


def _find_elsewhere(evidence: Evidence, quote: str, texts: Mapping[str, SourceText]) -> tuple[str, ...]:
    found = [
        source_id
        for source_id, text in texts.items()
        if source_id != evidence.source and find_matches(quote, text.folded.text)[0]
    ]
    return (f"it is, word for word, in {', '.join(found[:3])}: is the source right?",) if found else ()


def find_nearest(words: str, source: str) -> tuple[int, int] | None:
    """Return the stretch of a folded text that is most like the words, in whole words; None where nothing is.

    The alignment of the best partial ratio (rapidfuzz), so time is bounded: about 40 ms for 2 MB of text.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed where something is wrong

    needle, hay = words[:_NEEDLE], source
    if len(needle) > len(hay):
        return (0, len(hay)) if hay and fuzz.ratio(needle, hay) >= _ALIKE else None
    lowered, lowered_hay = needle.lower(), hay.lower()
    if len(lowered) == len(needle) and len(lowered_hay) == len(hay):  # so offsets hold
        needle, hay = lowered, lowered_hay
    found = fuzz.partial_ratio_alignment(needle, hay, score_cutoff=_ALIKE)
    if found is None or found.dest_start == found.dest_end:
        return None
    end = min(found.dest_end + len(words) - len(needle), len(source))
    return _trim(words, source, *widen_to_words(source, found.dest_start, end))


def _trim(words: str, source: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without words at its ends that have no counterpart in what was sought."""
    steps = _compare_words(words, source[start:end])
    theirs = source[start:end].split(" ")
    if len(steps) > 1 and len(theirs) <= _COMPARED:
        if steps[0][0] == "insert":
            start += sum(len(word) + 1 for word in theirs[: steps[0][4]])
        if steps[-1][0] == "insert":
            end -= sum(len(word) + 1 for word in theirs[steps[-1][3] :])
    return start, end


def similarity(words: str, passage: str) -> float:
    """Return how alike two folded texts are, ignoring case, from 0 to 100 (rapidfuzz's normalised Indel similarity)."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed where something is wrong

    return fuzz.ratio(words[:_COMPARED_CHARACTERS].lower(), passage[:_COMPARED_CHARACTERS].lower())


def widen_to_words(source: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch widened to word boundaries, without white space at its ends."""
    while start < end and source[start] == " ":
        start += 1
    while end > start and source[end - 1] == " ":
        end -= 1
    while not may_begin(source, start):
        start -= 1
    # After the apostrophe inside a word a match may begin, but a word is not whole there.
    while not may_end(source, end) or (not may_end(source, end - 1) and may_begin(source, end - 1)):
        end += 1
    return start, end


def describe_differences(typed: str, passage: str) -> tuple[str, ...]:
    """Return the differences between two folded texts, word by word, one line each."""
    ours, theirs = typed.split(" ")[:_COMPARED], passage.split(" ")[:_COMPARED]
    lines = []
    for tag, i1, i2, j1, j2 in _compare_words(typed, passage):
        mine, other = _show_both(" ".join(ours[i1:i2]), " ".join(theirs[j1:j2]))
        if tag == "replace":
            lines.append(f"you typed {mine}, the source has {other}")
        elif tag == "delete":
            lines.append(f"you typed {mine}, the source has nothing there")
        elif tag == "insert":
            after = f" after {in_quotation_marks(ours[i1 - 1])}" if i1 else f" before {in_quotation_marks(ours[0])}"
            lines.append(f"the source also has {other}{after}")
    return tuple(lines[:_SHOWN])


def _compare_words(typed: str, passage: str) -> Sequence[tuple[str, int, int, int, int]]:
    import difflib  # noqa: PLC0415 - only needed where something is wrong

    ours, theirs = typed.split(" ")[:_COMPARED], passage.split(" ")[:_COMPARED]
    return difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()


def _show_both(mine: str, other: str) -> tuple[str, str]:
    """Return both as messages show them; long ones from shortly before their first difference."""
    alike = next((at for at, (ours, theirs) in enumerate(zip(mine, other, strict=False)) if ours != theirs), 0)
    if max(len(mine), len(other)) <= 80 or alike <= 20:
        return in_quotation_marks(mine), in_quotation_marks(other)
    return in_quotation_marks("…" + mine[alike - 20 :]), in_quotation_marks("…" + other[alike - 20 :])


def in_quotation_marks(words: str, most: int = 80) -> str:
    """Return the words in quotation marks, on one line, cut where they are long."""
    line = " ".join(words.split())
    return f"“{line[: most - 1]}…”" if len(line) > most else f"“{line}”"


def in_context(source: str, start: int, end: int, most: int = 40) -> str:
    """Return a place of a folded text with the words around it, the place itself between » and «."""
    before, after = source[max(start - most, 0) : start], source[end : end + most]
    if start > most:
        before = "…" + before.partition(" ")[2]
    if end + most < len(source):
        after = after.rpartition(" ")[0] + "…"
    inside = source[start:end]
    if len(inside) > 2 * most:
        inside = f"{inside[:most]} … {inside[-most:]}"
    return f"{before}»{inside}«{after}"
