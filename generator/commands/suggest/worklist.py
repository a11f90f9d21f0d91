"""The worklist: suggestions as one page for the desk, which needs no other file and is no part of a site."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from markupsafe import Markup

from generator.analysis.anchoring.source_text import SourceText
from generator.commands.suggest import SuggestionGroup
from generator.commands.suggest.output import shorten
from generator.commands.suggest.to_yaml import claim_lines
from generator.diagnostics import make_visible
from generator.model import Site
from generator.publishing.folders import is_within
from generator.publishing.output import MANIFEST, OutputRefused
from generator.publishing.theme import Theme
from generator.publishing.views.frame import Frame, frame
from generator.reading.shapes import RESERVED_IDS
from generator.values import dataclass

MARK = b'<meta name="generator" content="verbatim suggest">'  # by this a worklist is known
_HEAD = 4_096  # bytes of a page in which the mark stands
_CONTEXT = 120  # characters shown before and after a sentence

# It has its style in itself, loads nothing and runs nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class WorklistItem:
    """A sentence with its place, the words around it, its score as it is printed, and why."""

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
    """All that is worth checking."""

    template: ClassVar[str] = "desk/worklist.html"
    frame: Frame
    lead: str
    tasks: tuple[WorklistTask, ...]


def render_worklist(
    groups: Iterable[SuggestionGroup], texts: Mapping[str, SourceText], taken: Iterable[str], site: Site
) -> bytes:
    """The worklist of the groups; in its YAML no claim has one of the ids `taken`."""
    ids = set(taken) | RESERVED_IDS
    tasks = tuple(_task(each, texts, ids) for each in groups)
    theme = Theme()
    sentences = sum(len(each.items) for each in tasks)
    around = frame(site, theme.assets, "index.html", "Worth checking", "")
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


def _task(group: SuggestionGroup, texts: Mapping[str, SourceText], ids: set[str]) -> WorklistTask:
    yaml = "".join(f"  {line}".rstrip() + "\n" for line in claim_lines(group, texts, ids))
    items = []
    for each, differs in group.compared():
        text = texts[each.source]
        whole = text.article.text
        items.append(
            WorklistItem(
                text.place(each.start),
                text.source.label,
                _line(whole[max(each.start - _CONTEXT, 0) : each.start], cut_before=each.start > _CONTEXT),
                shorten(each.text),
                _line(whole[each.end : each.end + _CONTEXT], cut_after=each.end + _CONTEXT < len(whole)),
                f"{each.score:.2f}",
                each.reasons,
                differs,
            )
        )
    return WorklistTask(f"g{group.number}", tuple(items), group.claims, yaml)


def _line(text: str, *, cut_before: bool = False, cut_after: bool = False) -> str:
    """The text on one line; where it was cut, the word there is left out."""
    line = " ".join(text.split())
    if cut_before:
        line = f"… {line.partition(' ')[2]}"
    return f"{line.rpartition(' ')[0]} …" if cut_after else line


def write_worklist(file: Path, content: bytes, project: Path, sources: str) -> None:
    """The worklist stands at `file`, whole; an older worklist there is replaced, and nothing else ever is.

    Raises Refused where the place is within a site, the project's sources or templates, or holds what is no worklist.
    """
    place = Path(os.path.realpath(file.parent)) / file.name
    name = make_visible(str(file))
    for folder in (project / "site", project / sources, project / "templates"):
        if is_within(place, Path(os.path.realpath(folder))):
            raise OutputRefused(
                f"{name} lies in {make_visible(str(folder))}: a worklist is not published, name a file elsewhere"
            )
    if any((each / MANIFEST).is_file() and (each / "claims.json").is_file() for each in place.parents):
        raise OutputRefused(f"{name} lies in a site: a worklist is not published, name a file elsewhere")
    if not place.parent.is_dir():
        raise OutputRefused(f"there is no folder {make_visible(str(file.parent))}")
    if os.path.lexists(place) and (place.is_symlink() or not place.is_file() or not _ours(place)):
        raise OutputRefused(f"{name} is there already, and no worklist: name another file")
    fresh = place.with_name(f".{place.name}.verbatim-new")
    fresh.unlink(missing_ok=True)
    try:
        with fresh.open("xb") as opened:
            opened.write(content)
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)


def _ours(place: Path) -> bool:
    with place.open("rb") as opened:
        return MARK in opened.read(_HEAD)
