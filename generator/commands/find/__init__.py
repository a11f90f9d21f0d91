"""`verbatim find`: find a passage in the sources, and print evidence to paste."""

import click

from generator.commands.shared.arguments import split_project
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors, make_visible

_INDENT = " " * 6  # of evidence in a claim, as `verbatim new` and `verbatim suggest` write it


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[PROJECT] WORDS...")
def find(words: tuple[str, ...]) -> None:
    """Find a passage in the sources, and print evidence to paste.

    PROJECT is the first word if that is a project's folder, else the current folder. The words are searched for like a
    quote: word for word, except for white space and the kind of quotation marks. If no source has them, the nearest
    passages are shown with what differs, in whatever order, form or spelling the words are there, and the exit status
    is 1.

    \b
    verbatim find some 37,000 troops
    verbatim find facts/ "the highest-ranking US official"
    verbatim find albrigth ranking higest    # misspelt and in a different order
    """
    from generator.build import read_project
    from generator.commands.shared.last_build import load_memo
    from generator.commands.shared.passage_search import find_passages

    project, sought = split_project(words)
    library = read_project(project, load_memo(project))
    if not library.value.articles:
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome="there are no sources to search")
    exact, passages = find_passages(library.value, " ".join(sought))
    if not exact:
        near = "the nearest passages:" if passages else "nothing similar was found"
        click.echo(f"“{make_visible(' '.join(sought))}” is in no source word for word; {near}", err=True)
    for passage in passages:
        for line in (f"{passage.place}: {passage.context}", *passage.differs):
            click.echo(f"{_INDENT}# {make_visible(line)}")
        for line in passage.evidence.splitlines():
            click.echo(_INDENT + line)
        click.echo()
    if count_errors(library.diagnostics):
        click.echo("the ids printed may not be those of the project, which has errors:", err=True)
        print_findings((found for found in library.diagnostics if found.severity == "error"), project)
    if not exact:
        raise SystemExit(ERRORS)
