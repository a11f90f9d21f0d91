"""Finding a passage in the sources, and the evidence to paste for it."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from generator.judging.anchor import Match, find, is_empty
from generator.judging.quotes import Text, around, differences, likeness, nearest_passage, texts_of
from generator.reading.sources import Library
from generator.text import Folded, fold, may_begin, may_end
from generator.values import dataclass

_NEAR = 8  # code points of prefix or suffix that are tried first to tell one place from another
_REACH = 1_500  # and those that are tried at most
_CROWD = 1_000  # places of one quote above which more of the quote is what is wanted
_ALIKE = 75.0  # out of 100: what is less like the words, and has none of them, is not what was meant
_NEAREST = 3  # sources whose nearest passage is shown
_PLACES = 50  # exact places that are shown

# Plain YAML text needs no quotation marks where it cannot be taken for anything else.
_PLAIN = re.compile(r"[^\W\d_](?:[^\n:#\"'\[\]{},&*!|>%@`]|,(?= )|(?<! )')*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: where it is, its words in context, what differs from the words sought, and its evidence."""

    place: str
    context: str
    differs: tuple[str, ...]
    evidence: str


def passages(library: Library, words: str) -> tuple[bool, tuple[Passage, ...]]:
    """Whether the words stand in a source exactly, by the rule for quotes; those places, else the nearest ones."""
    wanted = fold(words).text
    if is_empty(wanted):
        return False, ()
    ids = frozenset(each.id for each in library.corpus.sources)
    texts = texts_of(library.corpus, library.articles, ids)
    found = ((text, find(wanted, text.folded.text)[0]) for text in texts.values())
    places = ((text, match, matches) for text, matches in found for match in matches)
    exact = tuple(_exact(*place, wanted) for place in islice(places, _PLACES))
    if exact:
        return True, exact
    return False, tuple(_nearest(texts, wanted))


def _nearest(texts: Mapping[str, Text], wanted: str) -> Sequence[Passage]:
    """The passage of each source that is most like the words, the likest first; none that only shares letters."""
    found = []
    for number, text in enumerate(texts.values()):
        nearest = nearest_passage(wanted, text.folded.text)
        words = text.folded.text[slice(*nearest)] if nearest else ""
        alike = likeness(wanted, words)
        if nearest and (alike >= _ALIKE or _words(wanted) & _words(words)) and not is_empty(words):
            start, end = nearest
            quote = original(text.article.text, text.folded, start, end)
            differs = differences(wanted, words)
            passage = _passage(text, Match(start, end, ()), quote, _places(text, quote), differs)
            found.append((-alike, number, passage))
    return [each for _, _, each in sorted(found, key=lambda each: each[:2])[:_NEAREST]]


def _words(folded: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", folded.casefold()))


def _exact(text: Text, match: Match, matches: tuple[Match, ...], wanted: str) -> Passage:
    """A place of the words: the quote is the source's own words, or the one typed where that has brackets."""
    if "[" in wanted:
        return _passage(text, match, wanted, matches)
    quote = original(text.article.text, text.folded, match.start, match.end)
    return _passage(text, match, quote, matches if fold(quote).text == wanted else _places(text, quote))


def _places(text: Text, quote: str) -> tuple[Match, ...]:
    return find(fold(quote).text, text.folded.text)[0]


def _passage(
    text: Text, match: Match, quote: str, matches: tuple[Match, ...], differs: tuple[str, ...] = ()
) -> Passage:
    """The place of a quote that has the places `matches`, its evidence such that it has this one."""
    source, start, end = text.folded.text, match.start, match.end
    lines = [f"- source: {text.source.id}", f"  quote: {scalar(quote)}"]
    others = tuple(each for each in matches if (each.start, each.end) != (start, end))
    beside = _told_apart(source, fold(quote).text, start, end, others)
    if beside is None:
        differs = (*differs, "no words beside it tell this place from the others: quote more words")
    for key, words in (beside or {}).items():
        lines.append(f"  {key}: {scalar(words)}")
    lines.append("  stance: supports  # or refutes, qualifies, mentions")
    return Passage(text.place(text.folded.start(start)), around(source, start, end), differs, "\n".join(lines))


def original(text: str, folded: Folded, start: int, end: int) -> str:
    """The source's own words of a folded stretch, on one line."""
    return " ".join(text[folded.start(start) : folded.end(end)].split())


def _told_apart(source: str, quote: str, start: int, end: int, others: tuple[Match, ...]) -> dict[str, str] | None:
    """The prefix, the suffix or both with which the quote has this one place, as few words as do; None where none do.

    Of the other places only those are kept that more and more words beside them leave alike.
    """
    if not others:
        return {}
    if len(others) > _CROWD:
        return None
    before = after = others
    reach = _NEAR
    while reach <= _REACH:
        prefix, suffix = _before(source, start, reach), _after(source, end, reach)
        before = tuple(each for each in before if source.endswith(prefix, 0, _unspaced(source, each.start)))
        after = tuple(each for each in after if source.startswith(suffix, each.end + source.startswith(" ", each.end)))
        tries = [{"prefix": prefix}] if not before else []
        tries += [{"suffix": suffix}] if not after else []
        tries += [{"prefix": prefix, "suffix": suffix}] if not {*before} & {*after} else []
        for beside in tries:
            if all(0 < len(words) <= _REACH for words in beside.values()):
                found = find(quote, source, **beside)[0]
                if [(each.start, each.end) for each in found] == [(start, end)]:
                    return beside
        reach *= 2
    return None


def _before(source: str, position: int, reach: int) -> str:
    """The whole words before a place, `reach` code points of them or more."""
    end = _unspaced(source, position)
    start = max(end - reach, 0)
    while not may_begin(source, start):
        start -= 1
    return source[start:end].lstrip(" ")


def _after(source: str, position: int, reach: int) -> str:
    start = position + source.startswith(" ", position)
    end = min(start + reach, len(source))
    while not may_end(source, end):
        end += 1
    return source[start:end].rstrip(" ")


def _unspaced(source: str, position: int) -> int:
    """The position, or that before the one space that stands there."""
    return position - source.endswith(" ", 0, position)


def scalar(text: str) -> str:
    """The text as a YAML scalar of one line that reads back as itself."""
    if _PLAIN.fullmatch(text) and text.isprintable() and not text.endswith(" "):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08X}" for each in escaped) + '"'
