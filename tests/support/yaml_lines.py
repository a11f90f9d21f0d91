"""Values written as YAML with one scalar a line, so that a diagnostic at a line is a diagnostic at a value."""

import json
from collections.abc import Iterable, Iterator, Mapping

Key = str | int
At = tuple[Key, ...]


def double_quote(text: str) -> str:
    """Return the text as a YAML scalar in double quotes, all but ASCII escaped, without lone surrogates."""
    parts = []
    for each in text.encode("utf-8", "ignore").decode():
        code = ord(each)
        if 32 <= code < 127:
            parts.append(f"\\{each}" if each in '"\\' else each)
        else:
            parts.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return f'"{"".join(parts)}"'


def yaml_lines(value: object, at: At, places: dict[int, At], start: int) -> Iterator[str]:
    """Yield the value as block YAML, one scalar a line; add the line of each scalar to `places`."""
    number = start
    items: Iterable[tuple[Key, object]] = value.items() if isinstance(value, Mapping) else enumerate(value)  # type: ignore[arg-type]
    for key, each in items:
        head = f"{'  ' * len(at)}{'-' if isinstance(value, list) else f'{key}:'}"
        number += 1
        places[number] = (*at, key)
        if isinstance(each, (dict, list)):
            if not each:
                yield f"{head} {json.dumps(each)}"
                continue
            yield head
            inner = list(yaml_lines(each, (*at, key), places, number))
            number += len(inner)
            yield from inner
        else:
            yield f"{head} {double_quote(each) if isinstance(each, str) else json.dumps(each)}"
