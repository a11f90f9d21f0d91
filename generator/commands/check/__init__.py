"""`verbatim check`: run all checks on a project and build nothing."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_folder, color_option, project_argument, strict_option
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import (
    Diagnostic,
    as_github,
    as_json,
    as_text,
    count_errors,
    count_noun,
    make_visible,
    sort_diagnostics,
)

if TYPE_CHECKING:
    from generator.commands.shared.quote_fixes import QuoteFix


@click.command()
@project_argument
@strict_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
@color_option
@click.option(
    "--mentions",
    is_flag=True,
    help="Also warn about sources that mention a claim but are not quoted for it, and about quotes beside words that "
    "may restrict them.",
)
@click.option(
    "--fix", is_flag=True, help="Ask for each quote that a finding offers, and write it into its claims file."
)
@click.option("--yes", is_flag=True, help="With --fix: do not ask, write all.")
def check(project: Path, strict: bool, form: str, color: bool | None, mentions: bool, fix: bool, yes: bool) -> None:
    """Run all checks on PROJECT and build nothing.

    All problems are reported at once, sorted by file and line, with what to type instead where that is known.

    \b
    verbatim check
    verbatim check --strict --format github    # in a GitHub workflow: findings appear beside the lines
    verbatim check --format sarif              # for code scanning and editors
    verbatim check --mentions                  # which sources mention a claim but are not quoted?
    verbatim check --fix                       # quotes with other marks, dots or time stamps: take what is offered
    """
    from generator.build import check_project

    check_folder(project)
    if fix and form != "text":
        raise click.UsageError("--fix asks questions: it goes with --format text only")
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix only")
    findings = check_project(project, mentions=mentions, only_report=True).diagnostics
    if fix and _fix_quotes(project, findings, yes=yes):
        findings = check_project(project, mentions=mentions, only_report=True).diagnostics
    with suppress(BrokenPipeError):  # a reader that has left still gets the exit status
        if form == "text":
            print_findings(findings, project, color)
        elif form == "sarif":
            from generator.commands.check.sarif import as_sarif

            click.echo(as_sarif(findings), nl=False)
        else:
            click.echo((as_json if form == "json" else as_github)(findings), nl=False)
    if count_errors(findings, strict=strict):
        exit_on_errors(findings, strict)
    if form == "text":
        click.echo(f"no errors, {count_noun(len(findings), 'warning')}" if findings else "all is well")


def _fix_quotes(project: Path, findings: Sequence[Diagnostic], *, yes: bool) -> bool:
    """Ask for each quote that the findings offer, and write those wanted; return whether any was written."""
    from generator.commands.shared.quote_fixes import list_fixes, write_fixes

    fixes = list_fixes(sort_diagnostics(findings))
    if not fixes:
        click.echo("no finding offers a quote to write", err=True)
        return False
    if not (yes or sys.stdin.isatty()):
        raise click.UsageError("--fix asks for each quote: run it in a terminal, or with --yes to write all")
    wanted = tuple(fix for fix in fixes if yes or _ask(fix))
    failed = write_fixes(project, wanted)
    for fix, reason in failed:
        click.echo(f"{fix.location}: not written: {make_visible(reason)}", err=True)
    written = [fix for fix in wanted if fix not in {refused for refused, _ in failed}]
    for fix in written:
        click.echo(f"{fix.location}: written: {make_visible(fix.quote)}")
    return bool(written)


def _ask(fix: "QuoteFix") -> bool:
    """Show a finding with what it offers, and return whether that is to be written."""
    click.echo(as_text([fix.finding]), nl=False)
    return click.confirm("Write this quote?")
