"""The command line: it prints, exits and reads arguments, with `curating` and `terminal`, and nothing else does."""

import gc
import os
import sys
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from generator import __version__
from generator.commands.terminal import (
    FAILED,
    INTERRUPTED,
    USAGE,
    WRONG,
    check_folder,
    exit_on_errors,
    print_findings,
    project_argument,
)
from generator.diagnostics import as_github, as_json, count_errors, count_noun, make_visible
from generator.unchanged import summary_line

# In the order in which a project meets them.
ORDER = ("new", "serve", "add", "find", "suggest", "check", "review", "build", "verify", "diff", "schema")
CURATING = frozenset({"add", "find", "suggest", "review", "diff"})

_strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_color = click.option(
    "--color/--no-color", default=None, help="Show findings in colour, with their lines; by default on a terminal."
)


class Commands(click.Group):
    """The commands in their order; those of `curating` are imported when they are asked for (click's LazyGroup)."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        return list(ORDER)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in CURATING:
            return super().get_command(ctx, cmd_name)
        found = getattr(import_module("generator.commands.curation"), cmd_name)
        return found if isinstance(found, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="verbatim")
def commands() -> None:
    """Turn articles and hand-curated claims into a fact-check microsite.

    A quote that is not, word for word, in its source is never published.

    \b
    Start with   verbatim new my-facts
    see it       verbatim serve my-facts
    publish      my-facts/site, which is made by verbatim build my-facts

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
    """Check PROJECT, then build its site.

    PROJECT is the current folder by default. Only files that change are written, and all at once: an interrupted build
    leaves the old site.

    \b
    verbatim build                        # ./claims.yaml and ./seeds/ become ./site/
    verbatim build facts --out public     # facts/ becomes public/
    verbatim build --strict               # warnings count as errors, as a CI job wants it
    """
    from generator.cache import build_cache

    check_folder(project)
    target = out or project / "site"
    said = build_cache.unchanged_build(project, target)
    if said and not count_errors(said.diagnostics, strict=strict):
        print_findings(said.diagnostics, project, color)
        click.echo(summary_line(said, target, f"nothing changed ({said.files} files)"))
        return
    from generator.build import open_build, summarize_build

    with open_build(project, target, jobs=jobs or _cores(), strict=strict, progress=_show_progress) as built:
        checked, written = built
        _clear_progress()
        print_findings(checked.diagnostics, project, color)
        if written is None or checked.value is None:
            exit_on_errors(checked.diagnostics, strict, "nothing was written")
        changed = f"nothing changed ({written.unchanged} files)"
        if written.written or written.removed:
            counted = f"{len(written.removed)} removed, {written.unchanged} unchanged"
            changed = f"{len(written.written)} files written, {counted}"
        said = summarize_build(checked.value, checked.diagnostics, written.unchanged)
        click.echo(summary_line(said, target, changed))


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

    check_folder(project)
    found = check_project(project, mentions=mentions).diagnostics
    with suppress(BrokenPipeError):  # who reads no further is told the status all the same
        if form == "text":
            print_findings(found, project, color)
        elif form == "sarif":
            from generator.commands.sarif import as_sarif

            click.echo(as_sarif(found), nl=False)
        else:
            click.echo((as_json if form == "json" else as_github)(found), nl=False)
    if count_errors(found, strict=strict):
        exit_on_errors(found, strict)
    if form == "text":
        click.echo(f"no errors, {count_noun(len(found), 'warning')}" if found else "all is well")


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
    """Show the site on this machine only, and follow every change.

    The open page reloads where it stands. What is wrong is shown in the page until it is mended; meanwhile the last
    good site stays. The site is PROJECT/site, as after a build. Ctrl-C ends this.

    \b
    verbatim serve                  # http://127.0.0.1:8000/
    verbatim serve facts --port 0
    """
    from generator.commands.serve import open_server

    check_folder(project)
    gc.enable()  # this run has no end that would free all
    try:
        here = open_server(project, port)
    except OSError as error:
        click.echo(f"verbatim: port {port} cannot be had ({error.strerror}): name another with --port", err=True)
        raise SystemExit(FAILED) from None
    address = f"{here.host.address} shows {make_visible(str(project))} and follows it; Ctrl-C ends"
    with suppress(KeyboardInterrupt), closing(here):
        for built in here.builds(_cores()):
            print_findings(built.news.findings, project, color)
            errors = count_errors(built.news.findings)
            if built.news.failure:
                click.echo(f"verbatim: {make_visible(built.news.failure)}", err=True)
            elif errors:
                stays = "the last good site stays" if built.news.version else "there is no site yet"
                click.echo(f"{count_noun(errors, 'error')}; {stays}", err=True)
            else:
                click.echo(f"{count_noun(built.written, 'file')} written, {built.removed} removed")
            if address:
                click.echo(address)
                address = ""
    click.echo("ended")


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def verify(folder: Path) -> None:
    """Check a built site against itself: every hash, every quote.

    It shares no code with the builder. What does not hold is named, one line each, and the exit status is 1.
    """
    from generator.commands.verify import verify_site

    check_folder(folder)
    found = verify_site(folder)
    for each in found.faults:
        click.echo(make_visible(each))
    for each in found.notes:
        click.echo(make_visible(each), err=True)
    if found.faults:
        click.echo(count_noun(len(found.faults), "fault"), err=True)
        raise SystemExit(WRONG)
    click.echo(found.summary)


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make a small project in DIR, explained in its own comments."""
    from generator.commands.starter_project import create_project

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{make_visible(str(folder))} is there already, and not an empty folder")
    for path in create_project(folder):
        click.echo(make_visible(str(path)))
    click.echo(f"now: verbatim serve {make_visible(str(folder))}")


@commands.command()
@click.option("--included", is_flag=True, help="Of files that claims.yaml includes: they need no site.")
def schema(included: bool) -> None:
    """Print the JSON Schema of claims.yaml, for editors.

    \b
    verbatim schema > claims.schema.json
    """
    from generator.reading.schema import INCLUDED, PROJECT, schema_text

    click.echo(schema_text(INCLUDED if included else PROJECT), nl=False)


def main() -> NoReturn:
    """Run the command line; whatever happens ends with an exit status and never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")  # a terminal that lacks a character must not end the run
    raise SystemExit(_run())


def _run() -> int:
    try:
        code = commands.main(prog_name="verbatim", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was there still stands", err=True)
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG
    except Exception as error:
        return _failed(error)
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    from generator.commands.errors import describe_failure
    from generator.publishing.output import OutputRefused

    click.echo(f"verbatim: {make_visible(describe_failure(error))}", err=True)
    return USAGE if isinstance(error, OutputRefused) else FAILED


def _cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _show_progress(done: int) -> None:
    """Count what is made on standard error, where that is a terminal."""
    if done % 50 == 0 and sys.stderr.isatty():
        click.echo(f"\r{done:,} pages", nl=False, err=True)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r" + " " * 20 + "\r", nl=False, err=True)
