"""Templates and assets: the built-in ones, a project's own over them, and every way in which they may fail."""

import os
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import jinja2
import pytest

from generator.build import build_project, check_project
from generator.diagnostics import as_text
from generator.model import Corpus, Edition, Site
from generator.publishing import templating
from generator.publishing.pages import all_pages
from generator.publishing.theme import LAYERS, TemplateFault, Theme
from generator.publishing.views.frame import POLICY, Frame, View
from tests.support.contrast import contrast_ratio
from tests.support.site_data import make_site
from tests.support.small_project import MakeProject
from tests.support.template_layout import indent_template

BUILT_IN = Path(__file__).parent.parent / "templates"
EMPTY = Edition(Corpus(Site("A site")))


@cache
def make_view() -> View:
    return dict(all_pages(EMPTY))["about.html"]


@dataclass(frozen=True, slots=True)
class Bare:
    """A view with a template of the test's own."""

    template: ClassVar[str] = "pages/bare.html"

    frame: Frame
    words: str = '<script>"&'


def make_own(folder: Path, **files: str) -> Path:
    """A project's templates folder; a name's `__` is a slash."""
    root = folder / "templates"
    for name, content in files.items():
        path = root / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def render_bare(root: Path) -> str:
    return Theme(root).render(Bare(make_view().frame)).decode()


def catch_fault(root: Path) -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        render_bare(root)
    return caught.value


# -- the built-in theme -------------------------------------------------------------------------------------------


def test_every_built_in_template_is_used() -> None:
    """There is one page template per view class and one macro, named as its file, in every component."""
    views = {type(view).template for _, view in all_pages(EMPTY)} | {
        "pages/claim.html", "pages/compare.html", "pages/source.html", "pages/topic.html", "pages/entity.html",
        "pages/moved.html", "pages/withdrawn.html",
        "pages/contradictions.html",
    }  # fmt: skip
    assert {f"pages/{path.name}" for path in BUILT_IN.glob("pages/*")} == views
    for path in BUILT_IN.glob("components/*.html"):
        assert re.findall(r"{% macro (\w+)\(", path.read_text()) == [path.stem]


def test_templates_only_loop_test_and_print() -> None:
    """No template compares, computes, sets, filters or calls anything but macros; none marks text as safe."""
    for path in BUILT_IN.rglob("*.html"):
        for statement in re.findall(r"{%-?\s*(.*?)\s*-?%}|{{\s*(.*?)\s*}}", path.read_text()):
            words = "".join(statement)
            assert not re.search(
                r"[|=<>+*/~]|\b(set|and|or|in [^v]\w*\()\b", words.replace("components/", "").replace("layouts/", "")
            ), (path.name, words)


@pytest.mark.parametrize("path", sorted(BUILT_IN.rglob("*.html")), ids=lambda path: path.name)
def test_built_in_templates_are_indented_by_nesting(path: Path) -> None:
    """Each line of a template is two spaces further in than the element, block, loop or macro around it."""
    text = path.read_text(encoding="utf-8")
    assert text == indent_template(text)


def test_the_indentation_of_a_template_is_not_printed(tmp_path: Path) -> None:
    """Pages have no white space at the beginning of a line, be the template built in or a project's own."""
    assert b"\n " not in Theme().render(make_view()).replace(Theme().assets.sheet.encode(), b"")
    root = make_own(tmp_path, pages__about="<ul>\n  {% if view.frame %}\n\t<li>  A\n  {% endif %}\n</ul>\n")
    assert Theme(root).render(make_view()) == b"<ul>\n<li>  A\n</ul>"


def test_markers_are_on_the_side_of_their_list() -> None:
    """An item of a list has the list's direction; its text may have its own, in an element of the item's.

    Else the marker of an English item in an Arabic list hangs out of the page, by as much as the font's marker is wide.
    """
    for file in BUILT_IN.rglob("*.html"):
        assert not re.search(r"<li\b[^>]*\bdir=", file.read_text(encoding="utf-8")), file.name


def test_assets_carry_the_hash_of_their_content() -> None:
    """The style sheet's and the script's names have the first twelve digits of their SHA-256."""
    theme = Theme()
    files = dict(theme.files())
    for path in (theme.assets.style, theme.assets.script):
        assert sha256(files[path]).hexdigest()[:12] in path
    assert theme.assets.icon in files
    assert files[".nojekyll"] == b""


def test_style_sheets_are_layers_in_their_order() -> None:
    """The bundle names the five layers first, then has each; colours stand in tokens.css alone."""
    style = dict(Theme().files())[Theme().assets.style].decode()
    assert style.startswith("@layer tokens, base, frame, components, print;\n")
    assert re.findall(r"^@layer (\w+) {", style, re.MULTILINE) == list(LAYERS)
    assert style.count("{") == style.count("}")
    for name in ("base", "frame", "components"):
        assert not re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", (BUILT_IN / f"static/css/{name}.css").read_text())
    used = set(re.findall(r"var\((--[\w-]+)", style))
    assert used <= set(re.findall(r"(--[\w-]+):", style))


def test_colours_of_text_can_be_read() -> None:
    """Every ink has a contrast of 4.5 or more on every ground that it stands on, light and dark (WCAG 2 AA)."""
    tokens = (BUILT_IN / "static/css/tokens.css").read_text()
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in tokens.split("@media"))
    for colours in (light, dark):
        for ink in ("ink", "quiet", "link", "yes", "no", "partly", "open", "mixed"):
            assert contrast_ratio(colours[ink], colours["paper"]) >= 4.5
            assert contrast_ratio(colours[ink], colours["raised"]) >= 4.5
        for tint in ("yes", "no", "partly", "open", "mixed"):
            assert contrast_ratio(colours["ink"], colours[f"{tint}-tint"]) >= 4.5
            assert contrast_ratio(colours["quiet"], colours[f"{tint}-tint"]) >= 4.5
        assert contrast_ratio(colours["focus"], colours["paper"]) >= 3


def test_the_policy_lets_nothing_in() -> None:
    """Pages and _headers have one policy; only the header, where it is allowed, forbids framing."""
    headers = dict(Theme().files())["_headers"].decode()
    assert f"  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n" in headers
    assert b"frame-ancestors" not in Theme().render(make_view())
    assert "unsafe" not in POLICY
    assert "X-Content-Type-Options: nosniff" in headers
    assert f"/{Theme().assets.style}\n  Cache-Control: public, max-age=31536000, immutable" in headers


def test_no_style_or_script_asks_another_host() -> None:
    """No asset holds an address elsewhere; an SVG's namespace is none."""
    for path, content in make_site(EMPTY).items():
        if path.startswith("assets/"):
            assert "//" not in re.sub(r"^\s*//.*$|http://www.w3.org/2000/svg", "", content.decode(), flags=re.MULTILINE)


# -- a project's own templates ------------------------------------------------------------------------------------


def test_an_own_template_stands_for_the_built_in_of_its_name(tmp_path: Path) -> None:
    """One file replaces one file; all others, and what the own file extends, stay the built-in ones."""
    root = make_own(tmp_path, pages__about='{% extends "layouts/base.html" %}{% block content %}Mine{% endblock %}')
    page = Theme(root).render(make_view())
    assert b"Mine" in page
    assert b"<!doctype html>" in page
    assert b"Mine" not in Theme(root).render(dict(all_pages(EMPTY))["index.html"])


def test_text_is_escaped_in_own_templates_too(tmp_path: Path) -> None:
    """Autoescape is on whatever the template's name; the only variable is the view."""
    assert render_bare(make_own(tmp_path, pages__bare="{{ view.words }}")) == "&lt;script&gt;&#34;&amp;"


def test_own_styles_scripts_and_files_are_published(tmp_path: Path) -> None:
    """A layer is replaced, a further sheet comes after all layers, a script joins the bundle, a font is an asset."""
    root = tmp_path / "templates"
    for name, content in {
        "css/tokens.css": ":root { --ink: red; }", "css/zz.css": "p { color: var(--ink); }",
        "js/own.js": "console.log(1)", "fonts/own.woff2": "font", ".hidden": "no",
    }.items():  # fmt: skip
        path = root / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    theme = Theme(root)
    files = dict(theme.files())
    style = files[theme.assets.style].decode()
    assert "@layer tokens {\n:root { --ink: red; }\n}" in style
    assert style.endswith("p { color: var(--ink); }\n")
    assert b"console.log(1)\n})();" in files[theme.assets.script]
    assert files["assets/fonts/own.woff2"] == b"font"
    assert not [file for file in files if "hidden" in file]
    assert theme.assets.style != Theme().assets.style


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("one\n{% if %}", 2, "TemplateSyntaxError"),
        ("one\n\n{{ view.nothing }}", 3, "UndefinedError"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("\n{{ 1 / 0 }}", 2, "ZeroDivisionError"),
        ('\n{% include "gone.html" %}', 2, "no such template: gone.html"),
        ('{% include "../secret.html" %}', 1, "no such template"),
        ('{% include "pages/bare.html" %}', 1, "RecursionError"),
        ("\n\n{% block a %}{{ view.words.x.y }}{% endblock %}", 3, "UndefinedError"),
        ("\n{% for each in 3 %}{% endfor %}", 2, "TypeError"),
    ],
)
def test_a_failing_template_is_one_fault_with_its_line(tmp_path: Path, content: str, line: int, words: str) -> None:
    """Whatever goes wrong in a template is a TemplateFault that names the file and the line."""
    (tmp_path / "secret.html").write_text("secret")
    found = catch_fault(make_own(tmp_path, pages__bare=content))
    assert (found.path, found.line) == ("templates/pages/bare.html", line)
    assert words in found.message


def test_a_fault_in_an_included_template_names_that_one(tmp_path: Path) -> None:
    """The line is the innermost template's, in a macro too."""
    root = make_own(
        tmp_path,
        pages__bare='\n{% from "components/mine.html" import mine %}\n{{ mine(view) }}',
        components__mine="{% macro mine(view) %}\n\n{{ view.gone }}{% endmacro %}",
    )
    assert (catch_fault(root).path, catch_fault(root).line) == ("templates/components/mine.html", 3)


def test_nothing_outside_the_templates_folder_is_read(tmp_path: Path) -> None:
    """Links that leave the folder are faults: a template's, a static file's, the folder's own; loops and bytes too."""
    (tmp_path / "secret.txt").write_text("secret")
    root = make_own(tmp_path, pages__other="x")
    (root / "pages/bare.html").symlink_to(tmp_path / "secret.txt")
    assert "leads outside" in catch_fault(root).message
    (root / "pages/bare.html").unlink()
    (root / "pages/bare.html").symlink_to(root / "pages/bare.html")
    assert catch_fault(root).path == "templates/pages/bare.html"
    (root / "pages/bare.html").unlink()
    (root / "pages/bare.html").write_bytes(b"\xff")
    assert "not UTF-8" in catch_fault(root).message
    (root / "pages/bare.html").write_text("fine")
    (root / "static").mkdir()
    (root / "static/x.txt").symlink_to("/etc/hostname")
    assert "leads outside" in catch_fault(root).message
    (root / "static/x.txt").unlink()
    assert render_bare(root) == "fine"
    (tmp_path / "project").mkdir()
    (tmp_path / "project/templates").symlink_to(root)
    assert "leads outside" in catch_fault(tmp_path / "project/templates").message


def test_names_of_any_bytes_are_no_fault_of_ours(project: MakeProject) -> None:
    """A file whose name is not UTF-8 changes nothing where the name is not published, and else is a diagnostic."""
    root = project({"templates/static/css/own.css": "p { color: red }\n"})
    templates = os.fsencode(root / "templates")
    for name in (b"\xff.html", b"static/css/\xff.css"):
        Path(os.fsdecode(templates + b"/" + name)).write_text("/* nothing */\n")
    build_project(root, root / "site")
    assert check_project(root).diagnostics == ()
    for name in (b"\xff.txt", b"line\nbreak.txt"):
        odd = Path(os.fsdecode(templates + b"/static/" + name))
        odd.write_text("nothing")
        (said,) = check_project(root).diagnostics
        assert (said.code, said.location.path) == ("template-error", f"templates/static/{odd.name}")
        assert as_text([said]).isascii()
        odd.unlink()


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    """Links are refused for where they lead, not for being links."""
    root = make_own(tmp_path, pages__other="same")
    (root / "pages/bare.html").symlink_to("other.html")
    assert render_bare(root) == "same"


def test_a_project_without_templates_has_the_built_in_ones(tmp_path: Path) -> None:
    """The folder need not exist."""
    assert Theme(tmp_path / "templates").render(make_view()) == Theme().render(make_view())


def count_compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all templates that are compiled from now on."""
    compiled: list[str] = []
    compile_one = jinja2.Environment.compile

    def counting(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        compiled.append(name)
        return compile_one(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", counting)
    return compiled


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second page of a kind compiles nothing."""
    compiled = count_compiled(monkeypatch)
    monkeypatch.setattr("generator.publishing.templating._open_bytecode_cache", lambda _: None)
    theme = Theme()
    theme.render(make_view())
    once = list(compiled)
    theme.render(make_view())
    assert "pages/about.html" in once
    assert compiled == once


def test_a_fault_in_a_worker_reaches_the_caller(tmp_path: Path) -> None:
    """With several processes a failing template is the same fault."""
    from generator.model import Claim, Standing

    claims = tuple(Claim(f"c-{number}", "It is so.") for number in range(450))
    edition = Edition(Corpus(Site("A site"), claims=claims), standings={
        claim.id: Standing(claim.id, "unsourced") for claim in claims
    })  # fmt: skip
    theme = Theme(make_own(tmp_path, pages__claim="\n{{ view.gone }}"))
    with pytest.raises(TemplateFault) as caught:
        make_site(edition, theme, jobs=2)
    assert (caught.value.path, caught.value.line) == ("templates/pages/claim.html", 2)


def test_compiled_templates_are_kept_and_bound_to_their_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier run compiled is used again, damaged or foreign files there are not, and the page is the same."""
    kept = templating._open_bytecode_cache(tmp_path)
    monkeypatch.setattr("generator.publishing.templating._open_bytecode_cache", lambda _: kept)
    page = Theme().render(make_view())
    files = sorted(tmp_path.iterdir())
    assert files
    compiled = count_compiled(monkeypatch)
    assert Theme().render(make_view()) == page
    assert not compiled
    contents = [file.read_bytes() for file in files]
    for spoilt in ([content[:-9] for content in contents], contents[::-1], [b""] * len(files)):
        for file, content in zip(files, spoilt, strict=True):
            file.write_bytes(content)
        compiled.clear()
        assert Theme().render(make_view()) == page
        assert "pages/about.html" in compiled
    assert [file.read_bytes() for file in files] == contents
