"""`verbatim import`: claims, quotes and sources of other programs, as drafts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_folder, project_argument
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors, count_noun, make_visible

if TYPE_CHECKING:
    from generator.commands.import_.drafting import Drafts
    from generator.commands.import_.records import ImportedFile

_LARGEST = 50_000_000  # bytes of a file


@click.command(name="import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@project_argument
@click.option("--dry-run", is_flag=True, help="Report what would be written, and write nothing.")
def import_(file: Path, project: Path, dry_run: bool) -> None:
    """Bring in claims, quotes and sources of other programs.

    FILE is a table (CSV, also the claims.csv of a site), ClaimReview as JSON-LD, in a page or as a data feed, Web
    Annotations, an export of Hypothesis, or the JSON of Zotero or CSL. Claims become drafts, each quote at its one
    place in a source; what has none is listed. Of sources that are there, what was not known is added to the entries.

    \b
    verbatim import claims.csv
    verbatim import annotations.json my-facts --dry-run
    """
    from generator.build import read_project
    from generator.commands.import_.drafting import draft_import
    from generator.commands.import_.formats import read_file
    from generator.commands.import_.records import UnreadableFile
    from generator.commands.shared.last_build import load_memo
    from generator.commands.shared.yaml_edit import UnsafeEdit
    from generator.reading.project_files import FileRefused

    check_folder(project)
    try:
        if file.stat().st_size > _LARGEST:
            raise click.UsageError(f"{make_visible(str(file))} is larger than {_LARGEST:,} bytes")
        imported = read_file(file.read_bytes())
    except OSError as error:
        raise click.UsageError(f"{make_visible(str(file))} cannot be read: {error.strerror}") from None
    except UnreadableFile as reason:
        click.echo(f"{make_visible(str(file))} cannot be imported: {make_visible(str(reason))}", err=True)
        raise SystemExit(ERRORS) from None
    library = read_project(project, load_memo(project))
    if count_errors(library.diagnostics):
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome="nothing was imported")
    try:
        drafts = draft_import(project, library.value, imported, file.stem)
        for edit in () if dry_run else drafts.edits:
            edit.write(project)
    except (UnsafeEdit, FileRefused) as reason:
        click.echo(f"the claims file cannot be edited safely: {make_visible(str(reason))}", err=True)
        raise SystemExit(ERRORS) from None
    _print_report(imported, drafts)


def _print_report(imported: "ImportedFile", drafts: "Drafts") -> None:
    for line in drafts.notes:
        click.echo(f"note: {make_visible(line)}", err=True)
    for line in drafts.left:
        click.echo(f"not imported: {make_visible(line)}", err=True)
    for edit in drafts.edits:
        click.echo(make_visible(edit.describe()))
    written = [count_noun(drafts.claims, "draft"), count_noun(drafts.quotes, "quote")]
    written += [f"{count_noun(drafts.sources, 'source')} described"] if drafts.sources else []
    click.echo(f"{count_noun(imported.count, imported.kind)}: {', '.join(written)}; {len(drafts.left):,} not imported")
