"""Checked references: every id that the project's files name is the id of something, every link may be published."""

from collections.abc import Iterable, Iterator, Mapping

from generator.analysis.former_ids import list_former_ids
from generator.analysis.mentions import folded_names
from generator.diagnostics import Diagnostic, Kind, Location, Outcome, suggestion_line
from generator.id_references import Reference
from generator.model import Corpus, Entity, Source
from generator.rating_scale import DEFAULT_SCALE
from generator.reading.markdown_html import render_prose

_LINKS = "links lead to http, https or mailto addresses, or to claim:ID, source:ID, entity:ID, topic:ID"
SHARED = 100  # entities that may have one name
_MOST_SUGGESTIONS = (
    100  # unknown ids that are compared with all known ones: each comparison costs as much as there are ids
)


def check_references(corpus: Corpus, declared: Mapping[Kind, Mapping[str, Location]]) -> Outcome[Corpus]:
    """Return the corpus, and a diagnostic for each unknown id and each address that may not be published."""
    ratings = [rating.id for rating in (*DEFAULT_SCALE, *corpus.site.ratings)]
    known: dict[str, Mapping[str, object]] = {str(kind): ids for kind, ids in declared.items()}
    known["rating"] = dict.fromkeys(ratings)
    drafts = {claim.id for claim in corpus.drafts}
    if drafts:
        known["claim"] = {id: at for id, at in declared["claim"].items() if id not in drafts}
    named = list(corpus.references)
    for entry in corpus.named:
        if any(id not in known[kind] for kind, id, _, _ in entry.ids):
            named.extend(entry.references())
    diagnostics: list[Diagnostic] = []
    for text, at in corpus.markdown:
        written = render_prose(text)
        named.extend(Reference(link.kind, link.id, at) for link in written.links)
        diagnostics.extend(
            Diagnostic(at, "bad-url", f"“{address[:100]}” may not be linked to", (_LINKS,)) for address in written.bad
        )
    diagnostics += _check_shared_names(corpus)
    diagnostics += _check_overrides(corpus.sources)
    unknown = [reference for reference in named if reference.id not in known[reference.kind]]
    renamed = list_former_ids(corpus) if unknown else {}
    diagnostics += [
        _report_draft(reference)
        if reference.kind == "claim" and reference.id in drafts
        else _report_unknown(reference, known[reference.kind], renamed, near=number < _MOST_SUGGESTIONS)
        for number, reference in enumerate(unknown)
    ]
    return Outcome(corpus, tuple(diagnostics))


def _check_shared_names(corpus: Corpus) -> Iterator[Diagnostic]:
    """Refuse a name that very many entities share: each place of it would be a mention of all."""
    sharing: dict[str, list[Entity]] = {}
    for entity in corpus.entities:
        for name in folded_names(entity):
            sharing.setdefault(name, []).append(entity)
    for name, entities in sharing.items():
        if len(entities) > SHARED:
            message = f"“{name[:100]}” is a name of {len(entities):,} entities, where at most {SHARED} may share one"
            yield Diagnostic(
                entities[SHARED].location, "too-large", message, ("leave the alias out: it tells nobody apart",)
            )


def _check_overrides(sources: Iterable[Source]) -> Iterator[Diagnostic]:
    """Refuse overrides that make a source independent of itself, or of one that it is derived from."""
    derived = {(source.id, source.derived_from) for source in sources}
    for source in sources:
        for ruling in source.independent_of:
            if ruling.source == source.id:
                message, help = "a source is not independent of itself", "name another source, or leave this out"
            elif {(source.id, ruling.source), (ruling.source, source.id)} & derived:
                message = f"of “{source.id}” and “{ruling.source}”, one has derived_from: the other"
                help = "remove derived_from, or this"
            else:
                continue
            yield Diagnostic(ruling.location, "bad-value", message, (help,))


def _report_draft(reference: Reference) -> Diagnostic:
    message = f"the claim “{reference.id}” is a draft, which is not published"
    help = "take “draft: true” out of its entry, or name it only in drafts"
    return Diagnostic(reference.location, "unknown-claim", message, (help,))


def _report_unknown(
    reference: Reference, known: Mapping[str, object], renamed: Mapping[tuple[str, str], str], *, near: bool
) -> Diagnostic:
    help = suggestion_line(reference.id, known) if near else ()
    present = renamed.get((reference.kind, reference.id))
    if present:
        help = (f"it is called “{present}” now",)
    if not help and reference.kind == "rating":
        help = (f"the verdicts are {', '.join(known)}",)
    what = "verdict" if reference.kind == "rating" else reference.kind
    return Diagnostic(
        reference.location, f"unknown-{reference.kind}", f"there is no {what} “{reference.id[:100]}”", help
    )
