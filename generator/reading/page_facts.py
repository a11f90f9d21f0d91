"""What the elements of a page state: <meta> names, headings, marked bylines and dates, links to originals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from generator.reading.bylines import bare_letters
from generator.reading.hypertext import ElementStart, Tag, parse_elements, tokenize

_NEAR = 3_000  # code points of text between the headline and its byline
_BEFORE = 400  # so many before it
_OPENING = 600  # so many behind it are kept
_PRINTED_ABOVE, _PRINTED_BELOW = 100, 300  # code points where the day of publication may be printed
_SHORT = 80  # code points of a text that is a byline or a date, and no sentence
_BESIDE = 60  # between the names of one byline
_FEW = 2  # an article names its author above and below itself
_MOST_OPEN = 6  # marked elements inside one another
_MOST_TEXT = 400  # code points of a byline that are kept
_NO_LETTER = re.compile(r"[\W_]+")
_UPDATED = frozenset({"updated", "modified", "dt-updated"})


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text that is marked as an author's name or as a date, with its place among the text of the page."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class _OpenElement:
    role: str
    depth: int
    start: int
    words: list[str] = field(default_factory=list)
    names: list[MarkedText] = field(default_factory=list)  # of a byline: what inside it is marked as the name
    length: int = 0


@dataclass(slots=True)
class PageFacts:
    """What the elements of a page state; places count the code points of its text."""

    named: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)  # of title and h1
    bylines: list[MarkedText] = field(default_factory=list)
    published: list[MarkedText] = field(default_factory=list)
    times: list[str] = field(default_factory=list)  # of time elements that do not say what they tell
    bookmarks: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)  # what form fields are filled in with
    headline: tuple[int, int] | None = None  # the place of the first h1
    words: list[str] = field(default_factory=list)  # all its text
    language: str = ""
    canonical: str = ""
    base: str = ""

    def shows(self, name: str) -> bool:
        """Return whether a name stands in the page's text, in whatever letters and however its words are parted."""
        if any(name in text for text in self.words):
            return True
        return bare_letters(name) in _NO_LETTER.sub("", "".join(self.words)).casefold()

    def find_bylines(self) -> tuple[str, ...]:
        """Return the names that are marked as authors of the page's own article.

        Of several names, or many of one, only those of the byline next below the headline are: the others are of other
        articles.
        """
        if len(self.bylines) <= _FEW and len({byline.text for byline in self.bylines}) < 2:
            return tuple(byline.text for byline in self.bylines[:1])
        names: list[str] = []
        last = None
        for byline in self._list_near(self.bylines):
            if last is not None and byline.start - last > _BESIDE:
                break
            names.append(byline.text)
            last = byline.end
        return tuple(names)

    def find_dates(self) -> tuple[str, ...]:
        """Return what is marked as the date of the page's own article: of several the first below the headline."""
        several = len({marked.text for marked in self.published}) > 1
        return tuple(marked.text for marked in (self._list_near(self.published) if several else self.published)[:1])

    def list_beside_headline(self) -> tuple[str, ...]:
        """Return the short texts below the headline, then those above it, the nearest first: there the day is printed.

        A day in the middle of a longer text is told of, and is not that of publication.
        """
        if self.headline is None:
            return ()
        start, end = self.headline
        above: list[str] = []
        below: list[str] = []
        place = 0
        for text in self.words:
            place += len(text)
            if place > end + _OPENING:
                break
            line = " ".join(text.split())
            if line and place <= start:
                above.append(line)
            elif line and place > end:
                below.append(line)
        nearest = (*_take(below, _PRINTED_BELOW), *_take(reversed(above), _PRINTED_ABOVE))
        return tuple(line for line in nearest if len(line) <= _SHORT)

    def _list_near(self, marked: list[MarkedText]) -> list[MarkedText]:
        """Return those that begin below the headline, and not far from it; else the last one just above it."""
        if self.headline is None:
            return []
        start, end = self.headline
        near = [text for text in marked if start - _BEFORE <= text.start <= end + _NEAR]
        return [text for text in near if text.start >= start] or near[-1:]


def _take(lines: Iterable[str], most: int) -> Iterator[str]:
    """Yield the lines that begin in the first so many code points."""
    place = 0
    for line in lines:
        if place > most:
            return
        yield line
        place += len(line) + 1


def read_page_facts(html: str) -> PageFacts:
    """Return what the elements of a page state."""
    page = PageFacts(language=_find_language(html))
    opened: list[_OpenElement] = []
    depth = place = aside = 0
    for event in parse_elements(html):
        if isinstance(event, str):
            place += len(event)
            page.words.append(event)
            for element in opened:
                if element.length < _MOST_TEXT or element.role in {"title", "h1"}:
                    element.words.append(event)
                    element.length += len(event)
        elif isinstance(event, ElementStart):
            depth += 1
            if event.attributes:
                aside = aside or (depth if _is_comment(event) else 0)
                if not aside:
                    _read_element(page, event, place)
            role = _element_role(event)
            if role and len(opened) < _MOST_OPEN and not (aside and role not in {"title", "h1"}):
                opened.append(_OpenElement(role, depth, place))
        else:
            if opened and opened[-1].depth == depth:
                _close(page, opened.pop(), opened, place)
            aside = 0 if aside == depth else aside
            depth -= 1
    return page


def _close(page: PageFacts, element: _OpenElement, around: list[_OpenElement], place: int) -> None:
    text = " ".join("".join(element.words).split())
    if element.role in {"title", "h1"}:
        if text:
            page.texts.setdefault(element.role, []).append(text)
        if element.role == "h1" and text and page.headline is None:
            page.headline = (element.start, place)
        return
    if element.role == "published":
        page.published.append(MarkedText(text, element.start, place))
        return
    byline = MarkedText(text, element.start, place)
    outer = next((other for other in around if other.role == "author"), None)
    if element.role == "name":
        if outer:
            outer.names.append(byline)
        return
    names = element.names or ([byline] if text else [])
    if outer:
        outer.names = names
    else:
        page.bylines.extend(names)


def _element_role(element: ElementStart) -> str:
    """Return what the text of an element is: title, h1, author, name (of an author) or published; else nothing."""
    name, attributes = element
    if name in {"title", "h1"}:
        return name
    if not attributes or name in {"link", "meta", "img", "input"}:
        return ""
    classes = attributes.get("class", "").lower().split()
    properties = attributes.get("itemprop", "").lower().split()
    if "author" in properties or "author" in attributes.get("rel", "").lower().split() or "p-author" in classes:
        return "author"
    if "author" in classes and {"vcard", "h-card", "hcard"} & set(classes):
        return "author"
    if "name" in properties or {"fn", "p-name"} & set(classes):
        return "name"
    if "datepublished" in properties and not (attributes.get("datetime") or attributes.get("content")):
        return "published"
    return ""


def _is_comment(element: ElementStart) -> bool:
    """Return whether an element holds what readers have written below an article."""
    attributes = element.attributes
    words = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    return attributes.get("itemprop") == "comment" or any(
        word in {"comments", "comment", "commentlist", "comment-list", "comment-body", "disqus_thread", "respond"}
        for word in words
    )


def _find_language(html: str) -> str:
    """Return the language that the <html> tag states, which is among the first tokens."""
    for token in islice(tokenize(html), 20):
        if isinstance(token, Tag) and token.name == "html":
            return token.attributes.get("lang", "") or token.attributes.get("xml:lang", "")
    return ""


def _read_element(page: PageFacts, element: ElementStart, place: int) -> None:
    name, attributes = element
    if name == "base":
        page.base = page.base or attributes.get("href", "")
    elif name == "link":
        relations = attributes.get("rel", "").lower().split()
        if "canonical" in relations:
            page.canonical = page.canonical or attributes.get("href", "")
        if "bookmark" in relations:
            page.bookmarks.append(attributes.get("href", ""))
    elif name == "input":
        page.fields.append(attributes.get("value", ""))
    elif name == "meta" and "datepublished" in attributes.get("itemprop", "").lower().split():
        _read_date(page, element, place)  # of the article, or of one that it cites
    elif name == "meta":
        for key in _meta_names(attributes):
            page.named.setdefault(key, []).append(attributes.get("content", ""))
    else:
        _read_date(page, element, place)


def _meta_names(attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of a <meta>; a property may be several, separated by spaces."""
    for key in ("property", "name", "itemprop", "http-equiv"):
        if key in attributes:
            yield from attributes[key].strip().lower().split()


def _read_date(page: PageFacts, element: ElementStart, place: int) -> None:
    name, attributes = element
    properties = attributes.get("itemprop", "").lower().split()
    classes = attributes.get("class", "").lower().split()
    moment = attributes.get("datetime") or attributes.get("content", "")
    said = ""
    if "datepublished" in properties or (name == "time" and ("pubdate" in attributes or "dt-published" in classes)):
        said = moment
    elif name == "abbr" and "published" in classes:
        said = attributes.get("title", "")
    elif name == "time" and "datemodified" not in properties and not _UPDATED & set(classes):
        page.times.append(moment)
    if said:
        page.published.append(MarkedText(said, place, place))
