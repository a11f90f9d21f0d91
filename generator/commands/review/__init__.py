"""`verbatim review`: a queue of claims to read, and the record that a person has read a claim's quotes in place."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_folder, check_text, is_project, parse_day
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, find_claim, print_findings
from generator.diagnostics import count_errors, count_noun, make_visible, suggestion_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cache.memo import Memo
    from generator.commands.review.claim_review import ClaimReading
    from generator.commands.review.review_queue import WaitingClaim
    from generator.diagnostics import Outcome
    from generator.reading.sources import Library

_KEYS = "[y]es, [n]o, [s]kip, s[t]op"


@click.command()
@click.argument("names", nargs=-1, metavar="[CLAIM] [PROJECT]")
@click.option("--by", metavar="NAME", help="Who has read the quotes; by default git's user.name.")
@click.option("--date", "day", metavar="DATE", help="Date of the review; today by default.")
@click.option("--yes", is_flag=True, help="Of one claim: do not ask for confirmation.")
@click.option("--topic", metavar="ID", help="Of the queue: claims of this topic.")
@click.option("--who", metavar="NAME", help="Of the queue: claims that NAME has checked, or reviewed last.")
@click.option("--since", metavar="REV", help="Of the queue: claims that are new or changed since this git revision.")
@click.option("--list", "listed", is_flag=True, help="List the queue and ask nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def review(
    names: tuple[str, ...],
    by: str | None,
    day: str | None,
    yes: bool,
    topic: str | None,
    who: str | None,
    since: str | None,
    listed: bool,
    form: str,
) -> None:
    """Read claims with their quotes in place, and record that.

    Without CLAIM, all claims come one after the other that were never reviewed, have changed since, or were objected
    to; one key answers each. A yes puts a fingerprint of statement, headline, evidence, passages, verdict and
    explanation into the entry. When one of them changes, check warns review-stale, and the claim's page says so. A no
    asks why, and stays a warning until the claim is reviewed again.

    \b
    verbatim review                        # the queue
    verbatim review --list --since main    # what a branch has to have reviewed
    verbatim review us-troops-in-south-korea --by "A. Curator"
    """
    from generator.build import read_project
    from generator.commands.shared.git import read_user_name
    from generator.commands.shared.last_build import load_memo

    id, project = _split_names(names)
    date = parse_day(day, "--date")
    check_text(by, "--by", 300)
    memo = load_memo(project)
    library = read_project(project, memo)
    if id:
        if listed or topic or who or since or form != "text":
            raise click.UsageError("--list, --topic, --who, --since and --format are of the queue: leave out CLAIM")
        _review_one(project, library, id, date, by or read_user_name(project), yes=yes)
        return
    if yes:
        raise click.UsageError("--yes is of one claim: nobody has read a whole queue at once")
    if count_errors(library.diagnostics):
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome="the queue is not known")
    waiting = _find_waiting(project, library.value, memo, (topic, who, since))
    if form == "json":
        from generator.commands.review.review_queue import queue_json

        click.echo(queue_json(library.value, waiting), nl=False)
    elif listed:
        for each in waiting:
            click.echo(f"{each.claim.id}: {make_visible(each.reason)}")
        click.echo(f"{count_noun(len(waiting), 'claim')} to review", err=True)
    else:
        _review_queue(project, library.value, waiting, date, by or read_user_name(project))


def _split_names(names: tuple[str, ...]) -> tuple[str, Path]:
    """Return the claim's id, or nothing, and the project."""
    if len(names) > 2:
        raise click.UsageError("expected at most a claim and a project")
    if len(names) == 1 and is_project(names[0]):
        names = ("", *names)
    id, folder = (*names, "", ".")[:2] if len(names) != 1 else (names[0], ".")
    check_folder(Path(folder))
    return id, Path(folder)


def _find_waiting(
    project: Path, library: "Library", memo: "Memo", wanted: tuple[str | None, str | None, str | None]
) -> "Sequence[WaitingClaim]":
    from generator.commands.review.review_queue import QueueFilter, find_changed_since, list_waiting
    from generator.commands.shared.git import RevisionFailed

    topic, who, since = wanted
    topics = [known.id for known in library.corpus.topics]
    if topic is not None and topic not in topics:
        message = f"--topic: there is no topic “{make_visible(topic)}”"
        raise click.UsageError("; ".join((message, *suggestion_line(topic, topics))))
    try:
        ids = find_changed_since(project, since, library, memo) if since is not None else None
    except RevisionFailed as reason:
        raise click.UsageError(f"--since: {make_visible(str(reason))}") from None
    return tuple(list_waiting(library, QueueFilter(topic, who, ids), memo))


def _review_one(project: Path, library: "Outcome[Library]", id: str, date: str, by: str | None, *, yes: bool) -> None:
    from generator.commands.review.claim_review import read_claim

    found = find_claim(library, id, project)
    reading = read_claim(library.value, found)
    if reading.value is None:
        print_findings(reading.diagnostics or library.diagnostics, project)
        exit_on_errors(reading.diagnostics, outcome="nothing was recorded")
    _print_reading(reading.value)
    if not yes and not click.confirm("Have you read these quotes, and does the claim represent them correctly?"):
        click.echo("nothing was recorded", err=True)
        raise SystemExit(ERRORS)
    _record(project, reading.value, date, by)


def _review_queue(
    project: Path, library: "Library", waiting: "Sequence[WaitingClaim]", date: str, by: str | None
) -> None:
    """Ask of each claim, until a person stops."""
    from generator.commands.review.claim_review import read_claim

    counts = {"y": 0, "n": 0, "s": 0}
    for number, each in enumerate(waiting, 1):
        click.echo(f"{number} of {len(waiting)}: {each.claim.id}: {make_visible(each.reason)}\n")
        reading = read_claim(library, each.claim)
        if reading.value is None:
            print_findings(reading.diagnostics, project)
            counts["s"] += 1
            continue
        _print_reading(reading.value)
        key = _ask_key()
        why = click.prompt("What is wrong with it", default="", show_default=False).strip() if key == "n" else ""
        if key == "t":
            break
        if key == "n" and not (why and why.isprintable()):
            key = "s"
        counts[key] += 1
        if key != "s":
            _record(project, reading.value, date, by, why)
    said = f"{counts['y']} approved, {counts['n']} objected to, {len(waiting) - counts['y'] - counts['n']} left"
    click.echo(said if waiting else "no claim waits for a review", err=True)


def _ask_key() -> str:
    """Return y, n, s or t: one key on a terminal, else the first letter of a line; t where there is no more input."""
    while True:
        click.echo(f"Does the claim represent these quotes correctly? {_KEYS}: ", nl=False)
        try:
            if sys.stdin.isatty():
                key = click.getchar()
                click.echo(make_visible(key))
            else:
                line = sys.stdin.readline()
                key = line.strip()[:1] if line else "t"
                click.echo()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return "t"
        if key.lower() in {"y", "n", "s", "t"}:
            return key.lower()


def _record(project: Path, reading: "ClaimReading", date: str, by: str | None, objection: str = "") -> None:
    from generator.commands.review.claim_review import record_review, review_entry
    from generator.commands.shared.yaml_edit import UnsafeEdit

    claim = reading.claim
    try:
        path = record_review(project, reading, date, by, objection)
    except UnsafeEdit as reason:
        entry = review_entry(reading, date, by, objection)
        exit_with_entry(claim.location.path, str(reason), f"into the entry of “{claim.id}”", entry)
    click.echo(f"recorded in {make_visible(path)}")


def _print_reading(reading: "ClaimReading") -> None:
    claim = reading.claim
    if claim.headline:
        click.echo(make_visible(claim.headline))
    click.echo(f"{make_visible(claim.statement)}\n")
    if claim.verdict:
        click.echo(f"verdict: {make_visible(claim.verdict)}")
    if claim.explanation:
        click.echo(_wrap(" ".join(claim.explanation.split())))
    if claim.verdict or claim.explanation:
        click.echo()
    for quote in reading.quotes:
        click.echo(make_visible(quote.heading))
        click.echo(_wrap(quote.passage))
        for line in quote.beside:
            click.echo(_wrap(line))
        click.echo()
    if claim.reviewed:
        since = f"changed since: {', '.join(reading.changed)}" if reading.changed else "nothing has changed since"
        click.echo(f"last reviewed {claim.reviewed.date}; {since}")
        if claim.reviewed.objection:
            click.echo(_wrap(f"objection: {claim.reviewed.objection}"))


def _wrap(text: str) -> str:
    return click.wrap_text(make_visible(text), 96, initial_indent="    ", subsequent_indent="    ")
