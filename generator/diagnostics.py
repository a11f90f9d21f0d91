"""Diagnostics: findings with a place, a code and a message, and their formats as text, JSON and GitHub commands."""

import json
from collections.abc import Iterable
from typing import Generic, Literal, TypeVar

from generator.values import dataclass

Severity = Literal["error", "warning"]
Value = TypeVar("Value")

# Kinds of things that a diagnostic may be about.
Kind = Literal["claim", "source", "topic", "entity"]

# Every code, its severity and what it means in one line; docs/diagnostics.md has an example of each.
CODES: dict[str, tuple[Severity, str]] = {
    "yaml-syntax": ("error", "a file is not valid YAML, or uses YAML that verbatim does not accept"),
    "duplicate-key": ("error", "a mapping has the same key twice"),
    "unknown-key": ("error", "a key is unknown"),
    "missing-key": ("error", "a required key is missing"),
    "wrong-type": ("error", "a value does not have the type that its key requires"),
    "bad-id": ("error", "an id is not made of a-z, 0-9 and single hyphens, or is reserved"),
    "bad-date": ("error", "a date is not written as dates are: 2000, 2000-10 or 2000-10-24"),
    "bad-url": ("error", "an address may not be published"),
    "bad-value": ("error", "a value is not allowed here"),
    "duplicate-id": ("error", "an id is defined in two places"),
    "unknown-source": ("error", "a source that is named does not exist"),
    "unknown-claim": ("error", "a claim that is named does not exist"),
    "unknown-entity": ("error", "an entity that is named does not exist"),
    "unknown-topic": ("error", "a topic that is named does not exist"),
    "unknown-rating": ("error", "a verdict is neither one of the four nor defined in site.ratings"),
    "quote-not-found": ("error", "a quote is not, word for word, in its source"),
    "quote-ambiguous": ("error", "a quote is in its source more than once"),
    "quote-empty": ("error", "a quote has no letter or digit outside brackets"),
    "source-missing": ("error", "a source's file cannot be found or read"),
    "source-changed": ("error", "a source's file no longer matches its pinned sha256"),
    "source-encoding": ("error", "a source's file is not UTF-8 text"),
    "source-unreadable": ("error", "no text can be read from a source's file"),
    "unsafe-path": ("error", "a path leads outside the project, or is not a regular file"),
    "address-taken": ("error", "an old id, or a file of the project's own, has the address of something else"),
    "too-large": ("error", "a file or a value exceeds its limit"),
    "template-error": ("error", "a template of the project fails"),
    "undeclared-source": ("warning", "a file has no entry in sources"),
    "unsupported-file": ("warning", "a file in the sources folder is not a kind of file that verbatim reads"),
    "no-evidence": ("warning", "a claim has no evidence at all"),
    "verdict-disagrees": ("warning", "the desk's verdict contradicts what the evidence says"),
    "unused-source": ("warning", "no claim quotes this source"),
    "unused-entity": ("warning", "no claim names this entity"),
    "unused-topic": ("warning", "no claim is filed under this topic"),
    "duplicate-evidence": ("warning", "a claim has the same evidence twice"),
    "review-stale": ("warning", "a claim has changed since it was last reviewed"),
    "review-objected": ("warning", "a reviewer objected to a claim, which has not changed since"),
    "prose-quote-not-found": ("warning", "words in quotation marks in a text of the desk's own are in no source"),
    "unmatched-include": ("warning", "an include matches no files"),
    "quote-alters": ("warning", "brackets change what a quote says: a negation, a figure, the end of a sentence"),
    "quote-clipped": ("warning", "the words just before or after a quote deny, doubt or restrict what it says"),
    "quote-title": ("warning", "a quote is in the headline of its source and not in the text below it"),
    "quote-short": ("warning", "a quote is one word"),
    "value-differs": ("warning", "the figure typed for a quote is none of the quote's figures"),
    "text-suspect": ("warning", "a source's text may not be what its file shows: letters, words or pages are missing"),
    "same-statement": ("warning", "two claims have the same statement"),
    "graded-twice": (
        "warning",
        "one passage supports two claims that contradict each other, or supports and refutes one",
    ),
    "speaker-unnamed": ("warning", "the article does not name the speaker of a quote"),
    "modality-differs": ("warning", "a quote foretells, supposes or denies what the claim states as a fact"),
    "unused-accept": ("warning", "an accepted warning is not given"),
    "unquoted-mention": ("warning", "a source mentions a claim but is not quoted for it"),
}


WARNINGS = tuple(code for code, (severity, _) in CODES.items() if severity == "warning")


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: a path relative to the project, line and column from 1 in code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{make_visible(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `message` is a headline of one line, `help` says what to type instead, a line each.

    `about` has the things that it is about, where these are not the one entry that its location is in. What is found
    in a `draft` is a warning, whatever its code, and stops nothing.
    """

    location: Location
    code: str
    message: str
    help: tuple[str, ...] = ()
    about: tuple[tuple[Kind, str], ...] = ()
    draft: bool = False

    @property
    def severity(self) -> Severity:
        return "warning" if self.draft else CODES[self.code][0]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """The result of a stage: its value, and the diagnostics found on the way to it."""

    value: Value
    diagnostics: tuple[Diagnostic, ...] = ()


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return each of the diagnostics once, sorted by place, then by code and message."""

    def sort_key(diagnostic: Diagnostic) -> tuple[object, ...]:
        return (
            diagnostic.location.path,
            diagnostic.location.line,
            diagnostic.location.column,
            diagnostic.code,
            diagnostic.message,
            diagnostic.help,
        )

    return tuple(sorted(set(diagnostics), key=sort_key))


def count_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """Return how many of the diagnostics stop a build; under `strict`, warnings do too."""
    return sum((strict or diagnostic.severity == "error") and not diagnostic.draft for diagnostic in diagnostics)


def make_visible(text: str) -> str:
    """Return the text on one line and safe for a terminal: what cannot be printed becomes its escape."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in text
    )


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a line per diagnostic, `path:line:column: severity[code]: message`, and its help indented below."""
    lines = []
    for diagnostic in diagnostics:
        lines.append(
            f"{diagnostic.location}: {diagnostic.severity}[{diagnostic.code}]: {make_visible(diagnostic.message)}"
        )
        lines.extend(f"    {make_visible(line)}" for line in diagnostic.help)
    return "".join(line + "\n" for line in lines)


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a JSON array; `help` is one string, its lines joined by line feeds, empty where there is none."""
    rows = [
        {
            "path": diagnostic.location.path,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "severity": diagnostic.severity,
            "code": diagnostic.code,
            "message": diagnostic.message,
            "help": "\n".join(diagnostic.help),
        }
        for diagnostic in diagnostics
    ]
    # A path may hold undecodable bytes as lone surrogates, which UTF-8 cannot carry: JSON's escapes can.
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return GitHub's workflow commands, a line per diagnostic, escaped as its toolkit does."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def as_property(text: str) -> str:
        return escape(text).replace(":", "%3A").replace(",", "%2C")

    lines = []
    for diagnostic in diagnostics:
        place = diagnostic.location
        body = escape("\n".join(make_visible(line) for line in (diagnostic.message, *diagnostic.help)))
        lines.append(
            f"::{diagnostic.severity} file={as_property(make_visible(place.path))},line={place.line},"
            f"col={place.column},title={as_property(diagnostic.code)}::{body}\n"
        )
    return "".join(lines)


def count_noun(number: int, what: str) -> str:
    """Return the number with its noun: “1 claim”, “2 claims”."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def nearest_word(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the known word that the given one is most likely a misspelling of; None where none is similar.

    `least` is the least similarity, from 0 to 1.
    """
    from rapidfuzz import process  # noqa: PLC0415 - only needed where something is wrong
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extractOne(word[:100], tuple(known), scorer=OSA.normalized_similarity, score_cutoff=least)
    return str(found[0]) if found else None


def accept_line(code: str, owner: str, reason: str) -> str:
    """Return the help line that says how a warning is accepted: what to write into the entry of its owner."""
    return f"if it is right as it is, write into {owner}: accept: {{{code}: {reason}}}"


def suggestion_line(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the help line that names the most similar known word, where there is one."""
    name = nearest_word(word, known)
    return (f"did you mean “{name}”?",) if name else ()
