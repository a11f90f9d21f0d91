"""The command line: it prints, exits and reads arguments, with `curating` and `terminal`, and nothing else does."""

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator import __version__, curating
from generator.diagnostics import as_github, as_json, as_text, errors_in, visible
from generator.terminal import (
    FAILED,
    INTERRUPTED,
    USAGE,
    WRONG,
    count,
    must_be_folder,
    project_argument,
    show,
    stop,
)

if TYPE_CHECKING:
    from generator.memo import Memory
    from generator.publishing.output import File

_strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_color = click.option(
    "--color/--no-color", default=None, help="Show findings in colour, with their lines; by default on a terminal."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="verbatim")
def commands() -> None:
    """Turn articles and hand-curated claims into a fact-check microsite.

    A quote that is not, word for word, in its source is never published.

    \b
    Start with   verbatim new my-facts
    then         verbatim build my-facts
    and open     my-facts/site/index.html

    Exit status: 0 done; 1 the project has errors, nothing was written; 2 wrong usage; 3 the machine failed, the last
    good site still stands.
    """


@commands.command()
@project_argument
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes; PROJECT/site by default.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that make pages; by default one a core.")
@_strict
@_color
def build(project: Path, out: Path | None, jobs: int | None, strict: bool, color: bool | None) -> None:
    """Check PROJECT (the current folder by default), then build its site.

    Only files that change are written, and all at once: an interrupted build leaves the old site.

    \b
    verbatim build                        # ./claims.yaml and ./seeds/ become ./site/
    verbatim build facts --out public     # facts/ becomes public/
    verbatim build --strict               # warnings count as errors, as a CI job wants it
    """
    from generator import memo

    must_be_folder(project)
    target = out or project / "site"
    said = memo.recall(project, target)
    changed = f"nothing changed ({said.files} files)" if said else ""
    if not said or errors_in(said.diagnostics, strict=strict):
        from generator.build import build_project, told

        checked, written = build_project(project, target, jobs=jobs or _cores(), strict=strict, watch=_progress)
        if written is None or checked.value is None:
            show(checked.diagnostics, project, color)
            stop(checked.diagnostics, strict, "nothing was written")
        changed = f"nothing changed ({written.unchanged} files)"
        if written.written or written.removed:
            counted = f"{len(written.removed)} removed, {written.unchanged} unchanged"
            changed = f"{len(written.written)} files written, {counted}"
        said = told(checked.value, checked.diagnostics, written.unchanged)
    show(said.diagnostics, project, color)
    click.echo(
        f"{count(said.claims, 'claim')}, {count(said.quotes, 'quote')} found word for word in "
        f"{count(said.sources, 'source')}; {visible(str(target))}: {changed}"
    )


@commands.command()
@project_argument
@_strict
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
@_color
@click.option("--mentions", is_flag=True, help="Also warn of sources that speak of a claim and are not quoted for it.")
def check(project: Path, strict: bool, form: str, color: bool | None, mentions: bool) -> None:
    """Run all checks on PROJECT and build nothing.

    Every finding of one run is shown, sorted by place, each with what to type instead.

    \b
    verbatim check
    verbatim check --strict --format github    # in a GitHub workflow: findings appear beside the lines
    verbatim check --format sarif              # for code scanning and editors
    verbatim check --mentions                  # was anything left out? to read, and to quote or to leave
    """
    from generator.build import check_project

    must_be_folder(project)
    found = check_project(project, mentions=mentions).diagnostics
    with suppress(BrokenPipeError):  # who reads no further is told the status all the same
        if form == "text":
            show(found, project, color)
        elif form == "sarif":
            from generator.desk.sarif import as_sarif

            click.echo(as_sarif(found), nl=False)
        else:
            click.echo((as_json if form == "json" else as_github)(found), nl=False)
    if errors_in(found, strict=strict):
        stop(found, strict)
    if form == "text":
        click.echo(f"no errors, {count(len(found), 'warning')}" if found else "all is well")


@commands.command()
@project_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where to listen; 0 takes a free one.",
)
@_color
def serve(project: Path, port: int, color: bool | None) -> None:
    """Build PROJECT, show its site on this machine only, and follow every change.

    The open page reloads where it stands. What is wrong is shown in the page until it is mended; meanwhile the last
    good site stays. The site is PROJECT/site, as after a build. Ctrl-C ends it.

    \b
    verbatim serve                  # http://127.0.0.1:8000/
    verbatim serve facts --port 0
    """
    from generator.desk.serve import desk

    must_be_folder(project)
    gc.enable()  # this run has no end that would free all
    try:
        here = desk(project, port)
    except OSError as error:
        click.echo(f"verbatim: port {port} cannot be had ({error.strerror}): name another with --port", err=True)
        raise SystemExit(FAILED) from None
    address = f"{here.host.address} shows {visible(str(project))} and follows it; Ctrl-C ends"
    with suppress(KeyboardInterrupt), closing(here):
        for built in here.builds(_cores()):
            show(built.news.findings, project, color)
            errors = errors_in(built.news.findings)
            if built.news.failure:
                click.echo(f"verbatim: {visible(built.news.failure)}", err=True)
            elif errors:
                stays = "the last good site stays" if built.news.version else "there is no site yet"
                click.echo(f"{count(errors, 'error')}; {stays}", err=True)
            else:
                click.echo(f"{count(built.written, 'file')} written, {built.removed} removed")
            if address:
                click.echo(address)
                address = ""
    click.echo("ended")


@commands.command()
@click.argument("words", nargs=-1, required=True, metavar="[PROJECT] WORDS...")
def find(words: tuple[str, ...]) -> None:
    """Find a passage in the sources and print evidence to paste into claims.yaml.

    The words are looked for as a quote is: word for word, white space and kinds of quotation marks aside. Where they
    stand nowhere, the nearest passages are shown with what differs, in whatever order, form or spelling the words stand
    there, and the exit status is 1.

    \b
    verbatim find some 37,000 troops
    verbatim find facts/ "the highest-ranking US official"
    verbatim find albrigth ranking higest    # misspelt and in another order
    """
    from generator.build import read_project
    from generator.desk.find import passages

    project, sought = _project_and_words(words)
    library = read_project(project, _last_build(project))
    if not library.value.articles:
        click.echo(as_text(sorted(set(library.diagnostics))), nl=False, err=True)
        stop(library.diagnostics, strict=False, outcome="there is no source to search")
    exact, found = passages(library.value, " ".join(sought))
    if not exact:
        near = "the nearest passages:" if found else "nothing is like it"
        click.echo(f"“{visible(' '.join(sought))}” stands in no source, word for word; {near}", err=True)
    for each in found:
        for line in (f"{each.place}: {each.context}", *each.differs):
            click.echo(f"# {visible(line)}")
        click.echo(each.evidence)
        click.echo()
    if not exact:
        raise SystemExit(WRONG)


@commands.command()
@project_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "yaml"]), default="text", show_default=True)
@click.option("--top", type=click.IntRange(min=1), help="Only the best so many sentences; all by default.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a worklist page to this file instead.")
def suggest(project: Path, form: str, top: int | None, page: Path | None) -> None:
    """List sentences worth checking that no claim quotes, most check-worthy first.

    Each comes with its score and why; those of different articles that speak of the same thing stand together, with
    where they differ. The scores are learned from English and are a help for choosing, not a judgement.

    \b
    verbatim suggest --top 20
    verbatim suggest --format yaml > new.yaml    # claims to reword and paste below claims:
    verbatim suggest --html worklist.html        # a page for the desk, outside the site
    """
    from generator.build import read_project
    from generator.desk.suggest import best, suggest
    from generator.judging.quotes import texts_of

    must_be_folder(project)
    memory = _last_build(project)
    library = read_project(project, memory)
    groups = best(suggest(library.value, memory), top)
    named = frozenset(one.source for each in groups for one in each.suggestions)
    texts = texts_of(library.value.corpus, library.value.articles, named)
    taken = library.value.declared.get("claim", {})
    if page:
        from generator.desk.suggest import worklist

        site = library.value.corpus.site
        worklist.write(page, worklist.page(groups, texts, taken, site), project, site.sources_dir)
        click.echo(f"{count(sum(len(each.suggestions) for each in groups), 'sentence')}: {visible(str(page))}")
    elif form == "yaml":
        from generator.desk.suggest.paste import claims_yaml

        click.echo(claims_yaml(groups, texts, taken), nl=False)
    else:
        from generator.desk.suggest.told import as_json as suggestions_as_json
        from generator.desk.suggest.told import as_text as suggestions_as_text

        shown = suggestions_as_json(groups) if form == "json" else suggestions_as_text(groups, texts)
        click.echo(shown, nl=False)
    if errors_in(library.diagnostics):
        click.echo(as_text(sorted(set(library.diagnostics))), nl=False, err=True)
        stop(library.diagnostics, strict=False, outcome="what its claims quote may be listed all the same")
    if form == "text" and not groups and not page:
        click.echo("every sentence that is worth checking is quoted by a claim", err=True)


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def verify(folder: Path) -> None:
    """Check a built site against itself alone: every hash, every quote at its offsets.

    It shares no code with the builder. What does not hold is named, one line each, and the exit status is 1.
    """
    from generator.desk.verify import report

    must_be_folder(folder)
    found = report(folder)
    for each in found.faults:
        click.echo(visible(each))
    for each in found.notes:
        click.echo(visible(each), err=True)
    if found.faults:
        click.echo(count(len(found.faults), "fault"), err=True)
        raise SystemExit(WRONG)
    click.echo(found.summary)


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make a small project in DIR that builds, explained in its own comments."""
    from generator.desk.new import create

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{visible(str(folder))} is there already, and not an empty folder")
    for path in create(folder):
        click.echo(visible(str(path)))
    click.echo(f"now: verbatim serve {visible(str(folder))}")


@commands.command()
@click.option("--included", is_flag=True, help="Of files that claims.yaml includes: they need no site.")
def schema(included: bool) -> None:
    """Print the JSON Schema of claims.yaml, for editors.

    \b
    verbatim schema > claims.schema.json
    """
    from generator.reading.schema import INCLUDED, PROJECT, printed_schema

    click.echo(printed_schema(INCLUDED if included else PROJECT), nl=False)


for each in (curating.add, curating.review, curating.diff):
    commands.add_command(each)


def main() -> NoReturn:
    """Run the command line; whatever happens ends with an exit status and never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")  # a terminal that lacks a character must not end the run
    gc.disable()  # a run makes next to nothing cyclic, and its end frees all
    raise SystemExit(_run())


def _run() -> int:
    try:
        code = commands.main(prog_name="verbatim", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; the last good site still stands", err=True)
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG
    except Exception as error:
        return _failed(error)
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    from generator.desk.failures import failure
    from generator.publishing.output import Refused

    click.echo(f"verbatim: {visible(failure(error))}", err=True)
    return USAGE if isinstance(error, Refused) else FAILED


def _project_and_words(words: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The first word is the project where it is a folder with a claims.yaml, or looks like a path."""
    first = Path(words[0])
    if len(words) > 1:
        if os.path.isfile(first / "claims.yaml"):  # noqa: PTH113 - as above
            return first, words[1:]
        if words[0].startswith(("/", "./", "../")) or words[0] in {".", ".."}:
            must_be_folder(first)
            return first, words[1:]
    return Path(), words


def _last_build(project: Path) -> "Memory":
    """What the last build of the project's site has read, so that it need not be read again."""
    from generator import memo

    return memo.Memory(memo.stock(project, project / "site").kept)


def _cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _progress(files: "Iterable[File]") -> "Iterator[File]":
    """The files as they go by, counted on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from files
        return
    number = 0
    for number, each in enumerate(files, start=1):
        if number % 50 == 0:
            click.echo(f"\r{number:,} files", nl=False, err=True)
        yield each
    if number >= 50:
        click.echo("\r" + " " * 20 + "\r", nl=False, err=True)
