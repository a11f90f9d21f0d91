"""Results of the last build, for commands that read the project but build nothing."""

from pathlib import Path

from generator.cache.build_cache import load_cache
from generator.cache.memo import Memo


def load_memo(project: Path, jobs: int = 1) -> Memo:
    """Return what the last build into PROJECT/site computed of its articles and claims."""
    return Memo(load_cache(project, project / "site").kept.get("results"), jobs)
