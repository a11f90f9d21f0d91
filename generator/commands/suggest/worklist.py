"""The worklist: suggestions as one page for the desk, which needs no other file and belongs to no site."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from markupsafe import Markup

from generator.analysis.anchoring.source_text import SourceText
from generator.commands.suggest.output import shorten
from generator.commands.suggest.suggestions import SuggestionGroup
from generator.commands.suggest.to_yaml import claim_lines
from generator.diagnostics import make_visible
from generator.model import Site
from generator.publishing.folders import is_within
from generator.publishing.output import MANIFEST, OutputRefused
from generator.publishing.theme import Theme
from generator.publishing.views.frame import Frame, make_frame
from generator.reading.ids import RESERVED_IDS
from generator.values import dataclass

MARK = b'<meta name="generator" content="verbatim suggest">'  # identifies a worklist
_HEAD = 4_096  # bytes of a page that contain the mark
_CONTEXT = 120  # characters shown before and after a sentence

# The page contains its style, loads nothing and runs nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class WorklistItem:
    """A sentence with its place, the words around it, its score as printed, and the reasons."""

    place: str
    source: str
    before: str
    text: str
    after: str
    score: str
    reasons: tuple[str, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorklistTask:
    """Sentences for one claim, and the claim as YAML to paste."""

    id: str
    items: tuple[WorklistItem, ...]
    claims: tuple[str, ...]
    yaml: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """The whole page."""

    template: ClassVar[str] = "desk/worklist.html"
    frame: Frame
    lead: str
    tasks: tuple[WorklistTask, ...]


def render_worklist(
    groups: Iterable[SuggestionGroup], texts: Mapping[str, SourceText], taken: Iterable[str], site: Site
) -> bytes:
    """Return the worklist of the groups; in its YAML no claim has one of the ids `taken`."""
    ids = set(taken) | RESERVED_IDS
    tasks = tuple(_make_task(group, texts, ids) for group in groups)
    theme = Theme()
    sentences = sum(len(task.items) for task in tasks)
    around = make_frame(site, theme.assets, "index.html", "Worth checking", "")
    sheet = Markup(theme.assets.sheet.replace("</", "<\\/"))  # noqa: S704 - the program's own style sheet
    view = Worklist(
        replace(
            around,
            title=f"Worth checking · {site.title}" if site.title else "Worth checking",
            policy=_POLICY,
            sheet=sheet,
        ),
        f"{sentences:,} {'sentence' if sentences == 1 else 'sentences'} that no claim quotes, best first",
        tasks,
    )
    return theme.render(view)


def _make_task(group: SuggestionGroup, texts: Mapping[str, SourceText], ids: set[str]) -> WorklistTask:
    yaml = "".join(f"  {line}".rstrip() + "\n" for line in claim_lines(group, texts, ids))
    items = []
    for suggestion, differs in group.compare_suggestions():
        text = texts[suggestion.source]
        whole = text.article.text
        items.append(
            WorklistItem(
                text.place(suggestion.start),
                text.source.label,
                _one_line(
                    whole[max(suggestion.start - _CONTEXT, 0) : suggestion.start],
                    cut_before=suggestion.start > _CONTEXT,
                ),
                shorten(suggestion.text),
                _one_line(
                    whole[suggestion.end : suggestion.end + _CONTEXT], cut_after=suggestion.end + _CONTEXT < len(whole)
                ),
                f"{suggestion.score:.2f}",
                suggestion.reasons,
                differs,
            )
        )
    return WorklistTask(f"g{group.number}", tuple(items), group.claims, yaml)


def _one_line(text: str, *, cut_before: bool = False, cut_after: bool = False) -> str:
    """Return the text on one line; at an end that was cut, the incomplete word is left out."""
    line = " ".join(text.split())
    if cut_before:
        line = f"… {line.partition(' ')[2]}"
    return f"{line.rpartition(' ')[0]} …" if cut_after else line


def write_worklist(file: Path, content: bytes, project: Path, sources: str) -> None:
    """Write the worklist to `file`, all at once; it replaces an older worklist there, and nothing else.

    Raises OutputRefused if the place is within a site, the project's sources or templates, or holds another file.
    """
    place = Path(os.path.realpath(file.parent)) / file.name
    name = make_visible(str(file))
    for folder in (project / "site", project / sources, project / "templates"):
        if is_within(place, Path(os.path.realpath(folder))):
            raise OutputRefused(
                f"{name} is in {make_visible(str(folder))}: a worklist is not published, choose a file elsewhere"
            )
    if any((folder / MANIFEST).is_file() and (folder / "claims.json").is_file() for folder in place.parents):
        raise OutputRefused(f"{name} is in a site: a worklist is not published, choose a file elsewhere")
    if not place.parent.is_dir():
        raise OutputRefused(f"there is no folder {make_visible(str(file.parent))}")
    if os.path.lexists(place) and (place.is_symlink() or not place.is_file() or not _is_worklist(place)):
        raise OutputRefused(f"{name} exists and is not a worklist: choose another file")
    fresh = place.with_name(f".{place.name}.verbatim-new")
    fresh.unlink(missing_ok=True)
    try:
        with fresh.open("xb") as opened:
            opened.write(content)
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)


def _is_worklist(place: Path) -> bool:
    with place.open("rb") as opened:
        return MARK in opened.read(_HEAD)
