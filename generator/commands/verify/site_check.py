"""Check of a built site against itself alone: every hash, every quote at its offsets, in the data and on the pages.

Nothing here comes from the builder, so that one mistake cannot hide another. A site is read as a stranger's folder:
whatever it holds, nothing is raised, and the work is linear in its size.
"""

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator.commands.verify.data import (
    check_annotations,
    check_claim_file,
    check_claims_json,
    check_notices,
    check_review_feed,
    check_source_text,
)
from generator.commands.verify.pages import check_claim_page, check_source_page
from generator.commands.verify.seals import (
    BrokenSeal,
    check_signature,
    fingerprint,
    read_editions,
    read_keys,
    read_seal,
)
from generator.commands.verify.site_folder import (
    LARGEST,
    BrokenSite,
    PublishedQuote,
    SiteFolder,
    member,
    open_file,
    parse_json,
)

NEEDED = ("index.html", "claims.json", "annotations.jsonld")

_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Report:
    """A line for each fault, a line for each file that is in no manifest, and how much was checked.

    `seal` tells which edition the site is and who signed it, if that was asked for.
    """

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    files: int
    claims: int
    evidence: int
    seal: str = ""

    @property
    def summary(self) -> str:
        counts = ((self.files, "file"), (self.claims, "claim"), (self.evidence, "quote"))
        files, claims, quotes = (f"{number:,} {what}{'s' if number != 1 else ''}" for number, what in counts)
        return f"{files}, {claims} and {quotes}: everything matches"


def verify_site(folder: Path, seal: Path | None = None, issuer: Path | None = None) -> Report:
    """Return all findings about the site in `folder`, and about the `seal` that the `issuer` signed, both files."""
    site = SiteFolder(folder)
    for check in (_check_manifest, check_claims_json, check_notices, check_annotations, check_review_feed):
        try:
            check(site)
        except BrokenSite as broken:
            site.fault(broken)
    in_claim: dict[str, list[PublishedQuote]] = defaultdict(list)
    in_source: dict[str, list[PublishedQuote]] = defaultdict(list)
    for quote in site.quotes:
        in_claim[quote.claim].append(quote)
        in_source[quote.source].append(quote)
    for path, check_page, quotes in (
        *((f"sources/{source}.txt", check_source_text, in_source[source]) for source in site.sources),
        *((f"sources/{source}.html", check_source_page, in_source[source]) for source in site.sources),
        *((f"claims/{claim}.html", check_claim_page, in_claim[claim]) for claim in site.claims),
    ):
        try:
            if path not in site.listed:
                raise BrokenSite(f"{path}: is not in the manifest")
            check_page(site, path, quotes)
        except BrokenSite as broken:
            site.fault(broken)
    for claim in site.claims:
        path = f"claims/{claim}.json"
        try:
            if path in site.listed:  # a site made before there were such files has none
                check_claim_file(site, path, claim)
        except BrokenSite as broken:
            site.fault(broken)
    sealed = _check_seal(site, seal, issuer) if seal and issuer else ""
    faults = tuple(dict.fromkeys(site.faults))
    return Report(faults, tuple(_find_unlisted(site)), len(site.listed), len(site.claims), len(site.quotes), sealed)


def _check_seal(site: SiteFolder, seal: Path, issuer: Path) -> str:
    """Check that the site is the last edition in the seal and that the issuer signed it; return which one it is."""
    try:
        last = read_editions(read_seal(seal))[-1]
        check_signature(last, read_keys(issuer))
        with open_file(site.folder, "manifest.json", LARGEST) as file:
            if _hash_file(file) != last.manifest:
                raise BrokenSeal(f"its last edition, {last.number} of {last.date}, is another one than this site")
    except (BrokenSeal, BrokenSite, OSError) as broken:
        site.fault(f"{seal.name}: {broken}")
        return ""
    return f"edition {last.number} of {last.number}, sealed {last.date} by {fingerprint(last.key)}"


def _check_manifest(site: SiteFolder) -> None:
    """Check that each listed file has its hash, and that the manifest is spelt in the only way verbatim writes it."""
    text = site.text("manifest.json")
    files = member(parse_json(text, "manifest.json"), "files", dict, "manifest.json")
    for path, digest in files.items():
        if isinstance(digest, str) and _HASH.fullmatch(digest):
            site.listed[path] = digest
        else:
            site.fault(f"manifest.json: {path} has no SHA-256")
    lines = (f'{json.dumps(path, ensure_ascii=False)}: "{site.listed[path]}"' for path in sorted(site.listed))
    if text != '{"files": {\n' + ",\n".join(lines) + "\n}}\n":
        site.fault("manifest.json: is not written as verbatim writes it: it was changed")
    for path, digest in site.listed.items():
        try:
            with open_file(site.folder, path, LARGEST) as file:
                found = _hash_file(file)
            if found != digest:
                site.fault(f"{path}: has SHA-256 {found}, but the manifest says {digest}")
        except (BrokenSite, OSError) as broken:
            site.fault(broken)
    for path in NEEDED:
        if path not in site.listed:
            site.fault(f"{path}: is not in the manifest")


def _find_unlisted(site: SiteFolder) -> Iterator[str]:
    """Yield the files that the manifest does not list: a site may have them, but nothing vouches for them."""
    folders = {path.rpartition("/")[0] for path in site.listed} | {""}
    for folder in sorted(folders):
        try:
            if any(part in (".", "..") for part in folder.split("/")) or folder.startswith("/"):
                continue
            with os.scandir(site.folder / folder) as entries:
                names = sorted(entry.name for entry in entries if not entry.is_dir())
        except (OSError, ValueError):
            continue
        for name in names:
            path = f"{folder}/{name}" if folder else name
            if path not in site.listed and path != "manifest.json":
                yield ascii(path)[1:-1] + ": is not in the manifest"


def _hash_file(file: BinaryIO) -> str:
    found = hashlib.sha256()
    while piece := file.read(1 << 20):
        found.update(piece)
    return found.hexdigest()
