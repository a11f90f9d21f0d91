"""generator.publishing.templating: Jinja's meaning, with an escape of our own."""

import tomllib
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.build import check_project
from generator.publishing.pages import all_pages
from generator.publishing.templating import TemplateSet, escape_text

ROOT = Path(__file__).parent.parent
BUILT_IN = ROOT / "templates"


class Html(str):
    __slots__ = ()

    def __html__(self) -> str:
        return f"<i>{self}</i>"


def make_jinja(loader: jinja2.BaseLoader) -> jinja2.Environment:
    """Jinja as it comes, with our settings."""
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def make_templates(**files: str) -> TemplateSet:
    return TemplateSet(lambda name: (files[name], f"/{name}") if name in files else None)


@pytest.mark.parametrize("project", [ROOT, *sorted((ROOT / "tests/cases").iterdir())], ids=lambda project: project.name)
def test_every_page_is_what_jinja_makes_of_it(project: Path) -> None:
    """The built-in templates give the same pages, to the letter, through Jinja as it comes."""
    edition = check_project(project).value
    if edition is None:
        return
    plain = make_jinja(jinja2.FileSystemLoader(BUILT_IN))
    templates = TemplateSet(lambda name: ((BUILT_IN / name).read_text(encoding="utf-8"), str(BUILT_IN / name)))
    for _, view in all_pages(edition):
        assert templates.render_page(view.template, view) == plain.get_template(view.template).render(view=view)


@given(
    st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.text().map(Markup) | st.text().map(Html)
)
def test_a_value_is_printed_as_markupsafe_says(value: object) -> None:
    """Text is escaped, what is HTML already is not, and all else is its text."""
    assert escape_text(value) == str(escape(value))


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(view) }}{{ m('<') }}{{ m(a=view) }}{{ m(*[view]) }}",
        "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ m(view) }}{{ m(view, 1) }}{{ m(1, b=view) }}",
        "{% macro m(a) %}{{ a }}{{ varargs }}{% endmacro %}{{ m(1) }}{{ m(1, view) }}",
        "{% macro m(a) %}{{ a }}{{ kwargs }}{% endmacro %}{{ m(1) }}{{ m(1, b=view) }}",
        "{% macro m(a) %}<b>{{ caller(a) }}</b>{% endmacro %}{% call(x) m(view) %}{{ x }}{% endcall %}",
        "{% macro m(a, caller=0) %}{{ a }}{{ caller }}{% endmacro %}{{ m(1, view) }}{{ m(1) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(m(m(view))) }}{{ m(view)|upper }}{{ m(view) ~ view }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{% autoescape false %}{{ m(view) }}{{ view }}{% endautoescape %}",
        "{% autoescape false %}{% macro m(a) %}{{ a }}{% endmacro %}{{ m(view) }}{% endautoescape %}",
        "{% autoescape view %}{{ view }}{{ range(3) }}{% endautoescape %}{{ range(2) }}{{ view.upper() }}",
        "{% set a %}{{ view }}{% endset %}{{ a }}{{ view|safe }}{{ view|e }}{{ dict(a=1) }}",
        "{% for each in view %}{{ loop.index }}{{ loop.cycle('<', '>') }}{{ each }}{% endfor %}",
        "{{ view.class is defined }}{{ {'from': view}.from }}{{ view.__class__.__name__ }}{{ 'a'.upper() }}",
        "{{ view.gone is defined }}{{ view.gone|default('<') }}{{ {'a': view}.a }}{{ [view][0] }}",
        "{% import 'x' as x %}{% from 'x' import y %}{{ x.y(view) }}{{ y(view) }}{% include 'x' %}",
    ],
)
def test_what_templates_mean_is_what_jinja_says(template: str) -> None:
    """Macros in every way of calling them, blocks without escaping, and all else that own templates may use."""
    files = {"t": template, "x": "{% macro y(z) %}<b title='{{ z }}'>{% endmacro %}"}
    expected = make_jinja(jinja2.DictLoader(files)).get_template("t").render(view="a<b>")
    assert make_templates(**files).render_page("t", "a<b>") == expected


@pytest.mark.parametrize(
    "template",
    ["{{ gone(1) }}", "{{ view() }}", "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
     "{% from 'x' import y %}{{ y(1) }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
     "{{ view.gone }}", "{{ view.gone.x }}", "{{ 'a'.join(1) }}"],
)  # fmt: skip
def test_what_fails_fails_alike(template: str) -> None:
    """A call of nothing, or with too much or too little, says what Jinja says."""

    def said(render: Any) -> tuple[type[Exception], str]:
        with pytest.raises(Exception) as caught:
            render()
        return caught.type, str(caught.value)

    files = {"t": template, "x": ""}
    plain = make_jinja(jinja2.DictLoader(files))
    assert said(lambda: make_templates(**files).render_page("t", "a")) == said(
        lambda: plain.get_template("t").render(view="a")
    )


def test_templates_escape_with_our_own_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jinja's compiled code calls what it is given as `escape`, in pages, macros and imported templates."""
    seen: list[object] = []

    def escape_and_note(value: object) -> str:
        seen.append(value)
        return escape_text(value)

    monkeypatch.setattr("generator.publishing.templating.escape_text", escape_and_note)
    files = {
        "t": "{% from 'x' import y %}{% macro m(a) %}{{ a }}{% endmacro %}{{ view }}{{ m('<') }}{{ y('>') }}",
        "x": "{% macro y(z) %}{{ z }}{% endmacro %}",
    }
    assert make_templates(**files).render_page("t", "&") == "&amp;&lt;&gt;"
    assert {"&", "<", ">"} <= set(seen)


def test_jinja_is_held_below_the_next_minor_version() -> None:
    """What its compiled code calls is private to Jinja and may change there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "jinja2>=3.1,<3.2" in project["project"]["dependencies"]
