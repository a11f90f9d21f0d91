"""Quotations in the desk's own texts: looked for in the sources as evidence is, case and a last stop aside."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from generator.analysis.anchoring.advice import describe_differences, show_nearest
from generator.analysis.anchoring.match import BRACKETS, find_brackets, find_matches, is_empty_quote
from generator.analysis.anchoring.mend import propose_quote, search_source
from generator.analysis.anchoring.nearest import Alignment, align
from generator.analysis.anchoring.source_text import SourceText, in_quotation_marks, prepare_texts
from generator.cache.memo import Memo
from generator.diagnostics import Diagnostic, Location, Outcome, accept_line
from generator.folding import Folded, fold, fold_source
from generator.model import AcceptedWarning, Anchor, Article, Claim, Corpus, ProsePlace
from generator.rating_scale import DEFAULT_SCALE
from generator.reading.field_places import Key, locate_words
from generator.reading.quotations import fold_case, list_quotations, search_form, search_forms
from generator.reading.yamltree import Document
from generator.values import dataclass
from generator.vocabulary import CORROBORATIONS, STANCE_IDS, STANCES, STRONGEST_FIRST

_MOST_COMPARED = 5_000_000  # code points of source text that are searched for what is nearest, in one run
_LOST = "prose-quote-not-found"
_MOST_SHOWN = 5  # differences that one message shows
_ADVICE = "quote the source’s own words; words that are no quotation go in *emphasis*, without quotation marks"

Span = tuple[int, int]
Forms = tuple[str, ...]  # of one quotation: what is looked for, in turn
SearchedText = tuple[str, tuple[Span, ...]]  # a source's text and its note marks


@dataclass(frozen=True, slots=True)
class ProseText:
    """A text of the desk's own: whose it is, by which keys, and the sources that its quotations are sought in first."""

    owner: str
    keys: tuple[Key, ...]
    text: str
    location: Location
    sources: tuple[str, ...] = ()
    markdown: bool = True


@dataclass(frozen=True, slots=True)
class ProseQuotes:
    """The places of the quotations by whose texts they are in, how many were looked for, and how many were found."""

    places: Mapping[str, tuple[ProsePlace, ...]]
    sought: int
    found: int


@dataclass(frozen=True, slots=True)
class _Sought:
    """A quotation in a text of the desk's own."""

    place: ProseText
    words: str
    forms: Forms


def list_texts(corpus: Corpus) -> Iterator[ProseText]:
    """Yield every text of the desk's own that may quote: all but names, titles, labels and the quotes themselves."""
    site = corpus.site
    for key, text in (("about", site.about), ("description", site.description)):
        if text:
            yield ProseText("site", ("site", key), text, site.location, markdown=key == "about")
    yield from _list_accepted("site", ("site",), site.accept)
    for source in corpus.sources:
        owner, keys, own = f"source:{source.id}", ("sources", source.id), (source.id,)
        if source.note:
            yield ProseText(owner, (*keys, "note"), source.note, source.location, own)
        for key, text in source.inferred:
            yield ProseText(owner, (*keys, "inferred", key), text, source.location, own, markdown=False)
        for ruling in source.independent_of:
            both = (source.id, ruling.source)
            reason = (*keys, "independent_of", ruling.source)
            yield ProseText(owner, reason, ruling.reason, ruling.location, both, markdown=False)
        yield from _list_accepted(owner, keys, source.accept, own)
    for kind, section, described in (("topic", "topics", corpus.topics), ("entity", "entities", corpus.entities)):
        for entry in described:
            if entry.description:
                place = (section, entry.id, "description")
                yield ProseText(f"{kind}:{entry.id}", place, entry.description, entry.location)
            yield from _list_accepted(f"{kind}:{entry.id}", (section, entry.id), entry.accept)
    for claim in corpus.claims:
        yield from _list_claim_texts(claim)


def _list_claim_texts(claim: Claim) -> Iterator[ProseText]:
    owner, keys = f"claim:{claim.id}", ("claims", claim.id)
    sources = tuple(dict.fromkeys(evidence.source for evidence in claim.evidence))
    yield ProseText(owner, (*keys, "statement"), claim.statement, claim.location, sources, markdown=False)
    if claim.explanation:
        yield ProseText(owner, (*keys, "explanation"), claim.explanation, claim.location, sources)
    for number, correction in enumerate(claim.corrections):
        yield ProseText(owner, (*keys, "corrections", number, "text"), correction.text, claim.location, sources)
    for number, evidence in enumerate(claim.evidence):
        if evidence.note:
            first = tuple(dict.fromkeys((evidence.source, *sources)))
            yield ProseText(owner, (*keys, "evidence", number, "note"), evidence.note, evidence.location, first)
    yield from _list_accepted(owner, keys, claim.accept, sources)


def _list_accepted(
    owner: str, keys: tuple[Key, ...], accepted: Sequence[AcceptedWarning], sources: tuple[str, ...] = ()
) -> Iterator[ProseText]:
    """Yield the reasons for which warnings are accepted."""
    for warning in accepted:
        place = (*keys, "accept", warning.code)
        yield ProseText(owner, place, warning.reason, warning.location, sources, markdown=False)


def check_prose_quotes(
    corpus: Corpus,
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    documents: Sequence[Document],
    declared: Set[str],
    memo: Memo | None = None,
) -> Outcome[ProseQuotes]:
    """Return where the quotations of the desk's own texts are; a warning for each that no source has.

    Where a source of those `declared` has no article, which is an error, nothing is missed: it may have the words.
    """
    sought = list(_list_sought(corpus))
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
    if not declared <= articles.keys():
        return Outcome(value)
    lost = [quotation for number, quotation in enumerate(sought) if number not in found]
    return Outcome(value, tuple(_explain_lost(lost, corpus, articles, documents)))


def _list_sought(corpus: Corpus) -> Iterator[_Sought]:
    exempt: frozenset[str] | None = None
    for place in list_texts(corpus):
        for quotation in list_quotations(place.text, markdown=place.markdown):
            forms = tuple(search_forms(quotation.words))
            if exempt is None:
                exempt = frozenset(map(search_form, _list_exempt(corpus)))
            if forms[0] not in exempt and not is_empty_quote(forms[0]):
                yield _Sought(place, quotation.words, forms)


def _list_exempt(corpus: Corpus) -> Iterator[str]:
    """Yield what may be in quotation marks and be no quotation: labels, titles and names."""
    yield from (rating.label for rating in (*DEFAULT_SCALE, *corpus.site.ratings))
    yield from (CORROBORATIONS[state].label for state in STRONGEST_FIRST)
    yield from (STANCES[stance].label for stance in STANCE_IDS)
    yield corpus.site.title
    for source in corpus.sources:
        yield from (source.label, *source.author, *([source.publisher] if source.publisher else ()))
    yield from (topic.name for topic in corpus.topics)
    for entity in corpus.entities:
        yield from (entity.name, *entity.aliases)
    for claim in corpus.claims:
        yield claim.statement
        yield from (evidence.speaker for evidence in claim.evidence if evidence.speaker)


# -- where a quotation is ------------------------------------------------------------------------------------------

Found = dict[int, tuple[str, int, int]]  # by the number of the quotation: source, start and end


def _find_in_passages(
    sought: Sequence[_Sought], corpus: Corpus, articles: Mapping[str, Article], anchors: Mapping[str, Anchor]
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


def _find_in_own_sources(sought: Sequence[_Sought], found: Found, articles: Mapping[str, Article], memo: Memo) -> None:
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
    spans = dict(zip(wanted, memo.map(find_in_source, items), strict=True))
    for number, quotation in enumerate(sought):
        for source in quotation.place.sources:
            if number not in found and (span := spans.get((source, number))):
                found[number] = source, *span


def _find_anywhere(
    sought: Sequence[_Sought], found: Found, corpus: Corpus, articles: Mapping[str, Article], memo: Memo
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


def find_in_source(item: tuple[SearchedText, Forms]) -> Span | tuple[()]:
    """Return the first place of a quotation in a text; nothing where it has none."""
    (text, notes), forms = item
    return _find_first(forms, _fold_last(text, notes))


def prepare_search(
    items: Sequence[tuple[Forms, tuple[int, ...]]],  # noqa: ARG001
    texts: tuple[SearchedText, ...],
) -> Callable[[tuple[Forms, tuple[int, ...]]], tuple[int, int, int] | tuple[()]]:
    """Return a function to the number of the first text that has a quotation, and its place there.

    It is given the quotation and the numbers of the texts that are left out.
    """
    folded = [_fold_for_search(text, notes) for text, notes in texts]

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


_fold_last = lru_cache(1)(_fold_for_search)


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


# -- why one was not found -----------------------------------------------------------------------------------------


def _explain_lost(
    lost: Sequence[_Sought], corpus: Corpus, articles: Mapping[str, Article], documents: Sequence[Document]
) -> Iterator[Diagnostic]:
    """Yield a warning for each quotation without a place. Of very many only the first are explained at length."""
    texts = prepare_texts(corpus, articles, frozenset(articles)) if lost else {}
    markdown = dict(corpus.markdown)
    compared = 0
    for quotation in lost:
        help: tuple[str, ...] = (_ADVICE,)
        near = [texts[source] for source in quotation.place.sources if source in texts]
        for choice in (near, [text for text in texts.values() if text not in near]):
            compared += sum(len(text.folded.text) for text in choice)
            if compared <= _MOST_COMPARED and (explained := _describe_nearest(quotation.words, choice)):
                help = explained
                break
        place = quotation.place
        at = locate_words(documents, place.keys, quotation.words) or markdown.get(place.text, place.location)
        message = f"{in_quotation_marks(quotation.words)} is quoted here, but is not, word for word, in any source"
        *said, last = help
        pasted = (last,) if last.startswith("quote: ") else ()
        accept = accept_line(_LOST, _describe_owner(place.owner), "why it is no quotation")
        yield Diagnostic(at, _LOST, message, (*(said if pasted else help), accept, *pasted))


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
