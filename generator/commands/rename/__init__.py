"""`verbatim rename`: give a claim, source, topic or entity another id, everywhere, and keep its address."""

from pathlib import Path

import click

from generator.commands.shared.arguments import check_folder, project_argument
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors, count_noun, make_visible

_KINDS = ("claim", "source", "topic", "entity")


@click.command()
@click.argument("old")
@click.argument("new")
@project_argument
@click.option("--kind", type=click.Choice(_KINDS), help="What is renamed, where things of several kinds have the id.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
def rename(old: str, new: str, project: Path, kind: str | None, dry_run: bool) -> None:
    """Give a claim, source, topic or entity another id.

    Every place that names it is changed: lists, keys, and links such as [words](claim:ID). Its entry gets formerly, so
    that its old address leads to the new one; its entry in feeds keeps its id, and reviews hold. No other byte of the
    claims files changes.

    \b
    verbatim rename us-troops us-troops-in-south-korea
    verbatim rename bbc bbc-2000-10-24 facts --kind source
    """
    from generator.commands.rename.renaming import RenameRefused, plan_rename
    from generator.commands.shared.yaml_edit import UnsafeEdit, replace_files
    from generator.reading.project_files import read_documents

    check_folder(project)
    documents = read_documents(project)
    if count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was renamed")
    try:
        plan = plan_rename(project, documents.value, old, new, kind)
        if not dry_run:
            replace_files(project, plan.changes)
    except (RenameRefused, UnsafeEdit) as reason:
        click.echo(f"{make_visible(str(reason))}; nothing was renamed", err=True)
        raise SystemExit(ERRORS) from None
    for path, places in plan.places.items():
        click.echo(f"{make_visible(path)}: {count_noun(places, 'place')} {'would change' if dry_run else 'changed'}")
    kept = "" if plan.draft else ", and its old address leads there"
    click.echo(f"the {plan.kind} {old} {'would be' if dry_run else 'is'} {new}{kept}")
