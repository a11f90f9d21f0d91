"""What a curator is told of a quote that has no one place: where it is nearest, what differs, and what to paste."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from generator.analysis.anchoring.context import find_context
from generator.analysis.anchoring.left_out import explain_left_out
from generator.analysis.anchoring.match import (
    BRACKETS,
    PLACES,
    RAISED_MARK,
    Match,
    find_brackets,
    find_evidence,
    find_matches,
    is_empty_quote,
)
from generator.analysis.anchoring.mend import Mend, propose_quote, search_source, with_elisions
from generator.analysis.anchoring.nearest import Alignment, Step, align
from generator.analysis.anchoring.placement import QuotePattern, find_occurrences, part_places
from generator.analysis.anchoring.source_text import (
    SourceText,
    in_context,
    in_quotation_marks,
    prepare_texts,
    shorten,
    widen_to_words,
)
from generator.diagnostics import Diagnostic
from generator.folding import Folded, fold
from generator.language.lookalikes import describe_characters, list_differences, look_alike
from generator.model import Article, Corpus, Evidence
from generator.reading.originals import OriginalFiles
from generator.text import has_unspaced_letter

_MOST_SEARCHED = 500_000_000  # code points of source text searched for what is like a quote, in one run
_LONGEST_PASSAGE = 400  # characters of the nearest passage that a message shows
_ORDINALS = ("first", "second", "third", "fourth", "fifth")  # places that are told apart
_OFFER = "quote: "
_FEW = 8  # characters that name a place in a script without spaces
_RAISED_SHOWN = re.compile(rf"(?<=\d)\[({RAISED_MARK.pattern})\]")
_MOST_SHOWN = 20  # places, or differences, that one message shows


def explain_quotes(
    lost: Sequence[Evidence],
    corpus: Corpus,
    articles: Mapping[str, Article],
    originals: OriginalFiles | None = None,
) -> Iterator[Diagnostic]:
    """Yield why quotes have no place, or no one place. Of very many only the first are explained at length."""
    texts = prepare_texts(corpus, articles, frozenset(evidence.source for evidence in lost), len(lost))
    everywhere: Mapping[str, SourceText] = {}  # all sources, folded when the first quote is not found
    size, searched = sum(len(article.text) for article in articles.values()), 0
    for evidence in lost:
        text, quote = texts[evidence.source], fold(evidence.quote)
        if len(find_brackets(quote.text)) > BRACKETS:
            yield _report_crowded(evidence)
            continue
        matches, pattern = find_evidence(quote, text.folded, evidence.prefix, evidence.suffix)
        if matches:
            yield _report_ambiguous(evidence, text, matches)
        elif is_empty_quote(quote.text):
            yield _report_empty(evidence)
        else:
            searched += size
            if searched > _MOST_SEARCHED:
                yield _report_not_found(
                    evidence,
                    text,
                    ("the nearest passage was not searched: too many quotes were not found in this run",),
                )
                continue
            everywhere = everywhere or prepare_texts(corpus, articles, frozenset(articles), len(lost))
            elsewhere = _find_elsewhere(evidence, quote.text, everywhere)
            left_out = explain_left_out(quote.text, text, originals)
            explained = (*left_out, *_explain(evidence, quote.text, pattern, text), *elsewhere)
            yield _report_not_found(evidence, text, explained)


def explain_words(evidence: Evidence, text: SourceText) -> Diagnostic:
    """Return why words that are not in a source, and stand nowhere as a quote of a claim, have no place in it."""
    quote = fold(evidence.quote)
    if len(find_brackets(quote.text)) > BRACKETS:
        return _report_crowded(evidence)
    if is_empty_quote(quote.text):
        return _report_empty(evidence)
    _, pattern = find_evidence(quote, text.folded, None, None)
    return _report_not_found(evidence, text, _explain(evidence, quote.text, pattern, text))


def _report_empty(evidence: Evidence) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "quote-empty",
        f"{in_quotation_marks(evidence.quote)} has no letter or digit outside brackets",
        ("quote words of the source itself: brackets hold what was left out or replaced",),
    )


def _report_crowded(evidence: Evidence) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "too-large",
        f"{in_quotation_marks(evidence.quote)} has more than {BRACKETS} pairs of brackets",
        ("make several pieces of evidence of it",),
    )


def _report_ambiguous(evidence: Evidence, text: SourceText, matches: Sequence[Match]) -> Diagnostic:
    places = list(_list_places(text, matches))
    if len(matches) > _MOST_SHOWN:
        places.append(f"and {len(matches) - _MOST_SHOWN} more")
    number = f"{len(matches):,} times" if len(matches) < PLACES else f"{PLACES:,} times or more"
    return Diagnostic(
        evidence.location,
        "quote-ambiguous",
        f"{in_quotation_marks(evidence.quote)} occurs {number} in {evidence.source}",
        (
            *places,
            "say which one is meant: quote more words, or add prefix: or suffix: with the words beside it",
            *_tell_apart(evidence, text, matches),
        ),
    )


def _tell_apart(evidence: Evidence, text: SourceText, matches: Sequence[Match]) -> Iterator[str]:
    """Yield what to add for each place that is meant, where the places are few."""
    if len(matches) > len(_ORDINALS) or evidence.prefix or evidence.suffix:
        return
    quote = fold(evidence.quote).text
    for ordinal, match in zip(_ORDINALS, matches, strict=False):
        others = tuple(other for other in matches if other is not match)
        context = find_context(text.folded, quote, match.start, match.end, others)
        if context:
            beside = (f"{key}: {json.dumps(words, ensure_ascii=False)}" for key, words in context.items())
            yield f"for the {ordinal}: {', '.join(beside)}"


def _list_places(text: SourceText, matches: Sequence[Match]) -> Iterator[str]:
    for match in matches[:_MOST_SHOWN]:
        yield f"{text.place(text.folded.start(match.start))}: {in_context(text.folded.text, match.start, match.end)}"


def _report_not_found(evidence: Evidence, text: SourceText, explained: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        evidence.location,
        "quote-not-found",
        f"{in_quotation_marks(evidence.quote)} is not, word for word, in {evidence.source} ({text.source.file})",
        explained,
    )


def _find_elsewhere(evidence: Evidence, quote: str, texts: Mapping[str, SourceText]) -> tuple[str, ...]:
    found = [id for id, text in texts.items() if id != evidence.source and find_matches(quote, text.folded)[0]]
    return (f"it is, word for word, in {', '.join(found[:3])}: is the source right?",) if found else ()


# -- why a quote was not found -------------------------------------------------------------------------------------


def _explain(evidence: Evidence, quote: str, pattern: QuotePattern, text: SourceText) -> tuple[str, ...]:
    """Return the lines of advice, the last one to paste where there is one."""
    if pattern.prefix or pattern.suffix:
        matches, _ = find_matches(quote, text.folded)
        if matches:
            return (_missing_context(pattern), *_list_places(text, matches))
    mend = propose_quote(evidence.quote, text, search_source(text, evidence.prefix, evidence.suffix))
    return (*_describe_nearest(evidence, quote, pattern, text, mend), *describe_mend(mend))


def _describe_nearest(
    evidence: Evidence, quote: str, pattern: QuotePattern, text: SourceText, mend: Mend | None
) -> Iterator[str]:
    """Yield where the quote is nearest and what differs there; dots are an omission where that explains it."""
    elided = fold(with_elisions(evidence.quote)).text
    if elided != quote and (mend is None or mend.had_dots):
        alignment = align(elided, text.folded.text)
        differences = describe_differences(elided, text.folded.text, alignment) if alignment else ()
        if alignment and (differences or mend):
            yield show_nearest(text, alignment)
            yield from differences
            return
    yield from _describe(quote, pattern, text)


def _missing_context(pattern: QuotePattern) -> str:
    beside = (("prefix", pattern.prefix), ("suffix", pattern.suffix))
    missing = " and ".join(f"the {name} “{words}”" for name, words in beside if words)
    return f"the quote is there, but not beside {missing}:"


def _describe(quote: str, pattern: QuotePattern, text: SourceText) -> Iterator[str]:
    """Yield where the quote is nearest in the source and what differs there."""
    inside = _find_inside_word(quote, text.folded)
    if inside:
        place, passage = text.place(text.folded.start(inside[0])), in_quotation_marks(text.words(*inside))
        yield f"it begins or ends inside a word, {place}: the source has {passage}"
        return
    if all(next(part_places(text.folded, part), None) for part in pattern.parts):
        yield "each part is there, but not in this order, or too far apart for the brackets between them"
        return
    alignment = align(quote, text.folded.text)
    if alignment is None:
        yield "nothing like it is in this source"
        return
    yield show_nearest(text, alignment)
    yield from describe_differences(quote, text.folded.text, alignment)


def _find_inside_word(words: str, source: Folded) -> tuple[int, int] | None:
    """Return the words' first place where no boundary is asked for, widened to whole words."""
    start = next(find_occurrences(source.text, words), None)
    return None if start is None else widen_to_words(source, start, start + len(words))


def show_nearest(text: SourceText, alignment: Alignment) -> str:
    """Return the line that shows the nearest passage and where it is."""
    passage = shorten(_write_passage(text, alignment), _LONGEST_PASSAGE)
    return f"nearest, {text.show(alignment.start, alignment.end, passage)}"


def _write_passage(text: SourceText, alignment: Alignment) -> str:
    """Return the source's words of an alignment, with an elision for what is between the parts of the quote."""
    shown: list[str] = []
    start = end = alignment.start
    for step in alignment.steps:
        if step.tag == "bracket":
            shown.append(text.words(start, end))
            start = step.j2
        end = step.j2
    return " […] ".join(filter(None, (*shown, text.words(start, end))))


# -- what differs --------------------------------------------------------------------------------------------------


def describe_differences(typed: str, source: str, alignment: Alignment) -> tuple[str, ...]:
    """Return what differs between a quote and the passage that it is nearest to, a line for each difference."""
    lines: list[str] = []
    for stretch in _find_differences(typed, source, alignment):
        lines += _describe_difference(typed, source, stretch)
    return tuple(lines[:_MOST_SHOWN])


def _find_differences(typed: str, source: str, alignment: Alignment) -> Iterator[Step]:
    """Yield the stretches that differ, each with what it is joined to: a mark with its word, both with the hyphen."""
    steps = alignment.steps
    position = 0
    while position < len(steps):
        if steps[position].tag in {"same", "bracket"}:
            position += 1
            continue
        first, last = position, position + 1
        while first and _is_joined(typed, source, steps[first - 1], steps[first]):
            first -= 1
        while last < len(steps) and (
            steps[last].tag not in {"same", "bracket"} or _is_joined(typed, source, steps[last - 1], steps[last])
        ):
            last += 1
        yield Step("other", steps[first].i1, steps[last - 1].i2, steps[first].j1, steps[last - 1].j2)
        position = last


def _is_joined(typed: str, source: str, step: Step, following: Step) -> bool:
    """Return whether two steps are parts of one printed word: nothing is between them, and no script does without."""
    if "bracket" in {step.tag, following.tag}:
        return False
    shown = (typed[step.i1 : step.i2], source[step.j1 : step.j2], typed[following.i1 : following.i2])
    if any(map(has_unspaced_letter, (*shown, source[following.j1 : following.j2]))):
        return False
    touch_typed = step.i2 == following.i1 and step.i1 < step.i2 and following.i1 < following.i2
    touch_printed = step.j2 == following.j1 and step.j1 < step.j2 and following.j1 < following.j2
    return touch_typed or touch_printed


def _describe_difference(typed: str, source: str, step: Step) -> Iterator[str]:
    mine, printed = typed[step.i1 : step.i2], source[step.j1 : step.j2]
    if not mine:
        before = typed[: step.i1]
        after = f" after {in_quotation_marks(_last_word(before))}" if before.strip() else ""
        yield f"the source also has {in_quotation_marks(printed)}{after}"
        return
    if not printed:
        before = typed[: step.i1]
        after = (
            f" after {in_quotation_marks(_last_word(before))}" if before.strip() and has_unspaced_letter(mine) else ""
        )
        yield f"you typed {in_quotation_marks(mine)}{after}, the source has nothing there"
        return
    if mine == printed:
        return
    mine, printed = _cut_common_start(mine, printed)
    yield f"you typed {in_quotation_marks(mine)}, the source has {in_quotation_marks(printed)}"
    yield from _name_lookalikes(mine, printed)


def _last_word(text: str) -> str:
    """Return the last word of a text, or a few characters where its script has no spaces."""
    word = text.rsplit(maxsplit=1)[-1]
    return word[-_FEW:] if has_unspaced_letter(word) else word


def _cut_common_start(mine: str, printed: str) -> tuple[str, str]:
    """Return both from shortly before where they part, where they are long: some scripts have no spaces."""
    alike = next((at for at, pair in enumerate(zip(mine, printed, strict=False)) if pair[0] != pair[1]), 0)
    if max(len(mine), len(printed)) <= 80 or alike <= 20:
        return mine, printed
    return "…" + mine[alike - 20 :], "…" + printed[alike - 20 :]


def _name_lookalikes(mine: str, printed: str) -> Iterator[str]:
    """Yield the characters in which two words differ that look the same, by name."""
    if not look_alike(mine, printed):
        return
    for typed_characters, characters in list_differences(mine, printed):
        names = [describe_characters(side) or "nothing" for side in (typed_characters, characters)]
        yield f"they look alike: you typed {names[0]}, the source has {names[1]}"


# -- what to paste -------------------------------------------------------------------------------------------------


def describe_mend(mend: Mend | None) -> Iterator[str]:
    """Yield what an offered quote leaves out, and the line to paste; or the word that stands in the way of one."""
    if mend is None:
        return
    if mend.obstacle:
        yield f"what stands between cannot be left out, for it negates: “{mend.obstacle}”"
        return
    if mend.had_dots:
        yield "an omission is marked […] here: dots alone could be the speaker's own"
    if raised := _RAISED_SHOWN.search(mend.quote):
        yield f"{raised[1]} right behind a figure may be a note or an exponent: brackets show it, and the figure stays"
    if mend.left_out:
        yield f"leaves out: {'; '.join(shorten(words.strip(' ,;:'), 120) for words in mend.left_out)}"
    yield f"{_OFFER}{json.dumps(mend.quote, ensure_ascii=False)}"


def read_offered_quote(found: Diagnostic) -> str | None:
    """Return the quote that a finding offers to paste: its last line, where it has one."""
    offer = found.help[-1] if found.help and found.code == "quote-not-found" else ""
    return json.loads(offer.removeprefix(_OFFER)) if offer.startswith(_OFFER) else None
