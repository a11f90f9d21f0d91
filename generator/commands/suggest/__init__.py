"""`verbatim suggest`: list sentences worth checking that no claim quotes."""

from pathlib import Path

import click

from generator.commands.shared.arguments import check_folder, project_argument
from generator.commands.shared.findings import exit_on_errors, print_findings
from generator.diagnostics import count_errors, count_noun, make_visible

_SHOWN = 3  # sources that are named


@click.command()
@project_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "yaml"]), default="text", show_default=True)
@click.option("--top", type=click.IntRange(min=1), help="Show only this many sentences, the best ones; all by default.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a worklist page to this file instead.")
def suggest(project: Path, form: str, top: int | None, page: Path | None) -> None:
    """List sentences worth checking that no claim quotes.

    The most check-worthy come first, each with its score and the reasons; sentences of different articles about the
    same thing are grouped, with their differences. The scores were learned from English texts; it says which sources
    are in another language. They help to choose, and are no judgement.

    \b
    verbatim suggest --top 20
    verbatim suggest --format yaml > new.yaml    # claims to reword and paste below claims:
    verbatim suggest --html worklist.html        # a page for the desk, outside the site
    """
    from generator.analysis.anchoring.source_text import prepare_texts
    from generator.build import read_project
    from generator.commands.shared.last_build import load_memo
    from generator.commands.suggest.suggestions import find_suggestions, find_unlearned, keep_best

    check_folder(project)
    memo = load_memo(project)
    library = read_project(project, memo)
    groups = keep_best(find_suggestions(library.value, memo), top)
    sources = frozenset(suggestion.source for group in groups for suggestion in group.suggestions)
    texts = prepare_texts(library.value.corpus, library.value.articles, sources)
    taken = library.value.declared.get("claim", {})
    if page:
        from generator.commands.suggest import worklist

        site = library.value.corpus.site
        worklist.write_worklist(page, worklist.render_worklist(groups, texts, taken, site), project, site.sources_dir)
        sentences = sum(len(group.suggestions) for group in groups)
        click.echo(f"{count_noun(sentences, 'sentence')}: {make_visible(str(page))}")
    elif form == "yaml":
        from generator.commands.shared.claims_layout import read_layout
        from generator.commands.suggest.to_yaml import claims_yaml

        click.echo(claims_yaml(groups, texts, taken, read_layout(project).claim), nl=False)
    else:
        from generator.commands.suggest.output import as_json, as_text

        click.echo(as_json(groups) if form == "json" else as_text(groups, texts), nl=False)
    for language, sources_of_it in find_unlearned(library.value).items():
        shown = ", ".join(sources_of_it[:_SHOWN]) + (" …" if len(sources_of_it) > _SHOWN else "")
        note = f"language {make_visible(language)} is not known to suggest, only figures and marks count: {shown}"
        click.echo(note, err=True)
    if count_errors(library.diagnostics):
        print_findings(library.diagnostics, project)
        exit_on_errors(library.diagnostics, outcome="the list may contain what its claims quote")
    if form == "text" and not groups and not page:
        click.echo("every sentence worth checking is quoted by a claim", err=True)
