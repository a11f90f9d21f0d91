"""`verbatim seal`: sign an edition of a site with the desk's own key, in a file beside it."""

from pathlib import Path

import click

from generator.commands.shared.arguments import check_site, parse_day
from generator.commands.shared.exit_status import ERRORS
from generator.diagnostics import count_noun, make_visible


@click.command()
@click.argument("folder", metavar="SITE", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--key",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The desk's SSH key, or its public half if an agent holds the key.",
)
@click.option(
    "--seal",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file of editions; SITE.seal by default.",
)
@click.option("--date", "day", metavar="DATE", help="Date of the edition; today by default.")
def seal(folder: Path, key: Path, file: Path | None, day: str | None) -> None:
    """Sign a built site as the next of its editions.

    The site is verified first, and is not changed. The edition is added to SITE.seal, beside it: the hash of its
    manifest, the hash of the edition before, the date, and their signature by ssh-keygen. Who has the public key from
    elsewhere can prove offline who made the site, and that no edition is missing.

    \b
    ssh-keygen -t ed25519 -f desk-key           # once: the desk's key, kept out of the project
    verbatim seal site --key desk-key
    verbatim seal site --key ~/.ssh/id_ed25519 --seal editions/facts.seal
    """
    from generator.commands.seal.sealed_site import seal_file, seal_site
    from generator.commands.verify.site_check import verify_site

    check_site(folder, "seal")
    date = parse_day(day, "--date")
    if len(date) < len("2000-10-24"):
        raise click.UsageError(f"--date: “{date}” is no whole day: write 2000-10-24")
    path = file or seal_file(folder)
    if path.resolve().is_relative_to(folder.resolve()):
        raise click.UsageError(f"{make_visible(str(path))} lies in the site: name a file beside it")
    report = verify_site(folder)
    for fault in report.faults:
        click.echo(make_visible(fault))
    if report.faults:
        click.echo(f"{count_noun(len(report.faults), 'fault')}; nothing was sealed", err=True)
        raise SystemExit(ERRORS)
    sealed = seal_site(folder, key, path, date)
    if sealed.fault:
        click.echo(f"{make_visible(sealed.fault)}; nothing was sealed", err=True)
        raise SystemExit(ERRORS)
    where = f"edition {sealed.number} in {make_visible(str(path))}"
    click.echo(f"sealed as {where}, by {sealed.key}" if sealed.added else f"is {where} already; nothing was written")
