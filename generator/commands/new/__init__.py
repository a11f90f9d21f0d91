"""`verbatim new`: make a small project that builds."""

from pathlib import Path

import click

from generator.diagnostics import make_visible


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--empty", is_flag=True, help="Without example claims and articles.")
def new(folder: Path, empty: bool) -> None:
    """Make a small project in DIR, explained in its own comments.

    Claims stand in files of their own, so that several people can add some; what a build makes is kept out of git.

    \b
    verbatim new my-facts
    verbatim new our-facts --empty
    """
    from generator.commands.new.starter_project import create_project

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{make_visible(str(folder))} exists already and is not an empty folder")
    for path in create_project(folder, empty=empty):
        click.echo(make_visible(str(path)))
    click.echo(f"next: verbatim serve {make_visible(str(folder))}")
