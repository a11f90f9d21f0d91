"""Coverage-guided fuzzing of the readers: `pip install atheris`, then `python tests/fuzz/run.py TARGET [options]`.

A target is a function of tests/support/fuzz_targets.py; the options are libFuzzer's, such as `-max_total_time=600
-timeout=20 corpus/`. A text that breaks its target's rule is written to crash-…, one that takes too long to timeout-….
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import atheris  # type: ignore[import-untyped,unused-ignore]

with atheris.instrument_imports(include=["generator", "markdown", "tests"]):
    from tests.support.fuzz_targets import TARGETS

WORDS = Path(__file__).with_name("words.txt")


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        target(data.decode("utf-8", "replace"))

    atheris.Setup([*sys.argv, f"-dict={WORDS}"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
