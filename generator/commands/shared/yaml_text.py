"""YAML that a person would type for a value and that reads back as it: plain where that is safe, else in quotes."""

import re
from collections.abc import Mapping, Sequence


class PlainText(str):
    """A number: it has no quotation marks, even in JSON."""

    __slots__ = ()


YamlValue = str | bool | Sequence["YamlValue"] | Mapping[str, "YamlValue"]

# Texts that need no quotation marks anywhere in YAML: words, dates, hashes, paths.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w./+' -]*\w)?", re.ASCII)
# The same if nothing else follows in the line: an address, and prose that begins with a letter.
_ADDRESS = re.compile(r"https?://[\w./+~%?=;@&$!*()'-]*[\w/]", re.ASCII)
_PROSE = re.compile(r"[^\W\d_](?:[^\n:#\"'\[\]{},&*!|>%@`]|,(?= )|(?<! )')*", re.ASCII)
_NULLS = frozenset({"null", "Null", "NULL"})  # other readers of YAML take these for no text


def to_scalar(text: str) -> str:
    """Return the text as a YAML scalar that may fill the rest of its line."""
    if isinstance(text, PlainText):
        return str(text)
    prose = _PROSE.fullmatch(text) and text.isprintable() and not text.endswith(" ")
    plain = (prose or _ADDRESS.fullmatch(text)) and text not in _NULLS
    return text if plain else to_inline(text)


def to_inline(value: YamlValue, quoted: str = "") -> str:
    """Return the value on one line, for any place in YAML; as JSON if `quoted` is a quotation mark."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, PlainText):
        return str(value)
    if isinstance(value, str):
        plain = not quoted and _PLAIN.fullmatch(value) and value not in _NULLS
        return value if plain else _quote(value)
    if isinstance(value, Mapping):
        members = (f"{quoted}{key}{quoted}: {to_inline(member, quoted)}" for key, member in value.items())
        return "{" + ", ".join(members) + "}"
    return "[" + ", ".join(to_inline(item, quoted) for item in value) + "]"


def to_block(key: str, value: YamlValue, levels: int, column: int, step: int = 2) -> list[str]:
    """Return the lines of `key: value` from the column (from 1) on, with mappings in lines, as many `levels` deep.

    A list of mappings takes a level for itself and one for these; on its last level each has a line.
    """
    indent = " " * (column - 1)
    if isinstance(value, str):
        return [f"{indent}{key}: {to_scalar(value)}"]
    if isinstance(value, bool):
        return [f"{indent}{key}: {to_inline(value)}"]
    mappings = [] if isinstance(value, Mapping) else [item for item in value if isinstance(item, Mapping)]
    listed = bool(mappings) and len(mappings) == len(value)
    if listed and levels > 1:
        inner = (line for item in mappings for line in item_lines(item, column + step, 2))
        return [f"{indent}{key}:", *inner]
    if listed and (len(mappings) > 1 or levels):
        return [f"{indent}{key}:", *(f"{indent}{' ' * step}- {to_inline(item)}" for item in mappings)]
    if not levels or not isinstance(value, Mapping):
        return [f"{indent}{key}: {to_inline(value)}"]
    inner = (line for name, member in value.items() for line in to_block(name, member, levels - 1, column + step, step))
    return [f"{indent}{key}:", *inner]


def item_lines(value: Mapping[str, YamlValue], column: int, step: int) -> list[str]:
    """Return a mapping as an item of a list whose dashes are at the column, its keys `step` columns to the right."""
    indent = " " * (column - 1)
    lines = [line for key, member in value.items() for line in to_block(key, member, 0, column + step)]
    return [f"{indent}-{' ' * (step - 1)}{lines[0].lstrip()}", *lines[1:]]


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    characters = (character if character.isprintable() else _escape(ord(character)) for character in escaped)
    return '"' + "".join(characters) + '"'


def _escape(number: int) -> str:
    """Return the escape that YAML and, where possible, JSON read."""
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
