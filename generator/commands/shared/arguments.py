"""Arguments and options that several commands take, and checks of what was typed for them."""

import os
from pathlib import Path
from typing import Any

import click

from generator.diagnostics import make_visible


class ProjectFolder(click.Path):
    """The folder of a project. Whoever types its claims file is told the folder."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        typed = Path(value)
        if os.path.isfile(value) and typed.suffix.lower() in {".yaml", ".yml"}:  # noqa: PTH113 - as in check_folder
            where = f"give its folder: {make_visible(str(typed.parent))}"
            self.fail(f"{make_visible(str(typed))} is a file; a project is a folder: {where}", param, ctx)
        return super().convert(value, param, ctx)


project_argument = click.argument("project", default=".", type=ProjectFolder())
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
color_option = click.option(
    "--color/--no-color", default=None, help="Show findings in colour, with their lines; by default on a terminal."
)


def check_folder(folder: Path) -> None:
    if not os.path.isdir(folder):  # noqa: PTH112 - Path raises where the name is too long
        raise click.UsageError(f"there is no folder {make_visible(str(folder))}")


def check_site(folder: Path, command: str) -> None:
    """Check that the folder is there and is no project; `command` is what was typed, for the advice."""
    check_folder(folder)
    if not (folder / "manifest.json").is_file() and (folder / "claims.yaml").is_file():
        shown, site = make_visible(str(folder)), make_visible(str(folder / "site"))
        there = (folder / "site").is_dir()
        help = (
            f"verbatim {command} {site}" if there else f"first verbatim build {shown}, then verbatim {command} {site}"
        )
        raise click.UsageError(f"{shown} is a project, not a built site: {help}")


def is_project(typed: str) -> bool:
    """Return whether a word names a project: a folder with a claims.yaml, or what looks like a path."""
    is_path = typed in {".", ".."} or typed.startswith(("/", "./", "../")) or typed.endswith(("/", os.sep))
    return is_path or os.path.isfile(Path(typed) / "claims.yaml")  # noqa: PTH113 - Path raises where the name is too long


def split_project(words: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """Split the first word off as the project, if it is one; else the project is the current folder."""
    first, *others = words
    if others and is_project(first):
        check_folder(Path(first))
        return Path(first), tuple(others)
    if os.path.isfile(Path(first) / "claims.yaml") and not os.path.isfile("claims.yaml"):  # noqa: PTH113
        raise click.UsageError(f"which words should be found in {make_visible(first)}?")
    return Path(), words


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
