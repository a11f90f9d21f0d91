"""generator.reading.urls: which addresses of the web may be published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.markdown_html import render_prose
from generator.reading.urls import has_plain_host, is_url


@pytest.mark.parametrize(
    "text",
    ["https://example.org", "http://example.org:8080/a?b=c#d", "HTTPS://Example.ORG/", "https://bücher.example/ä",
    "https://[::1]/", "https://ऑनलाइन.example/", "https://日本.example/", "https://a_b.example/", "https://a.example/@x"],
)  # fmt: skip
def test_addresses_that_are_right(text: str) -> None:
    """An address is http or https and has a host, in any script."""
    assert is_url(text)


@pytest.mark.parametrize(
    "host",
    ["a.example\u3002trap.example", "a\uff0eexample", "a\u2024example", "\uff41.example", "a.example\u2044x", "%00",
    "trusted.example@trap.example", "user:word@a.example", "a.example:0", "a.example:x", "[::1", "", "a%zz",
    "a\u2100b.example"],
)  # fmt: skip
def test_a_host_in_disguise_is_none(host: str) -> None:
    """Dots and letters that browsers take for others, names and passwords before an @: refused wherever typed."""
    assert not is_url(f"https://{host}/x")
    found = render_prose(f'<a href="https://{host}/x">x</a>')
    assert "<a" not in found.html
    assert found.bad


@given(st.text(max_size=30).map("https:".__add__) | st.text(max_size=30).map("https://".__add__) | st.text(max_size=30))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    """Any text is an address or is not; one that is cannot leave an attribute or hide what it is."""
    if is_url(text):
        assert has_plain_host(text)
        assert text.isprintable()
        assert not set(text) & set(' <>"\\^`{|}')
        assert text.lower().startswith(("http://", "https://"))
        assert "@" not in text.split("/")[2]
