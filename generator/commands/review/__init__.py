"""`verbatim review`: record that a person has read a claim's quotes in place."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_folder, check_text, parse_day, project_argument
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, find_claim, print_findings
from generator.diagnostics import make_visible

if TYPE_CHECKING:
    from generator.commands.review.claim_review import ClaimReading


@click.command()
@click.argument("claim")
@project_argument
@click.option("--by", metavar="NAME", help="Who has read the quotes.")
@click.option("--date", "day", metavar="DATE", help="Date of the review; today by default.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def review(claim: str, project: Path, by: str | None, day: str | None, yes: bool) -> None:
    """Record that a person has read a claim's quotes in place.

    The claim, its verdict and its quotes are shown. Its entry gets a fingerprint of the statement, the evidence, the
    passages, the verdict and the explanation. When one of them changes, check warns review-stale, and the claim's page
    says so.

    \b
    verbatim review us-troops-in-south-korea --by "A. Curator"
    """
    from generator.build import read_project
    from generator.commands.review.claim_review import read_claim, record_review, review_entry
    from generator.commands.shared.yaml_edit import UnsafeEdit

    check_folder(project)
    date = parse_day(day, "--date")
    check_text(by, "--by", 300)
    library = read_project(project)
    found = find_claim(library, claim, project)
    reading = read_claim(library.value, found)
    if reading.value is None:
        print_findings(reading.diagnostics or library.diagnostics, project)
        exit_on_errors(reading.diagnostics, outcome="nothing was recorded")
    _print_reading(reading.value)
    if not yes and not click.confirm("Have you read these quotes, and does the claim represent them correctly?"):
        click.echo("nothing was recorded", err=True)
        raise SystemExit(ERRORS)
    try:
        path = record_review(project, reading.value, date, by)
    except UnsafeEdit as reason:
        entry = review_entry(reading.value, date, by)
        exit_with_entry(found.location.path, str(reason), f"into the entry of “{claim}”", entry)
    click.echo(f"recorded in {make_visible(path)}")


def _print_reading(reading: "ClaimReading") -> None:
    claim = reading.claim
    click.echo(f"{make_visible(claim.statement)}\n")
    if claim.verdict:
        click.echo(f"verdict: {make_visible(claim.verdict)}")
    if claim.explanation:
        click.echo(_wrap(" ".join(claim.explanation.split())))
    if claim.verdict or claim.explanation:
        click.echo()
    for quote in reading.quotes:
        click.echo(make_visible(quote.heading))
        click.echo(_wrap(quote.passage))
        for line in quote.beside:
            click.echo(_wrap(line))
        click.echo()
    if claim.reviewed:
        since = f"changed since: {', '.join(reading.changed)}" if reading.changed else "nothing has changed since"
        click.echo(f"last reviewed {claim.reviewed.date}; {since}")


def _wrap(text: str) -> str:
    return click.wrap_text(make_visible(text), 96, initial_indent="    ", subsequent_indent="    ")
