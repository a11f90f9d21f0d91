"""The files of a project folder, and of nothing outside it: the only module that reads them."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Outcome
from generator.reading import claim_chunks, schema, yamltree
from generator.reading.media_files import HEAD
from generator.reading.yamltree import Document, find_forbidden
from generator.text import lines_of
from generator.values import dataclass

CLAIMS = "claims.yaml"
FILE_LIMIT = 10_000_000  # bytes of one file: the claims, an included file or an article
LARGE_FILE_LIMIT = 4_000_000_000  # bytes of a file that is published or pinned, and not read as text
KEEPERS = frozenset({".gitkeep", ".gitignore"})  # files that keep a folder in git
FILES_LIMIT = 100_000  # files in the sources folder, or matched by include
DEPTH_LIMIT = 100  # folders inside one another
_BREAK = re.compile("[\t\n\r\u2028\u2029]")  # characters of a path that claims.yaml cannot name
_BEGIN = ("every project folder has one: name that folder, or start a project with verbatim new DIR",)
_ATTEMPTS = 3  # at reading a file that changes while it is read


class FileRefused(Exception):
    """A file that may not or cannot be read, with the code, message and help of its diagnostic."""

    def __init__(self, code: str, message: str, *help: str) -> None:
        super().__init__(message)
        self.code, self.help = code, help

    def at(self, location: Location) -> Diagnostic:
        return Diagnostic(location, self.code, str(self), self.help)


def read_bytes(root: Path, path: str, folders: dict[str, str] | None = None) -> bytes:
    """Return the bytes of a regular file of the project, as they were at one moment.

    `folders` remembers the real folders, for a run that reads many files. Raises FileRefused where the path leads
    outside the project (symbolic links included), is not a regular file, is over the limit, cannot be read, or keeps
    changing.
    """
    real = _resolve(root, path, {} if folders is None else folders)
    for _ in range(_ATTEMPTS):
        with _open_regular(real, path) as file:
            before = os.fstat(file.fileno())
            if before.st_size > FILE_LIMIT:
                raise FileRefused("too-large", f"“{path}” is larger than {FILE_LIMIT:,} bytes", _advise_smaller(path))
            try:
                content = file.read(FILE_LIMIT + 1)
            except OSError as error:
                raise FileRefused("source-missing", f"“{path}” cannot be read: {error.strerror}") from None
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(content) == after.st_size:
            return content
    raise FileRefused(
        "source-changed", f"“{path}” changed while it was being read", "try again when it is no longer being written"
    )


def _advise_smaller(path: str) -> str:
    """Return what makes a file smaller that is over the limit."""
    suffix = Path(path).suffix.lower()
    if suffix in {".html", ".htm", ".mhtml", ".mht", ".xhtml"}:
        return "save the page without its pictures, fonts and scripts: in browsers as “web page, HTML only”"
    if suffix == ".pdf":
        return "save the pages that are quoted as a PDF of their own, for example by printing them into a file"
    if suffix in {".yaml", ".yml"}:
        return "move claims into files of their own, and name these under include:"
    return "keep the part that is quoted in a file of its own"


@dataclass(frozen=True, slots=True)
class LargeFileFacts:
    """The SHA-256 of a file, how many bytes it has, and the first of them."""

    sha256: str
    size: int
    head: bytes


def examine_large_file(root: Path, path: str) -> LargeFileFacts:
    """Return the facts about a file of the project that is not read as text. Raises FileRefused."""
    with open_large_file(root, path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGE_FILE_LIMIT:
            raise FileRefused("too-large", f"“{path}” is larger than {LARGE_FILE_LIMIT:,} bytes")
        try:
            head = file.read(HEAD)
            file.seek(0)
            return LargeFileFacts(hashlib.file_digest(file, "sha256").hexdigest(), size, head)
        except OSError as error:
            raise FileRefused("source-missing", f"“{path}” cannot be read: {error.strerror}") from None


def open_large_file(root: Path, path: str) -> BufferedReader:
    """Return a file of the project that is not read as text, opened. Raises FileRefused."""
    return _open_regular(_resolve(root, path, {}), path)


def _open_regular(real: str, path: str) -> BufferedReader:
    """Return a regular file, opened; `path` is its name in messages. Raises FileRefused where it is none."""
    try:
        # Non-blocking: a FIFO that nobody writes to must not hold up a build.
        descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno in {errno.ENXIO, errno.ENODEV}:
            raise FileRefused("unsafe-path", f"“{path}” is not a regular file") from None
        raise FileRefused("source-missing", f"“{path}” cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileRefused("unsafe-path", f"“{path}” is not a regular file")
    return os.fdopen(descriptor, "rb")


def _resolve(root: Path, path: str, folders: dict[str, str]) -> str:
    """Return the real path of a file of the project. A folder is resolved once, then each file is checked for links."""
    folder, _, name = path.rpartition("/")
    if folder in folders and name not in ("", ".", "..") and path[0] != "/":
        real = f"{folders[folder]}/{name}"
        if not os.path.islink(real):  # noqa: PTH114 - thousands of paths
            return real
    home = os.path.realpath(root)
    real = os.path.realpath(os.path.join(home, path))  # noqa: PTH118 - Path would fold a trailing slash away
    inside = home.rstrip(os.sep) + os.sep  # the root of the file system ends in one already
    if Path(path).is_absolute() or not real.startswith(inside):
        raise FileRefused("unsafe-path", f"“{path}” leads outside the project", "paths are relative to claims.yaml")
    around = os.path.realpath(os.path.join(home, folder))  # noqa: PTH118 - as above
    if (around + os.sep).startswith(inside):  # a link from a folder outside may lead in
        folders[folder] = around
    return real


def decode(content: bytes, path: str, code: str) -> Outcome[str | None]:
    """Return the text of UTF-8 bytes without a byte-order mark; None and a diagnostic at the first byte that is not."""
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    bad = None
    try:
        text = content.decode("utf-8")
        bad = text.find("\0")
    except UnicodeDecodeError as error:
        text = content[: error.start].decode("utf-8")
        bad = len(text)
    if bad < 0 or (code == "yaml-syntax" and bad < len(text) and "\0" not in text[:2]):
        return Outcome(text)  # a NUL inside YAML is reported with the other forbidden characters
    line, column = lines_of(text).place(bad)
    message = "this is not UTF-8 text"
    return Outcome(None, (Diagnostic(Location(path, line, column), code, message, ("save the file as UTF-8",)),))


def read_documents(root: Path, *, in_chunks: bool = False) -> Outcome[tuple[Document, ...]]:
    """Return claims.yaml and the files that it includes, parsed; with `in_chunks`, each claim as a chunk.

    A file that cannot be read is not among the documents; where it is claims.yaml, there are none.
    """
    diagnostics: list[Diagnostic] = []
    documents: list[Document] = []

    def add(path: str, location: Location) -> None:
        try:
            content = read_bytes(root, path)
        except FileRefused as reason:
            advice = _BEGIN if path == CLAIMS and not os.path.lexists(root / CLAIMS) else reason.help
            diagnostics.append(Diagnostic(location, reason.code, str(reason), advice))
            return
        text = decode(content, path, "yaml-syntax")
        diagnostics.extend(text.diagnostics)
        if text.value is not None:
            parsed = (claim_chunks.parse_in_chunks if in_chunks else yamltree.parse)(text.value, path)
            diagnostics.extend(parsed.diagnostics)
            if parsed.value.root is not None or not parsed.diagnostics:
                documents.append(parsed.value)

    add(CLAIMS, Location(CLAIMS))
    if documents:
        included: dict[str, Location] = {}
        for pattern, location in schema.list_includes(documents[0]):
            try:
                matched = list(_match_files(root, pattern))
            except FileRefused as reason:
                diagnostics.append(reason.at(location))
                continue
            if not matched:
                diagnostics.append(Diagnostic(location, "unmatched-include", f"“{pattern}” matches no files"))
            for path in matched:
                included.setdefault(path, location)
        for path, location in included.items():
            add(path, location)
    return Outcome(tuple(documents), tuple(diagnostics))


def _match_files(root: Path, pattern: str) -> Iterator[str]:
    """Return the files that a glob matches, sorted by path, without claims.yaml itself."""
    if pattern.startswith("/") or ".." in pattern.split("/"):
        raise FileRefused("unsafe-path", f"“{pattern}” leads outside the project", "globs are relative to claims.yaml")
    # Each ** multiplies the search; nobody needs three.
    collapsed = re.sub(r"(?:\*\*/)+", "**/", pattern)
    if collapsed.count("**") > 2 or not re.fullmatch(r"(?:(?:\*\*|(?:(?!\*\*)[^/\0])+)(?:/|\Z))+", collapsed):
        raise FileRefused("bad-value", f"“{pattern}” is not a glob such as claims/*.yaml or claims/**/*.yaml")
    found = []
    try:
        for path in root.glob(collapsed):
            if not path.is_dir():
                found.append(path.relative_to(root).as_posix())
            if len(found) > FILES_LIMIT:
                raise FileRefused("too-large", f"“{pattern}” matches more than {FILES_LIMIT:,} files")
    except (ValueError, NotImplementedError, OSError) as error:
        raise FileRefused("bad-value", f"“{pattern}” cannot be searched: {error}") from None
    return (path for path in sorted(set(found)) if path != CLAIMS)


def folders_and_files(root: Path, documents: Sequence[Document], folder: str) -> tuple[str, ...] | None:
    """Return all claims files, and all folders that were searched; None where one of them is the project itself."""
    folders = [*list_folders(root, folder)]
    for pattern, _ in schema.list_includes(documents[0]) if documents else ():
        *fixed, last = pattern.split("/")
        wildcard = next((index for index, part in enumerate(fixed) if re.search(r"[*?\[]", part)), None)
        if not fixed[:wildcard]:  # in the project's own folder, where builds write
            return None
        folders += (
            list_folders(root, "/".join(fixed[:wildcard]))
            if wildcard is not None or "**" in last
            else ("/".join(fixed),)
        )
    return (*(document.path for document in documents), *dict.fromkeys(folders))


def list_folders(root: Path, folder: str) -> Iterator[str]:
    """Yield the path of a folder of the project and of all below it; links are not followed."""
    for base, _, _ in os.walk(root / folder):
        yield Path(base).relative_to(root).as_posix()


def check_folder(root: Path, folder: str) -> str:
    """Return the sources folder as a normalised relative path. Raises FileRefused where it may not be one."""
    clean = os.path.normpath(folder).replace(os.sep, "/")
    real = _resolve(root, folder, {}) if clean != "." else ""
    if not real or clean.split("/")[0] in {"site", "static", "templates"}:
        raise FileRefused(
            "bad-value", f"the sources cannot be in “{folder}”", "give them a folder of their own, such as seeds"
        )
    if not os.path.isdir(real):  # noqa: PTH112 - Path raises where the name is too long
        raise FileRefused("source-missing", f"there is no folder “{folder}”", "create it, and put the articles in it")
    return clean


def list_sources(root: Path, folder: str) -> Outcome[tuple[str, ...]]:
    """Return the paths of all files below the sources folder, sorted; links are followed to files, not to folders."""
    paths: list[str] = []
    diagnostics: list[Diagnostic] = []
    waiting = [(folder, 0)]
    while waiting:
        current, depth = waiting.pop()
        try:
            entries = sorted(os.scandir(root / current), key=lambda entry: entry.name)
        except OSError as error:
            message = f"the folder “{current}” cannot be read: {error.strerror}"
            diagnostics.append(Diagnostic(Location(current), "source-missing", message))
            continue
        for entry in entries:
            path = f"{current}/{entry.name}"
            if find_forbidden(path) or _BREAK.search(path):
                message = "this file's name contains control characters or is not UTF-8"
                diagnostics.append(Diagnostic(Location(path), "unsafe-path", message, ("rename the file",)))
            elif entry.is_dir(follow_symlinks=False):
                if depth < DEPTH_LIMIT:
                    waiting.append((path, depth + 1))
                else:
                    message = f"folders are nested more than {DEPTH_LIMIT} levels deep"
                    diagnostics.append(Diagnostic(Location(path), "too-large", message))
            elif os.path.isdir(entry):  # noqa: PTH112 - entry.is_dir() raises where links lead in a circle
                message = "links to folders are not followed"
                diagnostics.append(Diagnostic(Location(path), "unsupported-file", message))
            elif entry.name not in KEEPERS:
                paths.append(path)
        if len(paths) > FILES_LIMIT:
            message = f"this folder has more than {FILES_LIMIT:,} files"
            return Outcome((), (Diagnostic(Location(folder), "too-large", message),))
    return Outcome(tuple(sorted(paths)), tuple(diagnostics))
