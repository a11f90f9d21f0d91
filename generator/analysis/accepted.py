"""Warnings that the desk accepts: left out of what is found, and named where they overrule nothing."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.diagnostics import CODES, Diagnostic, Kind, Location, count_errors
from generator.model import AcceptedWarning, Claim, Corpus, Entity, Source, Topic

Thing = tuple[Kind, str] | None  # a kind and an id; None for the whole project
Entry = Claim | Source | Topic | Entity


def overrule(
    corpus: Corpus, findings: Iterable[Diagnostic], unasked: Iterable[Diagnostic] = ()
) -> tuple[Diagnostic, ...]:
    """Return the findings without the warnings that are accepted, and with each acceptance that overrules nothing.

    A warning is accepted where the project accepts its code, or a thing that it is about does. `unasked` are findings
    of checks that run on demand: they are not returned, but who accepts them in advance overrules something. Where
    there are errors not all warnings are known, and no acceptance is called unused.
    """
    found = tuple(findings)
    accepted = {(thing, warning.code): warning for thing, warning in _list_accepted(corpus)}
    if not accepted:
        return found
    subjects = Subjects(corpus)
    used: set[tuple[Thing, str]] = set()

    def is_overruled(finding: Diagnostic) -> bool:
        keys = [(thing, finding.code) for thing in (None, *subjects.of(finding))]
        hits = {key for key in keys if key in accepted}
        used.update(hits)
        return bool(hits) and CODES[finding.code][0] == "warning"

    kept = [finding for finding in found if not is_overruled(finding)]
    for finding in unasked:
        is_overruled(finding)
    if count_errors(found):
        return tuple(kept)
    idle = [_report_idle(warning) for key, warning in accepted.items() if key not in used and key[1] != _IDLE]
    kept += [finding for finding in idle if not is_overruled(finding)]
    kept += [_report_idle(warning) for key, warning in accepted.items() if key not in used and key[1] == _IDLE]
    return tuple(kept)


_IDLE = "unused-accept"


def accepts(corpus: Corpus, code: str) -> bool:
    """Return whether warnings of this code are accepted anywhere."""
    return any(warning.code == code for _, warning in _list_accepted(corpus))


def _report_idle(warning: AcceptedWarning) -> Diagnostic:
    message = f"“{warning.code}” is accepted here, and there is no such warning"
    return Diagnostic(warning.location, _IDLE, message, ("remove it from accept",))


def _list_accepted(corpus: Corpus) -> Iterator[tuple[Thing, AcceptedWarning]]:
    for warning in corpus.site.accept:
        yield None, warning
    unpublished = {claim.id for claim in (*corpus.withdrawn, *corpus.drafts)}
    for kind, entries in _list_entries(corpus):
        for entry in entries:
            if kind != "claim" or entry.id not in unpublished:
                for warning in entry.accept:
                    yield (kind, entry.id), warning


def _list_entries(corpus: Corpus) -> tuple[tuple[Kind, tuple[Entry, ...]], ...]:
    return (
        ("source", corpus.sources),
        ("topic", corpus.topics),
        ("entity", corpus.entities),
        ("claim", (*corpus.claims, *corpus.withdrawn, *corpus.drafts)),
    )


class Subjects:
    """What findings are about: told by the finding itself, or by the entry or the article that it is in."""

    def __init__(self, corpus: Corpus) -> None:
        begins: dict[str, list[tuple[int, int, Thing]]] = defaultdict(list)
        for kind, entries in _list_entries(corpus):
            for entry in entries:
                begins[entry.location.path].append((entry.location.line, entry.location.column, (kind, entry.id)))
        begins[corpus.site.location.path].append((corpus.site.location.line, corpus.site.location.column, None))
        self._begins = {path: sorted(found, key=_place) for path, found in begins.items()}
        self._articles: Mapping[str, Thing] = {source.file: ("source", source.id) for source in corpus.sources}

    def of(self, finding: Diagnostic) -> tuple[Thing, ...]:
        if finding.about:
            return finding.about
        article = self._articles.get(finding.location.path)
        return (article or self._entry_at(finding.location),)

    def _entry_at(self, location: Location) -> Thing:
        """Return the last entry of the file that begins at the location or before it."""
        begins = self._begins.get(location.path, [])
        number = bisect_right(begins, (location.line, location.column), key=_place)
        return begins[number - 1][2] if number else None


def _place(begin: tuple[int, int, Thing]) -> tuple[int, int]:
    return begin[:2]
