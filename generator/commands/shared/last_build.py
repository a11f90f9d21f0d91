"""Stage results of the last build, for commands that read the project but build nothing."""

from pathlib import Path

from generator.cache.build_cache import StageCache, load_cache


def load_stages(project: Path) -> StageCache:
    """Return what the last build into PROJECT/site kept, so that what it has parsed is not parsed again."""
    return StageCache(load_cache(project, project / "site").kept)
