"""What a curator is told of a quote that is not in a source's text but in the file that this was made from."""

import json
from collections.abc import Iterator

from generator.analysis.anchoring.article_stretches import match_article, name_stretches, quote_stretches
from generator.analysis.anchoring.match import find_matches
from generator.analysis.anchoring.source_text import SourceText
from generator.folding import fold_source
from generator.reading.originals import OriginalFiles, OtherText


def explain_left_out(quote: str, text: SourceText, originals: OriginalFiles | None) -> tuple[str, ...]:
    """Return in which file of the source a folded quote stands all the same, and what to do; nothing where in none."""
    if originals is None:
        return ()
    for other in originals.list_texts(text.source):
        if find_matches(quote, fold_source(other.article.text, other.article.notes))[0]:
            return tuple(_explain(text, other))
    return ()


def _explain(text: SourceText, other: OtherText) -> Iterator[str]:
    source = text.source
    own = other.file == source.file
    made = "" if own else f", the original of {source.file}, but not in its text"
    if other.reading == "unseen":
        yield f"these words stand in {other.file}{made}, where the page hides them or has them as navigation"
        yield "what no reader of the page sees as its text is none: quote what it shows"
        return
    if own:
        yield f"these words stand in {other.file}, in what was left out as a cookie box or a sidebar"
        yield "to quote them, write in its entry, so that all its text is read:"
    else:
        yield f"these words stand in {other.file}{made}"
        if not (other.is_utf8 and other.file.lower().endswith((".html", ".htm"))):
            yield "to quote them, make that file the source, or add a .txt file with all its text"
            return
        moved = f"{source.file.rpartition('/')[0]}/{other.file.rpartition('/')[2]}".lstrip("/")
        yield f"to quote them, make the page itself the source: move {other.file} to {moved}, remove {source.file},"
        yield "and write in its entry, instead of file:, sha256: and original:"
        yield f"file: {json.dumps(moved, ensure_ascii=False)}"
        if source.original and source.original.sha256:
            yield f"sha256: {source.original.sha256.lower()}"
    yield name_article(other, text)


def name_article(other: OtherText, text: SourceText) -> str:
    """Return the line of an entry that says which stretches of a file's text are those that the source has now."""
    page = other.article
    spans = match_article(page.text, text.article.text) or ((0, len(page.text)),)
    bounds = name_stretches(page.text, page.notes, spans)
    return quote_stretches(bounds or name_stretches(page.text, page.notes, ((0, len(page.text)),)))
