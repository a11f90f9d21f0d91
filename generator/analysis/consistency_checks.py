"""Claims that do not go together: one statement twice, and one passage that is graded two ways."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.diagnostics import Diagnostic, Kind, accept_line
from generator.folding import fold
from generator.language.identify import known_language
from generator.language.stop_words import is_function_word
from generator.language.terms import to_term
from generator.model import Anchor, Claim, Corpus, Evidence

_WORD = re.compile(r"[^\W_]+(?:[.,'’·:/-][^\W_]+)*|%")
# Words that statements of one meaning may have or not.
_ARTICLES = {
    "en": "a an the that",
    "de": "der die das den dem des ein eine einen einem einer eines dass",
    "fr": "le la les un une des du de que",
    "es": "el la los las un una unos unas que",
    "pt": "o a os as um uma uns umas que",
    "it": "il lo la i gli le un uno una che",
    "nl": "de het een dat",
}
_ENOUGH = 3  # words of a statement that is one without a name or a figure
_FEW = 10  # claims of one statement that a further one is compared with
_MANY = 200  # quotes of one source that another one is compared with
_MOST = 0.8  # of the shorter passage that the other has, where they are one


def check_consistency(corpus: Corpus, anchors: Mapping[str, Anchor]) -> Iterator[Diagnostic]:
    """Yield a warning for each claim that says what another does, and each passage that is graded two ways."""
    yield from _find_same_statements(corpus)
    yield from _find_graded_twice(corpus, anchors)


# -- one statement twice -------------------------------------------------------------------------------------------


def _find_same_statements(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a warning for each statement that has the words of an earlier one, whatever their forms and articles.

    Where the claims are of other dates or figures, or one supersedes the other, they are two. Linear in the claims.
    """
    articles = frozenset(_ARTICLES.get(known_language(corpus.site.language), "").split())
    words_of = [_list_words(claim.statement, articles) for claim in corpus.claims]
    initials = ["".join(sorted("".join([word[0] for word in words]).casefold())) for words in words_of]
    often = Counter(initials)
    seen: dict[tuple[str, ...], list[Claim]] = {}
    for claim, words, letters in zip(corpus.claims, words_of, initials, strict=True):
        if often[letters] == 1:
            continue  # of words with other first letters no forms are compared
        earlier = seen.setdefault(_main_words(words), [])
        told = (other for other in earlier if _says_something(claim, other) and not _are_apart(claim, other))
        other = next(told, None)
        if other:
            yield _report_same(claim, other)
        if len(earlier) < _FEW:
            earlier.append(claim)


def _list_words(statement: str, articles: frozenset[str]) -> list[str]:
    """Return the words of a statement without articles."""
    plain = statement if statement.isascii() else fold(statement).text
    return [word for word in _WORD.findall(plain) if word.casefold() not in articles]


def _main_words(words: list[str]) -> tuple[str, ...]:
    """Return the words without endings, beginning with the least.

    What comes first is free: “In May the bank closed” is “The bank closed in May”, and “A beat B” is not “B beat A”.
    """
    terms = tuple(to_term(word) or word for word in words)
    if len(terms) < 2:
        return terms
    least = min(terms)
    return min(terms[start:] + terms[:start] for start, term in enumerate(terms) if term == least)


def _says_something(claim: Claim, other: Claim) -> bool:
    """Return whether a statement says enough to be one: a placeholder of two words stands in many drafts.

    It has a name, a figure or three words that are no function words; or the two claims have other verdicts.
    """
    words = _WORD.findall(claim.statement)
    if len([word for word in words if not is_function_word(word.casefold())]) >= _ENOUGH:
        return True
    told = any(not word[0].islower() for word in words[1:])
    return told or (claim.verdict is not None and other.verdict is not None and claim.verdict != other.verdict)


def _are_apart(claim: Claim, other: Claim) -> bool:
    if claim.date != other.date and claim.date and other.date:
        return True
    if claim.quantity and other.quantity and claim.quantity.value != other.quantity.value:
        return True
    return any(
        relation.relation == "supersedes" and relation.claim == target.id
        for one, target in ((claim, other), (other, claim))
        for relation in one.related
    )


def _report_same(claim: Claim, other: Claim) -> Diagnostic:
    verdicts = claim.verdict != other.verdict
    message = f"the claim “{claim.id}” says what “{other.id}” says" + (", with another verdict" if verdicts else "")
    help = "keep one of them; or give both the dates that they hold for, or say which supersedes the other"
    accept = accept_line("same-statement", f"the claim “{claim.id}”", "why there are two")
    return Diagnostic(claim.location, "same-statement", message, (help, accept), _about(other, claim))


def _about(*claims: Claim) -> tuple[tuple[Kind, str], ...]:
    return tuple(("claim", claim.id) for claim in claims)


# -- one passage, graded two ways ----------------------------------------------------------------------------------


def _find_graded_twice(corpus: Corpus, anchors: Mapping[str, Anchor]) -> Iterator[Diagnostic]:
    claims = {claim.id: claim for claim in corpus.claims}
    place = {claim.id: number for number, claim in enumerate(corpus.claims)}
    for claim in corpus.claims:
        if len(claim.evidence) > 1 and {"supports", "refutes"} <= {quote.counted_stance for quote in claim.evidence}:
            yield from _grade_within(claim, anchors)
    pairs = {
        tuple(sorted((claim.id, relation.claim), key=place.__getitem__))
        for claim in corpus.claims
        for relation in claim.related
        if relation.relation == "contradicts" and relation.claim in claims and relation.claim != claim.id
    }
    supporting = {id: _by_stance(claims[id], "supports") for pair in pairs for id in pair}
    for first, second in sorted(pairs, key=lambda pair: (place[pair[1]], place[pair[0]])):
        overlaps = _find_overlaps(supporting[first], supporting[second], anchors)
        yield from (_grade_between(claims[first], claims[second], one, other) for one, other in overlaps)


def _grade_within(claim: Claim, anchors: Mapping[str, Anchor]) -> Iterator[Diagnostic]:
    """Yield a warning where one passage both supports and refutes the claim; the very same quote is told elsewhere."""
    supporting, refuting = _by_stance(claim, "supports"), _by_stance(claim, "refutes")
    for one, other in _find_overlaps(supporting, refuting, anchors):
        if _fold_typed(one) != _fold_typed(other):
            later, earlier = sorted((one, other), key=lambda evidence: -evidence.number)
            message = f"one passage supports and refutes “{claim.id}”: evidence {earlier.number} and {later.number}"
            help = "keep the stance that the passage bears out, or quote what tells the two apart"
            yield Diagnostic(later.location, "graded-twice", message, (help, _accept_grades(claim)))


def _grade_between(first: Claim, second: Claim, one: Evidence, other: Evidence) -> Diagnostic:
    """Return the warning that one passage supports two claims that contradict each other."""
    both = f"“{first.id}” (evidence {one.number}) and “{second.id}”"
    message = f"one passage supports both {both}, which contradict each other"
    help = "change the stance of one of the two quotes, or the relation of the claims"
    return Diagnostic(other.location, "graded-twice", message, (help, _accept_grades(second)), _about(first, second))


def _accept_grades(claim: Claim) -> str:
    return accept_line("graded-twice", f"the claim “{claim.id}”", "why it bears out both")


def _by_stance(claim: Claim, stance: str) -> dict[str, list[Evidence]]:
    """Return the evidence of a stance, by its sources."""
    found: dict[str, list[Evidence]] = {}
    for evidence in claim.evidence:
        if evidence.counted_stance == stance:
            found.setdefault(evidence.source, []).append(evidence)
    return found


def _find_overlaps(
    here: Mapping[str, list[Evidence]], there: Mapping[str, list[Evidence]], anchors: Mapping[str, Anchor]
) -> Iterator[tuple[Evidence, Evidence]]:
    """Yield each quote of one side with the first of the other that is nearly the same passage, or is in it."""
    for source, others in there.items():
        for other in others:
            near = (one for one in here.get(source, ())[:_MANY] if _is_one_passage(one, other, anchors))
            one = next(near, None)
            if one:
                yield one, other


def _is_one_passage(one: Evidence, other: Evidence, anchors: Mapping[str, Anchor]) -> bool:
    here, there = anchors.get(one.id), anchors.get(other.id)
    if here is None or there is None or here.end <= there.start or there.end <= here.start:
        return False
    first, second = _places(here), _places(there)
    shared = sum(max(0, min(end, last) - max(start, begin)) for start, end in first for begin, last in second)
    return shared > 0 and shared >= _MOST * min(_length(first), _length(second))


def _places(anchor: Anchor) -> list[tuple[int, int]]:
    return [(segment.start, segment.end) for segment in anchor.segments]


def _length(places: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in places)


def _fold_typed(evidence: Evidence) -> tuple[str, ...]:
    return tuple(fold(words or "").text for words in (evidence.quote, evidence.prefix, evidence.suffix))
