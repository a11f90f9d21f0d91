"""What is told of a quotation in the desk's own texts that no source has: where it is nearest, and what to write."""

import json
from collections.abc import Iterator, Mapping, Sequence

from generator.analysis.anchoring.advice import describe_differences, show_nearest
from generator.analysis.anchoring.mend import propose_quote, search_source
from generator.analysis.anchoring.nearest import Alignment, align, count_pairs
from generator.analysis.anchoring.source_text import SourceText, in_quotation_marks, prepare_texts
from generator.analysis.prose_texts import SoughtQuotation
from generator.diagnostics import Diagnostic, accept_line
from generator.folding import fold
from generator.model import Article, Corpus
from generator.reading.field_places import locate_words
from generator.reading.quotations import search_form
from generator.reading.yamltree import Document

_MOST_COMPARED = 5_000_000  # code points of source text that are searched for what is nearest, in one run
_MOST_ALIGNED = 4_000_000  # pairs of tokens that are laid beside one another for that, in one run
_MOST_SHOWN = 5  # differences that one message shows
_LOST = "prose-quote-not-found"
_ADVICE = "quote the source’s own words; words that are no quotation go in *emphasis*, without quotation marks"


def explain_lost(
    lost: Sequence[SoughtQuotation], corpus: Corpus, articles: Mapping[str, Article], documents: Sequence[Document]
) -> Iterator[Diagnostic]:
    """Yield a warning for each quotation without a place. Of very many only the first are explained at length."""
    texts = prepare_texts(corpus, articles, frozenset(articles), len(lost)) if lost else {}
    markdown = dict(corpus.markdown)
    compared = aligned = 0
    for quotation in lost:
        help: tuple[str, ...] = (_ADVICE,)
        near = [texts[source] for source in quotation.place.sources if source in texts]
        for choice in (near, [text for text in texts.values() if text not in near]):
            compared += sum(len(text.folded.text) for text in choice)
            aligned += len(choice) * count_pairs(quotation.words)
            affordable = compared <= _MOST_COMPARED and aligned <= _MOST_ALIGNED
            if affordable and (explained := _describe_nearest(quotation.words, choice)):
                help = explained
                break
        place = quotation.place
        at = locate_words(documents, place.keys, quotation.words) or markdown.get(place.text, place.location)
        message = f"{in_quotation_marks(quotation.words)} is quoted here, but is not, word for word, in any source"
        *said, last = help
        pasted = (last,) if last.startswith("quote: ") else ()
        accept = accept_line(_LOST, _describe_owner(place.owner), "why it is no quotation")
        yield Diagnostic(at, _LOST, message, (*(said if pasted else help), accept, *pasted))


def explain_withheld(
    withheld: Sequence[tuple[SoughtQuotation, str]], documents: Sequence[Document]
) -> Iterator[Diagnostic]:
    """Yield a warning for each quotation of a source whose text is withheld: here its words are still published."""
    for quotation, source in withheld:
        place = quotation.place
        at = locate_words(documents, place.keys, quotation.words) or place.location
        message = f"{in_quotation_marks(quotation.words)} is from {source}, of which no word is to be published"
        accept = accept_line(_LOST, _describe_owner(place.owner), "why it may be")
        yield Diagnostic(at, _LOST, message, ("take the words out, or say it in your own", accept))


def _describe_owner(owner: str) -> str:
    kind, _, id = owner.partition(":")
    return f"the {kind} {in_quotation_marks(id)}" if id else f"“{kind}”"


def _describe_nearest(words: str, texts: Sequence[SourceText]) -> tuple[str, ...]:
    """Return the nearest passage, what differs there, and what to write; nothing where no text has the like."""
    typed = fold(words).text
    aligned = ((align(typed, text.folded.text), text) for text in texts)
    found = [(alignment, text) for alignment, text in aligned if alignment]
    if not found:
        return ()
    alignment, text = max(found, key=lambda place: place[0].score)
    counted = _leave_out_case(typed, text.folded.text, alignment)
    differences = describe_differences(typed, text.folded.text, counted)[:_MOST_SHOWN]
    mend = propose_quote(words, text, search_source(text))
    pasted = (f"quote: {json.dumps(mend.quote, ensure_ascii=False)}",) if mend and mend.quote else ()
    return (show_nearest(text, alignment), *differences, _ADVICE, *pasted)


def _leave_out_case(typed: str, printed: str, alignment: Alignment) -> Alignment:
    """Return the alignment with what differs only in what does not count here as the same."""
    steps = (
        step._replace(tag="same")
        if search_form(typed[step.i1 : step.i2]) == search_form(printed[step.j1 : step.j2])
        else step
        for step in alignment.steps
    )
    return Alignment(alignment.start, alignment.end, tuple(steps), alignment.score)
