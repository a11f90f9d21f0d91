"""The commands of a curator's day: find and suggest, add and review, which write into the claims file, and diff."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.commands.terminal import (
    WRONG,
    check_address,
    check_folder,
    check_text,
    exit_on_errors,
    parse_day,
    print_findings,
    project_argument,
    wrap,
)
from generator.diagnostics import count_errors, count_noun, make_visible, suggestion_line

if TYPE_CHECKING:
    from generator.cache.memo import Memo


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[PROJECT] WORDS...")
def find(words: tuple[str, ...]) -> None:
    """Find a passage in the sources, and print evidence to paste.

    PROJECT is the first word where that is a project's folder, else the current folder. The words are looked for as a
    quote is: word for word, white space and kinds of quotation marks aside. Where they stand nowhere, the nearest
    passages are shown with what differs, in whatever order, form or spelling the words stand there, and the exit status
    is 1.

    \b
    verbatim find some 37,000 troops
    verbatim find facts/ "the highest-ranking US official"
    verbatim find albrigth ranking higest    # misspelt and in another order
    """
    from generator.build import read_project
    from generator.commands.passage_search import find_passages

    project, sought = _project_and_words(words)
    library = read_project(project, _last_build(project))
    if not library.value.articles:
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome="there is no source to search")
    exact, found = find_passages(library.value, " ".join(sought))
    if not exact:
        near = "the nearest passages:" if found else "nothing is like it"
        click.echo(f"“{make_visible(' '.join(sought))}” stands in no source, word for word; {near}", err=True)
    for each in found:
        for line in (f"{each.place}: {each.context}", *each.differs):
            click.echo(f"# {make_visible(line)}")
        click.echo(each.evidence)
        click.echo()
    if not exact:
        raise SystemExit(WRONG)


@click.command()
@project_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "yaml"]), default="text", show_default=True)
@click.option("--top", type=click.IntRange(min=1), help="Only the best so many sentences; all by default.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a worklist page to this file instead.")
def suggest(project: Path, form: str, top: int | None, page: Path | None) -> None:
    """List sentences worth checking that no claim quotes.

    The most check-worthy come first, each with its score and why; those of different articles that speak of the same
    thing stand together, with where they differ. The scores are learned from English and are a help for choosing, not a
    judgement.

    \b
    verbatim suggest --top 20
    verbatim suggest --format yaml > new.yaml    # claims to reword and paste below claims:
    verbatim suggest --html worklist.html        # a page for the desk, outside the site
    """
    from generator.analysis.anchoring.source_text import prepare_texts
    from generator.build import read_project
    from generator.commands.suggest import keep_best, suggest

    check_folder(project)
    memo = _last_build(project)
    library = read_project(project, memo)
    groups = keep_best(suggest(library.value, memo), top)
    named = frozenset(one.source for each in groups for one in each.suggestions)
    texts = prepare_texts(library.value.corpus, library.value.articles, named)
    taken = library.value.declared.get("claim", {})
    if page:
        from generator.commands.suggest import worklist

        site = library.value.corpus.site
        worklist.write_worklist(page, worklist.render_worklist(groups, texts, taken, site), project, site.sources_dir)
        click.echo(
            f"{count_noun(sum(len(each.suggestions) for each in groups), 'sentence')}: {make_visible(str(page))}"
        )
    elif form == "yaml":
        from generator.commands.suggest.to_yaml import claims_yaml

        click.echo(claims_yaml(groups, texts, taken), nl=False)
    else:
        from generator.commands.suggest.output import as_json as suggestions_as_json
        from generator.commands.suggest.output import as_text as suggestions_as_text

        shown = suggestions_as_json(groups) if form == "json" else suggestions_as_text(groups, texts)
        click.echo(shown, nl=False)
    if count_errors(library.diagnostics):
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome="what its claims quote may be listed all the same")
    if form == "text" and not groups and not page:
        click.echo("every sentence that is worth checking is quoted by a claim", err=True)


@click.command()
@click.argument("article", metavar="FILE|URL")
@project_argument
@click.option("--id", metavar="ID", help="The source's id; made from its title by default.")
@click.option("--title", help="Its title, where it states none, or a wrong one; so for the next four.")
@click.option("--author", multiple=True, help="Its author; may be given several times.")
@click.option("--publisher")
@click.option("--published", metavar="DATE")
@click.option("--url", help="Where the original stands.")
@click.option("--accessed", metavar="DATE", help="When the copy was made; of a URL today by default.")
@click.option("--excerpts", is_flag=True, help="Publish only what is quoted, in its sentences.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["auto", "text", "page"]),
    default="auto",
    show_default=True,
    help="Of a page: the text of its article, or the page itself. auto is text where that can be told.",
)
@click.option("--encoding", metavar="NAME", help="What a text or page is written in, where it does not say so.")
@click.option("--private", is_flag=True, help="Allow addresses of this machine and of private networks.")
@click.option("--dry-run", is_flag=True, help="Show the entry, and write nothing.")
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
    encoding: str | None,
    private: bool,
    dry_run: bool,
) -> None:
    """Bring an article in, from a file or an address.

    That is a saved page, a PDF or a text. Its file goes into the folder of the sources, untouched, or with --as text
    the text of its article does, and the page is kept in originals/. Title, author, publisher and date are read from
    what the article states. The entry is appended to claims.yaml, of which no other byte changes.

    \b
    verbatim add ~/Downloads/library.html facts
    verbatim add report.pdf --title "Annual report 2023" --published 2024-05
    verbatim add https://example.org/2024/05/library
    """
    from generator.build import read_project
    from generator.commands import article_import as desk
    from generator.commands.intake import ImportRefused
    from generator.commands.yaml_edit import UnsafeEdit
    from generator.reading.metadata import Metadata
    from generator.reading.project_files import read_documents

    check_folder(project)
    for typed, option in ((title, "--title"), (publisher, "--publisher"), *((each, "--author") for each in author)):
        check_text(typed, option, 1_000)
    check_address(url, "--url")
    published = published and parse_day(published, "--published")
    is_address = article.lower().startswith(("http://", "https://"))
    if "://" in article and not is_address:
        raise click.UsageError(f"{make_visible(article)}: a file is wanted, or an http or https address")
    accessed = parse_day(accessed, "--accessed") if accessed or is_address else None
    about = Metadata(title, author, publisher, published, url)
    wishes = desk.EntryOverrides(id, form, about, accessed, "excerpts" if excerpts else None)
    documents = read_documents(project)
    if not documents.value or count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was added")
    library = read_project(project).value
    try:
        if is_address:
            brought = desk.read_address(article, encoding, private=private)
        else:
            brought = desk.read_file(project, library, Path(article), encoding)
        plan = desk.make_plan(project, library, documents.value, brought, wishes)
        if not dry_run:
            desk.apply_plan(project, plan)
    except (ImportRefused, UnsafeEdit) as reason:
        click.echo(f"{make_visible(article)}: {make_visible(str(reason))}", err=True)
        raise SystemExit(WRONG) from None
    for note in plan.notes:
        click.echo(f"note: {make_visible(note)}", err=True)
    for path in plan.files:
        click.echo(f"{'would write' if dry_run else 'wrote'} {make_visible(path)}")
    if plan.after is None:
        _cannot_edit(plan.claims, plan.reason, "below “sources:”", plan.typed)
    click.echo(f"{'would go' if dry_run else 'went'} into {make_visible(plan.claims)}, below sources:")
    click.echo(plan.typed)


@click.command()
@click.argument("claim")
@project_argument
@click.option("--by", metavar="NAME", help="Who has read the quotes.")
@click.option("--date", "day", metavar="DATE", help="When; today by default.")
@click.option("--yes", is_flag=True, help="Do not ask: they have been read.")
def review(claim: str, project: Path, by: str | None, day: str | None, yes: bool) -> None:
    """Record that a person has read a claim's quotes in place.

    The quotes of CLAIM are shown. Its entry gets a fingerprint of the statement, the evidence and the passages. When
    one of them changes, check warns review-stale, and the claim's page says so.

    \b
    verbatim review us-troops-in-south-korea --by "A. Curator"
    """
    from generator.build import read_project
    from generator.commands import claim_review as desk
    from generator.commands.yaml_edit import UnsafeEdit

    check_folder(project)
    date = parse_day(day, "--date")
    check_text(by, "--by", 300)
    library = read_project(project)
    found = next((each for each in library.value.corpus.claims if each.id == claim), None)
    if found is None:
        print_findings(library.diagnostics, project)
        if count_errors(library.diagnostics):
            exit_on_errors(library.diagnostics, outcome=f"no claim “{make_visible(claim)}” can be read")
        known = (each.id for each in library.value.corpus.claims)
        click.echo("; ".join((f"there is no claim “{make_visible(claim)}”", *suggestion_line(claim, known))), err=True)
        raise SystemExit(WRONG)
    read = desk.read_claim(library.value, found)
    if read.value is None:
        print_findings(read.diagnostics or library.diagnostics, project)
        exit_on_errors(read.diagnostics, outcome="nothing was recorded")
    click.echo(f"{make_visible(found.statement)}\n")
    for each in read.value.quotes:
        click.echo(make_visible(each.heading))
        click.echo(wrap(each.passage))
        for line in each.beside:
            click.echo(wrap(line))
        click.echo()
    if found.reviewed:
        since = f"changed since: {', '.join(read.value.changed)}" if read.value.changed else "nothing has changed since"
        click.echo(f"last reviewed {found.reviewed.date}; {since}")
    if not yes and not click.confirm("Have you read these quotes, and do they say what the claim makes of them?"):
        click.echo("nothing was recorded", err=True)
        raise SystemExit(WRONG)
    try:
        path = desk.record_review(project, read.value, date, by)
    except UnsafeEdit as reason:
        entry = desk.review_entry(read.value, date, by)
        _cannot_edit(found.location.path, str(reason), f"into the entry of “{claim}”", entry)
    click.echo(f"recorded in {make_visible(path)}")


@click.command()
@click.argument("old", metavar="OLD_SITE", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW_SITE", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--date", "day", metavar="DATE", help="Of the corrections that are drafted; today by default.")
def diff(old: Path, new: Path, form: str, day: str | None) -> None:
    """List what readers would see changed between two sites.

    The corrections are drafted. What is listed: claims, sources, topics and entities that came and went; statements,
    verdicts, corroboration, quotes and stances that changed. A claim gets no draft where the new site has a correction
    of it already.

    \b
    verbatim diff site-of-last-week site
    """
    from generator.commands.site_diff import as_json, as_text, compare_sites
    from generator.commands.verify.site_folder import BrokenSite

    for each in (old, new):
        check_folder(each)
    try:
        found = compare_sites(old, new, parse_day(day, "--date"))
    except BrokenSite as broken:
        click.echo(make_visible(str(broken)), err=True)
        raise SystemExit(WRONG) from None
    for line in (as_json if form == "json" else as_text)(found).split("\n"):
        click.echo(make_visible(line))


def _cannot_edit(path: str, reason: str, where: str, entry: str) -> NoReturn:
    """Say why a file was left as it is, and what a person may paste where."""
    click.echo(
        f"{make_visible(path)} cannot be edited safely: {make_visible(reason)}. Paste this {make_visible(where)}:\n",
        err=True,
    )
    click.echo(entry)
    raise SystemExit(WRONG)


def _project_and_words(words: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The first word is the project where it is a folder with a claims.yaml, or looks like a path."""
    first, others = Path(words[0]), words[1:]
    is_project = os.path.isfile(first / "claims.yaml")  # noqa: PTH113 - Path raises where the name is too long
    is_path = words[0] in {".", ".."} or words[0].startswith(("/", "./", "../")) or words[0].endswith(("/", os.sep))
    if others and (is_project or is_path):
        check_folder(first)
        return first, others
    if is_project and not os.path.isfile("claims.yaml"):  # noqa: PTH113
        raise click.UsageError(f"which words are to be found in {make_visible(words[0])}?")
    return Path(), words


def _last_build(project: Path) -> "Memo":
    """What the last build of the project's site has computed of its articles and claims."""
    from generator.cache import build_cache
    from generator.cache.memo import Memo

    return Memo(build_cache.load_cache(project, project / "site").kept.get("results"))
