"""Development server: builds the site, shows it in a browser, and rebuilds it after every change.

One thread watches and builds, others answer browsers. They share the status board, whose statuses are frozen.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.build import build_project
from generator.cache import build_cache
from generator.commands.serve import static_files, watch
from generator.commands.serve.server import Server
from generator.commands.serve.status import BuildStatus, StatusBoard
from generator.commands.shared.errors import describe_failure
from generator.publishing.output import MANIFEST
from generator.values import dataclass

# Where in the project the site is made that is shown: it has drafts, which PROJECT/site never has.
PREVIEW = ".site.verbatim-preview/site"
RETRY = 5.0  # seconds after which a build that the machine failed is tried again


@dataclass(frozen=True, slots=True)
class RebuildResult:
    """The outcome of a build: its status, and how many files of the site it wrote and removed."""

    status: BuildStatus
    written: int = 0
    removed: int = 0


def rebuild(root: Path, out: Path, jobs: int = 1) -> RebuildResult:
    """Make the site in `out` what the project says now, with its drafts; if it has errors, leave it as it was."""
    known = build_cache.unchanged_build(root, out, drafts=True)
    if known:
        return RebuildResult(BuildStatus(site_version(out), known.diagnostics))
    checked, written = build_project(root, out, jobs=jobs, drafts=True)
    status = BuildStatus(site_version(out), checked.diagnostics)
    return RebuildResult(status, len(written.written), len(written.removed)) if written else RebuildResult(status)


def site_version(out: Path) -> str:
    """Return a fingerprint of the site, whichever run made it; an empty string if there is none."""
    manifest = static_files.read_site_file(out, (MANIFEST,))
    return static_files.etag(manifest) if manifest else ""


def rebuild_safely(root: Path, out: Path) -> RebuildResult:
    """Do the same, but return any failure of the machine in the status."""
    try:
        return rebuild(root, out)
    except Exception as error:
        return RebuildResult(BuildStatus(site_version(out), failure=describe_failure(error)))


def open_server(root: Path, port: int) -> "DevServer":
    """Return a server for the project that holds its port. Raises OSError if the port is not available."""
    out, board = root / PREVIEW, StatusBoard()
    return DevServer(root, out, Server(port, out, board), board)


@dataclass(frozen=True, slots=True)
class DevServer:
    """The server of one project: its folder, the folder of its site, the HTTP server and the status board."""

    root: Path
    out: Path
    server: Server
    board: StatusBoard

    def builds(self, jobs: int) -> Iterator[RebuildResult]:
        """Yield the first build, after which the site is served, and one more after every change, without end.

        Only the first uses several processes: a process with threads should not fork. If the first fails, this raises
        what build_project does; a later failure is in its status, and the build is tried again.
        """
        seen = watch.snapshot(self.root, self.out)
        built = rebuild(self.root, self.out, jobs)
        self.board.post(built.status)
        self.server.start()
        yield built
        while True:
            seen = watch.wait_for_change(
                partial(watch.snapshot, self.root, self.out),
                watch.refresh_manifest(seen, self.out),
                timeout=RETRY if built.status.failure else None,
            )
            before, built = built.status, rebuild_safely(self.root, self.out)
            self.board.post(built.status)
            if built.status != before or built.written or built.removed:
                yield built

    def close(self) -> None:
        """Stop serving and free the port."""
        self.board.close()
        self.server.close()
