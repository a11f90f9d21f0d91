"""The template engine: Jinja with a faster escape. The only module that imports `jinja2`.

A page prints about two hundred values, and Jinja creates a Markup of each. `escape_text` returns plain text instead,
which saves a third of the time of a page. The meaning of templates is Jinja's.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import suppress
from functools import partial
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
from jinja2.runtime import Context
from markupsafe import Markup, escape

# Returns a template's text and the path of its file; None if there is no template of that name.
TemplateLoader = Callable[[str], tuple[str, str] | None]


class TemplateSet:
    """The templates that `find` finds, each compiled once, and kept in the folder `bytecode` if there is one.

    Escaping is on, and an undefined name is an error.
    """

    def __init__(self, find: TemplateLoader, bytecode: Path | None = None) -> None:
        self._environment = _Environment(
            loader=_Loader(find),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_open_bytecode_cache(bytecode) if bytecode else None,
        )

    def render_page(self, name: str, view: object) -> str:
        """Render the template with its one variable, `view`. Raises whatever the template raises."""
        return self._environment.get_template(name).render(view=view)


def fault_place(fault: Exception) -> tuple[str | None, int | None, str]:
    """Return the template and the line that a fault itself names, and its message."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.name, fault.lineno, _describe(fault)
    if isinstance(fault, TemplateNotFound):
        return None, None, f"no such template: {fault.name}"
    return None, None, _describe(fault)


def _describe(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


def escape_text(value: object) -> str:
    """Return the value as it is printed in a page: as `markupsafe.escape` does, without a Markup for each text."""
    if type(value) is not str:
        return value if type(value) is Markup else str(value) if type(value) is int else escape(value)
    # Most texts have none of these characters, and testing is faster than replacing.
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
        template.blocks = {name: partial(_render_block, block) for name, block in template.blocks.items()}
        return template


def _render_block(block: Callable[[Context], Iterable[str]], context: Context) -> Iterator[str]:
    """Yield a block as one text: else each piece of it goes through the layouts around it by itself."""
    yield "".join(block(context))


class _Environment(Environment):
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja's own also shows globals that are added later; none are, and a plain copy for each page is faster.
        return {**self.globals, **(d or {})}


class _BytecodeCache(FileSystemBytecodeCache):
    """Compiled templates in a folder; one that cannot be written is compiled again next time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _open_bytecode_cache(folder: Path) -> FileSystemBytecodeCache | None:
    """Return a cache of compiled templates beside the built-in ones, as Python has for modules; None if not writable.

    Whoever may write there may change the program itself.
    """
    try:
        if not sys.dont_write_bytecode:
            folder.mkdir(exist_ok=True)
    except OSError:  # installed for all by somebody else
        return None
    return _BytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
