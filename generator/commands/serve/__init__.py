"""`verbatim serve`: show the site in a browser, follow every change, and write quotes that are selected there."""

import gc
from contextlib import closing, suppress
from errno import EADDRINUSE
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.shared.arguments import check_folder, color_option, count_processors, project_argument
from generator.commands.shared.exit_status import FAILED
from generator.commands.shared.findings import print_findings
from generator.diagnostics import count_errors, count_noun, make_visible

if TYPE_CHECKING:
    from generator.commands.serve.status import BuildStatus


@click.command()
@project_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 picks a free one.",
)
@color_option
def serve(project: Path, port: int, color: bool | None) -> None:
    """Show the site on this machine only, and follow every change.

    The open page reloads and keeps its place. Problems are shown in the page until they are fixed; until then the last
    good site stays. Drafts are shown too, with a band that says so. Select words on a source's page to quote them for a
    claim. The site is in memory only: to publish it, build it. Press Ctrl-C to stop.

    \b
    verbatim serve                  # http://127.0.0.1:8000/
    verbatim serve facts --port 0
    """
    from generator.commands.serve.dev_server import open_server

    check_folder(project)
    gc.enable()  # the entry has switched it off for short runs
    try:
        server = open_server(project, port, count_processors())
    except OSError as error:
        problem = "is in use" if error.errno == EADDRINUSE else f"cannot be used ({error.strerror})"
        click.echo(f"verbatim: port {port} {problem}: choose another with --port", err=True)
        raise SystemExit(FAILED) from None
    address = f"{server.server.address} shows {make_visible(str(project))}. Press Ctrl-C to stop."
    with suppress(KeyboardInterrupt), closing(server):
        for status in server.statuses():
            print_findings(status.findings, project, color)
            _print_status(status)
            if address:
                click.echo(address)
                address = ""
    click.echo("stopped")


def _print_status(status: "BuildStatus") -> None:
    errors = count_errors(status.findings)
    if status.failure:
        click.echo(f"verbatim: {make_visible(status.failure)}", err=True)
    elif errors:
        stays = "the last good site is shown" if status.version else "there is no site yet"
        click.echo(f"{count_noun(errors, 'error')}; {stays}", err=True)
    else:
        click.echo(f"no errors, {count_noun(len(status.findings), 'warning')}: the site is shown")
