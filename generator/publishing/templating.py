"""The template engine: Jinja, with shorter code for what every page does. The only module that imports `jinja2`.

A page is some two hundred values that are read and escaped, and a few dozen macros that are called. Jinja makes a
Markup of each text, looks in two places for each attribute and binds each call's arguments anew. Here a text is escaped
as text, an attribute is an attribute, and a macro that is given just what it names is called at once. What a template
means stays what Jinja says: where an attribute is none, Jinja as it comes makes the page.
"""

import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import suppress
from functools import cache, cached_property, partial
from hashlib import sha256
from keyword import iskeyword
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

# A template's text and the path of its file; None where there is no template of that name.
TemplateLoader = Callable[[str], tuple[str, str] | None]


class TemplateSet:
    """The templates that `find` knows, each compiled once; `kept` is a folder for what is compiled, if it may be kept.

    Escaping is on, and a name that is not defined is an error.
    """

    def __init__(self, find: TemplateLoader, kept: Path | None = None) -> None:
        self._find = find
        self._short = self._made(_Environment, _bytecode(kept) if kept else None)

    @cached_property
    def _whole(self) -> Environment:
        return self._made(Environment, None)

    def _made(self, kind: type[Environment], kept: BytecodeCache | None) -> Environment:
        return kind(
            loader=_Loader(self._find),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=kept,
        )

    def page(self, name: str, view: object) -> str:
        """The page that the template makes of its one variable, `view`. Raises whatever the template does."""
        try:
            return self._short.get_template(name).render(view=view)
        except AttributeError:  # an item, a name that may be missing, or a mistake: Jinja knows, and what to say
            return self._whole.get_template(name).render(view=view)


def fault_place(fault: Exception) -> tuple[str | None, int | None, str]:
    """The template and the line that a fault itself names, and what it says."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.name, fault.lineno, _said(fault)
    return None, None, f"no such template: {fault.name}" if isinstance(fault, TemplateNotFound) else _said(fault)


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


class _Loader(BaseLoader):
    def __init__(self, find: TemplateLoader) -> None:
        self._find = find

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        found = self._find(template)
        if found is None:
            raise TemplateNotFound(template)
        return *found, lambda: True


class _Generator(CodeGenerator):
    """Jinja's compiler: what it writes for `{{ text }}`, `{{ macro(value) }}` and `value.name` is shorter."""

    _shown: nodes.Expr | None = None  # the call that is being written as one that is shown

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape = environment.printed")
        self.writeline("shown = environment.shown")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        plain = isinstance(node, nodes.Call) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        self._shown = node if plain and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile else None
        if not self._shown:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        if node is not self._shown:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("shown(context, ")
        for each in (node.node, *node.args):
            self.visit(each, frame)
            self.write(", ")


class _Template(Template):
    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        """A block is one text to the page around it, which else would pass on each piece of it through its layouts."""
        made = super().from_code(*args, **kwargs)
        made.blocks = {name: partial(_whole, block) for name, block in made.blocks.items()}
        return made

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        # Jinja compares the globals of the page and of the template for each import; here they are always the same.
        return super()._get_default_module()


def _whole(block: Callable[[Context], Iterable[str]], context: Context) -> Iterator[str]:
    return iter(("".join(block(context)),))


class _Environment(Environment):
    code_generator_class = _Generator
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Jinja's would show what is added to the globals later; nothing is, and each page makes a copy of them.
        return {**self.globals, **(d or {})}

    @staticmethod
    def printed(value: object) -> str:
        """The value as it stands in a page: what `markupsafe.escape` says, without a Markup made of each text."""
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

    @staticmethod
    def shown(context: Context, called: Any, *values: object) -> str:
        """What is printed of a call. A macro that takes so many values, and nothing else, needs no binding of them."""
        if (
            type(called) is Macro
            and len(called.arguments) == len(values)
            and not (called.caller or called.catch_kwargs or called.catch_varargs)
        ):
            return called._func(*values)
        return _Environment.printed(context.call(called, *values))


class _Compiled(BytecodeCache):
    """Compiled templates in a folder, each bound to its source, to this compiler and to this Python.

    One that is damaged, or that there was no room for, is compiled again. Jinja's own such cache reads a file object by
    object, which takes ten times as long.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source_checksum(self, source: str) -> str:
        return sha256(f"{_compiler()}{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, ValueError, EOFError, TypeError):
            seal, _, code = self._path(bucket).read_bytes().partition(b"\n")
            if seal == _seal(bucket, code):
                bucket.code = marshal.loads(code)  # noqa: S302 - as Python does of its modules, which lie beside it

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            self._path(bucket).write_bytes(_seal(bucket, code) + b"\n" + code)

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}"


def _seal(bucket: Bucket, code: bytes) -> bytes:
    return sha256(f"{bucket.checksum} {sys.hexversion}".encode() + code).hexdigest().encode()


@cache
def _compiler() -> str:
    return sha256(Path(__file__).read_bytes()).hexdigest()


def _bytecode(folder: Path) -> BytecodeCache | None:
    """Compiled templates beside the built-in ones, as Python keeps those of modules.

    Who may write there, may write the program.
    """
    try:
        if not sys.dont_write_bytecode:
            folder.mkdir(exist_ok=True)
    except OSError:  # installed for all by somebody else
        return None
    return _Compiled(folder) if os.access(folder, os.W_OK) else None
