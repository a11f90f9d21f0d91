"""Values typed as YAML that reads back as itself, as a person would: plain where that is safe, else in quotes."""

import re
from collections.abc import Mapping, Sequence

YamlValue = str | Sequence[str] | Mapping[str, "YamlValue"]

# What is the same with and without quotation marks, wherever YAML may stand: words, dates, hashes, paths.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w./+' -]*\w)?", re.ASCII)
# And where it has the rest of its line for itself: an address, and prose that begins with a letter.
_ADDRESS = re.compile(r"https?://[\w./+~%?=;@&$!*()'-]*[\w/]", re.ASCII)
_PROSE = re.compile(r"[^\W\d_](?:[^\n:#\"'\[\]{},&*!|>%@`]|,(?= )|(?<! )')*", re.ASCII)
_NOTHING = frozenset({"null", "Null", "NULL"})  # no text to any other reader of YAML


def to_scalar(text: str) -> str:
    """The text as a YAML scalar of one line, which it ends."""
    prose = _PROSE.fullmatch(text) and text.isprintable() and not text.endswith(" ")
    plain = (prose or _ADDRESS.fullmatch(text)) and text not in _NOTHING
    return text if plain else to_inline(text)


def to_inline(value: YamlValue, quoted: str = "") -> str:
    """The value on one line, wherever YAML may stand; JSON where all is `quoted`."""
    if isinstance(value, str):
        plain = not quoted and _PLAIN.fullmatch(value) and value not in _NOTHING
        return value if plain else _in_quotes(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted}{key}{quoted}: {to_inline(each, quoted)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(to_inline(each, quoted) for each in value) + "]"


def to_block(key: str, value: YamlValue, levels: int, column: int, step: int = 2) -> list[str]:
    """The lines of `key: value` from the column on, counted from 1; mappings in lines, as many `levels` deep."""
    indent = " " * (column - 1)
    if isinstance(value, str):
        return [f"{indent}{key}: {to_scalar(value)}"]
    if not levels or not isinstance(value, Mapping):
        return [f"{indent}{key}: {to_inline(value)}"]
    inner = (line for name, each in value.items() for line in to_block(name, each, levels - 1, column + step, step))
    return [f"{indent}{key}:", *inner]


def _in_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else _escape(ord(each)) for each in escaped) + '"'


def _escape(number: int) -> str:
    """As YAML and JSON both read it, where JSON can."""
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
