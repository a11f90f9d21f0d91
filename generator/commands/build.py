"""`verbatim build`: check a project and build its site."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import (
    check_folder,
    color_option,
    count_processors,
    project_argument,
    strict_option,
)
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors

if TYPE_CHECKING:
    from generator.publishing.output import File

_STEP = 50  # files between two updates of the progress line


@click.command()
@project_argument
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes; PROJECT/site by default.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that write pages; by default one per core.")
@strict_option
@color_option
def build(project: Path, out: Path | None, jobs: int | None, strict: bool, color: bool | None) -> None:
    """Check PROJECT, then build its site.

    PROJECT is the current folder by default. Only changed files are written, all in one step: an interrupted build
    leaves the old site.

    \b
    verbatim build                        # ./claims.yaml and ./seeds/ become ./site/
    verbatim build facts --out public     # facts/ becomes public/
    verbatim build --strict               # warnings count as errors: for CI
    """
    from generator.cache import build_cache
    from generator.commands.shared.build_summary import summary_line, unchanged_line

    check_folder(project)
    target = out or project / "site"
    summary = build_cache.unchanged_build(project, target)
    line = unchanged_line(summary, target) if summary else ""
    with ExitStack() as end:  # once the new site is in place, Ctrl-C waits until the summary is printed
        if not summary or count_errors(summary.diagnostics, strict=strict):
            from generator.build import build_project, summarize_build

            checked, written = build_project(
                project, target, jobs=jobs or count_processors(), strict=strict, watch=_show_progress, end=end
            )
            if written is None or checked.value is None:
                print_findings(checked.diagnostics, project, color)
                exit_on_errors(checked.diagnostics, strict, "nothing was written")
            summary = summarize_build(checked.value, checked.diagnostics, written.unchanged)
            line = unchanged_line(summary, target)
            if written.written or written.removed:
                counts = f"{len(written.removed)} removed, {written.unchanged} unchanged"
                line = summary_line(summary, target, f"{len(written.written)} files written, {counts}")
        print_findings(summary.diagnostics, project, color)
        click.echo(line)


def _show_progress(files: "Iterable[File]") -> "Iterator[File]":
    """Pass the files on, and count them on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from files
        return
    count = 0
    for count, file in enumerate(files, start=1):
        if count % _STEP == 0:
            click.echo(f"\r{count:,} files", nl=False, err=True)
        yield file
    if count >= _STEP:
        click.echo("\r" + " " * 20 + "\r", nl=False, err=True)
