"""Values of the model as plain ones, to be kept or sent to another process, and back.

A location is packed relative to a first line, so that what was read of a stretch of a file holds wherever in the file
the stretch stands.
"""

from typing import Any

from generator.cache.digests import field_getter
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
)
_CODES = {each: code for code, each in enumerate(_CLASSES)}
_PLAIN = frozenset((str, int, float, bool, type(None)))
_PLACE = -1


def to_plain(value: Any) -> Any:
    """The value as text, numbers, tuples and lists; a list is a value of one of our classes, its code first."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple([each if type(each) in _PLAIN else to_plain(each) for each in value])
    if kind is Location:
        return [_PLACE, value.line, value.column]
    values = field_getter(kind)(value)
    return [_CODES[kind], *[each if type(each) in _PLAIN else to_plain(each) for each in values]]


def from_plain(value: Any, path: str = "", first_line: int = 1) -> Any:
    """What was packed; its locations in the file at `path`, where the line that was 1 is now `first_line`."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple([each if type(each) in _PLAIN else from_plain(each, path, first_line) for each in value])
    code = value[0]
    if code == _PLACE:
        return Location(path, value[1] + first_line - 1, value[2])
    parts = value[1:]
    return _CLASSES[code](*[each if type(each) in _PLAIN else from_plain(each, path, first_line) for each in parts])
