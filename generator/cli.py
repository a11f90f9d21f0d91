"""The command line: the list of commands, and an exit status for whatever happens."""

import sys
from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from generator import __version__
from generator.commands.shared.exit_status import ERRORS, FAILED, INTERRUPTED, USAGE
from generator.diagnostics import make_visible

# In the order of a desk's day. Each is the command of its name in `generator.commands.NAME`.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Begin": ("new", "serve", "schema"),
    "Bring in": ("add", "import"),
    "Write": ("find", "suggest", "claim", "quote"),
    "Check": ("check", "review"),
    "Change": ("update", "rename", "withdraw"),
    "Publish": ("build", "verify", "seal", "diff"),
}
ORDER = tuple(name for names in GROUPS.values() for name in names)


def module_name(command: str) -> str:
    """Return the name of a command's module and function: its own, with an underscore where Python has taken it."""
    return f"{command}_" if iskeyword(command) else command


class CommandList(click.Group):
    """The commands in their order, each imported when it is asked for: start-up is felt after every edit."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        return list(ORDER)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the commands in their groups, each in one line."""
        width = max(map(len, ORDER))
        for title, names in GROUPS.items():
            with formatter.section(title):
                found = ((name, self.get_command(ctx, name)) for name in names)
                room = formatter.width - width - 6
                rows = [(name.ljust(width), command.get_short_help_str(room)) for name, command in found if command]
                formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        if cmd_name not in ORDER:
            return None
        name = module_name(cmd_name)
        command = getattr(import_module(f"generator.commands.{name}"), name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=CommandList, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="verbatim")
def commands() -> None:
    """Turn articles and hand-curated claims into a fact-check microsite.

    A quote that is not, word for word, in its source is never published.

    \b
    Start with   verbatim new my-facts
    see it       verbatim serve my-facts
    publish      my-facts/site, after verbatim build my-facts

    Exit status: 0 done; 1 the project has errors, nothing was written; 2 wrong usage; 3 the machine failed, the last
    good site is unchanged.
    """


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
        click.echo("interrupted; existing files are unchanged", err=True)
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ERRORS
    except Exception as error:
        return _report_failure(error)
    return code if isinstance(code, int) else 0


def _report_failure(error: Exception) -> int:
    from generator.commands.shared.errors import describe_failure
    from generator.publishing.output import OutputRefused

    click.echo(f"verbatim: {make_visible(describe_failure(error))}", err=True)
    return USAGE if isinstance(error, OutputRefused) else FAILED
