"""Tallies: how many sources are for a claim and against it, as dots, and the same in words."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup, escape

from generator.model import Claim, Site, Standing
from generator.publishing.labels import Badge, count_words, format_figure, judgement_badge
from generator.uncited import Uncited
from generator.values import dataclass
from generator.vocabulary import CORROBORATIONS, DOT_FOR, DOTS, DotKind

MOST_DOTS = 7  # with more sources that speak, a kind of dot is drawn once, with its number

_SIGNS: Mapping[DotKind, str] = {
    "for": "●", "both": "◆", "against": "✕", "partly": "◐", "other": "○", "silent": "–",
}  # fmt: skip
_AGREEING = {"yes": ("yes", "one", "many"), "no": ("no",), "partly": ("both",), "both": ("both",), "open": ("open",)}


@dataclass(frozen=True, slots=True)
class SourceDot:
    """A dot: what its sources say of a claim. Sources that count as one share one, which is `joined`."""

    kind: DotKind
    joined: bool = False


@dataclass(frozen=True, slots=True)
class SourceTally:
    """What the sources say of a claim: a dot for each that counts by itself, those for it first, and words.

    `picture` is both as HTML, and `signs` are the dots as letters, for places without a style sheet: both are empty
    where no source speaks.
    """

    dots: tuple[SourceDot, ...]
    words: str
    picture: Markup
    signs: str


def tally_sources(claim: Claim, standing: Standing, uncited: Uncited, language: str) -> SourceTally:
    """Return the tally of a claim; silent sources have dots only where all dots together are few."""
    dots = [*_counted_dots(standing)]
    counted = {*standing.supporting, *standing.refuting}
    quoted = [evidence for evidence in claim.evidence if evidence.source not in counted]
    partly = {evidence.source for evidence in quoted if evidence.counted_stance == "qualifies"}
    others = len({evidence.source for evidence in quoted} - partly) + len(uncited.speaking)
    dots += [SourceDot("partly")] * len(partly) + [SourceDot("other")] * others
    silent = 0 if uncited.partial else uncited.silent_count
    if dots and len(dots) + silent + uncited.unclear <= MOST_DOTS:
        dots += [SourceDot("silent")] * silent
    words = [
        *_count_words(standing, language),
        *([f"{format_figure(len(partly), language)} for a part of it"] if partly else []),
        *([f"{format_figure(others, language)} only {'speaks' if others == 1 else 'speak'} of it"] if others else []),
        *([f"{format_figure(silent, language)} silent"] if silent else []),
        *(
            [f"{format_figure(uncited.unclear, language)} in a language that we cannot search"]
            if uncited.unclear
            else []
        ),
    ]
    said = f"Sources: {', '.join(words)}" if words else "No source speaks of it"
    counted_dots = [
        (dot, format_figure(number, language) if number > 1 else "") for dot, number in _count_dots(tuple(dots))
    ]
    signs = "".join(f"{_SIGNS[dot.kind]}{number}" for dot, number in counted_dots)
    return SourceTally(tuple(dots), said, _draw_dots(counted_dots, said), signs)


def _counted_dots(standing: Standing) -> Iterator[SourceDot]:
    supporting, refuting = set(standing.supporting), set(standing.refuting)
    drawn: set[str] = set()
    for origin in standing.origins:
        sources = set(origin.sources)
        kind: DotKind = (
            "both" if sources & supporting and sources & refuting else "for" if sources & supporting else "against"
        )
        drawn |= sources
        yield SourceDot(kind, joined=len(sources) > 1)
    for source in standing.refuting:
        if source not in drawn:
            yield SourceDot("against")


def _count_words(standing: Standing, language: str) -> Iterator[str]:
    supporting, refuting = set(standing.supporting), set(standing.refuting)
    both = supporting & refuting if standing.corroboration != "inconsistent" else supporting | refuting
    origins = f", counted as {format_figure(len(standing.origins), language)}"
    if standing.corroboration == "inconsistent":
        yield f"{format_figure(len(both), language)} both for and against it{origins if len(both) > 1 else ''}"
        return
    if supporting - both:
        number = len(supporting - both)
        counted = ", independent of each other" if len(standing.origins) == len(supporting) else origins
        yield f"{format_figure(number, language)} for it{counted if len(supporting) > 1 and not both else ''}"
    if both:
        yield f"{format_figure(len(both), language)} both for and against it"
    if refuting - both:
        yield f"{format_figure(len(refuting - both), language)} against it"


def _draw_dots(dots: Iterable[tuple[SourceDot, str]], words: str) -> Markup:
    drawn = "".join(f'<i class="{dot.kind}{" joined" if dot.joined else ""}"></i>{number}' for dot, number in dots)
    if not drawn:
        return Markup("")
    return Markup(f'<span class="dots" role="img" aria-label="{escape(words)}">{drawn}</span>')  # noqa: S704 - our own words and numbers


def _count_dots(dots: tuple[SourceDot, ...]) -> Iterator[tuple[SourceDot, int]]:
    """Yield each dot with 1 or, where all are too many, one for each kind with its number: the weakest kinds first."""
    if len(dots) <= MOST_DOTS:
        yield from ((dot, 1) for dot in dots)
        return
    room = MOST_DOTS
    kinds = {kind: [dot for dot in dots if dot.kind == kind] for kind in dict.fromkeys(dot.kind for dot in dots)}
    for place, alike in enumerate(kinds.values()):
        if len(alike) <= room - (len(kinds) - place - 1):
            yield from ((dot, 1) for dot in alike)
            room -= len(alike)
        else:
            yield SourceDot(alike[0].kind), len(alike)
            room -= 1


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """A claim in one line: the verdict or, without one, what the sources say; what these add; and their tally."""

    badge: Badge
    note: str
    tally: SourceTally


def judge_claim(site: Site, claim: Claim, standing: Standing, uncited: Uncited) -> ClaimJudgement:
    badge = judgement_badge(site, claim, standing)
    return ClaimJudgement(
        badge, judgement_note(site, claim, standing), tally_sources(claim, standing, uncited, site.language)
    )


def explain_dots() -> Iterator[tuple[Markup, str]]:
    """Yield each kind of dot with its meaning."""
    yield _draw_dots([(SourceDot("for"), "")], "for it"), DOT_FOR
    yield _draw_dots([(SourceDot("both"), "")], "for and against it"), DOTS["both"]
    yield _draw_dots([(SourceDot("against"), "")], "against it"), DOTS["against"]
    yield _draw_dots([(SourceDot("partly"), "")], "for a part of it"), DOTS["partly"]
    yield _draw_dots([(SourceDot("other"), "")], "only speaks of it"), DOTS["other"]
    yield _draw_dots([(SourceDot("silent"), "")], "silent"), DOTS["silent"]


def says_more(site: Site, claim: Claim, standing: Standing) -> bool:
    """Return whether what the sources say is not what the desk's verdict says already."""
    sign = CORROBORATIONS[standing.corroboration].sign
    return claim.verdict is None or sign not in _AGREEING[judgement_badge(site, claim, standing).shape]


def judgement_note(site: Site, claim: Claim, standing: Standing) -> str:
    """Return what the sources add to the judgement, as words that go on after it: `by one source only`."""
    language = site.language
    supporting, refuting, origins = len(standing.supporting), len(standing.refuting), len(standing.origins)
    follows = claim.verdict is not None and not says_more(site, claim, standing)
    match standing.corroboration:
        case "corroborated":
            apart = ", independently" if origins == supporting else f", counted as {format_figure(origins, language)}"
            sources = count_words(supporting, "source", language)
            return f"by {sources}{apart}" if follows or not claim.verdict else f"{sources} for it{apart}"
        case "single-source":
            if supporting > 1:
                reports = f"{format_figure(supporting, language)} reports of one origin"
                return f"by {reports}" if follows else f"{reports} for it"
            return "by one source only" if follows else "one source for it"
        case "refuted":
            sources = "one source" if refuting == 1 else count_words(refuting, "source", language)
            return f"by {sources}" if follows or not claim.verdict else f"{sources} against it"
        case "contested":
            sides = f"{format_figure(supporting, language)} for it, {format_figure(refuting, language)} against it"
            return "sources disagree" if claim.verdict else sides
        case "inconsistent":
            several = len({*standing.supporting, *standing.refuting}) > 1
            told = "sources of one origin say both" if several else "one source contradicts itself"
            return told if claim.verdict or several else ""
        case "unsourced":
            return "no source settles it" if claim.verdict else ""
