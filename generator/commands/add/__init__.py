"""`verbatim add`: add an article as a source, from a file or an address."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_address, check_folder, check_text, parse_day
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, print_findings
from generator.diagnostics import count_errors, make_visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.cache.memo import Memo
    from generator.commands.add.article_import import ImportPlan
    from generator.commands.add.article_list import ListedArticle
    from generator.reading.metadata import Metadata


@click.command()
@click.argument("articles", metavar="FILE|URL... [PROJECT]", nargs=-1)
@click.option(
    "--from",
    "listed",
    type=click.Path(path_type=Path),
    metavar="LIST",
    help="Add all articles of a CSV file, with what its columns say of them.",
)
@click.option("--id", metavar="ID", help="The source's id; made from its publisher and date, or its title, by default.")
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
    articles: tuple[str, ...],
    listed: Path | None,
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
    """Add articles as sources, from files or addresses.

    An article is a saved page, a PDF, a Word document, a mail, subtitles or a text. Its file goes into the sources
    folder unchanged, with all its text; which part of a page is the article is written into its entry, and can be
    corrected there. Title, author, publisher and date are those that the article states. The entry is appended to
    claims.yaml; no other byte of it changes. For anything else, such as a picture or a recording, add its text, with
    --original.

    PROJECT is the current folder, unless the last argument is a folder.

    \b
    verbatim add ~/Downloads/library.html facts
    verbatim add report.pdf --title "Annual report 2023" --published 2024-05
    verbatim add https://example.org/2024/05/library
    verbatim add interview.vtt --original interview.mp4 --transcribed "recognised by Whisper"
    verbatim add ~/Downloads/*.html facts
    verbatim add --from list.csv facts
    """
    from generator.cache.memo import Memo
    from generator.commands.add.article_list import ListedArticle, read_list
    from generator.commands.add.intake import ImportRefused
    from generator.reading.metadata import Metadata

    articles, project = _split_project(articles, listed is not None)
    check_folder(project)
    named = ((title, "--title"), (publisher, "--publisher"), (transcribed, "--transcribed"))
    for typed, option in (*named, *((name, "--author") for name in author)):
        check_text(typed, option, 1_000)
    check_address(url, "--url")
    if transcribed and not original:
        raise click.UsageError("--transcribed says how the text was made of an original: name it with --original")
    published = published and parse_day(published, "--published")
    accessed = parse_day(accessed, "--accessed") if accessed else None
    single = {"--id": id, "--title": title, "--url": url, "--original": original}
    _check_single(len(articles) + (2 if listed else 0), single)
    for article in articles:
        if "://" in article and not _is_address(article):
            raise click.UsageError(f"{make_visible(article)}: expected a file, or an http or https address")
    about = Metadata(title, author, publisher, published, url)
    tasks = [ListedArticle(article, article, id, about, accessed, excerpts) for article in articles]
    if listed:
        try:
            tasks += [
                ListedArticle(
                    row.place,
                    row.article,
                    row.id,
                    _fill(row.about, about),
                    row.accessed or accessed,
                    row.excerpts or excerpts,
                )
                for row in read_list(listed)
            ]
        except ImportRefused as reason:
            for line in str(reason).split("\n"):
                click.echo(f"{make_visible(str(listed))}: {make_visible(line)}", err=True)
            raise SystemExit(ERRORS) from None
    memo = Memo()  # so that each source is read once, and not once for each article
    made_from = (original, transcribed) if original else None
    added = [
        _add_article(task, project, memo, form, encoding, made_from, private=private, dry_run=dry_run) for task in tasks
    ]
    if len(tasks) > 1:
        click.echo(f"{'would add' if dry_run else 'added'} {sum(added)} of {len(tasks)} articles", err=not all(added))
    if not all(added):
        raise SystemExit(ERRORS)


def _is_address(article: str) -> bool:
    return article.lower().startswith(("http://", "https://"))


def _split_project(words: tuple[str, ...], listed: bool) -> tuple[tuple[str, ...], Path]:
    """Return the articles, and the project: the last of the words if that is a folder, or no file at all."""
    least = 0 if listed else 1
    if len(words) < least:
        raise click.UsageError("Missing argument 'FILE|URL': name what to add, or a list with --from")
    last = words[-1] if len(words) > least else ""
    if last and not _is_address(last) and not os.path.isfile(last):  # noqa: PTH113 - Path raises where a name is too long
        return words[:-1], Path(last)
    return words, Path()


def _check_single(count: int, options: "Mapping[str, object]") -> None:
    for option, typed in options.items():
        if typed is not None and count > 1:
            raise click.UsageError(f"{option} is for one article: for several, give each its own in a list with --from")


def _fill(about: "Metadata", common: "Metadata") -> "Metadata":
    """Return what a row states, and where it says nothing of author, publisher and date, what was typed for all."""
    return replace(
        about,
        author=about.author or common.author,
        publisher=about.publisher or common.publisher,
        published=about.published or common.published,
    )


def _add_article(
    task: "ListedArticle",
    project: Path,
    memo: "Memo",
    form: str,
    encoding: str | None,
    made_from: tuple[Path, str | None] | None,
    *,
    private: bool,
    dry_run: bool,
) -> bool:
    """Add one article; return whether it was. What stops all of them ends the command."""
    from generator.build import read_project
    from generator.commands.add import article_import
    from generator.commands.add.intake import ImportRefused, UnknownKind
    from generator.commands.shared.yaml_edit import UnsafeEdit
    from generator.reading.project_files import read_documents
    from generator.reading.transcripts import advise_transcript

    documents = read_documents(project)
    if not documents.value or count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was added")
    library = read_project(project, memo).value
    display = "excerpts" if task.excerpts else None
    fetched = parse_day(None, "") if _is_address(task.article) else None
    overrides = article_import.EntryOverrides(task.id, form, task.about, task.accessed or fetched, display)
    try:
        if _is_address(task.article):
            incoming = article_import.read_address(task.article, encoding, private=private)
        else:
            incoming = article_import.read_file(project, library, Path(task.article), encoding)
        kept = article_import.read_original(project, library, *made_from) if made_from else None
        plan = article_import.make_plan(project, library, documents.value, incoming, overrides, kept)
        if not dry_run:
            article_import.apply_plan(project, plan)
    except (ImportRefused, UnsafeEdit) as reason:
        click.echo(f"{make_visible(task.place)}: {make_visible(str(reason))}", err=True)
        help_lines = reason.help if isinstance(reason, ImportRefused) else ()
        if isinstance(reason, UnknownKind):
            help_lines = advise_transcript(task.article, str(project))
        for help in help_lines:
            click.echo(f"    {make_visible(help)}", err=True)
        return False
    _print_plan(plan, dry_run)
    return True


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
