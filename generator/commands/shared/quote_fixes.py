"""Quotes that findings offer, written into the claims files in the place of those that were not found."""

from collections.abc import Sequence
from pathlib import Path

from generator.analysis.anchoring.advice import read_offered_quote
from generator.commands.shared.yaml_edit import UnsafeEdit, replace_file, replace_scalar
from generator.diagnostics import Diagnostic, Location
from generator.reading import project_files
from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class QuoteFix:
    """A quote to write where another begins, and the finding that offers it."""

    location: Location
    quote: str
    finding: Diagnostic


def list_fixes(findings: Sequence[Diagnostic]) -> tuple[QuoteFix, ...]:
    """Return what the findings offer, in their order; a place that several findings are about once."""
    fixes: dict[Location, QuoteFix] = {}
    for finding in findings:
        quote = read_offered_quote(finding)
        if quote is not None:
            fixes.setdefault(finding.location, QuoteFix(finding.location, quote, finding))
    return tuple(fixes.values())


def write_fixes(root: Path, fixes: Sequence[QuoteFix]) -> tuple[tuple[QuoteFix, str], ...]:
    """Write the quotes, each file once; return those that cannot be written, with the reason. Raises OSError."""
    failed: list[tuple[QuoteFix, str]] = []
    for path in sorted({fix.location.path for fix in fixes}):
        inside = [fix for fix in fixes if fix.location.path == path]
        before = project_files.read_bytes(root, path)
        after, refused = _write_quotes(before, inside)
        failed += refused
        try:
            if after != before:
                replace_file(root / path, before, after)
        except UnsafeEdit as reason:
            failed += ((fix, str(reason)) for fix in inside)
    return tuple(failed)


def _write_quotes(content: bytes, fixes: Sequence[QuoteFix]) -> tuple[bytes, list[tuple[QuoteFix, str]]]:
    """Return the file with the quotes, and those that cannot be written there.

    The last is written first, so that the places before it stay what they are.
    """
    failed = []
    for fix in sorted(fixes, key=lambda fix: (-fix.location.line, -fix.location.column)):
        try:
            content = replace_scalar(content, fix.location.line, fix.location.column, fix.quote)
        except UnsafeEdit as reason:
            failed.append((fix, str(reason)))
    return content, failed
