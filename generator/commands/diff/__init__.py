"""`verbatim diff`: list what readers would see changed between two sites."""

from pathlib import Path

import click

from generator.commands.shared.arguments import check_folder, parse_day
from generator.commands.shared.exit_status import ERRORS
from generator.diagnostics import make_visible


@click.command()
@click.argument("old", metavar="OLD_SITE", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW_SITE", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--date", "day", metavar="DATE", help="Date of the drafted corrections; today by default.")
def diff(old: Path, new: Path, form: str, day: str | None) -> None:
    """List what readers would see changed between two sites.

    Listed are claims, sources, topics and entities that were added or removed, and statements, verdicts, corroboration,
    quotes and stances that changed. Corrections to publish for it are drafted, except for a claim of which the new site
    already has a new correction.

    \b
    verbatim diff site-of-last-week site
    """
    from generator.commands.diff.site_diff import as_json, as_text, compare_sites
    from generator.commands.verify.site_folder import BrokenSite

    for folder in (old, new):
        check_folder(folder)
    try:
        found = compare_sites(old, new, parse_day(day, "--date"))
    except BrokenSite as broken:
        click.echo(make_visible(str(broken)), err=True)
        raise SystemExit(ERRORS) from None
    for line in (as_json if form == "json" else as_text)(found).split("\n"):
        click.echo(make_visible(line))
