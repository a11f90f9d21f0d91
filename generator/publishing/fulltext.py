"""Search in the whole text of every article, by Pagefind (https://pagefind.app), where `site.search` asks for it.

Our own index has statements, quotes and names; this one has all words of the pages, in parts that are loaded as a
reader needs them. It takes a server: from disk, and where no WebAssembly may be compiled, our own index answers alone.
"""

import errno
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from generator.model import Corpus
from generator.publishing.output import File

SCRIPT = "pagefind/pagefind.js"
EXTRA = "pip install 'verbatim-site[pagefind]'"

_FOLDERS = ("claims", "sources", "entities")
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def is_installed() -> bool:
    """The index can be made: what the extra brings is installed."""
    return find_spec("pagefind_bin") is not None


def is_wanted(corpus: Corpus) -> bool:
    """The site has such an index: it asks for one, and there is something to search."""
    return corpus.site.search == "pagefind" and bool(corpus.claims or corpus.sources or corpus.entities)


def add_index(files: Iterable[File]) -> Iterator[File]:
    """The files as they come, then the index of the pages among them: what stands in each one's <main>.

    The same pages give the same index: it takes the bytes of every one. Raises OSError where Pagefind fails.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - most sites have no such index

    with TemporaryDirectory(prefix="verbatim-") as made:
        pages, index = Path(made, "pages"), Path(made, "pagefind")
        for folder in _FOLDERS:
            (pages / folder).mkdir(parents=True)
        for path, content in files:
            folder, _, name = path.rpartition("/")
            page = name.endswith(".html") and not name.startswith("index.")
            if page and folder in _FOLDERS and isinstance(content, bytes):
                (pages / path).write_bytes(content)
            yield path, content
        _run("--site", str(pages), "--output-path", str(index), "--root-selector", "main")
        for file in sorted(index.rglob("*")):
            if file.is_file() and not file.name.startswith(_UNUSED):
                yield f"pagefind/{file.relative_to(index).as_posix()}", file.read_bytes()


def _run(*arguments: str) -> None:
    import subprocess  # noqa: PLC0415 - as above

    command = [sys.executable, "-m", "pagefind_bin", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    if done.returncode:
        raise OSError(errno.EIO, f"Pagefind fails: {(done.stderr or done.stdout).strip()[-300:]}")
