"""The project's folder `static`: files that go into the site as they are, but where the site has its own."""

import re
from dataclasses import field
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Outcome
from generator.patterns import lazy_pattern
from generator.reading import project_files
from generator.reading.project_files import FileRefused
from generator.values import dataclass

STATIC = "static"
MERGED = ("_headers", "_redirects")  # files of hosts: the desk's lines come below the site's
# What the site has at its root, or may have in its next build, in lower case, as some file systems compare names.
OWN_FOLDERS = frozenset(
    {"assets", "cards", "claims", "compare", "entities", "originals", "pagefind", "sources", "topics"}
)
_OWN_FILES = lazy_pattern(
    r"(?:404|about|data|methodology|search|(?:contradictions|corrections|index|matrix|timeline)(?:\.[0-9]+)?)\.html"
    r"|annotations\.jsonld|claims\.(?:csv|json|schema\.json)|feed\.xml|llms(?:\.[0-9]+)?\.txt|manifest\.json|sha256sums|\.nojekyll"
)
# What only a site with base_url has.
_WITH_ADDRESS = re.compile(r"claimreview\.json|robots\.txt|sitemap(?:-[0-9]+)?\.xml")
_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # what systems leave in a folder that was looked at
_LONGEST = 1000  # characters of a path in the site
_MERGED_LIMIT = 100_000  # bytes of such a file


@dataclass(frozen=True, slots=True)
class StaticFolder:
    """The SHA-256 of each file to copy, by its path in the site; the lines to add, by file; and all that was read."""

    files: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    looked_at: tuple[str, ...] = ()

    def places(self) -> dict[str, tuple[str, str]]:
        """Return the file in the project and its SHA-256 of each file to copy, by its path in the site."""
        return {path: (f"{STATIC}/{path}", sha256) for path, sha256 in self.files.items()}


def is_own_path(path: str, *, has_address: bool) -> bool:
    """Return whether the site keeps a path, or the folder that it is in, for itself."""
    first = path.partition("/")[0].lower()
    own = first in OWN_FOLDERS or _OWN_FILES.fullmatch(first)
    return bool(own or (has_address and _WITH_ADDRESS.fullmatch(first)))


def read_static_folder(root: Path, *, has_address: bool) -> Outcome[StaticFolder]:
    """Return the files of the project's folder `static`; nothing if there is none.

    A file in a place of the site's own is the error address-taken, and one that leads outside the project, or is none,
    unsafe-path.
    """
    if not (root / STATIC).is_dir():
        return Outcome(StaticFolder())
    listed = project_files.list_sources(root, STATIC)
    diagnostics = list(listed.diagnostics)
    files: dict[str, str] = {}
    lines: dict[str, str] = {}
    for path in listed.value:
        target = path.removeprefix(f"{STATIC}/")
        if target.rpartition("/")[2] in _IGNORED:
            continue
        if not target.isprintable() or "\\" in target or len(target) > _LONGEST:
            message = f"the name of a file for the site has characters that not all systems know, or over {_LONGEST}"
            diagnostics.append(Diagnostic(Location(path), "unsafe-path", message, ("rename the file",)))
            continue
        if is_own_path(target, has_address=has_address):
            message = f"the site keeps “{target.partition('/')[0]}” for itself"
            diagnostics.append(Diagnostic(Location(path), "address-taken", message, _advise(target)))
            continue
        try:
            if target in MERGED:
                lines[target] = _read_lines(root, path)
            else:
                files[target] = project_files.examine_large_file(root, path).sha256
        except FileRefused as reason:
            diagnostics.append(reason.at(Location(path)))
    looked_at = (*project_files.list_folders(root, STATIC), *listed.value)
    return Outcome(StaticFolder(files, lines, looked_at), tuple(diagnostics))


def _advise(target: str) -> tuple[str, ...]:
    first = target.partition("/")[0]
    if first.lower() == "robots.txt":
        return ("with base_url the site has its own, which allows everything and names the sitemap",)
    return (f"rename it, or put it into a folder of its own: {STATIC}/files/{target}",)


def _read_lines(root: Path, path: str) -> str:
    """Return the text of a file for hosts, which ends in a line end. Raises FileRefused."""
    content = project_files.read_bytes(root, path)
    if len(content) > _MERGED_LIMIT:
        raise FileRefused("too-large", f"“{path}” is larger than {_MERGED_LIMIT:,} bytes")
    decoded = project_files.decode(content, path, "source-encoding")
    if decoded.value is None:
        raise FileRefused("source-encoding", decoded.diagnostics[0].message, *decoded.diagnostics[0].help)
    return f"{decoded.value.rstrip()}\n"
