"""Ids that things had before: whose they are now, and those that another thing has."""

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic, Kind
from generator.model import Claim, Corpus, Entity, Source, Topic

Thing = Claim | Source | Topic | Entity


def list_former_ids(corpus: Corpus) -> Mapping[tuple[str, str], str]:
    """Return the present id of each thing by its kind and every id that it had before."""
    return {
        (kind, former.id): thing.id
        for kind, things in list_things(corpus)
        for thing in things
        for former in thing.formerly
    }


def check_former_ids(corpus: Corpus, standings: object) -> Iterator[Diagnostic]:  # noqa: ARG001 - as all checks
    """Yield an error for each former id that is somebody's id, or that two things claim to have had."""
    for kind, things in list_things(corpus):
        owners = {thing.id: thing.id for thing in things}
        present = frozenset(owners)
        for thing in things:
            for former in thing.formerly:
                if former.id == thing.id and former != thing.formerly[-1]:
                    continue  # it was renamed back: the list keeps the id that it had first
                owner = owners.setdefault(former.id, thing.id)
                if former.id in present:
                    message = f"“{former.id}” is the id of {'this' if owner == thing.id else 'another'} {kind}"
                elif owner != thing.id:
                    message = f"“{former.id}” was the id of the {kind} “{owner}” too"
                else:
                    continue
                help = "an address leads to one thing: remove it from formerly, or rename the other"
                yield Diagnostic(former.location, "address-taken", message, (help,))


def list_things(corpus: Corpus) -> tuple[tuple[Kind, tuple[Thing, ...]], ...]:
    """Return all things that have an address, by their kind."""
    return (
        ("claim", (*corpus.claims, *corpus.withdrawn, *corpus.drafts)),
        ("source", corpus.sources),
        ("topic", corpus.topics),
        ("entity", corpus.entities),
    )
