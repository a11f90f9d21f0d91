"""Templates, styles and scripts: they make pages of views, and the site's assets.

A project's own file replaces the built-in one of the same name. The five style sheets are cascade layers; further ones
of the project come after them, outside any layer, and so override them. Other files in static/ are published under
assets/.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from generator.cache.digests import digest_plain
from generator.publishing.addresses import Assets
from generator.publishing.direction import isolate_controls
from generator.publishing.views.frame import POLICY, View

if TYPE_CHECKING:
    from generator.publishing.templating import TemplateSet

_STYLE_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_PLAIN_LINES = re.compile(rb"^[ \t]*//[^\n]*\n|^[ \t]+|^\n", re.MULTILINE)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
LAYERS = ("tokens", "base", "frame", "components", "print")
_SEARCH = ("js/fulltext.js", "js/search.js")  # scripts that the search page alone loads, in a file of their own
_BUNDLED = ("css/", "js/")  # the folders of static/ whose files are published as one file


class TemplateFault(Exception):
    """A template that fails: its path in the project, the line, counted from 1, and a message."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Theme:
    """The built-in templates and a project's own (`own`, its templates/ folder, which need not exist).

    Raises TemplateFault if a file of the theme cannot be used. Each template is compiled once.
    """

    def __init__(self, own: Path | None = None) -> None:
        self.own = own
        built_in = _Folder(_built_in_folder())
        self._folders = (_Folder(own), built_in) if own and own.is_dir() else (built_in,)
        static = self._collect_static()
        scripts = [name for name in static if name.startswith("js/")]
        style = _bundle_styles(static)
        script = _bundle_scripts(static[name] for name in scripts if name not in _SEARCH)
        search = _bundle_scripts(static[name] for name in scripts if name in _SEARCH)
        self.assets = Assets(
            _fingerprint_path(style, "css"),
            _fingerprint_path(script, "js"),
            _fingerprint_path(search, "js"),
            sheet=style.decode(),
        )
        self._files = {
            self.assets.style: style,
            self.assets.script: script,
            self.assets.search: search,
            **{f"assets/{name}": content for name, content in static.items() if not name.startswith(_BUNDLED)},
            ".nojekyll": b"",
        }

    @cached_property
    def digest(self) -> str:
        """Return the digest of all templates: themes with the same digest make the same pages of the same views."""
        digest = sha256()
        for folder in self._folders:
            for name, content in folder.template_files():
                digest.update(f"{name} {len(content)}\n".encode("utf-8", "surrogateescape") + content)
        return digest.hexdigest()

    @property
    def fingerprint(self) -> str:
        """Return a digest of all that the theme is: themes with the same one make the same site."""
        return digest_plain(
            (self.digest, tuple(sorted(self._files.items()))),
        ).hex()

    def render(self, view: View) -> bytes:
        """Return the view's page in UTF-8.

        Its template has one variable, `view`; all text is escaped, and no text is displayed in another order.
        """
        try:
            return isolate_controls(self._templates.render_page(view.template, view).encode())
        except TemplateFault:
            raise
        except Exception as fault:  # a project's template may raise anything
            raise self._locate_fault(view.template, fault) from fault

    def files(self, policy: str = POLICY) -> Iterator[tuple[str, bytes]]:
        """Yield all files of the theme in the site, in the order of their paths.

        `policy` is the Content-Security-Policy that servers send; a page may allow less itself.
        """
        yield from sorted({**self._files, "_headers": _format_headers(self.assets, policy)}.items())

    @cached_property
    def _templates(self) -> "TemplateSet":
        from generator.publishing.templating import TemplateSet  # noqa: PLC0415 - many runs render no page

        return TemplateSet(self._find_template, _built_in_folder() / "__pycache__")

    def _find_template(self, template: str) -> tuple[str, str] | None:
        return next(filter(None, (folder.read_template(template) for folder in self._folders)), None)

    def _collect_static(self) -> dict[str, bytes]:
        """Return the files in static/ by their path there, a project's own instead of the built-in one."""
        found: dict[str, bytes] = {}
        for folder in reversed(self._folders):
            found.update(
                (name, _strip_comments(name, content) if folder.is_built_in else content)
                for name, content in folder.static_files()
            )
        return dict(sorted(found.items()))

    def _locate_fault(self, template: str, fault: Exception) -> TemplateFault:
        from generator.publishing.templating import fault_place  # noqa: PLC0415 - as above

        named, number, message = fault_place(fault)
        if number is not None:
            return TemplateFault(f"templates/{named or template}", number, message)
        line = 1
        for path, number in _walk_traceback(fault.__traceback__):
            for folder in self._folders:
                if folder.contains(path):
                    template, line = folder.relative_name(path), number
        return TemplateFault(f"templates/{template}", line, message)


class _Folder:
    """The files of one templates folder; links that lead out of it are an error."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[Path, bytes] = {}
        self._real = root.resolve()
        if self._real.parent != root.parent.resolve():
            raise TemplateFault("templates", 1, "leads outside the project")

    @property
    def is_built_in(self) -> bool:
        """Whether it is the program's own, even where a project's folder is the same."""
        return self._real == _built_in_folder().resolve()

    def read_template(self, template: str) -> tuple[str, str] | None:
        """Return the text of a template and the path of its file; None if there is no such file here.

        The text has no white space at the beginning of lines: templates are indented for people, pages are not.
        """
        parts = template.split("/")
        if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
            return None
        path = self._root.joinpath(*parts)
        if not path.exists() and not path.is_symlink():
            return None
        try:
            return _INDENTATION.sub("", self._read_file(path).decode()), str(path)
        except UnicodeDecodeError:
            raise TemplateFault(f"templates/{template}", 1, "not UTF-8 text") from None

    def static_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files under static/; links to folders are not followed."""
        base = self._root / "static"
        if base.is_symlink():
            raise TemplateFault("templates/static", 1, "a link to a folder is not followed")
        for path in sorted(base.rglob("*")):
            name = path.relative_to(base).as_posix()
            if (path.is_file() or path.is_symlink()) and not any(part.startswith(".") for part in name.split("/")):
                if not (name.isprintable() or name.startswith(_BUNDLED)):
                    raise TemplateFault(
                        f"templates/static/{name}",
                        1,
                        "no address can have this name: rename it to printable UTF-8",
                    )
                yield name, self._read_file(path)

    def template_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield all templates in the order of their paths."""
        for path in sorted(self._root.rglob("*.html")):
            name = path.relative_to(self._root).as_posix()
            if path.is_file() and not name.startswith("static/"):
                yield name, self._read_file(path)

    def contains(self, path: str) -> bool:
        return path.startswith(f"{self._root}/")

    def relative_name(self, path: str) -> str:
        return Path(path).relative_to(self._root).as_posix()

    def _read_file(self, path: Path) -> bytes:
        """Return the content of the file, which is read once, so that all pages have the same theme."""
        if path in self._known:
            return self._known[path]
        name = f"templates/{path.relative_to(self._root).as_posix()}"
        try:
            real = path.resolve()
            if not real.is_relative_to(self._real):
                raise TemplateFault(name, 1, "leads outside the project")
            if not real.is_file():
                raise TemplateFault(name, 1, "is no regular file")
            self._known[path] = real.read_bytes()
        except (OSError, RuntimeError) as fault:  # a loop of links is a RuntimeError
            raise TemplateFault(name, 1, f"cannot be read: {getattr(fault, 'strerror', None) or fault}") from fault
        return self._known[path]


def _built_in_folder() -> Path:
    """Return templates/ inside the installed package or, in a checkout, beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _bundle_styles(static: Mapping[str, bytes]) -> bytes:
    """Return one style sheet: the layers in their order, then the project's further files, outside any layer."""
    layers = {f"css/{layer}.css": layer for layer in LAYERS}
    parts = [f"@layer {', '.join(LAYERS)};\n".encode()]
    parts += [
        b"@layer %s {\n%s}\n" % (layer.encode(), _part_of_bundle(static.get(name, b"")))
        for name, layer in layers.items()
    ]
    parts += [
        _part_of_bundle(content) for name, content in static.items() if name.startswith("css/") and name not in layers
    ]
    return b"".join(parts)


def _bundle_scripts(files: Iterable[bytes]) -> bytes:
    """Return one script in which each file has a scope of its own."""
    return b"".join(b'(function () {\n"use strict";\n%s})();\n' % _part_of_bundle(content) for content in files)


def _strip_comments(name: str, content: bytes) -> bytes:
    """Return a style sheet or script of ours without comments and indentation, which no reader needs to load.

    Ours have no text of several lines, and a comment of a script has its lines for itself.
    """
    if name.endswith(".css"):
        content = _STYLE_COMMENT.sub(b"", content)
    elif not name.endswith(".js"):
        return content
    return _PLAIN_LINES.sub(b"", content)


def _part_of_bundle(content: bytes) -> bytes:
    """Return the file as a part of a bundle: without byte-order mark, with a line break at its end."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    return content if not content or content.endswith(b"\n") else content + b"\n"


def _fingerprint_path(content: bytes, kind: str) -> str:
    return f"assets/verbatim-{sha256(content).hexdigest()[:12]}.{kind}"


# The files that programs read: notebooks, dashboards and readers of annotations run in pages of other sites.
_OPEN_DATA = ("/*.json", "/*.csv", "/*.jsonld", "/*.xml", "/*.md", "/llms*.txt", "/sources/*.txt", "/topics/*.xml")


def _format_headers(assets: Assets, policy: str) -> bytes:
    """Return the `_headers` file of Netlify and Cloudflare Pages.

    Only files with a hash in their name are cached. Programs on other sites' pages may read the data.
    """
    forever = "  Cache-Control: public, max-age=31536000, immutable\n"
    return (
        "/*\n"
        f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  X-Frame-Options: DENY\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()\n"
        + "".join(f"/{path}\n{forever}" for path in (assets.style, assets.script, assets.search))
        + "".join(f"{path}\n  Access-Control-Allow-Origin: *\n" for path in _OPEN_DATA)
    ).encode()


def _walk_traceback(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    while trace:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
