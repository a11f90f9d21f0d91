"""`verbatim claim`: begin the entry of a claim."""

from pathlib import Path

import click

from generator.commands.shared.arguments import check_folder, check_text, project_argument
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, print_findings
from generator.diagnostics import count_errors, make_visible


@click.command()
@click.argument("statement")
@project_argument
@click.option("--topic", "topics", multiple=True, metavar="ID", help="A topic that it is filed under; several times.")
@click.option("--entity", "entities", multiple=True, metavar="ID", help="Who or what it is about; several times.")
@click.option("--id", "wanted", metavar="ID", help="The claim's id; made of its statement by default.")
def claim(
    statement: str, project: Path, topics: tuple[str, ...], entities: tuple[str, ...], wanted: str | None
) -> None:
    """Begin the entry of a claim, as a draft.

    Where claims.yaml includes files such as claims/*.yaml, the claim gets a file of its own there, so that two people
    can begin claims without a conflict; else it goes to the end of the claims in claims.yaml. A draft is checked and
    not published, until "draft: true" is removed.

    \b
    verbatim claim "The US bases some 37,000 troops in South Korea." --topic military
    verbatim claim "Der Hafen war voll." facts --id port-full
    """
    from generator.commands.shared.new_claim import ClaimRefused, plan_claim, write_claim
    from generator.commands.shared.yaml_edit import UnsafeEdit
    from generator.reading.project_files import read_documents

    check_folder(project)
    check_text(statement, "STATEMENT", 1_000)
    documents = read_documents(project)
    if count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was begun")
    try:
        plan = plan_claim(project, documents.value, " ".join(statement.split()), topics, entities, wanted)
    except ClaimRefused as reason:
        click.echo(make_visible(str(reason)), err=True)
        raise SystemExit(ERRORS) from None
    try:
        write_claim(project, plan)
    except UnsafeEdit as reason:
        exit_with_entry(plan.path, str(reason), "below “claims:”", plan.entry_yaml)
    click.echo(f"begun in {make_visible(plan.path)}:")
    click.echo(plan.entry_yaml)
    click.echo('remove "draft: true" when it is ready to be published')
