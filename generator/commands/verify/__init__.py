"""`verbatim verify`: check a built site against itself alone.

Only this file, which prints, knows the rest of the program. The modules beside it import the standard library and each
other, so that one mistake of the builder cannot hide another.
"""

from pathlib import Path

import click

from generator.commands.shared.arguments import check_site
from generator.commands.shared.exit_status import ERRORS
from generator.diagnostics import count_noun, make_visible

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seal", type=_FILE, help="The file of editions that `verbatim seal` made of this site.")
@click.option("--issuer", type=_FILE, help="The desk's public key; have it from elsewhere than the site.")
def verify(folder: Path, seal: Path | None, issuer: Path | None) -> None:
    """Check a built site against itself: every hash, every quote.

    With --seal and --issuer also who made it: that it is the last of the editions in the seal, that none of them is
    missing or changed, and that the issuer's key signed them. All of it is done offline.

    It shares no code with the builder. Faults are printed one per line; if there are any, the exit status is 1.

    \b
    verbatim verify my-facts/site
    verbatim verify downloaded-copy
    """
    from generator.commands.verify.site_check import verify_site

    check_site(folder, "verify")
    if (seal is None) != (issuer is None):
        given, missing = ("--seal", "--issuer desk-key.pub") if seal else ("--issuer", "--seal site.seal")
        raise click.UsageError(f"{given} needs {missing.split()[0]} beside it: add {missing}")
    report = verify_site(folder, seal, issuer)
    for fault in report.faults:
        click.echo(make_visible(fault))
    for note in report.notes:
        click.echo(make_visible(note), err=True)
    if report.faults:
        click.echo(count_noun(len(report.faults), "fault"), err=True)
        raise SystemExit(ERRORS)
    click.echo(report.summary)
    if report.seal:
        click.echo(report.seal)
