"""The template engine: Jinja, with an escape of its own. The only module that imports `jinja2`.

A page prints some two hundred values, and Jinja makes a Markup of each. `escape_text` escapes text as text, which takes
a third of a page's time away. What a template means is what Jinja says.
"""

import os
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

# Gives a template's text and the path of its file; None where there is no template of that name.
TemplateLoader = Callable[[str], tuple[str, str] | None]


class TemplateSet:
    """The templates that `find` knows, each compiled once; `kept` is a folder for what is compiled, if it may be kept.

    Escaping is on, and a name that is not defined is an error.
    """

    def __init__(self, find: TemplateLoader, kept: Path | None = None) -> None:
        self._environment = _Environment(
            loader=_Loader(find),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_open_bytecode_cache(kept) if kept else None,
        )

    def page(self, name: str, view: object) -> str:
        """Return the page that the template makes of its one variable, `view`. Raises whatever the template does."""
        return self._environment.get_template(name).render(view=view)


def fault_place(fault: Exception) -> tuple[str | None, int | None, str]:
    """Return the template and the line that a fault itself names, and what it says."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.name, fault.lineno, _describe(fault)
    if isinstance(fault, TemplateNotFound):
        return None, None, f"no such template: {fault.name}"
    return None, None, _describe(fault)


def _describe(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


def escape_text(value: object) -> str:
    """Return the value as it is printed in a page: what `markupsafe.escape` says, without a Markup of each text."""
    if type(value) is not str:
        return value if type(value) is Markup else str(value) if type(value) is int else escape(value)
    # Most texts have none of them, which is quicker seen than replaced.
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    if '"' in value:
        value = value.replace('"', "&#34;")
    if "'" in value:
        value = value.replace("'", "&#39;")
    return value


class _Loader(BaseLoader):
    def __init__(self, find: TemplateLoader) -> None:
        self._find = find

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        found = self._find(template)
        if found is None:
            raise TemplateNotFound(template)
        return *found, lambda: True


class _Template(Template):
    """A template whose code escapes with `escape_text`.

    That the compiled code calls a global named `escape` is private to Jinja: pyproject.toml holds it below 3.2.
    """

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        template = super().from_code(*args, **kwargs)
        template.root_render_func.__globals__["escape"] = escape_text
        return template


class _Environment(Environment):
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja's would show what is added to the globals later; nothing is, and each page makes a copy of them.
        return {**self.globals, **(d or {})}


class _BytecodeCache(FileSystemBytecodeCache):
    """Compiled templates in a folder; one that there is no room for is compiled again."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _open_bytecode_cache(folder: Path) -> FileSystemBytecodeCache | None:
    """Keep compiled templates beside the built-in ones, as Python keeps those of modules.

    Who may write there, may write the program.
    """
    try:
        if not sys.dont_write_bytecode:
            folder.mkdir(exist_ok=True)
    except OSError:  # installed for all by somebody else
        return None
    return _BytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
