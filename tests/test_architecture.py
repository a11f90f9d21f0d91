"""The house as the code has it: who imports whom, what is imported in one place only, and what is nowhere.

Each rule is a function from a module to the faults it finds there, and comes with a line of code that breaks it: so
that a rule which no longer notices anything is noticed.
"""

import ast
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from generator.cli import ORDER, module_name

ROOT = Path(__file__).resolve().parent.parent / "generator"
LONGEST = 510

# A layer may import what stands before it, and itself.
LAYERS = ("", "language", "cache", "reading", "analysis", "publishing", "build", "commands", "cli")
# In publishing: what everything may use, the index, data files, views, and what puts a site together of them.
PUBLISHING = (
    frozenset(
        {
            "addresses",
            "comparisons",
            "direction",
            "excerpts",
            "fragments",
            "labels",
            "moved",
            "page_task",
            "pictures",
            "recordings",
            "tallies",
        }
    ),
    frozenset({"index"}),
    frozenset({"data", "fulltext"}),
    frozenset({"views"}),
    frozenset({"folders", "incremental", "live_site", "output", "pages", "templating", "theme", "tracking"}),
)
# The command line: what prints, exits and reads arguments. A command's own modules below its package do not.
COMMANDS = (
    "cli",
    "commands.shared.arguments",
    "commands.shared.findings",
    *(f"commands.{module_name(name)}" for name in ORDER),
)
# What a command may use of another: sites that are compared are read with the suspicion of the checker.
BORROWED = {
    "commands.diff": ("commands.verify.site_folder",),
    "commands.diff.site_diff": ("commands.verify.site_folder",),
    "commands.seal": ("commands.verify.site_check",),
    "commands.seal.sealed_site": ("commands.verify.seals",),
    # A source's new text comes in as its first did.
    "commands.update": ("commands.add.intake", "commands.add.article_import"),
    "commands.update.source_update": ("commands.add.intake", "commands.add.article_import"),
    "commands.update.address_check": ("commands.add.intake", "commands.add.article_import"),
}
GROUND = frozenset({
    "article_text", "assertion", "cues", "diagnostics", "folding", "id_references", "license", "model", "notices",
    "partial_dates", "patterns", "rating_scale", "source_files", "suspicion", "text", "uncited", "values", "vocabulary",
    "__init__",
})  # fmt: skip
# Packages of others, each in one place; None: anywhere, but only inside functions, since it costs at start-up.
ONLY_IN = {
    "yaml": ("reading.yamltree",),
    "markdown": ("reading.full_markdown",),
    "nh3": ("reading.full_markdown",),
    "jinja2": ("publishing.templating",),
    "click": COMMANDS,
    "mammoth": ("reading.kinds.word_worker",),
    "pypdfium2": ("reading.kinds.pdf_worker",),
    "trafilatura": ("commands.add.article_extraction",),
    "rapidfuzz": None,
}
# The only modules that touch files.
FILES = frozenset({
    "cache.build_cache", "reading.project_files", "publishing.theme", "publishing.templating", "publishing.fulltext",
    "publishing.output", "publishing.folders", "commands.new.starter_project", "commands.serve.static_files",
    "commands.suggest.worklist", "commands.seal.sealed_site", "commands.verify", "commands.add.article_import",
    "commands.shared.yaml_edit", "commands.shared.git", "commands.import_",
})  # fmt: skip
FILE_CALLS = frozenset({
    "open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rename", "mkdir", "touch",
})  # fmt: skip
CHANGES = frozenset({
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "sort", "update",
})  # fmt: skip
# Participles that do not end in -ed.
PARTICIPLES = frozenset({
    "begun", "bound", "brought", "built", "caught", "chosen", "done", "drawn", "felt", "found", "given", "gone",
    "grown", "heard", "held", "hidden", "kept", "known", "laid", "left", "lost", "made", "meant", "met", "paid", "said",
    "seen", "sent", "shown", "sold", "sought", "spelt", "stood", "taken", "taught", "thought", "told", "torn",
    "understood", "worn", "written",
})  # fmt: skip
# What differs between two machines, two runs or two days.
OF_THE_MOMENT = frozenset({"random", "secrets", "locale", "getpass", "platform", "socket"})
CLOCKS = frozenset({"now", "today", "utcnow", "ctime", "localtime", "gmtime", "strftime", "time_ns"})
UNIQUE = frozenset({"uuid.uuid1", "uuid.uuid4", "os.getlogin", "os.urandom", "os.environ", "os.getenv", "time.time"})


@dataclass(frozen=True)
class Module:
    """A module of the package by its name without `generator.`, such as `reading.schema`."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @property
    def layer(self) -> int:
        first = self.name.partition(".")[0]
        if first == "__main__":
            return LAYERS.index("cli")
        return 0 if first in GROUND else LAYERS.index(first)

    @property
    def publishing_layer(self) -> int | None:
        """Its layer within publishing; None for a module of another place."""
        place, _, rest = self.name.partition(".")
        if place != "publishing" or not rest:
            return None
        part = rest.partition(".")[0]
        return next(number for number, parts in enumerate(PUBLISHING) if part in parts)

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every module that is imported anywhere in it, by its full name."""
        return frozenset(_imported(self.nodes))

    @cached_property
    def imports_at_start(self) -> frozenset[str]:
        """Those imported as soon as the module is."""
        inner = {id(each) for node in self.nodes if isinstance(node, _FUNCTIONS) for each in ast.walk(node)}
        return frozenset(_imported(each for each in self.nodes if id(each) not in inner))

    @property
    def own_imports(self) -> Iterator["Module"]:
        for imported in sorted(self.imports):
            package_of_its_own = f"generator.{self.name}".startswith(f"{imported}.")
            if imported in BY_NAME and not package_of_its_own:
                yield BY_NAME[imported]


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
Rule = Callable[[Module], Iterator[str]]


def _imported(nodes: Iterator[ast.AST] | tuple[ast.AST, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written in full"
            yield node.module or ""
            # What is imported from a package may be a module of it.
            yield from (f"{node.module}.{each.name}" for each in node.names)


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
    return Module(name, path.read_text(encoding="utf-8"))


MODULES = tuple(_read(each) for each in sorted(ROOT.rglob("*.py")))
BY_NAME = {f"generator.{each.name}": each for each in MODULES}


# -- the rules ----------------------------------------------------------------------------------------------------


def imports_point_one_way(module: Module) -> Iterator[str]:
    """A module imports only from its own layer and those below: cli, commands, build, publishing, analysis, reading."""
    for each in module.own_imports:
        same_place = each.name.partition(".")[0] == module.name.partition(".")[0]
        if each.layer > module.layer or (each.layer == module.layer > 0 and not same_place and each.name != "cli"):
            yield f"imports {each.name}"


def publishing_points_one_way(module: Module) -> Iterator[str]:
    """In publishing the index knows no data file and no view, data files know no view, and none knows the pages."""
    layer = module.publishing_layer
    for imported in module.own_imports:
        if layer is not None and imported.publishing_layer is not None and imported.publishing_layer > layer:
            yield f"imports {imported.name}"


def nothing_imports_the_command_line(module: Module) -> Iterator[str]:
    """Only the program's entry imports cli."""
    if "generator.cli" in module.imports and module.name != "__main__":
        yield "imports cli"


def foreign_packages_have_one_place(module: Module) -> Iterator[str]:
    """yaml, markdown, nh3, jinja2 and others are each imported in one place; rapidfuzz only inside functions."""
    for package, places in ONLY_IN.items():
        if places is None:
            if any(_is_of(each, package) for each in module.imports_at_start):
                yield f"imports {package} at its start"
        elif module.name not in places and any(_is_of(each, package) for each in module.imports):
            yield f"imports {package}"


def _is_of(imported: str, package: str) -> bool:
    return imported == package or imported.startswith(package + ".")


def commands_stand_apart(module: Module) -> Iterator[str]:
    """A command imports nothing of another command: what several need is in commands/shared."""
    package, _, rest = module.name.partition(".")
    if package != "commands":
        return
    own = rest.partition(".")[0]
    for imported in module.own_imports:
        layer, _, inner = imported.name.partition(".")
        foreign = layer == "commands" and inner and inner.partition(".")[0] not in {own, "shared"}
        # `from generator.commands.verify.site_folder import …` runs the package it is in, too.
        if foreign and not any(_is_of(name, imported.name) for name in BORROWED.get(module.name, ())):
            yield f"imports {imported.name}"


def verify_stands_alone(module: Module) -> Iterator[str]:
    """What commands/verify holds, but for its declaration, imports the standard library and itself only."""
    if module.name.startswith("commands.verify."):
        for each in module.imports:
            if each.partition(".")[0] not in sys.stdlib_module_names and not _is_of(each, "generator.commands.verify"):
                yield f"imports {each}"


def only_the_command_line_talks(module: Module) -> Iterator[str]:
    """Nothing but the command line prints, exits or reads arguments; a process that shares work ends itself."""
    if module.name in {*COMMANDS, "__main__"}:
        return
    talk = {"sys.argv", "sys.exit", "sys.stdout", *(() if module.name == "cache.parallel" else ("os._exit",))}
    for node in module.nodes:
        if isinstance(node, ast.Name) and node.id in {"print", "input", "exit", "quit", "SystemExit"}:
            yield f"line {node.lineno}: {node.id}"
        if isinstance(node, ast.Attribute) and ast.unparse(node) in talk:
            yield f"line {node.lineno}: {ast.unparse(node)}"


def files_have_their_places(module: Module) -> Iterator[str]:
    """Files are opened, made and moved only where that is the module's task."""
    if any(_is_of(module.name, each) for each in FILES):
        return
    near = {"pathlib", "os", "io"} & module.imports
    for node in module.nodes:
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            first, last = called.split(".")[0], called.split(".")[-1]
            # `writer.open(tag)` opens no file where nothing of files is imported.
            if last in FILE_CALLS and first not in {"click", "project_files"} and (near or called == "open"):
                yield f"line {node.lineno}: {called}"


def nothing_of_the_moment(module: Module) -> Iterator[str]:
    """No clock, no chance, no environment, no locale: the same input gives the same bytes.

    One module goes on the network, one makes the secret of a server, and the command line may ask what day it is.
    """
    apart = {"commands.shared.fetch", "commands.serve.dev_server"}
    for each in sorted(module.imports):
        if (each.partition(".")[0] in OF_THE_MOMENT and module.name not in apart) or each in UNIQUE:
            yield f"imports {each}"
    # A lock may be waited for, and an edit; and how long work takes says how many processes do it.
    # A host is not asked again at once.
    waiting = {"publishing.folders", "commands.serve.watch", "cache.memo", "commands.update.address_check"}
    if "time" in module.imports and module.name not in waiting:
        yield "imports time"
    # What a terminal's user wishes stands in the environment, and the command line asks for it.
    unique = UNIQUE - {"os.environ"} if module.name == "commands.shared.findings" else UNIQUE
    for node in module.nodes:
        if isinstance(node, ast.Attribute):
            name = ast.unparse(node)
            if (node.attr in CLOCKS and module.name != "commands.shared.arguments") or name in unique:
                yield f"line {node.lineno}: {name}"
        called = node.func if isinstance(node, ast.Call) and module.name != "values" else None  # it says what hash is
        if isinstance(called, ast.Name) and called.id == "hash":
            yield f"line {called.lineno}: hash() differs from run to run"


def sets_are_not_walked(module: Module) -> Iterator[str]:
    """No loop goes over a set as such: its order differs from run to run."""
    for node in module.nodes:
        walked = node.iter if isinstance(node, (ast.For, ast.comprehension)) else None
        made = isinstance(walked, ast.Call) and ast.unparse(walked.func) in {"set", "frozenset"}
        if walked is not None and (made or isinstance(walked, (ast.Set, ast.SetComp))):
            yield f"line {walked.lineno}: {ast.unparse(walked)}"


def no_mutable_state(module: Module) -> Iterator[str]:
    """What a module holds never changes: no `global`, and no change to a name of the module's own."""
    held = {each.id for node in module.tree.body for each in _targets(node)}
    for node in module.nodes:
        if isinstance(node, ast.Global):
            yield f"line {node.lineno}: global {', '.join(node.names)}"
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)) and _name(node.value) in held:
            yield f"line {node.lineno}: changes {_name(node.value)}"
        if isinstance(node, ast.AugAssign) and _name(node.target) in held:
            yield f"line {node.lineno}: changes {_name(node.target)}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CHANGES
            and _name(node.func.value) in held
        ):
            yield f"line {node.lineno}: changes {_name(node.func.value)}"


def lists_of_a_module_are_constants(module: Module) -> Iterator[str]:
    """A list, dict or set that a module holds is written as a constant: in capitals."""
    for node in module.tree.body:
        value = getattr(node, "value", None)
        mutable = isinstance(value, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp))
        for each in _targets(node):
            if mutable and not each.id.isupper() and not each.id.startswith("__"):
                yield f"line {each.lineno}: {each.id}"


def _targets(node: ast.stmt) -> Iterator[ast.Name]:
    if isinstance(node, ast.Assign):
        yield from (each for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def values_are_frozen(module: Module) -> Iterator[str]:
    """A dataclass has slots; what the model and the views hand out is frozen too."""
    strict = module.name in {"model", "diagnostics"} or module.name.startswith("publishing.views")
    for node in module.nodes:
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            written = ast.unparse(decorator)
            if not written.startswith("dataclass"):
                continue
            if "slots=True" not in written:
                yield f"line {decorator.lineno}: no slots"
            if strict and "frozen=True" not in written and not node.name.startswith("_"):
                yield f"line {decorator.lineno}: not frozen"


def files_are_short(module: Module) -> Iterator[str]:
    """A file can be read at one sitting."""
    lines = module.source.count("\n")
    if lines > LONGEST:
        yield f"{lines} lines"


def every_module_says_what_it_is(module: Module) -> Iterator[str]:
    """A module that holds anything begins with what it is for."""
    if module.source.strip() and not ast.get_docstring(module.tree):
        yield "no docstring"


def functions_are_named_by_a_verb(module: Module) -> Iterator[str]:
    """No function is named by a participle alone, such as `told` or `_escaped`: it says what it does, and to what."""
    for node in module.nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_participle(node.name.strip("_")):
            yield f"line {node.lineno}: {node.name}"


def _is_participle(name: str) -> bool:
    """Return whether a name of one word is a participle, as far as its ending shows: `need` and `embed` are none."""
    return name in PARTICIPLES or ("_" not in name and name.endswith("ed") and not name.endswith(("eed", "embed")))


BROKEN: dict[Rule, Module] = {
    imports_point_one_way: Module("analysis.checks", "from generator.publishing import output"),
    publishing_points_one_way: Module("publishing.data.feeds", "from generator.publishing.views import frame"),
    nothing_imports_the_command_line: Module("commands.new.starter_project", "from generator import cli"),
    foreign_packages_have_one_place: Module("commands.shared.passage_search", "from rapidfuzz import fuzz"),
    commands_stand_apart: Module("commands.shared.passage_search", "from generator.commands.add import fetch"),
    verify_stands_alone: Module("commands.verify.data", "from generator.text import fold"),
    only_the_command_line_talks: Module("build", "print('done')"),
    files_have_their_places: Module("analysis.references", "from pathlib import Path\nPath('x').read_text()"),
    nothing_of_the_moment: Module("publishing.data.feeds", "updated = datetime.datetime.now()"),
    sets_are_not_walked: Module("analysis.references", "for each in set(names): write(each)"),
    no_mutable_state: Module("analysis.references", "_SEEN = {}\ndef see(id):\n    _SEEN[id] = True"),
    lists_of_a_module_are_constants: Module("analysis.references", "seen = []"),
    values_are_frozen: Module("model", "@dataclass(slots=True)\nclass Claim: ..."),
    files_are_short: Module("analysis.references", "\n" * (LONGEST + 1)),
    every_module_says_what_it_is: Module("analysis.references", "LIMIT = 1"),
    functions_are_named_by_a_verb: Module("analysis.references", "def _escaped(text): ..."),
}


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    """Every module of the program keeps every rule of the house."""
    faults = [f"{module.name}: {fault}" for module in MODULES for fault in rule(module)]
    assert not faults, f"{rule.__doc__}\n" + "\n".join(faults)


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_the_rule_notices_what_breaks_it(rule: Rule) -> None:
    """Every rule finds the fault in a module that was written to break it."""
    assert list(rule(BROKEN[rule]))


def find_shared_class_names(modules: Iterable[Module]) -> list[str]:
    """Return the names of classes that are in more than one of the modules."""
    names = Counter(
        name for module in modules for name in {node.name for node in module.nodes if isinstance(node, ast.ClassDef)}
    )
    return sorted(name for name, count in names.items() if count > 1)


def test_no_class_name_is_in_two_modules() -> None:
    """A class is known by its name alone, wherever it is imported."""
    assert not find_shared_class_names(MODULES)


def test_a_class_name_in_two_modules_is_noticed() -> None:
    """The rule finds a class that two modules define, and not one that is twice in one module."""
    first, second = Module("text", "class Span: ...\nclass Span: ..."), Module("model", "class Span: ...")
    assert find_shared_class_names([first]) == []
    assert find_shared_class_names([first, second]) == ["Span"]


@pytest.mark.parametrize("name", ["told", "escaped", "found"])
def test_a_participle_is_noticed(name: str) -> None:
    """Regular and irregular participles are found."""
    assert _is_participle(name)


@pytest.mark.parametrize("name", ["escape_text", "find_passage", "feed", "embed", "parse_quoted"])
def test_a_verb_is_no_participle(name: str) -> None:
    """A verb, and a participle beside one, are no fault."""
    assert not _is_participle(name)


# -- the tests ----------------------------------------------------------------------------------------------------

TESTS = ROOT.parent / "tests"


def find_imports_of_tests(source: str) -> Iterator[str]:
    """Yield what a test module imports from `tests` outside tests/support."""
    for name in sorted(set(_imported(ast.walk(ast.parse(source))))):
        if _is_of(name, "tests") and name not in {"tests", "tests.support"} and not _is_of(name, "tests.support"):
            yield name


def test_no_test_module_imports_another() -> None:
    """What several test modules share is in tests/support: a test module can be read, changed or removed by itself."""
    paths = [path for path in sorted(TESTS.rglob("*.py")) if "node_modules" not in path.parts]
    faults = [
        f"{path.relative_to(TESTS)} imports {name}"
        for path in paths
        for name in find_imports_of_tests(path.read_text(encoding="utf-8"))
    ]
    assert len(paths) > 50
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("source", ["from tests.test_cli import verbatim", "from tests import conftest"])
def test_an_import_of_a_test_module_is_noticed(source: str) -> None:
    """The rule finds a test module that is imported by its name or from its package."""
    assert list(find_imports_of_tests(source))


def test_every_module_has_a_layer() -> None:
    """No module stands beside the house: a new one is given its layer here."""
    assert len(MODULES) > 20
    for each in MODULES:
        assert each.layer >= 0


def test_no_module_imports_itself_by_way_of_others() -> None:
    """The imports inside the package have no circle."""
    waiting = {each.name: {other.name for other in each.own_imports if other.name != each.name} for each in MODULES}
    while waiting:
        free = {name for name, needs in waiting.items() if not needs & waiting.keys()}
        assert free, f"a circle among {sorted(waiting)}"
        waiting = {name: needs for name, needs in waiting.items() if name not in free}
