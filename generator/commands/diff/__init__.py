"""`verbatim diff`: list what readers would see changed between two sites."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_folder, parse_day
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors, count_noun, make_visible

if TYPE_CHECKING:
    from generator.commands.diff.site_diff import SiteDiff


@click.command()
@click.argument("places", metavar="OLD_SITE NEW_SITE [PROJECT]", nargs=-1)
@click.option("--since", "revision", metavar="REV", help="Compare PROJECT with what it was at a revision of git.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--date", "day", metavar="DATE", help="Date of the drafted corrections; today by default.")
@click.option("--write", is_flag=True, help="Add what changed to the history of each claim of PROJECT.")
@click.option("--private", is_flag=True, help="Allow addresses of this machine and of private networks.")
def diff(places: tuple[str, ...], revision: str | None, form: str, day: str | None, write: bool, private: bool) -> None:
    """List what readers would see changed between two sites.

    Listed are claims, sources, topics and entities that were added, removed, withdrawn or got another id, and
    statements, verdicts, corroboration, quotes and stances that changed. Corrections to publish for it are drafted,
    except for a claim of which the new site already has a new correction. A site is a folder or an address.

    With --write, what changed is added to the history of each claim in PROJECT, by default the current folder. With
    --since, PROJECT is the only argument; nothing of it is changed, and git is asked for its files of then.

    \b
    verbatim diff site-of-last-week site
    verbatim diff https://example.org/facts/ site --write
    verbatim diff --since HEAD~3
    """
    from generator.commands.diff.site_diff import as_json, as_text, compare_sites
    from generator.commands.verify.site_folder import BrokenSite

    date = parse_day(day, "--date")
    wanted = 0 if revision else 2
    if not wanted <= len(places) <= wanted + 1:
        raise click.UsageError("with --since, name a project at most" if revision else "name an old and a new site")
    project = Path(places[wanted]) if len(places) > wanted else Path()
    check_folder(project)
    try:
        if revision:
            old, new = _read_revision(project, revision), _read_project(project, "the project")
        else:
            old, new = (_read_site(place, private=private) for place in places[:2])
        found = compare_sites(old, new, date)
    except BrokenSite as broken:
        click.echo(make_visible(str(broken)), err=True)
        raise SystemExit(ERRORS) from None
    for line in (as_json if form == "json" else as_text)(found).split("\n"):
        click.echo(make_visible(line))
    if write:
        _write_history(project, found)


def _read_site(place: str, *, private: bool) -> tuple[str, str]:
    from generator.commands.diff.site_diff import read_claims_json
    from generator.commands.shared.fetch import FetchFailed, fetch

    if not place.lower().startswith(("http://", "https://")):
        check_folder(Path(place))
        return read_claims_json(Path(place))
    folder = place.partition("#")[0].partition("?")[0].removesuffix("index.html").removesuffix("claims.json")
    try:
        return place, fetch(f"{folder.rstrip('/')}/claims.json", private=private).content.decode("utf-8", "replace")
    except FetchFailed as failed:
        click.echo(make_visible(f"{place}: {failed}"), err=True)
        raise SystemExit(ERRORS) from None


def _read_revision(project: Path, revision: str) -> tuple[str, str]:
    from tempfile import TemporaryDirectory

    from generator.commands.shared.git import RevisionFailed, extract_revision

    with TemporaryDirectory(prefix="verbatim-") as folder:
        try:
            extract_revision(project, revision, Path(folder))
        except RevisionFailed as failed:
            click.echo(make_visible(str(failed)), err=True)
            raise SystemExit(ERRORS) from None
        return _read_project(Path(folder), revision)


def _read_project(project: Path, name: str) -> tuple[str, str]:
    """Return the claims.json that a build of the project would write; where it has errors, end the command."""
    from generator.build import check_project
    from generator.publishing.addresses import Assets
    from generator.publishing.data.data_files import all_files
    from generator.publishing.index import build_index

    checked = check_project(project)
    if checked.value is None:
        print_findings(checked.diagnostics, project)
        exit_on_errors(checked.diagnostics, outcome=f"there is no site of {name} to compare")
        raise SystemExit(ERRORS)
    return name, all_files(build_index(checked.value, Assets()))["claims.json"].decode()


def _write_history(project: Path, found: "SiteDiff") -> None:
    from generator.commands.diff.history import write_history
    from generator.commands.shared.yaml_edit import UnsafeEdit
    from generator.reading.project_files import read_documents

    documents = read_documents(project)
    if count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was written")
    try:
        written = write_history(project, documents.value, found.history)
    except UnsafeEdit as reason:
        click.echo(f"{make_visible(str(reason))}; nothing was written", err=True)
        raise SystemExit(ERRORS) from None
    for path, number in written.items():
        click.echo(f"{make_visible(path)}: {count_noun(number, 'change')} written into the history of claims", err=True)
    if not written:
        click.echo("no claim’s history needs an entry", err=True)
