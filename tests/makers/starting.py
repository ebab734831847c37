"""Start processes of the product as forks of one that has it loaded already (see ``standing_by.py``)."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

from tests.makers.migrating import REPOSITORY

SOURCE = str(REPOSITORY / "src")
KEPT = {k: v for k, v in os.environ.items() if k in {"PATH", "TMPDIR", "GOLDENTHREAD_DATABASE_URL"}}


class Process:
    """A process that runs; as much of :class:`subprocess.Popen` as tests need."""

    def __init__(self, words: Sequence[str], told: socket.socket) -> None:
        self.args, self._told, self.returncode = list(words), told, None
        self.pid = int(told.recv(32))

    def poll(self) -> int | None:
        """Its exit code if it has ended, or the signal that ended it as a negative number."""
        return self._ended(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        if self._ended(timeout) is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, sign: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sign)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it where it is."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, within: float | None) -> int | None:
        if self.returncode is None:
            self._told.settimeout(within)
            try:
                said = self._told.recv(32)
            except (BlockingIOError, TimeoutError):
                return None
            assert said, "what stood by is gone"
            self.returncode = int(said)
            self._told.close()
        return self.returncode


Running = Process | subprocess.Popen[bytes]


def start(
    words: Sequence[str], *, env: Mapping[str, str], out: IO[Any] | None = None, err: IO[Any] | None = None,
    apart: bool = False,
) -> Running:  # fmt: skip
    """Begin ``python WORDS…`` in the folder of the repository; ``apart`` gives it a session of its own.

    Where a process with libraries loaded cannot be forked safely (anywhere but on Linux), it begins by itself.
    """
    if sys.platform != "linux":
        return subprocess.Popen(
            [sys.executable, *words], env=env, cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            start_new_session=apart,
        )  # fmt: skip
    assert env.get("PYTHONPATH") == SOURCE, "what stands by was loaded from elsewhere"
    asked = {"words": list(words), "environment": dict(env), "folder": str(REPOSITORY), "apart": apart}
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs, Path(os.devnull).open("rb") as nothing:
        files = [theirs.fileno(), nothing.fileno(), out.fileno() if out else 1, err.fileno() if err else 2]
        socket.send_fds(_standing_by(), [json.dumps(asked).encode()], files)
    return Process(words, ours)


def run(words: Sequence[str], *, env: Mapping[str, str], timeout: float = 900) -> subprocess.CompletedProcess[str]:
    """Let ``python WORDS…`` run to its end, and keep what it said."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = start(words, env=env, out=out, err=err)
        try:
            process.wait(timeout)
        finally:
            process.kill()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(list(words), process.wait(), out.read().decode(), err.read().decode())


@cache
def _standing_by() -> socket.socket:
    """Begin what stands by; it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.makers.standing_by", str(theirs.fileno())],
            cwd=REPOSITORY,
            env=KEPT | {"PYTHONPATH": SOURCE},
            pass_fds=[theirs.fileno()],
        )
    atexit.register(_let_go, ours, process)
    return ours


def _let_go(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    process.wait()
