"""Check of the pages: they show the quotes of claims.json, each in its place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from generator.commands.verify.site_folder import BrokenSite, PublishedQuote, SiteFolder

# Possessive: where it does not match it gives up at once, so a page of broken tags costs no more than another.
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)([^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*)>""")
_MARKUP = re.compile("<[a-zA-Z/]")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")


@dataclass(slots=True)
class _ShownEvidence:
    """What a claim's page shows of a piece of evidence; `element` is the name of the element that contains it."""

    element: str
    evidence: str
    stance: str
    quoted: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def check_claim_page(site: SiteFolder, path: str, quotes: Sequence[PublishedQuote]) -> None:
    """Check that each piece of evidence has its element, its segments in a blockquote and a link to its passage."""
    shown = _read_shown_evidence(site, path)
    for quote in quotes:
        found = shown.pop(f"e{quote.number}", None)
        if found is None or found.evidence != quote.id:
            site.fault(f"{path}: has no element e{quote.number} for {quote.id}")
            continue
        if found.stance != quote.stance:
            site.fault(f"{path}: {quote.id} has a different stance in claims.json")
        quoted, words = "".join(found.quoted), quote.hashes or [segment.exact for segment in quote.segments]
        if not (
            _holds_in_order(words, quoted) or _holds_in_order([_squeeze(word) for word in words], _squeeze(quoted))
        ):
            site.fault(f"{path}: the blockquote of {quote.id} does not hold its quote")
        if f"../sources/{quote.source}.html#{quote.id}" not in found.links:
            site.fault(f"{path}: {quote.id} has no link to its passage")
    for extra in shown:
        site.fault(f"{path}: {extra} is evidence that claims.json does not have")


def _read_shown_evidence(site: SiteFolder, path: str) -> dict[str, _ShownEvidence]:
    shown: dict[str, _ShownEvidence] = {}
    current: _ShownEvidence | None = None
    depth = quoting = 0
    for kind, name, content in _tokenize(site.text(path), path):
        if current is None:
            about = _parse_attributes(content) if kind == "start" and "data-evidence" in content else {}
            if "data-evidence" in about:  # and not merely in the words of a description
                current = _ShownEvidence(name, about.get("data-evidence", ""), about.get("data-stance", ""))
                depth, quoting = 1, 0
                if shown.setdefault(about.get("id", ""), current) is not current:
                    site.fault(f"{path}: the id {about.get('id')} occurs twice")
        elif kind == "text":
            if quoting:
                current.quoted.append(content)
        else:
            step = 1 if kind == "start" else -1
            depth += step if name == current.element else 0
            quoting += step if name == "blockquote" else 0
            if kind == "start" and name == "a":
                current.links.append(_parse_attributes(content).get("href", ""))
            current = current if depth else None
    return shown


def check_source_page(site: SiteFolder, path: str, quotes: Sequence[PublishedQuote]) -> None:
    """Check that each passage has its anchor, and that the text of its marks, joined, is that of its segments."""
    texts: list[str] = []
    marks: list[tuple[list[str], int, int]] = []
    ranges: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    ids: dict[str, bool] = {}
    length = squeezed = 0
    for kind, name, content in _tokenize(site.text(path), path):
        if kind == "start" and "id" in content:
            ids[_parse_attributes(content).get("id", "")] = True
        if name == "mark" and kind == "start":
            marks.append((_parse_attributes(content).get("data-evidence", "").split(), length, squeezed))
        elif name == "mark" and marks:
            evidence, start, squeezed_start = marks.pop()
            for evidence_id in evidence:
                ranges[evidence_id].append((start, length, squeezed_start, squeezed))
        elif kind == "text" and marks:
            texts.append(content)
            length += len(content)
            squeezed += len(_squeeze(content))
    whole = "".join(texts)
    bare = _squeeze(whole)
    source = path.removeprefix("sources/").removesuffix(".html")
    for quote in quotes:
        if quote.id not in ids:
            site.fault(f"{path}: has no element {quote.id}")
        if quote.hashes:
            continue
        found = ranges.pop(quote.id, [])
        wanted = "".join(segment.exact for segment in quote.segments)
        exact = [(start, end) for start, end, _, _ in found]
        loose = [(start, end) for _, _, start, end in found]
        if not _spell(whole, exact, wanted) and (site.sources[source] or not _spell(bare, loose, _squeeze(wanted))):
            site.fault(f"{path}: the marks of {quote.id} do not match its quote")
    for extra in ranges:
        site.fault(f"{path}: marks {extra}, which claims.json does not have")


def _spell(text: str, ranges: Sequence[tuple[int, int]], wanted: str) -> bool:
    if sum(end - start for start, end in ranges) != len(wanted):  # so that no page makes us join more than there is
        return False
    return "".join(text[start:end] for start, end in ranges) == wanted


def _holds_in_order(words: Sequence[str], text: str) -> bool:
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
        place += len(word)
    return True


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _tokenize(page: str, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield a page as ("text", "", its text), ("start", name, its attributes as written) and ("end", name, "").

    Stricter than a browser, which repairs everything: a tag or comment without an end raises BrokenSite.
    """
    place = 0
    while place < len(page):
        start = page.find("<", place)
        if start != place:
            yield "text", "", unescape(page[place : start if start >= 0 else len(page)])
        if start < 0:
            return
        tag = _TAG.match(page, start)
        if tag:
            name = tag[1].lower()
            yield ("end", name, "") if page[start + 1] == "/" else ("start", name, tag[2])
            place = tag.end()
            if name in ("script", "style") and page[start + 1] != "/":
                place = page.find(f"</{name}", place)
        elif page.startswith("<!--", start):
            place = page.find("-->", start + 4)
        elif page.startswith(("<!", "<?"), start):
            place = page.find(">", start)
        elif _MARKUP.match(page, start):
            place = -1
        else:
            yield "text", "", "<"
            place = start + 1
        if place < 0:
            raise BrokenSite(f"{path}: markup that begins at character {start} does not end")


def _parse_attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(written):
        found.setdefault(attribute[1].lower(), unescape(attribute[2] or attribute[3] or attribute[4] or ""))
    return found
