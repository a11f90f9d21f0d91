"""How a project lays out its claims files, so that lines to paste fit where they are pasted."""

import re
from pathlib import Path

from generator.reading import project_files
from generator.reading.project_files import CLAIMS, FileRefused
from generator.values import dataclass

_REST = r"[^\S\n]*(?:#[^\n]*)?\n(?:[^\S\n]*(?:#[^\n]*)?\n)*"  # of a line without a value, and lines of comments
_CLAIM = re.compile(rf"^claims:{_REST}( +)[\w\"']", re.MULTILINE)
_DASH = re.compile(rf"^ +evidence:{_REST}( +)- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ClaimsLayout:
    """The columns, from 0, at which the keys of claims and the dashes of their evidence stand."""

    claim: int = 2
    dash: int = 6


def read_layout(root: Path) -> ClaimsLayout:
    """Return the layout of the first claim in claims.yaml, and of the first evidence; the usual one where none is."""
    try:
        text = (
            project_files.read_bytes(root, CLAIMS).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        )
    except FileRefused:
        return ClaimsLayout()
    claim, dash = _CLAIM.search(text), _DASH.search(text)
    usual = ClaimsLayout()
    column = len(claim[1]) if claim else usual.claim
    return ClaimsLayout(column, len(dash[1]) if dash else column + 4)
