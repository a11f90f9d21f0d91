"""Notices of what the desk took back, a claim or a source's text; and the ids that its things had before."""

from generator.diagnostics import Location
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When and why a claim was withdrawn, in Markdown, and the id of the claim to see instead."""

    date: str
    reason: str
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Withholding:
    """When and why the text of a source was taken down."""

    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class FormerId:
    """An id that a thing had before: its address still leads to the thing."""

    id: str
    location: Location = Location("claims.yaml")
