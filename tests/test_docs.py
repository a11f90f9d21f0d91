"""The docs say what the program does: their tables, examples and transcripts are made by it, or run here.

`make accept` writes what the program says now into the docs; read the diff.
"""

import ast
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from benchmarks.reuse import families, run
from generator.analysis.anchoring.match import BRACKETS, REPLACED, build_layout, find_matches
from generator.analysis.hosts import SHARED_HOSTS
from generator.analysis.references import SHARED
from generator.analysis.uncited.relevance import ALONE, ENOUGH, MOST, SENTENCE, TERMS
from generator.analysis.uncited.uncited_mentions import MOST_MENTIONS, MOST_SILENT
from generator.build import build_project, check_project
from generator.cli import ORDER, commands
from generator.commands.new.starter_project import create_project
from generator.commands.shared import fetch
from generator.commands.suggest.scoring import WORDS, load_weights
from generator.diagnostics import CODES, as_text
from generator.folding import fold, fold_source
from generator.model import Evidence, Segment
from generator.publishing import addresses
from generator.reading import ids, media_files, mime_parts, project_files, sandbox, schema, shapes, yamltree
from generator.reading.kinds import KINDS, pdf_worker, word_worker
from tests.support.command_line import shell_environment
from tests.support.serve_process import LONGEST, ServeProcess, run_serve, wait_until

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = (
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "templates/README.md")),
    *sorted(DOCS.rglob("*.md")),
)
NEWLINE = "\n"
AGAIN = "is not what the program says now: run make accept and read the diff"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def hold(name: str, said: str, accept: bool) -> None:
    """The page is as said; under --accept it becomes so."""
    if accept:
        assert "PYTEST_XDIST_WORKER" not in os.environ, "several writers would overwrite one another: leave out -n"
        (DOCS / name).write_text(said, encoding="utf-8")
    assert read(name) == said, f"docs/{name} {AGAIN}"


# -- what is generated --------------------------------------------------------------------------------------------


def limits() -> str:
    rows: tuple[tuple[str, int | str], ...] = (
        ("bytes of one file: claims.yaml, an included file, an article", project_files.FILE_LIMIT),
        ("files in the sources folder, and matched by one include", project_files.FILES_LIMIT),
        ("folders inside one another in the sources folder", project_files.DEPTH_LIMIT),
        ("mappings and lists inside one another in YAML", yamltree.DEPTH),
        ("values that YAML aliases stand for, all together", yamltree.ALIASED),
        ("characters of an id", ids.ID_LENGTH),
        ("characters of a quote", shape(schema.EVIDENCE, "quote").most),
        ("characters of a Markdown text", shape(schema.CLAIM, "explanation").most),
        ("characters of a statement", shape(schema.CLAIM, "statement").most),
        ("pairs of brackets in a quote", BRACKETS),
        ("characters of the source that words in brackets stand for in a quote", REPLACED),
        ("pages of a PDF", pdf_worker.PAGES),
        ("characters of the text of a PDF", pdf_worker.CHARACTERS),
        ("bytes of the unpacked text of a Word document", word_worker.UNPACKED),
        ("parts of a mail, or of a page saved as one file", mime_parts.PARTS),
        ("mails and their parts inside one another", mime_parts.DEPTH),
        (
            "seconds of processor time to read such a document, or to find the article in a page",
            sandbox.SECONDS,
        ),
        ("bytes of the original of a source", project_files.LARGE_FILE_LIMIT),
        ("bytes of an original that is published", media_files.PUBLISHED_LIMIT),
        ("seconds for an address that an article is fetched from", fetch.SECONDS),
        ("redirections of such an address", fetch.REDIRECTIONS),
        ("entities that share one name", SHARED),
        ("terms of a claim, the rarest, that other sources are searched for", TERMS),
        ("sources of which a claim's page shows a sentence without a quote", MOST_MENTIONS),
        ("silent sources that a claim's page names", MOST_SILENT),
        ("items on one page of a list", addresses.PAGE_SIZE),
    )
    table = "".join(f"| {what} | {most:,} |\n" for what, most in rows)
    return f"| what | at most |\n| --- | --- |\n{table}"


def shape(record: shapes.RecordShape, name: str) -> shapes.TextShape | shapes.LinesShape:
    found = next(each.shape for each in record.fields if each.name == name)
    assert isinstance(found, shapes.TextShape | shapes.LinesShape)
    return found


def views() -> Iterator[tuple[str, type]]:
    """Every view class with the template that it is made for, by the template's name."""
    found = {}
    for path in (ROOT / "generator/publishing/views").glob("[!_]*.py"):
        module = import_module(f"generator.publishing.views.{path.stem}")
        for each in vars(module).values():
            if isinstance(each, type) and is_dataclass(each) and isinstance(getattr(each, "template", None), str):
                found[f"{each.template}"] = each  # type: ignore[attr-defined]
    yield from sorted(found.items())


def view_table() -> str:
    rows = "".join(
        f"| `{template}` | `{view.__name__}` in `{view.__module__.rpartition('.')[2]}.py` | "
        f"{', '.join(f'`{each.name}`' for each in fields(view))} |\n"
        for template, view in views()
    )
    return f"| template | view | what it has |\n| --- | --- | --- |\n{rows}"


def module_table() -> str:
    """Every module of the package with the first sentence of its docstring."""
    rows = []
    for path in sorted((ROOT / "generator").rglob("*.py"), key=lambda each: each.with_suffix("").parts):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if said:
            name = path.relative_to(ROOT).as_posix().removesuffix("/__init__.py")
            first = re.split(r"(?<=[^A-Z].)[.:] (?=[A-Z])|\.?\n|\.$", said)[0]
            rows.append(f"| `{name}` | {first.replace('|', chr(92) + '|').replace('<', '&lt;')} |\n")
    return "".join(("| module | what it is |\n| --- | --- |\n", *rows))


def usage(command: str) -> str:
    """The command's --help, as on a terminal of 100 columns."""
    shown = CliRunner().invoke(commands, [command, "--help"], prog_name="verbatim", terminal_width=100)
    assert shown.exit_code == 0
    return f"```text\n{shown.output}```\n"


def weight_table() -> str:
    """Every sign that counts when sentences are scored, as readers are told of it, with its weight and its origin."""
    table = json.loads((ROOT / "generator/commands/suggest/weights.json").read_text(encoding="utf-8"))
    learned, stated = table["learned"], table["stated"]
    rows = sorted(
        (-weight, WORDS.get(sign, sign), part)
        for part, signs in (("learned", {**learned["signs"], "host": learned["host"]}), ("stated", stated["signs"]))
        for sign, weight in signs.items()
    )
    lines = "".join(f"| {words} | {-minus:+.2f} | {part} |\n" for minus, words, part in rows)
    first = f"| any sentence | {learned['bias']:+.2f} | learned |\n"
    first += f"| the logarithm of one more than its words | {learned['length']:+.2f} | learned |\n"
    first += f"| the sum of the sentence before, above {stated['ordinary']} | {stated['before']:+.2f} | stated |\n"
    return f"| sign | weight | |\n| --- | --- | --- |\n{first}{lines}"


def word_table() -> str:
    """Every word that counts, by its weight to a tenth."""
    groups: dict[float, list[str]] = {}
    for word, weight in load_weights().words.items():
        groups.setdefault(round(weight, 1) or 0.0, []).append(word)
    rows = (f"| {weight:+.1f} | {' '.join(sorted(groups[weight]))} |\n" for weight in sorted(groups, reverse=True))
    return f"| weight | words |\n| --- | --- |\n{''.join(rows)}"


def pair_tables() -> str:
    """What the benchmark of reused text measures, but for seconds: one table a half."""
    halves = [run.make_half(name, families.read_families()) for name in families.HALVES]
    return "\n".join(run.format_table(each, run.judge_half(each)) for each in halves)


def kind_table() -> str:
    """Every kind of source with what of a file is its text."""
    rows = (f"| {', '.join(f'`{suffix}`' for suffix in kind.suffixes)} | {kind.text} |\n" for kind in KINDS)
    return f"| file | its text |\n| --- | --- |\n{''.join(rows)}"


GENERATED: Mapping[str, tuple[tuple[str, Callable[[], str]], ...]] = {
    "claims.md": (
        ("kinds", kind_table),
        ("hosts", lambda: ", ".join(f"`{host}`" for host in SHARED_HOSTS).replace(", ", ",\n")),
        ("reference", schema.reference_tables),
    ),
    "limits.md": (("limits", limits),),
    "templates.md": (("views", view_table),),
    "contributing/modules.md": (("modules", module_table),),
    "commands.md": (
        *((name, lambda name=name: usage(name)) for name in ORDER),
        ("weights", weight_table),
        ("words", word_table),
    ),
    "reuse.md": (("pairs", pair_tables),),
}


@pytest.mark.parametrize("name", GENERATED)
def test_generated_parts_are_what_the_program_says(name: str, accept: bool) -> None:
    """Between the markers of a page stands what the code says today: keys, limits, views, modules, help."""
    said = read(name)
    for part, made in GENERATED[name]:
        begin = f"<!-- generated: {part} -->\n"
        assert said.count(begin) == 1, f"docs/{name} needs one “{begin.strip()}”"
        before, _, rest = said.partition(begin)
        _, end, after = rest.partition("<!-- end -->\n")
        assert end
        said = f"{before}{begin}\n{made().strip()}\n\n{end}{after}"
    hold(name, said, accept)


def test_every_page_template_has_a_view() -> None:
    """What docs/templates.md lists is all there is: each file in templates/pages, and no other."""
    files = {f"pages/{each.name}" for each in (ROOT / "templates/pages").glob("*.html")}
    assert files == {template for template, _ in views()}


# -- diagnostics.md -----------------------------------------------------------------------------------------------

FENCED = re.compile(r"^`([^`\n]+)`(?: in (Latin-1))?\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> dict[str, str]:
    """The sections of docs/diagnostics.md by code; the first, with the project they all stand in, has no name."""
    _, *parts = re.split(r"^(?=#{2,3} )", read("diagnostics.md"), flags=re.MULTILINE)
    return {part.partition("\n")[0].lstrip("# "): part for part in parts if part.startswith("### ")}


def found_in(folder: Path, *texts: str, mentions: bool = False) -> str:
    for text in texts:
        for path, encoding, content in FENCED.findall(text):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode(encoding or "utf-8"))
    return as_text(check_project(folder, mentions=mentions).diagnostics)


def test_every_code_is_documented() -> None:
    """docs/diagnostics.md has every code there is, in the table's order, under its severity and with its meaning."""
    page = read("diagnostics.md")
    errors, _, warnings = page.partition("\n## Warnings\n")
    assert list(examples()) == list(CODES)
    for code, (severity, meaning) in CODES.items():
        part = errors if severity == "error" else warnings
        assert f"\n### {code}\n\n*{meaning[0].upper()}{meaning[1:]}.*\n" in part


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_code_gives_just_it(code: str, tmp_path: Path, accept: bool) -> None:
    """Each example, laid into the page's small project, gives the diagnostic that stands below it and no other."""
    page = read("diagnostics.md")
    project_as_shown = page.partition("\n## Errors\n")[0]
    example = examples()[code]
    said = found_in(tmp_path, project_as_shown, example, mentions=code == "unquoted-mention")
    assert {line.partition("[")[2].partition("]")[0] for line in said.splitlines() if not line.startswith(" ")} == {
        code
    }
    shown = SAID.search(example)
    assert shown, f"the example of {code} has no ```console part"
    hold("diagnostics.md", page.replace(example, example.replace(shown[0], f"```console\n{said}```")), accept)


def test_the_project_of_the_examples_is_sound(tmp_path: Path) -> None:
    """The project that the examples stand in has nothing wrong but its include, which matches nothing yet."""
    said = found_in(tmp_path, read("diagnostics.md").partition("\n## Errors\n")[0])
    assert said.count("\n") == 1
    assert "unmatched-include" in said


# -- claims.md and quotes.md --------------------------------------------------------------------------------------


def test_the_examples_of_the_claims_page_are_one_project(tmp_path: Path) -> None:
    """The YAML on docs/claims.md, joined, and the articles shown there make a project without error or warning."""
    page = read("claims.md")
    articles = re.findall(r"`(seeds/\w+\.txt)` says:\n\n```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(articles) == 3
    (tmp_path / "seeds").mkdir()
    for path, text in articles:
        (tmp_path / path).write_text(text, encoding="utf-8")
    claims = "".join(re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    (tmp_path / "claims.yaml").write_text(claims, encoding="utf-8")
    assert as_text(check_project(tmp_path).diagnostics) == ""


def rows(page: str) -> Iterator[Mapping[str, str]]:
    """The rows of the tables that have a quote, by the names of their columns."""
    names: list[str] = []
    for line in page.splitlines():
        cells = [each.strip() for each in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells or set(cells[0]) <= {"-"}:
            names = names if cells else []
        elif "quote" in cells:
            names = cells
        elif names:
            yield dict(zip(names, cells, strict=True))


QUOTES = tuple(rows(read("quotes.md")))


def code(cell: str) -> str:
    text = re.fullmatch(r"`(.*)`", cell)
    return re.sub(r"\\u([0-9a-f]{4})", lambda each: chr(int(each[1], 16)), text[1]).replace("\\n", "\n") if text else ""


@pytest.mark.parametrize("row", QUOTES, ids=lambda row: f"{row['quote']} in {row['source']}")
def test_the_tables_of_the_quotes_page_hold(row: Mapping[str, str]) -> None:
    """Each row of docs/quotes.md: the quote is found, or not, or so often, or is published as the row says."""
    text = code(row["source"])
    typed = Evidence("claim", 1, "source", code(row["quote"]), "supports")
    quote, source = fold(typed.quote), fold_source(text)
    beside = (fold(code(row.get(each, ""))).text for each in ("prefix", "suffix"))
    matches, pattern = find_matches(quote.text, source, *beside)
    expected = row["result"]
    counted = re.fullmatch(r"found (\d+) times", expected)
    assert len(matches) == (0 if expected == "not found" else int(counted[1]) if counted else 1)
    if expected.startswith("`"):
        layout = build_layout(typed.quote, quote, source, matches[0], pattern)
        assert [text[each.start : each.end] for each in layout if isinstance(each, Segment)] == [
            code(each) for each in expected.split(" … ")
        ]


def test_the_quotes_page_has_its_tables() -> None:
    """The tables are read: nothing above passes for want of rows."""
    assert len(QUOTES) > 30
    assert {row["result"] for row in QUOTES} >= {"found", "not found", "found 2 times"}


def test_the_numbers_of_the_silence_page_are_the_codes() -> None:
    """docs/silence.md gives the rule's numbers as the code has them."""
    page = " ".join(read("silence.md").split())
    for words in (
        f"which weigh {ALONE} together", f"counts as half, or {ENOUGH};", f"at least three terms weigh {MOST} of",
        f"sentences that weigh {MOST} of the statement", f"longer than {SENTENCE} characters",
        f"a sentence of {MOST_MENTIONS} sources at most, and names {MOST_SILENT} silent ones",
        f"the {TERMS} rarest terms",
    ):  # fmt: skip
        assert words in page


# -- transcripts, links, mentions ---------------------------------------------------------------------------------


@pytest.fixture
def typed(tmp_path: Path) -> Callable[[str], tuple[int, str]]:
    """Types a line at a shell that knows `verbatim`, in an empty folder: the exit status, and all that it said."""
    environment = shell_environment(tmp_path)
    work = tmp_path / "work"
    work.mkdir()

    def typing(line: str) -> tuple[int, str]:
        ran = subprocess.run(
            ["/bin/sh", "-c", line], cwd=work, env=environment, text=True, check=False, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return ran.returncode, ran.stdout

    return typing


def test_the_transcript_is_what_happens(typed: Callable[[str], tuple[int, str]], accept: bool) -> None:
    """The commands of docs/commands.md, typed one after the other in an empty folder, say what stands there."""
    page = read("commands.md")
    shown = SAID.search(page)
    assert shown
    lines = [each for each in shown[1].splitlines() if each.startswith("$ ")]
    said = "\n".join(f"{line}\n{typed(line[2:])[1]}" for line in lines)
    assert "fault in verbatim" not in said
    hold("commands.md", page.replace(shown[0], f"```console\n{said}```"), accept)


def test_the_readme_can_be_followed(typed: Callable[[str], tuple[int, str]], tmp_path: Path) -> None:
    """The commands of README.md, typed in its order, all work; the message that it shows is one that there is."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^    (verbatim .*)$", page, re.MULTILINE)
    assert len(lines) > 5
    for line in lines:
        if line.startswith("verbatim serve "):
            with run_serve(tmp_path / "work" / line.split()[2]) as running:
                assert b"The Sunday library" in seen(running)
        else:
            assert typed(line)[0] == 0, line
    (shown,) = re.findall(r"^    claims.yaml:\S+ (error.*)\n    (    .*)\n    (    .*)$", page, re.MULTILINE)
    assert "\n".join(shown) in read("diagnostics.md")


def seen(running: ServeProcess) -> bytes:
    with urlopen(running.address, timeout=LONGEST) as page:  # noqa: S310 - our own server's
        content: bytes = page.read()
        return content


STEPS = re.compile(
    r"^```console\n(?P<typed>.*?)^```$|"
    r"^`(?P<path>[^`\n]+)`\n\n```\w+\n(?P<saved>.*?)^```$|"
    r"^    verbatim serve (?P<served>\w+)$",
    re.MULTILINE | re.DOTALL,
)


def test_the_tutorial_can_be_followed(typed: Callable[[str], tuple[int, str]], tmp_path: Path, accept: bool) -> None:
    """docs/tutorial.md, typed and saved in its order beside a running `verbatim serve`, goes as it says."""
    page = read("tutorial.md")
    servers: list[ServeProcess] = []
    with ExitStack() as running:

        def followed(step: re.Match[str]) -> str:
            if step["served"]:
                servers.append(running.enter_context(run_serve(tmp_path / "work" / step["served"])))
            elif step["path"]:
                (tmp_path / "work" / step["path"]).write_text(step["saved"], encoding="utf-8")
            else:
                lines = [each for each in step["typed"].splitlines() if each.startswith("$ ")]
                return f"```console\n{''.join(f'{line}{NEWLINE}{typed(line[2:])[1]}' for line in lines)}```"
            return step[0]

        said = STEPS.sub(followed, page)
        (served,) = servers
        wait_until(lambda: b"Repairing the footbridge costs some 140,000 euros" in seen(served))
        code, _, error = served.end()
        assert (code, "Traceback" in error) == (0, False)
    for wanted in ("error[quote-not-found]", "all is well", "everything matches"):
        assert wanted in said
    assert "fault in verbatim" not in said
    hold("tutorial.md", said, accept)


def test_a_desks_day_can_be_followed(typed: Callable[[str], tuple[int, str]], tmp_path: Path, accept: bool) -> None:
    """docs/desks-day.md, typed and saved in its order, says what stands there; one quote is refused, and no more."""
    statuses: list[int] = []

    def follow(step: re.Match[str]) -> str:
        if step["path"]:
            (tmp_path / "work" / step["path"]).write_text(step["saved"], encoding="utf-8")
            return step[0]
        shown = []
        for line in (each for each in step["typed"].splitlines() if each.startswith("$ ")):
            status, said = typed(line[2:])
            statuses.append(status)
            shown.append(f"{line}\n{said}")
        return f"```console\n{''.join(shown)}```"

    page = read("desks-day.md")
    said = STEPS.sub(follow, page)
    assert "fault in verbatim" not in said
    assert [status for status in statuses if status] == [1, 1]  # the quote that differs, and the check after the update
    hold("desks-day.md", said, accept)


def test_the_templates_shown_work(tmp_path: Path) -> None:
    """The template and the style sheet that docs/templates.md shows do what it says, in a project of their own."""
    page = read("templates.md")
    create_project(tmp_path)
    for kind, path in (("html", "pages/404.html"), ("css", "static/css/ours.css")):
        (shown,) = re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        assert path in page
        file = tmp_path / "templates" / path
        file.parent.mkdir(parents=True)
        file.write_text(shown, encoding="utf-8")
    build_project(tmp_path, tmp_path / "site")
    lost = (tmp_path / "site/404.html").read_text(encoding="utf-8")
    assert '<p>Back to <a href="index.html">The Sunday library</a>.</p>' in lost
    (style,) = (each.read_text(encoding="utf-8") for each in (tmp_path / "site/assets").glob("*.css"))
    (name, value) = re.findall(r"(--[\w-]+): (#\w+);", page)[0]
    assert style.rstrip().endswith(f"{name}: {value}; }}")
    assert f"var({name})" in style


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page leads to a file that is there and, with a fragment, to a heading in it."""
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, fragment = address.partition("#")
        if re.match(r"\w+:", path):
            assert path.startswith("https://"), address
            continue
        target = page.parent / path if path else page
        assert target.exists(), address
        if fragment:
            assert fragment in anchors(target), address


def anchors(page: Path) -> frozenset[str]:
    """The headings' addresses, as GitHub makes them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings)


def test_every_page_is_in_the_overview() -> None:
    """docs/README.md leads to every page in docs/, and to those beside it that its readers need."""
    linked = {(DOCS / path).resolve() for path in re.findall(r"\]\(([^)#:]+)", read("README.md"))}
    assert linked >= {page for page in DOCS.rglob("*.md") if page.name != "README.md"}


def test_contributors_are_told_of_files_that_exist() -> None:
    """Each path that docs/contributing, CONTRIBUTING.md and templates/README.md name leads to a file or folder."""
    pages = [ROOT / "CONTRIBUTING.md", ROOT / "templates/README.md", *sorted((DOCS / "contributing").glob("*.md"))]
    places = (ROOT, ROOT / "generator", ROOT / "templates", ROOT / "templates/components")
    for page in pages:
        for path in re.findall(r"`([\w./-]+(?:/|\.(?:py|md|html|css|js|svg)))`", page.read_text(encoding="utf-8")):
            assert any((place / path).exists() for place in places), f"{page.relative_to(ROOT)}: {path}"


def test_the_templates_page_lists_every_file() -> None:
    """templates/README.md has a row for each file in templates/, and no other."""
    folder = ROOT / "templates"
    rows = re.findall(r"^\| `([^`]+)` \|", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert sorted(rows) == sorted(path.relative_to(folder).as_posix() for path in files if path.name != "README.md")


def test_pages_name_what_there_is() -> None:
    """Every command and every make target that a page names exists."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    typed_parts = re.compile(r"^    [^\n]*$|^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
    for page in PAGES:
        for part in typed_parts.findall(page.read_text(encoding="utf-8")):
            assert set(re.findall(r"(?:^|[`$]) *verbatim ([a-z]+)", part, re.MULTILINE)) <= set(ORDER), part
            assert set(re.findall(r"(?:^|[`$]) *make ([a-z]+)", part, re.MULTILINE)) <= targets, part
