"""Full-text search of all articles with Pagefind (https://pagefind.app), for sites with `search: pagefind`.

Our own index has statements, quotes and names; this one has all words of the pages, in parts that are loaded when a
reader needs them. It needs a server and WebAssembly; without them our own index answers alone.
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
    """Return whether the extra `pagefind` is installed."""
    return find_spec("pagefind_bin") is not None


def is_wanted(index: SiteIndex) -> bool:
    """Return whether the site asks for this index and has anything to search."""
    return index.site.search == "pagefind" and any(index.counts[kind] for kind in (CLAIMS, SOURCES, ENTITIES))


def build_fulltext_index(pages: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index of the <main> of pages, which are given by their paths in the site and on disk.

    The same pages give the same index. Raises OSError if Pagefind fails.
    """
    from shutil import copyfile  # noqa: PLC0415 - most sites have no such index
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - likewise

    with TemporaryDirectory(prefix="verbatim-") as temporary:
        copies, index = Path(temporary, "pages"), Path(temporary, "pagefind")
        for folder in _FOLDERS:
            (copies / folder).mkdir(parents=True)
        for path, file in pages:
            folder, _, name = path.rpartition("/")
            if folder in _FOLDERS and name.endswith(".html") and not name.startswith("index."):
                copyfile(file, copies / path)
        _run_pagefind("--site", str(copies), "--output-path", str(index), "--root-selector", "main")
        for file in sorted(index.rglob("*")):
            if file.is_file() and not file.name.startswith(_UNUSED):
                yield f"pagefind/{file.relative_to(index).as_posix()}", file.read_bytes()


def _run_pagefind(*arguments: str) -> None:
    import subprocess  # noqa: PLC0415 - as above

    command = [sys.executable, "-m", "pagefind_bin", *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    if finished.returncode:
        raise OSError(errno.EIO, f"Pagefind fails: {(finished.stderr or finished.stdout).strip()[-300:]}")
