"""Pages that only say where to go or why there is no more: of a claim that was withdrawn, and of an id of before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from markupsafe import Markup

from generator.publishing import addresses, labels
from generator.publishing.data import claim_files
from generator.publishing.index import SiteIndex
from generator.publishing.moved import Move
from generator.publishing.views.evidence import CorrectionView, DateView, change_views, date_view
from generator.publishing.views.frame import Frame, page_frame
from generator.publishing.views.links import Link, claim_link, render_markdown, render_plain
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    template: ClassVar[str] = "pages/withdrawn.html"

    frame: Frame
    statement: str
    date: DateView
    reason: Markup | None
    see: Link | None
    changes_heading: str
    corrections: tuple[CorrectionView, ...]
    data: str
    markdown: str


@dataclass(frozen=True, slots=True)
class MovedPage:
    template: ClassVar[str] = "pages/moved.html"

    frame: Frame
    target: Link


def withdrawn_pages(index: SiteIndex, id: str) -> Iterator[tuple[str, WithdrawnPage]]:
    """Yield the page of a withdrawn claim."""
    path, claim = addresses.page("claim", id), index.withdrawn[id]
    date = date_view(claim.withdrawn.date, index.site.language) if claim.withdrawn else None
    if claim.withdrawn is None or date is None:
        raise ValueError("a claim that is not withdrawn has no notice")
    title = labels.withdrawn_statement(claim)
    see = claim.withdrawn.see
    yield (
        path,
        WithdrawnPage(
            frame=page_frame(index, path, title, f"Withdrawn {date.text}: {claim.statement}"),
            statement=render_plain(index, path, claim.statement, f"claim:{id}"),
            date=date,
            reason=render_markdown(index, path, claim.withdrawn.reason, f"claim:{id}"),
            see=claim_link(path, index.find_claim(see)) if see else None,
            changes_heading="Corrections and changes" if claim.history else "Corrections",
            corrections=change_views(index, path, claim),
            data=addresses.link(path, claim_files.data_path(id)),
            markdown=addresses.link(path, claim_files.markdown_path(id)),
        ),
    )


def moved_pages(index: SiteIndex, kind: addresses.Kind, former: str, id: str) -> Iterator[tuple[str, MovedPage]]:
    """Yield the page at an address of before, which leads to the present one."""
    move = Move(kind, former, id)
    path, target = move.page, addresses.page(kind, id)
    link = Link(addresses.link(path, target), _find_title(index, kind, id))
    frame = page_frame(index, path, f"Moved: {link.text}", f"This page is now at {target}.")
    canonical = addresses.absolute(index.site, target) if index.site.base_url else link.href
    yield path, MovedPage(replace(frame, canonical=canonical, social=None), link)


def _find_title(index: SiteIndex, kind: addresses.Kind, id: str) -> str:
    if kind == "claim":
        return index.find_claim(id).statement
    if kind == "source":
        return index.sources[id].source.label
    return index.topics[id].topic.name if kind == "topic" else index.entities[id].entity.name
