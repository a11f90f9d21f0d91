"""`verbatim build`: check a project and build its site."""

import os
import sys
from pathlib import Path

import click

from generator.commands.shared.arguments import (
    check_folder,
    color_option,
    count_processors,
    project_argument,
    strict_option,
)
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors, make_visible

_STEP = 50  # files between two updates of the progress line


@click.command()
@project_argument
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes; PROJECT/site by default.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that write pages; by default one per core.")
@click.option("--drafts", is_flag=True, help="Show drafts too, for colleagues: only into another folder, with --out.")
@strict_option
@color_option
def build(project: Path, out: Path | None, jobs: int | None, drafts: bool, strict: bool, color: bool | None) -> None:
    """Check PROJECT, then build its site.

    PROJECT is the current folder by default. Only changed files are written, all in one step: an interrupted build
    leaves the old site.

    \b
    verbatim build                        # ./claims.yaml and ./seeds/ become ./site/
    verbatim build facts --out public     # facts/ becomes public/
    verbatim build --strict               # warnings count as errors: for CI
    verbatim build --drafts --out preview # with claims that are drafts, and a band that says so on every page
    """
    from generator.cache import build_cache
    from generator.commands.shared.build_summary import summary_line, unchanged_line

    check_folder(project)
    target = out or project / "site"
    if drafts and os.path.realpath(target) == os.path.realpath(project / "site"):
        raise click.UsageError("--drafts: name a folder of its own with --out: PROJECT/site is what is published")
    summary = build_cache.unchanged_build(project, target, drafts=drafts)
    if summary and not count_errors(summary.diagnostics, strict=strict):
        print_findings(summary.diagnostics, project, color)
        click.echo(unchanged_line(summary, target))
        return
    from generator.build import open_build, summarize_build
    from generator.publishing.moved import list_lost_addresses

    jobs = jobs or count_processors()
    # Once the new site is in place, Ctrl-C waits until the summary is printed.
    with open_build(project, target, jobs=jobs, strict=strict, drafts=drafts, progress=_show_progress) as (
        checked,
        written,
    ):
        _clear_progress()
        print_findings(checked.diagnostics, project, color)
        if written is None or checked.value is None:
            exit_on_errors(checked.diagnostics, strict, "nothing was written")
        summary = summarize_build(checked.value, checked.diagnostics, written.unchanged)
        line = unchanged_line(summary, target)
        if written.written or written.removed:
            counts = f"{len(written.removed)} removed, {written.unchanged} unchanged"
            line = summary_line(summary, target, f"{len(written.written)} files written, {counts}")
        if drafts and checked.value.corpus.drafts:
            ids = ", ".join(claim.id for claim in checked.value.corpus.drafts)
            click.echo(f"note: drafts with errors are not shown: {make_visible(ids)}", err=True)
        for lost in list_lost_addresses(written.written, written.removed):
            click.echo(f"note: {make_visible(lost)}", err=True)
        click.echo(line)


def _show_progress(done: int) -> None:
    """Count the pages and data files that are made on standard error, where that is a terminal."""
    if done % _STEP == 0 and sys.stderr.isatty():
        click.echo(f"\r{done:,} files", nl=False, err=True)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r" + " " * 20 + "\r", nl=False, err=True)
