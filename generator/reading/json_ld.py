"""The article that a page describes in JSON-LD (schema.org), with the references inside it followed."""

import html as entities
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_DATA = re.compile(r"<script\b([^<>]*ld\+json[^<>]*)>", re.IGNORECASE)
_DATA_END = re.compile(r"</script", re.IGNORECASE)
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*\Z"
)
_ADDRESS = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_MOST_OBJECTS = 50_000  # of a page; later ones are not looked at

JsonObject = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StructuredData:
    """The objects of a page's JSON-LD: those that stand for themselves, and all that have an @id, by it."""

    things: tuple[JsonObject, ...]
    by_id: Mapping[str, JsonObject]

    def follow(self, value: object) -> object:
        """Return the object that a value refers to by its @id, with what the reference itself says; else the value."""
        if isinstance(value, str):
            return self.by_id.get(value, value)
        if not isinstance(value, dict) or not isinstance(id := value.get("@id"), str):
            return value
        return {**self.by_id.get(id, {}), **value}

    def list_values(self, value: object) -> list[object]:
        """Return the values of a property, which may be one or a list, with references followed."""
        return [self.follow(item) for item in (value if isinstance(value, list) else [value]) if item is not None]

    def list_names(self, value: object) -> tuple[str, ...]:
        """Return the names of people or organizations, whether they are text, objects or references to objects."""
        found: list[str] = []
        for thing in self.list_values(value):
            name = thing.get("name") if isinstance(thing, dict) else thing
            texts = name if isinstance(name, list) else [name]
            found.extend(read_text(text) for text in texts if isinstance(text, str))
        return tuple(dict.fromkeys(filter(None, found)))

    def find_article(self, titles: Iterable[str], addresses: Iterable[str]) -> JsonObject:
        """Return the article that the page is: the only one, or the one with its title or address; else the page."""
        articles = [thing for thing in self.things if _has_type(thing, ("Article", "Posting", "Report"))]
        if not articles:
            pages = [thing for thing in self.things if _has_type(thing, ("WebPage", "ItemPage"))]
            return pages[0] if len(pages) == 1 else {}
        headings = [_fold(title) for title in titles]
        places = {_fold_address(address) for address in addresses if address}
        for thing in articles:
            title = _fold(first_text(thing.get("headline")))
            if title and any(title in heading for heading in headings):
                return thing
        for thing in articles:
            if places & set(map(_fold_address, self._list_addresses(thing))):
                return thing
        only = articles[0] if len(articles) == 1 else {}
        elsewhere = places and headings and first_text(only.get("headline")) and any(self._list_addresses(only))
        return {} if elsewhere else only

    def find_site_names(self) -> tuple[str, ...]:
        """Return the names of the site that the page belongs to."""
        sites = (thing for thing in self.things if _has_type(thing, ("WebSite",)))
        return tuple(name for site in sites for name in (read_text(first_text(site.get("name"))),) if name)

    def _list_addresses(self, thing: JsonObject) -> Iterator[str]:
        page = thing.get("mainEntityOfPage")
        for value in (thing.get("url"), page.get("@id") if isinstance(page, dict) else page):
            text = first_text(value)
            if _ADDRESS.match(text):
                yield text


def read_json_ld(html: str) -> StructuredData:
    """Return the objects that a page's JSON-LD has; what cannot be read is left out."""
    things: list[JsonObject] = []
    by_id: dict[str, JsonObject] = {}
    count = 0
    for data in _parse_scripts(html):
        waiting: list[tuple[object, bool]] = [(data, True)]
        while waiting and count < _MOST_OBJECTS:
            value, alone = waiting.pop()
            count += 1
            if isinstance(value, list):
                waiting.extend((item, alone) for item in reversed(value))
            elif isinstance(value, dict):
                if alone:
                    things.append(value)
                id = value.get("@id")
                if isinstance(id, str) and len(value) > len(by_id.get(id, {})):
                    by_id[id] = value
                waiting.extend((item, alone and key in {"@graph", "mainEntity"}) for key, item in value.items())
    return StructuredData(tuple(things), by_id)


def _parse_scripts(html: str) -> Iterator[object]:
    place = 0
    while (begin := _DATA.search(html, place)) and (end := _DATA_END.search(html, begin.end())):
        place = end.end()
        try:
            # Line breaks inside texts are no JSON, but common.
            yield json.loads(_WRAPPING.sub("", html[begin.end() : end.start()]), strict=False)
        except (ValueError, RecursionError):
            continue


def _has_type(thing: JsonObject, endings: tuple[str, ...]) -> bool:
    stated = thing.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    return any(isinstance(name, str) and name.endswith(endings) for name in types)


def first_text(value: object) -> str:
    """Return a value that is text, or the first of a list; else an empty text."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def read_text(text: str) -> str:
    """Return a text of JSON-LD, without the entities and inline tags that are no part of one but common."""
    return re.sub(r"</?(?:i|em|b|strong|span|sup|sub|u|br)\b[^<>]*>", "", entities.unescape(text), flags=re.IGNORECASE)


def _fold(text: str) -> str:
    return " ".join(read_text(text).split()).casefold()


def _fold_address(address: str) -> str:
    return _ADDRESS.sub("", address.strip()).partition("#")[0].partition("?")[0].rstrip("/").casefold()
