"""`verbatim update`: take in a source's new text, or ask whether there is one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_folder, parse_day
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, print_findings
from generator.diagnostics import count_errors, count_noun, make_visible, suggestion_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.commands.update.source_update import QuoteFate, UpdatePlan
    from generator.model import Source
    from generator.reading.sources import Library


@click.command()
@click.argument("words", metavar="SOURCE FILE|URL [PROJECT]", nargs=-1)
@click.option(
    "--check", "asks", is_flag=True, help="Ask the addresses of the named sources, or of all; change nothing."
)
@click.option("--accessed", metavar="DATE", help="When the new copy was made; today by default.")
@click.option("--encoding", metavar="NAME", help="The encoding of a text or page that does not state it.")
@click.option("--private", is_flag=True, help="Allow addresses of this machine and of private networks.")
@click.option("--dry-run", is_flag=True, help="Say what becomes of the quotes, and write nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Of --check.")
def update(
    words: tuple[str, ...],
    asks: bool,
    accessed: str | None,
    encoding: str | None,
    private: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Take in a source's new text.

    For each quote of the source it says whether it stands, has moved or is gone, with the nearest passage. The old file
    is kept in originals/, as ID@DATE; the new one takes its place, its entry the new hash and date, and corrections are
    drafted for what was quoted and is gone.

    With --check the addresses of sources are asked, one by one, whether they still give the same text. PROJECT is the
    current folder, unless the last argument is a folder.

    \b
    verbatim update bbc ~/Downloads/bbc.html
    verbatim update bbc https://example.org/article facts
    verbatim update --check
    verbatim update --check bbc voa --format json
    """
    names, project = _split_project(words)
    check_folder(project)
    if asks:
        _check_addresses(project, names, private=private, form=form)
        return
    if len(names) != 2:
        raise click.UsageError("name a source, and its new file or address; or --check")
    _update_source(project, names[0], names[1], parse_day(accessed, "--accessed"), encoding, private, dry_run)


def _split_project(words: "Sequence[str]") -> tuple["Sequence[str]", Path]:
    """Return the words before the project, which is the last of them if that is a folder."""
    return (words[:-1], Path(words[-1])) if words and Path(words[-1][:1_000]).is_dir() else (words, Path())


def _read_library(project: Path) -> "Library":
    from generator.build import read_project
    from generator.reading.project_files import read_documents

    documents = read_documents(project)
    if not documents.value or count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was changed")
    return read_project(project).value


def _find_source(library: "Library", id: str) -> "Source":
    sources = {source.id: source for source in library.corpus.sources}
    if id not in sources:
        click.echo("; ".join((f"there is no source “{make_visible(id)}”", *suggestion_line(id, sources))), err=True)
        raise SystemExit(ERRORS)
    return sources[id]


def _check_addresses(project: Path, names: "Sequence[str]", *, private: bool, form: str) -> None:
    from functools import partial

    from generator.commands.shared.fetch import fetch
    from generator.commands.update.address_check import as_json, check_addresses

    library = _read_library(project)
    sources = [_find_source(library, name) for name in names] or library.corpus.sources
    reports = check_addresses(library, sources, partial(fetch, private=private))
    if form == "json":
        click.echo(as_json(reports))
        return
    for report in reports:
        click.echo(make_visible(str(report)))


def _update_source(
    project: Path, name: str, article: str, date: str, encoding: str | None, private: bool, dry_run: bool
) -> None:
    from generator.commands.add import article_import
    from generator.commands.add.intake import ImportRefused
    from generator.commands.shared.yaml_edit import UnsafeEdit, replace_files
    from generator.commands.update.source_update import plan_update

    library = _read_library(project)
    source = _find_source(library, name)
    try:
        if article.lower().startswith(("http://", "https://")):
            incoming = article_import.read_address(article, encoding, private=private)
        else:
            incoming = article_import.read_file(project, library, Path(article), encoding)
        plan = plan_update(project, library, source, incoming, date)
        if not dry_run:
            replace_files(project, plan.changes, plan.copies)
    except (ImportRefused, UnsafeEdit) as reason:
        click.echo(f"{make_visible(article)}: {make_visible(str(reason))}; nothing was changed", err=True)
        raise SystemExit(ERRORS) from None
    _print_plan(plan, date, dry_run=dry_run)


def _print_plan(plan: "UpdatePlan", date: str, *, dry_run: bool) -> None:
    from generator.commands.shared.yaml_text import to_inline
    from generator.commands.update.source_update import draft_corrections

    for note in plan.notes:
        click.echo(f"note: {make_visible(note)}", err=True)
    for quote in plan.quotes:
        _print_quote(quote)
    counts = [
        f"{sum(quote.fate == fate for quote in plan.quotes)} {fate}"
        for fate in ("stands", "moved", "gone", "ambiguous")
        if any(quote.fate == fate for quote in plan.quotes)
    ]
    click.echo(
        f"{count_noun(len(plan.quotes), 'quote')} of {plan.source.id}{': ' if counts else ''}{', '.join(counts)}"
    )
    for path in plan.copies:
        click.echo(f"the old file {'would be' if dry_run else 'is'} kept as {make_visible(path)}")
    drafts = list(draft_corrections(plan))
    if drafts:
        click.echo("\n# corrections to paste into the entries of these claims:")
    for claim, text in drafts:
        click.echo(f"  {claim}:\n    corrections:\n      - {make_visible(to_inline({'date': date, 'text': text}))}")
    if plan.reason:
        exit_with_entry(plan.claims, plan.reason, f"into the entry of “{plan.source.id}”", plan.entry_yaml)
    if not dry_run:
        click.echo(f"{make_visible(plan.source.file)} and {make_visible(plan.claims)}: written")


def _print_quote(quote: "QuoteFate") -> None:
    where = {
        "stands": f"stands, {quote.place}",
        "moved": f"moved, from {quote.was or 'no place'} to {quote.place}",
        "gone": "gone",
        "ambiguous": "is there more than once",
    }[quote.fate]
    click.echo(make_visible(f"{quote.evidence.id}: {where}"))
    if quote.finding:
        for line in (quote.finding.message, *quote.finding.help):
            click.echo(f"    {make_visible(line)}")
