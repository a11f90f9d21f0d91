"""The title of a page: its headline, without the name of the site that stands before or behind it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.reading.bylines import bare_letters

_SEPARATOR = re.compile(r"\s*(?:[|｜»›·•«‹☆]+|:{2,})\s*|\s+[-–—―:~/]+\s+|\s*[_：]\s*|(?<=\S)[-–—]\s+")
_STRONG = frozenset("|｜»›·•")
_NAME = 3  # letters of a site's name that a longer name may begin or end with
_FEW_WORDS = 4  # of a part of a title that is a site's name with a section's
_HEADLINE_WORDS = 3  # of a heading: a shorter one may be a section's name
_PLAIN_END = re.compile(r"\s*(?:\.\.\.|…)\Z")
_QUOTES = "\"'“”„‘’«»"
_ARTICLES = ("the", "die", "der", "das", "le", "la", "el", "il", "o")


def choose_title(stated: Sequence[str], headings: Sequence[str], sites: Iterable[str]) -> str | None:
    """Return the first stated title that is more than a site's name, without that; else the first heading.

    `headings` are the page's <h1>: where a stated title is one of them, or another stated title, and the name of a site
    or of a section, that heading is the title. `sites` are the names that the site is known by.
    """
    names = frozenset(form for site in sites for form in _name_forms(site))
    lines = [line for text in stated if (line := " ".join(text.split()))]
    parts = [line for text in headings if (line := " ".join(text.split())) and bare_letters(line) not in names]
    for line in lines:
        title = _strip_site(line, [*parts, *(other for other in lines if other != line)], names, len(parts) == 1)
        if bare_letters(title) not in names:
            return _take_headline(title, parts) or _complete(title, parts)
    return next(iter((*parts, *lines)), None)


def _name_forms(name: str) -> Iterator[str]:
    bare = bare_letters(name)
    if bare:
        yield bare
        for article in _ARTICLES:
            if name.casefold().startswith(f"{article} "):
                yield bare.removeprefix(article)


def _is_site(part: str, names: frozenset[str], *, strong: bool) -> bool:
    """Return whether a part of a title is the site's name, or behind a stroke begins or ends with it: CNN Politics."""
    forms = tuple(_name_forms(part))
    return any(form in names for form in forms) or (
        strong
        and len(part.split()) <= _FEW_WORDS
        and any(form.startswith(name) or form.endswith(name) for form in forms for name in names if len(name) >= _NAME)
    )


def _strip_site(line: str, headings: Iterable[str], names: frozenset[str], alone: bool) -> str:
    """Return the line without a site's name at its end or beginning; a heading that is the rest shows it, too."""
    cuts = [(found.start(), found.end()) for found in _SEPARATOR.finditer(line)]
    for start, end in reversed(cuts):
        if start and _is_site(line[end:], names, strong=line[start:end].strip() in _STRONG):
            return _strip_site(line[:start], headings, names, alone)
    for start, end in cuts:
        if end < len(line) and _is_site(line[:start], names, strong=False):
            return line[end:]
    folded = line.casefold()
    starts, ends = {start for start, _ in cuts}, {end for _, end in cuts}
    for heading in headings:
        place = folded.find(heading.casefold())
        behind = place + len(heading)
        if place == 0 and behind in starts:
            return line[:behind]
        # Behind something else stands a headline, or a site's name: the longer of the two is the headline.
        if place in ends and (behind == len(line) or behind in starts) and (2 * len(heading) > len(line)) and alone:
            return line[place:behind]
    return line


def _take_headline(title: str, headings: Sequence[str]) -> str | None:
    """Return the page's only heading where a title has it whole, with a kicker or a section beside it."""
    heading = headings[0] if len(headings) == 1 else ""
    if len(heading.split()) < _HEADLINE_WORDS:
        return None
    found = re.search(rf"(?<!\w){re.escape(heading)}(?!\w)", title, re.IGNORECASE)
    return heading if found else None


def _complete(title: str, headings: Iterable[str]) -> str:
    """Return the heading that a title is only the beginning of: cut short, or by a quotation mark in an attribute."""
    stem = _PLAIN_END.sub("", title)
    for heading in headings:
        if len(heading) > len(title) and heading.startswith(stem):
            rest = heading[len(stem) :].lstrip()
            if stem != title or rest.startswith(tuple(_QUOTES)):
                return heading
    return title
