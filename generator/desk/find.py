"""Finding a passage in the sources, and the evidence to paste for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.judging.anchor import Match, find
from generator.judging.quotes import Text, around, differences, nearest_passage, texts_of
from generator.reading.sources import Library
from generator.text import Folded, fold

_BESIDE = 12  # words of prefix or suffix that are tried to tell one place from another
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
    ids = frozenset(each.id for each in library.corpus.sources)
    texts = texts_of(library.corpus, library.articles, ids)
    exact = [
        _passage(text, match.start, match.end, wanted)
        for text in texts.values()
        for match in find(wanted, text.folded.text)[0]
    ]
    if exact:
        return True, tuple(exact[:_PLACES])
    return False, tuple(_nearest(texts, wanted))


def _nearest(texts: Mapping[str, Text], wanted: str) -> Sequence[Passage]:
    found = []
    for number, text in enumerate(texts.values()):
        nearest = nearest_passage(wanted, text.folded.text)
        if nearest:
            start, end = nearest
            differs = differences(wanted, text.folded.text[start:end])
            found.append((len(differs), number, _passage(text, start, end, None, differs)))
    return [each for _, _, each in sorted(found, key=lambda each: each[:2])[:_NEAREST]]


def _passage(text: Text, start: int, end: int, wanted: str | None, differs: tuple[str, ...] = ()) -> Passage:
    """The passage; `wanted` is the quote that was typed, where it is not simply the source's own words."""
    folded = text.folded
    quote = wanted if wanted and "[" in wanted else original(text.article.text, folded, start, end)
    lines = [f"- source: {text.source.id}", f"  quote: {scalar(quote)}"]
    for key, beside in _told_apart(folded.text, fold(quote).text, start, end):
        lines.append(f"  {key}: {scalar(beside)}")
    lines.append("  stance: supports  # or refutes, qualifies, mentions")
    return Passage(text.place(folded.start(start)), around(folded.text, start, end), differs, "\n".join(lines))


def original(text: str, folded: Folded, start: int, end: int) -> str:
    """The source's own words of a folded stretch, on one line."""
    return " ".join(text[folded.start(start) : folded.end(end)].split())


def _told_apart(source: str, quote: str, start: int, end: int) -> list[tuple[str, str]]:
    """The shortest prefix or suffix with which the quote has one place, where it has several."""
    if len(find(quote, source)[0]) == 1:
        return []
    before, after = source[:start].rstrip(" "), source[end:].lstrip(" ")
    for count in range(1, _BESIDE + 1):
        prefix = " ".join(before[-60 * count :].split(" ")[-count:])
        suffix = " ".join(after[: 60 * count].split(" ")[:count])
        if prefix and _is_at(find(quote, source, prefix=prefix)[0], start):
            return [("prefix", prefix)]
        if suffix and _is_at(find(quote, source, suffix=suffix)[0], start):
            return [("suffix", suffix)]
    return []


def _is_at(matches: tuple[Match, ...], start: int) -> bool:
    return len(matches) == 1 and matches[0].start == start


def scalar(text: str) -> str:
    """The text as a YAML scalar of one line that reads back as itself."""
    if _PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08X}" for each in escaped) + '"'
