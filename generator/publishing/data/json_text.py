"""How JSON is spelt in a site: UTF-8 as it is, a line for each item of a list, so that two editions can be compared."""

import json
import math
from collections.abc import Iterable, Mapping

from generator.model import Number

Json = Mapping[str, object]

# json.dumps makes one at each call; what is told here is no value that holds itself.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)


def without_empty(values: Json) -> dict[str, object]:
    """The values that say something: not None, and no empty text, list or mapping."""
    return {key: value for key, value in values.items() if value or isinstance(value, (int, float))}


def json_number(value: Number | None) -> Number | None:
    """JSON has no infinity and no NaN."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def json_line(value: object) -> str:
    """The value on one line, as UTF-8 can hold it."""
    return _ENCODER.encode(value)


def json_lines(items: Iterable[Json]) -> bytes:
    """Items of a list, a line each, as `document` takes them; nothing where there are none."""
    return ",\n".join(json_line(item) for item in items).encode()


def json_document(start: Json, lists: Mapping[str, Iterable[bytes]]) -> bytes:
    """A JSON object: the keys of `start` on one line, then the lists, each given as `lines` of its items in order."""
    return extend_object(start, {key: _join_list(items) for key, items in lists.items()})


def extend_object(start: Json, more: Mapping[str, bytes]) -> bytes:
    """The JSON object `start`, which is not empty, with further keys whose values are JSON already."""
    further = (part for key, value in more.items() for part in (f",\n{json_line(key)}: ".encode(), value))
    return b"".join((json_line(start)[:-1].encode(), *further, b"}"))


def _join_list(items: Iterable[bytes]) -> bytes:
    told = b",\n".join(item for item in items if item)
    return b"[\n%s\n]" % told if told else b"[]"
