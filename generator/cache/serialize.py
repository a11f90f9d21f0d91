"""Values of the model as plain values, to be kept or sent to another process, and back.

A location is kept relative to a first line, so that what was read of a part of a file holds wherever that part is.
"""

from typing import Any

from generator.assertion import Assertion
from generator.cache.digests import field_getter
from generator.cues import Cue
from generator.diagnostics import Location
from generator.model import (
    AcceptedWarning,
    Claim,
    Correction,
    DismissedTie,
    Evidence,
    FrontMatter,
    Origin,
    ParsedArticle,
    Quantity,
    Relation,
    Review,
    SharedPassage,
    SharedText,
    Standing,
    TagPiece,
    TextRun,
    Tie,
)
from generator.notices import FormerId, Withdrawal
from generator.suspicion import FilePageFacts, Suspicion

_CLASSES = (
    Claim,
    Evidence,
    Quantity,
    Relation,
    Correction,
    ParsedArticle,
    TagPiece,
    TextRun,
    FrontMatter,
    Review,
    SharedText,
    SharedPassage,
    Standing,
    Origin,
    Tie,
    DismissedTie,
    AcceptedWarning,
    Cue,
    FilePageFacts,
    Suspicion,
    Assertion,
    FormerId,
    Withdrawal,
)
_CODES = {cls: code for code, cls in enumerate(_CLASSES)}
_PLAIN = frozenset((str, int, float, bool, type(None)))
_PLACE = -1


def to_plain(value: Any) -> Any:
    """Return the value as text, numbers, tuples and lists; a list is a value of one of our classes, its code first."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple([item if type(item) in _PLAIN else to_plain(item) for item in value])
    if kind is Location:
        return [_PLACE, value.line, value.column]
    values = field_getter(kind)(value)
    return [_CODES[kind], *[item if type(item) in _PLAIN else to_plain(item) for item in values]]


def from_plain(value: Any, path: str = "", first_line: int = 1) -> Any:
    """Return the value of a plain one, with locations in the file at `path`, where line 1 is now `first_line`."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple([item if type(item) in _PLAIN else from_plain(item, path, first_line) for item in value])
    code = value[0]
    if code == _PLACE:
        return Location(path, value[1] + first_line - 1, value[2])
    parts = value[1:]
    return _CLASSES[code](*[item if type(item) in _PLAIN else from_plain(item, path, first_line) for item in parts])
