"""`verbatim schema`: print the JSON Schema of claims.yaml."""

import click


@click.command()
@click.option("--included", is_flag=True, help="The schema of included files, which need no site.")
def schema(included: bool) -> None:
    """Print the JSON Schema of claims.yaml, for editors.

    \b
    verbatim schema > claims.schema.json
    """
    from generator.reading.schema import INCLUDED, PROJECT, schema_text

    click.echo(schema_text(INCLUDED if included else PROJECT), nl=False)
