"""`verbatim verify`: check a built site against itself alone.

Only this file, which prints, knows the rest of the program. The modules beside it import the standard library and each
other, so that one mistake of the builder cannot hide another.
"""

from pathlib import Path

import click

from generator.commands.shared.arguments import check_folder
from generator.commands.shared.exit_status import ERRORS
from generator.diagnostics import count_noun, make_visible


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def verify(folder: Path) -> None:
    """Check a built site against itself: every hash, every quote.

    It shares no code with the builder. Faults are printed one per line; if there are any, the exit status is 1.

    \b
    verbatim verify my-facts/site
    verbatim verify downloaded-copy
    """
    from generator.commands.verify.site_check import verify_site

    check_folder(folder)
    if not (folder / "manifest.json").is_file() and (folder / "claims.yaml").is_file():
        shown = make_visible(str(folder))
        built = (folder / "site").is_dir()
        site = make_visible(str(folder / "site"))
        help = f"verbatim verify {site}" if built else f"first verbatim build {shown}, then verbatim verify {site}"
        raise click.UsageError(f"{shown} is a project, not a built site: {help}")
    report = verify_site(folder)
    for fault in report.faults:
        click.echo(make_visible(fault))
    for note in report.notes:
        click.echo(make_visible(note), err=True)
    if report.faults:
        click.echo(count_noun(len(report.faults), "fault"), err=True)
        raise SystemExit(ERRORS)
    click.echo(report.summary)
