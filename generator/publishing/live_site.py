"""A site in memory: each of its files is made when it is asked for."""

from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from threading import RLock

from generator.model import Edition
from generator.publishing import fulltext
from generator.publishing.data import claims_schema, data_files
from generator.publishing.index import QUOTES
from generator.publishing.moved import list_moves
from generator.publishing.page_task import PIECE
from generator.publishing.pages import choose_policy, find_tasks, index_edition, sample_tasks
from generator.publishing.theme import Theme
from generator.publishing.views.data import DATA_PAGE, data_page
from generator.publishing.views.frame import View

MEMORY = 64_000_000  # bytes of files that are kept; the largest one may be more
# What only a whole build can say, since it is about all other files, or made of them.
WHOLE = (
    "manifest.json", "claimreview.json", "SHA256SUMS", "sitemap", "robots.txt", "_redirects", "originals/", "pagefind/",
)  # fmt: skip


class LiveSite:
    """The files of the site that a build would make of an edition, to the byte. Safe to use from several threads.

    Of what is made the last files are kept, MEMORY bytes in all.
    """

    def __init__(self, edition: Edition, theme: Theme) -> None:
        self.index = index_edition(edition, theme)
        self._moves = list_moves(edition.corpus)
        self._theme = theme
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self.size = 0
        self._lock = RLock()

    def read(self, path: str) -> bytes | None:
        """Return the file; None where the site has none of this path, or it is one of WHOLE.

        Raises TemplateFault where a template fails.
        """
        with self._lock:
            if path in self._kept:
                self._kept.move_to_end(path)
                return self._kept[path]
            found = None
            for name, content in self._make(path):
                self._keep(name, content)
                found = content if name == path else found
            return found

    def is_whole(self, path: str) -> bool:
        """Return whether only a whole build can say what the file is."""
        return path.startswith(WHOLE) or (path == DATA_PAGE and fulltext.is_wanted(self.index))

    def try_templates(self) -> None:
        """Make a page of each kind. Raises TemplateFault where a template fails on it."""
        for task in sample_tasks(self.index, self._moves):
            for _, content in islice(task.view(self.index, *task.args), 1):
                self._render(content)

    def _make(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Yield files, among them that of the path if there is one."""
        if path == claims_schema.SCHEMA:
            yield path, claims_schema.claims_schema()
        elif path == DATA_PAGE or path.startswith(data_files.ASSEMBLED):
            yield from self._make_data()
        elif path.startswith(("assets/", ".", "_")):
            yield from self._theme.files(choose_policy(self.index))
        else:
            for task in find_tasks(self.index, self._moves, path):
                files = [*task.view(self.index, *task.args)]
                yield from ((name, self._render(content)) for name, content in files if name == path)
                if any(name == path for name, _ in files):
                    return

    def _make_data(self) -> Iterator[tuple[str, bytes]]:
        made = dict(file for task in data_files.data_tasks(self.index) for file in task.view(self.index, *task.args))
        pieces = {name: content for name, content in made.items() if name.startswith(PIECE)}
        data = [*data_files.assemble_files(self.index.site, self.index.counts[QUOTES], pieces)]
        yield from ((name, content) for name, content in made.items() if name not in pieces)
        parts = [name for name, _ in data if name.startswith("assets/")]
        yield DATA_PAGE, self._theme.render(data_page(self.index, parts))
        yield from data

    def _render(self, content: View | bytes) -> bytes:
        return content if isinstance(content, bytes) else self._theme.render(content)

    def _keep(self, name: str, content: bytes) -> None:
        self.size += len(content) - len(self._kept.pop(name, b""))
        self._kept[name] = content
        while self.size > MEMORY and len(self._kept) > 1:
            self.size -= len(self._kept.popitem(last=False)[1])
