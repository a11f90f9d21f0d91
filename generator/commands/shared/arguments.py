"""Arguments and options that several commands take, and checks of what was typed for them."""

import os
from pathlib import Path

import click

from generator.diagnostics import make_visible

project_argument = click.argument("project", default=".", type=click.Path(file_okay=False, path_type=Path))
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
color_option = click.option(
    "--color/--no-color", default=None, help="Show findings in colour, with their lines; by default on a terminal."
)


def check_folder(folder: Path) -> None:
    if not os.path.isdir(folder):  # noqa: PTH112 - Path raises where the name is too long
        raise click.UsageError(f"there is no folder {make_visible(str(folder))}")


def parse_day(typed: str | None, option: str) -> str:
    """Return the date that was typed for the option, by default today by this machine's clock: the only clock used."""
    from generator.reading.shapes import is_date

    if typed is None:
        import datetime

        return datetime.datetime.now().astimezone().date().isoformat()
    if not is_date(typed):
        raise click.UsageError(f"{option}: “{make_visible(typed)}” is not a date: write 2000, 2000-10 or 2000-10-24")
    return typed


def check_text(typed: str | None, option: str, most: int) -> None:
    if typed is not None and not (typed.strip() and typed.isprintable() and len(typed) <= most):
        raise click.UsageError(f"{option}: expected one line of text, at most {most:,} characters")


def check_address(typed: str | None, option: str) -> None:
    from generator.reading.urls import is_url

    if typed is not None and not (is_url(typed) and len(typed) <= 2_000):
        raise click.UsageError(f"{option}: expected a full http or https address, such as https://example.org/…")


def count_processors() -> int:
    """Return how many processors this process may use: the default of `--jobs`."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
