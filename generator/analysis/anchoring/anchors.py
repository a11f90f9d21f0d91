"""Every quote of the project anchored to its one place, or refused with what a curator needs to mend it."""

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
    """A source's text in all the forms that quotes need: as published, folded, and its lines."""

    source: Source
    article: Article
    folded: Folded
    lines: Lines

    def place(self, offset: int) -> str:
        """Path, line and column of an offset: in the file where it is shown as written, else in the published text."""
        path = self.source.file if self.article.plain else f"sources/{self.source.id}.txt"
        line, column = self.lines.place(offset)
        return f"{path}:{line}:{column}"


def prepare_texts(corpus: Corpus, articles: Mapping[str, Article], wanted: frozenset[str]) -> Mapping[str, SourceText]:
    """The wanted sources that have an article, each folded once."""
    return {
        each.id: SourceText(each, articles[each.id], fold(articles[each.id].text), lines_of(articles[each.id].text))
        for each in corpus.sources
        if each.id in wanted and each.id in articles
    }


def anchor_quotes(
    corpus: Corpus, articles: Mapping[str, Article], memo: Memo | None = None
) -> Outcome[Mapping[str, Anchor]]:
    """The anchor of every piece of evidence by its id; a diagnostic for each that has none.

    Evidence of a source without an article is passed over: what is wrong there has been said.
    """
    written = (each for claim in corpus.claims for each in claim.evidence if each.quote)  # an empty one is reported
    evidence = [each for each in written if each.source in articles]
    found: dict[str, Anchor] = {}
    for each, layout in zip(evidence, _find_layouts(evidence, articles, memo or Memo()), strict=True):
        if layout is not None:
            found[each.id] = Anchor(each.id, each.source, tuple(map(_to_part, layout)))
    lost = [each for each in evidence if each.id not in found]
    return Outcome(found, tuple(_explain_all(lost, corpus, articles)))


Layout = tuple[str | tuple[int, int], ...]  # of an anchor: its segments, and the words of its gaps
QuoteInText = tuple[str, str, str | None, str | None]  # a source's text, a quote, its prefix and suffix


def _find_layouts(evidence: Sequence[Evidence], articles: Mapping[str, Article], memo: Memo) -> Iterable[Layout | None]:
    """The place of each quote in its source; None for a quote that has none, or several."""
    by_source = sorted(range(len(evidence)), key=lambda number: evidence[number].source)  # each text is folded once
    quotes = [evidence[number] for number in by_source]
    layouts = memo.map(
        find_layout,
        [(articles[each.source].text, each.quote, each.prefix, each.suffix) for each in quotes],
    )
    ordered = dict(zip(by_source, layouts, strict=True))
    return (ordered[number] for number in range(len(evidence)))


def find_layout(item: QuoteInText) -> Layout | None:
    """The one place of a quote in a text; None where it has none, or several."""
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


def _explain_all(lost: Iterable[Evidence], corpus: Corpus, articles: Mapping[str, Article]) -> Iterator[Diagnostic]:
    """Why these quotes have no place, or no one place. The first of very many are explained at length."""
    lost = tuple(lost)
    texts = prepare_texts(corpus, articles, frozenset(each.source for each in lost))
    everywhere: Mapping[str, SourceText] = {}  # all sources, folded when the first quote is not found
    size, searched = sum(len(each.text) for each in articles.values()), 0
    for each in lost:
        text = texts[each.source]
        quote = fold(each.quote)
        if is_empty_quote(quote.text):
            yield _empty(each)
            continue
        if len(find_brackets(quote.text)) > BRACKETS:
            yield _crowded(each)
            continue
        matches, pattern = _find_matches(quote, text.folded, each.prefix, each.suffix)
        if matches:
            yield _ambiguous(each, text, matches)
            continue
        searched += size
        explained = _explained(quote.text, pattern, text, near=searched <= _SEARCHED)
        if searched <= _SEARCHED:
            everywhere = everywhere or prepare_texts(corpus, articles, frozenset(articles))
        elsewhere = _elsewhere(each, quote.text, everywhere) if searched <= _SEARCHED else ()
        yield _not_found(each, text, (*explained, *elsewhere))


def _empty(evidence: Evidence) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "quote-empty",
        f"{in_quotation_marks(evidence.quote)} has no letter or digit outside brackets",
        ("quote words of the source itself: brackets hold what was left out or replaced",),
    )


def _crowded(evidence: Evidence) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "too-large",
        f"{in_quotation_marks(evidence.quote)} has more than {BRACKETS} pairs of brackets",
        ("make several pieces of evidence of it",),
    )


def _ambiguous(evidence: Evidence, text: SourceText, matches: tuple[Match, ...]) -> Diagnostic:
    places = [
        f"{text.place(text.folded.start(each.start))}: {in_context(text.folded.text, each.start, each.end)}"
        for each in matches[:_SHOWN]
    ]
    if len(matches) > _SHOWN:
        places.append(f"and {len(matches) - _SHOWN} more")
    return Diagnostic(
        evidence.location,
        "quote-ambiguous",
        f"{in_quotation_marks(evidence.quote)} stands {_times(len(matches))} in {evidence.source}",
        (*places, "say which one is meant: quote more words, or add prefix: or suffix: with the words beside it"),
    )


def _times(number: int) -> str:
    return f"{number:,} times" if number < PLACES else f"{PLACES:,} times or more"


def _not_found(evidence: Evidence, text: SourceText, explained: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "quote-not-found",
        f"{in_quotation_marks(evidence.quote)} is not, word for word, in {evidence.source} ({text.source.file})",
        explained,
    )


# -- why a quote was not found ------------------------------------------------------------------------------------


def _explained(quote: str, pattern: QuotePattern, text: SourceText, *, near: bool) -> tuple[str, ...]:
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
                    f"{text.place(text.folded.start(each.start))}: {in_context(source, each.start, each.end)}"
                    for each in matches[:_SHOWN]
                ),
            )
    part = next((each for each in pattern.parts if not occurs(each, quote, source)), None)
    if part is None:
        return ("each part is there, but not in this order, or too far apart for the brackets between them",)
    words = quote[part.start : part.end]
    lines = [f"this part is not there: {in_quotation_marks(words)}"] if len(pattern.parts) > 1 else []
    inside = _inside_word(words, source)
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


def _inside_word(words: str, source: str) -> tuple[int, int] | None:
    """The words' first place where no boundary is asked for, widened to whole words."""
    start = source.find(words)
    if start < 0:
        return None
    end = start + len(words)
    return widen_to_words(source, start, end)


def _elsewhere(evidence: Evidence, quote: str, texts: Mapping[str, SourceText]) -> tuple[str, ...]:
    found = [
        each for each, text in texts.items() if each != evidence.source and find_matches(quote, text.folded.text)[0]
    ]
    return (f"it is, word for word, in {', '.join(found[:3])}: is the source right?",) if found else ()


def find_nearest(words: str, source: str) -> tuple[int, int] | None:
    """The stretch of a folded text that is most like the words, in whole words; None where nothing is like them.

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
    return _trimmed(words, source, *widen_to_words(source, found.dest_start, end))


def _trimmed(words: str, source: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the words at its ends that only pad it to the length of what was sought."""
    steps = _compared(words, source[start:end])
    theirs = source[start:end].split(" ")
    if len(steps) > 1 and len(theirs) <= _COMPARED:
        if steps[0][0] == "insert":
            start += sum(len(each) + 1 for each in theirs[: steps[0][4]])
        if steps[-1][0] == "insert":
            end -= sum(len(each) + 1 for each in theirs[steps[-1][3] :])
    return start, end


def similarity(words: str, passage: str) -> float:
    """How alike two folded texts are, whatever their case, from 0 to 100 (rapidfuzz's normalised Indel similarity)."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed where something is wrong

    return fuzz.ratio(words[:_COMPARED_CHARACTERS].lower(), passage[:_COMPARED_CHARACTERS].lower())


def widen_to_words(source: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened until it begins and ends at word boundaries, without white space at its ends."""
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
    """What differs between two folded texts, word by word, a line each."""
    ours, theirs = typed.split(" ")[:_COMPARED], passage.split(" ")[:_COMPARED]
    lines = []
    for tag, i1, i2, j1, j2 in _compared(typed, passage):
        mine, other = _told_apart(" ".join(ours[i1:i2]), " ".join(theirs[j1:j2]))
        if tag == "replace":
            lines.append(f"you typed {mine}, the source has {other}")
        elif tag == "delete":
            lines.append(f"you typed {mine}, the source has nothing there")
        elif tag == "insert":
            after = f" after {in_quotation_marks(ours[i1 - 1])}" if i1 else f" before {in_quotation_marks(ours[0])}"
            lines.append(f"the source also has {other}{after}")
    return tuple(lines[:_SHOWN])


def _compared(typed: str, passage: str) -> Sequence[tuple[str, int, int, int, int]]:
    import difflib  # noqa: PLC0415 - only needed where something is wrong

    ours, theirs = typed.split(" ")[:_COMPARED], passage.split(" ")[:_COMPARED]
    return difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()


def _told_apart(mine: str, other: str) -> tuple[str, str]:
    """Both as messages show them, from shortly before where they part: a script without spaces has long words."""
    alike = next((at for at, (ours, theirs) in enumerate(zip(mine, other, strict=False)) if ours != theirs), 0)
    if max(len(mine), len(other)) <= 80 or alike <= 20:
        return in_quotation_marks(mine), in_quotation_marks(other)
    return in_quotation_marks("…" + mine[alike - 20 :]), in_quotation_marks("…" + other[alike - 20 :])


def in_quotation_marks(words: str, most: int = 80) -> str:
    """Words in quotation marks, on one line, cut where they are long."""
    line = " ".join(words.split())
    return f"“{line[: most - 1]}…”" if len(line) > most else f"“{line}”"


def in_context(source: str, start: int, end: int, most: int = 40) -> str:
    """A place of a folded text with the words around it, the place itself between » and «."""
    before, after = source[max(start - most, 0) : start], source[end : end + most]
    if start > most:
        before = "…" + before.partition(" ")[2]
    if end + most < len(source):
        after = after.rpartition(" ")[0] + "…"
    inside = source[start:end]
    if len(inside) > 2 * most:
        inside = f"{inside[:most]} … {inside[-most:]}"
    return f"{before}»{inside}«{after}"
