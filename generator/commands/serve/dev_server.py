"""The project's site in a browser while one works on it: built, shown, and built again after every change.

One thread looks and builds, others answer browsers. What they share is the bulletin, whose news are frozen.
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

RETRY = 5.0  # seconds after which a build that the machine failed is tried again


@dataclass(frozen=True, slots=True)
class RebuildResult:
    """What came of a build: how things stand now, and how many files of the site it wrote and removed."""

    news: BuildStatus
    written: int = 0
    removed: int = 0


def rebuild(root: Path, out: Path, jobs: int = 1) -> RebuildResult:
    """The site in `out` is as the project says now or, where something is wrong, as it was."""
    known = build_cache.unchanged_build(root, out)
    if known:
        return RebuildResult(BuildStatus(site_version(out), known.diagnostics))
    checked, written = build_project(root, out, jobs=jobs)
    news = BuildStatus(site_version(out), checked.diagnostics)
    return RebuildResult(news, len(written.written), len(written.removed)) if written else RebuildResult(news)


def site_version(out: Path) -> str:
    """What tells this site from any other, also one that another run made: empty where there is none."""
    manifest = static_files.read_site_file(out, (MANIFEST,))
    return static_files.etag(manifest) if manifest else ""


def rebuild_safely(root: Path, out: Path) -> RebuildResult:
    """The same, whatever happens: what the machine does to a build is told in the news."""
    try:
        return rebuild(root, out)
    except Exception as error:
        return RebuildResult(BuildStatus(site_version(out), failure=describe_failure(error)))


def open_server(root: Path, port: int) -> "DevServer":
    """A desk for the project, its port taken: OSError where that cannot be."""
    out, bulletin = root / "site", StatusBoard()
    return DevServer(root, out, Server(port, out, bulletin), bulletin)


@dataclass(frozen=True, slots=True)
class DevServer:
    """What serves one project: where it lies, where its site goes, who answers and what is told."""

    root: Path
    out: Path
    host: Server
    bulletin: StatusBoard

    def builds(self, jobs: int) -> Iterator[RebuildResult]:
        """The first build, from which on the site is served, and one more after every change: without end.

        Only the first has several processes: what has threads should not fork. Where the first cannot be made, this
        raises what build_project does; what keeps a later one from its end is told, and it is tried again.
        """
        seen = watch.snapshot(self.root, self.out)
        built = rebuild(self.root, self.out, jobs)
        self.bulletin.post(built.news)
        self.host.start()
        yield built
        while True:
            seen = watch.wait_for_change(
                partial(watch.snapshot, self.root, self.out),
                watch.refresh_manifest(seen, self.out),
                most=RETRY if built.news.failure else None,
            )
            before, built = built.news, rebuild_safely(self.root, self.out)
            self.bulletin.post(built.news)
            if built.news != before or built.written or built.removed:
                yield built

    def close(self) -> None:
        """Nobody is served any more, and the port is free."""
        self.bulletin.close()
        self.host.close()
