"""A built site, and the address where it is served."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INDEX = re.compile(r"/index(\.\d+)?\.html$")
MOST = {"claims": 2, "sources": 8, "topics": 1, "entities": 1, "compare": 2}


@dataclass(frozen=True)
class Site:
    """`address` ends in a slash, as `disk` does: the same pages, from a server and from a folder."""

    name: str
    folder: Path
    address: str

    @property
    def disk(self) -> str:
        return self.folder.as_uri() + "/"

    def pages(self) -> Sequence[str]:
        """Return the paths of all pages, relative to the site."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def kinds(self) -> Sequence[str]:
        """Return pages of each kind: all at the root, all lists, and of each folder the largest and the smallest.

        The last page stands for a list that has several.
        """
        pages = self.pages()
        chosen = [page for page in pages if "/" not in page or INDEX.search(page)]
        chosen = [path for path in chosen if path.replace(".html", ".2.html") not in pages]
        chosen += [page for page in pages if "/index." in page and not INDEX.search(page)][:1]  # a part of a list
        for folder, most in MOST.items():
            things = self._by_size(folder)
            chosen += dict.fromkeys((*things[:most], *things[-1:]))
        return chosen

    def largest(self, folder: str) -> str:
        """Return the path of the largest page in a folder, lists excepted."""
        return self._by_size(folder)[0]

    def _by_size(self, folder: str) -> Sequence[str]:
        things = [page for page in self.pages() if page.startswith(f"{folder}/") and "/index." not in page]
        return sorted(things, key=lambda path: (self.folder / path).stat().st_size, reverse=True)
