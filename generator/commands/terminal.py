"""What all commands share: exit statuses, arguments that several take, and how a person is told."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.diagnostics import Diagnostic, as_text, count_errors, count_noun, make_visible, sort_diagnostics

WRONG, USAGE, FAILED, INTERRUPTED = 1, 2, 3, 130

project_argument = click.argument("project", default=".", type=click.Path(file_okay=False, path_type=Path))

_LOOKS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "place": {"bold": True},
    "code": {},
    "gutter": {"fg": "blue"},
    "help": {"fg": "cyan"},
}


def print_findings(findings: Iterable[Diagnostic], project: Path, color: bool | None = None) -> None:
    """The findings on standard error: a terminal gets their lines with them and, where it likes any, colours."""
    found = sort_diagnostics(findings)
    terminal = bool(sys.stderr and sys.stderr.isatty())  # it may be closed
    if not (terminal if color is None else color or terminal):
        click.echo(as_text(found), nl=False, err=True)
        return
    from generator.commands.snippets import as_snippets, project_line_reader

    # https://no-color.org: a wish of the terminal's user, which only an option overrules.
    painted = color if color is not None else not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def paint(text: str, role: str) -> str:
        return click.style(text, **_LOOKS[role]) if painted else text

    click.echo(as_snippets(found, project_line_reader(project), paint), nl=False, err=True, color=painted)


def exit_on_errors(findings: Iterable[Diagnostic], strict: bool = False, outcome: str = "") -> NoReturn:
    """The end of a command that the findings keep from its work: how many they are, and what came of it."""
    found = set(findings)
    errors = count_errors(found)
    warnings = len(found) - errors
    counted = [count_noun(errors, "error")] if errors else []
    if warnings and strict:
        counted.append(f"{count_noun(warnings, 'warning')} (--strict)")
    words = " and ".join(counted) or "errors"
    click.echo(f"{words}; {outcome}" if outcome else words, err=True)
    raise SystemExit(WRONG)


def check_folder(folder: Path) -> None:
    if not os.path.isdir(folder):  # noqa: PTH112 - Path raises where the name is too long
        raise click.UsageError(f"there is no folder {make_visible(str(folder))}")


def parse_day(typed: str | None, option: str) -> str:
    """The date that was typed; today by this machine's clock where none was: the only clock there is."""
    from generator.reading.shapes import is_date

    if typed is None:
        import datetime

        return datetime.datetime.now().astimezone().date().isoformat()
    if not is_date(typed):
        raise click.UsageError(f"{option}: “{make_visible(typed)}” is not a date: write 2000, 2000-10 or 2000-10-24")
    return typed


def check_text(typed: str | None, option: str, most: int) -> None:
    if typed is not None and not (typed.strip() and typed.isprintable() and len(typed) <= most):
        raise click.UsageError(f"{option}: text of one line is wanted, at most {most:,} characters")


def check_address(typed: str | None, option: str) -> None:
    from generator.reading.urls import is_url

    if typed is not None and not (is_url(typed) and len(typed) <= 2_000):
        raise click.UsageError(f"{option}: an http or https address in full is wanted, such as https://example.org/…")


def wrap(text: str) -> str:
    return click.wrap_text(make_visible(text), 96, initial_indent="    ", subsequent_indent="    ")
