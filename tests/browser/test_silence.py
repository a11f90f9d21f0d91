"""The matrix and a claim's page on who speaks without being quoted, as readers use them."""

from collections.abc import Mapping

from tests.support.browser_reader import Meet
from tests.support.served_site import Site


def test_a_column_sorts_by_what_its_source_says(sites: Mapping[str, Site], meet: Meet) -> None:
    """Quotes come first, then what is not quoted, then silence; and the other way round silence is last still."""
    page = meet(sites["own"].address).open("matrix.html")
    button = page.locator("thead th").nth(3).locator("button")
    for turned in (False, True):
        button.click()
        cells = page.locator("tbody tr td:nth-child(4)").all_inner_texts()
        kinds = ["silent" if each == "–" else "unquoted" if each == "Not quoted" else "quoted" for each in cells]
        order = ["unquoted", "quoted", "silent"] if turned else ["quoted", "unquoted", "silent"]
        assert set(kinds) == set(order)
        assert kinds == sorted(kinds, key=order.index)


def test_a_cell_leads_to_the_sentence(sites: Mapping[str, Site], meet: Meet) -> None:
    """From a cell that says “Not quoted” a reader gets to the sentence, and from there to the rule."""
    page = meet(sites["own"].address).open("matrix.html")
    page.get_by_role("link", name="Not quoted").first.click()
    assert page.url.endswith("#others")
    others = page.locator("section[aria-labelledby=others]")
    assert others.locator(".place b").count() > 1
    others.get_by_role("link", name="How this is found").click()
    assert page.locator("#others").inner_text() == "What the other sources say"
