"""Evidence written into a claim's entry: from a stretch of a source's text to the edit of the claims file."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from pathlib import Path

from generator.analysis.anchoring.match import find_matches, is_empty_quote
from generator.analysis.anchoring.source_text import SourceText, widen_to_words
from generator.commands.shared.new_claim import ClaimPlan
from generator.commands.shared.quote_yaml import QuoteWithContext, disambiguate, unfolded_words
from generator.commands.shared.yaml_edit import (
    UnsafeEdit,
    append_item,
    count_changed_lines,
    insert_entry,
    remove_file,
    replace_file,
    write_new_file,
)
from generator.commands.shared.yaml_text import PlainText, YamlValue, to_block
from generator.folding import Folded, fold
from generator.model import Claim
from generator.reading import project_files
from generator.reading.yamltree import FORBIDDEN
from generator.values import dataclass

_LONGEST = 20_000  # code points of a quote, as the schema has it


class NoQuote(Exception):
    """A stretch of a source is no quote that can be written; the text says why."""


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A piece of evidence to write: a quote that has one place, and what the desk says of it; `value` is a number.

    `note` is Markdown.
    """

    quote: QuoteWithContext
    stance: str
    speaker: str | None = None
    value: str | None = None
    modality: str | None = None
    note: str | None = None

    def fields(self) -> Mapping[str, YamlValue]:
        """Return the keys of the entry, in the order in which the manual has them."""
        quote = self.quote
        said = {
            "source": quote.source,
            "quote": quote.quote,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "stance": self.stance,
            "speaker": self.speaker or quote.speaker,
            "value": PlainText(self.value or ""),
            "modality": self.modality,
            "note": self.note,
        }
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file of the project, by its path there, before and after an edit: None where it is not there."""

    path: str
    before: bytes | None
    after: bytes | None

    def describe(self) -> str:
        return f"{self.path}: {count_changed_lines(self.before or b'', self.after or b'')}"

    def write(self, root: Path) -> None:
        """Write the file. Raises UnsafeEdit if it was changed in the meantime, and OSError."""
        if self.before is None:
            write_new_file(root, self.path, self.after or b"")
        elif self.after is None:
            remove_file(root / self.path, self.before)
        else:
            replace_file(root / self.path, self.before, self.after)

    def revert(self) -> "FileEdit":
        """Return the edit that undoes this one: it is refused once the file has other bytes than this one wrote."""
        return FileEdit(self.path, self.after, self.before)


def locate_stretch(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the folded text that text[start:end] of the article is."""
    first = bisect_left(range(len(folded.text)), start, key=folded.start)
    last = first + bisect_right(range(first + 1, len(folded.text) + 1), end, key=folded.end)
    return first, last


def quote_selection(text: SourceText, start: int, end: int) -> QuoteWithContext:
    """Return text[start:end] of the article as a quote that has this place only, widened to whole words.

    Raises NoQuote where there is no such quote.
    """
    if not 0 <= start < end <= len(text.article.text):
        raise NoQuote("the selection is outside the text")
    if end - start > _LONGEST:
        raise NoQuote(f"a quote has at most {_LONGEST:,} characters")
    first, last = locate_stretch(text.folded, start, end)
    if is_empty_quote(text.folded.text[first:last]):
        raise NoQuote("there is no letter or digit outside brackets in it")
    return quote_stretch(text, *widen_to_words(text.folded, first, last))


def quote_stretch(text: SourceText, first: int, last: int) -> QuoteWithContext:
    """Return a stretch of the folded text, from one word boundary to another, as a quote that has this place only.

    Raises NoQuote where there is none.
    """
    quote = unfolded_words(text.article.text, text.folded, first, last)
    if is_empty_quote(fold(quote).text):
        raise NoQuote("there is no letter or digit outside brackets in it")
    matches, _ = find_matches(fold(quote).text, text.folded)
    match = next((match for match in matches if (match.start, match.end) == (first, last)), None)
    if match is None:
        raise NoQuote("its brackets would be read as the editor's own: quote the words beside them")
    found = disambiguate(text, quote, match, matches)
    if found is None:
        raise NoQuote("no words before or after it make this place unique: quote more words")
    if FORBIDDEN.search(found.quote + found.prefix + found.suffix):
        raise NoQuote("it has characters that cannot be published")
    return found


class QuotedAlready(UnsafeEdit):
    """The claim has the quote already, so there is nothing to write."""


def add_evidence(root: Path, claim: Claim, evidence: NewEvidence, text: SourceText) -> FileEdit:
    """Return the edit that adds the evidence to the claim's entry; nothing is written yet.

    Raises QuotedAlready, UnsafeEdit where the file's layout leaves no place, and FileRefused.
    """
    number = _find_same_quote(claim, evidence.quote, text)
    if number:
        raise QuotedAlready(f"“{claim.id}” has this quote already: its evidence {number}")
    path = claim.location.path
    before = project_files.read_bytes(root, path)
    return FileEdit(path, before, append_item(before, ["claims", claim.id], "evidence", evidence.fields(), levels=2))


def _find_same_quote(claim: Claim, quote: QuoteWithContext, text: SourceText) -> int:
    """Return the number of the claim's evidence that has the same words at the same place; 0 where there is none."""
    wanted = _find_places(quote.quote, quote.prefix, quote.suffix, text)
    same = (
        evidence.number
        for evidence in claim.evidence
        if evidence.source == quote.source
        and _find_places(evidence.quote, evidence.prefix, evidence.suffix, text) == wanted
    )
    return next(same, 0)


def _find_places(quote: str, prefix: str | None, suffix: str | None, text: SourceText) -> list[tuple[object, ...]]:
    """Return where the parts of a quote are; several quotes that take the same words from a source have the same."""
    beside = (fold(words or "").text for words in (prefix, suffix))
    matches, _ = find_matches(fold(quote).text, text.folded, *beside)
    return [(match.start, match.end, match.parts) for match in matches]


def add_claim(plan: ClaimPlan, evidence: NewEvidence) -> FileEdit:
    """Return the edit that writes the entry of a new claim with its first evidence. Raises UnsafeEdit."""
    entry = {**plan.entry, "evidence": [evidence.fields()]}
    if plan.before is None:
        lines = ("claims:", *to_block(plan.id, entry, levels=3, column=3))
        return FileEdit(plan.path, None, "".join(f"{line}\n" for line in lines).encode())
    return FileEdit(plan.path, plan.before, insert_entry(plan.before, ["claims"], plan.id, entry, levels=3))
