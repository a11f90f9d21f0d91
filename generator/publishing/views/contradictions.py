"""The page of contradictions: what one article says against itself, and what sources say against each other."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from generator.publishing import addresses, labels
from generator.publishing.index import ANY_CONTRADICTIONS, SiteIndex
from generator.publishing.labels import Badge
from generator.publishing.page_task import PageTask
from generator.publishing.views.claim_cards import ClaimCard, claim_card
from generator.publishing.views.decisive import DecisiveQuote, decisive_quote
from generator.publishing.views.frame import Frame, Pager, make_pager, page_frame, page_slices
from generator.publishing.views.links import Link
from generator.values import dataclass
from generator.vocabulary import STANCES, Stance

CONTRADICTIONS = "contradictions.html"
_SIDE = 4  # quotes of one side that are shown

Kind = Literal["inconsistent", "contested", "contradicts"]
_HEADINGS: dict[Kind, str] = {
    "inconsistent": "What one article says against itself",
    "contested": "What sources say against each other",
    "contradicts": "Claims that contradict each other",
}


@dataclass(frozen=True, slots=True)
class ContradictionSide:
    """The quotes of one side, and a link to those that are not shown."""

    badge: Badge
    quotes: tuple[DecisiveQuote, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim with the quotes for it and against it, or with the claim that it contradicts."""

    card: ClaimCard
    sides: tuple[ContradictionSide, ...]
    other: ClaimCard | None


@dataclass(frozen=True, slots=True)
class ContradictionGroup:
    heading: str
    items: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class ContradictionsPage:
    template: ClassVar[str] = "pages/contradictions.html"

    frame: Frame
    groups: tuple[ContradictionGroup, ...]
    pager: Pager | None


def contradictions_link(index: SiteIndex, path: str) -> Link | None:
    """Return a link to the page of contradictions; None where it has nothing."""
    if not index.counts[ANY_CONTRADICTIONS]:
        return None
    return Link(addresses.link(path, CONTRADICTIONS), "All contradictions, side by side")


def contradictions_tasks(index: SiteIndex) -> Iterator[PageTask]:
    """Yield the pages of contradictions; none where nothing contradicts anything."""
    found: list[tuple[Kind, str, str]] = []
    kinds: tuple[Kind, ...] = ("inconsistent", "contested")
    for kind in kinds:
        found += [(kind, id, "") for id, record in index.claims.items() if record.standing.corroboration == kind]
    pairs = {
        frozenset((id, other)): ("contradicts", id, other)
        for id, record in index.claims.items()
        for other in (relation.claim for relation in record.claim.related if relation.relation == "contradicts")
    }
    found += [("contradicts", id, other) for _, id, other in pairs.values()]
    if found:
        for number, shown, pages in page_slices(found):
            yield PageTask(contradictions_page, (shown, number, pages))


def contradictions_page(
    index: SiteIndex, shown: tuple[tuple[Kind, str, str], ...], number: int, pages: int
) -> Iterator[tuple[str, ContradictionsPage]]:
    """Yield a page of contradictions: `shown` has kinds, ids of claims, and ids of the claims that these contradict."""
    path = addresses.list_page(CONTRADICTIONS, number)
    groups = (
        ContradictionGroup(
            heading, tuple(_contradiction(index, path, id, other) for kind, id, other in shown if kind == wanted)
        )
        for wanted, heading in _HEADINGS.items()
    )
    yield (
        path,
        ContradictionsPage(
            page_frame(index, path, "Contradictions", "What sources say against themselves and against each other."),
            tuple(group for group in groups if group.items),
            make_pager(CONTRADICTIONS, number, pages),
        ),
    )


def _contradiction(index: SiteIndex, path: str, id: str, other: str) -> Contradiction:
    card = claim_card(index, path, id)
    if other:
        return Contradiction(card, (), claim_card(index, path, other))
    stances: tuple[Stance, ...] = ("supports", "refutes")
    return Contradiction(card, tuple(_contradiction_side(index, path, id, stance) for stance in stances), None)


def _contradiction_side(index: SiteIndex, path: str, id: str, stance: Stance) -> ContradictionSide:
    evidence = [piece for piece in index.claims[id].claim.evidence if piece.counted_stance == stance]
    hidden = len(evidence) - _SIDE
    badge = labels.stance_badge(stance)
    href = f"{addresses.link(path, addresses.page('claim', id))}#{stance}"
    more = Link(
        href, f"{labels.count_words(hidden, 'more quote', index.site.language)} that {STANCES[stance].plural} it"
    )
    return ContradictionSide(
        badge,
        tuple(decisive_quote(index, path, piece) for piece in evidence[:_SIDE]),
        more if hidden > 0 else None,
    )
