"""The order of the stages, and nothing else: load, parse, anchor, link, judge, check, view, render, write.

What publishes is imported inside functions: a check needs none of it, and is felt after every edit.
"""

# ruff: noqa: PLC0415

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.analysis.accepted import accepts, overrule
from generator.analysis.anchoring.anchors import anchor_quotes
from generator.analysis.anchoring.article_places import locate_articles
from generator.analysis.checks import run_checks
from generator.analysis.consistency_checks import check_consistency
from generator.analysis.corroboration import derive_standings
from generator.analysis.drafts import find_drafts, mark_findings, set_apart
from generator.analysis.independence import resolve_names
from generator.analysis.mentions import find_mentions
from generator.analysis.prose_quotes import check_prose_quotes
from generator.analysis.provenance import trace_provenance
from generator.analysis.quote_checks import check_quotes
from generator.analysis.references import check_references
from generator.analysis.reviews import check_reviews
from generator.analysis.speaker_checks import check_speakers
from generator.analysis.text_reuse.shared_text import find_shared_text
from generator.analysis.uncited.uncited_mentions import check_unquoted_mentions, find_uncited, split_articles
from generator.article_text import mask_rest
from generator.cache import build_cache
from generator.cache.memo import Memo, NoMemo
from generator.diagnostics import Diagnostic, Location, Outcome, count_errors, sort_diagnostics
from generator.model import Corpus, Edition
from generator.reading import project_files
from generator.reading.cached_claims import read_chunks
from generator.reading.declarations import read_declarations
from generator.reading.originals import OriginalFiles
from generator.reading.project_files import read_documents
from generator.reading.sources import Library, read_sources
from generator.reading.static_folder import STATIC, read_static_folder

if TYPE_CHECKING:
    from generator.publishing.incremental import PageLog, Progress
    from generator.publishing.output import StagedFile, StagingFolder, Written
    from generator.publishing.theme import TemplateFault, Theme

TEMPLATES = "templates"
_RESULTS, _PAGES, _PIECES = "results", "pages", "pieces"  # parts of the cache: results of stages and of page tasks


def read_project(root: Path, memo: Memo | None = None) -> Outcome[Library]:
    """Read all files of the project; `memo` holds what the last build read."""
    memo = memo or NoMemo()
    documents = read_documents(root, in_chunks=True)
    declarations = read_declarations(documents.value, read_chunks(documents.value, memo), memo)
    if count_errors((*documents.diagnostics, *declarations.diagnostics)):  # only whole files give all diagnostics
        documents = read_documents(root)
        declarations = read_declarations(documents.value)
    library = read_sources(root, declarations.value, memo)
    found = (*documents.diagnostics, *declarations.diagnostics, *library.diagnostics)
    if not documents.value:  # neither the declared sources nor the sources folder is known
        known_of = (fault for fault in library.diagnostics if fault.location.path != project_files.CLAIMS)
        found = (*documents.diagnostics, *(fault for fault in known_of if fault.code != "undeclared-source"))
    known = not count_errors(found)
    looked_at = (
        project_files.folders_and_files(root, documents.value, declarations.value.site.sources_dir) if known else None
    )
    static = read_static_folder(root, has_address=declarations.value.site.base_url is not None)
    located = locate_articles(library.value.corpus, library.value.articles, memo)
    read = replace(
        library.value,
        articles=located.value,
        looked_at=looked_at,
        documents=documents.value,
        originals=OriginalFiles(root),
        static=static.value,
    )
    return Outcome(read, (*found, *located.diagnostics, *static.diagnostics))


def check_project(root: Path, *, mentions: bool = False, only_report: bool = False) -> Outcome[Edition | None]:
    """Run all checks; return the edition if there is no error, and every diagnostic once, sorted by place.

    With `mentions`, also what is no fault, or only seldom: sources that speak of a claim and are not quoted for it, and
    quotes beside words that may restrict them. With `only_report` there may be no edition either way: what pages show
    and no check asks for is not looked for, which takes a quarter of a check.
    """
    only_report = only_report and not os.path.lexists(root / TEMPLATES)  # own templates are checked on all pages
    judged = judge_library(read_project(root), mentions=mentions, only_report=only_report)
    edition = judged.value
    faults = _find_template_faults(root, edition) if edition else []
    return Outcome(None if faults else edition, (*judged.diagnostics, *faults))


def judge_library(
    library: Outcome[Library],
    memo: Memo | None = None,
    *,
    mentions: bool = False,
    only_report: bool = False,
    drafts: bool = False,
) -> Outcome[Edition | None]:
    """Return the edition and all findings; with `drafts`, the sound ones of these are in it.

    What is published is judged without the drafts, and these together with it: so no draft changes anything else. With
    `only_report` there may be no edition.
    """
    memo, places, corpus = memo or NoMemo(), find_drafts(library.value), library.value.corpus
    about_drafts = [finding for finding in library.diagnostics if places.is_about_draft(finding)]
    known = [finding for finding in library.diagnostics if not places.is_about_draft(finding)]
    judged = _judge_corpus(
        library.value, set_apart(corpus, places), known, memo, mentions=mentions, whole=not only_report
    )
    sound = {claim.id for claim in corpus.claims if claim.draft}
    if not sound:
        return judged
    tried = _judge_corpus(
        library.value, set_apart(corpus, places, sound), about_drafts, memo, mentions=mentions, whole=drafts
    )
    found = (*judged.diagnostics, *mark_findings(tried.diagnostics, places))
    if drafts and not count_errors(judged.diagnostics):
        for _ in range(_DRAFT_ROUNDS):
            faulty = {places.draft_at(finding.location) for finding in tried.diagnostics if finding.severity == "error"}
            if tried.value or not faulty & sound:
                break
            sound -= faulty
            tried = _judge_corpus(library.value, set_apart(corpus, places, sound), (), memo)
        judged = tried if tried.value else judged
    return Outcome(judged.value, sort_diagnostics(found))


_DRAFT_ROUNDS = 5  # in which drafts that are not sound are left out, and then those that name one of them


def _judge_corpus(
    library: Library,
    corpus: Corpus,
    known: Iterable[Diagnostic],
    memo: Memo,
    *,
    mentions: bool = False,
    whole: bool = True,
) -> Outcome[Edition | None]:
    """Return the edition of a corpus, if it has no error, and all findings, with those `known` of its files.

    Unless `whole`, only the findings are wanted: what pages show and no check asks for is not looked for.
    """
    articles = library.articles
    linked = check_references(corpus, library.declared)
    anchors = anchor_quotes(corpus, articles, memo, library.originals)
    shared = find_shared_text({source.id: mask_rest(articles[source.id]) for source in corpus.sources}, memo)
    names = resolve_names(corpus)
    provenance = trace_provenance(articles, anchors.value, names.agencies, shared, memo)
    standings = derive_standings(corpus.claims, names, provenance)
    # If claims.yaml cannot be read at all, everything would be reported as unused.
    checked = run_checks(corpus, standings) if corpus.site.title or corpus.claims else ()
    stale = check_reviews(corpus, anchors.value, articles)
    prose = check_prose_quotes(
        corpus, articles, anchors.value, library.documents, library.declared["source"].keys(), memo
    )
    sentences = split_articles(articles, memo)
    quotes = check_quotes(corpus, articles, anchors.value, sentences, memo)
    found = [*known, *linked.diagnostics, *anchors.diagnostics, *checked, *stale, *prose.diagnostics]
    found += [*quotes.clear, *check_speakers(corpus, articles), *check_consistency(corpus, anchors.value)]
    on_demand = list(quotes.doubtful)
    edition = None
    mentions_asked = mentions or accepts(corpus, "unquoted-mention")
    if not count_errors(found) and (mentions_asked or whole):
        named = find_mentions(corpus, articles, memo)
        uncited = find_uncited(corpus, articles, named, sentences, memo)
        edition = Edition(
            corpus,
            articles,
            anchors.value,
            standings,
            named,
            shared,
            uncited,
            sentences,
            prose.value.places,
            (prose.value.sought, prose.value.found),
        )
        if mentions_asked:
            on_demand += check_unquoted_mentions(corpus, articles, uncited, shared)
    if not count_errors(found) and corpus.site.search == "pagefind":
        found += _find_missing_extra(corpus.site.search_at)
    found = list(overrule(corpus, (*found, *on_demand) if mentions else found, on_demand))
    return Outcome(edition if not count_errors(found) else None, sort_diagnostics(found))


def _find_missing_extra(location: Location) -> list[Diagnostic]:
    from generator.publishing import fulltext

    installed = fulltext.is_installed()
    return [] if installed else [Diagnostic(location, "bad-value", "Pagefind is not installed", (fulltext.EXTRA,))]


def _find_template_faults(root: Path, edition: Edition) -> list[Diagnostic]:
    """Return what fails in the project's own templates, which only rendering every page can show."""
    if not os.path.lexists(root / TEMPLATES):
        return []
    from generator.publishing.pages import all_pages
    from generator.publishing.theme import TemplateFault

    try:
        theme = load_theme(root)
        if theme.own:
            for _, view in all_pages(edition, theme.assets):
                theme.render(view)
    except TemplateFault as fault:
        return [diagnose_fault(fault)]
    return []


def load_theme(root: Path) -> "Theme":
    """Return the theme of a project. Raises TemplateFault."""
    from generator.publishing.theme import TemplateFault, Theme

    own = root / TEMPLATES
    if own.is_dir():
        return Theme(own)
    if own.exists() or own.is_symlink():
        raise TemplateFault(TEMPLATES, 1, "is no folder")
    return Theme()


def diagnose_fault(fault: "TemplateFault") -> Diagnostic:
    """Return the diagnostic of a template that fails."""
    return Diagnostic(Location(fault.path, fault.line), "template-error", fault.message)


@contextmanager
def open_build(
    root: Path,
    out: Path,
    *,
    jobs: int = 1,
    strict: bool = False,
    drafts: bool = False,
    progress: "Progress | None" = None,
) -> "Iterator[tuple[Outcome[Edition | None], Written | None]]":
    """Check the project and, if there is no error, publish its site; yield what `build_project` returns.

    Once the new site is in place, Ctrl-C is ignored until the block ends, so that the block can report it. Raises
    OutputRefused if the folder may not be written, Busy if another build held it too long, and OSError if the file
    system fails; in all three cases the old site is still in place.
    """
    from generator.publishing.output import CHECKSUMS, check_folder, checksums, stage_site
    from generator.publishing.pages import render_site
    from generator.publishing.theme import TemplateFault

    keep = [root / TEMPLATES, root / "seeds"]
    check_folder(out, root, keep)
    began = build_cache.fs_clock(out)
    cache = build_cache.load_cache(root, out)
    memo = Memo(cache.kept.get(_RESULTS), jobs)
    library = read_project(root, memo)
    checked = judge_library(library, memo, drafts=drafts)
    edition = checked.value
    if edition is None or count_errors(checked.diagnostics, strict=strict):
        yield checked, None
        return
    check_folder(out, root, [*keep, root / edition.corpus.site.sources_dir])
    unchanged = cache.unchanged_files()
    with stage_site(out) as staging:
        try:
            rendered = render_site(
                edition,
                load_theme(root),
                staging,
                added=library.value.static.lines,
                last=_restore_page_log(cache.kept),
                unchanged=unchanged,
                jobs=jobs,
                progress=progress,
            )
        except TemplateFault as fault:
            yield Outcome(None, (*checked.diagnostics, diagnose_fault(fault))), None
            return
        large = {**_list_originals(edition), **library.value.static.places()}
        copied = _copy_files(root, large, staging, unchanged)
        files = [*rendered.files, *copied]
        sums = staging.write(CHECKSUMS, checksums((path, file.sha256) for path, file in files))
        written = staging.publish([*files, (CHECKSUMS, sums)])
        inputs = _list_inputs(root, library.value)
        summary = summarize_build(edition, checked.diagnostics, len(written.sha256))
        kept = {
            _RESULTS: memo.results,
            _PAGES: (rendered.log.digests, rendered.log.tasks),
            _PIECES: rendered.log.pieces,
        }
        build_cache.save_build(
            root, out, began if inputs else None, inputs, written.sha256, summary, kept, drafts=drafts
        )
        yield checked, written


def _list_originals(edition: Edition) -> dict[str, tuple[str, str]]:
    """Return the file and the SHA-256 of each original that is published, by its path in the site."""
    from generator.publishing import addresses

    originals = ((source.id, source.original) for source in edition.corpus.sources)
    return {
        addresses.original(id, original.file): (original.file, original.sha256.lower())
        for id, original in originals
        if original and original.published
    }


def _copy_files(
    root: Path, files: Mapping[str, tuple[str, str]], staging: "StagingFolder", unchanged: Mapping[str, str]
) -> "Iterator[tuple[str, StagedFile]]":
    """Put files of the project into the site as they are; those that are there and unchanged are not read again.

    `files` has the file and its SHA-256, by the path in the site.
    """
    from generator.publishing.output import StagedFile

    for path, (place, sha256) in files.items():
        if unchanged.get(path) == sha256:
            yield path, StagedFile(sha256)
            continue
        try:
            file = project_files.open_large_file(root, place)
        except project_files.FileRefused as reason:  # it was there when it was checked
            raise OSError(errno.EBUSY, str(reason)) from None
        with file:
            yield path, staging.copy(path, file, sha256)


def _restore_page_log(kept: Mapping[str, Any]) -> "PageLog":
    from generator.publishing.incremental import PageLog

    digests, tasks = kept.get(_PAGES, ({}, {}))
    return PageLog(digests, tasks, kept.get(_PIECES, {}))


def build_project(
    root: Path, out: Path, *, jobs: int = 1, strict: bool = False, drafts: bool = False
) -> "tuple[Outcome[Edition | None], Written | None]":
    """Check the project and publish its site; return the edition with all diagnostics, and what was written.

    With `drafts`, those without an error are in it, and each page says so.
    If there is an error, or with `strict` a warning, the edition is None and nothing is written. Raises what
    `open_build` raises.
    """
    with open_build(root, out, jobs=jobs, strict=strict, drafts=drafts) as built:
        return built


def summarize_build(edition: Edition, diagnostics: tuple[Diagnostic, ...], files: int) -> build_cache.BuildSummary:
    """Return the summary of a build of the edition that wrote this many files."""
    corpus = edition.corpus
    quotes = sum(len(claim.evidence) for claim in corpus.claims)
    return build_cache.BuildSummary(len(corpus.claims), quotes, len(corpus.sources), files, diagnostics)


def _list_inputs(root: Path, library: Library) -> tuple[str, ...]:
    """Return all files and folders, existing or not, that a build reads; none if they are not known."""
    if library.looked_at is None:
        return ()
    sources = [source.file for source in library.corpus.sources]
    sources += [source.original.file for source in library.corpus.sources if source.original]
    templates = (path.relative_to(root).as_posix() for path in (root / TEMPLATES).rglob("*"))
    return (*library.looked_at, *sources, TEMPLATES, *templates, STATIC, *library.static.looked_at)
