"""Subtitles (WebVTT and SubRip): what is said as one text, with the time of each cue as its place.

They are read by the rules of WebVTT (W3C), which browsers follow, and SubRip by what its files have in common. Captions
that roll up, as those that YouTube makes, show each line twice; it is one text once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise

from generator.cues import Cue
from generator.model import ParsedArticle, TagPiece, TextRun
from generator.patterns import lazy_pattern
from generator.reading.kinds.source_kind import SourceKind, TextReader
from generator.text import ELISION
from generator.values import dataclass

_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,]\d{1,3})?"
_TIMING = lazy_pattern(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?![\d:])")
_NUMBER = re.compile(r"[ \t]*\d+[ \t]*")
_WEBVTT = re.compile(r"WEBVTT(?:[ \t]|\n|\Z)")
_VTT_TAG = lazy_pattern(r"<(?:(/?)([a-zA-Z]+)(?:\.[^\s<>]*)?(?:\s([^<>]*))?|[^>]*)(?:>|\Z)")
_SRT_TAG = lazy_pattern(r"</?(?:b|i|u|s|em|strong|br|font|span|c|v)\b[^<>\n]*>|\{\\[^{}\n]*\}", re.IGNORECASE)
_SRT_ENTITY = lazy_pattern(r"&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
# A name and a colon, as captions have it where the speaker changes; »>>« or a dash alone says another one.
_LABEL = lazy_pattern(r"(?:>>+ *|[-–—] ?)?((?!\d)(?:[^\W\d_]|[.'’-])+(?: (?:[^\W_]|[.'’-])+){0,4}):(?=\s|\Z)")
_LABELLED = 0.5  # of the cues begin with a label, where those in small letters are labels too
_CHANGE = re.compile(r">>|[-–—](?=\s?\w)")
_STOP = lazy_pattern(r"[.!?…。！？][\"'”’»)\]]*\Z")
_LONG = 500  # characters of a paragraph after which it ends at the next stop
_LONGEST = 1_500  # after which it ends without one
_SILENCE = 3  # seconds after a stop that end a paragraph
_ROLLING = 0.4  # of the cues begin with what the one before them ends with


@dataclass(frozen=True, slots=True)
class _TimedLines:
    """The lines that a cue shows from a second to another, and who says them."""

    begin: int
    end: int
    lines: tuple[str, ...]
    speaker: str | None = None


def read_subtitles(text: str) -> ParsedArticle:
    """Return what is said: cues joined by line feeds, paragraphs by blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_vtt = _WEBVTT.match(text) is not None
    lines = text.split("\n")
    shown = _drop_repeated([*_read_cues(lines, is_vtt=is_vtt)])
    cues = list(shown if any(cue.speaker for cue in shown) else _name_speakers(shown))
    return _lay_out(list(_group_paragraphs(cues)))


def _read_cues(lines: Sequence[str], *, is_vtt: bool) -> Iterator[_TimedLines]:
    """Yield the cues that have words, in the order of the file."""
    timings = [(at, found) for at, line in enumerate(lines) if (found := _TIMING.match(line))]
    for number, (at, found) in enumerate(timings):
        last = timings[number + 1][0] if number + 1 < len(timings) else len(lines)
        shown = lines[at + 1 : last]
        if is_vtt:
            shown = shown[: next((place for place, line in enumerate(shown) if not line), len(shown))]
        elif last < len(lines) and shown and _NUMBER.fullmatch(shown[-1]):
            shown = shown[:-1]  # the number of the next
        begin, end = _read_time(found.groups()[:3]), _read_time(found.groups()[3:])
        for speaker, words in _read_voices("\n".join(shown)) if is_vtt else ((None, _clean_subrip("\n".join(shown))),):
            kept = tuple(line for part in words.split("\n") if (line := " ".join(part.split())))
            if kept:
                yield _TimedLines(begin, end, kept, speaker)


def _read_time(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts)
    return 3600 * hours + 60 * minutes + seconds


def _read_voices(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield the words of a WebVTT cue without tags and readings of characters, by the voice that speaks them."""
    words: list[str] = []
    speaker, reading, place = None, False, 0
    for tag in _VTT_TAG.finditer(text):
        if not reading:
            words.append(unescape(text[place : tag.start()]))
        place = tag.end()
        closes, name, annotation = tag.groups()
        if name == "rt":
            reading = not closes
        elif name == "ruby" and closes:
            reading = False
        elif name == "v":
            if "".join(words).strip():
                yield speaker, "".join(words)
                words = []
            speaker = " ".join(unescape(annotation or "").split())[:200] or None if not closes else None
    if not reading:
        words.append(unescape(text[place:]))
    if "".join(words).strip():
        yield speaker, "".join(words)


def _clean_subrip(text: str) -> str:
    return _SRT_ENTITY.sub(lambda entity: unescape(entity[0]), _SRT_TAG.sub("", text))


def _drop_repeated(cues: Sequence[_TimedLines]) -> Sequence[_TimedLines]:
    """Return the cues without the lines that the one before them showed already, where the captions roll up."""
    repeated = [
        _count_repeated(before, cue) if before.begin <= cue.begin <= before.end + 1 else 0
        for before, cue in pairwise(cues)
    ]
    if sum(map(bool, repeated)) < max(2, _ROLLING * len(repeated)):
        return cues
    kept = [*cues[:1]]
    for cue, count in zip(cues[1:], repeated, strict=True):
        words = " ".join(cue.lines).split(" ")[count:]
        if count == 0:
            kept.append(cue)
        elif words:
            kept.append(_TimedLines(cue.begin, cue.end, (" ".join(words),), cue.speaker))
    return kept


def _count_repeated(before: _TimedLines, cue: _TimedLines) -> int:
    """Return how many words a cue begins with that are the last lines, one or more, of the one before it."""
    words = " ".join(cue.lines).split(" ")
    for first in range(len(before.lines)):
        last = " ".join(before.lines[first:]).split(" ")
        if words[: len(last)] == last:
            return len(last)
    return 0


def _name_speakers(cues: Sequence[_TimedLines]) -> Iterator[_TimedLines]:
    """Yield the cues with the speakers that labels name, each up to the next label or change.

    A label is in capitals, or in a file that labels most of its cues.
    """
    labelled = sum(_find_label(cue.lines[0], any_case=True) is not None for cue in cues)
    any_case = labelled > max(1, _LABELLED * len(cues))
    speaker = None
    for cue in cues:
        first, *others = cue.lines
        label = _find_label(first, any_case=any_case)
        if label or _CHANGE.match(first):
            speaker = label
        if any(_CHANGE.match(line) or _find_label(line, any_case=any_case) for line in others):
            yield _TimedLines(cue.begin, cue.end, cue.lines)  # several voices
            speaker = None
        else:
            yield _TimedLines(cue.begin, cue.end, cue.lines, speaker)


def _find_label(line: str, *, any_case: bool) -> str | None:
    found = _LABEL.match(line)
    if not found or len(found[1]) < 2:
        return None
    return found[1] if found[1].isupper() or (any_case and found[1][0].isupper()) else None


def _group_paragraphs(cues: Iterable[_TimedLines]) -> Iterator[list[_TimedLines]]:
    """Yield the cues of each paragraph: it ends with the speaker, after a stop and a silence, and where it is long."""
    held: list[_TimedLines] = []
    length = 0
    for cue in cues:
        if held:
            last = held[-1]
            stopped = _STOP.search(last.lines[-1]) is not None
            silent = cue.begin - last.end >= _SILENCE or cue.begin < last.begin
            if cue.speaker != last.speaker or length > _LONGEST or (stopped and (silent or length > _LONG)):
                yield held
                held, length = [], 0
        held.append(cue)
        length += sum(map(len, cue.lines))
    if held:
        yield held


def _lay_out(paragraphs: Sequence[Sequence[_TimedLines]]) -> ParsedArticle:
    texts: list[str] = []
    pieces: list[TagPiece | TextRun] = []
    cues: list[Cue] = []
    length = 0
    for number, paragraph in enumerate(paragraphs, start=1):
        start, first = length, len(cues)
        for place, cue in enumerate(paragraph, start=1):
            cues.append(Cue(length, cue.begin, cue.speaker))
            ending = "\n" if place < len(paragraph) else ELISION if number < len(paragraphs) else ""
            texts.append("\n".join(cue.lines) + ending)
            length += len(texts[-1])
        pieces.append(TagPiece(f'<div class="page-break" role="separator" aria-label="{cues[first].time}"></div><p>'))
        pieces += (TextRun(start, length), TagPiece("</p>"))
    return ParsedArticle("".join(texts), tuple(pieces), title=None, front_matter=None, cues=tuple(cues))


SUBTITLES = SourceKind(
    name="subtitles",
    text="what is said, as one text; quotes from it are shown with their time",
    suffixes=(".vtt", ".srt"),
    media_types=("text/vtt", "application/x-subrip"),
    signature=rb"WEBVTT[ \t\r\n]|\s*+\d+[ \t]*\r?\n\d+:\d\d:\d\d,\d{3} --> \d",
    reader=TextReader(read_subtitles),
    places="times",
    needs_title=False,
)
