"""The parts of a web page that are not its text: what nobody saw and, on saved pages, cookie banners and sidebars.

A rule instead of an extractor (trafilatura, readability): an extractor guesses which paragraphs matter, its guess
changes between releases, and a passage that it drops can no longer be quoted. The rule drops only what marks itself as
something other than the article.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from generator.reading.hypertext import ElementEnd, ElementStart
from generator.reading.inline_style import read_style

HtmlEvent = ElementStart | ElementEnd | str

# The manual's list (docs/claims.md), and the elements whose content today's browsers never show.
_NEVER_TEXT = frozenset(("script", "style", "template", "nav", "title", "noscript"))
_NEVER_SHOWN = frozenset(
    ("audio", "canvas", "datalist", "desc", "iframe", "meter", "noembed", "noframes", "progress", "video")
)
_READINGS = frozenset(("rt", "rp"))

_CONSENT = re.compile(
    # Names that pages give to their banners, then those of widely used consent tools.
    r"(?:eu-?|gdpr-?|privacy-)?(?:cookies?|consent|gdpr)-?"
    r"(?:banner|bar|box|consent|dialog|disclaimer|law|message|modal|notice|notification|overlay|policy-banner|popup|"
    r"prompt|wall|warning)(?:-.*)?"
    r"|privacy-?(?:banner|popup|prompt)(?:-.*)?"
    r"|(?:onetrust|ot-sdk|didomi|cmplz|qc-cmp2?|iubenda-cs|usercentrics|truste|osano-cm|klaro|axeptio|termly|evidon|"
    r"tarteaucitron|borlabs-cookie|cky|sp-message-container|fc-consent|moove-gdpr)(?:-.*)?"
    r"|cc-(?:window|banner)|cybotcookiebot.*|cookiebot.*"
)
_SIDEBAR = re.compile(
    r"(?:(?:left|right|site|page|main|primary|secondary|blog|widget|global|sticky|article|l|c)-+)?side-?bar"
    r"(?:-*(?:left|right|primary|secondary|inner|outer|wrap|wrapper|container|content|column|col|area|widgets?|\d))*"
    r"|(?:left|right)-rail"
)
_CONSENT_HOLDERS = frozenset(("div", "section", "form", "dialog", "p"))
_SIDEBAR_HOLDERS = frozenset(("div", "section", "td", "ul"))
_DIALOGS = frozenset(("dialog", "alertdialog"))


def drop_hidden(events: Iterable[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events without what nobody saw: elements that are never text or not shown, and words not visible.

    Elements are dropped whole, so starts and ends stay paired. An invisible element stays, and so does what is in it
    and visible again; only its own words go.
    """
    visible = [True]
    for event in _drop_elements(events, _is_hidden):
        if isinstance(event, ElementStart):
            own = read_style(event.attributes["style"]).visible if "style" in event.attributes else None
            visible.append(visible[-1] if own is None else own)
        elif isinstance(event, ElementEnd):
            visible.pop()
        elif not visible[-1]:
            continue
        yield event


def drop_readings(events: Iterable[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events without the readings that stand over characters: print has them beside the line, not in it."""
    return _drop_elements(events, lambda element: element.name in _READINGS)


def drop_scripts(events: Iterable[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events without what is written for programs."""
    return _drop_elements(events, lambda element: element.name in {"script", "style"})


def _drop_elements(events: Iterable[HtmlEvent], is_dropped: Callable[[ElementStart], bool]) -> Iterator[HtmlEvent]:
    inside = 0
    for event in events:
        if isinstance(event, ElementStart) and (inside or is_dropped(event)):
            inside += 1
        elif isinstance(event, ElementEnd) and inside:
            inside -= 1
        elif not inside:
            yield event


def drop_boilerplate(events: Iterable[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events of a saved page without cookie banners and sidebars.

    An element that holds a <main>, an <article> or <h1> always stays; so does one that holds more than half of the
    words, unless a <main> or an <article> elsewhere has words. An <aside> stays, and inside an <article> a sidebar does
    too: a box there belongs to the story.
    """
    page = tuple(events)
    ends = match_ends(page)
    words = tuple(accumulate((len(event.split()) if isinstance(event, str) else 0 for event in page), initial=0))
    core = tuple(
        accumulate(
            (isinstance(event, ElementStart) and event.name in ("main", "article", "h1") for event in page),
            initial=0,
        )
    )
    article_words = _count_article_words(page, ends, words)
    within_article = 0
    at = 0
    while at < len(page):
        event = page[at]
        if isinstance(event, ElementStart):
            end = ends[at]
            if _is_boilerplate(event, within_article=at < within_article) and core[end] == core[at]:
                elsewhere = article_words[-1] - (article_words[end] - article_words[at])
                if elsewhere or 2 * (words[end] - words[at]) <= words[-1]:
                    at = end + 1
                    continue
            if event.name == "article":
                within_article = max(within_article, end)
        yield event
        at += 1


def _is_hidden(element: ElementStart) -> bool:
    name, attributes = element
    if name in _NEVER_TEXT or name in _NEVER_SHOWN or "hidden" in attributes:
        return True
    if "style" in attributes and read_style(attributes["style"]).removed:
        return True
    return "role" in attributes and "navigation" in attributes["role"].lower().split()


def _is_boilerplate(element: ElementStart, *, within_article: bool) -> bool:
    name, attributes = element
    if name == "dialog" and "open" not in attributes:
        return True
    if not attributes or name == "aside":
        return False
    roles, tokens = attributes.get("role", "").lower().split(), _name_tokens(attributes)
    if not _DIALOGS.isdisjoint(roles) or (name in _CONSENT_HOLDERS and any(map(_CONSENT.fullmatch, tokens))):
        return True
    if within_article:
        return False
    return "complementary" in roles or (name in _SIDEBAR_HOLDERS and any(map(_SIDEBAR.fullmatch, tokens)))


def _name_tokens(attributes: Mapping[str, str]) -> list[str]:
    named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    return [token[:100] for token in named.lower().replace("_", "-").split()]


def match_ends(page: Sequence[HtmlEvent]) -> dict[int, int]:
    """Return the place of the end of each element, by that of its start."""
    ends, started = {}, []
    for at, event in enumerate(page):
        if isinstance(event, ElementStart):
            started.append(at)
        elif isinstance(event, ElementEnd):
            ends[started.pop()] = at
    return ends


def _count_article_words(
    page: tuple[HtmlEvent, ...], ends: Mapping[int, int], words: tuple[int, ...]
) -> tuple[int, ...]:
    """Return how many words of <main> and <article> precede each event."""
    counts, reach = [0], 0
    for at, event in enumerate(page):
        if isinstance(event, ElementStart) and event.name in ("main", "article"):
            reach = max(reach, ends[at])
        counts.append(counts[-1] + (words[at + 1] - words[at] if at < reach else 0))
    return tuple(counts)
