"""Words that only a page's looks part or join: inline styles, custom elements, drawings, drop caps.

Elements are changed so that their layout as blocks and lines gives the words that a browser shows. A page in which
nothing of this kind occurs comes out as it went in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.reading.boilerplate_html import HtmlEvent, match_ends
from generator.reading.hypertext import BLOCKS, HEADINGS, ElementEnd, ElementStart
from generator.reading.inline_style import InlineStyle, read_style
from generator.text import has_unspaced_letter

# Blocks that an inline style makes part of a line. Paragraphs stay apart even then, in browsers too.
_LINEABLE = frozenset(("address", "article", "aside", "center", "div", "footer", "header", "hgroup", "main", "section"))
_DRAWN = frozenset(("text", "foreignobject"))  # each stands somewhere else in the drawing
_CUSTOM = re.compile(r"[a-z][^-]*-.*")
_NOT_CUSTOM = frozenset(("annotation-xml", "color-profile", "font-face", "missing-glyph"))  # and font-face-src, …

_DROP_CAP = re.compile(
    r"(?:.*-)?(?:drop-?caps?|drop-?letter|first-?letter|initial-?(?:cap|letter)|lettrine|versal)(?:-.*)?"
)
_CAP = re.compile(r"[\"'“‘«„¿¡]?[^\W\d_]")
_WORDS_OF_ONE_LETTER = frozenset("AIOEYUÀÉÈÓÚАВИКОСУЯЄІЙЗ")
_CAP_EVENTS = 16  # a drop cap is looked for in so many events at most
_HELD_APART = HEADINGS | frozenset(
    ("li", "dt", "dd", "td", "th", "caption", "option", "table", "ul", "ol", "dl", "pre")
)
_NO_STYLE = InlineStyle()


def part_words(events: Iterable[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events, in which blocks and lines are as a browser shows them; starts and ends stay paired."""
    return _part_custom_elements(_set_levels(_join_drop_caps(tuple(events))))


# -- drop caps -----------------------------------------------------------------------------------------------------


def _join_drop_caps(page: Sequence[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events with each drop cap, set as a block or beside its line, in front of the word that it begins."""
    ends: Mapping[int, int] = {}
    skipped, cap = 0, ""
    for place, event in enumerate(page):
        if place < skipped:
            continue
        if not cap and isinstance(event, ElementStart) and _may_be_drop_cap(event):
            ends = ends or match_ends(page)
            found = _read_drop_cap(page, place, ends[place])
            if found:
                cap, skipped = found, ends[place] + 1
                continue
        if cap and isinstance(event, str) and event.strip():
            event, cap = cap + event.lstrip(), ""
        yield event


def _may_be_drop_cap(element: ElementStart) -> bool:
    """Return whether an element that parts its words may begin a word: it floats, or is called a drop cap."""
    style = read_style(element.attributes["style"]) if "style" in element.attributes else _NO_STYLE
    if style.floats:
        return True
    apart = style.level == "block" or (element.name in BLOCKS and style.level is None)
    return apart and element.name not in _HELD_APART and _is_called_drop_cap(element)


def _is_called_drop_cap(element: ElementStart) -> bool:
    named = f"{element.name} {element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return any(_DROP_CAP.fullmatch(token[:100]) for token in named.lower().replace("_", "-").split())


def _read_drop_cap(page: Sequence[HtmlEvent], start: int, end: int) -> str | None:
    """Return the one letter of the element, if it begins the first word behind it; else None."""
    element = page[start]
    inside = "".join(event for event in page[start : min(end, start + _CAP_EVENTS)] if isinstance(event, str))
    cap = inside.strip()
    if not _CAP.fullmatch(cap) or not cap[-1].isupper() or end - start > _CAP_EVENTS:
        return None
    rest, in_line = _read_rest(page, end + 1)
    word = rest.lstrip()
    if not word or not (word[0].isalpha() or word[0] in "'’"):
        return None
    spaced = word != rest or inside != inside.rstrip()
    if isinstance(element, ElementStart) and _is_called_drop_cap(element):
        # White space between blocks is of the file only; but a letter that is a word, such as A, is one before it.
        of_file = element.name in BLOCKS or not in_line
        return None if spaced and not (of_file and cap[-1] not in _WORDS_OF_ONE_LETTER) else cap
    return cap if in_line and not spaced and not word[0].isupper() else None


def _read_rest(page: Sequence[HtmlEvent], start: int) -> tuple[str, bool]:
    """Return the text from here to the end of the first event that has words, and whether it is of the same line."""
    spaces, in_line = "", True
    for event in page[start : start + _CAP_EVENTS]:
        if isinstance(event, str):
            if event.strip():
                return spaces + event, in_line
            spaces += event
        elif event.name in _HELD_APART or event.name in ("br", "hr"):
            return "", False
        else:
            in_line = in_line and event.name not in BLOCKS
    return "", False


# -- blocks and lines ----------------------------------------------------------------------------------------------


def _set_levels(events: Iterable[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events; an element that is a block by its style is in a <div>, one that is none becomes a <span>."""
    open_elements: list[tuple[str, bool, bool]] = []  # name as written, in a <div>, arranges its children
    drawings = 0
    for event in events:
        if isinstance(event, ElementStart):
            style = read_style(event.attributes["style"]) if "style" in event.attributes else _NO_STYLE
            drawings += event.name == "svg"
            drawn = drawings > 0 and event.name in _DRAWN
            level = "block" if drawn or (open_elements and open_elements[-1][2]) else style.level
            name = "span" if level == "inline" and event.name in _LINEABLE else event.name
            wrapped = level == "block" and event.name not in BLOCKS and event.name != "br"
            open_elements.append((name, wrapped, style.arranges))
            if wrapped:
                yield ElementStart("div", {})
            yield event if name == event.name else ElementStart(name, event.attributes)
        elif isinstance(event, ElementEnd):
            drawings -= event.name == "svg"
            name, wrapped, _ = open_elements.pop()
            yield ElementEnd(name)
            if wrapped:
                yield ElementEnd("div")
        else:
            yield event


# -- custom elements -----------------------------------------------------------------------------------------------


def _part_custom_elements(events: Iterable[HtmlEvent]) -> Iterator[HtmlEvent]:
    """Yield the events with a space wherever an edge of a custom element is all that is between two words.

    The style sheet that sets these elements apart is seldom saved with the page.
    """
    before, edge, raised = " ", False, 0
    for event in events:
        if isinstance(event, str):
            if edge and event and _parts(before, event[0]):
                yield " "
            before, edge = event[-1:] or before, False
        elif event.name in BLOCKS or event.name == "br":
            before = " "
        elif event.name in ("sup", "sub"):
            raised += 1 if isinstance(event, ElementStart) else -1
            edge = False
        else:
            edge = not raised and (edge or _is_custom(event.name))
        yield event


def _is_custom(name: str) -> bool:
    custom = _CUSTOM.fullmatch(name) and name not in _NOT_CUSTOM and not name.startswith("font-face-")
    return bool(custom) and not _DROP_CAP.fullmatch(name)


def _parts(before: str, after: str) -> bool:
    """Return whether two characters would be of two words; a stop and a capital are at the edges of two sentences."""
    if has_unspaced_letter(before + after):
        return False
    return after.isalnum() and (before.isalnum() or (before in ".!?…”’»)]" and not after.islower()))
