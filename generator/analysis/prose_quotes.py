"""Quotations in the desk's own texts: looked for in the sources as evidence is, case and a last stop aside."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from functools import lru_cache

from generator.analysis.anchoring.match import BRACKETS, find_brackets, find_matches
from generator.analysis.prose_texts import SoughtQuotation, list_sought
from generator.cache.memo import Memo
from generator.diagnostics import Outcome
from generator.folding import Folded, fold_source, index_words
from generator.model import Anchor, Article, Corpus, ProsePlace
from generator.reading.quotations import fold_case
from generator.reading.yamltree import Document
from generator.values import dataclass

Span = tuple[int, int]
Forms = tuple[str, ...]  # of one quotation: what is looked for, in turn
SearchedText = tuple[str, tuple[Span, ...]]  # a source's text and its note marks


@dataclass(frozen=True, slots=True)
class ProseQuotes:
    """The places of the quotations by whose texts they are in, how many were looked for, and how many were found."""

    places: Mapping[str, tuple[ProsePlace, ...]]
    sought: int
    found: int


def check_prose_quotes(
    corpus: Corpus,
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    documents: Sequence[Document],
    declared: Set[str],
    memo: Memo | None = None,
) -> Outcome[ProseQuotes]:
    """Return where the quotations of the desk's own texts are; a warning for each that no published text has.

    Where a source of those `declared` has no article, which is an error, nothing is missed: it may have the words.
    """
    sought = list(list_sought(corpus))
    if not sought:
        return Outcome(ProseQuotes({}, 0, 0))
    found = _find_in_passages(sought, corpus, articles, anchors)
    _find_in_own_sources(sought, found, articles, memo or Memo())
    _find_anywhere(sought, found, corpus, articles, memo or Memo())
    by_source = _list_passages(corpus, anchors)
    places: dict[str, dict[str, ProsePlace]] = {}
    for number, (source, start, end) in found.items():
        quotation = sought[number]
        passage = _passage_at(by_source.get(source, ()), start, end, quotation.place.owner)
        listed = places.setdefault(quotation.place.owner, {})
        listed.setdefault(quotation.forms[0], (quotation.forms[0], source, start, end, passage))
    value = ProseQuotes({owner: tuple(of.values()) for owner, of in places.items()}, len(sought), len(found))
    hidden = {source.id for source in corpus.sources if source.display == "withheld"}
    withheld = [(sought[number], source) for number, (source, _, _) in found.items() if source in hidden]
    lost = [quotation for number, quotation in enumerate(sought) if number not in found]
    lost = lost if declared <= articles.keys() else []
    if not lost and not withheld:
        return Outcome(value)
    from generator.analysis.prose_advice import explain_lost, explain_withheld  # noqa: PLC0415 - only needed here

    explained = (*explain_lost(lost, corpus, articles, documents), *explain_withheld(withheld, documents))
    return Outcome(value, explained)


# -- where a quotation is ------------------------------------------------------------------------------------------

Found = dict[int, tuple[str, int, int]]  # by the number of the quotation: source, start and end


def _find_in_passages(
    sought: Sequence[SoughtQuotation], corpus: Corpus, articles: Mapping[str, Article], anchors: Mapping[str, Anchor]
) -> Found:
    """Return the places of quotations in the passages that their claims quote."""
    found: Found = {}
    quoting = {f"claim:{claim.id}": claim.evidence for claim in corpus.claims}

    @lru_cache(1_000)
    def fold_passage(evidence: str) -> Folded:
        anchor = anchors[evidence]
        return _fold_for_search(articles[anchor.source].text[anchor.start : anchor.end], ())

    for number, quotation in enumerate(sought):
        for evidence in quoting.get(quotation.place.owner, ()):
            if (
                number not in found
                and evidence.id in anchors
                and (span := _find_first(quotation.forms, fold_passage(evidence.id)))
            ):
                start = anchors[evidence.id].start
                found[number] = evidence.source, start + span[0], start + span[1]
    return found


def _find_in_own_sources(
    sought: Sequence[SoughtQuotation], found: Found, articles: Mapping[str, Article], memo: Memo
) -> None:
    """Add the places of quotations in the sources of their texts."""
    wanted = [
        (source, number)
        for number, quotation in enumerate(sought)
        if number not in found
        for source in quotation.place.sources
        if source in articles
    ]
    wanted.sort(key=lambda pair: pair[0])  # each text is folded once
    items = [(_prepare_text(articles[source]), sought[number].forms) for source, number in wanted]
    spans = dict(zip(wanted, memo.map_prepared(prepare_source_search, items), strict=True))
    for number, quotation in enumerate(sought):
        for source in quotation.place.sources:
            if number not in found and (span := spans.get((source, number))):
                found[number] = source, *span


def _find_anywhere(
    sought: Sequence[SoughtQuotation], found: Found, corpus: Corpus, articles: Mapping[str, Article], memo: Memo
) -> None:
    """Add the places of quotations in the first of all sources that has them, their own left out."""
    sources = [source.id for source in corpus.sources if source.id in articles]
    own = {source: number for number, source in enumerate(sources)}
    items = {
        number: (quotation.forms, tuple(own[source] for source in quotation.place.sources if source in own))
        for number, quotation in enumerate(sought)
        if number not in found
    }
    wanted = [item for item in dict.fromkeys(items.values()) if len(item[1]) < len(sources)]
    texts = tuple(_prepare_text(articles[source]) for source in sources) if wanted else ()
    places = dict(zip(wanted, memo.map_prepared(prepare_search, wanted, texts), strict=True))
    for number, item in items.items():
        if place := places.get(item):
            found[number] = sources[place[0]], place[1], place[2]


def _prepare_text(article: Article) -> SearchedText:
    return article.text, article.notes


def prepare_source_search(
    items: Sequence[tuple[SearchedText, Forms]],
) -> Callable[[tuple[SearchedText, Forms]], Span | tuple[()]]:
    """Return a function to the first place of a quotation in a text; to nothing where it has none."""
    searches = Counter(text for text, _ in items)

    @lru_cache(1)
    def fold_last(text: SearchedText) -> Folded:
        return index_words(_fold_for_search(*text), searches[text])

    return lambda item: _find_first(item[1], fold_last(item[0]))


def prepare_search(
    items: Sequence[tuple[Forms, tuple[int, ...]]],
    texts: tuple[SearchedText, ...],
) -> Callable[[tuple[Forms, tuple[int, ...]]], tuple[int, int, int] | tuple[()]]:
    """Return a function to the number of the first text that has a quotation, and its place there.

    It is given the quotation and the numbers of the texts that are left out.
    """
    folded = [index_words(_fold_for_search(text, notes), len(items)) for text, notes in texts]

    def find(item: tuple[Forms, tuple[int, ...]]) -> tuple[int, int, int] | tuple[()]:
        forms, searched = item
        for number, source in enumerate(folded):
            if number not in searched and (span := _find_first(forms, source)):
                return number, *span
        return ()

    return find


def _find_first(forms: Forms, source: Folded) -> Span | tuple[()]:
    for form in forms:
        if len(find_brackets(form)) <= BRACKETS:
            matches, _ = find_matches(form, source)
            if matches:
                return source.start(matches[0].start), source.end(matches[0].end)
    return ()


def _fold_for_search(text: str, notes: tuple[Span, ...]) -> Folded:
    """Return a source folded as quotations in prose are: in small letters, every quotation mark the same."""
    return _in_small_letters(fold_source(text, notes))


def _in_small_letters(folded: Folded) -> Folded:
    options = tuple(option._replace(readings=tuple(map(fold_case, option.readings))) for option in folded.options)
    return Folded(
        fold_case(folded.text),
        folded.layers,
        options,
        folded.uncut,
        folded.bounds,
        folded.raised,
        _in_small_letters(folded.joined) if folded.joined else None,
    )


def _list_passages(corpus: Corpus, anchors: Mapping[str, Anchor]) -> Mapping[str, Sequence[tuple[str, Anchor]]]:
    """Return the quoted passages of each source, each with the owner of its claim's texts."""
    passages: dict[str, list[tuple[str, Anchor]]] = {}
    for claim in corpus.claims:
        for evidence in claim.evidence:
            if evidence.id in anchors:
                passages.setdefault(evidence.source, []).append((f"claim:{claim.id}", anchors[evidence.id]))
    return passages


def _passage_at(passages: Sequence[tuple[str, Anchor]], start: int, end: int, owner: str) -> str:
    """Return the id of the evidence that quotes a place, that of the text's own claim first; "" where none does."""
    around = [(of, anchor) for of, anchor in passages if anchor.start <= start and end <= anchor.end]
    own = (anchor.evidence for of, anchor in around if of == owner)
    return next(own, around[0][1].evidence if around else "")
