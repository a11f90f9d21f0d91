"""Findings on standard error, and the end of a command that they stop."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.commands.shared.exit_status import ERRORS
from generator.diagnostics import (
    Diagnostic,
    Outcome,
    as_text,
    count_errors,
    count_noun,
    make_visible,
    sort_diagnostics,
    suggestion_line,
)

if TYPE_CHECKING:
    from generator.model import Claim
    from generator.reading.sources import Library

_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "place": {"bold": True},
    "code": {},
    "gutter": {"fg": "blue"},
    "help": {"fg": "cyan"},
}


def print_findings(findings: Iterable[Diagnostic], project: Path, color: bool | None = None) -> None:
    """Print the findings on standard error, on a terminal with the lines that they are about and in colour.

    `color` overrides both for a terminal and for a file.
    """
    found = sort_diagnostics(findings)
    terminal = bool(sys.stderr and sys.stderr.isatty())  # standard error may be closed
    if not (terminal if color is None else color or terminal):
        click.echo(as_text(found), nl=False, err=True)
        return
    from generator.commands.shared.snippets import as_snippets, project_line_reader

    # NO_COLOR (https://no-color.org) is the wish of the terminal's user; only an option overrules it.
    colored = color if color is not None else not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def paint(text: str, role: str) -> str:
        return click.style(text, **_STYLES[role]) if colored else text

    click.echo(as_snippets(found, project_line_reader(project), paint), nl=False, err=True, color=colored)


def exit_on_errors(findings: Iterable[Diagnostic], strict: bool = False, outcome: str = "") -> NoReturn:
    """End the command that the findings stop: print how many there are and the outcome, and exit with status 1."""
    found = set(findings)
    errors = count_errors(found)
    warnings = count_errors(found, strict=True) - errors
    counts = [count_noun(errors, "error")] if errors else []
    if warnings and strict:
        counts.append(f"{count_noun(warnings, 'warning')} (--strict)")
    summary = " and ".join(counts) or "errors"
    click.echo(f"{summary}; {outcome}" if outcome else summary, err=True)
    raise SystemExit(ERRORS)


def exit_with_entry(path: str, reason: str, where: str, entry: str) -> NoReturn:
    """End the command that cannot edit a file: print why, and the entry for a person to paste; exit with status 1."""
    click.echo(
        f"{make_visible(path)} cannot be edited safely: {make_visible(reason)}. Paste this {make_visible(where)}:\n",
        err=True,
    )
    click.echo(entry)
    raise SystemExit(ERRORS)


def find_claim(library: "Outcome[Library]", id: str, project: Path) -> "Claim":
    """Return the claim; where there is none, end the command with why, or with the ids nearest to the one typed."""
    claims = library.value.corpus.claims
    found = next((claim for claim in claims if claim.id == id), None)
    if found:
        return found
    if count_errors(library.diagnostics):
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome=f"the claim “{make_visible(id)}” cannot be read")
    known = (claim.id for claim in claims)
    click.echo("; ".join((f"there is no claim “{make_visible(id)}”", *suggestion_line(id, known))), err=True)
    raise SystemExit(ERRORS)
