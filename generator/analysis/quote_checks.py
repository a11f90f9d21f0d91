"""What a careful editor would ask about quotes that are word for word in their sources."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from generator.analysis.anchoring.source_text import in_context, in_quotation_marks
from generator.analysis.modality_checks import modality_differs
from generator.analysis.quote_in_source import Finding, QuotedSource, QuoteInSource, Span
from generator.analysis.value_checks import value_differs
from generator.article_text import join_stretches
from generator.cache.memo import Memo
from generator.diagnostics import Diagnostic
from generator.folding import fold
from generator.language.clipping import Qualifier, find_qualifier
from generator.language.figures import find_figures
from generator.language.identify import find_language, known_language
from generator.language.negations import find_negation, find_negations, has_negating_ending, is_opposite
from generator.language.stop_words import is_function_word
from generator.model import Anchor, Article, Corpus, Gap, Segment, TextRun
from generator.patterns import lazy_pattern
from generator.text import has_unspaced_letter, has_words, is_letter, unspaced_pattern
from generator.values import dataclass

SHORT = 4  # characters: a quote with fewer, in a script without spaces, is short

_WORD = lazy_pattern(r"[^\W_]+(?:['’\-][^\W_]+)*")
_TWO_WORDS = re.compile(r"[^\W_]\S*\s[\s\S]*?[^\W_]")
_HEAD = 5_000  # code points at the beginning of a text that its headline is in
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_STOPS = ".!?。！？…؟।"
_ARGUES = ("supports", "refutes")


@dataclass(frozen=True, slots=True)
class QuoteFindings:
    """What the checks find: `clear` is always reported, `doubtful` on demand, since many sound quotes have the like."""

    clear: tuple[Diagnostic, ...] = ()
    doubtful: tuple[Diagnostic, ...] = ()


def check_quotes(
    corpus: Corpus,
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    sentences: Mapping[str, Sequence[Span]],
    memo: Memo | None = None,
) -> QuoteFindings:
    """Return the findings of every check about every quote that has a place."""
    memo = memo or Memo()
    sources = _read_sources(corpus, articles, {anchor.source for anchor in anchors.values()}, sentences, memo)
    placed = [
        (claim, evidence)
        for claim in corpus.claims
        for evidence in claim.evidence
        if evidence.id in anchors and evidence.source in sources
    ]
    quotes = [
        QuoteInSource(claim, evidence, anchors[evidence.id], sources[evidence.source], corpus.site.language)
        for claim, evidence in placed
    ]
    clear: list[Diagnostic] = []
    doubtful: list[Diagnostic] = []
    for (_, evidence), found in zip(placed, memo.map(check_quote, quotes), strict=True):
        for finding, is_sure in found:
            place = evidence.value_at if finding[0] == "value-differs" else evidence.location
            (clear if is_sure else doubtful).append(Diagnostic(place, *finding))
    return QuoteFindings(tuple(clear), tuple(doubtful))


def _read_sources(
    corpus: Corpus,
    articles: Mapping[str, Article],
    quoted: Set[str],
    sentences: Mapping[str, Sequence[Span]],
    memo: Memo,
) -> Mapping[str, QuotedSource]:
    sources = [source for source in corpus.sources if source.id in quoted]
    texts = [(join_stretches(articles[source.id]), source.language) for source in sources]
    languages = memo.map(identify_language, texts)
    own = known_language(corpus.site.language)
    return {
        source.id: QuotedSource(
            source, articles[source.id], sentences[source.id], find_heading(articles[source.id]), language or own
        )
        for source, language in zip(sources, languages, strict=True)
    }


def identify_language(article: tuple[str, str | None]) -> str | None:
    """Return the language of a text, given with the one that its entry declares; None where nothing tells."""
    return find_language(*article)


def check_quote(quote: QuoteInSource) -> tuple[tuple[Finding, bool], ...]:
    """Return the findings of every check about a quote; with each whether it is sure."""
    found = [(finding, True) for check in QUOTE_CHECKS for finding in check(quote)]
    return (*found, *quote_clipped(quote))


# -- brackets that change the sense --------------------------------------------------------------------------------


def quote_alters(quote: QuoteInSource) -> Iterator[Finding]:
    """A warning for each bracket that changes a negation, a figure or the end of a sentence."""
    layout, typed = quote.layout, 0
    for number, gap in enumerate(layout):
        if not isinstance(gap, Gap):
            continue
        typed = quote.quote.find(gap.words, typed)
        kept = _LAST_WORD.search(quote.quote[: max(typed, 0)])
        typed = max(typed, 0) + len(gap.words)
        change = _describe_change(quote, gap, kept[0] if kept else "", layout[number + 1 :])
        if change:
            yield quote.diagnose(
                "quote-alters",
                f"{in_quotation_marks(gap.words)} {change}",
                "quote the source’s own words there",
                reason="why the sense is the same",
                offer=quote.extent,
            )


def _describe_change(quote: QuoteInSource, gap: Gap, kept: str, following: Sequence[object]) -> str | None:
    """Return what a bracket changes, as the predicate of a sentence; None where it changes nothing of weight.

    `kept` are the letters right before the bracket, `following` what the quote has behind it.
    """
    mine = " ".join(gap.words.replace("[", " ").replace("]", " ").replace("…", " ").replace("...", " ").split())
    hidden = ""
    if gap.start is not None and gap.end is not None:
        hidden = quote.text[gap.start : gap.end]
    if kept and mine and not gap.words.startswith((" ", "\n")):
        return _describe_word(quote, kept, mine, hidden) or _describe_negation(quote, gap, mine, hidden)
    change = _describe_negation(quote, gap, mine, hidden)
    if change or gap.kind == "left-out" or not hidden:
        return change
    return _describe_figure(mine, hidden, quote.language) or _describe_end(quote, gap, mine, following)


def _describe_word(quote: QuoteInSource, kept: str, mine: str, hidden: str) -> str | None:
    """Return what a bracket changes that stands for the rest of the word before it."""
    written, printed = kept + mine, kept + hidden if is_letter(hidden[:1] or " ") else kept
    if written == printed:
        return None
    for word, other in ((written, printed), (printed, written)):
        negates = has_negating_ending(word, quote.language) and not has_negating_ending(other, quote.language)
        if negates or (find_negation(word, quote.language) and not find_negation(other, quote.language)):
            return f"turns the sense round: the source has “{printed}”, the quote “{written}”"
    return None


def _describe_negation(quote: QuoteInSource, gap: Gap, mine: str, hidden: str) -> str | None:
    language = quote.language
    written = find_negation(mine, language) or _find_negating_word(mine, language)
    printed = _find_hidden_negation(quote, gap) if gap.kind == "left-out" else find_negation(hidden, language)
    printed = printed or (_find_negating_word(hidden, language) if gap.kind == "replaced" else None)
    there = f"the source has {in_quotation_marks(hidden, 200)} there" if hidden else "the source has nothing there"
    if printed and not written:
        verb = "leaves out" if gap.kind == "left-out" else "replaces"
        return f"{verb} “{printed}”: {there}"
    if written and not printed:
        return f"puts in “{written}”: {there}"
    if gap.kind == "replaced" and _has_opposites(mine, hidden):
        return f"turns the sense round: {there}"
    return None


def _has_opposites(text: str, other: str) -> bool:
    """Return whether a word of one text is a word of the other with a prefix that denies it."""
    words = _WORD.findall(other)
    return any(is_opposite(word, opposite) for word in _WORD.findall(text) for opposite in words)


def _find_negating_word(text: str, language: str) -> str | None:
    return next((word for word in _WORD.findall(text) if has_negating_ending(word, language)), None)


def _find_hidden_negation(quote: QuoteInSource, gap: Gap) -> str | None:
    """Return the first negation left out of a sentence of which the quote has other words."""
    if gap.start is None or gap.end is None:
        return None
    for word, place in find_negations(quote.text[gap.start : gap.end], quote.language):
        start, end = quote.sentence_at(gap.start + place)
        if any(part.start < end and part.end > start for part in quote.segments):
            return word
    return None


def _describe_figure(mine: str, hidden: str, language: str) -> str | None:
    """Return that a figure stands for another, where both the editor's words and the source's have one."""
    written, printed = find_figures(mine, language), find_figures(hidden, language)
    changed = [words for words, value in printed if value not in {value for _, value in written}]
    put_in = [words for words, value in written if value not in {value for _, value in printed}]
    if not changed or not put_in:
        return None
    return f"puts {', '.join(put_in)} for another figure: the source has {', '.join(changed)} there"


def _describe_end(quote: QuoteInSource, gap: Gap, mine: str, following: Sequence[object]) -> str | None:
    """Return that a bracket stands for the end of a sentence, and so makes one of two."""
    if gap.start is None or gap.end is None or not any(isinstance(part, Segment) for part in following):
        return None
    for end in quote.ends_between(gap.start, gap.end):
        if end < gap.end or mine[-1:] not in _STOPS:
            hidden = in_quotation_marks(quote.text[gap.start : gap.end], 200)
            return f"stands for the end of a sentence: the source has {hidden} there"
    return None


# -- quotes cut from what they depend on ---------------------------------------------------------------------------


def quote_clipped(quote: QuoteInSource) -> Iterator[tuple[Finding, bool]]:
    """A warning where the words right beside the quote, in its own sentence, deny, doubt or restrict it.

    With it whether it is sure: sound quotes stand beside the other words too.
    """
    before, after = quote.before, quote.after
    if quote.stance not in _ARGUES or not (has_words(before) or has_words(after)):
        return
    passage = quote.text[quote.start : quote.end]
    qualifier = find_qualifier(before, passage, after, quote.language)
    if qualifier and not _is_stated(qualifier, quote):
        yield _report_clipped(quote, qualifier), qualifier.sure


def _is_stated(qualifier: Qualifier, quote: QuoteInSource) -> bool:
    """Return whether the claim's statement has the like: then the desk has seen it."""
    statement = quote.statement.lower()
    if qualifier.kind == "negation" and find_negation(statement, known_language(quote.site_language)):
        return True
    word = max((word for word in qualifier.words.split() if not is_function_word(word)), key=len, default="")
    pattern = re.escape(word[:4]) + ("" if len(word) > 3 else r"(?!\w)")
    return bool(word) and qualifier.kind != "contrast" and re.search(rf"(?<!\w){pattern}", statement) is not None


_KINDS = {
    "negation": "the words before it deny it",
    "doubt": "the words beside it deny or doubt it",
    "condition": "it holds on a condition",
    "hedge": "the words before it leave it open",
    "bound": "its figure is bounded",
    "contrast": "its sentence goes on against it",
    "part": "a part of the word is cut off",
}


def _report_clipped(quote: QuoteInSource, qualifier: Qualifier) -> Finding:
    text, start, end = quote.text, quote.start, quote.end
    around = in_context(text, start, end, most=60)
    return quote.diagnose(
        "quote-clipped",
        f"the quote is cut off at “{qualifier.words}”: {_KINDS[qualifier.kind]}",
        f"its place: {' '.join(around.split())}",
        "quote these words too",
        reason="why they change nothing",
        offer=quote.whole_sentences,
    )


# -- headlines, and single words -----------------------------------------------------------------------------------


def quote_title(quote: QuoteInSource) -> Iterator[Finding]:
    """A warning where the quote is in the source's headline, of which the text below it need not bear out a word."""
    if quote.stance not in _ARGUES or quote.prefix or quote.suffix:
        return
    heading = quote.source.heading
    if (heading and heading[0] <= quote.start and quote.end <= heading[1]) or _is_title(quote):
        yield quote.diagnose(
            "quote-title",
            "the quote is in the headline of its source, and not in the text below",
            "quote the article itself: headlines are written by others, and say more than it does",
            reason="why the headline can be relied on",
        )


def _is_title(quote: QuoteInSource) -> bool:
    """Return whether the quote is in the first lines of the text, in a paragraph that is the source's title."""
    text, title = quote.text, quote.source.title
    if not title or quote.start > _HEAD:
        return False
    begin = text.rfind("\n", 0, quote.start) + 1
    end = text.find("\n", quote.end)
    if end < 0 or end - begin > 2 * len(title):  # no more than other marks and spaces between the same words
        return False
    return _bare(text[begin:end]) == _bare(title)


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(fold(text).text.casefold()))


def find_heading(article: Article) -> Span | None:
    """Return the place of the article's first heading of the first level."""
    inside, start = False, -1
    for piece in article.pieces:
        if isinstance(piece, TextRun):
            if inside:
                start, end = (piece.start if start < 0 else start), piece.end
        elif inside and "</h2" in piece.html:
            break
        elif "<h2" in piece.html:  # on a source's page the headings are one level lower
            inside = True
    return (start, end) if start >= 0 else None


def quote_short(quote: QuoteInSource) -> Iterator[Finding]:
    """A warning where the quote is one word: so little supports or refutes nothing."""
    if quote.stance not in _ARGUES:
        return
    kept = quote.kept_words
    if has_unspaced_letter(kept):
        unspaced = sum(is_letter(character) for character in unspaced_pattern().findall(kept))
        is_short = unspaced + len(_KATAKANA.findall(kept)) < SHORT and not _has_further_words(kept)
    else:
        is_short = _TWO_WORDS.search(kept) is None
    if is_short:
        yield quote.diagnose(
            "quote-short",
            f"{in_quotation_marks(kept)} is a quote of one word",
            "quote enough of the sentence that a reader sees what it says",
            reason="why one word is enough",
            offer=quote.whole_sentences,
        )


def _has_further_words(kept: str) -> bool:
    return any(character.isdecimal() or (character.isascii() and character.isalpha()) for character in kept)


QUOTE_CHECKS = (quote_alters, quote_title, quote_short, value_differs, modality_differs)
