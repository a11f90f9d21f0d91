"""generator.reading.fast_markdown: the commonest Markdown, as Python-Markdown renders it."""

import time

import pytest
from hypothesis import given, settings
from markdown import Markdown

from generator.reading import fast_markdown
from tests.support.markdown_texts import EVERYDAY

MACHINE = Markdown(extensions=["tables", "fenced_code", "sane_lists"])


@settings(max_examples=800, deadline=None)
@given(EVERYDAY)
def test_what_is_everyday_is_what_python_markdown_says(text: str) -> None:
    """A text of the grammar gives the very HTML that Python-Markdown gives."""
    html = fast_markdown.fast_html(text)
    if html is not None:
        assert html == MACHINE.reset().convert(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A plain\nline: 37,000 & more.", "<p>A plain\nline: 37,000 &amp; more.</p>"),
        ("\n\na\n\n\n“b”\n", "<p>a</p>\n<p>“b”</p>"),
        ("*a* **b c** d*e*f", "<p><em>a</em> <strong>b c</strong> d<em>e</em>f</p>"),
        ("[a b](claim:c-1) [sic]", '<p><a href="claim:c-1">a b</a> [sic]</p>'),
        ("[a](https://b.c/d_e)", '<p><a href="https://b.c/d_e">a</a></p>'),
        ("# a\n\nb\n\n### c *d*", "<h1>a</h1>\n<p>b</p>\n<h3>c <em>d</em></h3>"),
        ("In October\n2000. And", "<p>In October\n2000. And</p>"),
    ],
)
def test_everyday(text: str, html: str) -> None:
    """Paragraphs, headings, emphasis and links of plain words are in the grammar."""
    assert fast_markdown.fast_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "- a",
            "1. a",
            "1) a",
            "> a",
            "    a",
            " a",
            "a  \nb",
            "a ",
            "\ta",
            "a\n===",
            "a\n---",
            "***",
            "* a",
            "# a #",
        ),
        *(
            "a|b\n-|-",
            "~~~\na\n~~~",
            "`a`",
            "a<b",
            "\\*a\\*",
            "&amp;",
            "AT&T",
            "_a_",
            "a_b",
            "[a]: b",
            "[a](b c)",
            "[a][b]",
        ),
        *(
            "![a](claim:x)",
            "*a",
            "* a *",
            "***a***",
            "**a*",
            "*a **b** c*",
            "[*a*](claim:x)",
            "[a](javascript:b)",
            "a\x1cb",
        ),
        *("a\n- b", "a\n# b", "a\u2028b", "[[a]](claim:x)"),
    ],
)
def test_beyond_the_everyday(text: str) -> None:
    """All else is left to Python-Markdown, be it the same in the end or not."""
    assert fast_markdown.fast_html(text) is None


@pytest.mark.parametrize(
    "piece", ["a ", "*a* ", "*a ", "**", "[a](claim:b) ", "[a] ", "[", "[a](", "a\n", "1", "& ", "# ", "a\n\n"]
)
def test_time_is_linear(piece: str) -> None:
    """A megabyte of anything is judged in a moment."""
    begun = time.process_time()
    fast_markdown.fast_html("a " + piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 2
