"""The order of the stages, and nothing else: load, parse, anchor, link, judge, check, view, render, write."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from generator import memo
from generator.diagnostics import Diagnostic, Location, Outcome, errors_in, in_order
from generator.judging.checks import check
from generator.judging.corroboration import grounds_of, standings_of
from generator.judging.independence import identities_of
from generator.judging.links import check_links, find_mentions
from generator.judging.quotes import anchor_all
from generator.judging.reuse import remembered
from generator.judging.reviews import stale_reviews
from generator.judging.silence import sentences_of, silences_of, unquoted_mentions
from generator.judging.study import study
from generator.judging.traces import traces_of
from generator.memo import Memory
from generator.model import Edition
from generator.publishing import dataset, feeds, fulltext
from generator.publishing.making import Ledger
from generator.publishing.output import File, Lay, Stage, Written, check_folder, publish
from generator.publishing.pages import pages, render
from generator.publishing.theme import TemplateFault, Theme
from generator.reading import project
from generator.reading.draft import read_claims
from generator.reading.parts import parts_of
from generator.reading.project import read_documents
from generator.reading.sources import Library, read_sources

TEMPLATES = "templates"


def read_project(root: Path, memory: Memory | None = None, jobs: int = 1) -> Outcome[Library]:
    """Everything that the project's files say, and what is wrong with them; `memory` has what the last build read."""
    memory = memory or Memory()
    documents = read_documents(root, in_parts=True)
    draft = read_claims(documents.value, parts_of(documents.value, memory, jobs))
    if errors_in((*documents.diagnostics, *draft.diagnostics)):  # what is wrong, the whole files tell
        documents = read_documents(root)
        draft = read_claims(documents.value)
    library = read_sources(root, draft.value, memory, jobs)
    found = (*documents.diagnostics, *draft.diagnostics, *library.diagnostics)
    if not documents.value:  # what claims.yaml declares is not known, nor which folder it names
        known_of = (each for each in library.diagnostics if each.location.path != project.CLAIMS)
        found = (*documents.diagnostics, *(each for each in known_of if each.code != "undeclared-source"))
    known = not errors_in(found)
    looked_at = project.looked_at(root, documents.value, draft.value.site.sources_dir) if known else None
    return Outcome(replace(library.value, looked_at=looked_at), found)


def check_project(root: Path, *, mentions: bool = False) -> Outcome[Edition | None]:
    """All checks: every diagnostic once, sorted by place; the edition where there is no error.

    With `mentions`, also what is no fault: sources that speak of a claim and are not quoted for it.
    """
    judged = _judged(read_project(root))
    edition = judged.value
    faults = _template_faults(root, edition) if edition else []
    said = judged.diagnostics
    if edition and mentions:
        heard = unquoted_mentions(edition.corpus, edition.articles, edition.silences, edition.shared)
        said = in_order((*said, *heard))
    return Outcome(None if faults else edition, (*said, *faults))


def _judged(library: Outcome[Library], memory: Memory | None = None, jobs: int = 1) -> Outcome[Edition | None]:
    memory, corpus, articles = memory or Memory(), library.value.corpus, library.value.articles
    linked = check_links(corpus, library.value.declared)
    study(corpus, articles, memory, jobs)
    anchors = anchor_all(corpus, articles, memory)
    shared = remembered({each.id: articles[each.id].text for each in corpus.sources}, memory, jobs)
    known = identities_of(corpus)
    traced = traces_of(articles, anchors.value, known.agencies, shared, memory)
    standings = standings_of(corpus.claims, known, traced, memory, grounds_of(corpus, articles, shared))
    # Where claims.yaml cannot be read at all, everything would be unused.
    said = check(corpus, standings) if corpus.site.title or corpus.claims else ()
    stale = stale_reviews(corpus, anchors.value, articles)
    found = [*library.diagnostics, *linked.diagnostics, *anchors.diagnostics, *said, *stale]
    edition = None
    if not errors_in(found):
        mentions = find_mentions(corpus, articles, memory)
        spans = sentences_of(articles, memory)
        silences = silences_of(corpus, articles, mentions, spans, memory, jobs)
        edition = Edition(corpus, articles, anchors.value, standings, mentions, shared, silences, spans)
        if corpus.site.search == "pagefind" and not fulltext.available():
            found.append(Diagnostic(corpus.site.search_at, "bad-value", "Pagefind is not installed", (fulltext.EXTRA,)))
    return Outcome(edition if not errors_in(found) else None, in_order(found))


def _template_faults(root: Path, edition: Edition) -> list[Diagnostic]:
    """What fails in the project's own templates: only making every page can tell."""
    try:
        theme = _theme(root)
        if theme.own:
            for _, view in pages(edition, theme.assets):
                theme.render(view)
    except TemplateFault as fault:
        return [_diagnosed(fault)]
    return []


def _theme(root: Path) -> Theme:
    own = root / TEMPLATES
    if own.is_dir():
        return Theme(own)
    if own.exists() or own.is_symlink():
        raise TemplateFault(TEMPLATES, 1, "is no folder")
    return Theme()


def _diagnosed(fault: TemplateFault) -> Diagnostic:
    return Diagnostic(Location(fault.path, fault.line), "template-error", fault.message)


def site_files(
    edition: Edition,
    theme: Theme,
    jobs: int = 1,
    ledger: Ledger | None = None,
    lay: Lay | None = None,
) -> Iterator[File]:
    """Every file of the site but its manifest, path and bytes, in an order that the edition alone decides.

    A file that stands as it should is only named: by the `ledger` of the last build, or by `lay` (see pages.render).
    """
    made: list[str] = []
    if fulltext.wanted(edition.corpus):
        files: Iterable[File] = fulltext.indexed(render(edition, theme, jobs, ledger))
    else:
        files = render(edition, theme, jobs, ledger, lay)
    for path, content in files:
        made.append(path)
        yield path, content
    yield dataset.SCHEMA, dataset.schema()
    if edition.corpus.site.base_url:
        yield "sitemap.xml", feeds.sitemap(edition, [each for each in made if each.endswith(".html")])
        yield "robots.txt", feeds.robots(edition)


def build_project(
    root: Path,
    out: Path,
    *,
    jobs: int = 1,
    strict: bool = False,
    watch: Callable[[Iterable[File]], Iterable[File]] = iter,
    end: ExitStack | None = None,
) -> tuple[Outcome[Edition | None], Written | None]:
    """Check the project and, where nothing speaks against it, publish its site; `watch` sees the files go by.

    Once the new site stands, Ctrl-C comes too late: with `end`, until that ends. Raises output.Refused where the folder
    may not be written, output.Busy where another build held it too long and OSError where the machine failed: the site
    that stood there stands there still.
    """
    keep = [root / TEMPLATES, root / "seeds"]
    check_folder(out, root, keep)
    began = memo.moment(out)
    stock = memo.stock(root, out)
    memory = Memory(stock.kept)
    library = read_project(root, memory, jobs)
    checked = _judged(library, memory, jobs)
    edition = checked.value
    if edition is None or errors_in(checked.diagnostics, strict=strict):
        return checked, None
    check_folder(out, root, [*keep, root / edition.corpus.site.sources_dir])

    ledger = Ledger(*stock.kept.get("ledger", ()))
    if not fulltext.wanted(edition.corpus):  # it reads every page, and so each is made
        ledger.standing, ledger.content = stock.standing, stock.content

    def sealed(files: Mapping[str, str]) -> None:
        inputs = _looked_at(root, library.value)
        kept = {**memory.kept, "ledger": ledger.told}
        said = told(edition, checked.diagnostics, len(files))
        memo.keep(root, out, began if inputs else None, inputs, files, said, kept)

    try:
        files = site_files(edition, _theme(root), jobs, ledger, Stage(out).lay)
        written = publish(out, watch(files), sealed=sealed, end=end)
    except TemplateFault as fault:
        return Outcome(None, (*checked.diagnostics, _diagnosed(fault))), None
    return checked, written


def told(edition: Edition, diagnostics: tuple[Diagnostic, ...], files: int) -> memo.Told:
    """What a build of the edition has to say."""
    corpus = edition.corpus
    quotes = sum(len(each.evidence) for each in corpus.claims)
    return memo.Told(len(corpus.claims), quotes, len(corpus.sources), files, diagnostics)


def _looked_at(root: Path, library: Library) -> tuple[str, ...]:
    """All files and folders, there or not, that a build reads; none where they cannot be told."""
    if library.looked_at is None:
        return ()
    sources = [each.file for each in library.corpus.sources]
    sources += [each.original.file for each in library.corpus.sources if each.original]
    templates = (each.relative_to(root).as_posix() for each in (root / TEMPLATES).rglob("*"))
    return (*library.looked_at, *sources, TEMPLATES, *templates)
