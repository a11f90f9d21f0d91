"""The collection of attacks: every line of the .tsv files beside this one, a class and a text.

It covers the classes that published collections have (OWASP's filter evasion, PortSwigger's cheat sheet, html5sec,
DOMPurify's and other sanitisers' mutations, Trojan Source, CSV injection), in words of our own. What runs calls
`__trap(…)`, what loads asks trap.example. `{U+000A}` is the character of that number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WRITTEN = re.compile(r"\{U\+([0-9A-F]{4,6})\}")


@dataclass(frozen=True)
class Payload:
    """A text that somebody may type; `kind` is its class."""

    kind: str
    text: str


@cache
def load_payloads() -> Sequence[Payload]:
    """All of them, in the order of the files."""
    return tuple(_read())


def _read() -> Iterator[Payload]:
    for file in sorted(Path(__file__).parent.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("# "):
                kind, _, text = line.partition("\t")
                yield Payload(kind, _WRITTEN.sub(lambda code: chr(int(code[1], 16)), text))
