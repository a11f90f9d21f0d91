"""Templates, styles and scripts: a view becomes a page; the theme's files become the site's assets.

A project's own file stands for the built-in of the same name. The five style sheets are cascade layers; further ones
of the project come after them, outside any layer, and so win. Other files in static/ are published under assets/.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from generator.publishing.addresses import Assets
from generator.publishing.direction import isolate_controls
from generator.publishing.views.frame import POLICY, View

if TYPE_CHECKING:
    from generator.publishing.templating import TemplateSet

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
LAYERS = ("tokens", "base", "frame", "components", "print")
_BUNDLED = ("css/", "js/")  # the folders of static/ whose files are published as one


class TemplateFault(Exception):
    """A template that fails: its path as the project has it, the line from 1, and what is wrong."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Theme:
    """The built-in templates under a project's own (`own`, its templates/ folder, which need not exist).

    Raises TemplateFault where a file of the theme cannot be used. Each template is compiled once.
    """

    def __init__(self, own: Path | None = None) -> None:
        self.own = own
        built_in = _Folder(_built_in())
        self._folders = (_Folder(own), built_in) if own and own.is_dir() else (built_in,)
        static = self._static()
        style, script = _style(static), _script(static)
        self.assets = Assets(_fingerprinted(style, "css"), _fingerprinted(script, "js"), sheet=style.decode())
        self._files = {
            self.assets.style: style,
            self.assets.script: script,
            **{f"assets/{name}": content for name, content in static.items() if not name.startswith(_BUNDLED)},
            ".nojekyll": b"",
        }

    @cached_property
    def digest(self) -> str:
        """Of all templates: two themes that have the same digest make the same pages of the same views."""
        told = sha256()
        for folder in self._folders:
            for name, content in folder.templates():
                told.update(f"{name} {len(content)}\n".encode("utf-8", "surrogateescape") + content)
        return told.hexdigest()

    def render(self, view: View) -> bytes:
        """The view's page in UTF-8.

        Its template sees one variable, `view`; all text is escaped, and none is shown reordered.
        """
        try:
            return isolate_controls(self._templates.page(view.template, view).encode())
        except TemplateFault:
            raise
        except Exception as fault:  # a project's template may raise anything
            raise self._fault(view.template, fault) from fault

    def files(self, policy: str = POLICY) -> Iterator[tuple[str, bytes]]:
        """Everything of the theme that the site holds beside its pages, in the order of the paths.

        `policy` is what servers are to allow; a page may allow itself less.
        """
        yield from sorted({**self._files, "_headers": _headers(self.assets, policy)}.items())

    @cached_property
    def _templates(self) -> "TemplateSet":
        from generator.publishing.templating import TemplateSet  # noqa: PLC0415 - many runs make no page

        return TemplateSet(self._source, _built_in() / "__pycache__")

    def _source(self, template: str) -> tuple[str, str] | None:
        return next(filter(None, (each.source(template) for each in self._folders)), None)

    def _static(self) -> dict[str, bytes]:
        """The files in static/, by their path in it; a project's own instead of the built-in."""
        found: dict[str, bytes] = {}
        for folder in reversed(self._folders):
            found.update(folder.static())
        return dict(sorted(found.items()))

    def _fault(self, template: str, fault: Exception) -> TemplateFault:
        from generator.publishing.templating import fault_place  # noqa: PLC0415 - as above

        named, number, message = fault_place(fault)
        if number is not None:
            return TemplateFault(f"templates/{named or template}", number, message)
        line = 1
        for path, number in _lines(fault.__traceback__):
            for folder in self._folders:
                if folder.holds(path):
                    template, line = folder.name(path), number
        return TemplateFault(f"templates/{template}", line, message)


class _Folder:
    """The files of one templates folder; none from outside it, whatever links say."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[Path, bytes] = {}
        self._real = root.resolve()
        if self._real.parent != root.parent.resolve():
            raise TemplateFault("templates", 1, "leads outside the project")

    def source(self, template: str) -> tuple[str, str] | None:
        """Return the text of a template and the path of its file; None where there is no such file here.

        The text has no white space at the beginning of a line: templates are indented for people, pages are not.
        """
        parts = template.split("/")
        if any(each in ("", ".", "..") or "\\" in each or "\0" in each for each in parts):
            return None
        path = self._root.joinpath(*parts)
        if not path.exists() and not path.is_symlink():
            return None
        try:
            return _INDENTATION.sub("", self._read(path).decode()), str(path)
        except UnicodeDecodeError:
            raise TemplateFault(f"templates/{template}", 1, "not UTF-8 text") from None

    def static(self) -> Iterator[tuple[str, bytes]]:
        """The files under static/, links to folders not followed."""
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
                yield name, self._read(path)

    def templates(self) -> Iterator[tuple[str, bytes]]:
        """All files but those under static/, in the order of their paths."""
        for path in sorted(self._root.rglob("*.html")):
            name = path.relative_to(self._root).as_posix()
            if path.is_file() and not name.startswith("static/"):
                yield name, self._read(path)

    def holds(self, path: str) -> bool:
        return path.startswith(f"{self._root}/")

    def name(self, path: str) -> str:
        return Path(path).relative_to(self._root).as_posix()

    def _read(self, path: Path) -> bytes:
        """What is in the file: read once, so that all pages are of one theme."""
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


def _built_in() -> Path:
    """templates/ inside the installed package or, in a checkout, beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _style(static: Mapping[str, bytes]) -> bytes:
    """One style sheet: the layers in their order, then what else the project has, unlayered."""
    layers = {f"css/{layer}.css": layer for layer in LAYERS}
    parts = [f"@layer {', '.join(LAYERS)};\n".encode()]
    parts += [b"@layer %s {\n%s}\n" % (layer.encode(), _text(static.get(name, b""))) for name, layer in layers.items()]
    parts += [_text(content) for name, content in static.items() if name.startswith("css/") and name not in layers]
    return b"".join(parts)


def _script(static: Mapping[str, bytes]) -> bytes:
    """One script; what a file declares is its own."""
    files = (_text(content) for name, content in static.items() if name.startswith("js/"))
    return b"".join(b'(function () {\n"use strict";\n%s})();\n' % each for each in files)


def _text(content: bytes) -> bytes:
    """The file as a part of a bundle: no byte-order mark, a line break at its end."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    return content if not content or content.endswith(b"\n") else content + b"\n"


def _fingerprinted(content: bytes, kind: str) -> str:
    return f"assets/verbatim-{sha256(content).hexdigest()[:12]}.{kind}"


def _headers(assets: Assets, policy: str) -> bytes:
    """What Netlify's and Cloudflare Pages' servers send with the site; only what has its hash in its name is kept."""
    forever = "  Cache-Control: public, max-age=31536000, immutable\n"
    return (
        "/*\n"
        f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  X-Frame-Options: DENY\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()\n"
        f"/{assets.style}\n{forever}/{assets.script}\n{forever}"
    ).encode()


def _lines(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    while trace:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
