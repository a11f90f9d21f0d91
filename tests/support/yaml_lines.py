"""Values written as YAML with one scalar a line, so that a diagnostic at a line is a diagnostic at a value."""

import json
from collections.abc import Iterable, Iterator, Mapping

Key = str | int
At = tuple[Key, ...]


def double_quote(text: str) -> str:
    """Return the text as a YAML scalar in double quotes, all but ASCII escaped, without lone surrogates."""
    parts = []
    for character in text.encode("utf-8", "ignore").decode():
        code = ord(character)
        if 32 <= code < 127:
            parts.append(f"\\{character}" if character in '"\\' else character)
        else:
            parts.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return f'"{"".join(parts)}"'


def yaml_lines(value: object, at: At, places: dict[int, At], start: int) -> Iterator[str]:
    """Yield the value as block YAML, one scalar a line; add the line of each scalar to `places`."""
    number = start
    items: Iterable[tuple[Key, object]] = value.items() if isinstance(value, Mapping) else enumerate(value)  # type: ignore[arg-type]
    for key, item in items:
        head = f"{'  ' * len(at)}{'-' if isinstance(value, list) else f'{key}:'}"
        number += 1
        places[number] = (*at, key)
        if isinstance(item, (dict, list)):
            if not item:
                yield f"{head} {json.dumps(item)}"
                continue
            yield head
            inner = list(yaml_lines(item, (*at, key), places, number))
            number += len(inner)
            yield from inner
        else:
            yield f"{head} {double_quote(item) if isinstance(item, str) else json.dumps(item)}"
