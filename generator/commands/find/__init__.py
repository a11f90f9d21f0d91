"""`verbatim find`: find a passage in the sources, and print evidence to paste; or find claims."""

from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import split_project
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors, make_visible

if TYPE_CHECKING:
    from generator.reading.sources import Library


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[PROJECT] WORDS...")
@click.option("--claims", "in_claims", is_flag=True, help="Find claims instead, and tell where they are written.")
def find(words: tuple[str, ...], in_claims: bool) -> None:
    """Find a passage in the sources, and print evidence to paste.

    PROJECT is the first word if that is a project's folder, else the current folder. The words are searched for like a
    quote: word for word, except for white space and the kind of quotation marks. If no source has them, the nearest
    passages are shown with what differs, in whatever order, form or spelling the words are there, and the exit status
    is 1.

    \b
    verbatim find some 37,000 troops
    verbatim find facts/ "the highest-ranking US official"
    verbatim find albrigth ranking higest    # misspelt and in a different order
    verbatim find --claims troops            # which claims speak of troops, and where are they?
    """
    from generator.build import read_project
    from generator.commands.shared.claims_layout import read_layout
    from generator.commands.shared.last_build import load_memo
    from generator.commands.shared.passage_search import find_passages

    project, sought = split_project(words)
    library = read_project(project, load_memo(project))
    if count_errors(library.diagnostics):
        print_findings((found for found in library.diagnostics if found.severity == "error"), project)
        click.echo("the project has errors, so that what follows may lack claims and have other ids", err=True)
    if in_claims:
        _print_claims(library.value, " ".join(sought))
        return
    if not library.value.articles:
        exit_on_errors(library.diagnostics, outcome="there are no sources to search")
    exact, passages = find_passages(library.value, " ".join(sought))
    if not exact:
        near = "the nearest passages:" if passages else "nothing similar was found"
        click.echo(f"“{make_visible(' '.join(sought))}” is in no source word for word; {near}", err=True)
    indent = " " * read_layout(project).dash
    for passage in passages:
        for line in (f"{passage.place}: {passage.context}", *passage.differs):
            click.echo(f"{indent}# {make_visible(line)}")
        for line in passage.evidence.splitlines():
            click.echo(indent + line)
        click.echo()
    if not exact:
        raise SystemExit(ERRORS)


def _print_claims(library: "Library", words: str) -> None:
    from generator.commands.find.claim_search import search_claims

    found = search_claims(library.corpus.claims, words)
    for claim in found:
        click.echo(f"{make_visible(str(claim.location))}: {claim.id}: {make_visible(claim.statement)}")
    if not found:
        click.echo(f"no claim speaks of “{make_visible(words)}”", err=True)
        raise SystemExit(ERRORS)
