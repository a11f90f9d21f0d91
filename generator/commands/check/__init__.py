"""`verbatim check`: run all checks on a project and build nothing."""

from contextlib import suppress
from pathlib import Path

import click

from generator.commands.shared.arguments import check_folder, color_option, project_argument, strict_option
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import as_github, as_json, count_errors, count_noun


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
def check(project: Path, strict: bool, form: str, color: bool | None, mentions: bool) -> None:
    """Run all checks on PROJECT and build nothing.

    All problems are reported at once, sorted by file and line, with what to type instead where that is known.

    \b
    verbatim check
    verbatim check --strict --format github    # in a GitHub workflow: findings appear beside the lines
    verbatim check --format sarif              # for code scanning and editors
    verbatim check --mentions                  # which sources mention a claim but are not quoted?
    """
    from generator.build import check_project

    check_folder(project)
    findings = check_project(project, mentions=mentions).diagnostics
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
