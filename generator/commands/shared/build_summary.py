"""The line that a build ends with."""

from pathlib import Path

from generator.cache.build_cache import BuildSummary
from generator.diagnostics import count_noun, make_visible


def summary_line(summary: BuildSummary, target: Path, outcome: str) -> str:
    return (
        f"{count_noun(summary.claims, 'claim')}, {count_noun(summary.quotes, 'quote')} found word for word in "
        f"{count_noun(summary.sources, 'source')}; {make_visible(str(target))}: {outcome}"
    )


def unchanged_line(summary: BuildSummary, target: Path) -> str:
    return summary_line(summary, target, f"nothing changed ({summary.files} files)")
