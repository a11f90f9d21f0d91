"""Where words of a field are in the claims files: looked up for what is reported, and not kept."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.diagnostics import Location
from generator.reading.yamltree import Document, Mapping, Node, Scalar, parse
from generator.reading.yamltree import Sequence as SequenceNode

Key = str | int  # of a mapping, or the number of an item of a list

_BETWEEN = re.compile(r"[\s>]+")
_APOSTROPHES = re.compile("('+)")
_FIRST_WORDS = (8, 3, 1)  # of the words that are looked for: as many as are found


def locate_words(documents: Sequence[Document], keys: Sequence[Key], words: str) -> Location | None:
    """Return where words begin in the value that the keys lead to, from the top of a claims file on.

    Where the value is written in another way than its words are, it is where the value begins; None without a value.
    """
    for document in documents:
        for parsed, rest in _find_roots(document, keys):
            node = _follow(parsed.root, rest)
            if node is not None:
                return _find_words(parsed, node, words)
    return None


def _find_roots(document: Document, keys: Sequence[Key]) -> Iterator[tuple[Document, Sequence[Key]]]:
    """Yield what may hold the value, parsed, with the keys that lead on from there."""
    if keys[0] == "claims":
        for chunk in document.chunks:
            if chunk.id == keys[1]:
                yield _parse_chunk(chunk.text, document.path, chunk.line), keys[1:]
    yield document, keys


@lru_cache(1)
def _parse_chunk(text: str, path: str, line: int) -> Document:
    return parse(text, path, line, inside=1).value


def _follow(node: Node | None, keys: Sequence[Key]) -> Node | None:
    for key in keys:
        if isinstance(node, Mapping):
            node = next((value for name, value in node.entries if name.text == key), None)
        elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.items):
            node = node.items[key]
        else:
            return None
    return node


def _find_words(document: Document, node: Node, words: str) -> Location:
    text, start = document.text, node.offset
    if isinstance(node, Scalar) and not text.startswith("*", start):  # an alias is written elsewhere
        # Indentation at most doubles what is written, and a quotation mark or an escape is two characters.
        end = start + 4 * len(node.text) + 1_000
        listed = words.split()
        for number in _FIRST_WORDS:
            place = _find_written(text, listed[:number], start, end)
            if place >= 0:
                line, column = document.lines.place(place)
                return Location(document.path, line + document.first_line - 1, column)
    return document.at(node)


def _find_written(text: str, words: Sequence[str], start: int, end: int) -> int:
    """Return where words are first written in text[start:end], as YAML and Markdown may break lines; -1 for nowhere."""
    first = words[0].partition("'")[0] or "'"
    place = text.find(first, start, end)
    while place >= 0 and not _are_written(text, words, place, end):
        place = text.find(first, place + 1, end)
    return place


def _are_written(text: str, words: Sequence[str], place: int, end: int) -> bool:
    """Return whether words begin here: between two is white space or `>`, and an apostrophe may be written twice."""
    for number, word in enumerate(words):
        if number:
            between = _BETWEEN.match(text, place, end)
            if between is None:
                return False
            place, word = between.end(), word.lstrip(">")
        for piece in _APOSTROPHES.split(word):
            if piece[:1] == "'":
                written = _APOSTROPHES.match(text, place, end)
                if written is None or not len(piece) <= len(written[0]) <= 2 * len(piece):
                    return False
                place = written.end()
            elif text.startswith(piece, place, end):
                place += len(piece)
            else:
                return False
    return True
