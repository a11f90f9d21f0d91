"""The project's site in a browser while one works on it: built, shown, and built again after every change.

One thread looks and builds, others answer browsers. What they share is the bulletin, whose news are frozen.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator import memo
from generator.build import build_project
from generator.desk.failures import failure
from generator.desk.serve import files, watch
from generator.desk.serve.bulletin import Bulletin, News
from generator.desk.serve.host import Host
from generator.publishing.output import MANIFEST
from generator.values import dataclass

RETRY = 5.0  # seconds after which a build that the machine failed is tried again


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: how things stand now, and how many files of the site it wrote and removed."""

    news: News
    written: int = 0
    removed: int = 0


def rebuild(root: Path, out: Path, jobs: int = 1) -> Built:
    """The site in `out` is as the project says now or, where something is wrong, as it was."""
    known = memo.recall(root, out)
    if known:
        return Built(News(version(out), known.diagnostics))
    checked, written = build_project(root, out, jobs=jobs)
    news = News(version(out), checked.diagnostics)
    return Built(news, len(written.written), len(written.removed)) if written else Built(news)


def version(out: Path) -> str:
    """What tells this site from any other, also one that another run made: empty where there is none."""
    manifest = files.read(out, (MANIFEST,))
    return files.digest(manifest) if manifest else ""


def attempted(root: Path, out: Path) -> Built:
    """The same, whatever happens: what the machine does to a build is told in the news."""
    try:
        return rebuild(root, out)
    except Exception as error:
        return Built(News(version(out), failure=failure(error)))


def desk(root: Path, port: int) -> "Desk":
    """A desk for the project, its port taken: OSError where that cannot be."""
    out, bulletin = root / "site", Bulletin()
    return Desk(root, out, Host(port, out, bulletin), bulletin)


@dataclass(frozen=True, slots=True)
class Desk:
    """What serves one project: where it lies, where its site goes, who answers and what is told."""

    root: Path
    out: Path
    host: Host
    bulletin: Bulletin

    def builds(self, jobs: int) -> Iterator[Built]:
        """The first build, from which on the site is served, and one more after every change: without end.

        Only the first has several processes: what has threads should not fork. Where the first cannot be made, this
        raises what build_project does; what keeps a later one from its end is told, and it is tried again.
        """
        seen = watch.look(self.root, self.out)
        built = rebuild(self.root, self.out, jobs)
        self.bulletin.post(built.news)
        self.host.start()
        yield built
        while True:
            seen = watch.wait_for_change(
                partial(watch.look, self.root, self.out),
                watch.with_site(seen, self.out),
                most=RETRY if built.news.failure else None,
            )
            before, built = built.news, attempted(self.root, self.out)
            self.bulletin.post(built.news)
            if built.news != before or built.written or built.removed:
                yield built

    def close(self) -> None:
        """Nobody is served any more, and the port is free."""
        self.bulletin.close()
        self.host.close()
