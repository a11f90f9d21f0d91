"""The project in memory: what was read of it, and the site that a build would make."""

from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from generator.analysis.accepted import Subjects
from generator.build import TEMPLATES, build_project, diagnose_fault, judge_library, load_theme, read_project
from generator.cache.memo import LiveMemo
from generator.commands.serve.static_files import read_site_file
from generator.commands.serve.status import BuildStatus
from generator.commands.serve.watch import Snapshot, snapshot
from generator.commands.shared.errors import describe_failure
from generator.commands.shared.last_build import load_memo
from generator.diagnostics import Diagnostic, Outcome, sort_diagnostics
from generator.model import Edition
from generator.publishing.live_site import LiveSite
from generator.publishing.theme import TemplateFault, Theme
from generator.reading.sources import Library
from generator.values import dataclass

_BESIDE = ("static", "languages")  # folders of a project that are published, or tell how, beside claims and articles


@dataclass(frozen=True, slots=True)
class ServedProject:
    """The project as it was last read, whether right or wrong, and the last site without an error."""

    library: Library
    live: LiveSite | None
    status: BuildStatus


class Workspace:
    """The project that is served. One thread refreshes it; any may read."""

    def __init__(self, root: Path, jobs: int = 1) -> None:
        self.root = root
        self._memo = self._last_memo = load_memo(root, jobs)
        self._theme: Theme | None = None
        self._templates: Snapshot = {}
        self._files: Snapshot = {}
        self._judged: tuple[Outcome[Library], Outcome[Edition | None]] | None = None
        self._whole = _WholeSite(root)
        self.served: ServedProject | None = None

    def refresh(self) -> BuildStatus:
        """Read the project again, and return its status; while it has errors the last site stays.

        A failure of the machine, or a fault of ours, is in the status.
        """
        try:
            self.served = self._read()
        except Exception as error:
            last = self.served.status.version if self.served else ""
            status = BuildStatus(last, failure=describe_failure(error))
            if self.served:
                self.served = ServedProject(self.served.library, self.served.live, status)
            return status
        return self.served.status

    def read_file(self, path: str) -> bytes | None:
        """Return a file of the site, as a build would write it. Raises TemplateFault."""
        live = self.served.live if self.served else None
        if self.served is None or live is None:
            return None
        static = self.served.library.static
        if live.is_whole(path) or path in static.files or path in static.lines:
            return self._whole.read(path, live)
        return live.read(path)

    def report(self, fault: TemplateFault) -> BuildStatus | None:
        """Return the status with a fault that was found when a page was made; None if it has that already."""
        served, found = self.served, diagnose_fault(fault)
        if served is None or found in served.status.findings:
            return None
        status = _make_status(self.root, served.library, served.status.version, (*served.status.findings, found))
        self.served = ServedProject(served.library, served.live, status)
        return status

    def close(self) -> None:
        self._whole.close()

    def _read(self) -> ServedProject:
        files = snapshot(self.root)
        own = {path: stamp for path, stamp in files.items() if path.startswith(str(self.root / TEMPLATES))}
        others = {path: stamp for path, stamp in files.items() if path not in own}
        if self._judged is None or others != self._files:  # else only templates were edited
            self._judged = self._judge()
            self._files = others
        read, checked = self._judged
        last = self.served
        live, version = (last.live, last.status.version) if last else (None, "")
        findings = checked.diagnostics
        if checked.value is not None:
            try:
                theme = self._theme if self._theme and own == self._templates else self._load_theme()
                now = _fingerprint(self.root, read.value, theme)
                if now != version or live is None:
                    fresh = LiveSite(checked.value, theme)
                    if theme is not self._theme:
                        fresh.try_templates()
                    live, version = fresh, now
                self._theme, self._templates = theme, own
            except TemplateFault as fault:
                findings = sort_diagnostics((*findings, diagnose_fault(fault)))
        return ServedProject(read.value, live, _make_status(self.root, read.value, version, findings))

    def _judge(self) -> tuple[Outcome[Library], Outcome[Edition | None]]:
        memo = self._memo
        read = read_project(self.root, memo)
        checked = judge_library(read, memo, drafts=True)
        if checked.value is None:
            memo.merge(self._last_memo)
        self._memo, self._last_memo = LiveMemo(memo), memo
        return read, checked

    def _load_theme(self) -> Theme:
        """Return the theme; the last one, whose templates are compiled, if nothing of it has changed."""
        theme = load_theme(self.root)
        return self._theme if self._theme and self._theme.fingerprint == theme.fingerprint else theme


def _make_status(root: Path, library: Library, version: str, findings: tuple[Diagnostic, ...]) -> BuildStatus:
    subjects = Subjects(library.corpus)
    claims = tuple(
        next((thing[1] for thing in subjects.of(finding) if thing and thing[0] == "claim"), "") for finding in findings
    )
    return BuildStatus(version, findings, claims=claims, folder=str(root.absolute()))


def _fingerprint(root: Path, library: Library, theme: Theme) -> str:
    """Return a fingerprint of all that the site is made of: it comes back when an edit is taken back."""
    digest = sha256(theme.fingerprint.encode())
    for document in library.documents:
        digest.update(document.text.encode())
        for chunk in document.chunks:
            digest.update(chunk.digest)
    for source in library.corpus.sources:
        article = library.articles.get(source.id)
        digest.update(f"\0{source.id}\0{source.file}\0{article.sha256 if article else ''}".encode())
    for folder in _BESIDE:
        for path in sorted((root / folder).rglob("*")):
            found = path.stat()
            digest.update(f"\0{path}\0{found.st_size}\0{found.st_mtime_ns}".encode())
    return digest.hexdigest()[:20]


class _WholeSite:
    """A whole build in a folder of its own, for files that are about all others. Made when one is asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder: Path | None = None
        self._made_for: LiveSite | None = None
        self._lock = Lock()
        self._open = ExitStack()

    def read(self, path: str, live: LiveSite) -> bytes | None:
        with self._lock:
            if self._folder is None:
                self._folder = Path(self._open.enter_context(TemporaryDirectory(prefix="verbatim-"))) / "site"
            if self._made_for is not live:
                build_project(self._root, self._folder, drafts=True)
                self._made_for = live
            return read_site_file(self._folder, tuple(path.split("/")))

    def close(self) -> None:
        self._open.close()
