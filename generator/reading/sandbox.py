"""A sandbox for other people's parsers: a process of its own with limits of time and memory.

A parser that loops, or that fills the memory, ends with its process, and the caller gets WorkTimedOut or WorkFailed.
"""

import signal
import subprocess
import sys

SECONDS = 60  # of processor time, and twice as many by the clock
MEMORY = 2_000_000_000  # bytes, where the system can limit a process

# Without `site` and the environment: the child has only our own search path, and starts quickly.
_CHILD = f"""
import resource, sys
for what, most in ((resource.RLIMIT_CPU, {SECONDS}), (resource.RLIMIT_AS, {MEMORY})):
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        pass
sys.path[:] = sys.argv[3:]
from importlib import import_module
sys.stdout.buffer.write(getattr(import_module(sys.argv[1]), sys.argv[2])(sys.stdin.buffer.read()))
"""


class WorkTimedOut(Exception):
    """The work took longer than its limit."""


class WorkFailed(Exception):
    """The work ended without a result."""


def run_sandboxed(module: str, function: str, content: bytes) -> bytes:
    """Return what the function of the module makes of the content. Raises WorkTimedOut or WorkFailed."""
    command = [sys.executable, "-I", "-S", "-c", _CHILD, module, function, *filter(None, sys.path)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=2 * SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise WorkTimedOut from None
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise WorkTimedOut
    if done.returncode:
        raise WorkFailed
    return done.stdout
