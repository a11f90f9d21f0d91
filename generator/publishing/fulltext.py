"""Search in the whole text of every article, by Pagefind (https://pagefind.app), where `site.search` asks for it.

Our own index has statements, quotes and names; this one has all words of the pages, in parts that are loaded as a
reader needs them. It takes a server: from disk, and where no WebAssembly may be compiled, our own index answers alone.
"""

import errno
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from generator.publishing.index import CLAIMS, ENTITIES, SOURCES, SiteIndex

SCRIPT = "pagefind/pagefind.js"
EXTRA = "pip install 'verbatim-site[pagefind]'"

_FOLDERS = ("claims", "sources", "entities")
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def is_installed() -> bool:
    """The index can be made: what the extra brings is installed."""
    return find_spec("pagefind_bin") is not None


def is_wanted(index: SiteIndex) -> bool:
    """The site has such an index: it asks for one, and there is something to search."""
    return index.site.search == "pagefind" and any(index.counts[kind] for kind in (CLAIMS, SOURCES, ENTITIES))


def build_fulltext_index(pages: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index of a site's pages, given by their paths there and on disk: of each one's <main>.

    The same pages give the same index. Raises OSError where Pagefind fails.
    """
    from shutil import copyfile  # noqa: PLC0415 - most sites have no such index
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - likewise

    with TemporaryDirectory(prefix="verbatim-") as made:
        copies, index = Path(made, "pages"), Path(made, "pagefind")
        for folder in _FOLDERS:
            (copies / folder).mkdir(parents=True)
        for path, file in pages:
            folder, _, name = path.rpartition("/")
            if folder in _FOLDERS and name.endswith(".html") and not name.startswith("index."):
                copyfile(file, copies / path)
        _run("--site", str(copies), "--output-path", str(index), "--root-selector", "main")
        for file in sorted(index.rglob("*")):
            if file.is_file() and not file.name.startswith(_UNUSED):
                yield f"pagefind/{file.relative_to(index).as_posix()}", file.read_bytes()


def _run(*arguments: str) -> None:
    import subprocess  # noqa: PLC0415 - as above

    command = [sys.executable, "-m", "pagefind_bin", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    if done.returncode:
        raise OSError(errno.EIO, f"Pagefind fails: {(done.stderr or done.stdout).strip()[-300:]}")
