"""`verbatim schema`: print the JSON Schema of claims.yaml."""

from pathlib import Path

import click

from generator.commands.shared.arguments import ProjectFolder, check_folder


@click.command()
@click.argument("project", required=False, type=ProjectFolder())
@click.option("--included", is_flag=True, help="The schema of included files, which need no site.")
def schema(project: Path | None, included: bool) -> None:
    """Print the JSON Schema of claims.yaml, for editors.

    With PROJECT it also has the ids of that project's sources, claims, topics and entities, and its ratings, so that
    editors complete them.

    \b
    verbatim schema > claims.schema.json
    verbatim schema facts > facts/claims.schema.json
    """
    from generator.reading.schema import INCLUDED, PROJECT, schema_text

    record = INCLUDED if included else PROJECT
    if project is None:
        click.echo(schema_text(record), nl=False)
        return
    from generator.build import read_project

    check_folder(project)
    library = read_project(project).value
    ids = {str(kind): sorted(known) for kind, known in library.declared.items()}
    ids["rating"] = [rating.id for rating in library.corpus.site.ratings]
    click.echo(schema_text(record, ids), nl=False)
