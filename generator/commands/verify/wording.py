"""Whether a quote as typed matches its published segments: the folding of quotes, implemented a second time."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_FOLDED = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def reads_as(typed: str, segments: Sequence[str]) -> bool:
    """Return whether the quote as typed, its brackets gaps or the source's own, matches just these folded segments."""
    number, at = 0, 0  # the segment we are in, and how much of it is read
    for words, bracket in _split_brackets(fold_text(typed)):
        segment = segments[number] if number < len(segments) else ""
        if bracket and not (segment.startswith(words, at) and words not in ("[...]", "[\u2026]")):
            if at != len(segment) and at:
                return False
            number, at = (number + 1, 0) if at else (number, 0)
            continue
        words = words if at else words.lstrip()
        if not segment.startswith(words, at):
            words = words.rstrip()
            if not segment.startswith(words, at) or at + len(words) != len(segment):
                return False
        at += len(words)
    return number + (1 if at else 0) == len(segments) and (not at or at == len(segments[number]))


def _split_brackets(quote: str) -> Iterator[tuple[str, bool]]:
    """Yield a folded quote as stretches: brackets that may mean something, and the rest, with nested ones as words."""
    opened: list[int] = []
    pairs: list[tuple[int, int, bool]] = []
    for place, character in enumerate(quote):
        if character == "[":
            opened.append(place)
        elif character == "]" and opened:
            start, nested = opened.pop(), False
            while pairs and pairs[-1][0] > start:
                pairs.pop()
                nested = True
            pairs.append((start, place + 1, nested))
    done = 0
    for start, end, nested in pairs:
        words = "".join(quote[start + 1 : end - 1].split())
        if words and not nested:
            yield quote[done:start], False
            yield f"[{words}]" if words in ("...", "\u2026") else quote[start:end], True
            done = end
    yield quote[done:], False


def fold_text(text: str) -> str:
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text)).translate(_FOLDED)
    return " ".join(unicodedata.normalize("NFC", text).split())
