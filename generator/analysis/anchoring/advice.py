"""What a curator is told of a quote that has no one place: where it is nearest, what differs, and what to paste."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.analysis.anchoring.match import (
    BRACKETS,
    PLACES,
    Match,
    find_brackets,
    find_evidence,
    find_matches,
    is_empty_quote,
)
from generator.analysis.anchoring.mend import Mend, propose_quote
from generator.analysis.anchoring.nearest import Alignment, Step, align
from generator.analysis.anchoring.placement import QuotePattern, find_occurrences, part_places
from generator.analysis.anchoring.source_text import (
    SourceText,
    in_context,
    in_quotation_marks,
    prepare_texts,
    widen_to_words,
)
from generator.diagnostics import Diagnostic
from generator.folding import Folded, fold
from generator.language.lookalikes import describe_letter, to_latin
from generator.model import Article, Corpus, Evidence

_MOST_SEARCHED = 500_000_000  # code points of source text searched for what is like a quote, in one run
_MOST_SHOWN = 20  # places, or differences, that one message shows


def explain_quotes(lost: Sequence[Evidence], corpus: Corpus, articles: Mapping[str, Article]) -> Iterator[Diagnostic]:
    """Yield why quotes have no place, or no one place. Of very many only the first are explained at length."""
    texts = prepare_texts(corpus, articles, frozenset(evidence.source for evidence in lost))
    everywhere: Mapping[str, SourceText] = {}  # all sources, folded when the first quote is not found
    size, searched = sum(len(article.text) for article in articles.values()), 0
    for evidence in lost:
        text, quote = texts[evidence.source], fold(evidence.quote)
        if len(find_brackets(quote.text)) > BRACKETS:
            yield _crowded(evidence)
            continue
        matches, pattern = find_evidence(quote, text.folded, evidence.prefix, evidence.suffix)
        if matches:
            yield _ambiguous(evidence, text, matches)
        elif is_empty_quote(quote.text):
            yield _empty(evidence)
        else:
            searched += size
            if searched > _MOST_SEARCHED:
                yield _not_found(evidence, text, ("the nearest passage was not searched: too many quotes are lost",))
                continue
            everywhere = everywhere or prepare_texts(corpus, articles, frozenset(articles))
            elsewhere = _find_elsewhere(evidence, quote.text, everywhere)
            yield _not_found(evidence, text, (*_explain(evidence, quote.text, pattern, text), *elsewhere))


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


def _ambiguous(evidence: Evidence, text: SourceText, matches: Sequence[Match]) -> Diagnostic:
    places = list(_list_places(text, matches))
    if len(matches) > _MOST_SHOWN:
        places.append(f"and {len(matches) - _MOST_SHOWN} more")
    number = f"{len(matches):,} times" if len(matches) < PLACES else f"{PLACES:,} times or more"
    return Diagnostic(
        evidence.location,
        "quote-ambiguous",
        f"{in_quotation_marks(evidence.quote)} is {number} in {evidence.source}",
        (*places, "say which one is meant: quote more words, or add prefix: or suffix: with the words beside it"),
    )


def _list_places(text: SourceText, matches: Sequence[Match]) -> Iterator[str]:
    for match in matches[:_MOST_SHOWN]:
        yield f"{text.place(text.folded.start(match.start))}: {in_context(text.folded.text, match.start, match.end)}"


def _not_found(evidence: Evidence, text: SourceText, explained: tuple[str, ...]) -> Diagnostic:
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
    mend = propose_quote(
        evidence.quote,
        text.folded,
        text.article.text,
        lambda words: len(find_evidence(fold(words), text.folded, evidence.prefix, evidence.suffix)[0]),
    )
    return (*_describe(quote, pattern, text), *_offer(mend))


def _missing_context(pattern: QuotePattern) -> str:
    beside = (("prefix", pattern.prefix), ("suffix", pattern.suffix))
    missing = " and ".join(f"the {name} “{words}”" for name, words in beside if words)
    return f"the quote is there, but not beside {missing}:"


def _describe(quote: str, pattern: QuotePattern, text: SourceText) -> Iterator[str]:
    """Yield where the quote is nearest in the source and what differs there."""
    lost = [part for part in pattern.parts if next(part_places(text.folded, part), None) is None]
    if not lost:
        yield "each part is there, but not in this order, or too far apart for the brackets between them"
        return
    words = quote if len(pattern.parts) == 1 else lost[0].words
    if len(pattern.parts) > 1:
        yield f"this part is not there: {in_quotation_marks(words)}"
    inside = _find_inside_word(words, text.folded)
    if inside:
        start, end = inside
        passage = in_quotation_marks(text.folded.text[start:end])
        yield f"it begins or ends inside a word, {text.place(text.folded.start(start))}: the source has {passage}"
        return
    alignment = align(words, text.folded.text)
    if alignment is None:
        yield "nothing like it is in this source"
        return
    place = text.place(text.folded.start(alignment.start))
    yield f"nearest, {place}: {in_quotation_marks(text.folded.text[alignment.start : alignment.end], 400)}"
    yield from describe_differences(words, text.folded.text, alignment)


def _find_inside_word(words: str, source: Folded) -> tuple[int, int] | None:
    """Return the words' first place where no boundary is asked for, widened to whole words."""
    start = next(find_occurrences(source.text, words), None)
    return None if start is None else widen_to_words(source, start, start + len(words))


def describe_differences(typed: str, source: str, alignment: Alignment) -> tuple[str, ...]:
    """Return what differs between a quote and the passage that it is nearest to, a line for each difference."""
    lines: list[str] = []
    for step in alignment.steps:
        if step.tag != "equal":
            lines += _describe_step(typed, source, step)
    return tuple(lines[:_MOST_SHOWN])


def _describe_step(typed: str, source: str, step: Step) -> Iterable[str]:
    mine, printed = typed[step.i1 : step.i2], source[step.j1 : step.j2]
    if not mine:
        before = typed[: step.i1].split()
        after = f" after {in_quotation_marks(before[-1])}" if before else ""
        yield f"the source also has {in_quotation_marks(printed)}{after}"
    elif not printed:
        yield f"you typed {in_quotation_marks(mine)}, the source has nothing there"
    else:
        mine, printed = _cut_common_start(mine, printed)
        yield f"you typed {in_quotation_marks(mine)}, the source has {in_quotation_marks(printed)}"
        yield from _name_lookalikes(mine, printed)


def _cut_common_start(mine: str, printed: str) -> tuple[str, str]:
    """Return both from shortly before where they part, where they are long: some scripts have no spaces."""
    alike = next((at for at, pair in enumerate(zip(mine, printed, strict=False)) if pair[0] != pair[1]), 0)
    if max(len(mine), len(printed)) <= 80 or alike <= 20:
        return mine, printed
    return "…" + mine[alike - 20 :], "…" + printed[alike - 20 :]


def _name_lookalikes(mine: str, printed: str) -> Iterator[str]:
    """Yield the characters of two words that look alike and are not the same, by name."""
    for typed_character, character in zip(mine, printed, strict=False):
        if typed_character != character and to_latin(typed_character) == to_latin(character):
            yield f"they look alike: {describe_letter(typed_character)} and {describe_letter(character)}"
            return
    odd = [character for character in f"{mine}{printed}" if not character.isascii() and not character.isalnum()]
    if odd and _bare(mine) == _bare(printed):
        yield f"they differ in {', '.join(map(describe_letter, dict.fromkeys(odd)))}"


def _bare(words: str) -> str:
    return "".join(character for character in words if character.isascii() and character.isalnum())


# -- what to paste -------------------------------------------------------------------------------------------------


def _offer(mend: Mend | None) -> Iterator[str]:
    """Yield what an offered quote leaves out, and the line to paste; or the word that stands in the way of one."""
    if mend is None:
        return
    if mend.obstacle:
        yield f"it cannot be quoted around “{mend.obstacle}”: to leave that out would turn the sense round"
        return
    if mend.had_dots:
        yield "words that are left out are marked […] here"
    if mend.left_out:
        yield f"leaves out: {'; '.join(in_quotation_marks(words) for words in mend.left_out)}"
    yield f"quote: {json.dumps(mend.quote, ensure_ascii=False)}"
