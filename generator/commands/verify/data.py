"""Check of the published data: claims.json, annotations.jsonld and the sources' texts agree to the letter."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from generator.commands.verify.site_folder import (
    LONGEST,
    BrokenSite,
    PublishedQuote,
    PublishedSegment,
    SiteFolder,
    member,
    parse_json,
)
from generator.commands.verify.wording import Span, reads_as

_HASH = re.compile("[0-9a-f]{64}")
_HIDDEN = re.compile("[\u2588\n]*")
_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def check_claims_json(site: SiteFolder) -> None:
    """Check that claims.json is whole, and that each quote as typed matches its segments."""
    whole = parse_json(site.text("claims.json"), "claims.json")
    for number, source in enumerate(member(whole, "sources", list, "claims.json"), 1):
        where = f"claims.json: source {number}"
        try:
            name = _read_id(source, where, site.sources)
            site.hashes[name] = member(source, "sha256", str, where)
            site.sources[name] = str(source.get("file")).endswith(".txt")
            site.notes[name] = _read_notes(source, where)
            _check_original(site, source, where)
            if source.get("display") == "withheld":
                site.withheld.add(name)
            _check_values(where, source, text=f"sources/{name}.txt", page=f"sources/{name}.html")
        except BrokenSite as broken:
            site.fault(broken)
    known: dict[str, bool] = {}
    for number, claim in enumerate(member(whole, "claims", list, "claims.json"), 1):
        where = f"claims.json: claim {number}"
        try:
            name = _read_id(claim, where, known)
            known[name] = True
            site.claims[name] = claim
            _check_values(where, claim, page=f"claims/{name}.html")
            for count, evidence in enumerate(member(claim, "evidence", list, where), 1):
                _check_evidence(site, name, count, evidence)
        except BrokenSite as broken:
            site.fault(broken)


def check_notices(site: SiteFolder) -> None:
    """Check that each withdrawn claim has its page, and is not among the claims."""
    whole = parse_json(site.text("claims.json"), "claims.json")
    if not isinstance(whole, dict) or "withdrawn" not in whole:
        return
    for number, notice in enumerate(member(whole, "withdrawn", list, "claims.json"), 1):
        where = f"claims.json: withdrawn claim {number}"
        try:
            name = _read_id(notice, where, dict.fromkeys(site.claims, True))
            _check_values(where, notice, page=f"claims/{name}.html")
            if f"claims/{name}.html" not in site.listed:
                raise BrokenSite(f"claims/{name}.html: is not in the manifest")
        except BrokenSite as broken:
            site.fault(broken)


def check_claim_file(site: SiteFolder, path: str, claim: str) -> None:
    """Check that a claim's own file says of it what claims.json says."""
    if member(parse_json(site.text(path), path), "claim", dict, path) != site.claims[claim]:
        raise BrokenSite(f"{path}: differs from claims.json")


def check_review_feed(site: SiteFolder) -> None:
    """Check that the feed has one ClaimReview of each claim with a verdict, and that it says the claim's statement."""
    path = "claimreview.json"
    if path not in site.listed:  # only a site with an address has one
        return
    judged = {
        claim: about.get("statement")
        for claim, about in site.claims.items()
        if isinstance(about, dict) and about.get("verdict") and not about.get("draft")
    }
    for number, element in enumerate(member(parse_json(site.text(path), path), "dataFeedElement", list, path), 1):
        where = f"{path}: element {number}"
        try:
            reviews = member(element, "item", list, where)
            claim = member(element, "url", str, where).rpartition("/")[2].removesuffix(".html")
            if claim not in judged or len(reviews) != 1:
                raise BrokenSite(f"{where}: claims.json has no such claim with a verdict")
            _check_values(where, reviews[0], claimReviewed=str(judged.pop(claim)))
        except BrokenSite as broken:
            site.fault(broken)
    for claim in judged:
        site.fault(f"{path}: lacks the claim {claim}, which has a verdict")


def _check_evidence(site: SiteFolder, claim: str, number: int, evidence: object) -> None:
    name = f"{claim}-{number}"
    where = f"claims.json: {name}"
    try:
        _check_values(where, evidence, id=name, page=f"claims/{claim}.html#e{number}")
        source, stance = member(evidence, "source", str, where), member(evidence, "stance", str, where)
        if source not in site.sources:
            raise BrokenSite(f"{where}: there is no source {source}")
        typed, segments, end, hashes = member(evidence, "quote", str, where), [], 0, []
        for segment in member(evidence, "segments", list, where):
            if source in site.withheld:
                hashes.append(_read_hash(segment, where))
            words = (member(segment, key, str, where) for key in ("exact", "prefix", "suffix"))
            segment = PublishedSegment(member(segment, "start", int, where), member(segment, "end", int, where), *words)
            if not end <= segment.start < segment.end:
                raise BrokenSite(f"{where}: its segments are empty or out of order")
            end = segment.end
            segments.append(segment)
        omitted = _read_omitted(evidence, where)
        quote = PublishedQuote(name, claim, number, source, stance, typed, tuple(segments), omitted, tuple(hashes))
        site.quotes.append(quote)
        if hashes:
            return
        notes = [
            [
                (a - segment.start, b - segment.start)
                for a, b in site.notes[source]
                if segment.start <= a and b <= segment.end
            ]
            for segment in segments
        ]
        hidden = None if omitted is None else _hidden_words(segments, omitted)
        if not reads_as(typed, [segment.exact for segment in segments], notes, hidden):
            raise BrokenSite(f"{where}: the quote as typed does not match its segments")
    except BrokenSite as broken:
        site.fault(broken)


def _check_original(site: SiteFolder, source: object, where: str) -> None:
    """Check that an original that is published has the hash by which the source names it."""
    if isinstance(source, dict) and "original" in source:
        path, digest = member(source, "original", str, where), member(source, "original_sha256", str, where)
        if site.listed.get(path) != digest:
            raise BrokenSite(f"{where}: {path} is not in the manifest with the hash of the source's original")
        site.originals[member(source, "id", str, where)] = path


def _read_hash(segment: object, where: str) -> str:
    found = member(segment, "sha256", str, where)
    if not _HASH.fullmatch(found):
        raise BrokenSite(f"{where}: its words are withheld, and it has no SHA-256 of them")
    return found


def _read_notes(source: object, where: str) -> tuple[Span, ...]:
    """Return the places of a source's note marks; a site made before there were any has none."""
    notes = source.get("notes", []) if isinstance(source, dict) else []
    try:
        return tuple((int(start), int(end)) for start, end in notes)
    except (TypeError, ValueError):
        raise BrokenSite(f"{where}: its notes are not pairs of offsets") from None


def _read_omitted(evidence: object, where: str) -> tuple[tuple[int, int, str | None], ...] | None:
    """Return what the brackets of a quote hide; None for a site made before that was published."""
    if not isinstance(evidence, dict) or "level" not in evidence:
        return None
    stretches = member(evidence, "omitted", list, where) if "omitted" in evidence else []
    return tuple(
        (
            member(stretch, "start", int, where),
            member(stretch, "end", int, where),
            member(stretch, "exact", str, where) if "exact" in stretch else None,
        )
        for stretch in stretches
    )


def _hidden_words(
    segments: Sequence[PublishedSegment], omitted: Sequence[tuple[int, int, str | None]]
) -> list[str | None]:
    """Return what is hidden before the first segment, between each two and behind the last."""
    edges = [0, *(edge for segment in segments for edge in (segment.start, segment.end))]
    last = max((end for _, end, _ in omitted), default=0)
    edges.append(max(edges[-1], last))
    hidden: list[str | None] = []
    for before, after in zip(edges[::2], edges[1::2], strict=True):
        words = [exact for start, end, exact in omitted if before <= start and end <= after]
        hidden.append(None if None in words else " ".join(word for word in words if word is not None))
    return hidden


def check_annotations(site: SiteFolder) -> None:
    """Check that annotations.jsonld has the same segments of the same sources as claims.json."""
    where = "annotations.jsonld"
    about = parse_json(site.text("claims.json"), "claims.json")
    base = member(about, "site", dict, "claims.json").get("base_url")
    base = base.rstrip("/") + "/" if isinstance(base, str) else ""
    whole = parse_json(site.text(where), where)
    total = member(whole, "total", int, where)
    items = member(member(whole, "first", dict, where), "items", list, where) if total else []
    annotated: dict[str, object] = {}
    for item in items:
        try:
            name = member(item, "id", str, where).rpartition("#")[2]
            if name in annotated:
                raise BrokenSite(f"{where}: {name} occurs twice")
            targets = item.get("target")
            annotated[name] = [
                _read_target(target, base) for target in (targets if isinstance(targets, list) else [targets])
            ]
        except BrokenSite as broken:
            site.fault(broken)
    for quote in site.quotes:
        if annotated.pop(quote.id, None) != [(f"sources/{quote.source}.txt", segment) for segment in quote.segments]:
            site.fault(f"{where}: {quote.id} is missing or differs from claims.json")
    for name in annotated:
        site.fault(f"{where}: {name} is not in claims.json")
    if total != len(items):
        site.fault(f"{where}: has {len(items)} items, but says {total}")


def _read_target(target: object, base: str) -> tuple[str, PublishedSegment]:
    where = "annotations.jsonld: a target"
    words, place, *_ = (*member(target, "selector", list, where), None, None)
    return member(member(target, "source", dict, where), "id", str, where).removeprefix(base), PublishedSegment(
        member(place, "start", int, where),
        member(place, "end", int, where),
        *(member(words, key, str, where) for key in ("exact", "prefix", "suffix")),
    )


def _read_id(whole: object, where: str, taken: dict[str, bool]) -> str:
    name = member(whole, "id", str, where)
    if len(name) > LONGEST or not _ID.fullmatch(name) or name in taken:
        raise BrokenSite(f"{where}: {name} is not an id, or occurs twice")
    return name


def _check_values(where: str, whole: object, **expected: str) -> None:
    for key, value in expected.items():
        if member(whole, key, str, where) != value:
            raise BrokenSite(f"{where}: {key} is not {value}")


def check_source_text(site: SiteFolder, path: str, quotes: Sequence[PublishedQuote]) -> None:
    """Check that the published text has its hash, and holds every segment at its offsets, between its words."""
    text = site.text(path)
    source = path.removeprefix("sources/").removesuffix(".txt")
    if hashlib.sha256(text.encode()).hexdigest() != site.hashes[source]:
        site.fault(f"{path}: does not have the SHA-256 given in claims.json")
    if source in site.withheld and not _HIDDEN.fullmatch(text):
        site.fault(f"{path}: has words of a source that is withheld")
    for quote in quotes:
        for segment in quote.segments:
            if text[segment.start : segment.end] != segment.exact:
                site.fault(f"{path}: {quote.id} is not the text from {segment.start} to {segment.end}")
            if not (
                segment.start >= len(segment.prefix)
                and text.startswith(segment.prefix, segment.start - len(segment.prefix))
                and text.startswith(segment.suffix, segment.end)
            ):
                site.fault(f"{path}: the words around {quote.id} differ from claims.json")
        for fault in _check_omitted(text, quote):
            site.fault(f"{path}: {fault}")


def _check_omitted(text: str, quote: PublishedQuote) -> Iterator[str]:
    """Yield what is wrong with the words that a quote is said to leave out: all between two segments, and no others."""
    if quote.omitted is None or quote.hashes:  # of what is withheld the spaces are hidden too
        return
    for start, end, exact in quote.omitted:
        if exact is not None and text[start:end] != exact:
            yield f"{quote.id} does not leave out the text from {start} to {end}"
    for before, after in zip(quote.segments, quote.segments[1:], strict=False):
        told = sorted((start, end) for start, end, _ in quote.omitted if before.end <= start and end <= after.start)
        position = before.end
        for start, end in (*told, (after.start, after.start)):
            if text[position:start].strip():
                yield f"{quote.id} leaves out words between its segments that claims.json does not list"
            position = end
