"""The reading process: binds itself, reads one document from standard input, and answers.

Started as ``python -m goldenthread.integrations.reader.child WHAT MEDIA_TYPE PROCESSOR_SECONDS MEMORY_MB PARENT
ANSWER``: what to read it as (``framework`` or ``script``), its bounds, and the numbers of the process that started it
and of the open file for the answer. It has no settings, no database and no secrets.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from types import MappingProxyType

from goldenthread.assessment.actions.preparing import work_through
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.types import Progress
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.messages import (
    MEGABYTE,
    MOST_ANSWERED,
    OUT_OF_MEMORY,
    Answer,
    told,
    written,
    written_script,
)

PR_SET_PDEATHSIG = 1
MOST_OPEN = 64
ORPHANED = 13


def bind(processor_seconds: int, memory_mb: int, *, parent: int) -> None:
    """Set the bounds, for good, and die with the process that started this one."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # It was killed before we could ask to be told.
        os._exit(ORPHANED)
    # At the first limit the kernel says why it ends the process, which the second would not.
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 5))
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * MEGABYTE),
        (resource.RLIMIT_FSIZE, MOST_ANSWERED),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def tell(progress: Progress) -> None:
    """Say how far it has come; a parent that is gone ends the process here."""
    os.write(sys.stdout.fileno(), told(progress))


def read_framework(content: bytes, media_type: str) -> bytes:
    """The answer about a framework."""
    try:
        answer = Answer(document=read_content(content, media_type=media_type, tell=tell))
    except Refused as refused:
        answer = Answer(refusal=refused.refusal)
    return written(answer)


def read_script(content: bytes, media_type: str) -> bytes:
    """The answer about a script."""
    return written_script(work_through(content, media_type))


READS = MappingProxyType({"framework": read_framework, "script": read_script})


def main(what: str, media_type: str, processor_seconds: str, memory_mb: str, parent: str, answer_fd: str) -> None:
    """Read and answer; the exit code says where memory ran out."""
    bind(int(processor_seconds), int(memory_mb), parent=int(parent))
    try:
        answer = READS[what](sys.stdin.buffer.read(), media_type)
        with os.fdopen(int(answer_fd), "wb") as place:
            place.write(answer)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


_LIBC = ctypes.CDLL(None)

if __name__ == "__main__":
    main(*sys.argv[1:])
