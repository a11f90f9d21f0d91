"""`verbatim withdraw`: retire a claim, and leave a notice at its address."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.commands.shared.arguments import check_folder, parse_day, project_argument
from generator.commands.shared.exit_status import ERRORS
from generator.commands.shared.findings import exit_on_errors, exit_with_entry, print_findings
from generator.diagnostics import count_errors, make_visible, suggestion_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.commands.shared.yaml_text import YamlValue
    from generator.model import Claim

_LONGEST = 5_000  # characters of a reason


@click.command()
@click.argument("claim")
@project_argument
@click.option("--reason", required=True, help="Why, in Markdown: the page says so.")
@click.option("--see", metavar="CLAIM", help="The claim to read instead; so two claims become one.")
@click.option("--date", "day", metavar="DATE", help="When it was withdrawn; today by default.")
def withdraw(claim: str, project: Path, reason: str, see: str | None, day: str | None) -> None:
    """Retire a claim, and leave a notice at its address.

    Its page stays, with the reason and its corrections; so does its entry in feeds. Lists, counts and search leave it
    out, and its quotes are checked no more. Its entry stays in the claims files.

    \b
    verbatim withdraw old-figure --reason "The source has taken it back."
    verbatim withdraw troops-again facts --reason "Said twice." --see us-troops
    """
    from generator.commands.shared.yaml_edit import UnsafeEdit, insert_entry, replace_file
    from generator.commands.shared.yaml_text import to_inline
    from generator.reading import project_files
    from generator.reading.declarations import read_declarations

    check_folder(project)
    date = parse_day(day, "--date")
    if not reason.strip() or len(reason) > _LONGEST:
        raise click.UsageError(f"--reason: expected a text of at most {_LONGEST:,} characters")
    documents = project_files.read_documents(project)
    if count_errors(documents.diagnostics):
        print_findings(documents.diagnostics, project)
        exit_on_errors(documents.diagnostics, outcome="nothing was withdrawn")
    claims = read_declarations(documents.value).value.claims
    found = _find_claim(claims, claim)
    if found.withdrawn:
        _refuse(f"the claim “{claim}” is withdrawn already, since {found.withdrawn.date}")
    if found.draft:
        _refuse(f"the claim “{claim}” is a draft, which was never published: remove its entry")
    if see is not None and (see == claim or _find_claim(claims, see).draft):
        _refuse("--see: name another claim, that is published")
    path = found.location.path
    said: dict[str, YamlValue] = {"date": date, "reason": reason.strip(), **({"see": see} if see else {})}
    try:
        content = project_files.read_bytes(project, path)
        replace_file(project / path, content, insert_entry(content, ["claims", claim], "withdrawn", said))
    except UnsafeEdit as why:
        exit_with_entry(path, str(why), f"into the entry of “{claim}”", f"withdrawn: {to_inline(said)}")
    click.echo(f"withdrawn in {make_visible(path)}: its page is a notice from the next build on")


def _find_claim(claims: "Sequence[Claim]", id: str) -> "Claim":
    found = next((claim for claim in claims if claim.id == id), None)
    if found is None:
        known = (claim.id for claim in claims)
        _refuse("; ".join((f"there is no claim “{id}”", *suggestion_line(id, known))))
    return found


def _refuse(why: str) -> NoReturn:
    click.echo(make_visible(why), err=True)
    raise SystemExit(ERRORS)
