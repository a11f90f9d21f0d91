"""JSON as the site's files have it: unescaped UTF-8, one line for each item of a list, so that diffs are readable."""

import json
import math
from collections.abc import Iterable, Mapping

from generator.rating_scale import Number

Json = Mapping[str, object]

# json.dumps would create one at each call. No value here contains itself, so nothing has to check for that.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)


def without_empty(values: Json) -> dict[str, object]:
    """Return the values without None and without empty texts, lists and mappings."""
    return {key: value for key, value in values.items() if value or isinstance(value, (int, float))}


def json_number(value: Number | None) -> Number | None:
    """Return the number, or None for infinity and NaN, which JSON does not have."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def json_line(value: object) -> str:
    """Return the value as JSON on one line, with nothing escaped that UTF-8 can hold."""
    return _ENCODER.encode(value)


def json_lines(items: Iterable[Json]) -> bytes:
    """Return items of a list on a line each, as `json_document` takes them; empty if there are none."""
    return join_lines(json_line(item) for item in items)


def join_lines(lines: Iterable[str]) -> bytes:
    """Return items of a list that are JSON already, as `json_lines` has them."""
    return ",\n".join(lines).encode()


def json_document(start: Json, lists: Mapping[str, Iterable[bytes]]) -> bytes:
    """Return a JSON object: the keys of `start` on one line, then the lists, given as `json_lines` of their items."""
    return extend_object(start, {key: _join_list(items) for key, items in lists.items()})


def extend_object(start: Json, more: Mapping[str, bytes]) -> bytes:
    """Return the JSON object `start`, which must not be empty, with further keys whose values are JSON already."""
    further = (part for key, value in more.items() for part in (f",\n{json_line(key)}: ".encode(), value))
    return b"".join((json_line(start)[:-1].encode(), *further, b"}"))


def _join_list(items: Iterable[bytes]) -> bytes:
    lines = b",\n".join(item for item in items if item)
    return b"[\n%s\n]" % lines if lines else b"[]"
