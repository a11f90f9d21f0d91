"""`verbatim add`: add an article as a source, from a file or an address."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_address, check_folder, check_text, parse_day, project_argument
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, print_findings
from generator.diagnostics import count_errors, make_visible

if TYPE_CHECKING:
    from generator.commands.add.article_import import ImportPlan


@click.command()
@click.argument("article", metavar="FILE|URL")
@project_argument
@click.option("--id", metavar="ID", help="The source's id; made from its title by default.")
@click.option("--title", help="Its title, if it states none or a wrong one.")
@click.option("--author", multiple=True, help="Its author; can be given several times.")
@click.option("--publisher", help="Its publisher.")
@click.option("--published", metavar="DATE", help="When it was published.")
@click.option("--url", help="The address of the original.")
@click.option("--accessed", metavar="DATE", help="When the copy was made; for a URL today by default.")
@click.option("--excerpts", is_flag=True, help="Publish only the quoted passages and their sentences.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["page", "text"]),
    default="page",
    show_default=True,
    help="For a page: the page itself, or all its text as a .txt file; then the page is kept in originals/.",
)
@click.option(
    "--original",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What this text was made from: a picture, a recording, a document. It is kept and pinned.",
)
@click.option(
    "--transcribed", metavar="TEXT", help="How the text was made of the original: recognised by …, typed by …."
)
@click.option("--encoding", metavar="NAME", help="The encoding of a text or page that does not state it.")
@click.option("--private", is_flag=True, help="Allow addresses of this machine and of private networks.")
@click.option("--dry-run", is_flag=True, help="Show the entry and write nothing.")
def add(
    article: str,
    project: Path,
    id: str | None,
    title: str | None,
    author: tuple[str, ...],
    publisher: str | None,
    published: str | None,
    url: str | None,
    accessed: str | None,
    excerpts: bool,
    form: str,
    original: Path | None,
    transcribed: str | None,
    encoding: str | None,
    private: bool,
    dry_run: bool,
) -> None:
    """Add an article as a source, from a file or an address.

    The article is a saved page, a PDF, a Word document, a mail, subtitles or a text. Its file goes into the sources
    folder unchanged, with all its text; which part of a page is the article is written into its entry, and can be
    corrected there. Title, author, publisher and date are those that the article states. The entry is appended to
    claims.yaml; no other byte of it changes. For anything else, such as a picture or a recording, add its text, with
    --original.

    \b
    verbatim add ~/Downloads/library.html facts
    verbatim add report.pdf --title "Annual report 2023" --published 2024-05
    verbatim add https://example.org/2024/05/library
    verbatim add interview.vtt --original interview.mp4 --transcribed "recognised by Whisper"
    """
    from generator.build import read_project
    from generator.commands.add import article_import
    from generator.commands.add.intake import ImportRefused, UnknownKind
    from generator.commands.shared.yaml_edit import UnsafeEdit
    from generator.reading.metadata import Metadata
    from generator.reading.project_files import read_documents
    from generator.reading.transcripts import advise_transcript

    check_folder(project)
    named = ((title, "--title"), (publisher, "--publisher"), (transcribed, "--transcribed"))
    for typed, option in (*named, *((name, "--author") for name in author)):
        check_text(typed, option, 1_000)
    check_address(url, "--url")
    if transcribed and not original:
        raise click.UsageError("--transcribed says how the text was made of an original: name it with --original")
    published = published and parse_day(published, "--published")
    is_address = article.lower().startswith(("http://", "https://"))
    if "://" in article and not is_address:
        raise click.UsageError(f"{make_visible(article)}: expected a file, or an http or https address")
    accessed = parse_day(accessed, "--accessed") if accessed or is_address else None
    about = Metadata(title, author, publisher, published, url)
    overrides = article_import.EntryOverrides(id, form, about, accessed, "excerpts" if excerpts else None)
    documents = read_documents(project)
    if not documents.value or count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was added")
    library = read_project(project).value
    try:
        if is_address:
            incoming = article_import.read_address(article, encoding, private=private)
        else:
            incoming = article_import.read_file(project, library, Path(article), encoding)
        kept = article_import.read_original(project, library, original, transcribed) if original else None
        plan = article_import.make_plan(project, library, documents.value, incoming, overrides, kept)
        if not dry_run:
            article_import.apply_plan(project, plan)
    except (ImportRefused, UnsafeEdit) as reason:
        click.echo(f"{make_visible(article)}: {make_visible(str(reason))}", err=True)
        help_lines = reason.help if isinstance(reason, ImportRefused) else ()
        if isinstance(reason, UnknownKind):
            help_lines = advise_transcript(article, str(project))
        for help in help_lines:
            click.echo(f"    {make_visible(help)}", err=True)
        raise SystemExit(ERRORS) from None
    _print_plan(plan, dry_run)


def _print_plan(plan: "ImportPlan", dry_run: bool) -> None:
    for note in plan.notes:
        click.echo(f"note: {make_visible(note)}", err=True)
    for path in (*plan.files, *plan.copies):
        click.echo(f"{'would write' if dry_run else 'wrote'} {make_visible(path)}")
    if plan.after is None:
        exit_with_entry(plan.claims, plan.reason, "below “sources:”", plan.entry_yaml)
    click.echo(f"{'would be added' if dry_run else 'added'} to {make_visible(plan.claims)}, below sources:")
    click.echo(plan.entry_yaml)
    if plan.account:
        click.echo(make_visible(plan.account))
