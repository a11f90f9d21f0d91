"""Front matter of Markdown files: the desk's own is checked like an entry, that of others is read or ignored."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.diagnostics import Outcome, nearest_word
from generator.id_references import Reference
from generator.language.tags import canonical_tag
from generator.model import FrontMatter
from generator.patterns import lazy_pattern
from generator.reading import schema, yamltree
from generator.reading.shapes import EntryValues
from generator.reading.urls import is_url
from generator.reading.yamltree import FORBIDDEN, Document, Node, Scalar
from generator.values import dataclass

_OWN = frozenset(field.name for field in schema.SOURCE.fields)
_LIKE_OWN = 0.8  # similarity of a key that is a misspelling of ours, and not another program's

# The keys of web clippers (Obsidian, MarkDownload), Hugo and Jekyll that say what ours do, the most reliable first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "publisher": ("publisher", "site_name", "sitename", "site", "publication"),
    "author": ("author", "authors", "byline", "creator"),
    "published": ("published", "date_published", "datepublished", "publishdate", "publish_date", "pubdate", "date"),
    "url": ("url", "source", "source_url", "original_url", "canonical_url", "canonicalurl", "canonical", "link"),
    "archive_url": ("archive_url", "archive", "archived"),
    "accessed": ("accessed", "retrieved", "clipped", "created", "saved", "captured", "date_saved", "date_added"),
    "language": ("language", "lang", "locale"),
}
_FOREIGN = frozenset(name for names in _NAMES.values() for name in names) - _OWN | {
    "alias", "aliases", "categories", "category", "cssclass", "cssclasses", "description", "draft", "excerpt", "id",
    "image", "keywords", "lastmod", "layout", "modified", "notes", "permalink", "publish", "slug", "subtitle",
    "summary", "tag", "tags", "titles", "toc", "type", "uid", "updated", "weight",
}  # fmt: skip
_LINK = lazy_pattern(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]]*)\]\([^()]*\)")
_LINK_TARGET = lazy_pattern(r"\[[^\[\]]*\]\(([^()\s]+)\)|<([^<>\s]+)>")
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_LINE = lazy_pattern(r"([\w -]{1,60}?)[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")

FrontMatterValues = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FrontMatterReading:
    """What front matter says, by the keys of an entry; `entry` has the places, where it is the desk's own."""

    values: Mapping[str, Any]
    entry: EntryValues | None = None
    references: tuple[Reference, ...] = ()


def read_front_matter(matter: FrontMatter, path: str) -> Outcome[FrontMatterReading]:
    """Return what front matter says.

    Where every key is one of ours, or nearly so, it is checked like an entry. With other keys it is another program's:
    what can be read of it is, the rest is ignored, and nothing is an error.
    """
    if matter.toml:
        return Outcome(FrontMatterReading(_read_foreign(_parse_toml(matter.text))))
    parsed = yamltree.parse(matter.text, path, matter.line)
    stated = _list_values(parsed.value) if not parsed.diagnostics else _parse_lines(matter.text)
    if not all(map(_is_own, stated)):
        return Outcome(FrontMatterReading(_read_foreign(stated)))
    outcome = schema.read_front_matter(parsed.value)
    entry, references = outcome.value
    values = dict(entry.values) if entry else {}
    if "author" in values:
        values["author"] = tuple(map(_strip_link, values["author"]))
    findings = (*parsed.diagnostics, *outcome.diagnostics)
    if findings and stated and (lenient := _read_leniently(stated)) is not None:
        return Outcome(FrontMatterReading({**values, **lenient}, entry, references))
    return Outcome(FrontMatterReading(values, entry, references), findings)


def plain_values(matter: tuple[str, bool] | None) -> FrontMatterValues | None:
    """Return the keys and values of front matter; None where it has a fault, or a value that is not plain text.

    Given its text and whether it is TOML.
    """
    if matter is None:
        return ()
    outcome = read_front_matter(FrontMatter(matter[0], 1, matter[1]), "")
    reading = outcome.value
    if outcome.diagnostics or reading.references or "note" in reading.values:
        return None
    values = tuple(reading.values.items())
    return values if all(type(value) is str for _, value in values) else None


def _is_own(key: str) -> bool:
    if key in _OWN:
        return True
    name = _fold_key(key)
    return name not in _FOREIGN and nearest_word(name, _OWN, least=_LIKE_OWN) is not None


def _fold_key(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip()).casefold()


# -- what is stated, as texts -------------------------------------------------------------------------------------


def _list_values(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the texts of each key; of lists and mappings all that they hold, at any depth."""
    root = document.root
    return (
        {key.text: tuple(_list_texts(node)) for key, node in root.entries} if isinstance(root, yamltree.Mapping) else {}
    )


def _list_texts(node: Node) -> Iterator[str]:
    """Yield the texts of a value: of a list its items, of a mapping the value of `name`."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Scalar):
            yield current.text
        elif isinstance(current, yamltree.Sequence):
            waiting.extend(reversed(current.items))
        else:
            waiting.extend(value for key, value in current.entries if key.text == "name")


def _parse_toml(text: str) -> dict[str, tuple[str, ...]]:
    import tomllib  # noqa: PLC0415 - hardly any project has TOML

    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {
        key: tuple(str(item) for item in (value if isinstance(value, list) else [value]) if not isinstance(item, dict))
        for key, value in values.items()
    }


def _parse_lines(text: str) -> dict[str, tuple[str, ...]]:
    """Return the keys and texts of front matter that is no YAML, such as `title: One: two`, line by line."""
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.split("\n"):
        if item := _ITEM.fullmatch(line):
            last.append(_unquote(item[1]))
        elif key := _LINE.fullmatch(line):
            last = found.setdefault(key[1], [])
            if key[2]:
                last.append(_unquote(key[2]))
    return {key: tuple(texts) for key, texts in found.items()}


def _unquote(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


# -- what of it is read -------------------------------------------------------------------------------------------


def _read_foreign(stated: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return what the keys of another program say that ours do; what cannot be read is left out."""
    folded = {_fold_key(key): texts for key, texts in reversed(list(stated.items()))}
    found: dict[str, Any] = {}
    for name, keys in _NAMES.items():
        value = next((value for key in keys if key in folded and (value := _READERS[name](folded[key]))), None)
        if value is not None:
            found[name] = value
    if "url" not in found:
        found.pop("accessed", None)  # when a note of one's own was begun says nothing of a source
    return found


def _read_leniently(stated: Mapping[str, tuple[str, ...]]) -> dict[str, Any] | None:
    """Return what values say that are no values of ours but written as clippers do; None if one says nothing.

    Jekyll's `published: true` and Hugo's `url: /posts/pier/` are known to say nothing of a source.
    """
    found: dict[str, Any] = {}
    for key, texts in stated.items():
        if key not in _READERS:
            return None
        value = _READERS[key](texts)
        if value:
            found[key] = value
        elif texts and not (texts[0] in {"true", "false"} or (key == "url" and texts[0].startswith("/"))):
            return None
    return found


def _strip_link(text: str) -> str:
    """Return a name without the brackets that notes link it with."""
    return _BY.sub("", " ".join(_LINK.sub(lambda found: found[1] or found[2] or "", text).split()), count=1)


def _read_name(texts: tuple[str, ...]) -> str | None:
    line = FORBIDDEN.sub("", _strip_link(texts[0]))[: schema.TITLE_LENGTH] if texts else ""
    return line.strip() or None


def _read_names(texts: tuple[str, ...]) -> tuple[str, ...] | None:
    return tuple(name for text in texts if (name := _read_name((text,)))) or None


def _read_date(texts: tuple[str, ...]) -> str | None:
    from generator.reading.written_dates import parse_date  # noqa: PLC0415 - only where a clipper wrote a date

    return parse_date(_strip_link(texts[0])) if texts else None


def _read_url(texts: tuple[str, ...]) -> str | None:
    for text in texts:
        target = _LINK_TARGET.fullmatch(text.strip())
        url = (target[1] or target[2]) if target else text.strip()
        if is_url(url) and len(url) <= schema.TITLE_LENGTH:
            return url
    return None


def _read_language(texts: tuple[str, ...]) -> str | None:
    tag = texts[0].strip() if texts else ""
    return canonical_tag(tag.replace("_", "-"))


_READERS: Mapping[str, Callable[[tuple[str, ...]], Any]] = {
    "title": _read_name,
    "publisher": _read_name,
    "author": _read_names,
    "published": _read_date,
    "url": _read_url,
    "archive_url": _read_url,
    "accessed": _read_date,
    "language": _read_language,
}
