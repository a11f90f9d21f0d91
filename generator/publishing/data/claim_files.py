"""One claim as files: JSON for programs, Markdown for assistants, an oEmbed answer and a card of plain HTML.

The card has no frame, no script and no style, so that any page can hold it: statement, judgement, what the sources say
in dots and words, one decisive quote and the link. llms.txt lists the Markdown files.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from generator.model import Claim, Correction, Evidence, Site
from generator.patterns import lazy_pattern
from generator.publishing import addresses, labels
from generator.publishing.data.exports import json_notice
from generator.publishing.data.json_text import json_line, without_empty
from generator.publishing.direction import spell_controls
from generator.publishing.index import SiteIndex
from generator.rating_scale import find_sign
from generator.vocabulary import STANCES, Stance

LLMS = "llms.txt"
CARD_SIZE = (600, 300)  # pixels: what oEmbed has to say of a card, which takes the room that it needs
LONGEST_QUOTE = 300  # characters of a card's quote; a longer one is cut, and says so
PART_SIZE = 40_000  # bytes of one part of llms.txt, so that an assistant can read it whole

# Where Markdown names a page of the site; what looks like it inside code is rare, and does no harm.
_PAGE_LINK = lazy_pattern(r"(\]\(|\]:[ \t]*<?|<)(claim|source|entity|topic):([a-z0-9-]+)")
_LINE_MARKUP = re.compile(r"([\\`*_\[\]<>#~|!])")

File = tuple[str, bytes]


def data_path(claim: str) -> str:
    return f"{addresses.FOLDERS['claim']}/{claim}.json"


def markdown_path(claim: str) -> str:
    return f"{addresses.FOLDERS['claim']}/{claim}.md"


def oembed_path(claim: str) -> str:
    """Return the path of the oEmbed answer. An id has no dot, so it is never the data of another claim."""
    return f"{addresses.FOLDERS['claim']}/{claim}.oembed.json"


def notice_files(index: SiteIndex, id: str) -> Iterator[File]:
    """Yield the files of a withdrawn claim: what is withdrawn, when and why, as JSON and as Markdown."""
    claim, site = index.withdrawn[id], index.site
    whole = {
        "version": 1,
        "site": {"title": site.title, "language": site.language, "root": site.base_url or "../"},
        "claim": json_notice(claim),
    }
    yield data_path(id), f"{json_line(whole)}\n".encode()
    parts = [f"# {_escape_line(labels.withdrawn_statement(claim))}", _list_links(site, id, "Its page")]
    if claim.withdrawn:
        parts += [
            f"Withdrawn {labels.format_date(claim.withdrawn.date, site.language)}.",
            _resolve_links(site, claim.withdrawn.reason),
        ]
        see = claim.withdrawn.see
        if see:
            statement = _escape_line(index.find_claim(see).statement)
            parts.append(f"See [{statement}]({_address(site, markdown_path(see))}) instead.")
    parts += [
        *_list_changes(site, "Corrections", claim.corrections),
        *_list_changes(site, "What changed", claim.history),
    ]
    yield markdown_path(id), spell_controls("\n\n".join(parts) + "\n").encode()


def claim_files(index: SiteIndex, id: str, card: str | None = None) -> Iterator[File]:
    """Yield the files of a claim but its data; the oEmbed answer only where the site has an address.

    `card` is what `claim_card` returns, where it has been called already.
    """
    claim = index.claims[id].claim
    yield markdown_path(id), _claim_markdown(index, claim)
    if index.site.base_url:
        yield oembed_path(id), _oembed_answer(index, claim, card or claim_card(index, claim))


def data_file(index: SiteIndex, claim: Claim, line: str) -> File:
    """Return the claim's data: its `line` of claims.json, with what its reader needs of the site and of the sources."""
    site = index.site
    sources = {evidence.source: index.sources[evidence.source] for evidence in claim.evidence}
    start = {
        "version": 1,
        "site": {"title": site.title, "language": site.language, "root": site.base_url or "../"}
        | without_empty(
            {
                "publisher": site.publisher.name if site.publisher else None,
                "license": site.license and (site.license.url or site.license.name),
            }
        ),
    }
    listed = [
        {"id": id, "title": record.source.title, "sha256": record.text.sha256, "text": addresses.text(id)}
        | without_empty(
            {
                "publisher": record.source.publisher,
                "published": record.source.published,
                "url": record.source.url,
                "archive_url": record.source.archive_url,
            }
        )
        for id, record in sources.items()
    ]
    whole = f'{json_line(start)[:-1]}, "claim": {line}, "sources": {json_line(listed)}}}\n'
    return data_path(claim.id), whole.encode()


def _claim_markdown(index: SiteIndex, claim: Claim) -> bytes:
    """Return the claim as Markdown: judgement, reasons, each quote with its source, and where all of it is shown."""
    site, standing = index.site, index.claims[claim.id].standing
    verdict = labels.verdict_badge(site, claim.verdict).word if claim.verdict else "none given"
    checked = " ".join(
        word
        for word in (
            labels.format_date(claim.checked, index.site.language) if claim.checked else "",
            f"by {claim.checked_by}" if claim.checked_by else "",
        )
        if word
    )
    facts = {
        "Our verdict": verdict,
        "What the sources say": " ".join(labels.summarize_standing(claim, standing, index.site.language)),
        "Claimed by": "; ".join(
            labels.describe_assertion(assertion, index.claimant(assertion.by), index.site.language)
            for assertion in claim.claimed
        ),
        "When": labels.format_date(claim.date, index.site.language) if claim.date else "",
        "Checked": checked,
        "License": site.license.name if site.license else "",
    }
    parts = [
        f"# {_escape_line(labels.judged_statement(site, claim, standing))}",
        _list_links(site, claim.id, "This claim with its quotes in place"),
        "\n".join(f"- {name}: {_escape_line(value)}" for name, value in facts.items() if value),
    ]
    if claim.explanation:
        parts += ["## Why", _resolve_links(site, claim.explanation)]
    if claim.evidence:
        parts += ["## Evidence", *(_evidence_markdown(index, evidence) for evidence in claim.evidence)]
    parts += [
        *_list_changes(site, "Corrections", claim.corrections),
        *_list_changes(site, "What changed", claim.history),
    ]
    return spell_controls("\n\n".join(parts) + "\n").encode()


def _list_links(site: Site, claim: str, page: str) -> str:
    """Return the links that a claim's Markdown begins with: its page, named `page`, its data, and the list of all."""
    named = {page: addresses.page("claim", claim), "as JSON": data_path(claim), "all claims": LLMS}
    return ", ".join(f"[{name}]({_address(site, path)})" for name, path in named.items())


def _address(site: Site, path: str) -> str:
    """Return what a claim's Markdown calls a path: its full address if there is one, as the text may be read alone."""
    return addresses.absolute(site, path) if site.base_url else addresses.link(markdown_path(""), path)


def _list_changes(site: Site, heading: str, changes: Iterable[Correction]) -> Iterator[str]:
    made = [
        f"- {labels.format_date(change.date, site.language)}: {_indent(_resolve_links(site, change.text))}"
        for change in changes
    ]
    if made:
        yield f"## {heading}"
        yield "\n".join(made)


def _evidence_markdown(index: SiteIndex, evidence: Evidence) -> str:
    source = index.sources[evidence.source].source
    words = _escape_line(" ".join(index.quote_words(evidence).split()))
    withheld = index.withheld_quote(evidence)
    if withheld:
        words += f" SHA-256: {', '.join(withheld.sha256)}"
    place = _address(index.site, f"{addresses.page('source', source.id)}#{evidence.id}")
    about = ", ".join(
        _escape_line(text)
        for text in (
            source.publisher,
            labels.format_date(source.published, index.site.language) if source.published else None,
        )
        if text
    )
    speaker = f"{_escape_line(evidence.speaker)}, in " if evidence.speaker else ""
    label = f"[{_escape_line(source.label)}]({place})"
    note = f"\n\n{_resolve_links(index.site, evidence.note)}" if evidence.note else ""
    return f"> {words}\n\n{STANCES[evidence.stance].label}: {speaker}{label}{f', {about}' if about else ''}{note}"


def _resolve_links(site: Site, markdown: str) -> str:
    """Return the desk's Markdown with its links to claims and other pages as addresses."""

    def resolve(link: re.Match[str]) -> str:
        target = markdown_path(link[3]) if link[2] == "claim" else addresses.page(_KINDS[link[2]], link[3])
        return f"{link[1]}{_address(site, target)}"

    return _PAGE_LINK.sub(resolve, markdown)


_KINDS: dict[str, addresses.Kind] = {"claim": "claim", "source": "source", "topic": "topic", "entity": "entity"}


def _escape_line(text: str) -> str:
    """Return the text as Markdown on one line says it."""
    return _LINE_MARKUP.sub(r"\\\1", " ".join(text.split()))


def _indent(text: str) -> str:
    return text.replace("\n", "\n  ")


# -- the card and oEmbed ------------------------------------------------------------------------------------------


def claim_card(index: SiteIndex, claim: Claim) -> str:
    """Return the card of a claim of a site with an address: HTML to copy into a page of somebody else."""
    site, standing, language = index.site, index.claims[claim.id].standing, index.site.language
    judgement = labels.judgement_badge(site, claim, standing).word
    page = addresses.absolute(site, addresses.page("claim", claim.id))
    decisive = _find_decisive(site, claim)
    dots = index.judge(claim.id).tally.signs
    marks = f'<span aria-hidden="true">{dots}</span> ' if dots else ""
    summary = escape(
        " ".join(
            (
                *labels.summarize_standing(claim, standing, language),
                labels.scope_sentence(claim, language),
            )
        )
    )
    lines = [
        f'<blockquote class="fact-check" cite="{escape(page)}" lang="{escape(site.language)}">',
        f"<p><strong>{escape(judgement)}:</strong> {escape(claim.statement)}</p>",
        f"<p>{marks}{summary}</p>",
    ]
    if decisive:
        lines.append(f"<p>{_card_quote(index, decisive)}</p>")
    lines += [f'<p><a href="{escape(page)}">{escape(site.title)}: the whole fact check</a></p>', "</blockquote>"]
    return "\n".join(lines)


def _card_quote(index: SiteIndex, evidence: Evidence) -> str:
    words, source = " ".join(index.quote_words(evidence).split()), index.sources[evidence.source].source
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:LONGEST_QUOTE].rpartition(' ')[0] or words[:LONGEST_QUOTE]} […]"
    speaker = f"{evidence.speaker}, in " if evidence.speaker else ""
    foreign = index.foreign_language(source.id)
    language = f' lang="{escape(foreign)}"' if foreign else ""
    return f"<q{language}>{escape(words)}</q> — {escape(speaker)}{escape(source.label)}"


def _find_decisive(site: Site, claim: Claim) -> Evidence | None:
    """Return the first quote that the judgement rests on: one against a claim that does not hold, else one for it."""
    first: tuple[Stance, ...] = ("refutes", "supports") if _judges_against(site, claim) else ("supports", "refutes")
    ranks: dict[Stance, int] = {**{stance: rank for rank, stance in enumerate(first)}, "qualifies": 2, "mentions": 3}
    return min(claim.evidence, key=lambda evidence: ranks[evidence.stance], default=None)


def _judges_against(site: Site, claim: Claim) -> bool:
    for rating in site.ratings:
        if rating.id == claim.verdict:
            return find_sign(rating, site.ratings) == "no"
    return claim.verdict == "refuted"


def _oembed_answer(index: SiteIndex, claim: Claim, card: str) -> bytes:
    """Return the answer of an oEmbed provider for the claim's page (https://oembed.com), as a file."""
    site = index.site
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": labels.judged_statement(site, claim, index.claims[claim.id].standing),
        "provider_name": site.title,
        "provider_url": site.base_url,
        "author_name": claim.checked_by,
        "html": card,
        "width": CARD_SIZE[0],
        "height": CARD_SIZE[1],
    }
    return f"{spell_controls(json_line(without_empty(answer)))}\n".encode()


# -- llms.txt -----------------------------------------------------------------------------------------------------


def llms_rows(index: SiteIndex, claims: Iterable[Claim]) -> bytes:
    """Return a line of llms.txt for each claim."""
    rows = (
        f"- [{_escape_line(labels.judged_statement(index.site, claim, index.claims[claim.id].standing))}]"
        f"({addresses.absolute(index.site, markdown_path(claim.id))})\n"
        for claim in claims
    )
    return spell_controls("".join(rows)).encode()


def llms_files(site: Site, rows: Iterable[bytes]) -> Iterator[File]:
    """Yield llms.txt (https://llmstxt.org) and, where its list is long, the files that go on with it.

    Its links are full addresses where the site has one: an assistant is often given the text alone.
    """
    address = partial(addresses.absolute, site)
    parts = [*_split_lines(b"".join(rows))] or [b""]
    about = " ".join((site.description or "Claims, checked against the words of their sources.").split())
    start = (
        f"# {_escape_line(site.title)}\n\n> {_escape_line(about)}\n\n"
        "Each claim has a verdict of the desk, what the sources say together, and quotes that were found, word for "
        "word, in their sources. Never cite a statement without its verdict. Each page `claims/ID.html` is also "
        "there as `claims/ID.md` and `claims/ID.json`.\n\n"
        "## Data\n\n"
        f"- [Everything as JSON]({address('claims.json')}): its keys are described in [a schema]"
        f"({address('claims.schema.json')})\n"
        f"- [Quotes as a table]({address('claims.csv')})\n"
        f"- [Methodology]({address('methodology.html')}): what a quote, a verdict and a corroboration are\n"
    )
    for number, part in enumerate(parts, 1):
        more = f"- [More claims]({address(_llms_path(number + 1))})\n" if number < len(parts) else ""
        opening = start if number == 1 else f"# {_escape_line(site.title)}, claims, part {number}\n"
        listed = f"\n## Claims\n\n{part.decode()}{more}" if part else ""
        yield _llms_path(number), spell_controls(f"{opening}{listed}").encode()


def _llms_path(number: int) -> str:
    return LLMS if number == 1 else f"llms.{number}.txt"


def _split_lines(rows: bytes) -> Iterator[bytes]:
    """Yield the lines in parts of as many as fit, each at least one."""
    part = b""
    for line in rows.splitlines(keepends=True):
        if part and len(part) + len(line) > PART_SIZE:
            yield part
            part = b""
        part += line
    if part:
        yield part
