"""`verbatim quote`: find words in the sources, and write them into a claim's entry as evidence."""

import sys
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_text, split_project
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, find_claim, print_findings
from generator.diagnostics import make_visible, suggestion_line
from generator.vocabulary import STANCE_IDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.commands.shared.passage_search import FoundPassage


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[PROJECT] CLAIM WORDS...")
@click.option(
    "--stance",
    type=click.Choice(STANCE_IDS),
    default="supports",
    show_default=True,
    help="How the quote bears on the claim.",
)
@click.option("--source", metavar="ID", default="", help="Look in this source only.")
@click.option("--place", type=click.IntRange(min=1), help="Which of several places, as they are listed.")
@click.option("--speaker", metavar="NAME", help="Who says it, if not the source itself.")
@click.option("--value", metavar="NUMBER", help="This source's figure, in the claim's unit.")
def quote(
    words: tuple[str, ...], stance: str, source: str, place: int | None, speaker: str | None, value: str | None
) -> None:
    """Find words in the sources, and write them as evidence.

    PROJECT is the first word if that is a project's folder, else the current folder. The words are searched for like a
    quote, and written as the source has them, with the words beside them where they occur more than once. If no
    source has them, the nearest passages are shown, and on a terminal you are asked; nothing else is ever written.

    \b
    verbatim quote us-troops-in-south-korea some 37,000 troops
    verbatim quote facts us-troops-in-south-korea "no troops at all" --stance refutes --speaker "A. Official"
    """
    from generator.build import read_project
    from generator.commands.shared.evidence_edit import NewEvidence, QuotedAlready, add_evidence
    from generator.commands.shared.last_build import load_memo
    from generator.commands.shared.passage_search import find_passages
    from generator.commands.shared.yaml_edit import UnsafeEdit
    from generator.reading.project_files import FileRefused
    from generator.reading.shapes import is_number

    project, (id, *sought) = split_project(words)
    if not sought:
        raise click.UsageError(f"which words should be quoted for {make_visible(id)}?")
    check_text(speaker, "--speaker", 300)
    if value is not None and not is_number(value):
        raise click.UsageError("--value: expected a number, only digits: 37000 or -2.5")
    library = read_project(project, load_memo(project))
    claim = find_claim(library, id, project)
    known = [known.id for known in library.value.corpus.sources]
    if not known:
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome="there are no sources to search")
    if source and source not in known:
        click.echo(
            "; ".join((f"there is no source “{make_visible(source)}”", *suggestion_line(source, known))), err=True
        )
        raise SystemExit(ERRORS)
    exact, passages = find_passages(library.value, " ".join(sought), source)
    passage = _choose_passage(passages, " ".join(sought), place, exact=exact)
    evidence = NewEvidence(passage.quote, stance, speaker, value)
    try:
        edit = add_evidence(project, claim, evidence, passage.text)
        edit.write(project)
    except QuotedAlready as reason:
        click.echo(f"{make_visible(str(reason))}; nothing was written", err=True)
        raise SystemExit(ERRORS) from None
    except (UnsafeEdit, FileRefused) as reason:
        lines = "\n".join(passage.quote.lines(stance))
        exit_with_entry(claim.location.path, str(reason), f"below evidence: of “{id}”", lines)
    click.echo(make_visible(edit.describe()))


def _choose_passage(
    passages: "Sequence[FoundPassage]", words: str, place: int | None, *, exact: bool
) -> "FoundPassage":
    """Return the passage to quote: the only one, the one that was asked for, or one that a person agrees to."""
    if place and place > len(passages):
        raise click.UsageError(f"--place: there are only {len(passages)}")
    chosen = passages[place - 1] if place else passages[0] if len(passages) == 1 else None
    if exact and chosen and chosen.unique:
        return chosen
    if not exact:
        near = "the nearest passages:" if passages else "nothing similar was found"
        click.echo(f"“{make_visible(words)}” is in no source word for word; {near}", err=True)
    elif not chosen:
        click.echo(f"“{make_visible(words)}” is in {len(passages)} places: choose with --place or --source", err=True)
    shown = [(number, passage) for number, passage in enumerate(passages, 1) if chosen in {None, passage}]
    for number, passage in shown:
        for line in (f"{number}. {passage.place}: {passage.context}", *passage.differs):
            click.echo(make_visible(line), err=True)
        if not exact:
            click.echo(f"   quote: {make_visible(passage.quote.quote)}", err=True)
    offered = chosen or (passages[0] if passages and not exact else None)
    if offered and offered.unique and sys.stdin.isatty():
        words = make_visible(offered.quote.quote)
        if click.confirm(f"Write the source's own words: {words}?", err=True):
            return offered
    click.echo("nothing was written", err=True)
    raise SystemExit(ERRORS)
