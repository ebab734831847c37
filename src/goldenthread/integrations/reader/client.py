"""Start a reading process, follow it, and end it when its time is over."""

from __future__ import annotations

import logging
import os
import re
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import goldenthread
from goldenthread.assessment.types.counting import WorkedThrough
from goldenthread.frameworks.types import DocumentRead, Progress
from goldenthread.ground.types import Refusal
from goldenthread.integrations.reader.messages import (
    MEGABYTE,
    MOST_ANSWERED,
    OUT_OF_MEMORY,
    Bounds,
    Ended,
    answered,
    answered_script,
    heard,
)
from goldenthread.integrations.reader.translate import refusal_for, script_refusal_for

log = logging.getLogger(__name__)
Tell = Callable[[Progress], None]

_PROGRAM = (sys.executable, "-m", "goldenthread.integrations.reader.child")
CHILD = (*_PROGRAM, "framework")
SCRIPT_CHILD = (*_PROGRAM, "script")
# How often, in seconds, those who wait are told how far it has come.
PAUSE = 1.0
# How often, in seconds, it is looked how much memory the process holds.
WATCHED = 0.02
HIGHEST = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _End:
    """How a process ended: its exit code, or minus the signal; the most memory it held, in bytes; whether in time."""

    code: int
    memory: int
    in_time: bool


class _Memory:
    """The most memory that a process held since its program began, in bytes, as far as it was seen.

    What the kernel says at its end begins with the most that we ever held, and is of use only where that is less.
    """

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._seen = 0

    def look(self) -> None:
        """See what it holds now; where nobody says, nothing is seen."""
        try:
            found = HIGHEST.search(self._status.read_text())
        except OSError:
            return
        self._seen = max(self._seen, int(found[1]) if found else 0)

    def most(self, told: int) -> int:
        """The most it held; ``told``: what the kernel says, in kilobytes."""
        return 1024 * (told if told > self._ours else self._seen)


def read_in_child(
    content: bytes, *, media_type: str, bounds: Bounds, tell: Tell, child: Sequence[str] = CHILD
) -> DocumentRead | Refusal:
    """Read a document in a process of its own; a reading, or why there is none, within the bounds.

    :raises OSError: where this machine cannot start a process or keep a temporary file; that is not the document's
        fault.
    """
    sent = _sent(content, media_type=media_type, bounds=bounds, tell=tell, child=child)
    if isinstance(sent, Ended):
        return refusal_for(sent, bounds)
    found = answered(sent)
    if found is None:
        return refusal_for(_nonsense(sent), bounds)
    return found.document or found.refusal or refusal_for(Ended.BROKEN, bounds)


def work_in_child(
    content: bytes, *, media_type: str, bounds: Bounds, child: Sequence[str] = SCRIPT_CHILD
) -> WorkedThrough | Refusal:
    """Read and clean a script in a process of its own, within the bounds. :raises OSError: as above."""
    sent = _sent(content, media_type=media_type, bounds=bounds, tell=lambda _: None, child=child)
    if isinstance(sent, Ended):
        return script_refusal_for(sent, bounds)
    return answered_script(sent) or script_refusal_for(_nonsense(sent), bounds)


def _sent(content: bytes, *, media_type: str, bounds: Bounds, tell: Tell, child: Sequence[str]) -> bytes | Ended:
    """What the process answered, or how it ended without one."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as faults:
        given.write(content)
        given.seek(0)
        until = time.monotonic() + bounds.seconds
        bound = map(str, (bounds.processor_seconds, bounds.memory_mb, os.getpid(), answer.fileno()))
        with subprocess.Popen(  # noqa: S603  our own program by its full path; its words are ours
            [*child, media_type, *bound],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=faults,
            pass_fds=(answer.fileno(),),
            env=_environment(),
            cwd="/",
            start_new_session=True,
        ) as process:
            memory = _Memory(process.pid)
            try:
                _follow(process, tell, memory, until=until)
                end = _end_of(process, memory, until=until)
            except BaseException:
                process.kill()
                raise
        if end.code != 0:
            return _why(end, faults, bounds)
        answer.seek(0)
        return answer.read(MOST_ANSWERED)


def _environment() -> dict[str, str]:
    """Where our code is, and nothing of this installation: no keys, no addresses."""
    return {"PYTHONPATH": str(Path(goldenthread.__file__).parents[1]), "PYTHONSAFEPATH": "1", "LANG": "C.UTF-8"}


def _follow(process: subprocess.Popen[bytes], tell: Tell, memory: _Memory, *, until: float) -> None:
    """Pass on what it tells, not too often and the last in any case, until it says no more or its time is over."""
    assert process.stdout is not None
    said, rest, last = 0.0, b"", None
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            memory.look()
            if waiting.select(min(left, WATCHED)):
                piece = os.read(process.stdout.fileno(), 4096)
                if not piece:
                    break
                *lines, rest = (rest + piece)[-4096:].split(b"\n")
                last = next((told for told in map(heard, reversed(lines)) if told), last)
            if last is not None and time.monotonic() - said >= PAUSE:
                tell(last)
                said, last = time.monotonic(), None
    if last is not None:
        tell(last)


def _end_of(process: subprocess.Popen[bytes], memory: _Memory, *, until: float) -> _End:
    """How it ended, by itself or, when its time is over, by us."""
    in_time = True
    while True:
        memory.look()
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return _End(process.returncode, memory.most(used.ru_maxrss), in_time)
        if in_time and time.monotonic() >= until:
            in_time = False
            os.kill(process.pid, signal.SIGKILL)
        time.sleep(0.01)


def _nonsense(sent: bytes) -> Ended:
    log.warning("a reading process answered what is no answer: %r", sent[:200])
    return Ended.BROKEN


def _why(end: _End, faults: IO[bytes], bounds: Bounds) -> Ended:
    """Bounds first; what the process complained of goes to the log, where whoever looks after it finds it."""
    if not end.in_time or end.code == -signal.SIGXCPU:
        return Ended.TOO_SLOW
    if end.code == -signal.SIGKILL:
        return Ended.KILLED
    # Libraries that get no memory end the process in ways of their own.
    if end.code == OUT_OF_MEMORY or (end.code < 0 and end.memory * 2 >= bounds.memory_mb * MEGABYTE):
        return Ended.TOO_BIG
    faults.seek(0)
    log.warning("a reading process ended with %s: %s", end.code, faults.read(4_000).decode(errors="replace"))
    return Ended.BROKEN
